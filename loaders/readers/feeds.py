"""Feeds: RSS and Atom, read by feedparser from bytes that somebody else fetched.

An article's day is the one in the zone that the feed tells: an evening in Batam stays that day, though it is another in
Greenwich. Feeds that declare entities of their own are refused, so that nothing in them can grow or be fetched.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from simpul.loaders.grammar import published_date
from simpul.loaders.readers.addresses import canonical
from simpul.loaders.readers.article import FEWEST_WORDS, as_document
from simpul.loaders.readers.fragments import lines, paragraphs
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simpul.ontology.document import Document

_WEEKDAY: Final = re.compile(r"\s*[A-Za-z'’]+\s*,\s*")
_FOOT: Final = re.compile(
    r"(?:The post|Artikel|Postingan) .+ (?:appeared first on|(?:tampil|muncul) pertama(?: kali)? (?:di|pada)|"
    r"pertama kali (?:tampil|muncul) (?:di|pada)) "
)  # WordPress puts it below each article
_DECLARATION: Final = re.compile(rb"<\?xml[^>]*\?>")
_DAYS: Final = ("published", "created", "updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a feed: its canonical address, its day (YYYY-MM-DD) if it is told, and its paragraphs."""

    title: str | None
    link: str
    published: str | None
    publisher: str | None
    text: str


def entries(
    data: bytes, base: str | None, where: str, *, charset: str | None = None, notes: list[str] | None = None
) -> list[Entry]:
    """The articles of a feed in its order; `base` is the address it came from, `charset` what its server said.

    What was passed over (an article twice, or without an address) and what is broken is told in `notes`, a line each.

    Raises:
        SourceError: nothing can be read in it; the message names the line and the column where it is broken.
    """
    notes = [] if notes is None else notes
    told, utf8 = _parsed(data, base, where, charset)
    fault = _fault(data, utf8) if told.bozo else ""
    if not told.entries and (fault or not told.get("version")):
        raise SourceError(f"{where}: {fault}no article of a feed (RSS or Atom) can be read; give a page as a page")
    if fault:
        notes.append(f"{where}: {fault}{len(told.entries)} articles were read all the same")
    publisher = _line(told.feed.get("title"))
    found: dict[str, Entry] = {}
    for number, item in enumerate(told.entries, 1):
        try:
            link = canonical(item.get("link") or "")
        except SourceError as error:
            notes.append(f"{where}: article {number} passed over: {error}")
            continue
        if link in found:
            notes.append(f"{where}: article {number} passed over: {link} stands in the feed before")
            continue
        found[link] = Entry(
            title=_line(item.get("title")),
            link=link,
            published=next((day for key in _DAYS if key in item and (day := _day(item[key]))), None),
            publisher=publisher,
            text="\n\n".join(_body(item)),
        )
    return list(found.values())


def documents(found: Iterable[Entry]) -> tuple[list[Document], list[str]]:
    """A document of each article, and a line on each that says too little to be one."""
    made, problems = [], []
    for entry in found:
        if len(entry.text.split()) < FEWEST_WORDS:
            problems.append(
                f"{entry.link}: the feed tells no more than a heading; fetch the page, or save it as a file"
            )
            continue
        told = entry.text.split("\n\n")
        about = {"publisher": entry.publisher, "published": entry.published, "url": entry.link}
        made.append(as_document(entry.link, told, entry.title, **about))
    return made, problems


def _parsed(data: bytes, base: str | None, where: str, charset: str | None) -> tuple[Any, bytes]:
    """What feedparser makes of the bytes, and the same bytes in UTF-8."""
    import feedparser  # noqa: PLC0415 - slow to start, and most loads have no feed
    from feedparser.encodings import convert_to_utf8  # noqa: PLC0415 - as above

    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    if base:
        headers["content-location"] = base
    try:
        utf8: bytes = convert_to_utf8(headers, data, {}) if data.strip() else b""
        grows = b"<!ENTITY" in utf8.upper()
        headers["content-type"] = "application/xml; charset=utf-8"
        told = feedparser.parse(b"" if grows else utf8, response_headers=headers)
    except Exception as error:  # feedparser does not say what it raises
        raise SourceError(f"{where}: no feed that can be read ({type(error).__name__}); give its pages") from error
    if grows:
        raise SourceError(f"{where}: a feed that declares entities of its own is not read; give its pages")
    return told, utf8


def _fault(data: bytes, utf8: bytes) -> str:
    """The first place in `data` where its XML is broken; `utf8` has a declaration of another length, or one more."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(utf8, True)
    except expat.ExpatError as error:
        line, column = error.lineno - utf8.count(b"\n") + data.count(b"\n"), error.offset + 1
        own, new = (_DECLARATION.match(text) for text in (data, utf8))
        if error.lineno == 1 and own and new:
            column += own.end() - new.end()
        return f"line {line}, column {column}: {expat.ErrorString(error.code)}; "
    return ""


def _body(item: Any) -> list[str]:  # noqa: ANN401 - an entry of feedparser
    """The paragraphs of the whole article where the feed has it, else those of its summary."""
    summary = {"type": item.get("summary_detail", {}).get("type"), "value": item.get("summary")}
    for part in (*item.get("content", ()), summary):
        value = part.get("value") or ""
        told = lines(value) if part.get("type") == "text/plain" else paragraphs(value)
        if told and _FOOT.match(told[-1]):
            del told[-1]
        if told:
            return told
    return []


def _line(title: str | None) -> str | None:
    return " ".join(paragraphs(title or "")) or None


def _day(told: str) -> str | None:
    """The day of a date as it stands, whatever its zone: RFC 822, ISO 8601, else as the Indonesian press writes it.

    >>> [_day(d) for d in ("Tue, 22 Oct 2024 23:30:00 +0700", "2024-10-22T01:00:00+09:00", "Sel, 22 Okt 2024")]
    ['2024-10-22', '2024-10-22', '2024-10-22']
    >>> _day("Oktober 2024")
    """
    try:
        return dt.datetime.fromisoformat(told.strip()).date().isoformat()
    except ValueError:
        pass
    try:
        return (
            dt.date(*parts[:3]).isoformat() if (parts := parsedate(told)) else published_date(_WEEKDAY.sub("", told, 1))
        )
    except (ValueError, IndexError):
        return None
