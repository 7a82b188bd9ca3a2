"""Region names in the text, and which region each one means: decided by context, or left undecided.

A marker beside a name tells its kind: 'Kota', 'Pemkab', 'Bupati', a heading 'Klaster Kota', a province after it. A
name that is only one region needs none, unless it is an everyday word too (`region_cautions.txt`). A name that is two
regions takes the kind that a marker gives it here, else the one that all its marked mentions in the text agree on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from simpul.loaders.grammar import lexicon
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from simpul.loaders.grammar.page import Page, Span

_MARKERS: Final = {
    "kota": "kota kotamadya kodya pemkot pemko walikota wawali wako wawako walkot wakot sekdako kotamdya",
    "kabupaten": "kabupaten kab pemkab bupati wabup sekdakab kab.",
    "provinsi": "provinsi propinsi prov pemprov gubernur wagub sekdaprov setdaprov prov. pempov",
}
_KIND_OF: Final = {word: kind for kind, words in _MARKERS.items() for word in words.split()}
_WALI: Final = re.compile(r"(?<!\w)wali\s\Z", re.IGNORECASE)
_OFFICE_WORDS: Final = re.compile(
    r"(?:(?i:dinas|badan|diskominfo\w*|dinkominfo|dkisp|dprd|pemda|pemerintah|sekda|setda|bappeda\w*|bapenda|rsud|warga"
    r"|daerah|asal|dari|masyarakat|kabag|kadis\w*|kepala)\s*(?:[A-Z]\w*\s+){0,2})$"
)
_HEADING: Final = re.compile(
    r"\b(?:klaster|kluster|cluster|kategori|kelompok|tingkat)\s+(provinsi|kota|kabupaten)\b", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"\s*(?:[-•*–]|\(?(?:\d{1,2}|[IVX]{1,4}|[a-z])[.)]|(?:juara|terbaik|peringkat)\s+\w+\s*:?)", re.IGNORECASE
)
_PROVINCE_AFTER: Final = re.compile(r"\s*(?:,|\(|–|-)?\s*(?:(?:Provinsi|Prov\.?|Propinsi)\s+)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A region's name in the text: `start` to `end` is the name, `left` is where its markers begin.

    `code` is None where it could be several regions (`options`) and nothing decides.
    """

    start: int
    end: int
    left: int
    options: tuple[str, ...]
    code: str | None
    marked: bool
    rule: str
    confidence: float


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Every written form of a name, with the codes it can mean."""
    codes: dict[str, set[str]] = defaultdict(set)
    for region in by_code().values():
        bare = region.label.partition(" ")[2]
        for name in {region.name, bare, bare.replace("Administrasi ", ""), region.name.replace("Administrasi ", "")}:
            codes[name].add(region.code)
            if " " in name and region.kind != "provinsi":
                codes[name.replace(" ", "")].add(region.code)
            codes[name.replace(" ", "-")].add(region.code)
            split = _COMPOUND.match(name)
            if split and region.kind != "provinsi":
                codes[f"{split[1]} {split[2].capitalize()}"].add(region.code)
    for row in lexicon.table("region_forms.csv"):
        codes[row["form"]].update(row["code"].split("|"))
    codes["Jakarta"].add("31")
    codes["Yogyakarta"].update({"34", "34.71"})
    return {form: tuple(sorted(found)) for form, found in codes.items()}


# Names of one word that are also written as two: 'Tanjung Balai'.
_COMPOUND: Final = re.compile(
    r"(Tanjung|Padang|Lubuk|Pangkal|Pagar|Bukit|Gunung|Sawah|Pematang|Banjar|Tebing|Palangka|Purwa|Tulang)([a-z]{4,})$"
)


def forms() -> list[str]:
    """Every form of a region's name that is looked for."""
    return _automaton()[1]


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    patterns = sorted({f for form in _forms() for f in (form, form.upper(), *_lower_second(form))})
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), patterns


def _lower_second(form: str) -> tuple[str, ...]:
    """'Tanah datar', 'banjarmasin': counted only behind a marker."""
    if form == form.upper():
        return ()
    return (form.capitalize(), form.lower()) if " " in form else (form.lower(),)


