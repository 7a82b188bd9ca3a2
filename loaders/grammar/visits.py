"""Study visits: who visits whom, when, to learn what, led and received by whom, with how many.

A sentence with a word for such a visit (`visits.toml`) names visitor and host by the words beside them: the host
stands behind 'ke' or welcomes ('menerima', 'disambut', 'jadi tujuan'), the visitor comes, or stands behind 'dari'.
What one sentence leaves open, the ones around it tell. Everyday words (`kunjungan`, `belajar`) count only between
local bodies.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.actors import is_province
from simpul.loaders.grammar.gazetteer import Gazetteer
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.visit_details import tell_details
from simpul.loaders.grammar.visit_scene import Roles, pairs, sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.people import Holder
    from simpul.ontology.facts import Count

_start: Final = attrgetter("start")
WEAK: Final = frozenset({"kunjungan", "konsultasi"})
_NEAR: Final = 3  # sentences after the one with the cue in which a missing side may stand


@dataclass(slots=True)
class Visit:
    """A visit from one body to another; `evidence` are the sentences with what each of them supports."""

    visitor: Actor
    host: Actor
    form: str
    cue: Span
    confidence: float
    date: str | None = None
    date_span: Span | None = None
    topic: str | None = None
    topic_span: Span | None = None
    leader: Holder | None = None
    receiver: Holder | None = None
    delegation: list[tuple[Count, Span]] = field(default_factory=list)
    rule: str = "study-visit"


@cache
def _cue() -> tuple[Gazetteer, dict[str, str]]:
    forms = {spelt: form for form, all_spelt in lexicon.toml("visits.toml")["forms"].items() for spelt in all_spelt}
    return Gazetteer(forms), forms


def visits(page: Page, who: Sequence[Actor], people: Sequence[Holder], home: str | None = None) -> list[Visit]:
    """The study visits that a page tells, one for each pair of visitor and host, in order."""
    bodies = [a for a in who if a.code or a.kind == "agency"]
    found: dict[tuple[str, str], Visit] = {}
    every = cues(page)
    sure = [c for c in every if not (c[1] in WEAK and not serious(page, c[0]))]
    certain = {(span.start, form) for span, form in sure}
    for span, form in every:
        told_here = _in_sentence(page, span, form, bodies)
        if form in WEAK and (span.start, form) not in certain:
            told_here = [v for v in told_here if _of_bodies(v)]
        told_here += [replace(v, visitor=o, delegation=[]) for v in told_here for o in _siblings(page, v, bodies)]
        for visit in told_here:
            key = (visit.visitor.key, visit.host.key)
            known = found.get(key)
            if known is None:
                found[key] = visit
            else:
                _prefer(known, visit)
    hosts = {v.host.key for v in found.values() if not is_province(v.visitor)}
    taken = set(found)
    for visit in _over_the_page(page, sure, bodies, people, home):
        likely = not hosts or visit.host.key in hosts or any(visit.host.key.startswith(f"{h}.") for h in hosts)
        if likely and (visit.host.key, visit.visitor.key) not in taken:
            found.setdefault((visit.visitor.key, visit.host.key), visit)
    for visit in list(found.values()):
        for other in _siblings(page, visit, bodies):
            found.setdefault((other.key, visit.host.key), replace(visit, visitor=other, delegation=[]))
    told = _one_way(list(found.values()))
    tell_details(page, told, people)
    return told


def cues(page: Page) -> list[tuple[Span, str]]:
    """The words for a visit on a page, with their normal forms."""
    gazetteer, forms = _cue()
    seen: Counter[int] = Counter()
    kept = []
    for match in gazetteer.find(page):
        number = page.number_at(match.start())
        seen[number] += 1
        if seen[number] <= _MOST_CUES:
            kept.append((Span(match.start(), match.end()), forms[lexicon.folded(match[0])]))
    return kept


_MOST_CUES: Final = 6  # in one sentence; people write no more, and each is tried with all that stands beside it


def serious(page: Page, cue: Span) -> bool:
    """A mere visit is a study visit where the same sentence or the next ones speak of learning."""
    at = page.number_at(cue.start)
    around = [page.sentences[0], *page.sentences[max(0, at - 1) : at + _LEARNT + 1]]
    last = cue.start + _LEARNT * _LONG
    return any(_LEARN.search(page.text, max(s.start, cue.start - _LONG), min(s.end, last)) for s in around[1:]) or bool(
        _LEARN.search(page.text, around[0].start, min(around[0].end, around[0].start + _LONG))
    )


_LONG: Final = 2000  # characters that a sentence has at most


_LEARNT: Final = 5  # sentences after a mere visit in which it is said that something is learnt
_LEARN: Final = re.compile(
    r"\b(?:belajar|mendalami|memperdalam|mempelajari|pelajari|menimba|timba|menggali|gali|studi|kaji|berguru|diadopsi|mengadopsi|adopsi|ditiru|meniru|kunker"
    r"|kunjungan\s+kerja|benchmark\w*|mencontoh|referensi|berbagi\s+pengalaman|sharing|(?:ingin|hendak|mau)\s+(?:mengetahui|tahu)|ilmu|berkiblat|rujukan|bertukar\s+pikiran"
    r"|dipelajari|masukan|acuan|menghimpun\s+pengetahuan|mencari\s+pengalaman|berdiskusi|ngangsu|tukar\s+pengalaman|bertukar\s+pengalaman|bertukar\s+informasi|pembelajaran|percontohan|pembanding)\b",
    re.IGNORECASE,
)


def _of_bodies(visit: Visit) -> bool:
    """A mere visit of a body to a body of its kind elsewhere, or for advice to a ministry, needs no further word."""
    visitor, host = visit.visitor, visit.host
    if visitor.kind != "agency" or host.kind != "agency" or visitor.own:
        return False
    if visit.form == "konsultasi":
        return True
    return host.code is not None and visitor.name.split()[:2] == host.name.split()[:2]


def _in_sentence(page: Page, cue: Span, form: str, bodies: Sequence[Actor]) -> list[Visit]:
    """Visitors and hosts that one sentence names."""
    sentence = page.sentence_at(cue.start)
    inside = standing(bodies, sentence.start, sentence.end)
    hosts = [a for a in inside if _is_host(page, sentence, a, cue) and not (is_province(a) and _behind_comma(page, a))]
    if not hosts:
        return []
    host = min(hosts, key=lambda a: (a.kind != "agency" and _same_place(a, hosts), abs(a.start - cue.start)))
    hosted = [host, *_row(page, host, bodies)] if _TO.search(page.text[sentence.start : host.start]) else [host]
    hosted += [a for a in inside if a.start < host.start and any(b is host for b in _row(page, a, bodies))]
    others = [
        a
        for a in inside
        if a.code not in {h.code for h in hosted} and not _is_place(page, a, host) and not _recommends(page, a)
    ]
    others = [a for a in others if not is_province(a)] or others
    visitors = [a for a in others if _is_visitor(page, sentence, a, host, cue)] or others[:1]
    visitors = _most_telling(visitors)
    serious = form not in WEAK
    return [
        Visit(v, h, form, cue, 0.9 if serious else 0.75)
        for v in visitors
        for h in hosted
        if v.key != h.key
        and (serious or form == "konsultasi" or (v.code and h.code))
        and (v.code or v.kind == "agency")
    ]


def _same_place(actor: Actor, actors: Sequence[Actor]) -> bool:
    return any(other.code == actor.code and other.kind == "agency" for other in actors if other is not actor)


_TO: Final = re.compile(
    r"\b(?:ke|di|menuju|memilih|kepada|pada|tujuan|mengunjungi|kunjungi|sambangi|menyambangi|mendatangi|datangi|tiba\s+di|dikunjungi\s+(?:ialah|adalah|yaitu|yakni)|oleh)\s+"
    r"(?:(?:kantor|gedung|ruang|aula|balai\s*kota|pendopo|command\s+center|mal\s+pelayanan\s+publik|mpp|wilayah|jajaran|pihak|balai|rumah\s+dinas|bupati|pemerintahan|daerah)\s+)*$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"\b(?:dari|asal|didatangi|dikunjungi|disambangi|rombongan|kedatangan|kunjungan(?:\s+kerja)?|kunker|delegasi|tamu|jajaran|pihak|bagi|oleh)\s+(?:(?:rombongan|jajaran|pimpinan|dan|anggota|para|pihak|tim|komisi\s+\w+|pansus|pj\.?|bupati|wali\s?kota)\s+)*$",
    re.IGNORECASE,
)


_COMES_FROM: Final = re.compile(r"\b(?:dari|asal|(?:kementerian|lembaga|instansi)\s+di)\s+$", re.IGNORECASE)
_OF_OR_BY: Final = re.compile(r"oleh|pada|kepada", re.IGNORECASE)
_ADVISED: Final = re.compile(r"\b(?:rekomendasi|arahan|atas\s+saran)\s+\Z")
_LIES_IN: Final = re.compile(r"\s*\(\s*|\s+dari\s+")


@cache
def _welcomes() -> re.Pattern[str]:
    words = lexicon.toml("visits.toml")["words"]
    return re.compile(
        rf"^\W*(?:[\w()]+\W+){{0,3}}?(?:{lexicon.alternatives(words['host_verbs'])})(?!\w)", re.IGNORECASE
    )


@cache
def _welcomed() -> re.Pattern[str]:
    words = lexicon.toml("visits.toml")["words"]
    return re.compile(
        rf"(?<!\w)(?:{lexicon.alternatives([w for w in words['welcome'] if w.startswith('di')])})(?!\w)", re.IGNORECASE
    )


_BEFORE: Final = 400  # characters beside a name in which its sentence tells what it does


def _is_host(page: Page, sentence: Span, actor: Actor, cue: Span) -> bool:
    before = page.text[max(sentence.start, actor.start - _BEFORE) : actor.start]
    after = page.text[actor.end : min(sentence.end, actor.end + _BEFORE)]
    if _COMES_FROM.search(before):
        return False
    to = _TO.search(before)
    if to and not _OF_OR_BY.match(to[0]):
        return True
    if _welcomes().match(after) and not _welcomed().match(after.lstrip()):
        return True
    return bool(_welcomed().search(before)) and actor.start > cue.start


def _is_visitor(page: Page, sentence: Span, actor: Actor, host: Actor, cue: Span) -> bool:
    before = page.text[max(sentence.start, actor.start - _BEFORE) : actor.start]
    if _FROM.search(before):
        return True
    return actor.start < cue.start and actor.start < host.start and not _TO.search(before)


def _is_place(page: Page, actor: Actor, host: Actor) -> bool:
    """A province behind a comma or in brackets only says where the other lies: 'Surakarta, Provinsi Jawa Tengah'."""
    before = page.text[max(0, actor.start - 2) : actor.start]
    return is_province(actor) and (before.endswith((", ", "(", ",")) or (host.code or "").startswith(actor.code or "-"))


def _recommends(page: Page, actor: Actor) -> bool:
    return bool(_ADVISED.search(page.text, max(0, actor.start - 20), actor.start))


def _most_telling(found: Sequence[Actor]) -> list[Actor]:
    """Of several names for one region's side, the body rather than the place."""
    best: dict[str, Actor] = {}
    for actor in found:
        other = best.get(actor.key)
        if other is None or (other.kind != "agency" and actor.kind == "agency"):
            best[actor.key] = actor
    return list(best.values())


