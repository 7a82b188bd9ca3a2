"""Reading the model: its Turtle files, and the terms that it declares.

The files are read through `importlib.resources`, so they are found in an installed wheel as well.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from rdflib import Graph
from rdflib.namespace import OWL, RDF
from rdflib.term import URIRef

from simpul.ontology.iris import NS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MODEL: Final = "simpul.ttl"
REGIONS: Final = "regions.ttl"


def resource(name: str) -> Traversable:
    """The file `name` of this room: readable wherever the package is installed.

    >>> resource(MODEL).is_file(), resource(REGIONS).is_file()
    (True, True)
    """
    return files("simpul.ontology") / name


def turtle(name: str) -> bytes:
    """The bytes of a Turtle file of this room, `MODEL` or `REGIONS`.

    >>> turtle(REGIONS).count(b" a simpul:Government,")
    546
    """
    return resource(name).read_bytes()


def model_graph() -> Graph:
    """The model as a new graph, which the caller may change.

    >>> len(model_graph()) > 2000
    True
    """
    return Graph().parse(data=turtle(MODEL), format="turtle")


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
    ('about', 'awardedBy', 'category')
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
    return model_graph()


@cache
def _declared(kind: URIRef) -> tuple[str, ...]:
    found = (str(term) for term in _shared().subjects(RDF.type, kind) if isinstance(term, URIRef))
    return tuple(sorted(term.removeprefix(NS) for term in found if term.startswith(NS)))
