"""From an address to the sources behind it: a page, a document, a feed with the pages of its articles."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simpul.loaders.readers.feeds import documents, entries
from simpul.loaders.readers.heard import Heard
from simpul.loaders.readers.registry import readers
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simpul.loaders.readers.feeds import Entry
    from simpul.loaders.readers.web import Page, Web
    from simpul.ontology.document import Document

FEED_SUFFIXES: Final = {".rss", ".atom", ".xml"}
_FEED_TYPES: Final = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_XML_TYPES: Final = {"application/xml", "text/xml"}
_FEED_STARTS: Final = (b"<rss", b"<feed", b"<rdf:rdf")
_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "multipart/related": ".mhtml",
}


def from_web(url: str, web: Web) -> Iterator[Heard | Problem]:
    """What stands at an address: one article, named by the canonical address; or those of a feed, each fetched.

    Raises:
        SourceError: it cannot be fetched, or is nothing that is read from the web.
    """
    page = web.get(url)
    if _is_feed(page):
        yield from of_feed(page.data, page.url, page.url, web, page.charset)
    else:
        yield Heard(_document(page))


def of_feed(
    data: bytes, base: str | None, where: str, web: Web | None, charset: str | None = None
) -> Iterator[Heard | Problem]:
    """The articles of a feed: their pages where there is a `web` to fetch them from, else what the feed itself has.

    Where a page cannot be had, that is told and the feed's own words are read.

    Raises:
        SourceError: the feed cannot be read.
    """
    notes: list[str] = []
    found = entries(data, base, where, charset=charset, notes=notes)
    yield from (Problem("", note.removeprefix(f"{where}: ")) for note in notes)
    for entry in found:
        told = "" if web is None else ", and its page could not be read"
        if web is not None:
            try:
                yield Heard(_of_entry(entry, _document(web.get(entry.link))), where=entry.link)
                continue
            except SourceError as error:
                yield Problem(entry.link, str(error).removeprefix(f"{entry.link}: "))
        made, problems = documents([entry])
        yield from (Heard(document, where=entry.link) for document in made)
        yield from (Problem(entry.link, p.removeprefix(f"{entry.link}: ") + told) for p in problems)


def _of_entry(entry: Entry, document: Document) -> Document:
    """A page's article, by the address that the feed gives it, with what the page does not tell of its origin."""
    return replace(
        document,
        source=entry.link,
        url=entry.link,
        published=document.published or entry.published,
        publisher=document.publisher or entry.publisher,
    )


def _is_feed(page: Page) -> bool:
    if page.content_type in _FEED_TYPES:
        return True
    start = page.data[:1000].lower()
    return page.content_type in {*_XML_TYPES, ""} and any(mark in start for mark in _FEED_STARTS)


def _document(page: Page) -> Document:
    """The article in a page or a document from the web; its source is the address where it was found."""
    suffix = _SUFFIXES.get(page.content_type) or _by_start(page.data)
    if suffix is None:
        kind = page.content_type or "of no type"
        raise SourceError(f"{page.url}: {kind} is not read from the web; save it as a file and load that")
    with tempfile.TemporaryDirectory(prefix="simpul-") as place:
        path = Path(place) / f"page{suffix}"
        path.write_bytes(_in_utf8(page) if suffix == ".txt" else page.data)
        try:
            document = readers()[suffix](path, Path(place))
        except SourceError as error:
            raise SourceError(str(error).replace(str(path), page.url)) from None
    return replace(document, source=page.url, url=page.url)


def _by_start(data: bytes) -> str | None:
    start = data[:300].lstrip().lower()
    if b"<html" in start or start.startswith(b"<!doctype html"):
        return ".html"
    return ".pdf" if start.startswith(b"%pdf-") else None


def _in_utf8(page: Page) -> bytes:
    return page.data.decode(page.charset or "utf-8", "replace").encode()
