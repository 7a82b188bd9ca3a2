"""The command `simpul query`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.cli.options import print_table, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.ask.named import parse
from simpul.loaders.readers.files import decoded
from simpul.ontology.errors import QueryError, UsageError
from simpul.ontology.iris import compact

_FORMATS = ("table", "csv", "tsv", "json", "xml")


@click.command()
@click.argument("question", metavar="NAME|FILE.rq|SPARQL")
@click.option("--param", "-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@click.option(
    "--as-of", metavar="DATE", help="As it was on this day (YYYY-MM-DD) or in this year; for questions that take as_of."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@store_option
def query(question: str, parameters: tuple[str, ...], as_of: str | None, form: str, store: Path) -> None:
    """Ask the graph: a named query ('simpul queries' lists them), a .rq file, or SPARQL."""
    values: dict[str, str] = {}
    given = [*parameters, *([f"as_of={as_of}"] if as_of is not None else [])]
    for name, value in map(_parameter, given):
        if name in values:
            raise UsageError(f"--param {name} is given twice; give it once")
        values[name] = value
    if question.endswith(".rq"):
        question, values = _from_file(Path(question), values), {}
    with KnowledgeGraph(store) as graph:
        answer = graph.query(question, **values)
        if form != "table":
            click.echo(answer.serialize(form).rstrip(b"\r\n"))
            return
        print_table(answer.columns, [[_shown(value) for value in row] for row in answer.rows])
        click.echo(f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}", err=True)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--param {text}: write NAME=VALUE")
    return name, value


def _from_file(path: Path, values: dict[str, str]) -> str:
    """A file's SPARQL; its head may declare parameters as the named queries' files do."""
    text = decoded(path)
    if values and "# title:" not in text:
        raise QueryError(f"{path}: no parameters are declared in its head, so --param does not fit")
    return parse(path.stem, text).bind(values) if "# title:" in text else text


def _shown(value: object) -> object:
    return compact(value) if isinstance(value, str) and value.startswith(("http://", "https://")) else value
