"""Days as numbers, so that they can be compared, and what a partial date can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

_PARTIAL: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@lru_cache(maxsize=1 << 14)
def day_number(told: str) -> int | None:
    """The number of a day that is told in full; None for a year, a month, or a day that no calendar has.

    >>> day_number("2024-03-01") - day_number("2024-02-28"), day_number("2024"), day_number("2024-02-31")
    (2, None, None)
    """
    try:
        return date.fromisoformat(told).toordinal() if len(told) == _DAY else None
    except ValueError:
        return None


_DAY = len("2024-10-22")


class Span(NamedTuple):
    """The days that a partial date can mean, and how far it is told: to the day, the month or the year."""

    earliest: str
    latest: str
    precision: str


PRECISIONS: Final = ("day", "month", "year")


@lru_cache(maxsize=1 << 14)
def span(told: str) -> Span | None:
    """What a day, a month or a year can mean; None for what no calendar has.

    >>> span("2024-02").latest, span("2024").earliest, span("2024-02-31")
    ('2024-02-29', '2024-01-01', None)
    """
    match = _PARTIAL.fullmatch(told)
    if not match:
        return None
    year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
    try:
        first = date(year or 0, month or 1, day or 1)
        last = date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return Span(first.isoformat(), last.isoformat(), "day" if day else "month" if month else "year")
