"""Reading the model: its Turtle files, and the terms that it declares.

The files are read through `importlib.resources`, so they are found in an installed wheel as well.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from rdflib import Graph
from rdflib.namespace import OWL, RDF
from rdflib.term import URIRef

from simpul.ontology.iris import NS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

REGIONS: Final = "regions.ttl"
TERMS: Final = "terms"
ALIGNMENTS: Final = "alignments"
SCHEMES: Final = "schemes"
_TERM: Final = re.compile(r"^simpul:(\w+) a ", re.MULTILINE)
PARTS: Final = (TERMS, ALIGNMENTS, SCHEMES)
"""The folders whose Turtle files make up the ontology: its terms by theme, what they are to others', its concepts."""


def resource(name: str) -> Traversable:
    """The file or folder `name` of this room: readable wherever the package is installed.

    >>> resource(TERMS).is_dir(), resource(REGIONS).is_file()
    (True, True)
    """
    return files("simpul.ontology") / name


def turtle(*parts: str) -> bytes:
    """The Turtle files of some parts of the ontology, one after the other; without a name, of all of it.

    >>> turtle(REGIONS).count(b" a simpul:Government,")
    546
    >>> turtle().count(b" a owl:Ontology ;")
    1
    """
    return b"\n".join(file.read_bytes() for part in parts or PARTS for file in _files(part))


def _files(part: str) -> list[Traversable]:
    found = resource(part)
    if found.is_file():
        return [found]
    return sorted((f for f in found.iterdir() if f.name.endswith(".ttl")), key=lambda f: f.name)


@cache
def themes() -> Mapping[str, tuple[str, ...]]:
    """The local names of our own terms by theme: the file that declares them, in the order of both.

    >>> themes()["place"][:3]
    ('Region', 'Province', 'Regency')
    """
    return {file.name.removesuffix(".ttl"): tuple(_TERM.findall(file.read_text("utf-8"))) for file in _files(TERMS)}


def model_graph(*parts: str) -> Graph:
    """The ontology, or some of its `PARTS`, as a new graph, which the caller may change.

    >>> len(model_graph(TERMS)) < len(model_graph())
    True
    """
    return Graph().parse(data=turtle(*parts), format="turtle")


def regions_graph() -> Graph:
    """The region authority as a new graph, some 7,000 triples; Oxigraph reads `turtle(REGIONS)` much faster."""
    return Graph().parse(data=turtle(REGIONS), format="turtle")


def classes() -> tuple[str, ...]:
    """The local names of the classes of our own, sorted.

    >>> classes()[:3]
    ('Agency', 'Article', 'Award')
    """
    return _declared(OWL.Class)


def object_properties() -> tuple[str, ...]:
    """The local names of our own properties whose values are nodes, sorted.

    >>> object_properties()[:3]
    ('about', 'adopter', 'awardedBy')
    """
    return _declared(OWL.ObjectProperty)


def datatype_properties() -> tuple[str, ...]:
    """The local names of our own properties whose values are literals, sorted.

    >>> datatype_properties()[:3]
    ('agencyKind', 'alias', 'awardStatus')
    """
    return _declared(OWL.DatatypeProperty)


def annotation_properties() -> tuple[str, ...]:
    """The local names of our own properties that describe terms, sorted.

    >>> annotation_properties()
    ('knowledgeProperty',)
    """
    return _declared(OWL.AnnotationProperty)


@cache
def _shared() -> Graph:
    return model_graph(TERMS)


@cache
def _declared(kind: URIRef) -> tuple[str, ...]:
    found = (str(term) for term in _shared().subjects(RDF.type, kind) if isinstance(term, URIRef))
    return tuple(sorted(term.removeprefix(NS) for term in found if term.startswith(NS)))
