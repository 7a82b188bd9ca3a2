"""The command `simpul coverage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simpul.cli.options import json_option, print_json, print_table, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.coverage import coverage as covered

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@json_option
@store_option
def coverage(as_json: bool, store: Path) -> None:
    """How many governments the reports tell of, by province: unreported is not unvisited."""
    with KnowledgeGraph(store) as graph:
        found = covered(graph)
    if as_json:
        print_json(found)
        return
    rows = [(label, reported, count, f"{100 * reported / count:.0f}%") for label, reported, count in found.provinces]
    print_table(("province", "reported", "governments", "share"), rows)
    click.echo(f"{found.reported} of {found.governments} governments are reported on; the others may well be active")
