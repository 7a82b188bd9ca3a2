"""Boxes side by side without overlap: the skyline heuristic for strip packing.

Each box goes where its top edge comes to lie highest on the page, leftmost of equals (Jylänki, "A thousand ways to
pack the bin", 2010, section 3).
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = 32.0  # pixels between two components
_WIDTHS = (0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75)  # of the page, tried in turn, as shares of a perfect packing's


def packed(boxes: Sequence[tuple[float, float]], ratio: float) -> list[tuple[float, float]]:
    """The upper left corner of each box, given as (width, height), on a page of about `ratio` width by height.

    >>> packed([(100, 100), (50, 20), (50, 20)], ratio=1.0)
    [(0.0, 0.0), (0.0, 132.0), (82.0, 132.0)]
    """
    padded = [(width + _GAP, height + _GAP) for width, height in boxes]
    widest = max((width for width, _ in padded), default=0.0)
    usual = sqrt(sum(width * height for width, height in padded) * ratio)
    tries = [_on_page(padded, max(widest, usual * share)) for share in _WIDTHS]
    return min(tries, key=lambda corners: _side(padded, corners, ratio))


def _side(boxes: Sequence[tuple[float, float]], corners: Sequence[tuple[float, float]], ratio: float) -> float:
    """How high a page of the ratio must be to hold all boxes."""
    ends = [(left + width, top + height) for (width, height), (left, top) in zip(boxes, corners, strict=True)]
    return max((max(right / ratio, bottom) for right, bottom in ends), default=0.0)


def _on_page(padded: Sequence[tuple[float, float]], page: float) -> list[tuple[float, float]]:
    skyline = [(0.0, page, 0.0)]  # stretches from left to right: start, end, how far down it is taken
    corners = []
    for width, height in padded:
        left, top = _place(skyline, width, page)
        corners.append((left, top))
        skyline = _covered(skyline, left, left + width, top + height)
    return corners


def _place(skyline: Sequence[tuple[float, float, float]], width: float, page: float) -> tuple[float, float]:
    fits = [start for start, _, _ in skyline if start + width <= page + 1e-9]
    tops = [(_top(skyline, left, left + width), left) for left in fits]
    top, left = min(tops)
    return left, top


def _top(skyline: Sequence[tuple[float, float, float]], left: float, right: float) -> float:
    return max(down for start, end, down in skyline if start < right - 1e-9 and end > left + 1e-9)


def _covered(
    skyline: Sequence[tuple[float, float, float]],
    left: float,
    right: float,
    down: float,
) -> list[tuple[float, float, float]]:
    rest = [(start, min(end, left), depth) for start, end, depth in skyline if start < left]
    rest += [(max(start, right), end, depth) for start, end, depth in skyline if end > right + 1e-9]
    return sorted([*rest, (left, right, down)])
