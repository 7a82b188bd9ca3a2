"""A reading: one claim, and the nodes that the names in it mean inside its source.

Names are bound within their source first: 'Amsakar Achmad' who received a prize is the deputy mayor whom the same
report names, and 'AMC' is the contest it spells out. What they are bound to are *key nodes*; which of those are one
node, `simpul.graph.identity` decides. A reading also says which *units* of knowledge it touches. A unit is the smallest
part of the default graph that can be derived by itself: every triple there belongs to one unit, and a unit depends on
no reading but those that touch it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from simpul.graph.knowledge.bodies import government_of
from simpul.graph.knowledge.names import (
    NATIONAL,
    acronyms,
    agency_iri,
    official_iri,
    parent_name,
    place_of,
    plain,
    strong_words,
)
from simpul.graph.knowledge.posts import post_title
from simpul.ontology.claims import KINDS
from simpul.ontology.facts import (
    Agency,
    Award,
    Collaboration,
    Competition,
    Count,
    Evidence,
    Fact,
    Innovation,
    Official,
    Participation,
    Party,
    RegionMention,
    StudyVisit,
)
from simpul.ontology.iris import node, short_hash, slug
from simpul.ontology.regions import by_code, is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simpul.ontology.claims import Article, Claim

UNKNOWN = "-"
_EDITION = re.compile(r"\b(?:tahun|ke|edisi)?[ -]*\d+\b|\bke-?[ivx]+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with `refs`, the IRIs that its fields mean (by field name), and the `units` it touches."""

    claim: str
    source: str
    published: str | None
    fact: Fact
    evidence_iris: tuple[str, ...]
    refs: dict[str, tuple[str, ...]] = field(hash=False)
    units: tuple[str, ...]
    voice: str = ""
    """The source that stands for all whose text is this one's; '' for the source itself."""
    judged: tuple[tuple[str, str], ...] = ()
    """Other claims that people judge to be of the same event or of another, with the verdict."""

    def ref(self, name: str) -> str | None:
        """The one IRI that field `name` means, or None."""
        return next(iter(self.refs.get(name, ())), None)

    @property
    def speaker(self) -> str:
        """Whose voice it is: sources that are one text speak with one."""
        return self.voice or self.source

    def names_used(self) -> list[tuple[str, str]]:
        """The bodies that a claim speaks of by a name, each with the name; a region's code is no name."""
        fact, refs = self.fact, self.refs
        used: list[tuple[str | None, str | None]] = []
        match fact:
            case Agency():
                used = [(self.ref("parent"), parent_name(fact.name))]
            case Official():
                used = [(self.ref("org"), fact.org)]
            case Competition():
                supporters = refs.get("supporters", ())
                used = [(self.ref("organiser"), fact.organiser), *zip(supporters, fact.supporters, strict=False)]
            case Award():
                used = [(self.ref("awarded_by"), fact.awarded_by)]
                used += [(self.ref("recipient"), fact.recipient_name or fact.recipient)]
            case StudyVisit():
                used = [(self.ref("visitor"), fact.visitor_name or fact.visitor)]
                used += [(self.ref("host"), fact.host_name or fact.host)]
            case Collaboration():
                used = list(zip(refs.get("parties", ()), (p.name for p in fact.parties), strict=True))
            case Innovation():
                used = list(zip(refs.get("partners", ()), fact.partners, strict=False))
        bodies = node("agency", "")
        return [(iri, name) for iri, name in used if iri and name and iri.startswith(bodies) and not is_code(name)]

    def contest_name(self) -> str | None:
        """The name of the contest that the claim is about, where it has one."""
        match self.fact:
            case Competition(name=name) | Award(programme=str(name)) | Participation(competition=name):
                return name
        return None

    def key_nodes(self) -> frozenset[str]:
        """The nodes its names mean that may turn out to be one with others, the organiser of its edition among them."""
        edition = self.ref("edition")
        organiser = [a for a in (organiser_of(edition),) if a] if edition else []
        return frozenset(i for iris in self.refs.values() for i in iris if i.startswith(_JUDGED)) | {*organiser}

    def to_json(self) -> str:
        """The reading as one line of JSON, with the key nodes that its names mean."""
        data = {
            "claim": self.claim,
            "source": self.source,
            "published": self.published,
            "fact": {"kind": self.fact.kind, **_plain(self.fact)},
            "evidence_iris": self.evidence_iris,
            "refs": self.refs,
        }
        return json.dumps(data, ensure_ascii=False, sort_keys=True, default=_plain)

    @staticmethod
    def from_json(text: str) -> Reading:
        """The reading that `to_json` wrote."""
        data = json.loads(text)
        refs = {name: tuple(iris) for name, iris in data["refs"].items()}
        return Reading(
            claim=data["claim"],
            source=data["source"],
            published=data["published"],
            fact=_fact(data["fact"]),
            evidence_iris=tuple(data["evidence_iris"]),
            refs=refs,
            units=units(data["source"], refs),
        )


