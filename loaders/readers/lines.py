"""Lines as they stand on the pages of a PDF, and the paragraphs they belong to.

A PDF knows where words stand, and nothing of paragraphs. Two lines are of one paragraph where they stand as close as
lines do that surely are (the second goes on in lower case), in letters of one size, and the first does not end short.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: its words, where it begins (`y` counts from below) and how large its letters are."""

    text: str
    page: int
    x: float
    y: float
    size: float


_OUTER: Final = 3  # so many lines at the top and at the bottom may be the head and the foot of the page
_MOMENT: Final = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AP]M)?"
_COUNT: Final = r"\d{1,4}\s*(?:/|of|dari)\s*\d{1,4}"
_ADDRESS: Final = r"(?:https?|file)://\S+"
_PRINTED: Final = re.compile(
    rf"(?:{_MOMENT}|{_ADDRESS}(?:\s*{_COUNT})?|{_COUNT}(?:\s+{_MOMENT})?"
    r"|\W*(?:(?:hal|halaman|page)\b\.?\s*)?\d{1,4}\W*)",
    re.IGNORECASE,
)
_DATED: Final = re.compile(rf"{_MOMENT}\s+(?P<rest>.+)")
_ADDRESSED: Final = re.compile(rf"(?P<rest>.+?)\s+{_ADDRESS}")
_WEB: Final = re.compile(r"https?://[^\s…]+(?=\s|\Z)")


def without_frame(lines: Sequence[Line], title: str) -> tuple[list[Line], str | None]:
    """The lines without the heads and feet of pages, and the address of the page where a browser printed it there.

    Out goes what stands at the top or the bottom of several pages in the same place (numbers may differ), and what
    browsers print there even on a single page: moment of printing, title, address, page of pages.
    """
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    ordered = [sorted(page, key=lambda line: -line.y) for page in pages.values()]
    seen = Counter(key for page in ordered for key in {_place(line) for line in _outer(page)})
    often = max(2, len(ordered) // 2)
    frame = {id(line) for page in ordered for line in _outer(page) if seen[_place(line)] >= often}
    for page in ordered:
        for side in (page, page[::-1]):
            for line in side[:_OUTER]:
                if id(line) not in frame and not _is_printed(line.text, title):
                    break
                frame.add(id(line))
    out = [match[0] for line in lines if id(line) in frame and (match := _WEB.search(line.text))]
    address, times = Counter(out).most_common(1)[0] if out else (None, 0)
    return [line for line in lines if id(line) not in frame], address if 2 * times > len(pages) else None


def _outer(page: Sequence[Line]) -> Sequence[Line]:
    return [*page[:_OUTER], *page[_OUTER:][-_OUTER:]]


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.y)


def _is_printed(text: str, title: str) -> bool:
    """Whether a browser prints this around a page whose title is `title`.

    >>> _is_printed("11/27/26, 1:12 AM Kota Batam…", "Kota Batam belajar"), _is_printed("22/10/2024, 10:15 WIB", "Kota")
    (True, False)
    """
    if _PRINTED.fullmatch(text):
        return True
    match = _DATED.fullmatch(text) or _ADDRESSED.fullmatch(text)
    return match is not None and title.startswith(match["rest"].rstrip(" .…"))


_STOP: Final = re.compile(r"[.!?…:][\"'”’)\]]*\Z")
_ITEM: Final = re.compile(r"(?:[•▪●◦‣–—*-]|\d{1,2}[.)]|[a-z][.)])\s")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLOSE, _APART, _FULL = 1.2, 1.8, 0.8  # of the usual leading, twice, and of the usual length of a line


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that the lines make, in the order in which they are drawn."""
    usual, told = _Usual(lines), set(_WORD.findall(" ".join(line.text for line in lines).casefold()))
    found: list[list[str]] = []
    for place, line in enumerate(lines):
        if place and _goes_on(lines[place - 1], line, usual):
            found[-1].append(line.text)
        else:
            found.append([line.text])
    return [_joined(parts, told) for parts in found]


class _Usual:
    """What is usual in a document for letters of a size: the leading and the length of a line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        gaps: dict[int, list[float]] = defaultdict(list)
        lengths: dict[int, list[int]] = defaultdict(list)
        for line in lines:
            lengths[round(line.size)].append(len(line.text))
        for above, below in pairwise(lines):
            gap = above.y - below.y
            if _alike(above, below) and below.text[0].islower() and 0 < gap < 3 * below.size:
                gaps[round(below.size)].append(gap)
        self._gaps = {size: median(some) for size, some in gaps.items()}
        self._ratio = median([gap / size for size, gap in self._gaps.items() if size] or [1.25])
        self._lengths = {size: sorted(some)[len(some) * 9 // 10] for size, some in lengths.items()}

    def leading(self, line: Line) -> float:
        return self._gaps.get(round(line.size), self._ratio * line.size)

    def length(self, line: Line) -> int:
        return self._lengths[round(line.size)]


def _alike(above: Line, below: Line) -> bool:
    return above.page == below.page and abs(above.size - below.size) <= below.size / 10


def _goes_on(above: Line, below: Line, usual: _Usual) -> bool:
    """Whether the line `below` is of the paragraph that the line `above` is of."""
    if _ITEM.match(below.text) or abs(above.size - below.size) > below.size / 10:
        return False
    lower, stops = below.text[0].islower(), _STOP.search(above.text) is not None
    gap = above.y - below.y if above.page == below.page else 0
    if gap > _CLOSE * usual.leading(below):
        return lower and not stops and gap < _APART * usual.leading(below)
    if lower:
        return True
    first = below.text.split(maxsplit=1)[0]
    if len(above.text) + 1 + len(first) < _FULL * usual.length(above):
        return False
    return not stops or (gap > 0 and below.x - above.x < below.size / 2)


def _joined(parts: Iterable[str], told: set[str]) -> str:
    r"""One line of many; a word divided at a line's end is made whole where the text has it whole elsewhere.

    >>> _joined(["Kunjung-", "an anak-", "anak per\xad", "tama"], {"kunjungan", "anak"})
    'Kunjungan anak-anak pertama'
    """
    whole = ""
    for part in parts:
        if whole.endswith("\xad"):
            whole = whole[:-1] + part
        elif re.search(r"\w-\Z", whole) and part[0].isalpha():
            start, end = _WORD.findall(whole[:-1])[-1:], _WORD.match(part)
            divided = part[0].islower() and start and end and (start[0] + end[0]).casefold() in told
            whole = whole[: -1 if divided else None] + part
        else:
            whole = f"{whole} {part}" if whole else part
    return whole.replace("\xad", "")
