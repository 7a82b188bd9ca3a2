"""Innovations: what a report calls an innovation, application or service and gives a name.

'inovasi bernama X', 'ada namanya belanja via WhatsApp', 'aplikasi Y', 'inovasi kami, ada namanya internet gratis'.
The owner is the region whose body the sentence or paragraph names, else the host of a visit, else the report's home.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.names import days, stops
from simpul.loaders.grammar.places import LONGEST, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.people import Holder

_NAMED: Final = re.compile(
    r"\b(?:ada\s+namanya|yang\s+namanya|bernama|diberi\s+nama|dinamai|dinamakan|berjuluk|dijuluki|yang\s+disebut)\s+(?P<name>[“\"‘']?[A-Za-z][\w-]*(?:\s+(?!bekerja|bekerjasama|untuk|yang|(?:dan|di|pada|dalam|oleh|dengan|guna|ke|dari|bagi|sebagai|kepada|saat|agar|ini|itu)\b)[\w-]+){0,3})",
)
# Words of a name: 'Jogja Smart Service', 'Si Imut', 'e-Office'.
_WORDS: Final = (
    r"(?:e-)?[A-Z][\w+'’-]*(?:\.[A-Z]\w+)?(?:\s+(?:via\s+|untuk\s+)?(?:e-)?(?:[A-Z][\w+'’-]*|\d{1,3}\b)){0,5}"
)
_KINDS: Final = (
    r"(?:[Ii]novasi|[Aa]plikasi|[Tt]erobosan|(?:[Ll]ayanan|[Pp]rogram)\s+inovasi"
    r"|[Pp]rogram\s+unggulan|[Ss]istem\s+aplikasi)"
)
_TITLED: Final = re.compile(
    rf"(?<![Kk]ategori )\b{_KINDS}\s+(?:unggulan(?:nya)?\s+|layanan\s+|bernama\s+|yakni\s+|yaitu\s+|berupa\s+"
    rf"|bertajuk\s+|baru\s+|pelayanan\s+"
    rf"|seperti\s+|antara\s+lain\s+)*(?:aplikasi\s+)?[“\"‘']?(?P<name>{_WORDS})"
)
_LAUNCHED: Final = re.compile(
    r"\b(?:meluncurkan|luncurkan|me-?launching|diluncurkan(?:nya)?|peluncuran|mengembangkan|menciptakan|mereplikasi|replikasi|mengadopsi)\s+"
    rf"(?:sebuah\s+|program\s+|layanan\s+|gerakan\s+|website\s+|portal\s+|sistem\s+|inovasi\s+|aplikasi\s+)+[“\"‘']?(?P<name>{_WORDS})"
)
_IS_ONE: Final = re.compile(
    rf"(?:^|(?<=[.!?]\s)|,\s+)[“\"‘']?(?P<name>{_WORDS})[”\"’']?\s*(?:\([^)\n]{{4,80}}\)\s*)?(?:merupakan|adalah|ialah)\s+(?:salah\s+satu\s+|sebuah\s+)?(?:inovasi|aplikasi|terobosan)\b",
    re.MULTILINE,
)
# 'Simbada, aplikasi pencatatan barang'.
_APPOSED: Final = re.compile(
    rf"(?<!\w)(?P<name>{_WORDS})[”\"’']?\s*(?:\([^)\n]{{4,80}}\)\s*)?,\s+(?:yaitu\s+|yakni\s+)?(?:sebuah\s+|salah\s+satu\s+)?(?:inovasi|aplikasi|terobosan)\s+[a-z]"
)
# 'inovasi Sanitasi Layak dan Aman (SALAMAN)', 'lewat Sistem Informasi Gaji (SIM GAJI)': a name with its short form.
_SHORTENED: Final = re.compile(
    r"\b(?:[Ii]novasi(?:nya)?|[Aa]plikasi|[Ll]ewat|[Mm]elalui|[Mm]engandalkan|[Dd]engan|[Bb]erkat|[Pp]rogram|[Tt]erobosan)\s+(?:inovasi\s+|aplikasi\s+|program\s+)?"
    r"(?P<name>[A-Z][\w/-]*(?:\s+(?:dan\s+|untuk\s+|di\s+|ke\s+|bagi\s+"
    r"|yang\s+)?[A-Z][\w/-]*){1,9}\s*\([A-Z][\w .+-]{2,30}\))"
)
# 'Sejumlah aplikasi … Sebut saja Hayu.Bdg dan Gampil', 'inovasi, antara lain Sakpore'.
_SUCH_AS: Final = re.compile(
    rf"\b(?:[Ss]ebut\s+saja|[Mm]isalnya|[Aa]ntara\s+lain|[Dd]i\s?antaranya|[Ss]eperti|[Mm]eliputi)\s+(?:aplikasi\s+|inovasi\s+|program\s+|layanan\s+)?[“\"‘']?(?P<name>{_WORDS})"
)
# 'masuk Top 99 Inovasi Pelayanan Publik melalui Rumah Tunggu Kelahiran'.
_LISTED_TOP: Final = re.compile(
    rf"\bT(?:op|OP)\s+(?:\d+|[Ii]novasi)\b[^.\n]*?\b(?:melalui|lewat|dengan|ialah|yakni|yaitu|berkat)\s+(?:inovasi\s+|program\s+|aplikasi\s+)*[“\"‘']?(?P<name>{_WORDS})"
)
# 'Kelima inovasi itu … Ayo Cegah Stunting (Ayo Ceting) dari Kota Padang'.
_OF_REGION: Final = re.compile(
    r"(?P<name>[A-Z][\w/-]*(?:\s+(?:dan\s+|untuk\s+|di\s+"
    r"|bagi\s+)?[A-Z][\w/-]*){1,9}\s*\([A-Z][\w .+-]{2,30}\))"
    r"\s+(?:dari|milik|besutan|karya|punya)\s+(?=Kota|Kab|Prov|Pem)"
)
_LEAD: Final = re.compile(
    r"(?:Kota|Kab\w*|Provinsi|Pem\w+)\s[^()]*?\sdan\s+|(?:Kemudian|Lalu|Selanjutnya|Berikutnya|Serta|Ada)\s+"
)
_PROGRAMME: Final = re.compile(rf"\b(?:program|gerakan|layanan|portal|website)\s+[“\"‘']?(?P<name>{_WORDS})")
# What follows a name in a row of names: 'Sakpore, Lapor Hendi, dan Si Imut'.
_NEXT: Final = re.compile(
    rf"[”\"’']?\s*(?:\([^)\n]{{2,80}}\)\s*)?"
    rf"(?:,\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+)[“\"‘']?(?P<name>{_WORDS})"
)
_IALAH: Final = re.compile(
    r"\b(?:[Kk]eunggulan|[Ii]novasi|[Tt]erobosan|program)[^.\n]{0,60}?\b(?:ialah|yakni|yaitu|adalah\s+program|adalah)\s+(?P<name>[A-Z][\w-]*(?:\s+(?:via\s+)?[A-Z][\w-]*){1,4})"
)


@dataclass(frozen=True, slots=True)
class Novelty:
    """An innovation's name, and the words around it."""

    name: str
    place: int
    span: Span
    rule: str
    confidence: float


