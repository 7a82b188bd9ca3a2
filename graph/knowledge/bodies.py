"""Regions, bodies, people, posts and innovations: things with a key of their own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.graph.knowledge.choose import shown, shown_date
from simpul.graph.knowledge.emit import dated, described, linked, said, supported
from simpul.graph.knowledge.names import NATIONAL, agency_iri, place_of
from simpul.graph.knowledge.posts import body_named, heads, manner, post_title
from simpul.ontology.facts import Agency, Award, Collaboration, Competition, Innovation, Official, StudyVisit
from simpul.ontology.iris import node, short_hash
from simpul.ontology.regions import Region, by_code, is_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.graph.knowledge.reading import Reading

CLASS_OF_KIND: Final = {
    "government": "Government",
    "dinas": "Department",
    "badan": "Board",
    "dprd": "Council",
    "secretariat": "Secretariat",
    "bagian": "Section",
    "ministry": "Ministry",
    "directorate": "Directorate",
    "national-body": "NationalBody",
    "hospital": "Hospital",
    "company": "Company",
    "university": "University",
    "media": "Media",
}
_FORMER: Final = {"former"}


def region_triples(region: str, readings: Sequence[Reading]) -> Iterator[str]:
    """Where a region is reported; what it is, the authority says."""
    yield from supported(region, readings)


def agency_triples(agency: str, readings: Sequence[Reading]) -> Iterator[str]:
    """A body with the names, kind and tasks that sources give it; a government's own name is the authority's."""
    yield from supported(agency, readings, kinds=frozenset({"agency"}))
    own_claims = [(r.fact, r) for r in readings if isinstance(r.fact, Agency) and r.ref("self") == agency]
    names = [(fact.name, r) for fact, r in own_claims] or [n for r in readings for n in _names_used(agency, r)]
    name = shown(names)
    aliases = {a for fact, _ in own_claims for a in fact.aliases} | {n for n, _ in names}
    if not _is_government(agency):
        kind = shown([(f.agency_kind, r) for f, r in own_claims if f.agency_kind])
        label = name or agency.rsplit("/", 1)[1].replace("-", " ")
        yield from described(agency, CLASS_OF_KIND.get(kind or "", "Organization"), label, name=label)
        yield from said(agency, "agencyKind", kind)
        yield from linked(agency, "jurisdiction", [_region_of(agency)])
        yield from linked(agency, "unitOf", [government_of(agency)])
    for alias in aliases - {name}:
        yield from said(agency, "alias", alias)
    for task in {t for fact, _ in own_claims for t in fact.responsibilities}:
        yield from said(agency, "responsibility", task)


def _names_used(agency: str, reading: Reading) -> Iterator[tuple[str, Reading]]:
    """The names that a claim of another kind uses for a body."""
    fact, refs = reading.fact, reading.refs
    used: list[tuple[str | None, str | None]] = []
    match fact:
        case Official():
            used = [(fact.org, reading.ref("org"))]
        case Competition():
            supporters = refs.get("supporters", ())
            used = [(fact.organiser, reading.ref("organiser")), *zip(fact.supporters, supporters, strict=False)]
        case Award():
            used = [(fact.awarded_by, reading.ref("awarded_by"))]
            used += [(fact.recipient_name or fact.recipient, reading.ref("recipient"))]
        case StudyVisit():
            used = [(fact.visitor_name or fact.visitor, reading.ref("visitor"))]
            used += [(fact.host_name or fact.host, reading.ref("host"))]
        case Collaboration():
            used = [(p.name, a) for p, a in zip(fact.parties, refs.get("parties", ()), strict=True)]
        case Innovation():
            used = list(zip(fact.partners, refs.get("partners", ()), strict=False))
    yield from ((name, reading) for name, iri in used if name and iri == agency and not is_code(name))


def _is_government(agency: str) -> bool:
    return agency in _governments()


def _region_of(agency: str) -> str | None:
    place = agency.rsplit("/", 2)[1]
    return None if place == NATIONAL else node("region", place)


def government_of(agency: str) -> str | None:
    """The government that a body belongs to; None for a national body."""
    place = agency.rsplit("/", 2)[1]
    return None if place == NATIONAL else _by_slug()[place].government_iri


@cache
def _by_slug() -> dict[str, Region]:
    return {region.slug: region for region in by_code().values()}


@cache
def _governments() -> frozenset[str]:
    return frozenset(region.government_iri for region in by_code().values())


def official_triples(official: str, readings: Sequence[Reading]) -> Iterator[str]:
    """A person, the tenures in which reports meet the person, and the bodies the person heads."""
    own_claims = [(r.fact, r) for r in readings if isinstance(r.fact, Official) and r.ref("person") == official]
    names = [(fact.name, r) for fact, r in own_claims] or [n for r in readings for n in _persons_used(official, r)]
    name = shown(names) or official.rsplit("/", 1)[1].replace("-", " ")
    yield from described(official, "Official", name, name=name)
    yield from supported(official, readings, kinds=frozenset({"official"}))
    for alias in {a for f, _ in own_claims for a in f.aliases} | {n for n, _ in names}:
        if alias != name:
            yield from said(official, "alias", alias)
    for post in sorted({p for _, r in own_claims if (p := r.ref("post"))}):
        yield from _tenure_triples(official, name, post, [r for _, r in own_claims if r.ref("post") == post])


def _persons_used(official: str, reading: Reading) -> Iterator[tuple[str, Reading]]:
    for field in ("leader", "handed_by", "received_by"):
        name = getattr(reading.fact, field, None)
        if name and reading.ref(field) == official:
            yield name, reading
    if isinstance(reading.fact, Award) and reading.ref("recipient") == official:
        yield reading.fact.recipient_name or reading.fact.recipient, reading


def _tenure_triples(official: str, name: str, post: str, readings: Sequence[Reading]) -> Iterator[str]:
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Official)]
    title = shown([(post_title(f.position), r) for f, r in facts]) or ""
    tenure = node("tenure", short_hash(official, post))
    yield from described(tenure, "Tenure", f"{name}: {title}")
    yield from supported(tenure, readings)
    yield from linked(tenure, "heldBy", [official])
    yield from linked(tenure, "post", [post])
    status = shown([(s, r) for f, r in facts if (s := f.status or manner(f.position))])
    yield from said(tenure, "tenureStatus", status)
    yield from dated(tenure, "startDate", shown_date([(f.from_date, r) for f, r in facts if f.from_date]))
    yield from dated(tenure, "endDate", shown_date([(f.to_date, r) for f, r in facts if f.to_date]))
    for day in {r.published for _, r in facts if r.published and r.fact.status not in _FORMER}:  # type: ignore[attr-defined]
        yield from dated(tenure, "observedOn", day)
    body = shown([(org, r) for _, r in facts if (org := r.ref("org"))])
    body_name = shown([(f.org, r) for f, r in facts if f.org]) or ""
    if body and status not in _FORMER and (heads(title, body_name) or _names(title, body)):
        yield from linked(body, "headedBy", [official])


def _names(title: str, body: str) -> bool:
    """Whether a head's title names the body, which its source may call by an acronym only."""
    named, region = body_named(title), _by_slug().get(body.rsplit("/", 2)[1])
    return named is not None and agency_iri(named, region.code if region else None) == body