@cache
def _by_upper() -> Mapping[str, tuple[str, ...]]:
    return {form.upper(): codes for form, codes in _forms().items()}


def mentions(page: Page) -> list[Mention]:
    """The regions that a page names, in order; the undecided too."""
    found = [m for m in _candidates(page) if m is not None]
    found = sorted([*found, *_misspelt(page, found)], key=lambda m: m.start)
    return _agree(page, _with_short_names(page, found))


def _misspelt(page: Page, found: Sequence[Mention]) -> Iterator[Mention]:
    """'Kabupaten Limbata' is Lembata: behind a marker, a name that is one letter off from just one region of the kind.

    >>> from simpul.loaders.grammar.page import page_of
    >>> [m.code for m in mentions(page_of("Bupati Limbata dan DPRD Kota Banjabaru"))]
    ['53.13', '63.72']
    """
    known = {m.start for m in found}
    for match in page.matches(_MARKED_NAME, *_MARKING):
        start, end = match.span("name")
        name = match["name"]
        if start in known or name in _forms() or name.upper() in _by_upper():
            continue
        kind = _KIND_OF[match["marker"].split()[-1].rstrip(".").casefold()]
        codes = {c for key in _nearly(name) for c in _misspellings().get((kind, key), ())}
        if len(codes) == 1:
            code = next(iter(codes))
            yield Mention(start, end, match.start(), (code,), code, True, "region-misspelt", 0.75)


_MARKING: Final = ("kota", "kabupaten", "kab", "bupati", "wali", "walikota", "pemkab", "pemkot", "pemko")
_MARKED_NAME: Final = re.compile(
    r"\b(?P<marker>(?:[Ww]ali\s+)?[Kk]ota|[Kk]abupaten|[Kk]ab\.?|[Bb]upati|[Ww]alikota|[Pp]em(?:kab|kot|ko))\s+(?P<name>[A-Z][a-z]{5,})(?![\w-])"
)


