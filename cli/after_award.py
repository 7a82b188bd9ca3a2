"""The command `simpul after-award`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simpul.cli.options import json_option, print_json, store_option, topic_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.diffusion import after_award as visits_after
from simpul.graph.network.history import history

if TYPE_CHECKING:
    from pathlib import Path


@click.command("after-award")
@topic_option
@click.option("--seed", type=int, default=0, show_default=True, help="Of what draws at random.")
@json_option
@store_option
def after_award(topic: str | None, seed: int, as_json: bool, store: Path) -> None:
    """Whether winners receive more visits in the twelve months after an award than in those before."""
    with KnowledgeGraph(store) as graph:
        found = visits_after(history(graph), topic=topic, seed=seed)
    if as_json:
        print_json(found)
        return
    click.echo(
        f"{found.awards} awards: {found.before} visits in the twelve months before, {found.after} in those after"
    )
    if found.against_chance is not None:
        by = found.against_chance
        click.echo(
            f"difference of an award {by.observed:+.3f}; were the days those of other governments: "
            f"{by.mean:+.3f} ± {by.deviation:.3f}, p = {by.p:.3f} ({by.draws} draws)"
        )
    if found.left_out:
        click.echo(f"{found.left_out} awards left out: their day is not known to a month")
