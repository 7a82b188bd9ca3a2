"""Bodies in the text: their full canonical names, their regions, and the forms by which the text calls them.

A body's own words come first (`Dinas …`, `Diskominfo`, `Pemkot`, `DPRD`, `Kemendagri`, `Universitas …`); the region
is the one named behind it, else the one that the same form had last, else the home of the report: the region whose
government or bodies it names most.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.gazetteer import Gazetteer
from simpul.loaders.grammar.known_bodies import REGIONAL, Body, known, named, regional
from simpul.loaders.grammar.names import stops
from simpul.loaders.grammar.own_names import (
    BRACKETS,
    IN_BRACKETS,
    facilities,
    hospitals,
    is_region,
    universities_and_companies,
)
from simpul.loaders.grammar.places import standing
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.regions import Mention

_GAP: Final = re.compile(
    r"\s*(?:\([^()\n]{2,30}\)\s*)?(?:di\s+|dari\s+|se-?\s*)?(?:(?:Pemerintah|Pemkab|Pemkot|Pemprov|Pemko)\s+)?"
)
_KINDS: Final = r"(?:Provinsi|Prov\.?|Kabupaten|Kab\.?|Kotamadya|Kota|Daerah)"
_GOVERNMENT: Final = re.compile(
    rf"\b(?:(?:[Pp]emerintah(?:an(?=\s+(?:Kota|Kabupaten|Kab|Provinsi)))?|PEMERINTAH)(?:\s+[Dd]aerah)?(?:\s+{_KINDS}(?i:\s+kota)?)?(?:\s*[(\[](?i:pemkot|pemko|pemkab|pemprov|pemda)[)\]])?"
    r"|(?i:pemkot|pemkab|pemprov|pemko|pemda|pempov)\.?(?:\s+(?i:kota|kabupaten|provinsi))?)(?!\w)"
)
_COUNCIL: Final = re.compile(
    r"\b(?:DPRD|DPRP|DPR(?=\s+(?:Papua|Aceh)\b)|Dewan\s+Perwakilan\s+Rakyat\s+Daerah|DEWAN\s+PERWAKILAN\s+RAKYAT\s+DAERAH)(?:\s*\(DPRD\))?(?!\w)"
)
_UNNAMED: Final = ""
_HEAD_NAMES: Final = {"kadis": "Dinas", "kadin": "Dinas", "dians": "Dinas", "kaban": "Badan"}
# Words that make no body of their own: a council's committee, what laws call public bodies.
_NO_BODIES: Final = {
    "Badan Publik",
    "Badan Anggaran",
    "Kantor Pajak",
    "Kantor Wilayah",
    "Badan Usaha",
    "Kantor Dinas",
    "Badan Jalan",
}


def bodies(page: Page, regions: Sequence[Mention]) -> list[Body]:
    """The bodies that a page names, in order; regional ones whose region stays unknown are left out."""
    rules = (
        *(_directorates, _governments, _councils, _forms, _full_names),
        *(facilities, hospitals, universities_and_companies),
    )
    found = _in_ministries(page, _longest([body for rule in rules for body in rule(page)]))
    defined = {b.abbreviation: b for b in found if b.abbreviation and b.kind != "government"}
    found = _longest([*found, *_defined(page, defined)])
    placed = [_with_region(page, body, regions) for body in found]
    placed = sorted([*placed, *_governments_in_row(page, placed, regions)], key=lambda b: b.start)
    return _one_name(list(_with_home(placed, page, regions)))


def _governments_in_row(page: Page, placed: Sequence[Body], regions: Sequence[Mention]) -> Iterator[Body]:
    """'Pemerintah Kabupaten (Pemkab) Pekalongan, Sukoharjo dan Pati': the first word holds for each of a row."""
    for body in placed:
        if body.kind != "government" or not body.region:
            continue
        place = body.end
        while (joined := _IN_ROW.match(page.text, place)) is not None:
            mention = next(iter(standing(regions, joined.end(), joined.end() + 1)), None)
            if mention is None or mention.left != mention.start or not mention.code:
                break
            if by_code()[mention.code].kind != by_code()[body.region].kind:
                break
            yield replace(
                body, start=mention.start, end=mention.end, form=body.form, region=mention.code, confidence=0.8
            )
            place = mention.end


_IN_ROW: Final = re.compile(r"\s*(?:\([A-Z]\w{1,12}\)\s*)?(?:,\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta)\s+)")


def _one_name(found: list[Body]) -> list[Body]:
    """Hospitals and companies called in short, by the name and region that the text gives them at its fullest.

    'RSUD KRMT Wongsonegoro Semarang … RSUD Wongsonegoro', 'PT Pertamina (Persero) … Pertamina'.
    """
    named = {(b.kind, b.name, b.region): b for b in reversed(found) if b.kind in {"hospital", "company"}}
    if len(named) < 2:  # noqa: PLR2004 - one alone is called by one name
        return found
    by_word: dict[str, list[Body]] = {}
    for body in named.values():
        for word in _core(body):
            by_word.setdefault(word, []).append(body)
    fullest: dict[tuple[str, str, str | None], Body] = {}
    for key, body in named.items():
        words = _core(body)
        rarest = min((by_word[w] for w in words), key=len, default=[])
        alike = [b for b in rarest if b.kind == body.kind and words <= _core(b)]
        fullest[key] = max(alike or [body], key=lambda b: (len(_core(b)), len(b.name), b.confidence, -b.start))
    return [
        replace(b, name=best.name, region=best.region) if (best := fullest.get((b.kind, b.name, b.region))) else b
        for b in found
    ]


def _core(body: Body) -> frozenset[str]:
    """The words that tell a hospital or company from others of its kind."""
    return _telling_words(body.name)


@lru_cache(maxsize=4096)
def _telling_words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", name.casefold())) - _COMMON


_COMMON: Final = frozenset(
    ["rumah", "sakit", "umum", "daerah", "pusat", "persero", "tbk", "perusahaan", "air", "minum", "prof", "dr"]
)


def _in_ministries(page: Page, found: Sequence[Body]) -> list[Body]:
    """'Balitbang Kemendagri' is a part of the ministry, and no region's body."""
    joined: list[Body] = []
    for body in found:
        last = joined[-1] if joined else None
        if (
            last
            and body.kind == "ministry"
            and last.kind in {"badan", "dinas", "secretariat", "bagian"}
            and re.fullmatch(r"\s+", page.text[last.end : body.start])
        ):
            form = page.text[last.start : body.end]
            joined[-1] = Body(last.start, body.end, form, f"{last.name} {body.name}", "directorate", None)
        else:
            joined.append(body)
    return joined