@cache
def _misspellings() -> Mapping[tuple[str, str], frozenset[str]]:
    """For each kind of region and each name with one letter left out (or none): the regions it can be."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, codes in _forms().items():
        if " " not in form and form[1:].islower() and len(form) > _SHORT_NAME_LENGTH:
            for code in codes:
                for key in _nearly(form):
                    found[by_code()[code].kind, key].add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


_SHORT_NAME_LENGTH: Final = 5  # letters up to which one letter makes another name


def _nearly(name: str) -> set[str]:
    """A name in small letters, and all that is left of it without one letter."""
    low = name.casefold()
    return {low, *(low[:n] + low[n + 1 :] for n in range(1, len(low)))}


def _with_short_names(page: Page, found: list[Mention]) -> list[Mention]:
    """'Kabupaten Mamberamo Raya (Mambra) … Bupati Mambra': a short name that the text itself gives a region.

    >>> from simpul.loaders.grammar.page import page_of
    >>> page = page_of("Kabupaten Mamberamo Raya (Mambra) berbenah. Bupati Mambra hadir.")
    >>> [m.code for m in mentions(page)]
    ['91.20', '91.20', '91.20']
    """
    short: dict[str, str] = {}
    for mention in found:
        told = _SHORT_NAME.match(page.text, mention.end) if mention.code else None
        if told and mention.code and told["short"] not in _forms() and _shortens(told["short"], mention, page):
            short[told["short"]] = mention.code
    for name, code in short.items():
        pattern = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
        for place in page.places(name.lower()):
            match = pattern.match(page.text, place)
            if match:
                left = _marker(
                    page.text, max(page.sentence_at(match.start()).start, match.start() - 60), match.start()
                )[1]
                found.append(Mention(match.start(), match.end(), left, (code,), code, True, "region-short-name", 0.9))
    return sorted(found, key=lambda m: m.start) if short else found


_SHORT_NAME: Final = re.compile(r"\s*\((?P<short>[A-Z][A-Za-z]{1,13})\)")


def _shortens(short: str, mention: Mention, page: Page) -> bool:
    """Whether the letters of a short name stand in the name, in their order, and begin with its first."""
    letters = iter(page.text[mention.start : mention.end].casefold())
    name = page.text[mention.start].casefold()
    return short[0].casefold() == name and all(letter in letters for letter in short.casefold())


def _candidates(page: Page) -> Iterator[Mention]:
    automaton, patterns = _automaton()
    headings = _headings(page)
    for number, start, end in automaton.find_matches_as_indexes(page.text):
        if not _whole_word(page.text, start, end) or not page.inside(start):
            continue
        form = patterns[number]
        options = _forms().get(form) or _by_upper()[form.upper()]
        mention = _marked(page, start, end, options)
        if mention is None and form not in _forms() and form != form.upper():
            continue
        mention = mention or _unmarked(page, start, end, options, headings)
        if mention:
            yield mention


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before in {"@", "#"}:
        return False
    return not (after == "." and text[end + 1 : end + 2].isalpha() and text[end + 1 : end + 2].islower())


def _marked(page: Page, start: int, end: int, options: tuple[str, ...]) -> Mention | None:
    """'Kota X', 'Pemkab X', 'Wali Kota X', 'Pemerintah Kota (Pemkot) X': the marker gives the kind."""
    kind, left = _marker(page.text, max(page.sentence_at(start).start, start - 60), start)
    if kind is None:
        return None
    codes = [c for c in options if by_code()[c].kind == kind]
    if len(codes) == 1:
        return Mention(start, end, left, options, codes[0], True, "region-marker", 0.98)
    if len(options) == 1:  # 'Bupati' before a kota: the name still has one meaning
        return Mention(start, end, left, options, options[0], True, "region-name", 0.8)
    return None


def _marker(text: str, first: int, start: int) -> tuple[str | None, int]:
    """The kind that the word before a name tells, and where that word begins; an abbreviation may stand between."""
    words = text[first:start].rstrip()
    for opening, closing in ((" (", ")"), (" [", "]")):
        if words.endswith(closing) and opening in words:
            words = words[: words.rindex(opening)].rstrip()
    last = words[words.rfind(" ") + 1 :].lstrip("(/-–“\"‘'").lower()
    kind = _KIND_OF.get(last.rstrip("."))
    if kind is None:
        return None, start
    left = first + len(words) - len(last)
    wali = _WALI.search(text, first, left) if last == "kota" else None
    return kind, wali.start() if wali else left


def _unmarked(
    page: Page, start: int, end: int, options: tuple[str, ...], headings: Mapping[int, str]
) -> Mention | None:
    text = page.text
    form = text[start:end]
    line = page.line_at(start) or page.sentence_at(start)
    if _part_of_other_name(text, start, end, line):
        return None
    kind = headings.get(line.start)
    if kind and _NUMBERED.match(text, line.start, start):
        codes = [c for c in options if by_code()[c].kind == kind]
        if len(codes) == 1:
            return Mention(start, end, start, options, codes[0], True, "region-under-heading", 0.95)
    province = _province_after(text, end, options)
    if province:
        return Mention(start, end, start, options, province, True, "region-in-province", 0.9)
    if (form in _cautions() or form.title() in _cautions()) and not (
        _OFFICE_WORDS.search(text[max(line.start, start - 50) : start])
    ):
        return None
    if len(options) == 1:
        return Mention(start, end, start, options, options[0], False, "region-name", 0.9)
    return Mention(start, end, start, options, None, False, "region-undecided", 0.5)


def _province_after(text: str, end: int, options: tuple[str, ...]) -> str | None:
    """'Pasuruan (Jawa Timur)' means one of that province's; it still must be one only."""
    after = _PROVINCE_AFTER.match(text, end)
    place = after.end() if after else end
    if place == end:
        return None
    inside = [c for c in options if any(text.startswith(n, place) for n in _province_names(c))]
    return inside[0] if len(inside) == 1 and len(options) > 1 else None


@cache
def _province_names(code: str) -> tuple[str, ...]:
    province = by_code()[code[:2]]
    return (province.name, province.label.partition(" ")[2])


@cache
def _cautions() -> frozenset[str]:
    return frozenset(lexicon.words("region_cautions.txt"))


@cache
def _media() -> re.Pattern[str]:
    return re.compile(rf"\b{lexicon.alternatives(lexicon.words('media_words.txt'))}\s+$")


