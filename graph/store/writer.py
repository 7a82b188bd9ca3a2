"""Sources come, change and go; the default graph follows in the same transaction.

Only the units of knowledge that a source's old and new claims touch are derived again, and only the triples that
differ are written. A transaction is one SPARQL update: Oxigraph does all of it or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.graph.knowledge.derive import INDEX, article_triples, derive
from simpul.graph.knowledge.reading import Reading, read_source
from simpul.ontology.claims import Article, read_claims
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import NS, ONTOLOGY
from simpul.ontology.ntriples import iri, literal, own

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simpul.ontology.claims import Row

_RESERVED: Final = {INDEX, ONTOLOGY}
_INDEX: Final = ox.NamedNode(INDEX)
_IN_UNIT: Final = ox.NamedNode(NS + "inUnit")
_READING: Final = ox.NamedNode(NS + "reading")


@dataclass(frozen=True, slots=True)
class Change:
    """What a transaction did: 'added', 'replaced', 'unchanged', 'removed' or 'absent', and how much it wrote."""

    source: str
    outcome: str
    claims: int = 0
    triples_added: int = 0
    triples_removed: int = 0


def replace(store: ox.Store, source: str, quads: Iterable[str]) -> Change:
    """Make `quads` (N-Quads lines in the graph named `source`) what the source says, and derive what follows.

    Raises:
        SourceError: `source` is no IRI or names a graph of the store's own, or a quad cannot be parsed, stands in
            another graph, or is no complete claim. Nothing is written.
    """
    graph = _parsed(source, quads)
    old_graph = {_triple_text(q) for q in store.quads_for_pattern(None, None, None, ox.NamedNode(source))}
    new_graph = {_triple_text(q) for q in graph}
    if old_graph == new_graph:
        return Change(source, "unchanged" if graph else "absent")
    try:
        article, claims = read_claims(source, map(_row, graph))
    except (ValueError, KeyError, IndexError) as error:
        raise SourceError(f"{source}: its claims cannot be read: {error}") from error
    readings = read_source(article, claims)
    removed, added = _knowledge_change(store, source, article if graph else None, readings)
    update = _update_text(source, new_graph, _index_change(store, source, readings), removed, added)
    store.update(update)
    outcome = "removed" if not graph else "replaced" if old_graph else "added"
    return Change(source, outcome, len(claims), len(added), len(removed))


def remove(store: ox.Store, source: str) -> Change:
    """Withdraw a source: its claims, and what rests on nothing else."""
    return replace(store, source, ())


def rederive(store: ox.Store) -> None:
    """Derive the whole default graph's knowledge anew from the claims; for tests and new versions of the rules."""
    for source in sorted(sources(store)):
        rows = list(store.quads_for_pattern(None, None, None, ox.NamedNode(source)))
        remove(store, source)
        replace(store, source, [f"{_triple_text(q)} {iri(source)} ." for q in rows])


def sources(store: ox.Store) -> dict[str, Article]:
    """The sources in the store, in the order of their IRIs."""
    found = store.query(
        f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g a {own('Article')} }} }} ORDER BY ?g",
    )
    graphs = [solution["g"] for solution in found]  # type: ignore[union-attr]
    return {g.value: _article(store, g) for g in graphs}


def _article(store: ox.Store, graph: ox.NamedNode) -> Article:
    return read_claims(graph.value, map(_row, store.quads_for_pattern(graph, None, None, graph)))[0]


def _parsed(source: str, quads: Iterable[str]) -> list[ox.Quad]:
    try:
        own_graph = ox.NamedNode(source)
        graph = list(ox.parse("\n".join(quads), ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise SourceError(f"{source}: not N-Quads: {error}") from error
    except ValueError as error:
        raise SourceError(f"{source!r}: a source is named by an IRI: {error}") from error
    if source in _RESERVED:
        raise SourceError(f"{source}: not a source but a graph of the store's own")
    for quad in graph:
        if quad.graph_name != own_graph:
            raise SourceError(f"{source}: a quad stands in {quad.graph_name}; all must be in the source's own graph")
    return graph


def _row(quad: ox.Quad) -> Row:
    term = quad.object
    if isinstance(term, ox.Triple):
        raise ValueError(f"{term} is a triple, not a value")  # noqa: TRY004 - of the data, not of the program
    if not isinstance(term, ox.Literal):
        return quad.subject.value, quad.predicate.value, term.value  # type: ignore[union-attr]
    match term.datatype.value.rpartition("#")[2]:
        case "integer":
            return quad.subject.value, quad.predicate.value, int(term.value)  # type: ignore[union-attr]
        case "decimal" | "double":
            return quad.subject.value, quad.predicate.value, float(term.value)  # type: ignore[union-attr]
    return quad.subject.value, quad.predicate.value, term.value  # type: ignore[union-attr]


def _triple_text(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _knowledge_change(
    store: ox.Store, source: str, article: Article | None, readings: list[Reading]
) -> tuple[set[str], set[str]]:
    """The triples of the default graph that go, and those that come."""
    old_article = sources_article(store, source)
    removed = article_triples(old_article) if old_article else set()
    added = article_triples(article) if article else set()
    units = {u for r in readings for u in r.units} | {u for r in _readings_of(store, source) for u in r.units}
    for unit in sorted(units):
        before = _readings_in(store, unit)
        after = [r for r in before if r.source != source] + [r for r in readings if unit in r.units]
        removed |= derive(unit, before)
        added |= derive(unit, after)
    return removed - added, added - removed


def sources_article(store: ox.Store, source: str) -> Article | None:
    """What the store knows of one source, or None."""
    graph = ox.NamedNode(source)
    return _article(store, graph) if store.contains_named_graph(graph) else None


def _readings_in(store: ox.Store, unit: str) -> list[Reading]:
    claims = [q.subject for q in store.quads_for_pattern(None, _IN_UNIT, ox.Literal(unit), _INDEX)]
    return [_reading(store, claim) for claim in claims]  # type: ignore[arg-type]


def _readings_of(store: ox.Store, source: str) -> list[Reading]:
    return _readings_in(store, f"source {source}")


def _reading(store: ox.Store, claim: ox.NamedNode) -> Reading:
    quad = next(iter(store.quads_for_pattern(claim, _READING, None, _INDEX)))
    return Reading.from_json(quad.object.value)  # type: ignore[union-attr]


def _index_change(store: ox.Store, source: str, readings: list[Reading]) -> tuple[set[str], set[str]]:
    old = {t for r in _readings_of(store, source) for t in _index_triples(r)}
    new = {t for r in readings for t in _index_triples(r)}
    return old - new, new - old


def _index_triples(reading: Reading) -> set[str]:
    claim = iri(reading.claim)
    units = {f"{claim} {_IN_UNIT} {literal(unit)}" for unit in reading.units}
    return units | {f"{claim} {_READING} {literal(reading.to_json())}"}


def _update_text(
    source: str, graph: set[str], index: tuple[set[str], set[str]], removed: set[str], added: set[str]
) -> str:
    deletions = _block(removed) + _in_graph(INDEX, index[0])
    insertions = _block(added) + _in_graph(INDEX, index[1]) + _in_graph(source, graph)
    return f"DROP SILENT GRAPH {iri(source)} ;\nDELETE DATA {{ {deletions} }} ;\nINSERT DATA {{ {insertions} }}"


def _in_graph(name: str, triples: set[str]) -> str:
    return f"GRAPH {iri(name)} {{ {_block(triples)} }}\n" if triples else ""


def _block(triples: set[str]) -> str:
    return "".join(f"{t} .\n" for t in sorted(triples))