_JUDGED = tuple(node(kind, "") for kind in ("agency", "official", "competition", "innovation"))


def organiser_of(edition: str) -> str | None:
    """The body in the IRI of an edition; None where it is not known.

    >>> organiser_of("https://w3id.org/simpul/edition/nasional/bkn/2020"), organiser_of(node("edition", "-", "2020"))
    ('https://w3id.org/simpul/agency/nasional/bkn', None)
    """
    *organiser, _ = edition.removeprefix(node("edition", "")).split("/")
    return None if organiser == [UNKNOWN] else node("agency", *organiser)


def series_of(competition: str) -> str | None:
    """The series of which a contest is an edition, by its organiser and its name without numbers; None without both.

    >>> series_of(node("competition", "nasional/bkn", "2020", "lomba-asn-ke-3"))
    'https://w3id.org/simpul/series/nasional/bkn/lomba-asn'
    """
    *organiser, _, name = competition.removeprefix(node("competition", "")).split("/")
    words = without_numbers(name.partition("~")[0].replace("-", " "))
    return node("series", *organiser, slug(words)) if words and organiser != [UNKNOWN] else None


def without_numbers(name: str) -> str:
    """A contest's name without the numbers that tell its editions apart.

    >>> without_numbers("Lomba Inovasi Daerah ke-3 Tahun 2020")
    'Lomba Inovasi Daerah'
    """
    return " ".join(_EDITION.sub(" ", name).split())


def _plain(part: Any) -> dict[str, Any]:  # noqa: ANN401 - a fact, or a part of one, that JSON does not know
    """The fields of a dataclass by their names; `dataclasses.asdict` copies them deeply, which takes far longer."""
    return {f.name: getattr(part, f.name) for f in fields(part)}


def _fact(data: dict[str, Any]) -> Fact:
    fact_type = KINDS[data.pop("kind")]
    evidence = tuple(Evidence(**e | {"fields": tuple(e["fields"])}) for e in data.pop("evidence"))
    return fact_type(evidence=evidence, **{name: _value(value) for name, value in data.items()})


def _value(value: Any) -> Any:  # noqa: ANN401 - any field's value
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    if isinstance(value, dict):
        return Count(**value) if "number" in value else Party(**value)
    return value


def read_source(article: Article, claims: Iterable[Claim]) -> list[Reading]:
    """The readings of one source's claims, names bound within the source."""
    found = list(claims)
    names = _Names([claim.fact for claim in found], article)
    readings = []
    for claim in found:
        refs = {name: iris for name, iris in names.refs(claim.fact) if iris}
        touched = units(claim.source, refs)
        readings.append(
            Reading(claim.iri, claim.source, article.published, claim.fact, claim.evidence_iris, refs, touched)
        )
    return readings


_UNIT_KINDS = frozenset({"agency", "official", "post", "region", "innovation", "collaboration", "competition"})


