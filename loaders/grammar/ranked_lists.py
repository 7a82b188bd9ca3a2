"""Ranked lists: lines that begin with a number or a rank and name a winner, under a heading that tells of winners."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.labels import category_in, cluster_in
from simpul.loaders.grammar.name_lists import names_in_list
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.ranks import ranks
from simpul.loaders.grammar.win import Win, person_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page, Span


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    category: str | None
    cluster: str | None
    winners: bool


_ITEM: Final = re.compile(r"\s*(?:(?P<number>\d{1,2})\s*[.)]|(?P<roman>[IVX]{1,4})[.)]|[-•*–])\s*")
_SHORT: Final = 90


def wins(page: Page, able: Sequence[Actor]) -> Iterator[Win]:
    """Ranked lists: each item line's number or rank, and the first winner that it names."""
    if not any(_ITEM.match(page.text, line.start) or _RANK_LINE.match(page.text, line.start) for line in page.lines):
        return
    for line in _headed(page):
        if not line.winners and not _RANK_BEHIND.search(page.text, line.span.start, line.span.end):
            continue
        text = page.quote(line.span)
        item = _ITEM.match(text)
        told = ranks(text)
        starts = bool(told) and told[0].start <= (item.end() if item else 0) + 2
        if (
            item
            and len(told) == 1
            and _IN_BRACKETS.search(text, 0, told[0].start)
            and text[told[0].end :].startswith(")")
        ):
            starts = True  # '4. Perpustakaan Desa Penujak — 719 poin (Harapan I)'
        number = told[0].rank if starts else int(item["number"]) if item and item["number"] else None
        actor = next(iter(standing(able, line.span.start, line.span.end)), None)
        if actor is None and item and number is not None:
            people = person_at(page, line.span.start + item.end())
            whole = people and (people[0].end >= line.span.end or _FROM_WHERE.match(page.text, people[0].end))
            actor = people[0] if whole else None
        if not starts and not item and (hope := _HOPE_LINE.match(text)):
            for runner_up in names_in_list(page, line.span.start + hope.end(), line.span.end, able):
                yield Win(runner_up, "harapan", line.category, line.cluster, [(line.span, "ranked-list", 0.85)])
            continue
        if number is None or actor is None or len(text) > _LISTED:
            continue
        if not starts and item and actor.start > line.span.start + item.end() + 2:
            continue
        yield Win(actor, number, line.category, line.cluster, [(line.span, "ranked-list", 0.95)])


_FROM_WHERE: Final = re.compile(r"\s*(?:,|\(|[-–—]|\b(?:dari|asal|utusan|perwakilan)\b)")
_RANK_BEHIND: Final = re.compile(r"^\s*\d{1,2}[.)].*\((?:Juara|Harapan|Terbaik|Peringkat)\s+\w+\)\s*$")
_IN_BRACKETS: Final = re.compile(r"\(\Z")
_HOPE_LINE: Final = re.compile(r"(?:Juara\s+)?Harapan\s*:\s*(?=[A-Z])")
_RANK_LINE: Final = re.compile(r"(?:juara|terbaik|harapan|peringkat|pemenang|urutan|rank)", re.IGNORECASE)
_LISTED: Final = 140


def _headed(page: Page) -> Iterator[_Line]:
    """Each line with the category and cluster of the headings above it, and whether they tell of winners."""
    category = cluster = None
    winners = False
    for span in page.lines:
        text = page.quote(span)
        item = bool(_ITEM.match(text)) or bool(ranks(text[:30]) and ranks(text[:30])[0].start == 0)
        if not item:
            told_category, told_cluster = category_in(text), cluster_in(text)
            heading = len(text) < _SHORT or text.rstrip().endswith(":")
            if told_category and (heading or _WINNERS.search(text)):
                category = told_category
            if heading and told_cluster:
                cluster = told_cluster
            if _WINNERS.search(text) and (text.rstrip().endswith(":") or len(text) < _SHORT):
                winners = not _NOT_WINNERS.search(text)
                cluster = told_cluster if heading else None
                category = told_category
            elif told_category and heading and _STARTS_CATEGORY.match(text) and not _NOT_WINNERS.search(text):
                winners, category = True, told_category
            elif not heading:
                winners, cluster, category = False, None, None
        yield _Line(span, category, cluster, winners)


_WINNERS: Final = re.compile(r"\b(?:pemenang|juara|peraih|penerima\s+(?:penghargaan|anugerah)|terbaik)", re.IGNORECASE)


_STARTS_CATEGORY: Final = re.compile(r"\W*(?:[A-Z\d][.)]\s*)?(?:kategori|katagori|bidang|sektor)\b", re.IGNORECASE)
_NOT_WINNERS: Final = re.compile(r"\b(?:nominasi|nominator|peserta|hadir|juri|rincian pejabat)\b", re.IGNORECASE)
