"""How alike two names are, from 0 to 100: spelling, order of words and known abbreviations do not count."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from simpul.loaders.grammar import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TITLES: Final = re.compile(r"^(?:(?:prof|drs?|dra|drg|drh|ir|kh|hj?|hm|bapak|ibu|pak|bu)\b\.?\s*)+", re.IGNORECASE)


@cache
def _expansions() -> Mapping[str, str]:
    """What one-word forms of the lexicon stand for: 'diskominfo' is 'dinas komunikasi dan informatika'."""
    full: dict[str, str] = {"kab": "kabupaten", "prov": "provinsi", "walikota": "wali kota", "ri": ""}
    tables = (
        ("agency_forms.csv", "form", "name"),
        ("national_bodies.csv", "form", "name"),
        ("posts.csv", "form", "position"),
        ("statuses.csv", "form", "position"),
    )
    for table, form, name in tables:
        for row in lexicon.table(table):
            if re.fullmatch(r"\w+", row[form]) and row[name]:
                full.setdefault(row[form].casefold(), _bare(row[name]))
    for row in lexicon.table("ministries.csv"):
        for short in row["short"].split("|"):
            if re.fullmatch(r"\w+", short):
                full.setdefault(short.casefold(), _bare(row["name"]))
    for line in lexicon.words("affairs.txt"):
        short, _, long = line.partition("=")
        if long and re.fullmatch(r"\w+", short):
            full.setdefault(short.casefold(), _bare(long))
    for kind, words in (("kota", ("pemkot", "pemko")), ("kabupaten", ("pemkab",)), ("provinsi", ("pemprov",))):
        full.update(dict.fromkeys(words, f"pemerintah {kind}"))
    return full


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"['’‘`]", "", text.casefold())))


def plain(text: object) -> str:
    """A name in lower case, without punctuation, its abbreviations written out.

    >>> plain("Diskominfo Kab. Banjar")
    'dinas komunikasi dan informatika kabupaten banjar'
    """
    full = _expansions()
    return " ".join(" ".join(full.get(w, w) for w in _bare(str(text or "")).split()).split())


def alike(one: object, other: object) -> float:
    """How alike two names are: the mean of shared words and of all words in any order.

    >>> alike("Universitas Brawijaya", "Brawijaya") < 85 < alike("Dinas Kesehatan", "Dinkes")
    True
    """
    a, b = plain(one), plain(other)
    return (fuzz.token_set_ratio(a, b) + fuzz.token_sort_ratio(a, b)) / 2 if a and b else 0.0


def best(one: Iterable[object], other: Iterable[object]) -> float:
    """The likeness of the two most alike names of two lists."""
    others = list(other)
    return max((alike(a, b) for a in one for b in others), default=0.0)


def names(item: Mapping[str, Any]) -> list[str]:
    """An item's name and aliases."""
    return [n for n in (item.get("name"), *(item.get("aliases") or ())) if n]


def person(name: object) -> str:
    """A person's name without titles before it and degrees behind it.

    >>> person("Drs. H. Sulpakar, M.M.")
    'sulpakar'
    """
    words = _bare(_TITLES.sub("", str(name or "").split(",")[0].strip())).split()
    degrees = set(" ".join(lexicon.words("degrees.txt")).split())
    return " ".join(w for w in words if w not in degrees)
