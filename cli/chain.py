"""The command `simpul chain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from simpul.cli.options import console, json_option, print_json, print_words, selection_options, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.between import chain as shortest
from simpul.graph.network.history import government_of, governments
from simpul.graph.network.layers import links
from simpul.graph.network.timed import reachable
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("one")
@click.argument("other")
@click.option(
    "--in-time",
    is_flag=True,
    help="Only visits, from ONE, the first host, to OTHER, the last visitor: each surely after the one before.",
)
@selection_options
@json_option
@store_option
def chain(  # noqa: PLR0913 - what the user may say
    *,
    one: str,
    other: str,
    in_time: bool,
    topic: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    as_json: bool,
    store: Path,
) -> None:
    """The shortest chain of visits and collaborations from ONE region to OTHER, with the words behind each step.

    It has no direction, but with --in-time it has: from host to visitor, the way that knowledge goes.
    """
    here, there = government_of(one), government_of(other)
    if here == there:
        raise UsageError(f"'{one}' and '{other}' are one region; a chain needs two")
    names = {iri: region.label for iri, region in governments().items()}
    chosen = {"topic": topic, "start": start, "end": end, "as_of": as_of}
    with KnowledgeGraph(store) as graph:
        if in_time:
            _in_time(graph, here, there, chosen, as_json=as_json)
            return
        steps = shortest(graph, here, there, **chosen)
        if as_json:
            print_json(steps)
            return
        if steps is None:
            click.echo(f"no chain of reported visits and collaborations leads from {names[here]} to {names[there]}")
            return
        for number, step in enumerate(steps, start=1):
            told = ", ".join(
                f"{len(f)} {layer.removesuffix('s') if len(f) == 1 else layer}" for layer, f in step.facts.items()
            )
            console().print(Text(f"{number}. {step.source[1]} - {step.target[1]}  ({told})", style="bold"))
            print_words(graph, [fact for facts in step.facts.values() for fact in facts])


def _in_time(graph: KnowledgeGraph, here: str, there: str, chosen: dict[str, str | None], *, as_json: bool) -> None:
    found = links(graph, "learning", **chosen)
    reached = next((r for r in reachable(found, here) if r.node == there), None)
    if as_json:
        print_json(reached)
        return
    names = {iri: region.label for iri, region in governments().items()}
    if reached is None:
        told = f"lead from {names[here]} as host to {names[there]} as visitor"
        back = any(r.node == here for r in reachable(found, there))
        note = f"; some lead from {names[there]} to {names[here]}: name them in that order" if back else ""
        click.echo(f"no dated visits, each after the one before, {told}{note}")
        return
    rows = {fact: row for row, fact in enumerate(found.fact)}
    for number, fact in enumerate(reached.facts, start=1):
        row = rows[fact]
        ends = [str(found.about[n]["label"]) for n in (found.target[row], found.source[row])]
        console().print(Text(f"{number}. {found.date[row]}  {ends[0]} visited {ends[1]}", style="bold"))
        print_words(graph, [fact])
