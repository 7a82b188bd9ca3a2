"""Days as numbers, so that they can be compared."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


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
