"""Sources come, change and go, judgements are made and taken back; the default graph follows in the same transaction.

Only the units of knowledge that a change touches are derived again, and only the triples that differ are written. A
transaction is one SPARQL update: Oxigraph does all of it or nothing.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.graph.identity import judgements as judged
from simpul.graph.identity.judgements import PEOPLE, Judgement
from simpul.graph.identity.kinds import AUTOMATIC
from simpul.graph.knowledge.derive import INDEX
from simpul.graph.knowledge.reading import Reading, read_source
from simpul.graph.store import derived, pending
from simpul.graph.store.change import DEFAULT, Difference, Said, difference
from simpul.ontology.claims import Article, read_claims, row_of, statement
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import NS, ONTOLOGY
from simpul.ontology.ntriples import iri, own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from simpul.ontology.claims import Claim

_RESERVED: Final = {INDEX, ONTOLOGY, PEOPLE, AUTOMATIC}
_PEOPLE: Final = ox.NamedNode(PEOPLE)
_RESTS_ON: Final = own("restsOn")
_REJECTS: Final = ox.NamedNode(NS + "rejects")


@dataclass(frozen=True, slots=True)
class Change:
    """What a transaction did, how much it wrote, and how many of the claims people reject.

    The outcome is 'added', 'replaced', 'unchanged', 'removed', 'absent' or 'judged'. Where a transaction was about
    several sources, what it wrote is told of the whole (`Changes`). `came` and `went` are nodes with a claim that
    supports them from now on, or does so no more.
    """

    source: str
    outcome: str
    claims: int = 0
    triples_added: int = 0
    triples_removed: int = 0
    rejected: int = 0
    came: frozenset[tuple[str, str]] = frozenset()
    went: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a transaction about several sources did: the outcome of each, in their order, and of the whole."""

    each: tuple[Change, ...]
    whole: Change


def replace(store: ox.Store, source: str, quads: Iterable[str]) -> Change:
    """Make `quads` (N-Quads lines in the graph named `source`) what the source says, and derive what follows.

    What people rejected of this source stays rejected.

    Raises:
        SourceError: `source` is no IRI or names a graph of the store's own, or a quad cannot be parsed, stands in
            another graph, or is no complete claim. Nothing is written.
    """
    made = replace_all(store, [(source, quads)])
    return dataclasses.replace(made.whole, **{n: getattr(made.each[0], n) for n in _OF_ONE})


_OF_ONE: Final = ("source", "outcome", "claims", "rejected")


def replace_all(store: ox.Store, said: Iterable[tuple[str, Iterable[str]]], ahead: Path | None = None) -> Changes:
    """As `replace`, for several sources in one transaction, each once; a large one is written ahead into a file.

    Raises:
        SourceError: as `replace`, for any of them; or a source is named twice. Nothing is written.
    """
    each: list[Change] = []
    sources: dict[str, Said] = {}
    graphs: dict[str, tuple[set[str], set[str]]] = {}
    for source, quads in said:
        if any(source == change.source for change in each):
            raise SourceError(f"{source}: named twice in one change")
        graph = _parsed(source, quads)
        old = {_triple_text(q) for q in store.quads_for_pattern(None, None, None, ox.NamedNode(source))}
        new = {_triple_text(q) for q in graph}
        if old == new:
            each.append(Change(source, "unchanged" if graph else "absent"))
            continue
        article, claims, readings = _read(store, source, graph)
        sources[source], graphs[source] = Said(article if graph else None, readings), (old, new)
        outcome = "removed" if not graph else "replaced" if old else "added"
        each.append(Change(source, outcome, claims, rejected=claims - len(readings)))
    if not sources:
        return Changes(tuple(each), Change("", "unchanged"))
    made = difference(store, lambda s: source_article(store, s), sources, {})
    for source, (old, new) in graphs.items():
        made.note(source, old - new, new - old)
    empty = [f"DROP SILENT GRAPH {iri(source)}" for source, (_, new) in graphs.items() if not new]
    _write(store, made, ahead, empty)
    return Changes(tuple(each), _whole("", "replaced", 0, made))


def _read(store: ox.Store, source: str, graph: list[ox.Quad]) -> tuple[Article, int, tuple[Reading, ...]]:
    """The article, how many claims there are, and those that nobody rejects."""
    try:
        article, claims = read_claims(source, map(row_of, graph))
    except (ValueError, KeyError, IndexError) as error:
        raise SourceError(f"{source}: its claims cannot be read: {error}") from error
    return article, len(claims), _accepted(article, claims, lambda key: _is_rejected(store, key))


def _whole(source: str, outcome: str, claims: int, made: Difference) -> Change:
    came, went = (
        frozenset(pair for t in side.get(DEFAULT, ()) if _RESTS_ON in t and (pair := _support(t)))
        for side in (made.added, made.removed)
    )
    return Change(source, outcome, claims, *made.size(DEFAULT), came=came, went=went)


def _support(triple: str) -> tuple[str, str] | None:
    """The node and the claim, of a triple that says that the one rests on the other."""
    subject, predicate, value = triple.split(" ", 2)
    return (subject[1:-1], value[1:-1]) if predicate == _RESTS_ON else None


def _write(store: ox.Store, made: Difference, ahead: Path | None, last: Iterable[str] = ()) -> None:
    """Write a difference and what follows from it; `last` are operations to end with."""
    follows = list(derived.update(store, made.removed.get(DEFAULT, ()), made.added.get(DEFAULT, ())))
    follows += last
    quads = sum(len(triples) for side in (made.removed, made.added) for triples in side.values())
    if ahead is None or quads <= pending.SMALL:
        store.update(_update_text(made, follows))
    else:
        pending.write(store, made, follows, ahead)


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
        rows = map(row_of, store.quads_for_pattern(None, None, None, ox.NamedNode(source)))
        article, claims = read_claims(source, rows)
        if store.contains_named_graph(ox.NamedNode(source)):
            said[source] = Said(article, _accepted(article, claims, is_rejected.__contains__))
    made = difference(store, lambda s: source_article(store, s), said, verdicts)
    made.note(
        PEOPLE,
        (t for j in there - then for t in judged.triples(j)),
        (t for j in then - there for t in judged.triples(j)),
    )
    _write(store, made, None)
    return _whole("", "judged", len(there ^ then), made)


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
    return read_claims(graph.value, map(row_of, store.quads_for_pattern(graph, None, None, graph)))[0]


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


def _triple_text(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _update_text(made: Difference, follows: Iterable[str]) -> str:
    deletions = "".join(_in_graph(graph, triples) for graph, triples in sorted(made.removed.items()))
    insertions = "".join(_in_graph(graph, triples) for graph, triples in sorted(made.added.items()))
    return " ;\n".join([f"DELETE DATA {{ {deletions} }}", f"INSERT DATA {{ {insertions} }}", *follows])


def _in_graph(name: str, triples: set[str]) -> str:
    block = "".join(f"{t} .\n" for t in sorted(triples))
    return f"GRAPH {iri(name)} {{ {block} }}\n" if name and block else block
