"""The triples of the default graph, one unit at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simpul.graph.knowledge import bodies, events, tallied
from simpul.ontology.claims import evidence_triples
from simpul.ontology.concepts import by_notation
from simpul.ontology.iris import node
from simpul.ontology.ntriples import TYPE, date, iri, literal, own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from simpul.graph.knowledge.reading import Reading
    from simpul.ontology.claims import Article

_MAKERS: Final[dict[str, Callable[[str, Sequence[Reading]], Iterator[str]]]] = {
    "innovation": bodies.innovation_triples,
    "competition": events.contest_triples,
    "prizes": events.prize_triples,
    "visit": events.visit_triples,
    "collaboration": events.collaboration_triples,
}


def derive(unit: str, readings: Iterable[Reading]) -> set[str]:
    """The triples (N-Triples, without the final dot) of one unit, from all readings that touch it.

    The same readings give the same triples in whatever order they come; no readings give none.
    """
    kind, _, subject = unit.partition(" ")
    ordered = sorted(readings, key=lambda reading: reading.claim)
    if not ordered:
        return set()
    if kind == "source":
        return set(_source_triples(ordered))
    if tallied.is_tallied(unit):
        return tallied.whole(unit, ordered)
    return set(_MAKERS[kind](subject, ordered))


def article_triples(article: Article, voice: str | None = None) -> set[str]:
    """What the default graph says of a source itself; `voice` is the source that stands for all of its text."""
    subject = iri(article.source)
    triples = {f"{subject} {TYPE} {own('Article')}"}
    for name in ("title", "publisher", "url", "retells"):
        value = getattr(article, name)
        if value:
            triples.add(f"{subject} {own(name)} {literal(value)}")
    if concept := by_notation("content", article.presented_as):
        triples.add(f"{subject} {own('presentedAs')} {iri(concept)}")
    if voice not in {None, article.source}:
        triples.add(f"{subject} {own('sameTextAs')} {iri(str(voice))}")
    if article.published:
        triples.add(f"{subject} {own('published')} {date(article.published)}")
    return triples


def _source_triples(readings: Iterable[Reading]) -> Iterator[str]:
    """The claims and the words behind them, so that plain SPARQL can follow a fact to its evidence."""
    for reading in readings:
        claim = iri(reading.claim)
        yield f"{claim} {TYPE} {own('Claim')}"
        yield f"{claim} {own('claimKind')} {literal(reading.fact.kind)}"
        yield f"{claim} {own('reportedIn')} {iri(reading.source)}"
        for evidence_iri, evidence in zip(reading.evidence_iris, reading.fact.evidence, strict=True):
            yield from evidence_triples(claim, evidence_iri, evidence)


INDEX: Final = node("index")
"""The named graph that holds readings and the units they touch: a cache, made anew from the claims, never exported."""
