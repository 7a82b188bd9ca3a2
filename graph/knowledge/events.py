"""Editions with their awards and participations, study visits, collaborations: what happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from simpul.graph.knowledge.bodies import place_label
from simpul.graph.knowledge.choose import shown, shown_date
from simpul.graph.knowledge.emit import (
    classified,
    contradiction,
    described,
    disagreement,
    happened,
    linked,
    rooted,
    said,
    supported,
)
from simpul.graph.knowledge.grouping import Key, grouped
from simpul.graph.knowledge.names import category_key
from simpul.graph.knowledge.reading import series_of
from simpul.graph.knowledge.visits import body_key, visit_of, visits
from simpul.ontology.claims import region_label
from simpul.ontology.concepts import by_notation, told_in
from simpul.ontology.facts import Award, Collaboration, Competition, Count, Participation, StudyVisit
from simpul.ontology.iris import node, short_hash, slug
from simpul.ontology.regions import is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simpul.graph.knowledge.reading import Reading


def contest_triples(competition: str, readings: Sequence[Reading]) -> Iterator[str]:
    """An edition of a contest with its awards and participations."""
    yield from _competition_triples(competition, readings)
    yield from _award_triples(competition, competition, readings)
    yield from _winner_triples(competition, readings)
    yield from _participation_triples(competition, readings)


def prize_triples(edition: str, readings: Sequence[Reading]) -> Iterator[str]:
    """The awards of one giver and year that no report gives a contest's name."""
    yield from _award_triples(edition, None, readings)


def _competition_triples(competition: str, readings: Sequence[Reading]) -> Iterator[str]:
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Competition)]
    every = [(n, r) for r in readings if (n := r.contest_name())]
    name = shown([(f.name, r) for f, r in facts] or every) or ""
    yield from described(competition, "Competition", name, name=name)
    yield from supported(competition, readings, kinds=frozenset({"competition"}))
    yield from linked(competition, "editionOf", [series_of(competition)])
    yield from classified(competition, told_in("topic", name))
    for alias in {n for n, _ in every} - {name}:
        yield from said(competition, "alias", alias)
    givers = [(g, r) for r in readings if (g := r.ref("organiser") or r.ref("awarded_by"))]
    yield from linked(competition, "organiser", [shown(givers)])
    yield from said(competition, "year", shown([(y, r) for r in readings if (y := _year(r))]))
    supporters = {s for _, r in facts for s in r.refs.get("supporters", ())}
    yield from linked(competition, "supporter", sorted(supporters))
    yield from said(competition, "ceremonyVenue", shown([(f.ceremony_venue, r) for f, r in facts if f.ceremony_venue]))
    days = [(f.ceremony_date, r) for f, r in facts if f.ceremony_date]
    yield from happened(competition, "ceremonyDate", shown_date(days))
    yield from disagreement(competition, "ceremonyDate", days, shown_date(days))
    yield from _count_triples(competition, "participantCount", "participants", [(f.participants, r) for f, r in facts])
    yield from _count_triples(competition, "entryCount", "entries", [(f.entries, r) for f, r in facts])
    for term, field in (("Category", "category"), ("Cluster", "cluster")):
        yield from _concept_triples(competition, term, field, readings)


def _year(reading: Reading) -> int | None:
    year = (reading.ref("edition") or "").rsplit("/", 1)[-1]
    return int(year) if year.isdigit() else None


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
        yield from classified(concept, told_in("cluster" if term == "Cluster" else "topic", label))


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
    kind = _prize_kind(Award(recipient="", rank=rank, evidence=facts[0][0].evidence))
    yield from said(award, "prizeKind", kind)
    status = shown([(f.status, r) for f, r in facts if f.status])
    yield from classified(award, [by_notation("prize", kind), by_notation("event-status", status)])
    if competition:
        yield from linked(award, "category", [_concept_iri(competition, "category", category)])
        yield from linked(award, "cluster", [_concept_iri(competition, "cluster", cluster)])
    days = [(f.date, r) for f, r in facts if f.date]
    yield from happened(award, "date", shown_date(days))
    for term, field in (("awardedBy", "awarded_by"), ("handedBy", "handed_by"), ("receivedBy", "received_by")):
        yield from linked(award, term, [shown([(x, r) for _, r in facts if (x := r.ref(field))])])
    for term, field in (("work", "work"), ("criterion", "criterion"), ("awardStatus", "status")):
        yield from said(award, term, shown([(x, r) for f, r in facts if (x := getattr(f, field))]))
    yield from disagreement(award, "rank", [(f.rank, r) for f, r in facts if f.rank is not None])
    yield from disagreement(award, "date", days, shown_date(days))


