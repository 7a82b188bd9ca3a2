"""The command `simpul network`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.cli.options import console, print_table, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.files import write
from simpul.graph.network.layers import LEVELS
from simpul.graph.network.measures import measures, table


@click.command()
@click.argument("layer")
@click.option("--level", type=click.Choice(LEVELS), default="government", show_default=True)
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many nodes to print.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Also write .graphml, .gexf or .csv (links).")
@store_option
def network(layer: str, level: str, top: int, output: Path | None, store: Path) -> None:
    """Measure a layer: visits, awards, winners, collaborations or officials."""
    with KnowledgeGraph(store) as graph:
        made = graph.network(layer, level=level)
    if output is not None:
        write(made, output)
    rows = table(made)
    columns = [m.name for m in measures(made)]
    print_table(("node", "kind", *columns), [(r["label"], r["kind"], *(r[c] for c in columns)) for r in rows[:top]])
    out = console()
    for measure in measures(made):
        out.print(f"  {measure.name}: {measure.meaning} ({measure.source})", style="dim", markup=False)
    left_out = made.graph.get("left_out", 0)
    note = f", {left_out} links of a node to itself left out" if left_out else ""
    out.print(f"{layer}: {made.number_of_nodes()} nodes, {made.number_of_edges()} links{note}", markup=False)
    if output is not None:
        click.echo(f"written to {output}")
