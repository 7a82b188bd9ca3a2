"""The command `simpul reject`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simpul.cli.options import store_option, who_option
from simpul.cli.writing import writing

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("fact")
@click.option("--why", required=True, help="What is wrong with it, for those who read it later.")
@who_option
@store_option
def reject(fact: str, why: str, who: str, store: Path) -> None:
    """Say that a fact is wrong; it stays rejected when its source is read again.

    FACT is the IRI of a claim, or of a node with all claims that make it, as 'simpul query' prints it.
    """
    with writing(store) as graph:
        made = graph.reject(fact, who=who, why=why)
    for judgement in made:
        click.echo(f"{judgement.id}: rejected {judgement.subjects[0]}")
