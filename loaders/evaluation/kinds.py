"""When a fact that was found is the one that gold holds: one rule for each kind.

Each rule gives 0 for 'another fact', else how sure it is that the two are one. Codes are compared where both sides have
them, names otherwise; `SAME`, `NAMED` … are the likenesses (0 to 100) that count as the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from simpul.loaders.evaluation.likeness import alike, best, names, person, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Item = Mapping[str, Any]
    Rule = Callable[[Any, Any], float]

SAME: Final = 85  # of bodies and parties
PERSON: Final = 90
POSITION: Final = 70
NAMED: Final = 75  # of contests
PROGRAMME: Final = 60  # of a contest's name inside an award: it may be called by its category alone
INNOVATION: Final = 80
_PARTIES: Final = 2


def region(gold: str, found: str) -> float:
    """The same code."""
    return 100.0 if gold == found else 0.0


def agency(gold: Item, found: Item) -> float:
    """The same region (or none), and a name or alias alike; the region's own name at the end counts on neither side."""
    if (gold.get("region") or None) != (found.get("region") or None):
        return 0.0
    return _enough(best(map(_without_region, names(gold)), map(_without_region, names(found))), SAME)


def _without_region(name: str) -> str:
    return re.sub(r"(?<=.)\b(?:kota|kabupaten|provinsi) .*$", "", plain(name)) or name


def official(gold: Item, found: Item) -> float:
    """The same person in the same position; a deputy is not the head."""
    if ("wakil" in plain(gold.get("position")).split()) != ("wakil" in plain(found.get("position")).split()):
        return 0.0
    who = max((_people(a, b) for a in names(gold) for b in names(found)), default=0.0)
    a, b = plain(gold.get("position")), plain(found.get("position"))
    what = fuzz.token_set_ratio(a, b) if len(b.split()) >= len(a.split()) else alike(a, b)
    return who + what if who >= PERSON and what >= POSITION else 0.0


def _people(one: str, other: str) -> float:
    a, b = person(one), person(other)
    return fuzz.token_set_ratio(a, b) if set(a.split()) & set(b.split()) else 0.0


def competition(gold: Item, found: Item) -> float:
    """A name alike."""
    return _enough(best(names(gold), names(found)), NAMED)


def award(gold: Item, found: Item) -> float:
    """The same winner and rank, and the contest or the category alike."""
    if rank(gold.get("rank")) != rank(found.get("rank")):
        return 0.0
    who = _side(gold, found, "recipient")
    what = max(alike(gold.get("programme"), found.get("programme")), alike(gold.get("category"), found.get("category")))
    return who + what if who and what >= PROGRAMME else 0.0


def visit(gold: Item, found: Item) -> float:
    """The same visitor and host."""
    visitor, host = _side(gold, found, "visitor"), _side(gold, found, "host")
    return visitor + host if visitor and host else 0.0


def collaboration(gold: Item, found: Item) -> float:
    """Two parties or more in common, by code or by name."""
    left = list(_members(found))
    common = 0
    for name, code in _members(gold):
        same = next((m for m in left if (code and m[1] == code) or alike(name, m[0]) >= SAME), None)
        if same:
            left.remove(same)
            common += 1
    return 100.0 * common + alike(gold.get("topic"), found.get("topic")) if common >= _PARTIES else 0.0


def _members(item: Item) -> list[tuple[str, str | None]]:
    parties = item.get("parties") or []
    codes = list(item.get("party_regions") or [])
    if len(codes) == len(parties):
        return [(p, c) for p, c in zip(parties, codes, strict=True)]
    return [(p, None) for p in parties] + [("", c) for c in codes if c]


def innovation(gold: Item, found: Item) -> float:
    """A name alike; the owner is not compared."""
    return _enough(best(names(gold), names(found)), INNOVATION)


RULES: Final[Mapping[str, Rule]] = {
    "regions": region,
    "agencies": agency,
    "officials": official,
    "competitions": competition,
    "awards": award,
    "visits": visit,
    "collaborations": collaboration,
    "innovations": innovation,
}


def _enough(score: float, least: float) -> float:
    return score if score >= least else 0.0


def _side(gold: Item, found: Item, key: str) -> float:
    a, b = gold.get(key), found.get(key)
    if _is_code(a) and _is_code(b):
        return 100.0 if a == b else 0.0
    return _enough(best(_called(gold, key), _called(found, key)), SAME)


def _called(item: Item, key: str) -> list[str]:
    said = [item.get(f"{key}_name"), None if _is_code(item.get(key)) else item.get(key)]
    return [s for s in said if s]


def _is_code(value: object) -> bool:
    return bool(re.fullmatch(r"\d\d(?:\.\d\d)?", str(value or "")))


_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}


def rank(value: object) -> int | str | None:
    """A rank in one form: 'harapan N' comes N places after the third.

    >>> rank("Juara II"), rank("harapan 1"), rank("favorit 2"), rank(None)
    (2, 4, 'favorit', None)
    """
    said = str("" if value is None else value).casefold().replace("juara", "").strip()
    found = re.search(r"\d+|\b(?:iii|ii|iv|i|vi|v)\b", said)
    number = (_ROMAN.get(found[0]) or int(found[0])) if found else None
    if "harapan" in said:
        return 3 + (number or 1)
    return "favorit" if "favorit" in said else number or said or None
