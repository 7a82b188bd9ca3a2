"""The command `simpul bridges`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simpul.cli.options import json_option, print_json, print_table, selection_options, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.between import bridges as bridging

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@selection_options
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many to print.")
@json_option
@store_option
def bridges(  # noqa: PLR0913 - what the user may say
    *, topic: str | None, start: str | None, end: str | None, as_of: str | None, top: int, as_json: bool, store: Path
) -> None:
    """Which regions bridge otherwise unconnected provinces, by visits and collaborations."""
    with KnowledgeGraph(store) as graph:
        found = bridging(graph, topic=topic, start=start, end=end, as_of=as_of)
    if as_json:
        print_json(found)
        return
    rows = [(b.label, b.province, ", ".join(b.parted), ", ".join(b.sole), len(b.facts)) for b in found[:top]]
    print_table(
        ("region", "province", "provinces cut off without it", "provinces tied through it alone", "facts"), rows
    )
    click.echo(f"{len(found)} regions carry a tie between provinces that no other does")
