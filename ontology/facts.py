"""The fact types: what a loader may say, each with the words that support it.

A fact is small, frozen and typed. Its fields are what one source states, in the source's own terms: a region is a
Kemendagri code, a body or a person is a name. Which node of the graph a name means is decided later, when claims
are turned into knowledge (`simpul.graph.knowledge`).

Every field carries the name of the ontology's property that the knowledge graph uses for it; `claims` writes the
same field of a claim as `simpul:stated<Field>`. A test holds both against the ontology.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar

Code = str
"""A Kemendagri code: 'PP' for a province, 'PP.RR' for a kabupaten or kota."""

Rank = int | str | None
"""1, 2, 3 …, 'harapan 1', 'favorit', 'terbaik', or None where no rank is told."""


def _is(term: str, default: Any = MISSING) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    return field(default=default, metadata={"term": term})


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that support a fact: `document.text[start:end] == quote`, in Unicode code points.

    `rule` names the rule that read them, `confidence` is in (0, 1], and `fields` lists the fact's fields that these
    words support (none: the fact as a whole). `cell` is their place in a table ('Pemenang!C5', '/4/daerah'), else ''.
    """

    source: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float = 1.0
    fields: tuple[str, ...] = ()
    cell: str = ""

    def __post_init__(self) -> None:
        """Refuse what could never be looked up again.

        Raises:
            ValueError: the offsets do not fit the quote, or the confidence is outside (0, 1].
        """
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise ValueError(f"evidence {self.start}:{self.end} does not fit its quote {self.quote!r}")
        if not 0 < self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not in (0, 1]")


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a collaboration: a name, and the region's code where it is a region's body; in order by both.

    >>> [party.region for party in sorted([Party("Telkom", "16"), Party("Telkom")])]
    [None, '16']
    """

    name: str
    region: Code | None = None

    def __lt__(self, other: Party) -> bool:
        """By name, then by code; one without a code comes first."""
        return (self.name, self.region or "") < (other.name, other.region or "")


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """So many of something: `Count(37, "awak media")`."""

    number: int
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share: at least one piece of evidence."""

    kind: ClassVar[str]
    term: ClassVar[str]
    core: ClassVar[frozenset[str]]  # the fields that make the fact what it is
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        """Hold the one promise the graph rests on.

        Raises:
            ValueError: there is no evidence.
        """
        if not self.evidence:
            raise ValueError(f"a fact without evidence does not exist: {self}")

    @property
    def confidence(self) -> float:
        """How sure the loader is, in (0, 1]: that of the best evidence for what makes the fact what it is.

        That a sentence surely tells a day does not make it surer who visited whom.
        """
        central = [e.confidence for e in self.evidence if not e.fields or self.core.intersection(e.fields)]
        return max(central or [e.confidence for e in self.evidence])


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMention(Fact):
    """The text names or implies a province, kabupaten or kota."""

    kind: ClassVar[str] = "region"
    term: ClassVar[str] = "Region"
    core: ClassVar[frozenset[str]] = frozenset({"code"})
    code: Code = _is("code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Fact):
    """A public body, or an organisation beside it (company, university, medium).

    `name` is the full canonical name with its region ('Dinas Kesehatan Kota Batam'); `aliases` are the forms met in
    the text; `responsibilities` are tasks the text says it handles.
    """

    kind: ClassVar[str] = "agency"
    term: ClassVar[str] = "Organization"
    core: ClassVar[frozenset[str]] = frozenset({"name"})
    name: str = _is("name")
    aliases: tuple[str, ...] = _is("alias", ())
    region: Code | None = _is("jurisdiction", None)
    agency_kind: str | None = _is("agencyKind", None)
    responsibilities: tuple[str, ...] = _is("responsibility", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Fact):
    """A person in a post of a body: name without honorifics and degrees, position expanded.

    `status` is definitive, Plt, Plh, Pj, Pjs, former or incoming; `from_date` and `to_date` are days or years.
    """

    kind: ClassVar[str] = "official"
    term: ClassVar[str] = "Tenure"
    core: ClassVar[frozenset[str]] = frozenset({"name"})
    name: str = _is("name")
    position: str = _is("postTitle")
    region: Code | None = _is("jurisdiction", None)
    org: str | None = _is("postIn", None)
    aliases: tuple[str, ...] = _is("alias", ())
    status: str | None = _is("tenureStatus", None)
    from_date: str | None = _is("startDate", None)
    to_date: str | None = _is("endDate", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition(Fact):
    """One edition of a contest or award programme.

    `participants` and `entries` count who and what took part; `ceremony_date` is a day or a year.
    """

    kind: ClassVar[str] = "competition"
    term: ClassVar[str] = "Competition"
    core: ClassVar[frozenset[str]] = frozenset({"name"})
    name: str = _is("name")
    organiser: str | None = _is("organiser", None)
    year: int | None = _is("year", None)
    supporters: tuple[str, ...] = _is("supporter", ())
    categories: tuple[str, ...] = _is("hasCategory", ())
    clusters: tuple[str, ...] = _is("hasCluster", ())
    participants: tuple[Count, ...] = _is("participantCount", ())
    entries: tuple[Count, ...] = _is("entryCount", ())
    ceremony_date: str | None = _is("ceremonyDate", None)
    ceremony_venue: str | None = _is("ceremonyVenue", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Fact):
    """A conferral: one recipient wins something in one edition.

    `recipient` is the region's code when a region, its government or one of its agencies wins, else the name;
    `recipient_kind` is region, agency, person or other. `awarded_by` is the body that gives the award, `handed_by`
    and `received_by` the persons who hand it over and take it. `status` is announced or conferred.
    """

    kind: ClassVar[str] = "award"
    term: ClassVar[str] = "Award"
    core: ClassVar[frozenset[str]] = frozenset({"recipient"})
    programme: str | None = _is("competition", None)
    recipient: str = _is("recipient")
    recipient_kind: str = _is("recipientKind", "region")
    recipient_name: str | None = _is("recipientName", None)
    rank: Rank = _is("rank", None)
    category: str | None = _is("category", None)
    cluster: str | None = _is("cluster", None)
    date: str | None = _is("date", None)
    awarded_by: str | None = _is("awardedBy", None)
    handed_by: str | None = _is("handedBy", None)
    received_by: str | None = _is("receivedBy", None)
    work: str | None = _is("work", None)
    criterion: str | None = _is("criterion", None)
    status: str | None = _is("awardStatus", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """A region took part in an edition, whether it won or not."""

    kind: ClassVar[str] = "participation"
    term: ClassVar[str] = "Participation"
    core: ClassVar[frozenset[str]] = frozenset({"region"})
    region: Code = _is("participant")
    competition: str = _is("competition")
    categories: tuple[str, ...] = _is("category", ())
    entries: tuple[Count, ...] = _is("entryCount", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyVisit(Fact):
    """One body visits another to learn: `visitor` and `host` are region codes, or names where there is no region.

    `leader` and `received_by` are names of persons; `delegation` counts who came.
    """

    kind: ClassVar[str] = "visit"
    term: ClassVar[str] = "StudyVisit"
    core: ClassVar[frozenset[str]] = frozenset({"visitor", "host"})
    visitor: str = _is("visitor")
    visitor_name: str | None = _is("visitorName", None)
    host: str = _is("host")
    host_name: str | None = _is("hostName", None)
    date: str | None = _is("date", None)
    topic: str | None = _is("topic", None)
    form: str | None = _is("visitForm", None)
    leader: str | None = _is("leader", None)
    received_by: str | None = _is("receivedBy", None)
    delegation: tuple[Count, ...] = _is("delegationCount", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaboration(Fact):
    """Bodies work together: an agreement (MoU, PKS), a joint production, an exchange."""

    kind: ClassVar[str] = "collaboration"
    term: ClassVar[str] = "Collaboration"
    core: ClassVar[frozenset[str]] = frozenset({"parties"})
    parties: tuple[Party, ...] = _is("party", ())
    topic: str | None = _is("topic", None)
    date: str | None = _is("date", None)
    form: str | None = _is("collaborationForm", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Innovation(Fact):
    """Something new that an owner (a region's code, or None) has: an application, a service, a programme."""

    kind: ClassVar[str] = "innovation"
    term: ClassVar[str] = "Innovation"
    core: ClassVar[frozenset[str]] = frozenset({"name"})
    name: str = _is("name")
    owner: Code | None = _is("owner", None)
    description: str | None = _is("description", None)
    partners: tuple[str, ...] = _is("partner", ())


FACT_TYPES: tuple[type[Fact], ...] = (
    RegionMention,
    Agency,
    Official,
    Competition,
    Award,
    Participation,
    StudyVisit,
    Collaboration,
    Innovation,
)


def needed_fields(fact_type: type[Fact]) -> frozenset[str]:
    """The fields without which there is no such fact.

    >>> sorted(needed_fields(Official)), sorted(needed_fields(Collaboration))
    (['name', 'position'], ['parties'])
    """
    told = {f.name for f in fields(fact_type) if "term" in f.metadata and f.default is MISSING}
    return fact_type.core | told


def stated_fields(fact_type: type[Fact]) -> dict[str, str]:
    """The fields a source states, each with the ontology's property for it; evidence is not one of them.

    >>> stated_fields(RegionMention)
    {'code': 'code'}
    """
    return {f.name: f.metadata["term"] for f in fields(fact_type) if "term" in f.metadata}
