"""Titles of posts in the text, what each of them needs, and the fields of affairs that units are called by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simpul.loaders.grammar.page import Page


@cache
def _post_rows() -> Mapping[str, dict[str, str]]:
    rows = {}
    for body in lexicon.table("agency_forms.csv"):
        if body["form"].startswith(("Dis", "Din")) and body["form"].isalpha():  # Kadiskominfo heads Diskominfo
            form = f"Ka{body['form'].lower()}"
            rows[form] = {"form": form, "position": f"Kepala {body['name']}", "needs": "secretary", "kind": ""}
    rows |= {row["form"]: row for row in lexicon.table("posts.csv")}
    for ministry in lexicon.table("ministries.csv"):
        title = "Menteri " + ministry["name"].removeprefix("Kementerian ")
        spellings = {title, title.replace("Usaha Kecil dan Menengah", "UKM"), title.replace("Hak Asasi Manusia", "HAM")}
        for form in {*spellings, *(f"{s} RI" for s in spellings), *ministry["minister"].split("|")}:
            if form:
                rows[form] = {"form": form, "position": title, "needs": "minister", "kind": ministry["name"]}
                wakil = f"Wakil {form}" if form.startswith("Menteri") else f"Wa{form.lower()}"
                rows[wakil] = {**rows[form], "form": wakil, "position": f"Wakil {title}"}
    return rows


@cache
def statuses() -> Mapping[str, dict[str, str]]:
    """How a post can be held ('Plt', 'mantan'), by the words for it in small letters."""
    return {row["form"].casefold(): row for row in lexicon.table("statuses.csv")}


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the text, with the words before it that say how it is held ('Plt', 'mantan')."""

    start: int
    end: int
    words: str
    status: str | None


def titles(page: Page) -> Iterator[Title]:
    """The titles of posts on a page, in order."""
    held = {}
    for match in _status_forms().find(page):
        space = _TO_TITLE.match(page.text, match.end())
        if space:
            held[space.end()] = match
    for match in _title_forms().find(page):
        status = held.get(match.start())
        point = _POINT.match(page.text, match.end())
        short = _SHORT_FORM.match(page.text, match.end())
        end = (
            point.start("next") - 1
            if point and match[0][:3] in {"Kab", "Kas", "Kad"}
            else short.end()
            if short and _same_post(match[0], short["short"])
            else match.end()
        )
        yield Title(status.start() if status else match.start(), end, match[0], status[0] if status else None)


_TO_TITLE: Final = re.compile(r"(?:\s*\((?:Plt|Plh|Pj|Pjs)\.?\))?\s+", re.IGNORECASE)
_POINT: Final = re.compile(r"\.\s(?P<next>[A-Z])")  # 'Kasubag. Humas'
_SHORT_FORM: Final = re.compile(r"\s*\((?P<short>[A-Za-z][\w. -]{1,12})\)")


def _same_post(words: str, short: str) -> bool:
    """Whether brackets behind a post hold its short form: 'Sekretaris Daerah (Sekda) Kota Palembang'."""
    one, other = row_of(words), row_of(short)
    return one is not None and other is not None and one["position"].split()[-1] == other["position"].split()[-1]


@cache
def _status_forms() -> Gazetteer:
    return Gazetteer([row["form"] for row in lexicon.table("statuses.csv")], before=r"(?<![\w-])", after=r"(?=\s)")


@cache
def _title_forms() -> Gazetteer:
    return Gazetteer(_post_rows(), before=r"(?<!\w)(?<!-(?=(?-i:[a-z])))", commas=True)


def row_of(title: str) -> Mapping[str, str] | None:
    """What the lexicon says of a title: its position in full, and what it needs."""
    flat = " ".join(title.replace(",", "").split())
    return _post_rows().get(flat) or _folded().get(flat.casefold())


@cache
def _folded() -> Mapping[str, dict[str, str]]:
    return {form.casefold(): row for form, row in _post_rows().items()}


# A unit whose words no list knows, before a form of address: 'Direktur PMKP dr Nama', 'Kabid Mutasi, Drs. Nama'.
OPEN_UNIT: Final = re.compile(
    r"\s+[A-Z][\w/-]*(?:(?:,\s*(?:dan\s+)?|\s+(?:dan|serta|dalam|untuk|pada)\s+"
    r"|\s+)[A-Z][\w/-]*){0,9}?(?:\s*\([A-Za-z. ]{2,20}\))?"
    r"(?=,?\s+(?:[Dd]rs?|[Dd]r[ag]|Dra|Ir|H|Hj|Prof|KH|AKBP|Kompol|Letkol|Bapak|Ibu)\b\.?\s*,?\s*[A-Z])"
)


@cache
def unit_fields() -> re.Pattern[str]:
    """The fields of affairs that a unit is called by: ' Informasi dan Komunikasi Publik'."""
    return re.compile(_fields_pattern())


@cache
def folded_unit_fields() -> re.Pattern[str]:
    """The same, in small letters or capitals."""
    return re.compile(_fields_pattern(), re.IGNORECASE)


def _fields_pattern() -> str:
    affairs = [line.partition("=")[0] for line in lexicon.words("affairs.txt")]
    word = rf"(?:{lexicon.alternatives(affairs)}(?!\w)|\d+|[IVX]+(?!\w))"
    small = rf"(?i:{lexicon.alternatives(affairs)})(?!\w)"  # 'Bagian Perekonomian dan pendapatan Daerah'
    return (
        rf"\s+{word}(?:\s+dan\s+{small}(?=\s+[A-Z])"
        rf"|(?:\s*,\s*(?:dan\s+)?|\s+(?:dan|serta|dalam|untuk)\s+|\s*&\s*|\s*/\s*|\s+){word})*"
    )


def affair_words(text: str) -> str:
    """Fields of affairs with their short forms spelt out."""
    full = _affairs()
    return re.sub(r"\w+", lambda m: full.get(m[0], m[0]), " ".join(text.split()))


@cache
def _affairs() -> Mapping[str, str]:
    return {w: f or w for w, _, f in (line.partition("=") for line in lexicon.words("affairs.txt"))}
