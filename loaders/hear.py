"""From a file to the sources in it: one article, the rows or sheets of a table, the files of an archive.

The reader is found by the file's suffix; where that says nothing, by the first bytes.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simpul.loaders import rdf
from simpul.loaders.from_web import FEED_SUFFIXES, from_web, of_feed
from simpul.loaders.readers import archives
from simpul.loaders.readers.addresses import addresses
from simpul.loaders.readers.files import decoded, read_bytes
from simpul.loaders.readers.heard import Heard
from simpul.loaders.readers.registry import readers
from simpul.loaders.tables import reader as tables
from simpul.loaders.tables.mapping import SUFFIX
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simpul.loaders.readers.web import Web

ADDRESSES: Final = ".urls"
_MOST_OF_FEED: Final = 20_000_000
_NESTED: Final = 3  # archives within archives
_SIGNATURES: Final = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".zip"), (b"\x1f\x8b", ".gz"))
_OPENINGS: Final = ((b"<!doctype html", ".html"), (b"<html", ".html"), (b"<rss", ".rss"), (b"<feed", ".atom"))


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: by which mapping tables are, whether addresses may be fetched, and by what.

    Where they may be and `web` is None, it is only looked whether a file can be read, and nothing is fetched yet.
    """

    mapping: Path | None = None
    fetch: bool = False
    web: Web | None = None


def suffixes() -> set[str]:
    """All suffixes that there is a reader for."""
    return {*readers(), *tables.FORMS, *rdf.FORMS, *FEED_SUFFIXES, *archives.SUFFIXES, ADDRESSES}


def form(path: Path) -> str | None:
    """The suffix of the reader for a file: its own, else the one that its first bytes tell; None for neither."""
    own = path.suffix.lower()
    if own in suffixes():
        return own
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError:
        return None
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    told = [s for mark, s in _SIGNATURES if start.startswith(mark)] + [s for mark, s in _OPENINGS if mark in bare[:300]]
    return next((suffix for suffix in told if suffix in suffixes()), None)


def is_one_article(path: Path) -> bool:
    """Whether a file is one source, known by the file's name before it is read."""
    return form(path) in readers()


def hear(path: Path, root: Path, options: Options | None = None, depth: int = 0) -> Iterator[Heard | Problem]:
    """The sources in a file, named from the folder `root`; what in it cannot be read is told, and the rest goes on.

    Raises:
        SourceError: the file as a whole cannot be read.
    """
    options = options or Options()
    suffix = form(path) or ""
    if suffix in archives.SUFFIXES:
        yield from _within(path, root, options, depth)
    elif suffix in tables.FORMS:
        yield from tables.read_table(path, root, options.mapping)
    elif suffix in FEED_SUFFIXES:
        yield from of_feed(read_bytes(path, most=_MOST_OF_FEED), None, str(path), options.web)
    elif suffix == ADDRESSES:
        yield from _listed(path, options)
    elif suffix in rdf.FORMS:
        yield from rdf.read_rdf(path, root)
    elif suffix in readers():
        yield Heard(readers()[suffix](path, root))
    else:
        known = ", ".join(sorted(suffixes()))
        raise SourceError(f"{path}: no reader for '{path.suffix or path.name}'; there are some for {known}")


def _listed(path: Path, options: Options) -> Iterator[Heard | Problem]:
    """What stands at each address of a list, one a line."""
    those = addresses(decoded(path), str(path))
    if not options.fetch:
        raise SourceError(f"{path}: a list of addresses is read only with --fetch, since they are fetched")
    for url in those if options.web else ():
        yield from at_address(url, options)


def at_address(url: str, options: Options) -> Iterator[Heard | Problem]:
    """What stands at an address; where that cannot be read it is told."""
    if options.web is None:
        return
    try:
        for heard in from_web(url, options.web):
            yield (
                replace(heard, where=heard.where or url)
                if isinstance(heard, Heard)
                else (Problem(heard.place or url, heard.why))
            )
    except SourceError as error:
        yield Problem(url, str(error).removeprefix(f"{url}: "))


def _within(path: Path, root: Path, options: Options, depth: int) -> Iterator[Heard | Problem]:
    """The sources in an archive, each named by the archive's name and its own."""
    if depth >= _NESTED:
        raise SourceError(f"{path}: archives within archives within archives are not read; unpack them")
    with tempfile.TemporaryDirectory(prefix="simpul-") as place:
        top = Path(place)
        inside = top / path.resolve().relative_to(root.resolve())
        yield from archives.unpack(path, inside)
        members = sorted(p for p in inside.rglob("*") if p.is_file() and not p.is_symlink())
        for member in members:
            name = member.relative_to(inside)
            if any(part.startswith((".", "__MACOSX")) for part in name.parts) or member.name.endswith(SUFFIX):
                continue
            try:
                for heard in hear(member, top, options, depth + 1):
                    yield (
                        replace(heard, where=f"{name}, {heard.where}".rstrip(", "))
                        if isinstance(heard, Heard)
                        else (Problem(f"{name}, {heard.place}", heard.why))
                    )
            except SourceError as error:
                yield Problem(str(name), str(error).replace(str(member), str(name)).removeprefix(f"{name}: "))
