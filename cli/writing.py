"""Opening a store for commands that change what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpul.graph import KnowledgeGraph
from simpul.graph.store.folder import no_store

if TYPE_CHECKING:
    from pathlib import Path


def writing(store: Path) -> KnowledgeGraph:
    """An existing store, open for writing; to judge makes none.

    Raises:
        StoreError: there is no store.
    """
    if not store.exists():
        raise no_store(store)
    return KnowledgeGraph(store, write=True)
