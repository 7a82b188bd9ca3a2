"""Web pages that a browser saved: .html, .htm, and .mhtml with everything in one file.

The article is taken out of the page by trafilatura (its fast mode); title, publisher and address come with it. The day
is looked for by rules of our own: first what the page's markup declares, then a byline in the words of the page
('Selasa, 22 Oktober 2024 | 10:15 WIB'). A day that stands in the story is the day of an event, and never taken for it.

Offsets of evidence count in the text that was taken out, which is the title and the paragraphs of the article. Nothing
is fetched.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from typing import TYPE_CHECKING, Any, Final

from simpul.loaders.grammar import published_date
from simpul.loaders.readers.article import FEWEST_WORDS, as_document
from simpul.loaders.readers.files import known_charset, read_bytes
from simpul.loaders.readers.fragments import lines
from simpul.loaders.readers.text import source_of
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simpul.ontology.document import Document

MOST_BYTES: Final = 20_000_000
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECLARED: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='pubdate' or @name='publishdate']/@content",
    "//meta[@name='DC.date' or @name='dcterms.created' or @name='dcterms.issued']/@content",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
)
_BLOCKS: Final = (
    "p", "div", "span", "li", "td", "small", "time", "h1", "h2", "h3", "h4", "address", "section", "a", "em", "i",
)  # fmt: skip
_BEFORE, _AFTER, _TOP = 3, 12, 40  # lines around the heading in which a byline is looked for
_SAVED_FROM: Final = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->")


def read_html(path: Path, root: Path) -> Document:
    """The article in the page that the file `path` holds; its source IRI is its path relative to `root`.

    Raises:
        SourceError: the file is missing, unreadable, empty or larger than 20 MB, or no article can be found in it.
    """
    data, address = _page(path)
    found = _article(data)
    if found is None or len((found.text or "").split()) < FEWEST_WORDS:
        raise SourceError(f"{path}: no article was found in the page; save its text as a .txt file")
    title = " ".join((found.title or "").split()) or None
    return as_document(
        source_of(path, root),
        lines(found.text),
        title,
        publisher=found.sitename or None,
        published=_published(data),
        url=_address(found.url) or address,
    )


def _page(path: Path) -> tuple[bytes, str | None]:
    """The HTML of a file, and the address it was saved from where the file says so."""
    data = read_bytes(path, most=MOST_BYTES)
    if path.suffix.lower() in {".mht", ".mhtml"}:
        return _part(path, data)
    saved = _SAVED_FROM.search(data[:2000])
    return data, saved[1].decode("ascii", "replace") if saved else None


def _part(path: Path, data: bytes) -> tuple[bytes, str | None]:
    """The page within a page that was saved with all its parts in one file (RFC 2557)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            charset = part.get_content_charset() or "utf-8"
            if isinstance(content, bytes):
                text = (
                    content.decode(charset, "replace") if known_charset(charset) else content.decode("utf-8", "replace")
                )
                return text.encode(), _address(str(message.get("Snapshot-Content-Location", "")))
    raise SourceError(f"{path}: no page is in it; save the page anew")


def _article(data: bytes) -> Any:  # noqa: ANN401 - a document of trafilatura
    import trafilatura  # noqa: PLC0415 - slow to start, and most loads have no page

    return trafilatura.bare_extraction(data, fast=True, include_comments=False, with_metadata=True)


def _published(data: bytes) -> str | None:
    """The day that the page declares, else that of a byline above or below the story; None where there is neither."""
    from trafilatura.utils import load_html  # noqa: PLC0415 - as above

    tree = load_html(data)
    if tree is None:
        return None
    declared = (str(value) for path in _DECLARED for value in tree.xpath(path))
    for value in (*declared, *_in_data(tree)):
        if match := _DAY.match(value.strip()):
            return match[0]
    return next((day for line in _head_lines(tree) if (day := published_date(line))), None)


def _in_data(tree: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """What blocks of JSON-LD say of the day of publication."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            told = json.loads(block)
        except ValueError:
            continue
        waiting = [told]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                if isinstance(part.get("datePublished"), str):
                    yield part["datePublished"]
                waiting += part.values()
            elif isinstance(part, list):
                waiting += part


def _head_lines(tree: Any) -> list[str]:  # noqa: ANN401 - an element of lxml
    """The lines below the heading of the page, then the few above it; without a heading those at the top.

    What stands in the frame of the page is left out: there the day is often today's, or another article's.
    """
    own = " or ".join(f"self::{name}" for name in _BLOCKS)
    inner = " or ".join(f".//{name}" for name in _BLOCKS)
    leaves = tree.xpath(f"//*[({own}) and not({inner}) and not(ancestor::nav or ancestor::aside or ancestor::footer)]")
    leaves = [leaf for leaf in leaves if not leaf.xpath("ancestor::header[not(ancestor::article or ancestor::main)]")]
    heading = next((place for place, leaf in enumerate(leaves) if leaf.tag == "h1" or leaf.xpath("ancestor::h1")), None)
    if heading is None:
        around = leaves[:_TOP]
    else:
        around = leaves[heading + 1 : heading + 1 + _AFTER] + leaves[max(0, heading - _BEFORE) : heading]
    return [" ".join(leaf.text_content().split()) for leaf in around]


def _address(url: str | None) -> str | None:
    return url if url and re.fullmatch(r"https?://\S+", url) else None
