"""The command `simpul load`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from simpul.cli.loading import Report, Wishes, is_address, load_into
from simpul.cli.options import console, store_option
from simpul.cli.stdin import standard_input
from simpul.loaders.load import NO_MAPPING, NOT_READ

if TYPE_CHECKING:
    from collections.abc import Sequence

_EMPTY: Final = "read, but no fact was found in it"
_FEW: Final = 3
_SOME: Final = 20


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@click.option("--root", type=click.Path(path_type=Path), help="Name sources by their path relative to this folder.")
@click.option("--mapping", type=click.Path(path_type=Path), help="What the columns of tables state.")
@click.option("--as", "suffix", metavar="SUFFIX", help="What comes from standard input ('-'), such as .html or .csv.")
@click.option("--fetch", is_flag=True, help="Fetch addresses, feeds and the pages they list, politely.")
@click.option("--sync", is_flag=True, help="Withdraw sources of these folders and files that are gone from them.")
@click.option("--strict", is_flag=True, help="Stop, before anything is written, at the first thing not understood.")
@click.option("-j", "processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
def load(paths: tuple[str, ...], store: Path, suffix: str | None, **wishes: Any) -> None:  # noqa: ANN401 - options
    """Read articles, tables, RDF, feeds, archives (folders of them too) into the store; '-' is standard input.

    Texts, saved web pages, PDF, DOCX; CSV, spreadsheets and JSON with a mapping ('simpul map init'); RDF; ZIP of these.
    What is already there and unchanged stays; a changed source replaces what it said before.
    """
    urls = [path for path in paths if is_address(path)]
    with standard_input([Path(p) for p in paths if not is_address(p)], suffix) as (those, root):
        report = load_into(store, those, Wishes(**{**wishes, "root": wishes["root"] or root}), urls)
        print_report(report, store)


def print_report(report: Report, store: Path) -> None:
    """The closing report."""
    out = console()
    outcomes = ", ".join(f"{n} {outcome}" for outcome, n in sorted(report.outcomes.items())) or "none"
    out.print(f"Articles loaded into {store}: {outcomes}", markup=False)
    if report.facts:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(report.facts.items(), key=lambda kv: (-kv[1], kv[0])))
        out.print(f"Facts with evidence: {report.facts.total()} ({kinds})", markup=False)
    if report.rejected:
        out.print(
            f"Facts that people rejected, left out: {report.rejected} ('simpul judgements' lists why)", markup=False
        )
    if report.unclear:
        out.print(f"Not understood: {len(report.unclear)} ('simpul sources --problems' lists all)", markup=False)
        for path, problem in report.unclear[:_SOME]:
            out.print(f"  {path}, {problem.place}: {problem.why}", markup=False)
    if report.skipped or report.empty:
        out.print("Skipped or without facts:", markup=False)
        for what, why in _grouped([*report.skipped, *((what, _EMPTY) for what in report.empty)]):
            out.print(f"  {what}: {why}", markup=False)


def _grouped(skipped: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """One line each, but what many files or rows have in common is told once."""
    lines: list[tuple[str, str]] = []
    for why, those in _by_reason(skipped).items():
        names = [Path(what).name for what in those] if why in {NOT_READ, NO_MAPPING} else those
        lines += [(_together(names), why)] if len(names) > _FEW else [(what, why) for what in those]
    return lines


def _by_reason(skipped: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for what, why in skipped:
        found.setdefault(why, []).append(what)
    return found


def _together(names: Sequence[str]) -> str:
    return f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more"
