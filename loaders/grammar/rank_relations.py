"""Ranks that follow from others: what 'setelah', 'disusul' and 'di atasnya' say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.labels import cluster_in
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.ranks import ranks
from simpul.loaders.grammar.win import Win, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page
    from simpul.ontology.facts import Rank


def relations(page: Page, able: Sequence[Actor]) -> Iterator[Win]:
    """Ranks that follow from others: 'ketiga setelah A dan B', 'di atasnya …', 'disusul B'."""
    for sentence in page.sentences_with(*_RANKED):
        told = ranks(page.text, sentence.start, sentence.end)
        if told:
            yield from _after(page, able, sentence, told[0].rank)
            yield from _below(page, able, sentence, len(told))
    for sentence in page.sentences_with("atasnya"):
        number = page.number_at(sentence.start)
        if number:
            yield from _above(page, able, page.sentences[number - 1], sentence)


_RANKED: Final = (
    *("juara", "peringkat", "urutan", "diurut", "diurutan", "ranking", "rangking", "rank", "posisi", "terbaik"),
    *("pemenang", "harapan"),
)


def _after(page: Page, able: Sequence[Actor], sentence: Span, rank: Rank) -> Iterator[Win]:
    """'X di urutan ketiga setelah A dan B': A is first, B second; 'A teratas disusul B': B is second."""
    text = page.quote(sentence)
    behind = re.search(r"\b(?:setelah|di\s+bawah|mengikuti)\s+", text)
    ahead = re.search(r"\b(?:disusul|diikuti)\s+(?:oleh\s+)?", text)
    if not isinstance(rank, int):
        return
    if behind:
        others = enumerated(page, able, sentence.start + behind.end())
        if len(others) == rank - 1:
            yield from _in_order(others, 1, cluster_in(text), sentence)
    if ahead:
        yield from _in_order(enumerated(page, able, sentence.start + ahead.end()), rank + 1, cluster_in(text), sentence)


def _above(page: Page, able: Sequence[Actor], earlier: Span, sentence: Span) -> Iterator[Win]:
    """'… urutan lima. Empat daerah di atasnya adalah A, B, C, dan D.'."""
    above = re.search(r"\bdi\s+atasnya\b[^.:]*?\b(?:adalah|yaitu|yakni|ialah|:)\s+", page.quote(sentence))
    before = ranks(page.text, earlier.start, earlier.end)
    if above and before and isinstance(before[-1].rank, int):
        others = enumerated(page, able, sentence.start + above.end())
        if len(others) == before[-1].rank - 1:
            both = Span(earlier.start, sentence.end)
            yield from _in_order(others, 1, cluster_in(page.quote(earlier)), both)


def _below(page: Page, able: Sequence[Actor], sentence: Span, named: int) -> Iterator[Win]:
    """'Di atas X, ada A pada urutan pertama dan B pada urutan kedua': X is third."""
    below = re.match(r"[Dd]i\s+atas\s+", page.quote(sentence))
    mine = enumerated(page, able, sentence.start + below.end()) if below else []
    yield from _in_order(mine[:1], named + 1, None, sentence)


def _in_order(actors: Sequence[Actor], first: int, cluster: str | None, words: Span) -> Iterator[Win]:
    for rank, actor in enumerate(actors, start=first):
        yield Win(actor, rank, None, cluster, [(words, "rank-after-others", 0.85)])
