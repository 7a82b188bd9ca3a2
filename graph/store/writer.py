"""Sources come, change and go, judgements are made and taken back; the default graph follows in the same transaction.

Only the units of knowledge that a change touches are derived again, and only the triples that differ are written. A
transaction is one SPARQL update: Oxigraph does all of it or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.graph.identity import judgements as judged
from simpul.graph.identity.judgements import PEOPLE, Judgement
from simpul.graph.identity.kinds import AUTOMATIC
from simpul.graph.knowledge.derive import INDEX
from simpul.graph.knowledge.reading import Reading, read_source
from simpul.graph.store import derived
from simpul.graph.store.change import DEFAULT, Difference, Said, difference
from simpul.ontology.claims import Article, read_claims, statement
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import NS, ONTOLOGY
from simpul.ontology.ntriples import iri, own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simpul.ontology.claims import Claim, Row

_RESERVED: Final = {INDEX, ONTOLOGY, PEOPLE, AUTOMATIC}
_PEOPLE: Final = ox.NamedNode(PEOPLE)
_REJECTS: Final = ox.NamedNode(NS + "rejects")


@dataclass(frozen=True, slots=True)
class Change:
    """What a transaction did, how much it wrote, and how many of the claims people reject.

    The outcome is 'added', 'replaced', 'unchanged', 'removed', 'absent' or 'judged'.
    """

    source: str
    outcome: str
    claims: int = 0
    triples_added: int = 0
    triples_removed: int = 0
    rejected: int = 0


def replace(store: ox.Store, source: str, quads: Iterable[str]) -> Change:
    """Make `quads` (N-Quads lines in the graph named `source`) what the source says, and derive what follows.

    What people rejected of this source stays rejected.

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
    readings = _accepted(article, claims, lambda key: _is_rejected(store, key))
    said = {source: Said(article if graph else None, readings)}
    made = difference(store, lambda s: source_article(store, s), said, {})
    made.note(source, (), new_graph)
    store.update(f"DROP SILENT GRAPH {iri(source)} ;\n{_update_text(store, made)}")
    outcome = "removed" if not graph else "replaced" if old_graph else "added"
    rejected = len(claims) - len(readings)
    return Change(source, outcome, len(claims), *made.size(DEFAULT), rejected)


def remove(store: ox.Store, source: str) -> Change:
    """Withdraw a source: its claims, and what rests on nothing else."""
    return replace(store, source, ())


def judge(store: ox.Store, in_force: Iterable[Judgement]) -> Change:
    """Make `in_force` the judgements of people that hold, and derive what follows from those that are new or gone."""
    there, then = people(store), set(in_force)
    if there == then:
        return Change("", "unchanged")
    old, new = judged.verdicts(there), judged.verdicts(then)
    verdicts = {p: new.get(p) for p in {*old, *new} if old.get(p) != new.get(p)}
    was_rejected, is_rejected = _rejections(there), _rejections(then)
    said = {}
    for source in sorted({key.partition("#")[0] for key in was_rejected ^ is_rejected}):
        rows = map(_row, store.quads_for_pattern(None, None, None, ox.NamedNode(source)))
        article, claims = read_claims(source, rows)
        if store.contains_named_graph(ox.NamedNode(source)):
            said[source] = Said(article, _accepted(article, claims, is_rejected.__contains__))
    made = difference(store, lambda s: source_article(store, s), said, verdicts)
    made.note(
        PEOPLE,
        (t for j in there - then for t in judged.triples(j)),
        (t for j in then - there for t in judged.triples(j)),
    )
    store.update(_update_text(store, made))
    return Change("", "judged", len(there ^ then), *made.size(DEFAULT))


def people(store: ox.Store) -> set[Judgement]:
    """The judgements of people that are in force."""
    told: dict[str, dict[str, list[str]]] = {}
    for quad in store.quads_for_pattern(None, None, None, _PEOPLE):
        name = quad.predicate.value.removeprefix(NS)
        told.setdefault(quad.subject.value, {}).setdefault(name, []).append(quad.object.value)  # type: ignore[union-attr]
    return {
        Judgement(
            when=said["judgedOn"][0],
            verdict=said["verdict"][0],
            subjects=tuple(sorted(said.get("judges", said.get("rejects", [])))),
            who=said["judgedBy"][0],
            why=said.get("because", [""])[0],
        )
        for said in told.values()
    }


def rederive(store: ox.Store) -> None:
    """Derive the whole default graph's knowledge anew from claims and judgements; for tests and new rules."""
    held = people(store)
    judge(store, ())
    for source in sorted(sources(store)):
        rows = list(store.quads_for_pattern(None, None, None, ox.NamedNode(source)))
        remove(store, source)
        replace(store, source, [f"{_triple_text(q)} {iri(source)} ." for q in rows])
    judge(store, held)


def sources(store: ox.Store) -> dict[str, Article]:
    """The sources in the store, in the order of their IRIs."""
    found = store.query(
        f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g a {own('Article')} }} }} ORDER BY ?g",
    )
    graphs = [solution["g"] for solution in found]  # type: ignore[union-attr]
    return {g.value: _article(store, g) for g in graphs}


def source_article(store: ox.Store, source: str) -> Article | None:
    """What the store knows of one source, or None."""
    graph = ox.NamedNode(source)
    return _article(store, graph) if store.contains_named_graph(graph) else None


def _article(store: ox.Store, graph: ox.NamedNode) -> Article:
    return read_claims(graph.value, map(_row, store.quads_for_pattern(graph, None, None, graph)))[0]


def _accepted(article: Article, claims: Iterable[Claim], rejected: Callable[[str], bool]) -> tuple[Reading, ...]:
    """The claims of a source that nobody rejects, with names bound as if the others had not been made."""
    return tuple(read_source(article, [c for c in claims if not rejected(statement(c.source, c.fact))]))


def _is_rejected(store: ox.Store, key: str) -> bool:
    return any(True for _ in store.quads_for_pattern(None, _REJECTS, ox.NamedNode(key), _PEOPLE))


def _rejections(held: Iterable[Judgement]) -> set[str]:
    return {j.subjects[0] for j in held if j.verdict == "reject"}


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


def _update_text(store: ox.Store, made: Difference) -> str:
    deletions = "".join(_in_graph(graph, triples) for graph, triples in sorted(made.removed.items()))
    insertions = "".join(_in_graph(graph, triples) for graph, triples in sorted(made.added.items()))
    follows = derived.update(store, made.removed.get(DEFAULT, ()), made.added.get(DEFAULT, ()))
    return " ;\n".join([f"DELETE DATA {{ {deletions} }}", f"INSERT DATA {{ {insertions} }}", *follows])


def _in_graph(name: str, triples: set[str]) -> str:
    block = "".join(f"{t} .\n" for t in sorted(triples))
    return f"GRAPH {iri(name)} {{ {block} }}\n" if name and block else block