# The words of which one stands in every match of a rule: a page without them is done with.
_CUES: Final = {
    "innovation-named": ("namanya", "bernama", "nama", "dinamai", "dinamakan", "berjuluk", "dijuluki", "disebut"),
    "innovation-is": ("keunggulan", "inovasi", "terobosan", "program"),
    "innovation-offered": ("inovasi", "terobosan"),
    "innovation-titled": ("inovasi", "aplikasi", "terobosan", "program"),
    "innovation-launched": (
        *("meluncurkan", "luncurkan", "launching", "melaunching", "diluncurkan", "diluncurkannya", "peluncuran"),
        *("mengembangkan", "menciptakan", "mereplikasi", "replikasi", "mengadopsi"),
    ),
    "innovation-predicate": ("inovasi", "aplikasi", "terobosan"),
    "innovation-shortened": ("inovasi", "inovasinya", "aplikasi", "terobosan"),
    "innovation-such-as": ("saja", "misalnya", "antara", "antaranya", "diantaranya", "seperti", "meliputi"),
    "innovation-in-top": ("top",),
    "innovation-apposed": ("inovasi", "aplikasi", "terobosan"),
    "innovation-of": ("dari", "milik", "besutan", "karya", "punya"),
    "innovation-programme": ("program", "gerakan", "layanan", "portal", "website"),
}


@cache
def _offered() -> re.Pattern[str]:
    services = lexicon.alternatives(lexicon.toml("innovations.toml")["services"])
    return re.compile(rf"\b(?:inovasi|terobosan)\b[^\n]{{0,220}}?\b(?P<name>{services})", re.IGNORECASE)


