"""The command `simpul map`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.loaders.tables.propose import propose
from simpul.loaders.tables.reader import mapping_beside
from simpul.ontology.errors import UsageError


@click.group()
def map() -> None:  # noqa: A001 - the command's name
    """Mappings: what the columns of a table state."""


@map.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it here; '-' prints it.")
def init(table: Path, output: Path | None) -> None:
    """Propose a mapping for a table (.csv, .tsv, .xlsx, .ods, .xls, .json, .jsonl) from its header.

    It is written beside the table, where 'simpul load' finds it; look it through first.
    """
    text = propose(table)
    place = output or mapping_beside(table)
    if str(place) == "-":
        click.echo(text, nl=False)
        return
    if place.exists():
        raise UsageError(f"{place}: there already; move it away, or print a new one with '-o -'")
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{place}: cannot be written: {error.strerror}") from error
    click.echo(f"{place} written; look it through, then: simpul load {table}")