def _part_of_other_name(text: str, start: int, end: int, line: Span) -> bool:
    """A medium, a street, a club, a person or a longer name that only contains the region's."""
    before, after = text[max(line.start, start - 25) : start], text[end : min(line.end, end + 25)]
    if _media().search(before):
        return True
    return bool(_PLACE_IN.search(before) or _MEDIUM_BEHIND.match(after) or _NAMED_AFTER.search(before))


_PLACE_IN: Final = re.compile(r"\b(?:Kecamatan|Desa|Kelurahan|Dusun|Nagari|Distrik)\s+(?:[A-Z]\w+\s+)?$")
_MEDIUM_BEHIND: Final = re.compile(r"(?:\.\w|[Pp]ost\b|\s+(?:Post|Pos|Ekspres|Raya\b|Pagi|News|TV|FM)\b)")
_NAMED_AFTER: Final = re.compile(
    r"\b(?:Universitas|Institut|Politeknik|IAIN|UIN|Masakan|Bahasa|Suku|Selat|Laut|Pulau|Bengawan|Sungai|Gunung|Danau|Jl\.?|Jalan)\s+$"
)


def _headings(page: Page) -> dict[int, str]:
    """For each line, the kind of region that the heading above it announces ('Klaster Kota')."""
    kinds: dict[int, str] = {}
    if page.words.isdisjoint(_HEADING_WORDS):
        return kinds
    current: str | None = None
    for span in page.lines:
        line = page.text[span.start : span.end]
        heading = _HEADING.findall(line)
        if len(heading) == 1 and len(line) < _SHORT and not _NUMBERED.match(line):
            current = heading[0].lower()
        elif current and not _NUMBERED.match(line):
            current = None
        if current:
            kinds[span.start] = current
    return kinds


_HEADING_WORDS: Final = ("klaster", "kluster", "cluster", "kategori", "kelompok", "tingkat")
_SHORT: Final = 60


def _agree(page: Page, found: Iterable[Mention]) -> list[Mention]:
    """Undecided names take the one meaning that the marked mentions of the same name share."""
    meanings: dict[str, set[str]] = defaultdict(set)
    listed = list(found)
    for mention in listed:
        if mention.marked and mention.code and mention.rule != "region-under-heading":
            meanings[_name(page, mention)].add(mention.code)
    decided = []
    for mention in listed:
        codes = meanings[_name(page, mention)] & set(mention.options)
        if mention.code is None and len(codes) == 1:
            decided.append(replace(mention, code=next(iter(codes)), rule="region-as-elsewhere", confidence=0.85))
        else:
            decided.append(mention)
    return [_as_beside(page, decided, n) for n in range(len(decided))]


def _as_beside(page: Page, mentions: Sequence[Mention], number: int) -> Mention:
    """In 'Bengkulu, Jawa Barat, Kalimantan Timur' an undecided name is of the kind that all others of its row are."""
    mention = mentions[number]
    if mention.code is not None:
        return mention
    near = mentions[max(0, number - _NEAR) : number + _NEAR + 1]
    row = [m for m in near if m is not mention and _in_row(page, mention, m, near)]
    kinds = {by_code()[m.code].kind for m in row if m.code}
    codes = [c for c in mention.options if by_code()[c].kind in kinds]
    if len(row) > 1 and len(kinds) == 1 and len(codes) == 1 and all(m.code for m in row):
        return replace(mention, code=codes[0], rule="region-as-beside", confidence=0.8)
    return mention


def _in_row(page: Page, one: Mention, other: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether nothing but names, commas and 'dan' stands between two names."""
    first, last = sorted((one, other), key=lambda m: m.start)
    if last.start - first.end > _ROW:
        return False
    between = page.text[first.end : last.left]
    for mention in mentions:
        if first.end <= mention.left and mention.end <= last.left:
            between = between.replace(page.text[mention.left : mention.end], "")
    return bool(re.fullmatch(r"(?:[\s,]|dan|serta)*", between))


_NEAR: Final = 8  # names before and behind
_ROW: Final = 150  # characters that a row of names spans at most


def _name(page: Page, mention: Mention) -> str:
    return "".join(page.text[mention.start : mention.end].replace("-", "").split()).casefold()
