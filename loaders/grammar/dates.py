"""Dates as the press writes them, anchored on the publication date; what is partial stays partial."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

_CENTURY = 2000
_FULL_YEAR = 100


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text; `value` is YYYY-MM-DD, or None where the year is not known."""

    start: int
    end: int
    value: str | None
    day: int
    month: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    calendar = lexicon.toml("calendar.toml")
    month = lexicon.alternatives(list(calendar["months"]))
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?P<d>\d{{1,2}})(?:\s*[-–?]\s*\d{{1,2}})?\s+(?P<m>{month})\b(?:\s+(?P<y>\d{{4}})\b)?", flags),
        re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4}|\d{2})(?![\d/])"),
        re.compile(r"(?<=[(\s])(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})\s*(?=\))"),
        re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"),  # only behind a weekday, see _matches
    )


@cache
def _english() -> re.Pattern[str]:
    month = lexicon.alternatives(list(lexicon.toml("calendar.toml")["months"]))
    return re.compile(rf"(?P<m>{month})\s+(?P<d>\d{{1,2}}),\s*(?P<y>\d{{4}})\b", re.IGNORECASE)


def dates(text: str, year: int | None = None) -> list[Dated]:
    """All dates in a text, in order; `year` stands in where none is told.

    >>> [d.value for d in dates("Senin (22/6/2020) dan Selasa 5 Maret 2024, Selasa (24/9) malam")]
    ['2020-06-22', '2024-03-05', None]
    >>> [d.value for d in dates("5 Maret mendatang, (10/11/16)", 2024)]
    ['2024-03-05', '2016-11-10']
    """
    found = sorted(_matches(text, year), key=lambda d: (d.start, -d.end))
    kept: list[Dated] = []
    for date in found:
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
    return kept


def _matches(text: str, year: int | None) -> Iterator[Dated]:
    for number in _DIGITS.finditer(text):
        place = number.start()
        if number.end() - place <= _DAY_DIGITS:
            weekday = _weekday_before().search(text, max(0, place - _WEEKDAY_LETTERS), place)
            for pattern in _patterns() if weekday else _patterns()[:-1]:
                match = pattern.match(text, place)
                if match:
                    yield from _existing(match, year)
            before = _MONTH_BEFORE.search(text, max(0, place - _MONTH_LETTERS), place)
            match = _english().match(text, before.start()) if before else None
            if match:
                yield from _existing(match, year)


@cache
def _weekday_before() -> re.Pattern[str]:
    """'Rabu 28/11', 'Rabu pagi, 28/11'."""
    return re.compile(
        rf"\b{lexicon.alternatives(list(lexicon.toml('calendar.toml')['days']))}(?:\s+[a-z]+)?\s*,?\s*\Z", re.IGNORECASE
    )


_WEEKDAY_LETTERS: Final = 18
_DIGITS: Final = re.compile(r"\d+")
_DAY_DIGITS: Final = 2
_MONTH_LETTERS: Final = 11
_MONTH_BEFORE: Final = re.compile(r"(?<!\w)[A-Za-z]+\s\Z")


def _existing(match: re.Match[str], year: int | None) -> Iterator[Dated]:
    months = lexicon.toml("calendar.toml")["months"]
    groups = match.groupdict()
    month = lexicon.folded(groups["m"])
    number = int(month) if month.isdigit() else months[month]
    told = groups.get("y")
    full = year if told is None else int(told) if int(told) >= _FULL_YEAR else _CENTURY + int(told)
    day = int(groups["d"])
    if _exists(full, number, day):
        value = f"{full:04}-{number:02}-{day:02}" if full else None
        yield Dated(match.start(), match.end(), value, day, number)


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        dt.date(year or _CENTURY, month, day)
    except ValueError:
        return False
    return True


_PUBLISHED = re.compile(r"(?:^|\n)\W*(?:[A-Za-z']+\W+){0,1}$")
_HEAD_LINES = 12
_SHORT_LINE = 60
_CLOSE = 45


def published_date(text: str, body_start: int = 0) -> str | None:
    r"""The day on which a page says it appeared: a short line near the top that is a date and little else.

    >>> published_date("Judul\n30 November 2023\n\nPURWAKARTA-Komisi …")
    '2023-11-30'
    >>> published_date("Judul\n/ Jumat, 25 November 2022 / 08.33.00 WIB\n")
    '2022-11-25'
    >>> published_date("Batam, Senin (22/6/2020), Pemkot Batam meraih juara favorit lomba inovasi dari Kemendagri")
    """
    lines = [line.strip() for line in text[body_start:].splitlines() if line.strip()][:_HEAD_LINES]
    days = []
    for line in lines:
        found = [d for d in dates(line) if d.value]
        if len(found) == 1 and len(line) <= _SHORT_LINE and _little_else(line, found[0]):
            days.append(found[0].value)
    return days[0] if days else None


_BYLINE = re.compile(r"\b(?:reporter|penulis|editor|oleh|by|author)\b")


def _little_else(line: str, date: Dated) -> bool:
    """Whether what stands beside the date is a weekday, an hour or a count of readers."""
    rest = _BYLINE.split((line[: date.start] + " " + line[date.end :]).lower())[0]
    weekdays = "|".join(re.escape(d) for d in lexicon.toml("calendar.toml")["days"])
    rest = re.sub(
        rf"{weekdays}|\d[\d.:]*|wib|wita|wit|pukul|dibaca|dilihat|views?|posted|on|admin|diterbitkan|tanggal", "", rest
    )
    return not re.search(r"[a-z]{3}", rest)
