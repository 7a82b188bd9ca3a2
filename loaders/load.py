"""From paths to claims: which files there are, which sources are in them, and what each says."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import EXTRACTOR_VERSION, extract
from simpul.loaders.hear import ADDRESSES, Options, at_address, form, hear, is_one_article, suffixes
from simpul.loaders.readers.heard import Heard
from simpul.loaders.readers.registry import readers
from simpul.loaders.readers.text import read_text, source_of
from simpul.loaders.tables import reader as tables
from simpul.loaders.tables.mapping import SUFFIX
from simpul.ontology.claims import Article, to_quads
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from simpul.ontology.document import Document
    from simpul.ontology.facts import Fact

    Known = Callable[[str], Article | None]

NOT_READ: Final = "no reader for such files"
NO_MAPPING: Final = "a table without a mapping; 'simpul map init FILE' proposes one"
NOT_FETCHED: Final = "a list of addresses; they are fetched only with --fetch"
_AT_ONCE: Final = 16  # sources that are given to a process together


@dataclass(frozen=True, slots=True)
class Found:
    """A file to load; `named` if the user named it and not just a folder that it is in."""

    path: Path
    root: Path
    named: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, its facts, and the same as the quads of its source's graph; what in it was not understood.

    `told_hash` is the hash of the text where only its claims came, as RDF. `same` if it is known not to differ from
    what was loaded before: then facts and quads are not made. `path` is the file it came from, `where` its place there.
    """

    document: Document
    facts: list[Fact]
    quads: list[str]
    extractor: str = EXTRACTOR_VERSION
    problems: tuple[Problem, ...] = ()
    same: bool = False
    path: str = ""
    where: str = ""
    told_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a part of one, that could not be read, and why."""

    path: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Address:
    """An address to load from."""

    url: str


def find(
    paths: Iterable[str | Path], root: str | Path | None = None, options: Options | None = None
) -> tuple[list[Found], list[tuple[Path, str]]]:
    """The files in `paths` that there is a reader for, in order of their paths, and what was passed over and why.

    A source is known by its path relative to `root`; without one, to the folder named, or to the file's own folder.
    Hidden folders, stores and virtual environments inside a named folder are not looked into. In a folder a table is
    read if it has a mapping, its own or the one in `options`.

    Raises:
        SourceError: a path is missing, or there is no reader for a named file.
        UsageError: a path is not under `root`.
    """
    found: list[Found] = []
    passed: list[tuple[Path, str]] = []
    top = None if root is None else Path(root)
    for path in map(Path, paths):
        if top is not None and not path.resolve().is_relative_to(top.resolve()):
            raise UsageError(f"{path}: not under --root {root}")
        if path.is_dir():
            for file in sorted(_files(path)):
                if why := _passed_over(file, options or Options()):
                    passed.append((file, why))
                else:
                    found.append(Found(file, top or path, named=False))
        elif not path.exists():
            raise SourceError(f"{path}: no such file or folder")
        elif form(path) is None:
            known = ", ".join(sorted(suffixes()))
            raise SourceError(f"{path}: no reader for '{path.suffix or path.name}'; there are some for {known}")
        else:
            found.append(Found(path, top or path.parent, named=True))
    return found, [(path, why) for path, why in passed if not path.name.endswith(SUFFIX)]


def _passed_over(file: Path, options: Options) -> str | None:
    """Why a file in a folder is not read, or None."""
    suffix = file.suffix.lower()
    if suffix not in suffixes():
        return NOT_READ
    if suffix == ADDRESSES and not options.fetch:
        return NOT_FETCHED
    if suffix in tables.FORMS and not (options.mapping or tables.mapping_beside(file).exists()):
        return NO_MAPPING
    return None


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        inside = Path(place)
        if any((inside / mark).exists() for mark in _NOT_ARTICLES):
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (inside / name for name in names if not name.startswith("."))


_NOT_ARTICLES: Final = ("SIMPUL", "pyvenv.cfg")  # marks of a store and of a virtual environment


def read(file: Found) -> Document:
    """The document in a file that is one article, by the reader of its suffix; other suffixes are read as text.

    Raises:
        SourceError: the file cannot be read.
    """
    return readers().get(str(form(file.path)), read_text)(file.path, file.root)


def load(file: Found) -> Loaded:
    """What one file says that is one article.

    Raises:
        SourceError: the file cannot be read.
    """
    return _loaded(Heard(read(file)), str(file.path))


def load_all(
    paths: Iterable[str | Path], root: str | Path | None = None, mapping: str | Path | None = None
) -> Iterator[Loaded]:
    """What all sources in `paths` say; for notebooks, `store.replace(l.document.source, l.quads)` takes each.

    Raises:
        SourceError: a path is missing or a file, or a part of one, cannot be read.
    """
    options = Options(Path(mapping) if mapping else None)
    for file in find(paths, root, options)[0]:
        for heard in hear(file.path, file.root, options):
            if isinstance(heard, Problem):
                raise SourceError(f"{file.path}: {heard.place}: {heard.why}")
            yield _loaded(heard, str(file.path))


def load_each(
    files: Iterable[Found | Address],
    known: Known,
    options: Options | None = None,
    processes: int = 1,
) -> Iterator[Loaded | Unread]:
    """What each source in the files says, in their order; what cannot be read is told and the rest goes on.

    `known` gives what is known of a source already, so that the unchanged is not read again. With more than one of
    `processes` texts are read in as many; what comes out is the same.
    """
    yield from _run(_work(files, known, options or Options()), processes)


def read_again(documents: Iterable[tuple[str, Document]], processes: int = 1) -> Iterator[Loaded]:
    """What documents say that were loaded before, each with the file it came from, as the extractor reads them now."""
    for one in _run((_Work(path, heard=Heard(document)) for path, document in documents), processes):
        if isinstance(one, Loaded):
            yield one


def _run(work: Iterator[_Work], processes: int) -> Iterator[Loaded | Unread]:
    if processes == 1:
        yield from map(_done, work)
        return
    with ExitStack() as held:
        pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_ignore_interrupts)
        held.callback(pool.shutdown, wait=False, cancel_futures=True)
        waiting: deque[Future[list[Loaded | Unread]]] = deque()
        for some in _in_groups(work):
            waiting.append(pool.submit(_all_done, some))
            if len(waiting) > 3 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


@dataclass(frozen=True, slots=True)
class _Work:
    """A file to be read, or what was read already, with what is known of the source; or what could not be read."""

    path: str
    file: Found | None = None
    heard: Heard | None = None
    known: Article | None = None
    problem: Problem | None = None


def _work(files: Iterable[Found | Address], known: Known, options: Options) -> Iterator[_Work]:
    for file in files:
        if isinstance(file, Address):
            for heard in at_address(file.url, options):
                yield _heard_work(file.url, heard, known)
            continue
        path = str(file.path)
        if is_one_article(file.path):
            yield _Work(path, file=file, known=known(source_of(file.path, file.root)))
            continue
        try:
            for heard in hear(file.path, file.root, options):
                yield _heard_work(path, heard, known)
        except SourceError as error:
            yield _Work(path, problem=Problem("", _without(path, error)))


def _heard_work(path: str, heard: Heard | Problem, known: Known) -> _Work:
    if isinstance(heard, Problem):
        return _Work(path, problem=heard)
    return _Work(path, heard=heard, known=known(heard.document.source))


def _in_groups(work: Iterable[_Work]) -> Iterator[list[_Work]]:
    group: list[_Work] = []
    for one in work:
        group.append(one)
        if len(group) == _AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _all_done(work: list[_Work]) -> list[Loaded | Unread]:
    return [_done(one) for one in work]


def _done(work: _Work) -> Loaded | Unread:
    if work.heard:
        return _loaded(work.heard, work.path, work.known)
    if work.file is None:
        return Unread(work.path, work.problem or Problem("", "nothing in it"))
    try:
        return _loaded(Heard(read(work.file)), work.path, work.known)
    except SourceError as error:
        return Unread(work.path, Problem("", _without(work.path, error)))


def _loaded(heard: Heard, path: str, known: Article | None = None) -> Loaded:
    document, extractor = heard.document, heard.extractor or EXTRACTOR_VERSION
    loaded = Loaded(
        document, [], [], extractor, heard.problems, path=path, where=heard.where, told_hash=heard.told_hash
    )
    if heard.facts is None and heard.quads is None and known == _fingerprint(document, extractor, known):
        return replace(loaded, same=True)
    facts = extract(document) if heard.facts is None else list(heard.facts)
    quads = list(heard.quads) if heard.quads is not None else to_quads(document, facts, extractor)
    return replace(loaded, facts=facts, quads=quads)


def _fingerprint(document: Document, extractor: str, known: Article | None) -> Article:
    """What would be known of a source that has this document, read by this extractor."""
    return Article(
        source=document.source,
        title=document.title or None,
        publisher=document.publisher or None,
        published=document.published or None,
        url=document.url or None,
        retells=document.retells or None,
        presented_as=document.presented_as,
        content_hash=document.content_hash,
        extractor=extractor,
        sketch=known.sketch if known else None,  # follows from the text
    )


def _without(path: str, error: Exception) -> str:
    return str(error).removeprefix(f"{path}: ")


def _ignore_interrupts() -> None:
    import signal  # noqa: PLC0415 - in processes of the pool only

    signal.signal(signal.SIGINT, signal.SIG_IGN)
