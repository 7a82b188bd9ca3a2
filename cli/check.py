"""The command `simpul check`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simpul.cli.options import console
from simpul.ontology.checking.run import ONTOLOGY_CHECKS, checked, with_files
from simpul.ontology.errors import UsageError
from simpul.ontology.iris import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simpul.ontology.checking.finding import Finding

CHECKS: Final = tuple(ONTOLOGY_CHECKS)
_STYLES: Final = {"violation": "red", "warning": "yellow", "info": "dim"}
_WORDS: Final = {
    "en": {
        "profile": "Is it OWL 2 DL?",
        "consistency": "Does it hold together?",
        "hygiene": "Is every term described?",
        "shapes": "Do the nodes have the shape they should have?",
        "violation": "violation",
        "warning": "warning",
        "info": "info",
        "clean": "nothing found",
        "total": "violations: {violation}, warnings: {warning}, remarks: {info}",
    },
    "id": {
        "profile": "Apakah ini OWL 2 DL?",
        "consistency": "Apakah konsisten?",
        "hygiene": "Apakah setiap istilah dijelaskan?",
        "shapes": "Apakah simpul-simpulnya berbentuk semestinya?",
        "violation": "pelanggaran",
        "warning": "peringatan",
        "info": "catatan",
        "clean": "tidak ada temuan",
        "total": "pelanggaran: {violation}, peringatan: {warning}, catatan: {info}",
    },
}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), help="Check what this store folder holds, by its shapes.")
@click.option("--only", metavar="CHECKS", help=f"Only these, joined by commas: {', '.join(CHECKS)}.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="The language of messages."
)
def check(files: tuple[Path, ...], store: Path | None, only: str | None, as_json: bool, lang: str) -> None:
    """Check the ontology, alone or together with FILES that extend or use it, or a store.

    Is it OWL 2 DL? Does HermiT find it consistent? Is every term described? Have the nodes in FILES, or with --store
    all that a store holds, the shape they should have? The exit status is 1 if there are violations; warnings and
    remarks are for a person to look at.
    """
    wanted = _wanted(only, store, files)
    found = checked(with_files(files), wanted) if store is None else _of_store(store)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        _print(found, wanted, lang)
    if any(finding.severity == "violation" for finding in found):
        raise SystemExit(1)


def _wanted(only: str | None, store: Path | None, files: tuple[Path, ...]) -> tuple[str, ...]:
    """The checks that are asked for, in their order.

    Raises:
        UsageError: one is unknown, or a store is to be checked together with files.
    """
    if store is not None and files:
        raise UsageError("files and --store are checked one at a time; leave one of them out")
    possible = CHECKS if store is None else ("shapes",)
    named = [name.strip() for name in only.split(",")] if only else list(possible)
    if unknown := [name for name in named if name not in possible]:
        raise UsageError(f"--only {unknown[0]}: here there are {', '.join(possible)}")
    return tuple(name for name in CHECKS if name in named)


def _of_store(store: Path) -> list[Finding]:
    from simpul.graph import KnowledgeGraph  # noqa: PLC0415 - only for stores
    from simpul.graph.store.export import ntriples  # noqa: PLC0415
    from simpul.ontology.checking.shapes import violations  # noqa: PLC0415

    with KnowledgeGraph(store) as graph:
        return violations(ntriples(graph.store))


def _print(found: Iterable[Finding], checks: Iterable[str], lang: str) -> None:
    out, words = console(), _WORDS[lang]
    every = list(found)
    for name in checks:
        mine = [finding for finding in every if finding.check == name]
        out.print(f"{words[name]} {'' if mine else words['clean']}".rstrip(), style="bold", markup=False)
        for finding in mine:
            message = finding.message if lang == "en" else finding.message_id
            about = f"{compact(finding.subject)}: " if finding.subject else ""
            style = _STYLES[finding.severity]
            out.print(f"  {words[finding.severity]}  {about}{message} [{finding.rule}]", style=style, markup=False)
    counts = Counter(finding.severity for finding in every)
    click.echo(words["total"].format(**{name: counts[name] for name in _STYLES}), err=True)
