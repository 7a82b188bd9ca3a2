"""Class expressions and data ranges of the model in words, for the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib.collection import Collection
from rdflib.namespace import OWL, XSD
from rdflib.term import BNode, Literal

from simpul.ontology.iris import compact

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_QUANTIFIERS: Final = {
    OWL.cardinality: {"en": "exactly", "id": "tepat"},
    OWL.minCardinality: {"en": "at least", "id": "paling sedikit"},
    OWL.maxCardinality: {"en": "at most", "id": "paling banyak"},
    OWL.someValuesFrom: {"en": "some", "id": "paling sedikit satu"},
    OWL.allValuesFrom: {"en": "only", "id": "hanya"},
}
_AND: Final = {"en": " and ", "id": " dan "}
_OR: Final = {"en": " or ", "id": " atau "}
_INVERSE: Final = {"en": "inverse of", "id": "kebalikan"}
_FACETS: Final = {XSD.minInclusive: "≥", XSD.maxInclusive: "≤", XSD.minExclusive: ">", XSD.maxExclusive: "<"}


def in_words(model: Graph, node: Node, language: str = "en") -> str:
    """A class, union, restriction or data range of `model` on one line, in English (`en`) or Indonesian (`id`).

    Own names stand without their prefix.

    >>> from simpul.ontology.iris import term
    >>> from simpul.ontology.model import model_graph
    >>> from rdflib import RDFS, URIRef
    >>> model = model_graph()
    >>> in_words(model, model.value(URIRef(term("recipient")), RDFS.range))
    'Organization or Official'
    >>> in_words(model, model.value(URIRef(term("confidence")), RDFS.range))
    'xsd:decimal > 0.0 and ≤ 1.0'
    >>> in_words(model, model.value(URIRef(term("recipient")), RDFS.range), "id")
    'Organization atau Official'
    """
    if not isinstance(node, BNode):
        return f"“{node}”" if isinstance(node, Literal) else compact(str(node)).removeprefix("simpul:")
    for listed, read in ((OWL.unionOf, _either), (OWL.oneOf, _either), (OWL.withRestrictions, _faceted)):
        parts = model.value(node, listed)
        if parts is not None:
            return read(model, node, list(Collection(model, parts)), language)
    inverse = model.value(node, OWL.inverseOf)
    if inverse is None:
        return _restriction(model, node, language)
    return f"{_INVERSE[language]} {in_words(model, inverse, language)}"


def _either(model: Graph, _: BNode, parts: list[Node], language: str) -> str:
    return _OR[language].join(in_words(model, part, language) for part in parts)


def _faceted(model: Graph, node: BNode, facets: list[Node], language: str) -> str:
    limits = [f"{sign} {o}" for facet in facets for p, sign in _FACETS.items() for o in model.objects(facet, p)]
    datatype = model.value(node, OWL.onDatatype)
    return f"{compact(str(datatype))} {_AND[language].join(limits)}"


def _restriction(model: Graph, node: BNode, language: str) -> str:
    on = compact(str(model.value(node, OWL.onProperty))).removeprefix("simpul:")
    quantifier, value = next((q, o) for p, q in _QUANTIFIERS.items() for o in model.objects(node, p))
    amount = str(value) if isinstance(value, Literal) else in_words(model, value, language)
    return f"{on} {quantifier[language]} {amount}"