def _governments(page: Page) -> Iterator[Body]:
    for match in page.matches(
        _GOVERNMENT, "pemerintah", "pemerintahan", "pemkot", "pemkab", "pemprov", "pemko", "pemda", "pempov"
    ):
        yield Body(match.start(), match.end(), match[0], "Pemerintah", "government", None)


def _councils(page: Page) -> Iterator[Body]:
    for match in page.matches(_COUNCIL, "dprd", "dprp", "dpr", "dewan"):
        yield Body(match.start(), match.end(), match[0], "Dewan Perwakilan Rakyat Daerah", "dprd", None)


def _forms(page: Page) -> Iterator[Body]:
    gazetteer, table = known()
    for match in gazetteer.find(page):
        name, kind, is_regional = table[" ".join(match[0].replace(",", "").split())]
        if kind == "company" and page.text[match.start() - 1 : match.end() + 1] == f"({match[0]})":
            continue  # 'Jakarta (ANTARA) -' is where the report comes from
        abbreviation = IN_BRACKETS.match(page.text, match.end())
        inside = abbreviation["abbr"] if abbreviation and not is_regional else None
        yield Body(match.start(), match.end(), match[0], name, kind, None, inside)


@cache
def _directorate() -> tuple[re.Pattern[str], Mapping[str, str]]:
    ministries = {f: n for f, (n, kind, _) in known()[1].items() if kind == "ministry"}
    pattern = re.compile(
        rf"\b(?:Direktorat\s+Jenderal|Ditjen)\s+(?P<field>(?:[A-Z]\w+[ ,]+(?:dan\s+)?){{1,6}}?)(?:\([^)]*\)\s*)?"
        rf"(?P<ministry>{lexicon.alternatives(list(ministries))})"
    )
    return pattern, ministries


