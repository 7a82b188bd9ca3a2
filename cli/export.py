"""The command `simpul export`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.cli.options import store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.store.export import export as write


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@store_option
def export(file: Path, store: Path) -> None:
    """Write the graph as .ttl (the knowledge), .trig, .nq or .jsonld (the claims too)."""
    with KnowledgeGraph(store) as graph:
        click.echo(f"{file}: {write(graph.store, file)} statements")
