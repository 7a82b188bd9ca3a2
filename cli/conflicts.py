"""The command `simpul conflicts`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from simpul.cli.options import console, store_option
from simpul.graph import KnowledgeGraph
from simpul.ontology.iris import compact

if TYPE_CHECKING:
    from pathlib import Path

    from simpul.graph.conflicts import Conflict


@click.command()
@click.option("--on", "field", metavar="FIELD", help="Only those on this: rank, date, heldBy, winner, host …")
@click.option(
    "--impossible", is_flag=True, help="Only what cannot be: two heads at once, two firsts, a visit to oneself."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@store_option
def conflicts(field: str | None, impossible: bool, as_json: bool, store: Path) -> None:
    """Show where sources differ and what cannot be, each side with its reports and their words.

    The value that is shown elsewhere is marked, with the reason: more independent sources, or surer words.
    """
    with KnowledgeGraph(store) as graph:
        found = graph.conflicts(field=field, impossible=impossible)
    if as_json:
        click.echo(json.dumps([asdict(c) | {"reason": c.reason} for c in found], ensure_ascii=False, indent=1))
        return
    for conflict in found:
        _print(conflict)
    click.echo(f"{len(found)} conflict{'' if len(found) == 1 else 's'}", err=True)


def _print(conflict: Conflict) -> None:
    out = console()
    kind = "cannot be" if conflict.impossible else "sources differ"
    out.print(f"{conflict.label} ({compact(conflict.about)}): {conflict.field}, {kind}", markup=False, style="bold")
    for side in conflict.sides:
        independent = f"{side.independent} independent" if side.independent != side.sources else ""
        counted = ", ".join(p for p in (f"{side.sources} source{'s' * (side.sources > 1)}", independent) if p)
        mark = "*" if side.shown else " "
        out.print(f" {mark} {side.value}: {counted}, confidence {side.confidence:.2f}", markup=False)
        for report in side.reports:
            out.print(f"     {report.published or '-'} {compact(report.source)}: “{report.quote}”", markup=False)
    out.print(f"   {conflict.reason}\n", markup=False)
