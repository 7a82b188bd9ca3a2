"""The command `simpul load`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import track

from simpul.cli.options import console, store_option
from simpul.graph import KnowledgeGraph
from simpul.loaders.load import NOT_READ, Found, Loaded, find, read
from simpul.loaders.load import load as loaded_from
from simpul.loaders.readers.text import source_of
from simpul.ontology.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simpul.graph.store.writer import Change


@dataclass(slots=True)
class Report:
    """What a load did: sources by outcome, facts by kind, and what was skipped with the reason."""

    outcomes: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    rejected: int = 0

    def add(self, loaded: Loaded, change: Change) -> None:
        """Count one source."""
        self.outcomes[change.outcome] += 1
        self.facts.update(fact.kind for fact in loaded.facts)
        self.rejected += change.rejected
        if not loaded.facts:
            self.skipped.append((change.source, "read, but no fact was found in it"))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@store_option
@click.option("--root", type=click.Path(path_type=Path), help="Name sources by their path relative to this folder.")
def load(paths: tuple[Path, ...], store: Path, root: Path | None) -> None:
    """Read articles, texts or saved web pages (folders too), into the store.

    What is already there and unchanged stays; a changed file replaces what it said before.
    """
    print_report(load_into(store, paths, root), store)


def load_into(store: Path, paths: Sequence[Path], root: Path | None = None) -> Report:
    """Load `paths` into `store`; named files are looked at first, so that a bad one changes nothing.

    Raises:
        SourceError: a named file cannot be read.
        UsageError: two files would be one source.
        StoreBusy: somebody else is writing.
    """
    found, passed = find(paths, root)
    _refuse_doubles(found)
    for file in found:
        if file.named:
            read(file)
    report = Report(skipped=[(str(path), why) for path, why in passed])
    with KnowledgeGraph(store, write=True) as graph:
        known = {entry["source"]: entry["path"] for entry in graph.folder.journal() if entry["action"] == "load"}
        for file in found:
            if file.named and (why := _clash(file, known, graph)):
                raise UsageError(f"{file.path}: {why}")
        try:
            for file in track(found, "Loading", console=console(err=True), disable=not _terminal()):
                _load_one(graph, file, report, _clash(file, known, graph))
        except KeyboardInterrupt:
            done = sum(report.outcomes.values())
            click.echo(
                f"\nsimpul: interrupted: {done} of {len(found)} articles are loaded; run it again to go on", err=True
            )
            raise
    return report


def _load_one(graph: KnowledgeGraph, file: Found, report: Report, clash: str | None) -> None:
    try:
        loaded = loaded_from(file)
    except SourceError as error:
        report.skipped.append((str(file.path), str(error).removeprefix(f"{file.path}: ")))
        return
    if clash:
        report.skipped.append((str(file.path), clash))
        return
    change = graph.replace(loaded.document.source, loaded.quads)
    report.add(loaded, change)
    if change.outcome != "unchanged":
        _note(graph, change, str(file.path.resolve()))


def _clash(file: Found, known: Mapping[str, str], graph: KnowledgeGraph) -> str | None:
    """Why a file may not replace the source of its name: another file with another text is that source."""
    source = source_of(file.path, file.root)
    where = known.get(source)
    if where in {None, str(file.path.resolve())} or not Path(str(where)).exists():
        return None
    there = graph.source(source)
    if there is None:
        return None
    try:
        same = read(file).content_hash == there.content_hash
    except SourceError:
        return None
    return None if same else f"{where} is loaded under this name; give --root to tell them apart"


def _refuse_doubles(files: Sequence[Found]) -> None:
    first: dict[str, Path] = {}
    for file in files:
        path = file.path.resolve()
        other = first.setdefault(source_of(file.path, file.root), path)
        if other != path:
            raise UsageError(f"{file.path} and {other} would be one source; give --root to tell them apart")


def _note(graph: KnowledgeGraph, change: Change, path: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    graph.folder.note({"action": "load", "outcome": change.outcome, "source": change.source, "path": path, "time": now})


def _terminal() -> bool:
    return console(err=True).is_terminal


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
    if report.skipped:
        out.print("Skipped or without facts:", markup=False)
        for what, why in _grouped(report.skipped):
            out.print(f"  {what}: {why}", markup=False)


def _grouped(skipped: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """One line each, but many files of a folder that are no articles are named together."""
    others = [Path(what).name for what, why in skipped if why == NOT_READ]
    if len(others) <= _FEW:
        return list(skipped)
    some = f"{', '.join(others[:_FEW])} and {len(others) - _FEW} more"
    return [*((what, why) for what, why in skipped if why != NOT_READ), (some, NOT_READ)]


_FEW = 3
