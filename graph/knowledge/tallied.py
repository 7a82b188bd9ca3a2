"""Regions, bodies, people, posts and series of contests: nodes that many reports speak of, made from tallies (`tally`).

Of each kind there is told which fields one claim says something of (`features`), and what the graph says of a node for
a tally of all of them (`summary`). What links a node to the claims that it rests on is each source's own (`roots`).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from simpul.graph.knowledge.bodies import government_of
from simpul.graph.knowledge.choose import shown
from simpul.graph.knowledge.emit import classified, contradiction, dated, described, linked, rooted, said, spanned
from simpul.graph.knowledge.names import NATIONAL, agency_iri, place_of, plain
from simpul.graph.knowledge.posts import body_named, heads, is_single, manner, post_title
from simpul.graph.knowledge.reading import without_numbers
from simpul.graph.knowledge.tally import Feature, Tally
from simpul.ontology.changes import changes
from simpul.ontology.concepts import beginning, by_notation, told_in
from simpul.ontology.facts import Agency, Award, Official
from simpul.ontology.iris import node, short_hash
from simpul.ontology.regions import by_code, by_slug, is_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
_FORMER: Final = "former"


class Kind(NamedTuple):
    """How nodes of a kind are made."""

    features: Callable[[str, Reading], Iterator[Feature]]
    summary: Callable[[str, Tally], Iterator[str]]
    roots: Callable[[str, Sequence[Reading]], Iterator[str]]


def tally_of(unit: str, readings: Iterable[Reading]) -> Tally:
    """What readings that touch a unit say of its node, those of one voice together."""
    kind, _, subject = unit.partition(" ")
    by_voice: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_voice[reading.speaker].append(reading)
    whole = Tally()
    for theirs in by_voice.values():
        whole.add(Tally.of_voice(theirs, lambda r: _features(kind, subject, r)))
    return whole


def _features(kind: str, subject: str, reading: Reading) -> Iterator[Feature]:
    yield "", ""
    yield from KINDS[kind].features(subject, reading)


def summary(unit: str, tally: Tally) -> set[str]:
    """What the graph says of a unit's node for what is told of it in all; nothing where nothing is told."""
    kind, _, subject = unit.partition(" ")
    return {*_counted(subject, tally, ""), *KINDS[kind].summary(subject, tally)} if tally.weights else set()


def roots(unit: str, readings: Sequence[Reading]) -> set[str]:
    """The links of a unit's node to the claims, sources and words that some sources add."""
    kind, _, subject = unit.partition(" ")
    return set(KINDS[kind].roots(subject, readings))


def _counted(subject: str, tally: Tally, name: str) -> Iterator[str]:
    """How many sources a node rests on, and how sure the surest of the claims about it is."""
    every = tally.weight(name, "")
    about = tally.weight(f"{name}about", "")
    yield from said(subject, "sourceCount", every.sources)
    yield from said(subject, "independentSourceCount", every.voices)
    yield from said(subject, "confidence", float((about if about.claims else every).confidence))


# Regions


def _region_features(_region: str, _reading: Reading) -> Iterator[Feature]:
    """A region is what the authority says; reports only tell where it is spoken of."""
    yield from ()


def _region_summary(_region: str, _tally: Tally) -> Iterator[str]:
    yield from ()


# Bodies


def _agency_features(agency: str, reading: Reading) -> Iterator[Feature]:
    fact = reading.fact
    if isinstance(fact, Agency) and reading.ref("self") == agency:
        yield "about", ""
        yield "name", fact.name
        yield from (("alias", alias) for alias in fact.aliases)
        yield from (("task", task) for task in fact.responsibilities)
        if fact.agency_kind:
            yield "kind", fact.agency_kind
        parent = reading.ref("parent")
        if parent and parent != agency:
            yield "parent", parent
    yield from (("used", name) for iri, name in reading.names_used() if iri == agency)


def _agency_summary(agency: str, tally: Tally) -> Iterator[str]:
    """A body with the names, kind and tasks that sources give it; a government's own name is the authority's."""
    name = tally.shown("name", "used")
    names = tally.values("name") or tally.values("used")
    aliases = {*tally.values("alias"), *names}
    if agency not in _governments():
        kind = tally.shown("kind")
        label = name or agency.rsplit("/", 1)[1].replace("-", " ")
        yield from described(agency, CLASS_OF_KIND.get(kind or "", "Organization"), label, name=label)
        yield from said(agency, "agencyKind", kind)
        yield from linked(agency, "jurisdiction", [_region_of(agency)])
        yield from linked(agency, "unitOf", tally.values("parent") or [government_of(agency)])
        yield from linked(agency, "government", [government_of(agency)])
        yield from linked(agency, "standsFor", [government_of(agency) or agency])
        yield from classified(agency, [by_notation("agency-kind", kind), *told_in("topic", label)])
        yield from _change_triples(agency, aliases)
    for alias in aliases - {name}:
        yield from said(agency, "alias", alias)
    for task in tally.values("task"):
        yield from said(agency, "responsibility", task)


