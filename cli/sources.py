"""The command `simpul sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from simpul.cli.options import print_table, store_option
from simpul.graph import KnowledgeGraph
from simpul.ontology.iris import source_iri

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@store_option
def sources(store: Path) -> None:
    """List the sources in the store."""
    with KnowledgeGraph(store) as graph:
        rows = [
            (unquote(iri.removeprefix(source_iri(""))), a.published, a.publisher, a.title)
            for iri, a in graph.sources().items()
        ]
    print_table(("source", "published", "publisher", "title"), rows)
