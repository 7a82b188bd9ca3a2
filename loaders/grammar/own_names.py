"""Bodies with names of their own: hospitals, water companies, universities, firms."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.known_bodies import Body, known
from simpul.loaders.grammar.names import stops
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.page import Page

BRACKETS: Final = r"(?:\s*\((?P<abbr>[A-Za-z][\w .&/-]{1,24})\))?"
IN_BRACKETS: Final = re.compile(BRACKETS)
_UNIVERSITY_HEADS: Final = (
    r"(?:Universitas|Institut|Politeknik|Poltekkes|Sekolah\s+Tinggi|UIN|UINSI|IAIN|STAIN|STAI|STIE|STIH|STIA|STIT|STMIK|STKIP"
    r"|STIKOM|STIKES|STIKes|STIPER|IKIP|Akademi)"
)
_UNIVERSITY: Final = re.compile(
    rf"\b{_UNIVERSITY_HEADS}(?:[ \t]+(?!(?:Lantai|Lt|Rektor)\b)"
    rf"(?:dan[ \t]+(?!{_UNIVERSITY_HEADS}\b)(?=[A-Z]\w+[ \t]+[A-Z]))?[A-Z][\w'’-]*){{1,6}}"
)
_COMPANY: Final = re.compile(r"\bPT(?:\.\s*|\s+)(?:[A-Z][\w'’&-]*\s*){1,6}(?:\(Persero\)|Tbk)?")


def is_region(text: str) -> bool:
    """Whether a text is a region's name."""
    return text.casefold() in _region_names()


@cache
def _region_names() -> frozenset[str]:
    return frozenset(n.casefold() for r in by_code().values() for n in (r.name, r.label))


_NAMED: Final = re.compile(
    r"\b(?P<form>RSUD|Rumah\s+Sakit\s+Umum\s+Daerah|RSUP|Rumah\s+Sakit\s+Umum\s+Pusat|PDAM"
    r"|Perumda\s+Air\s+Minum|Perumda)[ \t]+(?:\(RSU[DP]\)[ \t]+)?"
    r"(?P<name>(?:(?:[Dd]r|H|Hj|KH|Prof|RA|R|RM|RD)\.?[ \t]*)*(?:[A-Z][\w'’-]+)(?:[ \t]+[A-Z][\w'’-]+){0,3})"
)


def facilities(page: Page) -> Iterator[Body]:
    """'RSUD dr. Soedono Madiun', 'PDAM Tirta Moedal Kota Semarang': a name of its own stands before the region's."""
    for match in page.matches(_NAMED, "rsud", "rsup", "rumah", "pdam", "perumda"):
        words = match["name"].split()
        end = next((n for n in range(len(words)) if _begins_region(words[n:])), len(words))
        own = " ".join(words[:end])
        if end == 0 or not re.search(r"[A-Z][a-z]{2}", own) or (match["form"] == "Perumda" and words[0] != "Tirta"):
            continue
        if end == len(words) and match["form"][0] == "P":
            own, end = " ".join(words[:2]), min(2, end)
        place = match.start("name") + len(re.match(r"\s*".join(map(re.escape, own.split())), match["name"])[0])  # type: ignore[index]
        while own.split()[-1].rstrip(".") in lexicon.words("honorifics.txt"):  # 'RSUP Kandou Dr. Nama'
            own = own.rsplit(" ", 1)[0]
        name, kind, _ = known()[1].get(" ".join(match["form"].split()), ("Perumda", "company*", True))
        yield Body(match.start(), place, page.text[match.start() : place], f"{name} {own}", kind, None)


# Hospitals that are neither a region's nor the state's: 'RS Siloam Ambon', 'Rumah Sakit Islam Sultan Agung'.
_HOSPITAL: Final = re.compile(
    r"\b(?P<form>RSIA|RSJ|RS|Rumah\s+Sakit(?!\s+Umum\s+(?:Daerah|Pusat)|\s+Ini|\s+Itu))[ \t]+(?:\([A-Z]{2,5}\)[ \t]+)?"
    r"(?P<name>[A-Z][a-z][\w'’-]*(?:[ \t]+[A-Z][a-z][\w'’-]*){0,2})"
)
_ANY_HOSPITAL: Final = frozenset(
    ["Plat", "Gigi", "Tk", "Swasta", "Rujukan", "Daerah", "Khusus", "Negeri", "Umum", "Jiwa"]
)
_HOSPITALS: Final = {"RSIA": "Rumah Sakit Ibu dan Anak", "RSJ": "Rumah Sakit Jiwa"}


