"""What pySHACL, the reference of the shapes, finds: right by long use, but only for small graphs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node, URIRef

from simpul.ontology.checking.shapes import SHAPES, Result
from simpul.ontology.model import turtle

if TYPE_CHECKING:
    from collections.abc import Iterator


def results(data: bytes) -> Iterator[Result]:
    """The results of pySHACL for N-Triples.

    Raises:
        TypeError: pySHACL could not validate.
    """
    _, report, text = validate(Graph().parse(data=data, format="nt"), shacl_graph=_shapes())
    if not isinstance(report, Graph):
        raise TypeError(text)
    for result in report.subjects(None, SH.ValidationResult):
        yield Result(_iri(report.value(result, SH.sourceShape)), _iri(report.value(result, SH.focusNode)))


@cache
def _shapes() -> Graph:
    return Graph().parse(data=turtle(SHAPES), format="turtle")


def _iri(term: Node | None) -> str:
    return str(term) if isinstance(term, URIRef) else ""