def _directorates(page: Page) -> Iterator[Body]:
    """A directorate general and its ministry: 'Ditjen IKP Kementerian Kominfo'."""
    if page.words.isdisjoint(("direktorat", "ditjen")):
        return
    pattern, ministries = _directorate()
    for match in page.matches(_OF_WHOM, "ditjen", "direktorat"):
        field = " ".join(match["field"].split())
        ministry_of = lexicon.toml("directorates.toml")["ministries"].get(_spelt_out(field).casefold())
        if ministry_of:
            name = f"Direktorat Jenderal {_spelt_out(field)} {ministry_of}"
            yield Body(match.start(), match.end(), match[0], name, "directorate", None)
    for match in pattern.finditer(page.text):
        if page.inside(match.start()):
            ministry = ministries[" ".join(match["ministry"].split())]
            name = f"Direktorat Jenderal {_spelt_out(match['field']).strip(' ,')} {ministry}"
            yield Body(match.start(), match.end(), match[0], name, "directorate", None)


_OF_WHOM: Final = re.compile(
    r"\b(?:Direktorat\s+Jenderal|Ditjen)\s+(?P<field>[A-Z]\w+(?:\s+(?:dan\s+)?[A-Z]\w+){0,5})(?=\s*[,.(;]|\s+[a-z])"
)


@cache
def _affairs() -> Mapping[str, str]:
    pairs = (line.partition("=") for line in lexicon.words("affairs.txt"))
    return {word: full or word for word, _, full in pairs}


@cache
def _full_name() -> re.Pattern[str]:
    heads = lexicon.alternatives(
        [*(row["form"] for row in lexicon.table("agency_heads.csv")), "Kadis", "Kadin", "Kaban"]
    )
    word = lexicon.alternatives([*_affairs(), *(w.upper() for w in _affairs())])
    join = r"(?:\s*,\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+|\s*&\s*|\s+)"
    return re.compile(rf"(?P<head>{heads})\s+(?P<rest>{word}(?!\w)(?:{join}{word}(?!\w))*){BRACKETS}", re.IGNORECASE)


@cache
def _heads() -> Gazetteer:
    return Gazetteer([*(row["form"] for row in lexicon.table("agency_heads.csv")), "Kadis", "Kadin", "Kaban"])


@cache
def _head_kinds() -> Mapping[str, str]:
    kinds = {row["form"].casefold(): row["kind"] for row in lexicon.table("agency_heads.csv")}
    return kinds | {"kadis": "dinas", "kadin": "dinas", "kaban": "badan"}


def _full_names(page: Page) -> Iterator[Body]:
    for place in _heads().find(page):
        match = _full_name().match(page.text, place.start())
        if match is None:
            continue
        head = match["head"]
        if not (head[0].isupper() or match["abbr"]) or not match["rest"][0].isupper():
            continue
        rest = _spelt_out(match["rest"])
        kind = _head_kinds()[head.casefold()]
        name = f"{_HEAD_NAMES.get(head.casefold(), head.capitalize())} {rest}"
        if name in _NO_BODIES or name.startswith("Badan Publik") or head.casefold() == "biro":
            continue
        if kind == "bagian" and _HEAD_OF.search(page.text, max(0, match.start() - _HEAD_WORDS), match.start()):
            continue  # 'Kepala Bagian Umum PDAM': a post names it, no more
        end = match.end() if match["abbr"] and not is_region(match["abbr"]) else match.end("rest")
        abbreviation = match["abbr"] if end == match.end() else None
        yield Body(match.start(), end, page.text[match.start() : end], name, kind, None, abbreviation)


_HEAD_OF: Final = re.compile(r"(?:[Kk]epala|[Kk]abag|[Ss]ub)\s+\Z")
_HEAD_WORDS: Final = 10  # characters


