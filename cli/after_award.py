"""The command `simpul after-award`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simpul.cli.options import counted, json_option, print_json, store_option, topic_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.diffusion import after_award as visits_after
from simpul.graph.network.history import history
from simpul.graph.network.words import filters

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
    on = f" {filters(topic=topic)}" if topic else ""
    if not found.awards:
        left = f": {_left(found.left_out)}" if found.left_out else ""
        click.echo(f"nothing to compare: no report tells of an award{on} with its day{left}")
        return
    those = counted(found.awards, "award")
    if not found.before + found.after:
        near = "in the twelve months before or after"
        click.echo(f"nothing to compare: no report tells of a visit to the winner of any of {those}{on} {near}")
    else:
        before, after = counted(found.before, "visit"), found.after
        click.echo(f"{those}{on}: {before} in the twelve months before, {after} in those after")
    if found.against_chance is not None and found.before + found.after:
        by = found.against_chance
        click.echo(
            f"difference of an award {by.observed:+.3f}; were the days those of other governments: "
            f"{by.mean:+.3f} ± {by.deviation:.3f}, p = {by.p:.3f} ({by.draws} draws)"
        )
    if found.left_out:
        click.echo(_left(found.left_out))


def _left(count: int) -> str:
    return f"{counted(count, 'award')} left out: {'its' if count == 1 else 'their'} day is not known to a month"
