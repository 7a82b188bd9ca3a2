"""Writes what a release of the ontology carries: `simpul.ttl`, `simpul.owl` (RDF/XML) and `simpul.jsonld`.

`python -m simpul.ontology.build_release OUTPUT_FOLDER` writes terms, alignments and schemes as one ontology;
`--without alignments` leaves a part out. Blank nodes are named by the canonical form of the graph (RDFC-1.0) and every
statement stands in a sorted place, so the same model gives the same bytes, in whatever order its files tell it.
"""

from __future__ import annotations

import argparse
import json
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import BNode, Literal, URIRef

from simpul.ontology.iris import PREFIXES, XSD
from simpul.ontology.model import ALIGNMENTS, PARTS, SCHEMES, turtle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib.term import Node

ENDINGS: Final = ("ttl", "owl", "jsonld")
"""How the names of the files end: Turtle, RDF/XML, JSON-LD."""
_VANN: Final = "http://purl.org/vocab/vann/"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files into the folder that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m simpul.ontology.build_release", description="Writes the release.")
    parser.add_argument("folder", type=Path, help="where the files go; made where it is missing")
    parser.add_argument("--without", action="append", default=[], choices=(ALIGNMENTS, SCHEMES), help="a part to omit")
    told = parser.parse_args(arguments)
    write(told.folder, tuple(part for part in PARTS if part not in told.without))


def write(folder: Path, parts: Sequence[str] = PARTS) -> tuple[Path, ...]:
    """Write some parts of the ontology into `folder` in each format; the paths of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    statements = canonical(turtle(*parts))
    return tuple(_written(folder / f"simpul.{ending}", serialised(statements, ending)) for ending in ENDINGS)


def serialised(statements: Sequence[ox.Triple], ending: str) -> str:
    """The text of the file of that ending (one of `ENDINGS`): Turtle and JSON-LD as rdflib nests them."""
    prefixes = _prefixes(statements)
    if ending == "owl":
        target = BytesIO()
        ox.serialize(statements, target, ox.RdfFormat.RDF_XML, prefixes=prefixes)
        return target.getvalue().decode() + "\n"
    graph = _graph(statements, prefixes)
    if ending == "ttl":
        return graph.serialize(format="turtle")
    told = json.loads(graph.serialize(format="json-ld", context=prefixes))
    return json.dumps(_in_order(told), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def canonical(document: bytes) -> list[ox.Triple]:
    """The statements of a Turtle document, sorted, their blank nodes named by what is said of them alone.

    >>> one, other = b"[] a <a:B> . <a:b> <a:c> [] .", b"<a:b> <a:c> _:x . [ a <a:B> ] ."
    >>> canonical(one) == canonical(other)
    True
    """
    told = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in ox.parse(document, ox.RdfFormat.TURTLE))
    told.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in told), key=str)


def _prefixes(statements: Sequence[ox.Triple]) -> dict[str, str]:
    """The prefixes, sorted, that shorten one of the statements."""
    text = "\n".join(map(str, statements))
    return {p: iri for p, iri in sorted({**PREFIXES, "vann": _VANN}.items()) if f"<{iri}" in text}


def _graph(statements: Sequence[ox.Triple], prefixes: Mapping[str, str]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for statement in statements:
        graph.add((_node(statement.subject), _node(statement.predicate), _node(statement.object)))
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.Literal):
        kind = None if term.language or term.datatype.value == XSD + "string" else term.datatype.value
        return Literal(term.value, lang=term.language, datatype=kind)
    return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(str(term)[1:-1])


def _in_order(told: Any) -> Any:  # noqa: ANN401 (any JSON)
    """JSON-LD with its sets sorted; a list (`@list`) has an order of its own."""
    if isinstance(told, dict):
        return {key: [*map(_in_order, v)] if key == "@list" else _in_order(v) for key, v in told.items()}
    return sorted(map(_in_order, told), key=_as_text) if isinstance(told, list) else told


def _as_text(told: Any) -> str:  # noqa: ANN401 (any JSON)
    return json.dumps(told, sort_keys=True)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    main()
