"""Partners told in a list: 'mitra yang dimaksud ialah A, B, serta C', 'dengan tiga media, masing-masing A, B dan C'.

An agreement that one government signs with several is often told so: the government in the sentence that signs, the
partners after a word like 'ialah' in it or in one of the next. Names that no gazetteer knows count there, too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.names import behind_degrees, skip_honorifics
from simpul.loaders.grammar.places import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.page import Page, Span

_AHEAD: Final = 4  # sentences, with the one that signs, in which the list may stand
_FEWEST: Final = 2  # partners that make a list
_PARTNERS: Final = re.compile(
    r"\b(?P<group>[Mm]ereka|[Kk]etiganya|[Kk]eempatnya|[Kk]elimanya|mitra(?:nya)?|Mitra(?:nya)?|pihak|[Dd]aerah|(?:sudah|telah)\s+(?:menjalin|melakukan|menandatangani)|kabupaten(?:/kota)?|kota(?:/kabupaten)?"
    r"|pemda|pemerintah\s+daerah|[Pp]erguruan\s+[Tt]inggi|PT(?:N|S)?|kampus|universitas|media(?:\s+massa)?|perusahaan|bank|lembaga|instansi|organisasi|BUMN|BUMD|OPD"
    r"|rumah\s+sakit|sekolah)\b[^.;:\n]{0,110}?\b(?:ialah|adalah|yaitu|yakni|masing-masing|antara\s+lain|meliputi|terdiri\s+(?:dari|atas)|di\s?antaranya)\b\s*[:,]?\s*"
)
# Groups of which only known bodies are taken: capitals behind them are people and places as well.
_PLACES: Final = re.compile(r"(?i:mereka|ke\w+nya|pihak|daerah|sudah|telah|kabupaten|kota|pemda|pemerintah)")
_ITEM: Final = re.compile(r"\s*,\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+|\s*;\s*(?:dan\s+|serta\s+)?")
_NAME: Final = re.compile(r"(?:[A-Z][\w'’.&-]*|\d{2,4})(?:\s+(?:[A-Z][\w'’.&-]*|\d{2,4}|of|for))*")
_LONG: Final = 70


def partners(page: Page, signed: Span, able: Sequence[Actor]) -> tuple[list[Actor], Span] | None:
    """The partners in a list that the signing sentence or one of the next few holds, and that sentence.

    >>> from simpul.loaders.grammar.page import page_of
    >>> page = page_of("Pemkab Kukar meneken MoU. Mitranya ialah STIH Awang Long, UINSI Samarinda, serta IKIP PGRI.")
    >>> [a.name for a in partners(page, page.sentences[0], [])[0]]
    ['STIH Awang Long', 'UINSI Samarinda', 'IKIP PGRI']
    """
    at = page.number_at(signed.start)
    for sentence in page.sentences[at : at + _AHEAD]:
        told = _PARTNERS.search(page.text, sentence.start, sentence.end)
        found = names_in_list(page, told.end(), sentence.end, able) if told else []
        if told and _PLACES.match(told["group"]):
            known = {id(a) for a in standing(able, told.end() - _LONG, sentence.end)}
            found = [a for a in found if id(a) in known]
        if len(found) >= _FEWEST:
            return found, sentence
    return None


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
