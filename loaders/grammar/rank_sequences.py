"""Ranks and winners that alternate in one sentence: 'juara pertama A, juara kedua B, sedangkan juara ketiga diraih C'.

Where ranks and names take turns, the turns tell who won what, whatever verbs stand between them. Rows take turns too
('A dan B sebagai terbaik kedua serta ketiga'), and what only follows ('lalu di belakangnya B dan C') ranks on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.ranks import Ranked, ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.page import Page, Span
    from simpul.ontology.facts import Rank

_FAR: Final = 90  # characters between a rank and its winner
_PLACE: Final = re.compile(
    r"(?:\b(?:di|dari|tingkat|asal|wilayah|kawasan|se|oleh|bupati|wali\s?kota|gubernur)\s*-?\s?|\(|[a-z][–—-])$",
    re.IGNORECASE,
)
# 'Nur Fitri perwakilan Kabupaten Lamandau': a person wins, and the region is where they come from.
_OF_PERSON: Final = re.compile(
    r"[A-Z][\w.]*,?\s+(?:perwakilan|wakil|asal|dari|warga|siswa|siswi|mahasiswa|duta)\s+(?:dari\s+|asal\s+)?$"
)
_BESIDE: Final = re.compile(
    r"\s*(?:,|\(|\bdi\b)?\s*(?:Kec(?:amatan)?\.?\s+[A-Z]\w+(?:\s+[A-Z]\w+)?\s*,?)?\s*(?:Provinsi\s+|Prov\.?\s+)?"
)
_ROW: Final = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:,|;|dan|serta|,\s*dan|,\s*serta|&)\s*(?:juga\s+)?")


@dataclass(frozen=True, slots=True)
class Turn:
    """A winner, the rank that it takes, and where that rank stands (the winner's own place, if it only follows).

    `between` are the words between a favourite's rank and its winner, which say what it is the favourite for.
    """

    actor: Actor
    rank: Rank
    start: int
    end: int
    between: str = ""


def turns(page: Page, who: Sequence[Actor], sentence: Span) -> list[Turn]:
    """The winners and ranks of a sentence in which they alternate, two or more; nothing, where they do not.

    >>> from simpul.loaders.grammar.actors import Actor
    >>> from simpul.loaders.grammar.page import page_of
    >>> page = page_of("Juara 1 Desa Aru, juara 2 Desa Buru, dan juara 3 ditempati Desa Cipta.")
    >>> found = [Actor(a, b, None, page.text[a:b], "other") for a, b in ((8, 16), (26, 35), (59, 69))]
    >>> [(t.rank, t.actor.name) for t in turns(page, found, page.sentences[0])]
    [(1, 'Desa Aru'), (2, 'Desa Buru'), (3, 'Desa Cipta')]
    """
    told = ranks(page.text, sentence.start, sentence.end)
    if not told:
        return []
    tokens: list[Ranked | Actor] = sorted([*told, *_winners(page, who, sentence)], key=lambda t: t.start)
    runs = [list(group) for _, group in groupby(tokens, key=type)]
    return _paired(page, runs) or _side_by_side(page, tokens)


def _winners(page: Page, who: Sequence[Actor], sentence: Span) -> list[Actor]:
    """Those of a sentence who can win: no place, no giver, no province that only says where a winner lies."""
    able: list[Actor] = []
    for actor in standing(who, sentence.start, sentence.end):
        if able and lies_in(page, able[-1], actor):
            continue
        if _PLACE.search(page.text[max(sentence.start, actor.start - 14) : actor.start]):
            continue
        if actor.kind == "region" and _OF_PERSON.search(page.text, sentence.start, actor.start):
            continue
        able.append(actor)
    return able


def lies_in(page: Page, winner: Actor, place: Actor) -> bool:
    """'Kota Yogyakarta Provinsi DIY', 'Desa Mendak Kec. Dagangan Kab. Madiun': the second is where the first lies."""
    district = winner.kind == place.kind == "other" and place.name.startswith("Kecamatan ")
    if not _BESIDE.fullmatch(page.text, winner.end, place.start) or not (district or place.kind == "region"):
        return False
    if winner.kind == "other":
        return True
    return bool(winner.code and place.code and winner.code != place.code and winner.code.startswith(place.code))


def _paired(page: Page, runs: list[list[Ranked | Actor]]) -> list[Turn]:
    """Runs of ranks and of names that take turns, as many names in each as ranks."""
    if len(runs) % 2 or not runs:
        return []
    found: list[Turn] = []
    for one, other in zip(runs[::2], runs[1::2], strict=True):
        told = [(rank, t) for t in (*one, *other) if isinstance(t, Ranked) for rank in t.ranks]
        named = [t for t in (*one, *other) if isinstance(t, Actor)]
        if len(told) != len(named) or other[0].start - one[-1].end > _FAR:
            return []
        apart = page.text[told[-1][1].end : named[0].start].strip().startswith("masing-masing")
        if not apart and not all(_ROW.fullmatch(page.text, a.end, b.start) for a, b in pairwise(named)):
            return []
        found += [_turn(page, rank, token, name) for (rank, token), name in zip(told, named, strict=True)]
    values = [t.rank for t in found]
    favourites = all(isinstance(v, str) and v.startswith("favorit") for v in values)
    return found if len(found) > 1 and (favourites or len(set(values)) == len(values)) else []


def _turn(page: Page, rank: Rank, ranked: Ranked, name: Actor) -> Turn:
    start, end = min(ranked.start, name.start), max(ranked.end, name.end)
    return Turn(name, rank, start, end, page.text[ranked.end : name.start])


def _side_by_side(page: Page, tokens: Sequence[Ranked | Actor]) -> list[Turn]:
    """'Peringkat kedua milik A, lalu B di posisi ketiga': as many ranks as names, each pair with nothing between."""
    ranked = [(n, t) for n, t in enumerate(tokens) if isinstance(t, Ranked)]
    named = [(n, t) for n, t in enumerate(tokens) if isinstance(t, Actor)]
    if len(ranked) != len(named) or len(ranked) == 1 or any(len(t.ranks) != 1 for _, t in ranked):
        return []
    found = []
    for (number, rank), (place, name) in zip(ranked, named, strict=True):
        if abs(number - place) != 1 or max(name.start - rank.end, rank.start - name.end) > _FAR:
            return []
        found.append(_turn(page, rank.rank, rank, name))
    values = [t.rank for t in found]
    return found if len(set(values)) == len(values) else []


def alone(page: Page, who: Sequence[Actor], sentence: Span) -> Turn | None:
    """'mengantar Kabupaten Dogiyai ke tangga juara satu': one rank and one who can win, close to each other."""
    told = ranks(page.text, sentence.start, sentence.end)
    able = _winners(page, who, sentence)
    if len(told) != 1 or len(able) != 1 or len(told[0].ranks) != 1:
        return None
    (rank,), (name,) = told, able
    return _turn(page, rank.rank, rank, name) if max(name.start - rank.end, rank.start - name.end) <= _CLOSE else None


_CLOSE: Final = 50  # characters between a rank and the only one who can have it
_TOP: Final = re.compile(
    r"\b(?:(?:yang\s+|TPID\s+|sebagai\s+|predikat\s+|gelar\s+)terbaik|terbaik\s+untuk|unggul|teratas|pemuncak\w*|puncak|juara\s+(?:1|I|pertama|satu)|terbaik\s+(?:1|I|pertama))\b(?!\s+(?:kedua|ketiga|II|III|2|3))",
)
_FOLLOWS: Final = re.compile(
    r"\b(?:disusul|diikuti|menyusul|kemudian|lalu|selanjutnya|berikutnya|di\s+belakangnya|mengekor|setelahnya|sesudahnya|di\s+bawahnya|dengan)\b"
)


def followers(page: Page, who: Sequence[Actor], sentence: Span) -> list[Turn]:
    """'TPID terbaik ditempati A, lalu di belakangnya B dan C': one at the top, the others after it in order."""
    text = page.quote(sentence)
    top, follows = _TOP.search(text), list(_FOLLOWS.finditer(text))
    if top is None or not follows or len(ranks(page.text, sentence.start, sentence.end)) > 1:
        return []
    able = _winners(page, who, sentence)
    first = [a for a in able if a.end <= sentence.start + follows[-1].start()]
    if not first:
        return []
    winner = first[-1] if len(first) == 1 or first[-1].start > sentence.start + top.start() else first[0]
    word = next((f for f in follows if sentence.start + f.start() >= winner.end), None)
    rest = [a for a in able if word and a.start >= sentence.start + word.end()]
    if not rest or not all(
        _ROW.fullmatch(page.text, a.end, b.start) or _FOLLOWS.search(page.text, a.end, b.start)
        for a, b in pairwise(rest)
    ):
        return []
    if word and rest[0].start - (sentence.start + word.end()) > _NEAR:
        return []
    return [Turn(a, n, a.start, a.end) for n, a in enumerate([winner, *rest], start=1)]


_NEAR: Final = 40  # characters between 'disusul' and who follows
