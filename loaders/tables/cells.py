"""From a cell to the value of a fact's field: regions are linked, days and ranks read as in texts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from simpul.loaders.grammar.dates import dates
from simpul.loaders.grammar.page import page_of
from simpul.loaders.grammar.ranks import first, ranks
from simpul.loaders.grammar.regions import mentions
from simpul.loaders.tables.rows import shown
from simpul.ontology.claims import KINDS
from simpul.ontology.facts import Count, Party
from simpul.ontology.region_names import near, regions_called
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simpul.loaders.tables.rows import Value

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119, as spreadsheets count days
_DAY_ZERO: Final = dt.date(1899, 12, 30)
_RANK_WORDS: Final = {"terbaik"}
KIND_OF_FIELD: Final = {
    "code": "region", "region": "region", "owner": "region",
    "recipient": "body", "visitor": "body", "host": "body",
    "date": "day", "from_date": "day", "to_date": "day", "ceremony_date": "day",
    "year": "year", "rank": "rank", "parties": "parties",
}  # fmt: skip


class Unclear(ValueError):  # noqa: N818 - what is said of a cell
    """A cell that cannot be read as what it should be; the message says why, with candidates where there are some."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a name means: a region's code, or none where it names a body of no region; `whole` if it names no more."""

    code: str | None
    whole: bool = True


def kind_of(fact: str, name: str) -> str:
    """How the cells of a field are read, where the mapping does not say.

    >>> kind_of("award", "recipient"), kind_of("competition", "participants"), kind_of("agency", "aliases")
    ('body', 'count', 'list')
    """
    if name in KIND_OF_FIELD:
        return KIND_OF_FIELD[name]
    hint = get_type_hints(KINDS[fact])[name]
    parts = get_args(hint)
    if Ellipsis in parts:
        return "count" if Count in parts else "list"
    return "number" if {*(parts or (hint,))} - {NoneType} == {int} else "text"


def read(value: Value, kind: str, regions: Linker, form: str | None = None) -> Any:  # noqa: ANN401 - a field's value
    """The value of a cell that is not empty: a code, a day, a year, a rank, a number or a text.

    Raises:
        Unclear: it cannot be read so.
    """
    text = shown(value)
    if text.startswith("=") or re.fullmatch(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", text):
        raise Unclear(f"'{text[:40]}' is a formula or an error of one, no value; save the table with values")
    match kind:
        case "day":
            return day(value, form)
        case "year":
            return _year(text)
        case "number":
            return _number(text)
        case "rank":
            return rank(value)
        case "region":
            return _needed(regions.link(text), text)
    return text


def day(value: Value, form: str | None = None) -> str:
    """A day or a year.

    >>> day(45587), day("22 Oktober 2024"), day("22/10/2024"), day("10/21/2025 20:43", "%m/%d/%Y %H:%M"), day("2024")
    ('2024-10-22', '2024-10-22', '2024-10-22', '2025-10-21', '2024')

    Raises:
        Unclear: no day is told.
    """
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%Y-%m-%d}"
    text = shown(value)
    if form:
        try:
            return f"{dt.datetime.strptime(text, form):%Y-%m-%d}"  # noqa: DTZ007 - a day has no zone
        except ValueError:
            raise Unclear(f"'{text}' is no day of the form '{form}'") from None
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return text
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and _FIRST_SERIAL < float(text) < _LAST_SERIAL:
        return (_DAY_ZERO + dt.timedelta(days=int(float(text)))).isoformat()
    if (iso := re.match(r"\d{4}-\d\d-\d\d", text)) and _is_day(iso[0]):
        return iso[0]
    found = [d.value for d in dates(text) if d.value]
    if len(found) != 1:
        raise Unclear(f"'{text}' tells no day; give the form: 'format: \"%d/%m/%Y\"'")
    return str(found[0])


def rank(value: Value) -> int | str:
    """A rank as facts have it.

    >>> rank(1.0), rank("II"), rank("Juara Harapan 2"), rank("Terbaik III"), rank("Favorit"), rank("Peringkat 3")
    (1, 2, 'harapan 2', 3, 'favorit', 3)

    Raises:
        Unclear: no rank is told.
    """
    text = shown(value)
    for told in (text, f"juara {text}"):
        if (found := first(ranks(told))) is not None:
            return found
    if text.casefold() in _RANK_WORDS:
        return text.casefold()
    raise Unclear(f"'{text}' tells no rank")


class Linker:
    """Which region a name in a cell means: as the mapping corrects it, as people write it, or as texts have it."""

    def __init__(self, corrections: Mapping[str, str]) -> None:
        self._corrections = corrections
        self._known: dict[str, Linked | str] = {}

    def link(self, text: str) -> Linked:
        """The region that a cell names, alone ('Kab. Banjar', '33.72') or in a body's name ('Dinkes Kota Batam').

        Raises:
            Unclear: it may be several regions, or is a slip of the pen; the message names the candidates.
        """
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._linked(text)
        if isinstance(found, str):
            raise Unclear(found)
        return found

    def _linked(self, text: str) -> Linked | str:
        corrected = self._corrections.get(text.casefold())
        called = regions_called(corrected or text)
        if called.surely:
            return Linked(called.surely[0].code)
        if len(called.bare) == 1:
            return Linked(called.bare[0].code)
        if called.bare:
            return _several(text, [f"{r.label} ({r.code})" for r in called.bare])
        found = [m for m in mentions(page_of(text)) if m.code]
        codes = {m.code for m in found if m.code}
        if len(codes) == 1:
            return Linked(codes.pop(), whole=any(m.end - m.left == len(text) for m in found))
        if codes:
            return _several(text, sorted(f"{by_code()[c].label} ({c})" for c in codes))
        return _several(text, near(text)) if near(text) else Linked(None, whole=False)


def party(text: str, regions: Linker) -> Party:
    """A side of a collaboration, with its region where its name tells one.

    >>> party("Pemkab Banyumas", Linker({})), party("PT Telkom", Linker({}))
    (Party(name='Pemerintah Kabupaten Banyumas', region='33.02'), Party(name='PT Telkom', region=None))
    """
    linked = regions.link(text)
    name = f"Pemerintah {by_code()[linked.code].label}" if linked.code and linked.whole else text
    return Party(name, linked.code)


def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _year(text: str) -> int:
    if found := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text):
        return int(found[0])
    raise Unclear(f"'{text}' tells no year")


def _number(text: str) -> int:
    digits = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text)  # 2.517 and 2,517 are thousands
    if found := re.match(r"\d+(?![\d.,]*\d)", digits):
        return int(found[0])
    raise Unclear(f"'{text}' is no whole number")


def _needed(linked: Linked, text: str) -> str:
    if linked.code is None:
        raise Unclear(f"no region is called '{text}'; write under 'regions:' which is meant, as '{text}: CODE'")
    return linked.code


def _several(text: str, candidates: list[str]) -> str:
    return f"'{text}' may be {', '.join(candidates)}; write under 'regions:' which is meant, as '{text}: CODE'"
