"""Writes `docs/ontology-reference.md`, every term of the model with its meaning, from its Turtle files.

Run `python -m simpul.ontology.build_reference` in a checkout after a change to the model; a test holds the page
against it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import BNode, Literal, Node, URIRef

from simpul.ontology.expressions import in_words
from simpul.ontology.iris import NS, ONTOLOGY
from simpul.ontology.model import (
    annotation_properties,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "ontology-reference.md"
_FEW: Final = 10
_TRAITS: Final = {
    OWL.FunctionalProperty: "one value at most",
    OWL.AsymmetricProperty: "never both ways",
    OWL.IrreflexiveProperty: "never of itself",
    OWL.TransitiveProperty: "carried on (transitive)",
}
_LINKS: Final = {
    "Is": (RDFS.subClassOf, RDFS.subPropertyOf),
    "Close to": (SKOS.closeMatch,),
    "Becomes": (URIRef(NS + "knowledgeProperty"),),
    "Inverse of": (OWL.inverseOf,),
    "Same as": (OWL.equivalentClass,),
    "Note": (SKOS.scopeNote,),
}


def main() -> None:
    """Write the page."""
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")


def reference() -> str:
    """The whole page as Markdown."""
    model = model_graph()
    version = model.value(URIRef(ONTOLOGY), OWL.versionInfo)
    head = (
        "# Ontology reference\n\n"
        f"Every term of the ontology, version {version}; the namespace is `{NS}`. Made by\n"
        "`python -m simpul.ontology.build_reference`: change the model, not this page. How the model is laid out is\n"
        "told in [ontology.md](ontology.md).\n"
    )
    sections = _sections()
    contents = [f"- [{title}](#{_anchor(title)}): {len(names)}" for title, names in sections.items()]
    body = [part for title, names in sections.items() for part in _section(model, title, names)]
    return "\n".join([head, *contents, "", *body])


def _sections() -> dict[str, list[str]]:
    literal = [n for n in datatype_properties() if not _is_stated(n)]
    linking = [n for n in object_properties() if not _is_stated(n)]
    stated = [n for n in (*datatype_properties(), *object_properties()) if _is_stated(n)]
    return {
        "Classes": list(classes()),
        "Properties that link nodes": linking,
        "Properties with values": literal,
        "Properties of claims": sorted(stated),
        "Properties of terms": list(annotation_properties()),
    }


def _is_stated(name: str) -> bool:
    """Whether `name` is a field as a claim states it; `statedValue` belongs to disagreements.

    >>> _is_stated("statedRank"), _is_stated("statedValue"), _is_stated("rank")
    (True, False, False)
    """
    return name.startswith("stated") and name != "statedValue"


def _section(model: Graph, title: str, names: Iterable[str]) -> Iterator[str]:
    yield f"## {title}\n"
    for name in names:
        yield "\n".join(_entry(model, name)) + "\n"


def _entry(model: Graph, name: str) -> Iterator[str]:
    term = URIRef(NS + name)
    english, indonesian = (_text(model, term, SKOS.prefLabel, language) for language in ("en", "id"))
    yield f"### {name}\n"
    yield f"**{english}** · *{indonesian}*\n"
    yield f"{_text(model, term, SKOS.definition, 'en')}<br>"
    yield f"*{_text(model, term, SKOS.definition, 'id')}*\n"
    yield from (f"- {line}" for line in _lines(model, term))


def _lines(model: Graph, term: URIRef) -> Iterator[str]:
    domain, range_ = model.value(term, RDFS.domain), model.value(term, RDFS.range)
    if domain is not None and range_ is not None:
        yield f"From {in_words(model, domain)} to {in_words(model, range_)}"
    for title, properties in _LINKS.items():
        values = [value for p in properties for value in model.objects(term, p)]
        named = sorted(in_words(model, value).strip("“”") for value in values if not _is_restriction(model, value))
        if named:
            yield f"{title}: {'; '.join(named)}"
    limits = [in_words(model, o) for o in model.objects(term, RDFS.subClassOf) if _is_restriction(model, o)]
    if limits:
        yield f"Has: {'; '.join(sorted(limits))}"
    chain = model.value(term, OWL.propertyChainAxiom)
    if chain is not None:
        yield f"Follows from: {', then '.join(in_words(model, step) for step in Collection(model, chain))}"
    if disjoint := _disjoint(model, term):
        yield f"Never also: {disjoint}"
    if traits := [words for kind, words in _TRAITS.items() if (term, RDF.type, kind) in model]:
        yield f"Always: {', '.join(traits)}"
    examples = sorted(str(value) for value in model.objects(term, SKOS.example))
    if examples:
        yield f"Example: {'; '.join(examples)}"
    sources = sorted(str(value) for value in model.objects(term, DCTERMS.source))
    if sources:
        yield f"Source: {'; '.join(sources)}"


def _is_restriction(model: Graph, node: Node) -> bool:
    return (node, RDF.type, OWL.Restriction) in model


def _disjoint(model: Graph, term: URIRef) -> str:
    """The classes that share a statement of disjointness with `term`; many of them are told by their number."""
    lists = [*model.objects(None, OWL.members), *model.objects(None, OWL.disjointUnionOf)]
    groups: list[list[Node]] = [list(Collection(model, node)) for node in lists if isinstance(node, BNode)]
    others = sorted({in_words(model, other) for group in groups if term in group for other in group} - {_name(term)})
    if len(others) <= _FEW:
        return ", ".join(others)
    return f"any of the {len(others)} other kinds of nodes, from {others[0]} to {others[-1]}"


def _name(term: URIRef) -> str:
    return term.removeprefix(NS)


def _text(model: Graph, term: URIRef, prop: URIRef, language: str) -> str:
    return next(str(v) for v in model.objects(term, prop) if isinstance(v, Literal) and v.language == language)


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


if __name__ == "__main__":
    main()
