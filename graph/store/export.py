"""The graph as a file, the same bytes for the same sources whatever the order they came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.graph.knowledge.derive import INDEX
from simpul.ontology.errors import UsageError
from simpul.ontology.iris import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

FORMS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_LEFT_OUT: Final = {ox.NamedNode(INDEX), ox.NamedNode(ONTOLOGY)}


def export(store: ox.Store, path: Path) -> int:
    """Write the graph in the form that the suffix of `path` names; gives the number of statements written.

    Turtle has no graphs, so it holds the default graph alone: the knowledge. The others hold the claims too. The
    ontology and the index of readings are left out: one is a file of its own, the other is made anew from the claims.
    The file is written whole or not at all.

    Raises:
        UsageError: the suffix names no form, or the file cannot be written.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path}: the graph is written as {', '.join(FORMS)}, not '{path.suffix}'")
    quads = sorted((q for q in store if q.graph_name not in _LEFT_OUT), key=str)
    if form == ox.RdfFormat.TURTLE:
        statements = [q.triple for q in quads if isinstance(q.graph_name, ox.DefaultGraph)]
    else:
        statements = quads
    text = ox.serialize(statements, format=form, prefixes=PREFIXES)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(text or b"")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    return len(statements)


def ntriples(store: ox.Store) -> bytes:
    """All that an export holds as N-Triples, the graphs laid together: the knowledge, the claims, the judgements."""
    triples = {q.triple for q in store if q.graph_name not in _LEFT_OUT}
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""
