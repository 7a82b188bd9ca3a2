"""The checks together, on the ontology and on what is read beside it."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.ontology.checking import hygiene, owl, shapes
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import slash_hint
from simpul.ontology.model import model_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from rdflib import Graph

    from simpul.ontology.checking.finding import Finding

ONTOLOGY_CHECKS: Final[dict[str, Callable[[Graph], list[Finding]]]] = {
    "profile": owl.findings,
    "consistency": owl.findings,
    "hygiene": hygiene.findings,
    "shapes": shapes.findings,
}
_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def checked(graph: Graph, checks: Collection[str]) -> list[Finding]:
    """What the named checks find in an ontology, sorted.

    Raises:
        SimpulError: Java could not be asked.
    """
    makers = {ONTOLOGY_CHECKS[name] for name in checks if name in ONTOLOGY_CHECKS}
    return sorted({finding for make in makers for finding in make(graph) if finding.check in checks})


def with_files(paths: Iterable[Path]) -> Graph:
    """The ontology together with what files say.

    Raises:
        SourceError: a file cannot be read, or is none of the formats that are known.
    """
    graph = model_graph()
    for path in paths:
        with _quiet():
            graph.parse(data=_ntriples(path), format="nt")
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what rdflib logs of values that do not fit their datatype; the profile check tells of them."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _ntriples(path: Path) -> bytes:
    """The triples of a file; Oxigraph reads it, since it tells the line of what it cannot read."""
    rdf_format = _FORMATS.get(path.suffix)
    if rdf_format is None:
        raise SourceError(f"{path}: unknown suffix; give a file that ends in {', '.join(_FORMATS)}")
    try:
        quads = list(ox.parse(path.read_bytes(), rdf_format, base_iri=path.resolve().as_uri()))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        told = f"{path}: no {rdf_format.name}: {' '.join(str(error).split())}; mend that line"
        raise SourceError(told + slash_hint(path.read_text("utf-8", "replace"))) from error
    return "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads).encode()