def _over_the_page(
    page: Page, told: Sequence[tuple[Span, str]], bodies: Sequence[Actor], people: Sequence[Holder], home: str | None
) -> list[Visit]:
    """Where no sentence names both sides: guests and hosts as the whole report tells them."""
    if not told:
        return []
    cue, form = next(((c, f) for c, f in told if f not in WEAK), told[0])
    nearest = [c for c, _ in told]
    roles = Roles(
        hosts=lambda page, sentence, actor: _is_host(page, sentence, actor, _nearest(nearest, actor)),
        comes=lambda page, sentence, actor: bool(
            _FROM.search(page.text, sentence.start, actor.start)
            or _LISTED.search(page.text, sentence.start, actor.start)
            or _OF_PROVINCE.search(page.text, max(sentence.start, actor.start - _BEFORE), actor.start)
        ),
        row=lambda page, actor: _row(page, actor, bodies),
        skipped=lambda page, actor: _recommends(page, actor) or (is_province(actor) and _behind_comma(page, actor)),
    )
    weighed = sides(page, nearest, bodies, people, roles)
    found = [Visit(guest, host, form, cue, 0.7, rule="visit-in-scene") for guest, host in pairs(page, weighed, home)]
    return [v for v in found if form not in WEAK or v.host.code is not None]


