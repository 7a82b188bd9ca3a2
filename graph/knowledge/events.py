"""Editions with their awards and participations, study visits, collaborations: what happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from simpul.graph.knowledge.bodies import government_of, place_label
from simpul.graph.knowledge.choose import shown, shown_date
from simpul.graph.knowledge.competitions import editions
from simpul.graph.knowledge.emit import dated, described, disagreement, linked, rooted, said, supported
from simpul.graph.knowledge.grouping import Key, grouped
from simpul.graph.knowledge.names import category_key, plain
from simpul.graph.knowledge.reading import UNKNOWN
from simpul.ontology.claims import region_label
from simpul.ontology.facts import Award, Collaboration, Competition, Count, Participation, StudyVisit
from simpul.ontology.iris import node, short_hash, slug
from simpul.ontology.regions import is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simpul.graph.knowledge.reading import Reading

_MONTH_LENGTH = len("2024-10")
_UNNAMED = ""


def edition_triples(edition: str, readings: Sequence[Reading]) -> Iterator[str]:
    """All contests of one organiser and year, with their awards and participations."""
    names = editions(n for r in readings if (n := _contest_name(r)))
    by_contest: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        by_contest[names.get(_contest_name(reading), ())].append(reading)
    for contest, about in sorted(by_contest.items()):
        competition = _competition_iri(edition, contest) if contest else None
        if competition:
            yield from _competition_triples(competition, contest, about)
        yield from _award_triples(competition or edition, competition, about)
        yield from _participation_triples(competition, about)


def _contest_name(reading: Reading) -> str:
    match reading.fact:
        case Competition(name=name):
            return name
        case Award(programme=name):
            return name or _UNNAMED
        case Participation(competition=name):
            return name
    return _UNNAMED


def _competition_iri(edition: str, contest: tuple[str, ...]) -> str:
    """Organiser and year of the edition's unit, and the first of the contest's names."""
    parts = [p for p in edition.removeprefix(node("edition", "")).split("/") if p != UNKNOWN]
    return node("competition", *parts, min(slug(plain(name)) for name in contest))


def _competition_triples(competition: str, contest: tuple[str, ...], readings: Sequence[Reading]) -> Iterator[str]:
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Competition)]
    told = [(f.name, r) for f, r in facts] or [(_contest_name(r), r) for r in readings]
    name = shown(told) or contest[0]
    yield from described(competition, "Competition", name, name=name)
    yield from supported(competition, readings, kinds=frozenset({"competition"}))
    for alias in contest:
        if alias != name:
            yield from said(competition, "alias", alias)
    givers = [(g, r) for r in readings if (g := r.ref("organiser") or r.ref("awarded_by"))]
    yield from linked(competition, "organiser", [shown(givers)])
    yield from said(competition, "year", _year(competition))
    supporters = {s for _, r in facts for s in r.refs.get("supporters", ())}
    yield from linked(competition, "supporter", sorted(supporters))
    yield from said(competition, "ceremonyVenue", shown([(f.ceremony_venue, r) for f, r in facts if f.ceremony_venue]))
    days = [(f.ceremony_date, r) for f, r in facts if f.ceremony_date]
    yield from dated(competition, "ceremonyDate", shown_date(days))
    yield from disagreement(competition, "ceremonyDate", days)
    yield from _count_triples(competition, "participantCount", "participants", [(f.participants, r) for f, r in facts])
    yield from _count_triples(competition, "entryCount", "entries", [(f.entries, r) for f, r in facts])
    for term, field in (("Category", "category"), ("Cluster", "cluster")):
        yield from _concept_triples(competition, term, field, readings)


def _year(competition: str) -> int | None:
    in_iri = competition.rsplit("/", 2)[1]
    return int(in_iri) if in_iri.isdigit() else None


def _count_triples(
    node_iri: str, term: str, field: str, told: Iterable[tuple[tuple[Count, ...], Reading]]
) -> Iterator[str]:
    by_unit: dict[str, list[tuple[Count, Reading]]] = defaultdict(list)
    for counts, reading in told:
        for count in counts:
            by_unit[slug(count.of)].append((count, reading))
    for unit, said_of_unit in sorted(by_unit.items()):
        count_iri = f"{node_iri}/{field}/{unit}"
        number = shown([(c.number, r) for c, r in said_of_unit])
        what = shown([(c.of, r) for c, r in said_of_unit]) or unit
        yield from linked(node_iri, term, [count_iri])
        yield from described(count_iri, "Count", f"{number} {what}")
        yield from rooted(count_iri, [reading for _, reading in said_of_unit])
        yield from said(count_iri, "number", number)
        yield from said(count_iri, "counted", what)
        yield from disagreement(node_iri, f"{field}-{unit}", [(c.number, r) for c, r in said_of_unit])


def _concept_triples(competition: str, term: str, field: str, readings: Iterable[Reading]) -> Iterator[str]:
    told: dict[str, list[tuple[str, Reading]]] = defaultdict(list)
    plural = {"category": "categories", "cluster": "clusters"}[field]
    for reading in readings:
        single, several = getattr(reading.fact, field, None), getattr(reading.fact, plural, ())
        for name in {single, *several} - {None}:
            told[category_key(name) or ""].append((str(name), reading))
    for key, names in sorted(told.items()):
        concept = f"{competition}/{field}/{slug(key)}"
        label = shown(names) or key
        yield from described(concept, term, label, name=label)
        yield from rooted(concept, [reading for _, reading in names])
        yield from linked(competition, f"has{term}", [concept])


def _concept_iri(competition: str, field: str, name: str | None) -> str | None:
    key = category_key(name)
    return f"{competition}/{field}/{slug(key)}" if key else None


def _prize_kind(fact: Award) -> str | None:
    """The kind of prize, by which awards are told apart: a rank may be disputed, this may not."""
    match fact.rank:
        case None:
            return None
        case int():
            return "ranked"
        case text if text.startswith("harapan"):
            return "harapan"
        case text if text.startswith("favorit"):
            return "favourite"
        case text if text.startswith("terbaik"):
            return "ranked"
        case _:
            return "other"


def _award_triples(scope: str, competition: str | None, readings: Iterable[Reading]) -> Iterator[str]:
    by_recipient: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if isinstance(reading.fact, Award):
            by_recipient[_recipient_key(reading)].append(reading)
    for recipient, theirs in sorted(by_recipient.items()):
        for key, group in sorted(grouped(theirs, _award_key).items(), key=repr):
            for extra, awards in _told_apart(group).items():
                award = node("award", short_hash(scope, recipient, *key, *extra))
                yield from _one_award(award, competition, awards)


def _recipient_key(reading: Reading) -> str:
    """A region wins once, whether its government or one of its bodies takes the prize."""
    recipient = reading.ref("recipient") or ""
    return place_label(recipient) if "/agency/" in recipient and "/nasional/" not in recipient else recipient


def _award_key(reading: Reading) -> Key:
    fact = _award(reading)
    return category_key(fact.category), category_key(fact.cluster), _prize_kind(fact)


def _award(reading: Reading) -> Award:
    if not isinstance(reading.fact, Award):
        raise TypeError(f"{reading.claim} is no award")
    return reading.fact


def _told_apart(group: Sequence[Reading]) -> dict[tuple[Any, ...], list[Reading]]:
    """One source that names two ranks means two awards; two sources that do so disagree about one."""
    ranks: dict[str, set[Any]] = defaultdict(set)
    for reading in group:
        ranks[reading.source].add(_award(reading).rank)
    if all(len(r) == 1 for r in ranks.values()):
        return {(): list(group)}
    apart: dict[tuple[Any, ...], list[Reading]] = defaultdict(list)
    for reading in group:
        apart[(_award(reading).rank,)].append(reading)
    return dict(sorted(apart.items(), key=repr))


def _one_award(award: str, competition: str | None, readings: Sequence[Reading]) -> Iterator[str]:
    facts = [(_award(r), r) for r in readings]
    rank = shown([(f.rank, r) for f, r in facts if f.rank is not None])
    category = shown([(f.category, r) for f, r in facts if f.category])
    cluster = shown([(f.cluster, r) for f, r in facts if f.cluster])
    recipient = shown([(b, r) for _, r in facts if (b := r.ref("recipient"))])
    named = [(f.recipient_name or region_label(f.recipient), r) for f, r in facts if r.ref("recipient") == recipient]
    recipient_name = shown(named)
    title = f"Juara {rank}" if isinstance(rank, int) else str(rank or "penghargaan").capitalize()
    label = ", ".join(p for p in (title, category, cluster and f"klaster {cluster}") if p) + f": {recipient_name}"
    yield from described(award, "Award", label)
    yield from supported(award, readings)
    yield from linked(award, "competition", [competition])
    yield from linked(award, "recipient", [recipient])
    yield from said(award, "recipientName", recipient_name)
    yield from said(award, "recipientKind", shown([(f.recipient_kind, r) for f, r in facts]))
    yield from said(award, "rank", rank)
    yield from said(award, "prizeKind", _prize_kind(Award(recipient="", rank=rank, evidence=facts[0][0].evidence)))
    if competition:
        yield from linked(award, "category", [_concept_iri(competition, "category", category)])
        yield from linked(award, "cluster", [_concept_iri(competition, "cluster", cluster)])
    days = [(f.date, r) for f, r in facts if f.date]
    yield from dated(award, "date", shown_date(days))
    for term, field in (("awardedBy", "awarded_by"), ("handedBy", "handed_by"), ("receivedBy", "received_by")):
        yield from linked(award, term, [shown([(x, r) for _, r in facts if (x := r.ref(field))])])
    for term, field in (("work", "work"), ("criterion", "criterion"), ("awardStatus", "status")):
        yield from said(award, term, shown([(x, r) for f, r in facts if (x := getattr(f, field))]))
    yield from disagreement(award, "rank", [(f.rank, r) for f, r in facts if f.rank is not None])
    yield from disagreement(award, "date", days)


def _participation_triples(competition: str | None, readings: Iterable[Reading]) -> Iterator[str]:
    by_region: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if isinstance(reading.fact, Participation) and competition:
            by_region[reading.ref("participant") or ""].append(reading)
    for participant, theirs in sorted(by_region.items()):
        participation = node("participation", short_hash(competition, participant))
        yield from described(participation, "Participation", place_label(participant))
        yield from supported(participation, theirs)
        yield from linked(participation, "participant", [participant])
        yield from linked(participation, "competition", [competition])
        facts = [(r.fact, r) for r in theirs if isinstance(r.fact, Participation)]
        concepts = {_concept_iri(competition or "", "category", c) for f, _ in facts for c in f.categories}
        yield from linked(participation, "category", sorted(c for c in concepts if c))
        yield from _count_triples(participation, "entryCount", "entries", [(f.entries, r) for f, r in facts])


def visit_triples(pair: str, readings: Sequence[Reading]) -> Iterator[str]:
    """The visits of one visitor to one host, and the shortcuts between their governments."""
    visits = [r for r in readings if isinstance(r.fact, StudyVisit)]
    days = {d for r in visits if (d := _visit(r).date)}
    groups = grouped(visits, lambda r: (_body_key(r.ref("visitor")), _body_key(r.ref("host")), _day(r, days)))
    for key, group in sorted(groups.items(), key=repr):
        yield from _one_visit(node("visit", short_hash(pair, *key)), group)
    for visitor, host in {(_place(r.ref("visitor")), _place(r.ref("host"))) for r in visits}:
        yield from linked(visitor, "visited", [host])
        yield from linked(visitor, "learnedFrom", [host])
        yield from linked(host, "hosted", [visitor])


def _visit(reading: Reading) -> StudyVisit:
    if not isinstance(reading.fact, StudyVisit):
        raise TypeError(f"{reading.claim} is no visit")
    return reading.fact


def _body_key(body: str | None) -> str | None:
    """A government is anybody of its region: its visit joins that of the one body that is named."""
    return None if body and body.endswith("/pemerintah") else body


def _place(body: str | None) -> str:
    """The government that a body belongs to; a national body stands for itself."""
    return government_of(body or "") or body or ""


def _day(reading: Reading, days: Iterable[str]) -> str | None:
    """The day told; without one, the closest reported day within the source's month, else that month."""
    fact = _visit(reading)
    if fact.date:
        return fact.date
    month = (reading.published or "")[:_MONTH_LENGTH]
    near = sorted((d for d in days if month and d.startswith(month)), key=lambda d: (_distance(d, reading), d))
    return near[0] if near else month or None


