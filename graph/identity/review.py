"""Pairs that people should look at: side by side, what changes most first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simpul.graph.identity.kinds import RULES
from simpul.graph.identity.partition import pair
from simpul.graph.identity.profile import kind_of
from simpul.graph.store.index import ALIKE, GRAPH, Index
from simpul.ontology.claims import region_label
from simpul.ontology.facts import Agency, Award, Competition, Official

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from simpul.graph.identity.likeness import Likeness
    from simpul.graph.knowledge.reading import Reading

MOST_FACTS: Final = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One claim about a side: what it says in short, the words, where, and when that was published."""

    fact: str
    quote: str
    source: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """A node that may be another: its IRI, its names, how many claims it rests on, and some of them."""

    iri: str
    names: tuple[str, ...]
    claims: int
    facts: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two nodes that a rule finds alike; `moved` is how many claims would change their node by another verdict.

    `verdict` is what the rule judges: 'same', or 'unsure' where nothing is done until somebody says more.
    """

    kind: str
    one: Side
    other: Side
    rule: str
    score: float
    verdict: str
    moved: int


def candidates(store: ox.Store, *, kind: str | None = None, judged_same: bool = False) -> list[Candidate]:
    """The pairs on which rules are unsure and nobody has judged, what changes most first.

    With `judged_same`, those that rules judge the same, so that somebody can look whether they are.
    """
    index = Index(store)
    found: dict[tuple[str, str], Likeness] = {}
    for x in sorted(_likenesses(store), key=lambda x: (-x.score, x)):
        one, other = index.canonical(x.one), index.canonical(x.other)
        key = pair(x.one, x.other) if judged_same else pair(one, other)
        if (one == other) is judged_same and (kind is None or kind_of(x.one) == kind):
            found.setdefault(key, x)
    kept = [(key, x) for key, x in found.items() if not _is_judged(index, *key)]
    made = [_candidate(index, *key, x, same=judged_same) for key, x in kept]
    return sorted(made, key=lambda c: (-c.moved, -c.score, c.one.iri, c.other.iri))


def _likenesses(store: ox.Store) -> Iterator[Likeness]:
    index = Index(store)
    for node in sorted({q.subject.value for q in store.quads_for_pattern(None, ALIKE, None, GRAPH)}):  # type: ignore[union-attr]
        yield from (x for x in index.likenesses(node) if x.one == node and kind_of(node) in RULES)


def _is_judged(index: Index, one: str, other: str) -> bool:
    """Whether people have said something of the two, or of any two nodes that they stand for."""
    theirs = set(index.members(index.canonical(other)))
    mine = index.members(index.canonical(one))
    if index.canonical(one) == index.canonical(other):
        return pair(one, other) in index.verdicts(one)
    return any(set(both) & theirs for node in mine for both in index.verdicts(node))


def _candidate(index: Index, one: str, other: str, x: Likeness, *, same: bool) -> Candidate:
    sides = [side(index, node, alone=same) for node in (one, other)]
    moved = min(s.claims for s in sides)
    return Candidate(kind_of(one), sides[0], sides[1], x.rule, x.score, "same" if same else "unsure", moved)


def side(index: Index, node: str, *, alone: bool = False) -> Side:
    """What is known of a node; `alone`: of the key node only, not of those it stands for."""
    members = [node] if alone else index.members(node)
    names = sorted({n for m in members for n in index.profile(m).get("name", ())})
    claims = sorted({c for m in members for c in index.claims_of(m)})
    about = sorted(
        (index.reading(c) for c in claims), key=lambda r: (r.fact.kind != _ABOUT.get(kind_of(node)), r.claim)
    )
    return Side(node, tuple(names), len(claims), tuple(_said(r) for r in about[:MOST_FACTS]))


_ABOUT: Final = {"agency": "agency", "official": "official", "competition": "competition", "innovation": "innovation"}


def _said(reading: Reading) -> Said:
    best = max(reading.fact.evidence, key=lambda e: (e.confidence, -e.start))
    return Said(in_short(reading), " ".join(best.quote.split()), reading.source, reading.published)


def in_short(reading: Reading) -> str:
    """A claim in a few words."""
    fact = reading.fact
    parts: list[str | None]
    match fact:
        case Agency():
            parts = [fact.name, *fact.aliases]
        case Official():
            parts = [fact.name, f"{fact.status or ''} {fact.position}".strip(), fact.org, _place(fact.region)]
        case Competition():
            parts = [fact.name, fact.organiser, str(fact.year or "")]
        case Award():
            parts = [fact.programme, f"rank {fact.rank}" if fact.rank else "", region_label(fact.recipient)]
        case _:
            parts = [fact.kind]
    return "; ".join(p for p in parts if p)


def _place(code: str | None) -> str | None:
    return region_label(code) if code else None
