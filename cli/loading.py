"""Loading into a store: sources are read, written many at a time, noted in the catalogue, and withdrawn when gone."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.progress import Progress

from simpul.cli.options import console
from simpul.graph import KnowledgeGraph
from simpul.graph.store.catalogue import Seen, moment
from simpul.loaders.from_web import FEED_SUFFIXES
from simpul.loaders.hear import Options, hear, is_one_article
from simpul.loaders.load import Address, Found, Loaded, Unread, find, load_each, read
from simpul.loaders.readers.addresses import canonical
from simpul.loaders.readers.text import source_of
from simpul.loaders.readers.web import Web
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simpul.graph.store.writer import Change
    from simpul.ontology.claims import Article

TWICE: Final = "the same source as one before it; the first is kept"
_SOURCES_AT_ONCE: Final = 100
_QUADS_AT_ONCE: Final = 40_000


@dataclass(slots=True)
class Report:
    """What a load did: sources by outcome, facts by kind, and what was skipped or not understood, with the reason."""

    outcomes: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    unclear: list[tuple[str, Problem]] = field(default_factory=list)
    rejected: int = 0

    def count(self, one: Loaded, outcome: str) -> None:
        """Count a source that was written."""
        self.outcomes[outcome] += 1
        self.facts.update(fact.kind for fact in one.facts)
        if not one.facts and not one.same:
            self.empty.append(f"{one.path}, {one.where}" if one.where else one.path)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to load: `sync` withdraws what is gone, `strict` stops at the first thing that cannot be read."""

    root: Path | None = None
    mapping: Path | None = None
    sync: bool = False
    strict: bool = False
    processes: int = 1
    fetch: bool = False


def load_into(store: Path, paths: Sequence[Path], wishes: Wishes | None = None, urls: Sequence[str] = ()) -> Report:
    """Load `paths`, and what stands at `urls`, into `store`.

    Named files and addresses are looked at first, so that a bad one changes nothing.

    Raises:
        SourceError: a named file or address cannot be read, or with `strict` any file or part of one.
        UsageError: two files would be one source; an address is no address, or may not be fetched.
        StoreBusy: somebody else is writing.
    """
    wishes = wishes or Wishes()
    options = Options(wishes.mapping, wishes.fetch)
    if urls and not wishes.fetch:
        raise UsageError(f"{urls[0]}: fetched only when you say so: add --fetch")
    addresses = [Address(canonical(url)) for url in urls]
    found, passed = find(paths, wishes.root, options)
    _refuse_doubles(found)
    for file in found:
        if file.named or wishes.strict:
            _look_at(file, options, strict=wishes.strict)
    report = Report(skipped=[(str(path), why) for path, why in passed])
    with _web(store) if wishes.fetch else nullcontext() as web:
        if web:
            for address in addresses:
                web.get(address.url)
        with KnowledgeGraph(store, write=True) as graph:
            loading = _Loading(graph, report)
            loading.refuse_clashes(found)
            loading.run([*found, *addresses], replace(options, web=web), wishes.processes)
            if wishes.sync:
                loading.withdraw([p for p in paths if p.exists()])
            places = [*(str(p.resolve()) for p in paths), *urls]
            graph.folder.note({"action": "load", "paths": places, "time": moment(), **report.outcomes})
    return report


@contextmanager
def _web(store: Path) -> Iterator[Web]:
    """What fetches, and keeps pages in the store; where there is none yet, beside it until there is."""
    kept = store / "web.sqlite"
    if store.exists():
        yield Web(kept)
        return
    with tempfile.TemporaryDirectory(prefix="simpul-") as place:
        yield Web(Path(place) / kept.name)
        if store.is_dir() and (Path(place) / kept.name).exists():
            shutil.copyfile(Path(place) / kept.name, kept)


def _look_at(file: Found, options: Options, *, strict: bool) -> None:
    """Refuse what cannot be read; of a table or an archive the first part tells, with `strict` all of them."""
    if is_one_article(file.path):
        read(file)
        return
    for heard in hear(file.path, file.root, options):
        if strict:
            problems = (heard,) if isinstance(heard, Problem) else heard.problems
            for problem in problems:
                raise SourceError(f"{file.path}: {problem.place}: {problem.why}")
        else:
            return


class Writer:
    """Writes sources many at a time, notes them in the catalogue and counts them in a report; flush it at the end."""

    def __init__(self, graph: KnowledgeGraph, report: Report | None = None) -> None:
        self._graph, self._report = graph, report or Report()
        self._waiting: list[Loaded] = []
        self._quads = 0

    def add(self, one: Loaded) -> None:
        """Write a source, now or with those that follow."""
        self._waiting.append(one)
        self._quads += len(one.quads)
        if len(self._waiting) >= _SOURCES_AT_ONCE or self._quads >= _QUADS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting, self._quads = self._waiting, [], 0
        outcomes = {w.document.source: "unchanged" for w in waiting if w.same}
        for change in self._replaced([w for w in waiting if not w.same]):
            outcomes[change.source] = change.outcome
            self._report.rejected += change.rejected
        written = [(one, outcomes[one.document.source]) for one in waiting if one.document.source in outcomes]
        for one, outcome in written:
            self._report.count(one, outcome)
        self._graph.catalogue.note(_seen(one, outcome) for one, outcome in written)

    def _replaced(self, new: Sequence[Loaded]) -> list[Change]:
        """All in one change; where one of them is refused, each on its own."""
        if not new:
            return []
        try:
            return list(self._graph.replace_all([(w.document.source, w.quads) for w in new]).each)
        except SourceError:
            made = []
            for one in new:
                try:
                    made.append(self._graph.replace(one.document.source, one.quads))
                except SourceError as error:
                    self._report.skipped.append((one.path, str(error)))
            return made


