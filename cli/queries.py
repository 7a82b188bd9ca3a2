"""The command `simpul queries`."""

from __future__ import annotations

import click

from simpul.cli.options import print_table
from simpul.graph.ask.named import NamedQuery
from simpul.graph.ask.named import queries as named


@click.command()
@click.option("--language", type=click.Choice(["en", "id"]), default="en", show_default=True)
@click.option("--show", metavar="NAME", help="Print the SPARQL of one query.")
def queries(language: str, show: str | None) -> None:
    """List the named queries with their parameters ('*' marks those that must be given)."""
    if show is not None:
        if show not in named():
            raise click.UsageError(f"no query is called '{show}'; 'simpul queries' lists them")
        click.echo(named()[show].sparql, nl=False)
        return
    rows = [
        (query.name, query.question, query.title_id if language == "id" else query.title, _parameters(query))
        for query in named().values()
    ]
    print_table(("name", "no.", "question", "parameters"), rows)


def _parameters(query: NamedQuery) -> str:
    return ", ".join(f"{p.name}{'*' if p.required else ''} ({p.type})" for p in query.parameters)