def novelties(page: Page, who: Sequence[Actor], people: Sequence[Holder] = ()) -> list[Novelty]:
    """The innovations that a page names, in order, each once; a region, body or person is none."""
    found: dict[str, Novelty] = {}
    for pattern, rule, confidence in (
        (_NAMED, "innovation-named", 0.85),
        (_IALAH, "innovation-is", 0.75),
        (_offered(), "innovation-offered", 0.75),
        (_SHORTENED, "innovation-shortened", 0.8),
        (_OF_REGION, "innovation-of", 0.8),
        (_LISTED_TOP, "innovation-in-top", 0.75),
        (_SUCH_AS, "innovation-such-as", 0.7),
        (_TITLED, "innovation-titled", 0.7),
        (_LAUNCHED, "innovation-launched", 0.75),
        (_IS_ONE, "innovation-predicate", 0.8),
        (_APPOSED, "innovation-apposed", 0.75),
        (_PROGRAMME, "innovation-programme", 0.65),
    ):
        if page.words.isdisjoint(_CUES[rule]):
            continue
        for match in _matches(page, pattern, rule):
            if rule in {"innovation-named", "innovation-such-as", "innovation-of"} and not _about_innovation(
                page, match.start()
            ):
                continue
            if rule == "innovation-programme" and not _is_new(page, match.start()):
                continue
            whole = rule == "innovation-of"
            for first, stop in _row(page, match, rule):
                lead = _LEAD.match(page.text, first, stop) if whole else None
                start = lead.end() if lead else first
                end = stop if whole else start + len(_cut(page.text[start:stop]))
                name = " ".join(page.text[start:end].strip("“\"‘' ").split())
                if not whole and not _nameable(page, name, start, end, who):
                    break
                title = _titled(name)
                novelty = Novelty(title, start, page.sentence_at(start), rule, confidence)
                found.setdefault(title.casefold(), novelty)
    for novelty in _listed(page, who):
        found.setdefault(novelty.name.casefold(), novelty)
    named = {word for h in people for word in h.name.casefold().split()}
    kept = [n for n in found.values() if not set(n.name.casefold().split()) <= named]
    return sorted((n for n in kept if not _part_of_another(n, kept)), key=lambda n: n.place)


def _part_of_another(novelty: Novelty, found: Sequence[Novelty]) -> bool:
    """Whether a name stands in a longer one: 'SALAMAN' in 'Sanitasi Layak dan Aman (SALAMAN)'."""
    name = novelty.name.casefold()
    return any(o is not novelty and len(o.name) > len(name) and f"({name})" in o.name.casefold() for o in found) or any(
        o is not novelty and o.rule == "innovation-shortened" and name in o.name.casefold() for o in found
    )


def _matches(page: Page, pattern: re.Pattern[str], rule: str) -> Iterator[re.Match[str]]:
    """The matches of a rule in the sentences that hold one of its words; what is offered may stand a sentence later."""
    if rule == "innovation-offered":
        yield from (m for m in pattern.finditer(page.text) if page.inside(m.start("name")))
        return
    for sentence in page.sentences_with(*_CUES[rule]):
        yield from pattern.finditer(page.text, sentence.start, sentence.end)


def _is_new(page: Page, place: int) -> bool:
    """A programme is an innovation where its sentence or the next one calls it that."""
    at = page.number_at(place)
    text = " ".join(page.quote(s) for s in page.sentences[at : at + 2])
    return bool(re.search(r"\b(?:inovasi|terobosan)\b", text, re.IGNORECASE))


def _listed(page: Page, who: Sequence[Actor]) -> Iterator[Novelty]:
    """The first words of lines under 'inovasi … yaitu:'."""
    under = False
    if page.words.isdisjoint(("inovasi", "aplikasi", "terobosan", "unggulan")):
        return
    for line in page.lines:
        text = page.quote(line)
        item = _ITEM.match(text)
        if not item:
            under = text.rstrip().endswith(":") and bool(_HEADING.search(text))
        elif under:
            named = _FIRST_WORDS.match(page.text, line.start + item.end(), line.end)
            name = " ".join(named["name"].split()) if named else ""
            if named and _nameable(page, name, *named.span("name"), who):
                yield Novelty(_titled(name), named.start("name"), line, "innovation-listed", 0.75)


_ITEM: Final = re.compile(r"\s*(?:\d{1,2}\s*[.)]|[a-z][.)]|[-•*–])\s*")
_HEADING: Final = re.compile(r"\b(?:inovasi|aplikasi|terobosan|program\s+unggulan)\b", re.IGNORECASE)
_FIRST_WORDS: Final = re.compile(rf"[“\"‘']?(?P<name>{_WORDS})(?=[”\"’']?\s*(?:[,:;.(–-]|$))")


