"""The command `simpul history`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from simpul.cli.options import console, json_option, print_json, print_table, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.ask.words import quotes_of
from simpul.ontology.errors import UsageError
from simpul.ontology.iris import PREFIXES, source_iri

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("fact")
@store_option
@json_option
def history(fact: str, store: Path, as_json: bool) -> None:
    """Show when the support of a fact came and went: which source began to state it, and which does so no more.

    FACT is the IRI of a node (id:award/…) or of a claim.
    """
    iri = fact.strip("<>").replace("id:", PREFIXES["id"], 1) if fact.startswith("id:") else fact.strip("<>")
    with KnowledgeGraph(store) as graph:
        moments = graph.catalogue.history(iri)
        if not moments:
            raise UsageError(f"{fact}: nothing is noted of it; 'simpul query' shows facts with their IRIs")
        words = quotes_of(graph, [m.claim for m in moments])
    if as_json:
        print_json(moments)
        return
    there: dict[str, bool] = {}
    rows = []
    for moment in moments:
        there[moment.claim] = moment.came
        source = unquote(moment.claim.partition("#")[0].removeprefix(source_iri("")))
        quote = next((q.text for q in words.get(moment.claim, ())), None)
        rows.append((moment.time, "came" if moment.came else "went", source, quote))
    print_table(("time", "support", "source", "words"), rows)
    now = sum(there.values())
    console().print(
        f"Now it rests on {now} claim{'' if now == 1 else 's'}." if now else "Nothing supports it any more."
    )