def _agency_roots(agency: str, readings: Sequence[Reading]) -> Iterator[str]:
    own = [r for r in readings if r.ref("self") == agency]
    yield from rooted(agency, readings, [*own, *_without({r.source for r in own}, readings)])


def _without(sources: set[str], readings: Sequence[Reading]) -> list[Reading]:
    return [r for r in readings if r.source not in sources]


def _change_triples(agency: str, names: Iterable[str]) -> Iterator[str]:
    """The renamings, mergers and splits that the law orders for a national body of one of these names."""
    if place_of(agency) != agency.rsplit("/", 1)[1]:
        return
    known = {plain(name) for name in names}
    for change in changes():
        for term, bodies in (("changedBy", change.before), ("resultedFrom", change.after)):
            if known & {plain(body) for body in bodies}:
                yield from linked(agency, term, [change.iri])


def _region_of(agency: str) -> str | None:
    place = agency.rsplit("/", 2)[1]
    return None if place == NATIONAL else node("region", place)


@cache
def _governments() -> frozenset[str]:
    return frozenset(region.government_iri for region in by_code().values())


# People


def _official_features(official: str, reading: Reading) -> Iterator[Feature]:
    fact = reading.fact
    if isinstance(fact, Official) and reading.ref("person") == official:
        yield "about", ""
        yield "name", fact.name
        yield "used", fact.name
        yield from (("alias", alias) for alias in fact.aliases)
        if post := reading.ref("post"):
            yield "post", post
            yield from ((f"{post} {name}", value) for name, value in _tenure_features(fact, reading))
    yield from (("used", name) for name in _names_of_person(official, reading))


def _names_of_person(official: str, reading: Reading) -> Iterator[str]:
    for field in ("leader", "handed_by", "received_by"):
        name = getattr(reading.fact, field, None)
        if name and reading.ref(field) == official:
            yield name
    if isinstance(reading.fact, Award) and reading.ref("recipient") == official:
        yield reading.fact.recipient_name or reading.fact.recipient


def _tenure_features(fact: Official, reading: Reading) -> Iterator[Feature]:
    yield "", ""
    yield "title", post_title(fact.position)
    told = {
        "status": fact.status or manner(fact.position),
        "from": fact.from_date,
        "to": fact.to_date,
        "org": reading.ref("org"),
        "org name": fact.org,
        "observed": reading.published if fact.status != _FORMER else None,
    }
    yield from ((name, value) for name, value in told.items() if value)


def _official_summary(official: str, tally: Tally) -> Iterator[str]:
    """A person, the tenures in which reports meet the person, and the bodies the person heads."""
    full = set(tally.values("name"))
    used = tally.weights.get("used", {})
    named = Tally({"name": {n: w for n, w in used.items() if n in full}} if full else {"name": used})
    name = named.shown("name") or ""
    yield from described(official, "Official", name, name=name)
    for alias in {*tally.values("alias"), *tally.values("used")} - {name}:
        yield from said(official, "alias", alias)
    for post in tally.values("post"):
        yield from _tenure_summary(official, name, post, tally)


def _tenure_summary(official: str, name: str, post: str, tally: Tally) -> Iterator[str]:
    title = tally.shown(f"{post} title") or ""
    tenure = tenure_iri(official, post)
    yield from described(tenure, "Tenure", f"{name}: {title}")
    yield from _counted(tenure, tally, f"{post} ")
    yield from linked(tenure, "heldBy", [official])
    yield from linked(tenure, "post", [post])
    status = tally.shown(f"{post} status")
    yield from said(tenure, "tenureStatus", status)
    yield from classified(tenure, [by_notation("tenure-status", status)])
    begun, ended = (tally.shown_date(f"{post} {name}") for name in ("from", "to"))
    yield from dated(tenure, "startDate", begun)
    yield from dated(tenure, "endDate", ended)
    yield from spanned(tenure, begun, ended)
    for day in tally.values(f"{post} observed"):
        yield from dated(tenure, "observedOn", day)
    body, body_name = tally.shown(f"{post} org"), tally.shown(f"{post} org name") or ""
    if body and status != _FORMER and (heads(title, body_name) or _names(title, body)):
        yield from linked(tenure, "headOf", [body])