def _row(page: Page, match: re.Match[str], rule: str) -> Iterator[tuple[int, int]]:
    """The place of a name, and of those that stand in a row with it."""
    start, end = match.span("name")
    yield start, end
    if rule in {"innovation-titled", "innovation-launched", "innovation-such-as"}:
        limit = page.sentence_at(start).end
        while (further := _NEXT.match(page.text, end, limit)) is not None:
            start, end = further.span("name")
            yield start, end


def _nameable(page: Page, name: str, start: int, end: int, who: Sequence[Actor]) -> bool:
    """Whether a name can be an innovation's: no everyday capitalised word, no body's or region's name."""
    if not _can_begin(name.split(), name) or name in _national():
        return False
    line = page.line_at(start)
    if line and not name.isupper() and page.is_headline(line) and page.text.count(name) == 1:
        return False  # every word of a headline is capitalised
    near = [a for a in standing(who, start - LONGEST, end) if a.start < end and start < a.end]
    return all(_stands_aside(page, name, start, end, a) for a in near)


def _can_begin(words: Sequence[str], name: str) -> bool:
    """Whether the first and last words of a name can be an innovation's."""
    return bool(words) and not (
        words[-1].casefold() in {"itu", "ini", "tersebut", "kabupaten", "kota"}
        or len(name) < (_ACRONYM if name.isupper() else _SHORTEST)
        or words[0].title() in _no_first()
        or words[0] in _no_first()
        or (_ends(words[0]) and words[0] not in _may_begin())
    )


def _stands_aside(page: Page, name: str, start: int, end: int, actor: Actor) -> bool:
    """Whether a body or region that a name overlaps with is only a part of it: 'Simpel Kudus'."""
    if actor.kind == "region" and actor.start <= start and end <= actor.end:
        return False
    within = start <= actor.start and actor.end <= end and name.casefold() != _bare(actor)
    return within and page.text[actor.start].isupper() and not _RULES.match(page.text, actor.start)


@cache
def _no_first() -> frozenset[str]:
    return frozenset(lexicon.toml("innovations.toml")["no_first"])


@cache
def _may_begin() -> frozenset[str]:
    return frozenset(lexicon.toml("innovations.toml")["may_begin"])


@cache
def _national() -> frozenset[str]:
    return frozenset(lexicon.toml("innovations.toml")["national"])


def _cut(name: str) -> str:
    """A name without the day, verb or title behind it.

    >>> _cut("Lebak Sehat Senin"), _cut("Jogja Smart Service")
    ('Lebak Sehat', 'Jogja Smart Service')
    """
    words = name.split()
    end = next((n for n, word in enumerate(words) if n and _ends(word)), len(words))
    return name[: name.index(words[end])].rstrip() if end < len(words) else name


def _ends(word: str) -> bool:
    return word in stops() or word.casefold() in days()


def _bare(actor: Actor) -> str:
    return actor.name.split(" ", 1)[-1].casefold() if actor.kind == "region" else actor.name.casefold()


_RULES: Final = re.compile(r"(?:Pem(?:erintah|kab|kot|prov|da)|Kabupaten|Kota|Provinsi|Dinas|Badan|Kemen\w*|Men\w+)\b")
_SHORTEST: Final = 4
_ACRONYM: Final = 3


def _titled(name: str) -> str:
    if name[:1].isupper() or re.match(r"e-", name):
        return name
    return name.title().replace(" Via ", " via ").replace("Whatsapp", "WhatsApp")


_NEAR: Final = 2


def _about_innovation(page: Page, place: int) -> bool:
    """'namanya' names many things; here the sentence or one just before speaks of something new or of a service."""
    at = page.number_at(place)
    text = " ".join(page.quote(s) for s in page.sentences[max(0, at - _NEAR) : at + 1])
    return bool(
        re.search(
            r"\b(?:inovasi|aplikasi|layanan|terobosan|kelebihan|program|sistem|keunggulan)\b", text, re.IGNORECASE
        )
    )


_PARAGRAPH: Final = 2000  # characters


_BEHIND: Final = 20  # characters from a name to the region whose it is


def owner(novelty: Novelty, who: Sequence[Actor], home: str | None, page: Page) -> str | None:
    """The region whose body stands nearest before the name in its paragraph, else the report's home."""
    if novelty.rule == "innovation-of":
        behind = [
            a
            for a in standing(who, novelty.place + len(novelty.name), novelty.place + len(novelty.name) + _BEHIND)
            if a.code
        ]
        if behind:
            return behind[0].code
    line = page.line_at(novelty.place) or novelty.span
    before = [a for a in standing(who, max(line.start, novelty.place - _PARAGRAPH), novelty.place) if a.code]
    return before[-1].code if before else home