def hospitals(page: Page) -> Iterator[Body]:
    """Private hospitals, by their names; the place behind one is part of it."""
    for match in page.matches(_HOSPITAL, "rs", "rsia", "rsj", "rumah"):
        words = match["name"].split()
        own = next((n for n, word in enumerate(words) if n and word in stops()), len(words))
        if words[0] in stops() or words[0] in _ANY_HOSPITAL:
            continue
        end = list(re.finditer(r"\S+", match["name"]))[own - 1].end() + match.start("name")
        name = f"{_HOSPITALS.get(match['form'], 'Rumah Sakit')} {' '.join(words[:own])}"
        yield Body(match.start(), end, page.text[match.start() : end], name, "company", None)


def _begins_region(words: Sequence[str]) -> bool:
    if words[0] in {"Kota", "Kabupaten", "Provinsi", "Kab", "Prov"}:
        return True
    return any(" ".join(words[:n]).casefold() in _region_names() for n in (1, 2, 3) if n <= len(words))


def universities_and_companies(page: Page) -> Iterator[Body]:
    """'Universitas X', 'PT Y', up to where their names end."""
    universities = list(
        page.matches(
            _UNIVERSITY,
            *(
                "universitas",
                "institut",
                "politeknik",
                "sekolah",
                "uin",
                "uinsi",
                "iain",
                "stain",
                "stai",
                "stie",
                "stih",
                "stia",
                "stit",
                "stmik",
                "stkip",
                "stikom",
                "stikes",
                "stiper",
                "ikip",
                "poltekkes",
                "akademi",
            ),
        )
    )
    whole = [
        m[0]
        for m in universities
        if page.text[m.end() : m.end() + 1] in {",", ".", "(", ";", "\n"} or _SMALL_NEXT.match(page.text, m.end())
    ]
    for matches, kind in ((universities, "university"), (page.matches(_COMPANY, "pt"), "company")):
        for match in matches:
            form = _cut(match[0].rstrip()) if kind == "university" else _BRANCH.split(match[0].rstrip())[0]
            form = next((w for w in sorted(whole, key=len) if kind == "university" and form.startswith(f"{w} ")), form)
            end = match.start() + len(form)
            brackets = IN_BRACKETS.match(page.text, end)
            abbreviation = brackets["abbr"] if brackets else None
            name = " ".join(form.split()).replace("PT. ", "PT ")
            yield Body(match.start(), end, form, name, kind, None, abbreviation)


_SMALL_NEXT: Final = re.compile(r"[ \t]+[a-z]")
_BRANCH: Final = re.compile(
    r"\s+(?:Pusat|Cabang|Kantor|Wilayah|Area|Regional|Unit|Desa|Kecamatan|Kelurahan|Kabupaten|Kota|Provinsi)\b"
)


def _cut(form: str) -> str:
    """A university's name without the headline's verb or the person behind it.

    >>> _cut("Universitas Serasan Jalin Kerja Sama"), _cut("Universitas Udayana I Ketut Sudarsana")
    ('Universitas Serasan', 'Universitas Udayana')
    >>> _cut("Universitas Diponegoro Yos Johan Utama"), _cut("Universitas Muhammadiyah Jember Dekan")
    ('Universitas Diponegoro', 'Universitas Muhammadiyah Jember')
    """
    words = form.split()
    known = _known_university().match(" ".join(words[1:])) if words[0] == "Universitas" else None
    if known:
        return " ".join(words[: 1 + len(known[0].split())])
    stops = {*" ".join(lexicon.words("name_stops.txt")).split(), *lexicon.words("honorifics.txt"), "I", "Ni"}
    end = next((n for n, word in enumerate(words) if n > 1 and word in stops - _IN_NAMES), len(words))
    return " ".join(words[:end])


@cache
def _known_university() -> re.Pattern[str]:
    names = sorted(lexicon.words("universities.txt"), key=lambda n: (n.endswith("*"), -len(n)))
    forms = (r"\s+".join(r"[A-Z]\w+" if w == "*" else re.escape(w) for w in name.split()) for name in names)
    return re.compile(rf"(?:{'|'.join(forms)})(?!\w)")


_IN_NAMES: Final = {"Indonesia", "Negara", "Nasional", "Pendidikan", "Negeri", "Daerah"}
