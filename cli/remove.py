"""The command `simpul remove`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from simpul.cli.options import store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.store.folder import no_store
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import PREFIXES, source_iri

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("source")
@store_option
def remove(source: str, store: Path) -> None:
    """Withdraw a source: its claims, and what rests on nothing else.

    SOURCE is its IRI or its path relative to the load root, as 'simpul sources' prints it.
    """
    if not store.exists():
        raise no_store(store)
    with KnowledgeGraph(store, write=True) as graph:
        iri = _known(source, list(graph.sources()))
        change = graph.remove(iri)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        graph.folder.note({"action": "remove", "source": iri, "time": now})
    click.echo(f"removed {iri}: {change.triples_removed} statements gone, {change.triples_added} changed")


def _known(source: str, known: list[str]) -> str:
    forms = [source, source_iri(source), source.replace("id:", PREFIXES["id"], 1)]
    for form in forms:
        if form in known:
            return form
    raise SourceError(f"{source}: no such source in the store; 'simpul sources' lists them")