def _distance(day: str, reading: Reading) -> int:
    return abs(int(day[-2:]) - int((reading.published or day)[-2:]))


def _one_visit(visit: str, readings: Sequence[Reading]) -> Iterator[str]:
    facts = [(_visit(r), r) for r in readings]
    sides = {}
    for term in ("visitor", "host"):
        bodies = [(b, r) for _, r in facts if (b := r.ref(term))]
        sides[term] = shown([x for x in bodies if _body_key(x[0])]) or shown(bodies)
        told = [(getattr(f, f"{term}_name") or getattr(f, term), r) for f, r in facts if r.ref(term) == sides[term]]
        names = [(name, r) for name, r in told if not is_code(name)]
        sides[f"{term}Name"] = shown(names) or place_label(sides[term] or "")
    date = shown_date([(f.date, r) for f, r in facts if f.date])
    label = f"{sides['visitorName']} → {sides['hostName']}" + (f" ({date})" if date else "")
    yield from described(visit, "StudyVisit", label)
    yield from supported(visit, readings)
    for term in ("visitor", "host"):
        yield from linked(visit, term, [sides[term]])
        yield from said(visit, f"{term}Name", sides[f"{term}Name"])
    yield from dated(visit, "date", date)
    for term, field in (("topic", "topic"), ("visitForm", "form")):
        yield from said(visit, term, shown([(x, r) for f, r in facts if (x := getattr(f, field))]))
    for term, field in (("leader", "leader"), ("receivedBy", "received_by")):
        yield from linked(visit, term, [shown([(x, r) for _, r in facts if (x := r.ref(field))])])
    yield from _count_triples(visit, "delegationCount", "delegation", [(f.delegation, r) for f, r in facts])


def collaboration_triples(collaboration: str, readings: Sequence[Reading]) -> Iterator[str]:
    """An agreement or joint work of a set of parties on a topic."""
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Collaboration)]
    parties = sorted({p for _, r in facts for p in r.refs.get("parties", ())})
    names = sorted({p.name for f, _ in facts for p in f.parties})
    topic = shown([(f.topic, r) for f, r in facts if f.topic])
    yield from described(collaboration, "Collaboration", " – ".join(names) + (f": {topic}" if topic else ""))
    yield from supported(collaboration, readings)
    yield from linked(collaboration, "party", parties)
    yield from said(collaboration, "topic", topic)
    yield from said(collaboration, "collaborationForm", shown([(f.form, r) for f, r in facts if f.form]))
    days = [(f.date, r) for f, r in facts if f.date]
    yield from dated(collaboration, "date", shown_date(days))
    yield from disagreement(collaboration, "date", days)
