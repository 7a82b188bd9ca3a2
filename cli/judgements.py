"""The command `simpul judgements`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.cli.options import print_table, store_option, who_option
from simpul.cli.writing import writing
from simpul.graph import KnowledgeGraph
from simpul.graph.identity.judgements import in_force, read_judgements
from simpul.ontology.errors import SourceError, UsageError
from simpul.ontology.iris import compact


@click.command()
@click.option("--take-back", metavar="ID", help="Take one back: the graph is then what it was without it.")
@click.option("--add", type=click.Path(path_type=Path), metavar="FILE", help="Add a colleague's file of judgements.")
@click.option("--why", default="", help="With --take-back: the reason.")
@who_option
@store_option
def judgements(take_back: str | None, add: Path | None, why: str, who: str, store: Path) -> None:
    """List what people have judged, take a judgement back, or add a colleague's.

    They stand in the file judgements.jsonl of the store folder, one a line, which only grows; keep it under version
    control, send it, join it with others': the order of the lines does not matter.
    """
    if take_back and add:
        raise UsageError("--take-back and --add do not go together; run one after the other")
    if take_back:
        with writing(store) as graph:
            graph.take_back(take_back, who=who, why=why)
        click.echo(f"{take_back}: taken back")
        return
    if add:
        if not add.is_file():
            raise SourceError(f"{add}: no such file of judgements")
        theirs = read_judgements(add)
        with writing(store) as graph:
            new = graph.add_judgements(theirs)
        click.echo(f"{new} new of {len(theirs)} judgements in {add}")
        return
    _list(store)


def _list(store: Path) -> None:
    with KnowledgeGraph(store) as graph:
        told = graph.judgements()
    held = in_force(told)
    rows = [
        (j.id, j.verdict, " / ".join(map(compact, j.subjects)), j.who, j.when[:19], j.why, "yes" if j in held else "no")
        for j in told
        if j.verdict != "withdraw"
    ]
    print_table(("id", "verdict", "of", "who", "when", "why", "in force"), rows)