def _seen(one: Loaded, outcome: str) -> Seen:
    return Seen(
        path=_place(one.path),
        document=one.document,
        facts=len(one.facts),
        extractor=one.extractor,
        problems=one.problems,
        changed=outcome != "unchanged",
    )


class _Loading:
    def __init__(self, graph: KnowledgeGraph, report: Report) -> None:
        self._graph, self._report = graph, report
        self._writer = Writer(graph, report)
        self._seen: set[str] = set()
        self._unread: set[str] = set()

    def run(self, files: Sequence[Found | Address], options: Options, processes: int) -> None:
        """Load the files; what was read before an interruption is written, and it is told how far it came."""
        with Progress(console=console(err=True), disable=not console(err=True).is_terminal, transient=True) as shown:
            task = shown.add_task("Loading", total=len(files))
            last = None
            try:
                for one in load_each(files, self._known, options, processes):
                    if one.path != last:
                        shown.advance(task)
                        last = one.path
                    self._take(one)
            except KeyboardInterrupt:
                self._writer.flush()
                done = f"{sum(self._report.outcomes.values())} of {len(files)} articles are loaded"
                click.echo(f"\nsimpul: interrupted: {done}; run it again to go on", err=True)
                raise
            self._writer.flush()

    def refuse_clashes(self, files: Sequence[Found]) -> None:
        """Refuse named files that would replace another's source.

        Raises:
            UsageError: one would.
        """
        for file in files:
            if file.named and is_one_article(file.path) and (why := self.clash_of(file)):
                raise UsageError(f"{file.path}: {why}")

    def clash_of(self, file: Found) -> str | None:
        """Why a file may not replace the source of its name."""
        try:
            return self._clash(source_of(file.path, file.root), str(file.path), read(file).content_hash)
        except SourceError:
            return None

    def withdraw(self, paths: Iterable[Path]) -> None:
        """Withdraw the sources of folders and files that were not found in them any more."""
        for path in paths:
            place = str(path.resolve())
            for entry in self._graph.catalogue.at(place):
                if entry.source in self._seen or _still_there(entry.path):
                    continue
                if entry.path in self._unread:
                    self._report.skipped.append((entry.source, "not withdrawn, as its file could not be read whole"))
                    continue
                self._graph.remove(entry.source)
                self._report.outcomes["withdrawn"] += 1

    def _known(self, source: str) -> Article | None:
        """What is known of a source; nothing where its text is not kept, so that it is read and kept."""
        return self._graph.source(source) if self._graph.catalogue.entry(source) else None

    def _take(self, one: Loaded | Unread) -> None:
        if isinstance(one, Unread):
            inner = one.problem.place if one.problem.place != one.path else ""
            place = f"{one.path}, {inner}" if inner else one.path
            self._report.skipped.append((place, one.problem.why))
            self._unread.add(_place(one.path))
            return
        source = one.document.source
        place = f"{one.path}, {one.where}" if one.where else one.path
        if source in self._seen:
            self._report.skipped.append((place, TWICE))
            return
        self._seen.add(source)
        if one.told_hash and self._is_here(source, one):
            self._report.outcomes["unchanged"] += 1
            return
        if why := self._clash(source, one.path, one.told_hash or one.document.content_hash):
            self._report.skipped.append((place, why))
            return
        self._report.unclear += [(one.path, problem) for problem in one.problems]
        self._writer.add(one)

    def _is_here(self, source: str, one: Loaded) -> bool:
        """Whether claims that came as RDF are of a text that is here itself: then it speaks for itself."""
        entry, there = self._graph.catalogue.entry(source), self._graph.source(source)
        return bool(entry and entry.extractor != one.extractor and there and there.content_hash == one.told_hash)

    def _clash(self, source: str, path: str, content_hash: str) -> str | None:
        """Why a file may not replace a source: another file with another text is known by that name."""
        entry = self._graph.catalogue.entry(source)
        if entry is None or entry.path == _place(path) or not Path(entry.path).exists():
            return None
        there = self._graph.source(source)
        if there is None or there.content_hash == content_hash or there.url == source:
            return None
        return f"{entry.path} is loaded under this name; give --root to tell them apart, or remove that first"


def _still_there(path: str) -> bool:
    """Whether a source that was not found again may be no longer told of without being gone: feeds tell the newest."""
    return Path(path).suffix.lower() in FEED_SUFFIXES and Path(path).exists()


def _place(path: str) -> str:
    """Where a source came from, as the catalogue notes it: a file's whole path, or an address."""
    return path if is_address(path) else str(Path(path).resolve())


def is_address(path: str) -> bool:
    """Whether somebody who names a path means an address on the web.

    >>> is_address("https://batam.go.id/feed"), is_address("berita/https.txt")
    (True, False)
    """
    return path.startswith(("http://", "https://"))


def _refuse_doubles(files: Sequence[Found]) -> None:
    first: dict[str, Path] = {}
    for file in files:
        path = file.path.resolve()
        other = first.setdefault(source_of(file.path, file.root), path)
        if other != path:
            raise UsageError(f"{file.path} and {other} would be one source; give --root to tell them apart")