def post_triples(post: str, readings: Sequence[Reading]) -> Iterator[str]:
    """A post in a body; it is there whoever holds it."""
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Official)]
    title = shown([(post_title(f.position), r) for f, r in facts]) or ""
    region = shown([(f.region, r) for f, r in facts if is_code(f.region) and f.region])
    place = f", {by_code()[region].label}" if region else ""
    yield from described(post, "Post", f"{title}{place}")
    yield from supported(post, readings)
    yield from said(post, "postTitle", title)
    yield from linked(post, "postIn", [shown([(org, r) for _, r in facts if (org := r.ref("org"))])])


def innovation_triples(innovation: str, readings: Sequence[Reading]) -> Iterator[str]:
    """An innovation with its owner and partners."""
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Innovation)]
    name = shown([(f.name, r) for f, r in facts]) or ""
    yield from described(innovation, "Innovation", name, name=name)
    yield from supported(innovation, readings)
    yield from said(innovation, "description", shown([(f.description, r) for f, r in facts if f.description]))
    yield from linked(innovation, "owner", [shown([(o, r) for _, r in facts if (o := r.ref("owner"))])])
    yield from linked(innovation, "partner", sorted({p for _, r in facts for p in r.refs.get("partners", ())}))


def place_label(agency: str) -> str:
    """The label of a body's region, or the body's own key where it has none.

    >>> place_label("https://w3id.org/simpul/agency/kota-batam/pemerintah")
    'Kota Batam'
    """
    place = place_of(agency)
    return next((r.label for r in by_code().values() if r.slug == place), place.replace("-", " "))
