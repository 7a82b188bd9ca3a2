"""The command `simpul bridges`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from simpul.cli.options import (
    console,
    counted,
    json_option,
    print_json,
    print_table,
    print_words,
    selection_options,
    store_option,
)
from simpul.graph import KnowledgeGraph
from simpul.graph.network.between import bridges as bridging
from simpul.graph.network.words import filters

if TYPE_CHECKING:
    from pathlib import Path

    from simpul.graph.network.between import Bridge


@click.command()
@selection_options
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many to print.")
@json_option
@store_option
def bridges(  # noqa: PLR0913 - what the user may say
    *, topic: str | None, start: str | None, end: str | None, as_of: str | None, top: int, as_json: bool, store: Path
) -> None:
    """Which regions bridge otherwise unconnected provinces, by visits and collaborations, with the words behind."""
    with KnowledgeGraph(store) as graph:
        found = bridging(graph, topic=topic, start=start, end=end, as_of=as_of)
        if as_json:
            print_json(found)
            return
        if not found:
            chosen = filters(topic=topic, start=start, end=end, as_of=as_of)
            click.echo(f"no region carries a tie between provinces that no other does{chosen and f' ({chosen})'}")
            return
        rows = [(b.label, b.province, _parted(b), ", ".join(b.sole), len(b.facts)) for b in found[:top]]
        columns = ("region", "province", "provinces cut off without it", "provinces tied through it alone", "facts")
        print_table(columns, rows)
        for bridge in found[:top]:
            console().print(Text(bridge.label, style="bold"))
            print_words(graph, bridge.facts)
    carry = f"{counted(len(found), 'region')} {'carries' if len(found) == 1 else 'carry'}"
    click.echo(f"{carry} a tie between provinces that no other does")


def _parted(bridge: Bridge) -> str:
    """The provinces cut off without a region; its own is told as such, since the region itself lies in it."""
    return ", ".join("its own province" if name == bridge.province else name for name in bridge.parted)
