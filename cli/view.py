"""The command `simpul view`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.cli.options import store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.layers import LEVELS
from simpul.ontology.errors import UsageError


@click.command()
@click.argument("layer")
@click.option("--output", "-o", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--level", type=click.Choice(LEVELS), default="government", show_default=True)
@click.option("--language", type=click.Choice(["en", "id"]), default="en", show_default=True)
@store_option
def view(layer: str, output: Path, level: str, language: str, store: Path) -> None:
    """Write a layer as one interactive HTML page that needs no other host."""
    with KnowledgeGraph(store) as graph:
        page = graph.view(layer, level=level, language=language).generate_html()
    write_page(output, page)
    click.echo(f"written to {output}")


def write_page(path: Path, page: str) -> None:
    """Write the page whole.

    Raises:
        UsageError: the file is not called .html, or cannot be written.
    """
    if path.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{path}: a view is an HTML page; name it .html")
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
