"""Looking things up by where they stand: lists in order of `start` are cut, not walked through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class Placed(Protocol):
    """Something with a place in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


P = TypeVar("P", bound=Placed)
_start: Final = attrgetter("start")


def standing(placed: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Those of a list in order of `start` that begin from `start` to before `end`.

    >>> from simpul.loaders.grammar.page import Span
    >>> standing([Span(1, 3), Span(5, 9), Span(12, 13)], 2, 12)
    [Span(start=5, end=9)]
    """
    return placed[bisect_left(placed, start, key=_start) : bisect_left(placed, end, key=_start)]


def covered(placed: Sequence[Placed], place: int) -> bool:
    """Whether a place is in one of a list in order of `start`, of which none overlaps another.

    >>> from simpul.loaders.grammar.page import Span
    >>> covered([Span(1, 3), Span(5, 9)], 6), covered([Span(1, 3), Span(5, 9)], 3)
    (True, False)
    """
    at = bisect_right(placed, place, key=_start) - 1
    return at >= 0 and place < placed[at].end


def overlapped(placed: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of a sorted list of (start, end), none of which is longer than `LONGEST`.

    >>> overlapped([(1, 3), (2, 8)], 5, 6), overlapped([(1, 3), (2, 8)], 8, 9)
    (True, False)
    """
    first = bisect_left(placed, (start - LONGEST, 0))
    return any(b > start for _, b in placed[first : bisect_left(placed, (end, 0))])


LONGEST: Final = 400  # characters that the name of a body with its region has at most
