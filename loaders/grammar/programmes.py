"""Contests and award programmes that a page names, and who organises them.

A name begins with a word for a contest (`Lomba`, `Anugerah` …) or ends in one (`… Award`, `… Summit`), and runs on
through capitalised words, an acronym in brackets and a year. Names of one page that share an acronym or whose words
are part of each other mean one programme; it is called by the form that says most.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.gazetteer import Gazetteer
from simpul.loaders.grammar.names import days
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.known_bodies import Body
    from simpul.loaders.grammar.page import Page

_CAPITAL: Final = r"(?:[A-Z][\w'’/-]*|\d{4}(?!\d)|[A-Z]+\d*|\([A-Z][\w .-]{1,30}\)|&|4\.0|5\.0)"
_JOIN: Final = r"(?:dan|dengan\s+tema|bertema|bertajuk|pada|untuk|bagi|se|tingkat|tahun|dalam|di\s+bidang|bidang|ke)"
_LOWER: Final = (
    r"(?:video|inovasi|daerah|media|pertunjukan|rakyat|film|pendek|desa|kota|kabupaten|karya|tulis|pidato|kreasi|cipta|foto"
    r"|kinerja|jurnalistik|pelayanan|publik|teknologi|tepat|guna|kampung|sekolah|kebersihan|cerdas|cermat|keterbukaan|informasi)"
)
_GENERIC: Final = frozenset(
    [
        "lomba",
        "anugerah",
        "anugrah",
        "penghargaan",
        "kompetisi",
        "festival",
        "award",
        "awards",
        "penganugerahan",
        "piala",
        "gelar",
        "evaluasi",
        "pekan",
        "pameran",
        "pemilihan",
        "apresiasi",
        "kontes",
        "juara",
        "se",
        "tingkat",
        "nasional",
        "provinsi",
        "kabupaten",
        "kota",
        "indonesia",
        "tahun",
        "untuk",
        "bagi",
        "dan",
        "pada",
        "dalam",
    ]
)
_LONGEST: Final = 22


@dataclass(slots=True)
class Programme:
    """A programme with its mentions; `name` is what the page calls it at its fullest."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    organiser: Body | None = None
    organiser_name: str | None = None
    organiser_span: Span | None = None
    year: int | None = None


@cache
def _prefixed() -> re.Pattern[str]:
    heads = lexicon.alternatives(
        [f for h in lexicon.toml("awards.toml")["prefix_heads"] for f in (h, h.lower(), h.upper())]
    )
    word = rf"(?:{_CAPITAL}|{_LOWER})"
    return re.compile(
        rf"(?<!\w){heads}(?:\s+(?:(?:{_JOIN})\s+(?:tema\s+)?)?(?:se[- ])?{word}"
        rf"(?:,(?=\s+(?!Kota\b|Kab|Kec|Desa\b|Prov){_CAPITAL}(?:\s+{_CAPITAL}|\s+dan)))?){{1,{_LONGEST}}}"
    )


@cache
def _suffixed() -> re.Pattern[str]:
    heads = lexicon.alternatives(lexicon.toml("awards.toml")["suffix_heads"])
    return re.compile(
        rf"(?<!\w)(?:[A-Z][\w'’&-]*\s+(?:dan\s+(?=[A-Z]))?(?:\([A-Z][\w-]{{1,15}}\)\s+)?){{1,7}}{heads}(?!\w)"
        r"(?:\s*\([A-Z][\w -]{1,15}\))?(?:\s+(?:[Tt]ahun\s+)?\d{4})?"
    )


@cache
def _fixed() -> re.Pattern[str]:
    names = lexicon.alternatives(lexicon.toml("awards.toml")["names"])
    return re.compile(
        rf"(?<!\w){names}(?!\w)(?:\s*\([A-Z]{{2,6}}\))?(?:\s+(?:[A-Z][a-z]+|[IVXL]+\b)){{0,5}}(?:\s+(?:[Tt]ahun\s+)?\d{{4}})?"
    )