_LISTED: Final = re.compile(
    r"\b(?:yang\s+(?:melakukan|melaksanakan|datang|berkunjung|bertamu)|tamu\w*|rombongan|pengunjung|mereka|lembaga|daerah|kabupaten|kota|dewan|delegasi)\b[^.;]{0,60}\b(?:yakni|yaitu|ialah|masing-masing)\s+(?:komisi\s+\w+\s+|pansus\s+)?$",
    re.IGNORECASE,
)


# 'Satu berasal dari Jawa Timur, yakni DPRD Kabupaten Tuban'.
_OF_PROVINCE: Final = re.compile(
    r"\b(?:dari|asal)\s+(?:Provinsi\s+)?[A-Z]\w+(?:\s+[A-Z]\w+){0,2},\s+(?:yakni|yaitu|ialah|masing-masing)\s+\Z"
)


def _nearest(cues: Sequence[Span], actor: Actor) -> Span:
    at = bisect_left(cues, actor.start, key=_start)
    return min(cues[max(at - 1, 0) : at + 1], key=lambda c: abs(c.start - actor.start))


def _behind_comma(page: Page, actor: Actor) -> bool:
    return page.text[max(0, actor.start - 2) : actor.start].endswith((", ", "("))


_NAMELY: Final = re.compile(
    r"\b(?:yakni|yaitu|ialah|adalah|masing-masing|dan|serta)\s+(?:komisi\s+\w+\s+|pansus\s+)?$", re.IGNORECASE
)


