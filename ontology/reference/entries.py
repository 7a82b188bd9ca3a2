"""What is told of a term, line by line, in English and Indonesian: for the pages that list all terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import BNode, Literal, Node, URIRef

from simpul.ontology.expressions import in_words
from simpul.ontology.iris import NS, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rdflib import Graph

LANGUAGES: Final = ("en", "id")
_FEW: Final = 10
_TRAITS: Final = {
    OWL.FunctionalProperty: {"en": "one value at most", "id": "paling banyak satu nilai"},
    OWL.AsymmetricProperty: {"en": "never both ways", "id": "tidak pernah timbal balik"},
    OWL.IrreflexiveProperty: {"en": "never of itself", "id": "tidak pernah dengan dirinya sendiri"},
    OWL.TransitiveProperty: {"en": "carried on (transitive)", "id": "menerus (transitif)"},
}
_MANY: Final = {
    "en": "any of the {count} other kinds of nodes, from {first} to {last}",
    "id": "salah satu dari {count} jenis simpul lain, dari {first} sampai {last}",
}
_THEN: Final = {"en": ", then ", "id": ", lalu "}
_BECOMES: Final = URIRef(term("knowledgeProperty"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a term: what it tells (a key that pages have words for) and its values in each language."""

    key: str
    values: Mapping[str, tuple[str, ...]]


def rows(model: Graph, name: str) -> Iterator[Row]:
    """All that the model says of a term beside its label and definition; what it does not say is left out.

    >>> from simpul.ontology.model import model_graph
    >>> [(row.key, row.values["id"]) for row in rows(model_graph(), "recipient")][:2]
    [('domain', ('Award',)), ('range', ('Organization atau Official',))]
    """
    subject = URIRef(term(name))
    for key, read in _READERS.items():
        values = {language: tuple(read(model, subject, language)) for language in LANGUAGES}
        if values["en"]:
            yield Row(key, values)


def text(model: Graph, subject: URIRef, prop: URIRef, language: str) -> str:
    """The one text in a language that `prop` gives the subject."""
    return next(str(v) for v in model.objects(subject, prop) if isinstance(v, Literal) and v.language == language)


def is_stated(name: str) -> bool:
    """Whether `name` is a field as a claim states it; `statedValue` belongs to disagreements.

    >>> is_stated("statedRank"), is_stated("statedValue"), is_stated("rank")
    (True, False, False)
    """
    return name.startswith("stated") and name != "statedValue"


def _objects(*properties: URIRef, own: bool | None = None) -> Callable[[Graph, URIRef, str], Iterable[str]]:
    """Reads the values of properties in words, without restrictions; `own` keeps our terms, or those of others."""

    def read(model: Graph, subject: URIRef, language: str) -> Iterable[str]:
        values = {v for p in properties for v in model.objects(subject, p) if not _is_restriction(model, v)}
        kept = (v for v in values if own is None or str(v).startswith(NS) is own)
        return sorted(str(v) if isinstance(v, Literal) else in_words(model, v, language) for v in kept)

    return read


def _notes(model: Graph, subject: URIRef, language: str) -> Iterable[str]:
    notes = model.objects(subject, SKOS.scopeNote)
    return sorted(str(note) for note in notes if isinstance(note, Literal) and note.language == language)


def _subjects(prop: URIRef) -> Callable[[Graph, URIRef, str], Iterable[str]]:
    def read(model: Graph, value: URIRef, language: str) -> Iterable[str]:
        return sorted(in_words(model, s, language) for s in model.subjects(prop, value) if isinstance(s, URIRef))

    return read


def _led(prop: URIRef) -> Callable[[Graph, URIRef, str], Iterable[str]]:
    """Reads the properties that have a class as their domain or range, alone or in a union."""

    def read(model: Graph, value: URIRef, language: str) -> Iterable[str]:
        found = {s for s in model.subjects(prop, value) if isinstance(s, URIRef)}
        for union, listed in model.subject_objects(OWL.unionOf):
            if value in Collection(model, listed):
                found |= {s for s in model.subjects(prop, union) if isinstance(s, URIRef)}
        return sorted(in_words(model, s, language) for s in found)

    return read


def _limits(model: Graph, subject: URIRef, language: str) -> Iterable[str]:
    above = model.objects(subject, RDFS.subClassOf)
    return sorted(in_words(model, o, language) for o in above if _is_restriction(model, o))


def _chain(model: Graph, subject: URIRef, language: str) -> Iterable[str]:
    chain = model.value(subject, OWL.propertyChainAxiom)
    steps = [] if chain is None else [in_words(model, step, language) for step in Collection(model, chain)]
    return [_THEN[language].join(steps)] if steps else []


def _never(model: Graph, subject: URIRef, language: str) -> Iterable[str]:
    """The classes that share a statement of disjointness with a class; many of them are told by their number."""
    lists = [*model.objects(None, OWL.members), *model.objects(None, OWL.disjointUnionOf)]
    groups: list[list[Node]] = [list(Collection(model, node)) for node in lists if isinstance(node, BNode)]
    others = {in_words(model, other) for group in groups if subject in group for other in group}
    named = sorted(others - {subject.removeprefix(NS)})
    if len(named) <= _FEW:
        return named
    return [_MANY[language].format(count=len(named), first=named[0], last=named[-1])]


def _traits(model: Graph, subject: URIRef, language: str) -> Iterable[str]:
    return [words[language] for kind, words in _TRAITS.items() if (subject, RDF.type, kind) in model]


def _is_restriction(model: Graph, node: Node) -> bool:
    return (node, RDF.type, OWL.Restriction) in model


_READERS: Final[Mapping[str, Callable[[Graph, URIRef, str], Iterable[str]]]] = {
    "domain": _objects(RDFS.domain),
    "range": _objects(RDFS.range),
    "super": _objects(RDFS.subClassOf, RDFS.subPropertyOf, own=True),
    "aligned": _objects(RDFS.subClassOf, RDFS.subPropertyOf, own=False),
    "close": _objects(SKOS.closeMatch),
    "becomes": _objects(_BECOMES),
    "inverse": _objects(OWL.inverseOf),
    "same": _objects(OWL.equivalentClass),
    "note": _notes,
    "limits": _limits,
    "chain": _chain,
    "never": _never,
    "always": _traits,
    "example": _objects(SKOS.example),
    "source": _objects(DCTERMS.source),
    "narrower_class": _subjects(RDFS.subClassOf),
    "narrower_property": _subjects(RDFS.subPropertyOf),
    "inverted": _subjects(OWL.inverseOf),
    "stated": _subjects(_BECOMES),
    "leaves": _led(RDFS.domain),
    "enters": _led(RDFS.range),
}