def _winner_triples(competition: str, readings: Iterable[Reading]) -> Iterator[str]:
    """Two firsts in one category or cluster: sources that differ on the winner, or one that names two."""
    firsts: dict[tuple[str | None, str | None], dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        if isinstance(reading.fact, Award) and reading.fact.rank == 1:
            fact = reading.fact
            where = category_key(fact.category), category_key(fact.cluster)
            if any(where):
                firsts[where][fact.recipient_name or region_label(fact.recipient)].append(reading)
    for where, winners in sorted(firsts.items(), key=repr):
        by_place: dict[str, dict[str, list[Reading]]] = defaultdict(dict)
        for name, theirs in winners.items():
            by_place[_recipient_key(theirs[0])][name] = theirs
        if len(by_place) > 1:
            sides = {min(names): [r for theirs in names.values() for r in theirs] for names in by_place.values()}
            voices = [{r.speaker for r in side} for side in sides.values()]
            together = any(a & b for n, a in enumerate(voices) for b in voices[n + 1 :])
            best = shown([(name, r) for name, side in sides.items() for r in side])
            field = "-".join(["winner", *(slug(part) for part in where if part)])
            yield from contradiction(competition, field, sides, shown_value=best, impossible=together)


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
        yield from taking_part(participation, competition or "", "peserta")
        facts = [(r.fact, r) for r in theirs if isinstance(r.fact, Participation)]
        concepts = {_concept_iri(competition or "", "category", c) for f, _ in facts for c in f.categories}
        yield from linked(participation, "category", sorted(c for c in concepts if c))
        yield from _count_triples(participation, "entryCount", "entries", [(f.entries, r) for f, r in facts])


def visit_triples(pair: str, readings: Sequence[Reading]) -> Iterator[str]:
    """The visits of one visitor to one host."""
    told = [r for r in readings if isinstance(r.fact, StudyVisit)]
    for key, group in sorted(visits(told).items(), key=repr):
        yield from _one_visit(node("visit", short_hash(pair, *key)), group)


_DELEGATES: Final = (("leader", "leader", "ketua-rombongan"), ("receivedBy", "received_by", "penerima-tamu"))


def _delegate(visit: str, person: str, role: str, readings: Iterable[Reading]) -> Iterator[str]:
    """A person's part in a visit, with the words of the sources that tell of it."""
    participation = f"{visit}/{role}"
    yield from described(participation, "Participation", role.replace("-", " "))
    yield from rooted(participation, readings)
    yield from linked(participation, "participant", [person])
    yield from taking_part(participation, visit, role)


def taking_part(participation: str, event: str, role: str) -> Iterator[str]:
    """In what somebody takes part, and in which role."""
    yield from linked(participation, "takesPartIn", [event])
    yield from linked(participation, "role", [node("concept", "participation-role", role)])


def _one_visit(visit: str, readings: Sequence[Reading]) -> Iterator[str]:
    facts = [(visit_of(r), r) for r in readings]
    sides = {}
    for term in ("visitor", "host"):
        bodies = [(b, r) for _, r in facts if (b := r.ref(term))]
        sides[term] = shown([x for x in bodies if body_key(x[0])]) or shown(bodies)
        told = [(getattr(f, f"{term}_name") or getattr(f, term), r) for f, r in facts if r.ref(term) == sides[term]]
        names = [(name, r) for name, r in told if not is_code(name)]
        sides[f"{term}Name"] = shown(names) or place_label(sides[term] or "")
    days = [(f.date, r) for f, r in facts if f.date]
    date = shown_date(days)
    label = f"{sides['visitorName']} → {sides['hostName']}" + (f" ({date})" if date else "")
    yield from described(visit, "StudyVisit", label)
    yield from supported(visit, readings)
    for term in ("visitor", "host"):
        yield from linked(visit, term, [sides[term]])
        yield from said(visit, f"{term}Name", sides[f"{term}Name"])
    yield from happened(visit, "date", date)
    yield from disagreement(visit, "date", days, date)
    if sides["visitor"] == sides["host"]:
        to_oneself = {f"{term}: {sides[f'{term}Name']}": list(readings) for term in ("visitor", "host")}
        yield from contradiction(visit, "host", to_oneself, impossible=True)
    topic, form = (shown([(x, r) for f, r in facts if (x := getattr(f, field))]) for field in ("topic", "form"))
    yield from said(visit, "topic", topic)
    yield from said(visit, "visitForm", form)
    yield from classified(visit, [by_notation("visit-form", form), *told_in("topic", topic or "")])
    for term, field, role in _DELEGATES:
        told = [(x, r) for _, r in facts if (x := r.ref(field))]
        person = shown(told)
        yield from linked(visit, term, [person])
        if person:
            yield from _delegate(visit, person, role, [r for x, r in told if x == person])
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
    form = shown([(f.form, r) for f, r in facts if f.form])
    yield from said(collaboration, "topic", topic)
    yield from said(collaboration, "collaborationForm", form)
    yield from classified(collaboration, [by_notation("collaboration-form", form), *told_in("topic", topic or "")])
    days = [(f.date, r) for f, r in facts if f.date]
    yield from happened(collaboration, "date", shown_date(days))
    yield from disagreement(collaboration, "date", days, shown_date(days))