def _came(page: Page, sentence: Span, actor: Actor, cue: Span) -> bool:
    before = page.text[sentence.start : actor.start]
    return bool(_FROM.search(before) or _NAMELY.search(before)) or (actor.start < cue.start and not _TO.search(before))


def _prefer(known: Visit, other: Visit) -> None:
    """Of two tellings of one visit, the names of bodies and the more exact form stay."""
    if known.visitor.kind != "agency" and other.visitor.kind == "agency":
        known.visitor = other.visitor
    if known.host.kind != "agency" and other.host.kind == "agency":
        known.host = other.host
    if known.form in {"kunjungan", "kunjungan kerja"} and other.form not in {"kunjungan", "kunjungan kerja"}:
        known.form = other.form
    if other.confidence > known.confidence:
        known.confidence, known.rule = other.confidence, other.rule


_BESIDE: Final = re.compile(
    r"(?:\s*\([^)]*\)|\s+dari\s+[^,.]{3,40}?)?\s*(?:,\s*dan|,\s*serta|,|dan|serta|bersama)\s+(?:masing-masing\s+)?(?:(?i:komisi\s+\w+|pansus)\s+)?"
)


def _siblings(page: Page, visit: Visit, bodies: Sequence[Actor]) -> list[Actor]:
    """The others of 'Kota A (Jawa Timur), Kabupaten B dan Kabupaten C', of which one is the visitor."""
    visitor = visit.visitor
    before = [
        a
        for a in standing(bodies, visitor.start - _ROW, visitor.start)
        if a.code and a.code != visitor.code and any(b is visitor for b in _row(page, a, bodies))
    ]
    return [a for a in (*before, *_row(page, visitor, bodies)) if a.code != visit.host.code]


_ROW: Final = 500  # characters that a row of names spans at most


def _row(page: Page, first: Actor, bodies: Sequence[Actor]) -> list[Actor]:
    """The bodies or regions that stand in one row with the first of them."""
    found: list[Actor] = []
    place = first.end
    for actor in standing(bodies, first.start + 1, first.end + _ROW):
        between = page.text[place : actor.start]
        if _is_place(page, actor, first) or _LIES_IN.fullmatch(between):
            continue
        if not _BESIDE.fullmatch(between) or actor.code in {None, first.code} or not _alike(first, actor):
            break
        found.append(actor)
        place = actor.end
    return found


def _alike(first: Actor, other: Actor) -> bool:
    """In a row stand bodies with bodies and regions with regions; 'Pemkab A, B dan Kota C' names the first in full."""
    return first.kind == other.kind or (first.kind == "agency" and other.kind == "region")


def _one_way(found: list[Visit]) -> list[Visit]:
    """A page that seems to tell of visits both ways tells of the one whose cue comes first, and better."""
    kept: dict[tuple[str, str], Visit] = {}
    hosts: dict[str, list[Actor]] = {}
    visitors: dict[str, list[Actor]] = {}
    for visit in found:
        hosts.setdefault(visit.visitor.key, []).append(visit.host)
        visitors.setdefault(visit.host.key, []).append(visit.visitor)
    for visit in sorted(found, key=lambda v: (-v.confidence, v.cue.start)):
        if (visit.host.key, visit.visitor.key) in kept:
            continue
        if any(_inside(host, visit.host) for host in hosts[visit.visitor.key]):
            continue
        if any(_inside(visitor, visit.visitor) for visitor in visitors[visit.host.key]):
            continue
        kept[visit.visitor.key, visit.host.key] = visit
    return sorted(kept.values(), key=lambda v: v.cue.start)


def _inside(smaller: Actor, larger: Actor) -> bool:
    """Whether one is in the province that the other is: 'menyeberang ke Bali', to a city there."""
    return bool(
        smaller.code and larger.code and len(larger.code) < len(smaller.code) and smaller.code.startswith(larger.code)
    )
