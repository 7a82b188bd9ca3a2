"""The command `simpul extract`."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from simpul.cli.options import console
from simpul.loaders.grammar.silences import silences
from simpul.loaders.load import Found
from simpul.loaders.load import load as read
from simpul.ontology.claims import region_label
from simpul.ontology.errors import UsageError
from simpul.ontology.facts import Count, Party
from simpul.ontology.facts_document import facts_document

if TYPE_CHECKING:
    from simpul.ontology.facts import Fact


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--explain", is_flag=True, help="Tell why sentences that look like news gave no fact.")
def extract(file: Path, form: str, explain: bool) -> None:
    """Print the facts that an article (a text, page or document) states, each with its rule and the words behind it."""
    if explain and form == "json":
        raise UsageError("--explain goes with the table, not with --format json")
    loaded = read(Found(file, file.parent, named=True))
    if form == "json":
        document = facts_document(file.stem, loaded.document.published, loaded.facts)
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    out = console()
    for fact in loaded.facts:
        out.print(f"[bold]{fact.kind}[/] ", end="")
        out.print(f"{_summary(fact)}  ({fact.confidence:.2f})", markup=False)
        for evidence in fact.evidence:
            quote = " ".join(evidence.quote.split())
            out.print(f"    {evidence.start}-{evidence.end} “{quote}”  [{evidence.rule}]", markup=False)
    out.print(_count(len(loaded.facts), "fact"), markup=False)
    if explain:
        unsaid = silences(loaded.document, loaded.facts)
        for silence in unsaid:
            quote = " ".join(silence.quote.split())
            out.print(f"[bold]no {silence.kind}[/]: {escape(silence.reason)}")
            out.print(f"    {silence.start}-{silence.end} “{quote}”", markup=False)
        out.print(f"{_count(len(unsaid), 'cue')} without a fact of its kind", markup=False)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _summary(fact: Fact) -> str:
    said = [
        (f.name, getattr(fact, f.name))
        for f in fields(fact)
        if f.name not in {"evidence", "aliases"} and getattr(fact, f.name) not in (None, ())
    ]
    return "; ".join(f"{name}: {_shown(value)}" for name, value in said)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, Count):
        return f"{value.number} {value.of}"
    if isinstance(value, Party):
        return value.name
    return region_label(str(value))
