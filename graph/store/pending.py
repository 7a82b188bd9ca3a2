"""A large change, written ahead: what it takes away and adds stands in a file until all of it is in the database.

One SPARQL update is one transaction, but its text is read slowly; Oxigraph's bulk loader is three times as fast and no
transaction. So the change is noted first, then done in steps, each of which may be done again: who opens the database
for writing finishes what a crash or a full disk cut short. Readers have their own copy and see all of it or nothing.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

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
    ahead = {
        "removed": _lines(made.removed),
        "added": _lines(made.added),
        "operations": list(operations),
    }
    beside = file.with_name(f"{file.name}.part")
    with beside.open("w", encoding="utf-8") as out:
        json.dump(ahead, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
    _do(store, ahead)
    file.unlink()


def finish(store: ox.Store, file: Path) -> bool:
    """Do what was written ahead and may be done in part; whether there was any.

    Raises:
        OSError: the disk is full or gives an error.
    """
    if not file.exists():
        return False
    _do(store, json.loads(file.read_text(encoding="utf-8")))
    file.unlink()
    return True


def _do(store: ox.Store, ahead: dict[str, Any]) -> None:
    for quad in ox.parse("\n".join(ahead["removed"]), ox.RdfFormat.N_QUADS):
        store.remove(quad)
    store.bulk_load("\n".join(ahead["added"]).encode(), ox.RdfFormat.N_QUADS)
    if ahead["operations"]:
        store.update(" ;\n".join(ahead["operations"]))
    store.flush()


def _lines(triples: dict[str, set[str]]) -> list[str]:
    return sorted(
        f"{triple} <{graph}> ." if graph else f"{triple} ." for graph, those in triples.items() for triple in those
    )
