"""Ranks as the press tells them: 'juara ketiga', 'Terbaik II', 'harapan dua', 'favorit', 'urutan teratas'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.ontology.facts import Rank


@dataclass(frozen=True, slots=True)
class Ranked:
    """A rank in the text, from `start` to `end`; 'I, II dan III' gives several."""

    start: int
    end: int
    ranks: tuple[Rank, ...]

    @property
    def rank(self) -> Rank:
        """The first of them."""
        return self.ranks[0]


@cache
def _number() -> str:
    words = [*lexicon.toml("ranks.toml")["numbers"]]
    spelt = [w for w in words if not re.fullmatch("[ivx]+", w)]
    roman = [w.upper() for w in words if re.fullmatch("[ivx]+", w)]
    romans = "|".join(sorted(roman, key=len, reverse=True))
    first = r"(?:terakhir\s+atau\s+)?(?:ke-?\s?)?"
    return rf"(?:{first}(?:\d{{1,2}}(?![\d.,/]*\d)|{lexicon.alternatives(spelt)}|(?-i:{romans}))(?:nya)?(?!\w))"


@cache
def _pattern() -> re.Pattern[str]:
    number = _number()
    joins = r"(?:\s*,\s*|\s*,?\s+(?:dan|serta)\s+|\s+(?:hingga|sampai|s/d|sampai\s+dengan)\s+|\s*&\s*)"
    several = rf"{number}(?:{joins}{number})*"
    heads = r"(?:juara|peringkat|urutan|ran[gk]+ing?|posisi|diurut(?:an)?|terbaik|pemenang|rank|predikat\s+terbaik)"
    return re.compile(
        rf"(?<!\w)(?:(?P<favourite>(?:juara|pemenang|terbaik)\s+(?:ter)?favorit|juara\s+favourite|(?:gelar\s+"
        rf"|predikat\s+)favorit|(?<=, )favorit|(?<=sedangkan )favorit|(?<=dan )favorit)(?:\s+(?P<fn>{number}))?"
        rf"|(?P<harapan>(?:juara\s+|terbaik\s+)?harapan)\s+(?P<hn>{several})"
        rf"|(?P<umum>juara\s+umum)|(?P<runner>runner[\s-]?up)(?:\s+(?P<rn>{number}))?"
        rf"|(?P<top>(?:urutan|posisi|peringkat)\s+(?:teratas|tertinggi|puncak))"
        rf"|{heads}\s+(?P<n>{several}))(?!\w)",
        re.IGNORECASE,
    )


# One of these stands in every rank: most stretches of a text are done with after this look.
_HEADS: Final = (
    "favorit",
    "runner",
    "juara",
    "peringkat",
    "urut",
    "rank",
    "rang",
    "posisi",
    "terbaik",
    "pemenang",
    "harapan",
)


def ranks(text: str, start: int = 0, end: int | None = None) -> list[Ranked]:
    """The ranks in a stretch of text, in order.

    >>> [r.ranks for r in ranks("juara ketiga, Juara I, II dan III, Juara Harapan II, juara favorit, urutan teratas")]
    [(3,), (1, 2, 3), ('harapan 2',), ('favorit',), (1,)]
    """
    found: list[Ranked] = []
    end = len(text) if end is None else end
    told = text[start:end].lower()
    if not any(word in told for word in _HEADS):
        return found
    for match in _pattern().finditer(text, start, end):
        if match["favourite"]:
            number = _numbers(match["fn"])
            value: tuple[Rank, ...] = (f"favorit {number[0]}" if number else "favorit",)
        elif match["harapan"]:
            value = tuple(f"harapan {n}" for n in _numbers(match["hn"]))
        elif match["runner"]:
            value = (1 + (_numbers(match["rn"]) or [1])[0],)  # the first runner-up is second
        elif match["umum"]:
            value = ("juara umum",)
        elif match["top"]:
            value = (1,)
        else:
            value = tuple(_numbers(match["n"]))
        if value:
            found.append(Ranked(match.start(), match.end(), value))
    return found


def _numbers(text: str | None) -> list[int]:
    """The numbers in a phrase.

    >>> _numbers("pertama dan ke-2"), _numbers("lima"), _numbers(None), _numbers("1 sampai 4")
    ([1, 2], [5], [], [1, 2, 3, 4])
    """
    known = lexicon.toml("ranks.toml")["numbers"]
    bounds = _RANGE.fullmatch((text or "").strip())
    if bounds and int(bounds[1]) < int(bounds[2]):
        return list(range(int(bounds[1]), int(bounds[2]) + 1))
    words = re.findall(r"\d+|[^\W\d_]+?(?=nya\b|\b)", (text or "").lower())
    return [int(w) if w.isdigit() else known[w] for w in words if w.isdigit() or w in known]


_RANGE: Final = re.compile(r"(\d{1,2})\s+(?:hingga|sampai|s/d|sampai\s+dengan)\s+(\d{1,2})", re.IGNORECASE)


def first(ranked: Sequence[Ranked]) -> Rank:
    """The first rank of a list, or None."""
    return ranked[0].rank if ranked else None