@cache
def _folded_affairs() -> Mapping[str, str]:
    return {w.casefold(): full for w, full in _affairs().items()}


def _spelt_out(rest: str) -> str:
    """Fields of affairs in full, in title case, as they are joined.

    >>> _spelt_out("Kominfo, Statistik dan Persandian")
    'Komunikasi dan Informatika, Statistik dan Persandian'
    """
    affairs = _folded_affairs()
    flat = " ".join(rest.split())
    return re.sub(
        r"[^\W\d_]+",
        lambda m: m[0].lower() if m[0].lower() in {"dan", "serta"} else affairs.get(m[0].casefold(), m[0]),
        flat,
    )


def _defined(page: Page, defined: Mapping[str, Body]) -> Iterator[Body]:
    """Later uses of an abbreviation that the text itself spells out ('… (Baperlitbang)')."""
    for abbreviation, body in defined.items():
        if len(abbreviation) < 2 or not abbreviation[0].isupper():  # noqa: PLR2004 - one letter stands for anything
            continue
        first = _FIRST_WORD.match(abbreviation)
        pattern = re.compile(rf"{re.escape(abbreviation)}(?!\w)")
        for place in page.places(first[0].lower()) if first else ():
            match = pattern.match(page.text, place)
            if match and not body.start <= place < body.end + len(abbreviation) + 3:
                yield replace(body, start=match.start(), end=match.end(), form=match[0], abbreviation=None)


_FIRST_WORD: Final = re.compile(r"\w+")


def _longest(found: list[Body]) -> list[Body]:
    """Of bodies that overlap, the one that begins first, then the longest, stays."""
    kept: list[Body] = []
    for body in sorted(found, key=lambda b: (b.start, -b.end)):
        if not kept or body.start >= kept[-1].end:
            kept.append(body)
    return kept


def _with_region(page: Page, body: Body, regions: Sequence[Mention]) -> Body:
    """The region whose name follows, if the body can have one."""
    if body.name.startswith("Rumah Sakit Umum Pusat"):
        return body  # the state's, whatever city stands behind it
    twofold = body.kind == "ministry" and body.form in regional()
    if body.kind.rstrip("+*") not in REGIONAL and not body.kind.endswith(("+", "*")) and not twofold:
        return body
    mention = _region_behind(page, body, regions)
    if mention and mention.code is None:
        return replace(body, region=_UNNAMED, end=mention.end)
    if mention:
        local = regional().get(body.form) if body.kind == "ministry" else None
        name, kind = local[:2] if local else (body.name, body.kind.rstrip("+*"))  # 'Kominfo Palembang' is the city's
        return replace(body, name=name, kind=kind, region=_fitting(body, mention), end=mention.end)
    place = _place_behind(page, body)
    if place:  # 'BPJS Ketenagakerjaan Cabang Sumba', 'Kejaksaan Negeri Kepanjen': a place that is no region
        name = f"{body.name} {place['name']}"
        return replace(body, end=place.end(), name=name, region=None, kind=body.kind.rstrip("+*"))
    anywhere = body.kind.endswith("+") or twofold
    return replace(body, region=None if anywhere else _UNNAMED, kind=body.kind.rstrip("+*"))


def _place_behind(page: Page, body: Body) -> re.Match[str] | None:
    """A place that is no region, by which a branch or an office is called."""
    if body.name.endswith("Cabang"):
        return _BRANCH_NAME.match(page.text, body.end)
    place = _PLACE_BEHIND.match(page.text, body.end) if body.name in named() else None
    return place if place and place["name"] not in stops() else None


def _region_behind(page: Page, body: Body, regions: Sequence[Mention]) -> Mention | None:
    """The region that is named right behind a body, with nothing but words for kinds of regions between."""
    gap = _GAP.match(page.text, body.end)
    reach = (gap.end() if gap else body.end) + 1
    for mention in standing(regions, body.end, reach + _MARKER_REACH):
        if body.start <= mention.left <= reach and _only_markers(page.text[body.end : mention.start]):
            return mention
    return None


