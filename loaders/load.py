"""From paths to claims: which files there are, and what each says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import EXTRACTOR_VERSION, extract
from simpul.loaders.readers.registry import readers
from simpul.loaders.readers.text import read_text
from simpul.ontology.claims import to_quads
from simpul.ontology.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simpul.ontology.document import Document
    from simpul.ontology.facts import Fact


NOT_READ: Final = "no reader for such files"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to load; `named` if the user named it and not just a folder that it is in."""

    path: Path
    root: Path
    named: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, its facts, and the same as the quads of its source's graph."""

    document: Document
    facts: list[Fact]
    quads: list[str]


def find(paths: Iterable[str | Path], root: str | Path | None = None) -> tuple[list[Found], list[tuple[Path, str]]]:
    """The files in `paths` that there is a reader for, in order of their paths, and what was passed over and why.

    A source is known by its path relative to `root`; without one, to the folder named, or to the file's own folder.
    Hidden folders, stores and virtual environments inside a named folder are not looked into.

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
            files = sorted(_files(path))
            found += [Found(p, top or path, named=False) for p in files if p.suffix.lower() in readers()]
            passed += [(p, NOT_READ) for p in files if p.suffix.lower() not in readers()]
        elif not path.exists():
            raise SourceError(f"{path}: no such file or folder")
        elif path.suffix.lower() not in readers():
            known = ", ".join(sorted(readers()))
            raise SourceError(f"{path}: no reader for '{path.suffix or path.name}'; there are some for {known}")
        else:
            found.append(Found(path, top or path.parent, named=True))
    return found, passed


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
    """The document in a file, by the reader of its suffix; what has another suffix is read as a text.

    Raises:
        SourceError: the file cannot be read.
    """
    return readers().get(file.path.suffix.lower(), read_text)(file.path, file.root)


def load(file: Found) -> Loaded:
    """What one file says.

    Raises:
        SourceError: the file cannot be read.
    """
    document = read(file)
    facts = extract(document)
    return Loaded(document, facts, to_quads(document, facts, EXTRACTOR_VERSION))


def load_all(paths: Iterable[str | Path], root: str | Path | None = None) -> Iterator[Loaded]:
    """What all files in `paths` say; for notebooks, `store.replace(l.document.source, l.quads)` takes each.

    Raises:
        SourceError: a path is missing or a file cannot be read.
    """
    for file in find(paths, root)[0]:
        yield load(file)
