"""Whether a graph is as the SHACL shapes in `shapes/` want it: which nodes are not, what is wrong, what to do.

The engine is a Rust one, `shacl`; `reference.results` has pySHACL say the same, far slower, for the tests.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox
import shacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Literal, Node

from simpul.ontology.checking.finding import Finding
from simpul.ontology.iris import NS
from simpul.ontology.model import REGIONS, SCHEMES, TERMS, turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SHAPES: Final = "shapes"
SHAPE_NS: Final = "https://w3id.org/simpul/shapes#"
_TURTLE: Final = ox.RdfFormat.TURTLE
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SUBCLASS: Final = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_CONCEPT: Final = ox.NamedNode("http://www.w3.org/2004/02/skos/core#Concept")


class Result(NamedTuple):
    """What an engine says: the IRI of a shape, and the IRI of a node that breaks it, '' where it has none."""

    shape: str
    focus: str


class Rule(NamedTuple):
    """What a shape says of itself: its severity in small letters, its message in English and in Indonesian."""

    severity: str
    message: str
    message_id: str


def fast(data: bytes) -> Iterator[Result]:
    """The results of the Rust engine for N-Triples."""
    for result in _compiled().validate_text(data.decode(), "ntriples").results:
        yield Result(_iri(result.source_shape or ""), _iri(result.focus_node))


def violations(data: bytes, engine: Callable[[bytes], Iterable[Result]] = fast) -> list[Finding]:
    """What is wrong with a graph in N-Triples, sorted; a shape that a node breaks twice is told once.

    >>> award = "<https://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{}Award> .".format(NS)
    >>> [finding.rule for finding in violations(award.encode())]
    ['Award-recipient', 'KnowledgeNode-label', 'KnowledgeNode-restsOn']
    """
    return sorted(_finding(result) for result in set(engine(data + b"\n" + background())))


def findings(graph: Graph) -> list[Finding]:
    """What is wrong with the nodes of an rdflib graph, which may link to regions of the authority."""
    return violations(graph.serialize(format="nt", encoding="utf-8") + b"\n" + _authority())


def of_claims(data: bytes) -> list[Finding]:
    """What is wrong with claims or nodes in N-Triples, which may link to regions of the authority."""
    return violations(data + b"\n" + _authority())


@cache
def _authority() -> bytes:
    return "".join(f"{t.subject} {t.predicate} {t.object} .\n" for t in ox.parse(turtle(REGIONS), _TURTLE)).encode()


def _finding(result: Result) -> Finding:
    rule = rules()[result.shape]
    name = result.shape.removeprefix(SHAPE_NS)
    return Finding("shapes", name, rule.severity, result.focus, rule.message, rule.message_id)


@cache
def rules() -> dict[str, Rule]:
    """Each shape's IRI with its severity and messages."""
    graph = Graph().parse(data=turtle(SHAPES), format="turtle")
    return {str(shape): Rule(_local(severity), *_messages(graph, shape)) for shape, severity in graph[: SH.severity]}


def _local(severity: Node) -> str:
    return str(severity).removeprefix(str(SH)).lower()


def _messages(graph: Graph, shape: Node) -> tuple[str, str]:
    told = {m.language: str(m) for m in graph.objects(shape, SH.message) if isinstance(m, Literal)}
    return told["en"], told["id"]


@cache
def background() -> bytes:
    """What an engine must know besides the graph: which class is above which, and what is a concept."""
    kept = {q for q in ox.parse(turtle(TERMS), _TURTLE) if q.predicate == _SUBCLASS and _is_own(q.object)}
    kept |= {q for q in ox.parse(turtle(SCHEMES), _TURTLE) if q.predicate == _TYPE and q.object == _CONCEPT}
    return "".join(sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in kept)).encode()


def _is_own(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(NS)


@cache
def _compiled() -> shacl.Shapes:
    return shacl.Shapes.from_turtle(turtle(SHAPES).decode())


def _iri(term: str) -> str:
    """The IRI in a term in N-Triples; '' for a blank node."""
    return term[1:-1] if term.startswith("<") else ""
