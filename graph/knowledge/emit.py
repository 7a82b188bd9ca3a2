"""Triples of a canonical node: what it is, what it is called, what it rests on, and where sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpul.graph.knowledge.choose import T, differing, shown
from simpul.graph.knowledge.days import PRECISIONS, span
from simpul.ontology.ntriples import LABEL, TYPE, date, iri, literal, own
from simpul.ontology.supertypes import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from simpul.graph.knowledge.reading import Reading


def described(node: str, term: str, label: str, *, name: str | None = None) -> Iterator[str]:
    """Types (its class and those above it), label and, where it has one, name."""
    for name_of_class in types(term):
        yield f"{iri(node)} {TYPE} {own(name_of_class)}"
    yield f"{iri(node)} {LABEL} {literal(label)}"
    if name is not None:
        yield f"{iri(node)} {own('name')} {literal(name)}"


def said(node: str, term: str, value: str | float | None) -> Iterator[str]:
    """A literal, where there is one."""
    if value is not None:
        yield f"{iri(node)} {own(term)} {literal(value)}"


def dated(node: str, term: str, value: str | None) -> Iterator[str]:
    """A partial date, where there is one."""
    if value is not None:
        yield f"{iri(node)} {own(term)} {date(value)}"


def spanned(node: str, begun: str | None, ended: str | None) -> Iterator[str]:
    """The first and the last day that partial dates allow, and how far the vaguer of them is told.

    `begun` and `ended` are the same for what has one date; what has no end told has no last day.
    """
    first, last = (span(told) if told else None for told in (begun, ended))
    if first:
        yield from dated(node, "earliest", first.earliest)
    if last:
        yield from dated(node, "latest", last.latest)
    if told := [s.precision for s in (first, last) if s]:
        yield from said(node, "datePrecision", max(told, key=PRECISIONS.index))


def happened(node: str, term: str, day: str | None) -> Iterator[str]:
    """The date of what happened at one time, as it is told and as days."""
    yield from dated(node, term, day)
    yield from spanned(node, day, day)


def classified(node: str, concepts: Iterable[str | None]) -> Iterator[str]:
    """The concepts that a node falls under."""
    yield from linked(node, "classifiedAs", concepts)


def linked(node: str, term: str, others: Iterable[str | None]) -> Iterator[str]:
    """Links to other nodes, where there are any."""
    for other in others:
        if other is not None:
            yield f"{iri(node)} {own(term)} {iri(other)}"


def supported(node: str, readings: Sequence[Reading], *, kinds: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a node rests on: every claim and source, and the words of those claims that speak of it first of all.

    `kinds` are the kinds of claims that are about this node; where none of them is there, all claims' words count.
    """
    direct = [r for r in readings if r.fact.kind in kinds] or readings
    yield from rooted(node, readings, direct)
    yield from said(node, "sourceCount", len({r.source for r in readings}))
    yield from said(node, "independentSourceCount", len({r.speaker for r in readings}))
    yield from said(node, "confidence", float(max(r.fact.confidence for r in direct)))


def rooted(node: str, readings: Iterable[Reading], direct: Iterable[Reading] | None = None) -> Iterator[str]:
    """The claims, sources and words behind a node; enough for a part of a fact, which is not counted by itself."""
    known = list(readings)
    for reading in known:
        yield f"{iri(node)} {own('restsOn')} {iri(reading.claim)}"
        yield f"{iri(node)} {own('reportedIn')} {iri(reading.source)}"
    for reading in known if direct is None else direct:
        for evidence in reading.evidence_iris:
            yield f"{iri(node)} {own('evidence')} {iri(evidence)}"


def disagreement(node: str, field: str, values: Iterable[tuple[T, Reading]], best: T | None = None) -> Iterator[str]:
    """A node for what different sources say differently of `field`, with one side for each value.

    `best` is the value that the graph shows; without it, the one that `choose.shown` takes.
    """
    told = list(values)
    sides = {str(value): readings for value, readings in differing(told).items()}
    if sides:
        yield from contradiction(node, field, sides, shown_value=str(shown(told) if best is None else best))


def contradiction(
    node: str,
    field: str,
    sides: Mapping[str, Sequence[Reading]],
    *,
    shown_value: str | None = None,
    impossible: bool = False,
) -> Iterator[str]:
    """A node for values of which only one can be so, each side with its claims, words, sources and how sure it is."""
    conflict = f"{node}/disagreement/{field}"
    yield from described(conflict, "Disagreement", f"{field}: {' / '.join(sorted(sides))}")
    yield from rooted(conflict, [reading for side in sides.values() for reading in side])
    yield from linked(conflict, "about", [node])
    yield from said(conflict, "disagreesOn", field)
    yield from said(conflict, "isImpossible", impossible)
    for number, value in enumerate(sorted(sides), start=1):
        side, readings = f"{conflict}/{number}", sides[value]
        yield from linked(conflict, "side", [side])
        yield from described(side, "DisagreementSide", f"{field}: {value}")
        yield from said(side, "statedValue", value)
        yield from said(side, "isShown", value == shown_value)
        yield from said(side, "sourceCount", len({r.source for r in readings}))
        yield from said(side, "independentSourceCount", len({r.speaker for r in readings}))
        yield from said(side, "confidence", float(max(r.fact.confidence for r in readings)))
        yield from rooted(side, readings)
