"""The command `simpul sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from simpul.cli.options import console, json_option, print_json, print_table, store_option
from simpul.graph import KnowledgeGraph
from simpul.ontology.iris import source_iri

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = ("source", "published", "publisher", "title", "facts", "problems", "first loaded", "last changed")


@click.command()
@store_option
@click.option("--problems", is_flag=True, help="What in the sources was not understood, each with its place.")
@json_option
def sources(store: Path, problems: bool, as_json: bool) -> None:
    """List the sources in the store: what they are, when they were loaded and changed, and how much they state."""
    with KnowledgeGraph(store) as graph:
        if problems:
            _problems(graph, as_json=as_json)
            return
        rows = []
        for iri, article in graph.sources().items():
            entry = graph.catalogue.entry(iri)
            counted = (entry.facts, entry.problems, entry.first, entry.changed) if entry else (None,) * 4
            rows.append((_short(iri), article.published, article.publisher, article.title, *counted))
    if as_json:
        print_json([dict(zip((c.replace(" ", "_") for c in _COLUMNS), row, strict=True)) for row in rows])
    else:
        print_table(_COLUMNS, rows)


def _problems(graph: KnowledgeGraph, *, as_json: bool) -> None:
    found = [
        (_short(entry.source), problem.place, problem.why)
        for entry in graph.catalogue.entries()
        if entry.problems
        for problem in graph.catalogue.problems(entry.source)
    ]
    columns = ("source", "place", "why")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in found])
    elif found:
        print_table(columns, found)
    else:
        console().print("Nothing is noted as not understood.")


def _short(iri: str) -> str:
    return unquote(iri.removeprefix(source_iri("")))
