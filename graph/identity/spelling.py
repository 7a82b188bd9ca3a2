"""How alike two names are written: Indonesian spelling, initials, letters in the wrong place."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from simpul.graph.identity.likeness import REMEMBERED

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"['’‘`´]")
SLIPS = ((5, 1), (9, 2))
"""How many letters may differ in a word of at least so many letters."""


@cache
def words(section: str) -> Any:  # noqa: ANN401 - a section of a TOML file
    """A section of `people.toml`."""
    return tomllib.loads((files("simpul.graph.identity") / "people.toml").read_text(encoding="utf-8"))[section]


@lru_cache(maxsize=REMEMBERED)
def sounded(word: str) -> str:
    """A word as it sounds, whatever the spelling of its time and place.

    >>> sounded("Carnavian") == sounded("karnavian"), sounded("Sitti") == sounded("Siti")
    (True, True)
    >>> sounded("Jhon") == sounded("John"), sounded("Saefulloh") == sounded("Saifullah")
    (True, True)
    >>> sounded("Soekarno") == sounded("Sukarno"), sounded("Moch") == sounded("Muhammad")
    (True, True)
    """
    word = word.casefold()
    word = words("same")["words"].get(word, word)
    for old, new in words("sounds")["in_order"]:
        word = word.replace(old, new)
    word = re.sub(r"(?<=[a-z])h(?![aeiou])|(?<=[a-z])(?<![aeiou])h", "", word)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=REMEMBERED)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, without degrees that were left on it.

    >>> name_words("Siti Aminah, S.E., M.Si."), name_words("Hj. Ma’rifah SH")
    (('siti', 'aminah'), ('marifah',))
    """
    bare = _MARKS.sub("", name)
    before, *behind = re.split(r",", bare)
    if behind and not name_words_kept(_WORD.findall(before)):
        before = bare
    found = name_words_kept(_WORD.findall(re.sub(r"\b(?:[A-Z][a-z]{0,2}\.){2,}[A-Za-z]*", " ", before)))
    return found or tuple(w.casefold() for w in _WORD.findall(bare))


def name_words_kept(found: list[str]) -> tuple[str, ...]:
    """Words in small letters, without titles before the name and degrees behind it; initials written as one apart.

    >>> name_words_kept(["Irman", "YL"]), name_words_kept(["IRMAN", "YL"])
    (('irman', 'y', 'l'), ('irman', 'yl'))
    """
    spoken = not all(word.isupper() for word in found)
    titles, degrees = set(words("around")["titles"]), set(words("around")["degrees"])
    first = next((n for n, word in enumerate(found) if word.casefold() not in titles), len(found) - 1)
    found = found[max(first, 0) :]
    kept = [word.casefold() for word in found]
    while len(kept) > 1 and (kept[-1] in degrees or (spoken and _DEGREE.fullmatch(found[len(kept) - 1]))):
        kept.pop()
    glued = {w.casefold() for w in found if spoken and w.isupper() and 1 < len(w) <= _MOST_INITIALS} - _ROMAN
    return tuple(letter for word in kept for letter in (word if word in glued else (word,)))


_DEGREE = re.compile("[SM][A-Z]{1,3}")
_MOST_INITIALS = 4
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "ix", "xi", "xii"})


def slip(one: str, other: str) -> bool:
    """Whether two words differ by no more letters than a slip of the pen makes in a word of their length.

    >>> slip("perpustakaan", "perpusatakaan"), slip("rudi", "budi")
    (True, False)
    """
    shorter = min(len(one), len(other))
    allowed = max((letters for length, letters in SLIPS if shorter >= length), default=0)
    return 0 < DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


class NamesAlike(NamedTuple):
    """How two names go together, and in how many whole words.

    'equal', 'near' (one slip) or 'part' (one lacks words or has initials).
    """

    how: str
    words: int


@lru_cache(maxsize=REMEMBERED)
def names_alike(one: str, other: str) -> NamesAlike | None:
    """How two people's names go together; None where they do not.

    >>> names_alike("Tito Karnavian", "Tito Carnavian"), names_alike("Sri Mulyani", "Sri Mulyani Indrawati")
    (NamesAlike(how='equal', words=2), NamesAlike(how='part', words=2))
    >>> names_alike("M. Ridwan Kamil", "Mochamad Ridwan Kamil"), names_alike("Budi Santoso", "Budi Susanto")
    (NamesAlike(how='equal', words=2), None)
    """
    a, b = _rejoined(name_words(one), name_words(other))
    sounds = [tuple(map(sounded, side)) for side in (a, b)]
    if sounds[0] == sounds[1] or "".join(sounds[0]) == "".join(sounds[1]):
        return NamesAlike("equal", max(len(a), len(b)))
    bare = [side[1:] if side[0] in _MUHAMMAD and len(side) > 1 else side for side in sounds]
    if bare[0] == bare[1] or sorted(bare[0]) == sorted(bare[1]):
        return NamesAlike("equal", len(bare[0]))
    short, long = sorted((a, b), key=len)
    slips = whole = initials = 0
    rest = list(long)
    for word in short:
        found = _found(word, rest)
        if found is None:
            return None
        how, place = found
        del rest[: place + 1]
        slips += how == "slip"
        initials += how == "initial"
        whole += how != "initial"
    if not whole or slips > 1:
        return None
    if slips:
        return NamesAlike("near", whole) if whole > 1 and (len(short) == len(long) or whole > _ENOUGH) else None
    return NamesAlike("part", whole)


_MUHAMMAD = frozenset({"muhamad", "m"})  # as it sounds; who has another name is seldom called by it
_ENOUGH = 2  # whole words that make a slip and missing words beside them bearable


def _rejoined(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two names where words that one writes apart and the other as one are one in both.

    >>> _rejoined(("hamengku", "buwono", "x"), ("hamengkubuwono", "x"))[0]
    ('hamengkubuwono', 'x')
    """
    return _joined_as(a, set(map(sounded, b))), _joined_as(b, set(map(sounded, a)))


def _joined_as(name: tuple[str, ...], others: set[str]) -> tuple[str, ...]:
    out: list[str] = []
    for word in name:
        if out and sounded(out[-1]) not in others and sounded(out[-1] + word) in others:
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)


def _found(word: str, rest: list[str]) -> tuple[str, int] | None:
    """How and where `word` stands in the rest of a name."""
    for place, other in enumerate(rest):
        if sounded(word) == sounded(other):
            return "same", place
    for place, other in enumerate(rest):
        if _shortened(word, other) or _shortened(other, word):
            return "initial", place
        if (slip(word, other) or slip(sounded(word), sounded(other))) and _consonants(word, other):
            return "slip", place
    return None


def _shortened(short: str, long: str) -> bool:
    """Whether a word is an initial of another, or its beginning ('Th.' for 'Thomas', 'Stef' for 'Stefanus')."""
    if len(short) == 1:
        return sounded(short)[0] == sounded(long)[0]
    return len(short) < len(long) and sounded(long).startswith(sounded(short))


def _consonants(one: str, other: str) -> bool:
    """Whether a slip leaves the consonants as they are, or is in a word so long that one letter more or less is a slip.

    >>> _consonants("santosa", "santoso"), _consonants("basuki", "basuri"), _consonants("parawansa", "parawangsa")
    (True, False, True)
    """
    bare = [re.sub("[aeiou]", "", sounded(word)) for word in (one, other)]
    return bare[0] == bare[1] or min(len(one), len(other)) >= _LONG_WORD


_LONG_WORD = 8