_MARKER_REACH: Final = 23  # characters of a word for a region's kind before its name

_PLACE_BEHIND: Final = re.compile(r"\s+(?P<name>[A-Z][a-z]{3,})(?!\w)")
_BRANCH_NAME: Final = re.compile(r"\s+(?P<name>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)(?=\s*[,.(])")


def _only_markers(between: str) -> bool:
    return bool(_MARKERS.fullmatch(between)) and not ("," in between and not _KIND_TOLD.search(between))


_KIND_TOLD: Final = re.compile(r"kota|kabupaten|provinsi", re.IGNORECASE)
_MARKERS: Final = re.compile(
    r"[\s,]*(?:\([^()]{2,30}\)\s*)?(?:(?i:di|dari|milik|pemerintah|pemkot|pemkab|pemprov|provinsi|prov\.?|kabupaten|kab\.?|kotamadya|kota"
    r"|lingkungan|daerah|cabang|perwakilan|wilayah)\s+)*(?:\([^()]{2,30}\)\s*)?"
)


def _fitting(body: Body, mention: Mention) -> str:
    form = body.form.casefold()
    for kind, words in (
        ("kota", ("pemkot", "pemko", "kota")),
        ("kabupaten", ("pemkab", "kabupaten")),
        ("provinsi", ("pemprov", "provinsi")),
    ):
        if any(w in form for w in words):
            fits = [c for c in mention.options if by_code()[c].kind == kind]
            if len(fits) == 1:
                return fits[0]
    return mention.code or _UNNAMED


def home(placed: Sequence[Body], regions: Sequence[Mention]) -> str | None:
    """The region a report is about: whose government, bodies and name it tells most; of equals the first."""
    counts: Counter[str] = Counter()
    for body in placed:
        if body.region:
            counts[body.region] += 2 if body.kind == "government" else 1
    for mention in regions:
        if mention.code:
            counts[mention.code] += 1
    if not counts:
        return None
    best = max(counts.values())
    return next((c for c in counts if counts[c] == best), None)


def _with_home(placed: Sequence[Body], page: Page, regions: Sequence[Mention]) -> Iterator[Body]:
    """What has no region behind it takes that of the same form before it, else the nearest body's, else home."""
    at_home = home(placed, regions)
    by_form: dict[str, str] = {}
    for body in placed:
        if body.region:
            by_form.setdefault(body.name.casefold(), body.region)
    latest: dict[str, str] = {}
    for body in placed:
        if body.region == _UNNAMED:
            key = body.name.casefold()
            if body.kind == "government":
                if at_home and _form_fits(body.form, at_home):
                    yield replace(body, region=at_home, confidence=0.7)
                continue
            near = None if body.kind == "other" else _nearby(page, body, regions) or at_home
            region = latest.get(key) or by_form.get(key) or near
            if region:
                yield replace(body, region=region, confidence=0.7)
            continue
        if body.region:
            latest[body.name.casefold()] = body.region
        yield body


def _form_fits(form: str, code: str) -> bool:
    """Whether 'Pemkot' alone can mean a region's government: its kind must be the region's; 'Pemda' means anybody's."""
    kind = by_code()[code].kind
    return form.casefold().startswith({"kota": "pemko", "kabupaten": "pemkab", "provinsi": "pemprov"}[kind])


_AT: Final = re.compile(r"\b(?:di|ke|dari)\s+\Z")
_PARAGRAPH: Final = 2000  # characters in which a paragraph names its region, however long its line is


def _nearby(page: Page, body: Body, regions: Sequence[Mention]) -> str | None:
    """The last region that its sentence named before it, else the last one that its paragraph named with its kind."""
    line = page.line_at(body.start)
    sentence = page.sentence_at(body.start)
    near = [
        m
        for m in standing(regions, sentence.start, body.start)
        if m.code and not _AT.search(page.text[max(0, m.left - 6) : m.left])
    ]
    if near:
        return near[-1].code
    before = (
        [m for m in standing(regions, max(line.start, body.start - _PARAGRAPH), body.start) if m.code and m.marked]
        if line
        else []
    )
    return before[-1].code if before else None