def units(source: str, refs: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units of knowledge that a claim of `source` touches, by what its names mean."""
    found = {f"source {source}"}
    for name, iris in refs.items():
        for iri in iris:
            kind = iri.removeprefix(node("")).partition("/")[0]
            if kind in _UNIT_KINDS:
                found.add(f"{kind} {iri}")
            if kind == "competition" and (series := series_of(iri)):
                found.add(f"series {series}")
            elif name == "pair":
                found.add(f"visit {iri}")
            elif name == "edition" and "contest" not in refs:
                found.add(f"prizes {iri}")
    return tuple(sorted(found))


class _Names:
    """What the names of one source mean."""

    def __init__(self, facts: Sequence[Fact], article: Article) -> None:
        ordered = sorted(facts, key=repr)
        self.article = article
        self.agencies = [f for f in ordered if isinstance(f, Agency)]
        self.officials = [f for f in ordered if isinstance(f, Official)]
        self.competitions = [f for f in ordered if isinstance(f, Competition)]
        self.awards = [f for f in ordered if isinstance(f, Award)]

    def refs(self, fact: Fact) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Field names with the IRIs they mean; what a fact is itself stands under 'self'."""
        match fact:
            case RegionMention():
                yield "self", _some(by_code()[fact.code].iri if is_code(fact.code) else None)
            case Agency():
                yield "self", (agency_iri(fact.name, fact.region),)
                yield "parent", _some(self.body(parent_name(fact.name), fact.region))
            case Official():
                yield from self._official(fact)
            case Competition():
                yield "organiser", _some(self.body(fact.organiser))
                yield "supporters", tuple(b for s in fact.supporters if (b := self.body(s)))
                yield from self._contest(fact.name, fact)
            case Award():
                yield from self._award(fact)
            case Participation():
                yield "participant", (self.body_of(fact.region, None),)
                yield from self._contest(fact.competition, None)
            case StudyVisit():
                yield from self._visit(fact)
            case Collaboration():
                parties = tuple(self.body_of(p.region or p.name, p.name) for p in fact.parties)
                yield "parties", parties
                yield "self", (collaboration_iri(parties, fact),)
            case Innovation():
                owner = by_code()[fact.owner or ""].government_iri if is_code(fact.owner) else None
                yield "owner", _some(owner)
                yield "partners", tuple(b for p in fact.partners if (b := self.body(p)))
                place = by_code()[fact.owner or ""].slug if owner else NATIONAL
                yield "self", (node("innovation", place, slug(plain(fact.name))),)

    def _official(self, fact: Official) -> Iterator[tuple[str, tuple[str, ...]]]:
        body = self._body_of_post(fact)
        yield "person", (self.person_of(fact),)
        yield "org", _some(body)
        yield "post", (post_iri(body, fact),)

    def _body_of_post(self, fact: Official) -> str | None:
        if fact.org:
            return self.body(fact.org, fact.region)
        return by_code()[fact.region or ""].government_iri if is_code(fact.region) else None

    def person_of(self, fact: Official) -> str:
        """The IRI of the person whom an official's claim names."""
        if is_code(fact.region):
            place = by_code()[fact.region or ""].slug
        else:
            body = self._body_of_post(fact)
            place = place_of(body) if body else NATIONAL
        return official_iri(fact.name, place, post_title(fact.position))

    def _award(self, fact: Award) -> Iterator[tuple[str, tuple[str, ...]]]:
        if fact.recipient_kind == "person":
            yield "recipient", _some(self.person(fact.recipient_name or fact.recipient, None))
        else:
            yield "recipient", (self.body_of(fact.recipient, fact.recipient_name),)
        giver = self.body(fact.awarded_by)
        yield "awarded_by", _some(giver)
        region = fact.recipient if is_code(fact.recipient) else None
        yield "handed_by", _some(self.person(fact.handed_by, None, giver))
        yield "received_by", _some(self.person(fact.received_by, region))
        yield from self._contest(fact.programme, None, fact)

    def _visit(self, fact: StudyVisit) -> Iterator[tuple[str, tuple[str, ...]]]:
        visitor = self.body_of(fact.visitor, fact.visitor_name)
        host = self.body_of(fact.host, fact.host_name)
        yield "visitor", (visitor,)
        yield "host", (host,)
        yield "leader", _some(self.person(fact.leader, fact.visitor if is_code(fact.visitor) else None, visitor))
        yield "received_by", _some(self.person(fact.received_by, fact.host if is_code(fact.host) else None, host))
        yield "pair", (pair_iri(visitor, host),)

    def body(self, name: str | None, region: str | None = None) -> str | None:
        """The body that `name` means: one of the source's agencies by name or alias, else the name itself."""
        if not name:
            return None
        wanted = plain(name)
        for agency in self.agencies:
            if wanted in {plain(n) for n in (agency.name, *agency.aliases)} and region in {None, agency.region}:
                return agency_iri(agency.name, agency.region)
        return agency_iri(name, region)

    def body_of(self, code_or_name: str, name: str | None) -> str:
        """The body behind a field that holds a region's code or a name; a region stands for its government."""
        if not is_code(code_or_name):
            return self.body(code_or_name) or agency_iri(code_or_name, None)
        region = by_code()[code_or_name]
        if not name or plain(name) in {plain(region.label), plain(region.name)}:
            return region.government_iri
        return self.body(name, code_or_name) or region.government_iri

    def person(self, name: str | None, region: str | None, body: str | None = None) -> str | None:
        """The person that `name` means: an official of the source by name or alias, else by place."""
        if not name:
            return None
        wanted = plain(name)
        matches = [o for o in self.officials if wanted in {plain(n) for n in (o.name, *o.aliases)}]
        if matches:
            best = min(matches, key=lambda o: (o.region != region, repr(o)))
            return self.person_of(best)
        fuller = {self.person_of(o) for o in self.officials if set(wanted.split()) < set(plain(o.name).split())}
        if len(fuller) == 1:
            return next(iter(fuller))
        place = by_code()[region].slug if region else place_of(body) if body else NATIONAL
        return official_iri(name, place)

    def _contest(
        self, name: str | None, own: Competition | None, award: Award | None = None
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The edition (organiser and year), and the contest in it where it has a name.

        Without organiser or year, a contest is this source's own until a rule finds it to be another's.
        """
        known = own or self._competition(name)
        organiser = self.body((known.organiser if known else None) or (award.awarded_by if award else None))
        place = organiser.removeprefix(node("agency", "")) if organiser else UNKNOWN
        year = self._year(known, name, award) or UNKNOWN
        own_scope = f"~{short_hash(self.article.source)[:6]}"
        if name:
            yield "edition", (node("edition", place, year),)
            scope = own_scope if UNKNOWN in {place, year} else ""
            yield "contest", (node("competition", place, year, slug(plain(name)) + scope),)
        else:
            if year == UNKNOWN and self.article.published:
                year = self.article.published[:4]
            yield "edition", (node("edition", place, year + (own_scope if UNKNOWN in {place, year} else "")),)

    def _competition(self, name: str | None) -> Competition | None:
        if not name:
            return None
        same = [c for c in self.competitions if plain(c.name) == plain(name)]
        alike = [
            c
            for c in self.competitions
            if strong_words(c.name) == strong_words(name) != frozenset() or acronyms(c.name) & acronyms(name)
        ]
        return next(iter(same or alike), None)

    def _year(self, known: Competition | None, name: str | None, award: Award | None) -> str | None:
        if known and known.year:
            return str(known.year)
        in_name = re.search(r"\b(?:19|20)\d\d\b", name or "")
        if in_name:
            return in_name[0]
        dates = [known.ceremony_date if known else None, award.date if award else None]
        dates += [a.date for a in self.awards if name and a.programme == name]
        return next((d[:4] for d in dates if d), None)


def _some(iri: str | None) -> tuple[str, ...]:
    return (iri,) if iri else ()


def collaboration_iri(parties: Iterable[str], fact: Collaboration) -> str:
    """The IRI of what a set of parties does together on a topic."""
    topic = " ".join(sorted(set(plain(fact.topic or "").split())))
    return node("collaboration", short_hash(*sorted(set(parties)), topic))


def post_iri(body: str | None, fact: Official) -> str:
    """The IRI of an official's post in a body."""
    place = body.removeprefix(node("agency", "")) if body else NATIONAL
    return node("post", place, slug(post_title(fact.position)))


def pair_iri(visitor: str, host: str) -> str:
    """The IRI of two governments of which one visits the other: bodies of a region visit and host as that region."""
    return node("pair", *(place_of(government_of(body) or body) for body in (visitor, host)))