def tenure_iri(official: str, post: str) -> str:
    """The IRI of a person's time in a post."""
    return node("tenure", short_hash(official, post))


def _names(title: str, body: str) -> bool:
    """Whether a head's title names the body, which its source may call by an acronym only."""
    named, region = body_named(title), by_slug().get(body.rsplit("/", 2)[1])
    return named is not None and agency_iri(named, region.code if region else None) == body


def _official_roots(official: str, readings: Sequence[Reading]) -> Iterator[str]:
    own = [r for r in readings if isinstance(r.fact, Official) and r.ref("person") == official]
    yield from rooted(official, readings, [*own, *_without({r.source for r in own}, readings)])
    for post in {p for r in own if (p := r.ref("post"))}:
        yield from rooted(tenure_iri(official, post), [r for r in own if r.ref("post") == post])


# Posts


def _post_features(_post: str, reading: Reading) -> Iterator[Feature]:
    fact = reading.fact
    if not isinstance(fact, Official):
        return
    yield "about", ""
    yield "title", post_title(fact.position)
    if fact.region and is_code(fact.region):
        yield "region", fact.region
    if org := reading.ref("org"):
        yield "org", org
    person = reading.ref("person")
    if person and reading.published and fact.status in {None, "definitive"} and manner(fact.position) is None:
        yield "holder", person
        yield f"{person} day", reading.published


def _post_summary(post: str, tally: Tally) -> Iterator[str]:
    """A post in a body; it is there whoever holds it."""
    title = tally.shown("title") or ""
    region = tally.shown("region")
    place = f", {by_code()[region].label}" if region else ""
    yield from described(post, "Post", f"{title}{place}")
    yield from said(post, "postTitle", title)
    yield from classified(post, [beginning("post-kind", title)])
    yield from linked(post, "postIn", [tally.shown("org")])


# Series of contests


def _series_features(_series: str, reading: Reading) -> Iterator[Feature]:
    yield "about", ""
    if name := reading.contest_name():
        yield "name", without_numbers(name)


def _series_summary(series: str, tally: Tally) -> Iterator[str]:
    """What an organiser holds again and again under one name."""
    name = tally.shown("name") or ""
    yield from described(series, "CompetitionSeries", name, name=name)
    yield from classified(series, told_in("topic", name))


def holders_at_once(unit: str, tally: Tally) -> list[str]:
    """The definitive holders of a post that has one at a time who were met in the same time; none where all is well."""
    kind, _, _ = unit.partition(" ")
    if kind != "post" or not is_single(tally.shown("title") or ""):
        return []
    days = {person: tally.values(f"{person} day") for person in tally.values("holder")}
    return sorted(p for p in days for other in days if p != other and _overlap(days[p], days[other]))


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether days on which one was met overlap with days of the other: neither came after the other."""
    return one[0] <= other[-1] and other[0] <= one[-1]


def impossible(unit: str, holders: Sequence[str], readings: Iterable[Reading]) -> set[str]:
    """A node for holders of a post who were met in the same time, from the claims that tell of them."""
    post = unit.partition(" ")[2]
    met: dict[str, list[Reading]] = {person: [] for person in holders}
    for reading in sorted(readings, key=lambda r: r.claim):
        if ("holder", reading.ref("person") or "") in set(_post_features(post, reading)):
            met.get(reading.ref("person") or "", []).append(reading)
    sides: dict[str, list[Reading]] = {}
    for person, theirs in met.items():
        names = [(r.fact.name, r) for r in theirs if isinstance(r.fact, Official)]
        sides.setdefault(shown(names) or person, []).extend(theirs)
    if len(sides) == 1:
        return set()
    best = shown([(name, r) for name, theirs in sides.items() for r in theirs])
    return set(contradiction(post, "heldBy", sides, shown_value=best, impossible=True))


KINDS: Final = {
    "region": Kind(_region_features, _region_summary, rooted),
    "agency": Kind(_agency_features, _agency_summary, _agency_roots),
    "official": Kind(_official_features, _official_summary, _official_roots),
    "post": Kind(_post_features, _post_summary, rooted),
    "series": Kind(_series_features, _series_summary, rooted),
}


def is_tallied(unit: str) -> bool:
    """Whether a unit's node is made from a tally."""
    return unit.partition(" ")[0] in KINDS


def whole(unit: str, readings: Sequence[Reading]) -> set[str]:
    """All triples of a unit from all readings that touch it: what summing up step by step must come to."""
    tally = tally_of(unit, readings)
    found = summary(unit, tally) | roots(unit, readings)
    holders = holders_at_once(unit, tally)
    return found | (impossible(unit, holders, readings) if holders else set())
