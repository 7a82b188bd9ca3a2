"""Options and printing that several commands share."""

from __future__ import annotations

import getpass
import json
import os
import sys
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simpul.graph.ask.words import quotes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simpul.graph import KnowledgeGraph

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=Path("simpul.db"),
    show_default=True,
    help="The store folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, with all facts by their IRI.")
language_option = click.option("--language", type=click.Choice(["en", "id"]), default="en", show_default=True)
topic_option = click.option("--topic", help="Only what is on this topic: has all its words, or means it.")
who_option = click.option(
    "--who",
    default=lambda: os.environ.get("SIMPUL_WHO") or getpass.getuser(),
    show_default="SIMPUL_WHO, else your login name",
    help="Who judges; it is noted with the judgement.",
)


_PIPE_WIDTH: Final = 100_000  # a pipe has no width: nothing is cut or folded for it


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which links are selected; they reach the command as `topic`, `start`, `end` and `as_of`."""
    for option in (
        click.option("--as-of", metavar="DATE", help="The network as it would have been drawn on this day."),
        click.option("--to", "end", metavar="DATE", help="Only links up to this day, month or year; undated ones go."),
        click.option("--from", "start", metavar="DATE", help="Only links from this day, month or year on."),
        topic_option,
    ):
        command = option(command)
    return command


def console(*, err: bool = False) -> Console:
    """Where to print: as wide as the terminal, or without bounds into a pipe."""
    stream = sys.stderr if err else sys.stdout
    return Console(stderr=err, width=None if stream.isatty() else _PIPE_WIDTH, highlight=False, emoji=False)


def print_json(value: object) -> None:
    """A value of dataclasses, mappings and lists as JSON, its keys in their order."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def print_words(graph: KnowledgeGraph, facts: Iterable[str], *, most: int = 2, indent: str = "    ") -> None:
    """The words behind facts, the surest of each: at most so many facts, and how many more there are."""
    those = list(facts)
    found = quotes_of(graph, those[:most])
    out = console()
    for fact in those[:most]:
        for quote in found.get(fact, ())[:1]:
            told = f", {quote.published}" if quote.published else ""
            where = f" <{quote.source_url}>" if quote.source_url else ""
            out.print(Text(f'{indent}"{cell(quote.text)}" ({quote.source_title}{told}){where}', style="dim"))
    if len(those) > most:
        out.print(Text(f"{indent}… {len(those) - most} more", style="dim"))


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts, in the singular or the plural.

    >>> counted(1, "link"), counted(2, "link"), counted(0, "body", "bodies")
    ('1 link', '2 links', '0 bodies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


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