def programmes(page: Page, bodies: Sequence[Body]) -> list[Programme]:
    """The programmes of a page, in the order of their first mentions."""
    spans = sorted(_named(page), key=lambda s: (s.start, -s.end))
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    groups: list[list[Span]] = []
    by_name: dict[str, list[Span]] = {}
    for span in kept:
        name = page.quote(span)
        home = by_name.get(name) or next((g for n, g in by_name.items() if _same(name, n)), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(span)
        by_name[name] = home
    found = [_programme(page, group) for group in groups]
    if len(found) > 1:  # a headline's short name means the programme that the report goes on to name
        found = [p for p in found if any(s.start >= page.lines[0].end for s in p.mentions)] or found[:1]
    for programme in found:
        _organise(page, programme, bodies)
    return found


def _named(page: Page) -> Iterator[Span]:
    for matches in (_prefixed_names(page), _suffixed_names(page), _fixed_names(page), _acronyms(page)):
        for match in matches:
            span = _trimmed(page, match.start(), min(match.end(), page.sentence_at(match.start()).end))
            if span and _telling(page.quote(span)) and not _CLASS.match(page.quote(span)):
                yield span


# 'penghargaan Kualifikasi A' is a class of a prize, and no programme of its own.
_CLASS: Final = re.compile(
    r"(?i:penghargaan|anugerah|predikat)\s+(?:Kualifikasi|Kategori|Predikat(?!\s+Kepatuhan)|Informasi$|Peringkat|Tingkat|Terbaik|Juara|Khusus$|Bidang)\b"
)


def _prefixed_names(page: Page) -> Iterator[re.Match[str]]:
    end = 0
    for place in _prefix_heads().find(page):
        match = _prefixed().match(page.text, place.start()) if place.start() >= end else None
        if match:
            end = match.end()
            yield match


def _suffixed_names(page: Page) -> Iterator[re.Match[str]]:
    heads = {h.lower() for h in lexicon.toml("awards.toml")["suffix_heads"]}
    if not page.words.isdisjoint(heads):
        yield from (m for m in _suffixed().finditer(page.text) if page.inside(m.start()))


def _fixed_names(page: Page) -> Iterator[re.Match[str]]:
    for place in _fixed_forms().find(page):
        match = _fixed().match(page.text, place.start())
        if match:
            yield match


_ACRONYM: Final = re.compile(
    r"\b(?:ajang|acara|penghargaan|anugerah|kompetisi|predikat)\s+(?=(?P<name>[A-Z]{3,8}\s+20\d\d))"
)
_ACRONYM_NAME: Final = re.compile(r"[A-Z]{3,8}\s+20\d\d")


def _acronyms(page: Page) -> Iterator[re.Match[str]]:
    """'sederet penghargaan lain dari ajang AMH 2017'."""
    for told in page.matches(_ACRONYM, "ajang", "acara", "penghargaan", "anugerah", "kompetisi", "predikat"):
        match = _ACRONYM_NAME.match(page.text, told.end())
        if match:
            yield match


@cache
def _prefix_heads() -> Gazetteer:
    heads = lexicon.toml("awards.toml")["prefix_heads"]
    return Gazetteer([f for h in heads for f in (h, h.lower(), h.upper())], same_case=True)


@cache
def _fixed_forms() -> Gazetteer:
    return Gazetteer(lexicon.toml("awards.toml")["names"], same_case=True)


# 'Penghargaan pada GSMS', 'Piala Lomba X': the name begins behind the first word.
_LEADS_IN: Final = re.compile(
    r"(?:penghargaan|anugerah|juara)\s+(?:pada|dalam|di|ajang|acara)\s+|piala\s+(?=lomba|festival|kompetisi)",
    re.IGNORECASE,
)


def _trimmed(page: Page, start: int, end: int) -> Span | None:
    """Without the joining words, lower-case words and commas at the end."""
    text = page.text[start:end]
    text = re.sub(rf"(?:[\s,]+(?:{_JOIN}|{_LOWER}|se|tema))+$", "", text.rstrip(" ,"), flags=0)
    text = re.sub(
        r"\s+(?:Juara|Terbaik(?!\s+[Tt]ingkat)|Kategori|Klaster|Sabtu|Minggu|Senin|Selasa|Rabu|Kamis|Jumat|Jum'at)\b.*$",
        "",
        text,
        flags=re.DOTALL,
    )
    text = re.sub(rf"(?:[\s,]+{_JOIN})+$", "", text.rstrip(" ,")).removesuffix("-nya")
    after_year = re.search(r"(?<=\s)(?:19|20)\d\d(?=[\s,])", text)
    text = text[: after_year.end()] if after_year else text
    verb = list(_verbs_in_name().finditer(text))
    lead = verb[-1].end() if verb else 0
    arena = re.match(r"(?:Ajang|Acara|Kegiatan)\s+", text[lead:])
    lead += arena.end() if arena else 0
    generic = re.match(
        r"(?i)(?:penghargaan|anugerah|juara)\s+(?:pada|dalam|di|ajang|acara)\s+|piala\s+(?=lomba|festival|kompetisi)",
        text[lead:],
    )
    lead += generic.end() if generic else 0
    named = _prize_named().match(text, lead)  # 'Penghargaan UHC Award 2023' is the 'UHC Award 2023'
    lead += len(named[1]) if named else 0
    return Span(start + lead, start + len(text)) if text[lead:] else None


@cache
def _prize_named() -> re.Pattern[str]:
    words = lexicon.toml("awards.toml")
    capital = r"(?:[A-Z][\w'’&-]*|\([A-Z][\w -]{1,15}\))"
    heads, names = lexicon.alternatives(words["suffix_heads"]), lexicon.alternatives(words["names"])
    return re.compile(rf"((?:[Pp]enghargaan|[Aa]nugerah)\s+)(?:(?:{capital}\s+){{1,6}}{heads}(?!\w)|{names}(?!\w))")


@cache
def _verbs_in_name() -> re.Pattern[str]:
    """A headline's capitalised verb before a name: 'Pemkab Batang Raih BKN Award'."""
    verbs = lexicon.alternatives([v.title() for v in lexicon.toml("awards.toml")["won"]])
    return re.compile(rf"\b{verbs}\s+(?:\d+\s+|Dua\s+|Tiga\s+)?(?=\S)")


def _telling(name: str) -> bool:
    """Whether a name says more than that something is a contest."""
    return bool(content_words(name))


@lru_cache(maxsize=4096)
def content_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others.

    >>> sorted(content_words("Anugerah Media Center (AMC) 2024"))
    ['amc', 'center', 'media']
    """
    words = re.findall(r"[a-z]+", name.lower().replace("covid-19", "covid"))
    return frozenset(w for w in words if w not in _GENERIC)


@lru_cache(maxsize=4096)
def acronyms(name: str) -> frozenset[str]:
    """The acronyms a name gives itself in brackets, or begins with.

    >>> acronyms("Anugerah Media Center (AMC) 2024") == acronyms("AMC Award 2024")
    True
    """
    return frozenset(
        re.findall(r"\(([A-Z]{2,8})\)|^([A-Z]{3,8})\b", name)
        and [a or b for a, b in re.findall(r"\(([A-Z]{2,8})\)|^([A-Z]{3,8})\b", name)]
    )


def _same(one: str, other: str) -> bool:
    a, b = content_words(one), content_words(other)
    if acronyms(one) & acronyms(other):
        return True
    small, large = sorted((a, b), key=len)
    return small <= large or _initials(one) in b or _initials(other) in a


@lru_cache(maxsize=4096)
def _initials(name: str) -> str:
    """'Badan Kepegawaian Negara Award' has the initials of 'BKN'."""
    words = [w for w in re.findall(r"[A-Z][a-z]+", name) if w.lower() not in _GENERIC]
    return "".join(w[0] for w in words).lower() if len(words) > 1 else "-"


def _programme(page: Page, spans: Sequence[Span]) -> Programme:
    names = [_clean(page.quote(s)) for s in spans]
    counts = Counter(names)
    distinct = list(dict.fromkeys(names))
    short = [n for n in distinct if any(_initials(o) in content_words(n) for o in distinct)]
    name = max(short or names, key=lambda n: (_score(n), counts[n], -names.index(n)))
    years = [int(y) for n in names for y in re.findall(r"\b((?:19|20)\d\d)\b", n)]
    return Programme(name, list(spans), year=years[0] if years else None)


def _score(name: str) -> int:
    return len(content_words(name)) + 2 * bool(re.search(r"\d{4}", name)) + bool(acronyms(name))


def _clean(name: str) -> str:
    flat = " ".join(name.split())
    flat = re.sub(r"\s+(?:dengan\s+tema|bertema|bertajuk)\s+", " ", flat)
    return flat[0].upper() + flat[1:]


_BY: Final = 60


def _organise(page: Page, programme: Programme, bodies: Sequence[Body]) -> None:
    """Who holds it: 'yang digelar X', 'dari X', 'X menggelar …', or a body named in its name."""
    for span in programme.mentions:
        sentence = page.sentence_at(span.start)
        after = page.text[span.end : sentence.end]
        held = _held_by().search(after)
        if held:
            body = _body_at(bodies, span.end + held.end())
            if body and body.kind == "government":
                through = re.compile(r"\s*,?\s*[Mm]elalui\s+").match(page.text, body.end)
                body = (_body_at(bodies, through.end()) if through else None) or body
            if body:
                programme.organiser, programme.organiser_span = body, Span(span.start, body.end)
                return
            name = re.match(r"[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,4}", after[held.end() :])
            if name and held["explicit"] and _can_hold(name[0]):
                start = span.end + held.end()
                programme.organiser_name = name[0]
                programme.organiser_span = Span(span.start, start + len(name[0]))
                return
    for span in programme.mentions:
        sentence = page.sentence_at(span.start)
        for body in standing(bodies, sentence.start, span.start):
            if body.end <= span.start and body.kind != "university":
                between = page.text[body.end : span.start]
                if _holds().match(between):
                    programme.organiser, programme.organiser_span = body, Span(body.start, span.end)
                    return
    _organise_loosely(page, programme, bodies)


def _organise_loosely(page: Page, programme: Programme, bodies: Sequence[Body]) -> None:
    """'penghargaan … dari Kementerian X', 'lomba yang digelar X' somewhere else in the report, 'BKN Award'."""
    for match in _any_held().finditer(page.text):
        if page.inside(match.start()):
            body = _body_at(bodies, match.end())
            if body:
                programme.organiser, programme.organiser_span = body, Span(match.start(), body.end)
                return
            name = re.match(r"[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,4}", page.text[match.end() :])
            if name and match["oleh"] and _can_hold(name[0]):
                programme.organiser_name = name[0]
                programme.organiser_span = Span(match.start(), match.end() + len(name[0]))
                return
    words = content_words(programme.name)
    for body in bodies:
        if body.form.lower() in words or (body.kind in {"ministry", "national-body"} and _from(page, body)):
            programme.organiser, programme.organiser_span = body, Span(body.start, body.end)
            return


def _can_hold(name: str) -> bool:
    """Whether a name in capitals can be a body's: no day, and no region, which wins more than it holds."""
    first = name.split(maxsplit=1)[0].strip(".,").casefold()
    return first not in days() and first not in {"kabupaten", "kota", "provinsi", "pemkab", "pemkot"}


@cache
def _held_by() -> re.Pattern[str]:
    held = lexicon.alternatives(lexicon.toml("awards.toml")["held"])
    return re.compile(
        rf"^[^.;]{{0,{_BY}}}?(?:(?P<explicit>\b(?:yang\s+)?{held}\s+(?:oleh\s+)?|\bgelaran\s+|\bbesutan\s+)|\bdari\s+(?:pihak\s+)?)(?=[A-Z])"
    )


@cache
def _any_held() -> re.Pattern[str]:
    held = lexicon.alternatives(lexicon.toml("awards.toml")["held"])
    return re.compile(
        rf"\b(?:lomba|ajang|acara|kegiatan|penghargaan|tersebut|itu)[^.;\n]{{0,40}}?\b{held}\s+(?P<oleh>oleh\s+)?(?=[A-Z])",
        re.IGNORECASE,
    )


@cache
def _holds() -> re.Pattern[str]:
    words = lexicon.toml("awards.toml")
    verbs = lexicon.alternatives([*words["hold"], *words["give"], *(f"kembali {v}" for v in words["hold"])])
    return re.compile(rf"^[^.;]{{0,30}}?\b{verbs}\b[^.;]{{0,40}}$")


def _from(page: Page, body: Body) -> bool:
    before = page.text[max(0, body.start - 90) : body.start]
    return bool(
        re.search(
            r"(?:penghargaan|piagam|juara|lomba|anugerah|prestasi|apresiasi)[^.;\n]{0,80}\b(?:dari|oleh|kantor|milik)\s+$",
            before,
            re.IGNORECASE,
        )
    )


def _body_at(bodies: Sequence[Body], place: int) -> Body | None:
    return next(iter(standing(bodies, place, place + 2)), None)
