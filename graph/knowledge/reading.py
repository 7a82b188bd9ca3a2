"""A reading: one claim, and the nodes that the names in it mean inside its source.

Names are bound within their source first: 'Amsakar Achmad' who received a prize is the deputy mayor whom the same
report names, and 'AMC' is the contest it spells out. A reading also says which *units* of knowledge it touches. A unit
is the smallest part of the default graph that can be derived by itself: every triple there belongs to one unit, and a
unit depends on no reading but those that touch it.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from simpul.graph.knowledge.bodies import government_of
from simpul.graph.knowledge.names import (
    NATIONAL,
    acronyms,
    agency_iri,
    official_iri,
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

    def ref(self, name: str) -> str | None:
        """The one IRI that field `name` means, or None."""
        return next(iter(self.refs.get(name, ())), None)

    def to_json(self) -> str:
        """The reading as one line of JSON."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        data["fact"] = {"kind": self.fact.kind, **asdict(self.fact)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True)

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
            units=tuple(data["units"]),
        )


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
    names = _Names([claim.fact for claim in found])
    readings = []
    for claim in found:
        refs = {name: iris for name, iris in names.refs(claim.fact) if iris}
        units = tuple(sorted({f"source {claim.source}", *_units(refs)}))
        readings.append(
            Reading(claim.iri, claim.source, article.published, claim.fact, claim.evidence_iris, refs, units)
        )
    return readings


def _units(refs: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, iris in refs.items():
        for iri in iris:
            kind = iri.removeprefix(node("")).partition("/")[0]
            if kind in {"agency", "official", "post", "region", "innovation", "collaboration"}:
                yield f"{kind} {iri}"
            elif name == "edition":
                yield f"competition {iri}"
            elif name == "pair":
                yield f"visit {iri}"


class _Names:
    """What the names of one source mean."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        ordered = sorted(facts, key=repr)
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
            case Official():
                yield from self._official(fact)
            case Competition():
                yield "organiser", _some(self.body(fact.organiser))
                yield "supporters", tuple(b for s in fact.supporters if (b := self.body(s)))
                yield "edition", (self.edition(fact.name, fact),)
            case Award():
                yield from self._award(fact)
            case Participation():
                yield "participant", (self.body_of(fact.region, None),)
                yield "edition", (self.edition(fact.competition, None),)
            case StudyVisit():
                yield from self._visit(fact)
            case Collaboration():
                parties = tuple(self.body_of(p.region or p.name, p.name) for p in fact.parties)
                yield "parties", parties
                yield "self", (node("collaboration", short_hash(*sorted(set(parties)), _topic(fact.topic))),)
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
        place = body.removeprefix(node("agency", "")) if body else NATIONAL
        yield "post", (node("post", place, slug(post_title(fact.position))),)

    def _body_of_post(self, fact: Official) -> str | None:
        if fact.org:
            return self.body(fact.org, fact.region)
        return by_code()[fact.region or ""].government_iri if is_code(fact.region) else None

    def person_of(self, fact: Official) -> str:
        """The IRI of the person whom an official's claim names."""
        if is_code(fact.region):
            return official_iri(fact.name, by_code()[fact.region or ""].slug)
        body = self._body_of_post(fact)
        return official_iri(fact.name, place_of(body) if body else NATIONAL)

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
        yield "edition", (self.edition(fact.programme, None, fact),)

    def _visit(self, fact: StudyVisit) -> Iterator[tuple[str, tuple[str, ...]]]:
        visitor = self.body_of(fact.visitor, fact.visitor_name)
        host = self.body_of(fact.host, fact.host_name)
        yield "visitor", (visitor,)
        yield "host", (host,)
        yield "leader", _some(self.person(fact.leader, fact.visitor if is_code(fact.visitor) else None, visitor))
        yield "received_by", _some(self.person(fact.received_by, fact.host if is_code(fact.host) else None, host))
        yield "pair", (node("pair", _government(visitor), _government(host)),)

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
        place = by_code()[region].slug if region else place_of(body) if body else NATIONAL
        return official_iri(name, place)

    def edition(self, name: str | None, own: Competition | None, award: Award | None = None) -> str:
        """The organiser and year within which a contest's name is compared with others."""
        known = own or self._competition(name)
        organiser = self.body((known.organiser if known else None) or (award.awarded_by if award else None))
        year = self._year(known, name, award)
        return node("edition", organiser.removeprefix(node("agency", "")) if organiser else UNKNOWN, year or UNKNOWN)

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


def _topic(topic: str | None) -> str:
    return " ".join(sorted(set(plain(topic or "").split())))


def _government(body: str) -> str:
    """The place of a body's government: bodies of one region visit and host as that region."""
    return place_of(government_of(body) or body)
