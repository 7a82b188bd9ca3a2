"""The command `simpul view`."""

from __future__ import annotations

from pathlib import Path

import click

from simpul.cli.options import selection_options, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.layers import LEVELS
from simpul.graph.view.of_layer import layer_picture
from simpul.graph.view.picture import FORMS
from simpul.ontology.errors import UsageError


@click.command()
@click.argument("layer")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write: .html, or .svg or .png for a still picture.",
)
@click.option("--level", type=click.Choice(LEVELS), default="regency", show_default=True)
@selection_options
@click.option("--language", type=click.Choice(["en", "id"]), default="en", show_default=True)
@store_option
def view(  # noqa: PLR0913 - what the user may say
    *,
    layer: str,
    output: Path,
    level: str,
    topic: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    language: str,
    store: Path,
) -> None:
    """Write a layer as one interactive HTML page that needs no other host, or as a still picture."""
    chosen = {"topic": topic, "start": start, "end": end, "as_of": as_of}
    if output.suffix.lower() in FORMS:
        with KnowledgeGraph(store) as graph:
            layer_picture(graph, layer, output, level=level, language=language, **chosen)
        click.echo(f"written to {output}")
        return
    with KnowledgeGraph(store) as graph:
        page = graph.view(layer, level=level, language=language, **chosen).generate_html()
    write_page(output, page)
    click.echo(f"written to {output}")


def write_page(path: Path, page: str) -> None:
    """Write the page whole.

    Raises:
        UsageError: the file is not called .html, or cannot be written.
    """
    if path.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{path}: a view is an HTML page or a picture; name it .html, .svg or .png")
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
