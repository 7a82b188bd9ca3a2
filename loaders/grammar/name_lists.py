"""Names in a row, 'A, B, serta C': known bodies, and other names in capitals."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.names import behind_degrees, skip_honorifics
from simpul.loaders.grammar.places import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.page import Page

_ITEM: Final = re.compile(r"\s*,\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+|\s*;\s*(?:dan\s+|serta\s+)?")
_NAME: Final = re.compile(r"(?:[A-Z][\w'’.&-]*|\d{2,4})(?:\s+(?:[A-Z][\w'’.&-]*|\d{2,4}|of|for))*")
_LONG: Final = 70


def names_in_list(page: Page, start: int, end: int, able: Sequence[Actor]) -> list[Actor]:
    """What a list names, one after another: known bodies and other names in capitals, up to what is neither."""
    found: list[Actor] = []
    place = start
    while place < end:
        known = max(standing(able, place, place + 1), key=lambda a: a.end, default=None)
        if known:
            if known.kind != "other":
                found.append(known)
            rest = _NAME.match(page.text, known.end + 1, end) if known.own and known.code is None else None
            if rest and page.text[known.end] == " " and not standing(able, known.end + 1, known.end + 2):
                known = replace(known, end=rest.end(), name=f"{known.name} {' '.join(rest[0].split())}")
                found[-1:] = [known]
            place = behind_degrees(page.text, max(known.end, place + 1), end)
        else:
            if skip_honorifics(page.text, place) > place:
                break  # a person, and no body
            name = _NAME.match(page.text, place, end)
            if name is None or len(name[0]) > _LONG:
                break
            inside = standing(able, name.start(), name.end())
            own = Actor(name.start(), name.end(), None, " ".join(name[0].rstrip(".").split()), "agency", own=True)
            found.append(inside[0] if inside and inside[0].kind == "agency" else own)
            place = max(name.end(), inside[-1].end if inside else 0)
        while (bracket := _BRACKET.match(page.text, place, end)) is not None:
            place = bracket.end()
        joined = _ITEM.match(page.text, place, end) or _MISSPELT.match(page.text, place, end)
        if joined is None:
            break
        place = joined.end()
    return found


_MISSPELT: Final = re.compile(r"\s+[a-z]+\s*,\s*(?=Kab|Kota|Prov)")  # 'Kab. Dharma swara, Kab. Buleleng'
_BRACKET: Final = re.compile(r"\s*\([^)]{1,30}\)|\s*,?\s+Provinsi\s+[A-Z]\w+(?:\s+[A-Z]\w+)?")
