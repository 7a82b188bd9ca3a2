"""A large change, written ahead: what it takes away and adds stands in a file until all of it is in the database.

One SPARQL update is one transaction, but its text is read slowly; Oxigraph's bulk loader is three times as fast and no
transaction. So the change is noted first, then done in steps, each of which may be done again: who opens the database
for writing finishes what a crash or a full disk cut short. Readers have their own copy and see all of it or nothing.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simpul.graph.store.change import Difference

SMALL: Final = 5_000
"""Quads up to which one update is as good."""


def write(store: ox.Store, made: Difference, operations: Iterable[str], file: Path) -> None:
    """Do the change `made`, then the SPARQL `operations`; `file` is there meanwhile.

    Raises:
        OSError: the disk is full or gives an error; `finish` does the rest when there is room.
    """
    removed, added = _lines(made.removed), _lines(made.added)
    steps = list(operations)
    head = json.dumps({"removed": len(removed), "operations": steps}, ensure_ascii=False)
    beside = file.with_name(f"{file.name}.part")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join((head, *removed, *added)))
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
    _do(store, removed, added, steps)
    file.unlink()


def finish(store: ox.Store, file: Path) -> bool:
    """Do what was written ahead and may be done in part; whether there was any.

    Raises:
        OSError: the disk is full or gives an error.
    """
    if not file.exists():
        return False
    head, *quads = file.read_text(encoding="utf-8").split("\n")  # a quad has no line end within: it would be escaped
    told = json.loads(head)
    _do(store, quads[: told["removed"]], quads[told["removed"] :], told["operations"])
    file.unlink()
    return True


def _do(store: ox.Store, removed: list[str], added: list[str], operations: list[str]) -> None:
    for quad in ox.parse("\n".join(removed), ox.RdfFormat.N_QUADS):
        store.remove(quad)
    store.bulk_load("\n".join(added).encode(), ox.RdfFormat.N_QUADS)
    if operations:
        store.update(" ;\n".join(operations))
    store.flush()


def _lines(triples: dict[str, set[str]]) -> list[str]:
    return sorted(
        f"{triple} <{graph}> ." if graph else f"{triple} ." for graph, those in triples.items() for triple in those
    )
