"""The command `simpul judge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simpul.cli.options import store_option, who_option
from simpul.cli.writing import writing

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.argument("one")
@click.argument("other")
@click.option("--why", default="", help="The reason, for those who read it later.")
@who_option
@store_option
def judge(verdict: str, one: str, other: str, *, why: str, who: str, store: Path) -> None:  # noqa: PLR0913 - one option each
    """Say that two nodes are the same, different, or that you are unsure.

    ONE and OTHER are IRIs as 'simpul query' and 'simpul review' print them (id:agency/…). Nothing is merged: the
    judgement is noted with your name, and 'simpul judgements --take-back ID' gives back what was.
    """
    with writing(store) as graph:
        made = graph.judge(verdict, one, other, who=who, why=why)
    click.echo(f"{made.id}: {verdict}")
