"""The command `simpul diffusion`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from simpul.cli.options import counted, json_option, print_json, print_table, store_option, topic_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.diffusion import diffusion as diffused
from simpul.graph.network.history import governments, history
from simpul.graph.network.words import filters

if TYPE_CHECKING:
    from pathlib import Path


_WITHIN: Final = 1095
_CAVEAT: Final = "after a visit is not because of it: reports tell what was first written, not what was first done"


@click.command()
@topic_option
@click.option("--within", type=click.IntRange(min=1), default=_WITHIN, show_default=True, help="Days after the visit.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of what draws at random.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many to print.")
@json_option
@store_option
def diffusion(  # noqa: PLR0913 - what the user may say
    *, topic: str | None, within: int, seed: int, top: int, as_json: bool, store: Path
) -> None:
    """What appeared after a visit to the owner of something alike, how long after, and whether chance explains it."""
    with KnowledgeGraph(store) as graph:
        found = diffused(history(graph), topic=topic, within_days=within, seed=seed)
    if as_json:
        print_json(found)
        return
    seen = f"of {counted(found.visits, 'dated visit')}; {found.undated} without a date left out"
    if not found.adoptions:
        on = f" {filters(topic=topic)}" if topic else ""
        click.echo(
            f"nothing alike{on} is told of a visitor within {counted(within, 'day')} after a visit to its owner, {seen}"
        )
        if topic is None and within == _WITHIN:
            click.echo(_CAVEAT)
        return
    names = {iri: region.label for iri, region in governments().items()}
    rows = [
        (names[a.host], a.names[0], names[a.visitor], a.names[1], a.lag_days, a.visit.rpartition("/")[2])
        for a in found.adoptions[:top]
    ]
    print_table(("host", "had", "visitor", "then had", "days after", "visit"), rows)
    click.echo(f"{len(found.adoptions)} after a visit, {seen}")
    for way in found.chains[:top]:
        told = " -> ".join([names[way[0].host], *(names[a.visitor] for a in way)])
        click.echo(f"from one to the next: {told}")
    if found.median_lag_days is not None:
        click.echo(f"half of them within {found.median_lag_days:.0f} days")
    if found.against_chance is not None:
        by = found.against_chance
        click.echo(
            f"had visitors gone elsewhere: {by.mean:.1f} ± {by.deviation:.1f}, p = {by.p:.3f} ({by.draws} draws)"
        )
    click.echo(_CAVEAT)
