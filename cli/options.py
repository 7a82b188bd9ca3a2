"""Options and printing that several commands share."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=Path("simpul.db"),
    show_default=True,
    help="The store folder.",
)
who_option = click.option(
    "--who",
    default=lambda: os.environ.get("SIMPUL_WHO") or getpass.getuser(),
    show_default="SIMPUL_WHO, else your login name",
    help="Who judges; it is noted with the judgement.",
)


_PIPE_WIDTH: Final = 100_000  # a pipe has no width: nothing is cut or folded for it


def console(*, err: bool = False) -> Console:
    """Where to print: as wide as the terminal, or without bounds into a pipe."""
    stream = sys.stderr if err else sys.stdout
    return Console(stderr=err, width=None if stream.isatty() else _PIPE_WIDTH, highlight=False, emoji=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Rows under their columns; texts are shown as they are, never as markup."""
    out = console()
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    out.print(table)


def cell(value: object) -> str:
    r"""A value as a table shows it: nothing for None, decimals short, whole numbers whole, texts in one line.

    >>> cell(None), cell(0.12345678), cell(5.0), cell("Judul\n\nIsi")
    ('', '0.123', '5', 'Judul Isi')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.3f}"
    text = str(value)
    return " ".join(text.split()) if "\n" in text else text
