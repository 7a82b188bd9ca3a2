"""Partners told in a list: 'mitra yang dimaksud ialah A, B, serta C', 'dengan tiga media, masing-masing A, B dan C'.

An agreement that one government signs with several is often told so: the government in the sentence that signs, the
partners after a word like 'ialah' in it or in one of the next. Names that no gazetteer knows count there, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.name_lists import names_in_list
from simpul.loaders.grammar.places import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.actors import Actor
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
