"""Visits that no single sentence tells: who came and who received is weighed over the whole report.

Each sentence that names a body, a region or the holder of a post can say which side it is on: 'rombongan dari X',
'X bertandang', 'dipimpin Ketua DPRD X' speak for a guest; 'ke Y', 'Y menerima', 'disambut Sekda Y' for a host. A side
is taken where the words for it outweigh those against it; the report's home receives where nobody else does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.places import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.people import Holder

_ENOUGH: Final = 1.5  # weight from which a side is taken
_WINDOW: Final = 25  # sentences of a report in which a visit is told
_EARLIER: Final = 6  # sentences before the first word for the visit that can tell of it
_BEFORE: Final = 90  # characters before a name in which the words for its side stand


@dataclass(slots=True)
class Side:
    """What speaks for one body or region as a guest and as a host, and how the report calls it."""

    guest: float = 0.0
    host: float = 0.0
    actors: list[Actor] = field(default_factory=list)

    def name(self) -> Actor:
        """A body rather than its region, the first of them."""
        return next((a for a in self.actors if a.kind == "agency"), self.actors[0])


@dataclass(frozen=True, slots=True)
class Roles:
    """How one sentence tells guests and hosts apart; `visits` gives its own."""

    hosts: Callable[[Page, Span, Actor], bool]
    comes: Callable[[Page, Span, Actor], bool]
    row: Callable[[Page, Actor], Sequence[Actor]]
    skipped: Callable[[Page, Actor], bool]


def sides(
    page: Page, cues: Sequence[Span], bodies: Sequence[Actor], people: Sequence[Holder], roles: Roles
) -> dict[str, Side]:
    """For each body or region that a report names: what speaks for it as a guest and as a host of a visit."""
    weighed: dict[str, Side] = defaultdict(Side)
    first = page.number_at(cues[0].start)
    window = page.sentences[max(0, first - _EARLIER) : first + _WINDOW]
    cued = {page.number_at(c.start) for c in cues}
    cued |= {page.number_at(s.start) for s in page.sentences_with("dikunjungi", "didatangi", "disambangi")}
    by_code: dict[str, Actor] = {}
    for sentence in window:
        weight = 2 if page.number_at(sentence.start) in cued else 1
        for actor in standing(bodies, sentence.start, sentence.end):
            by_code.setdefault(actor.key, actor)
            if roles.skipped(page, actor):
                continue
            side = weighed[actor.key]
            side.actors.append(actor)
            guest = side.guest
            if roles.hosts(page, sentence, actor):
                side.host += weight
            else:
                side.guest += _coming(page, sentence, actor, roles)
            if side.guest > guest:  # 'dari Kota A, Kabupaten B dan Kabupaten C'
                for other in roles.row(page, actor):
                    weighed[other.key].guest += side.guest - guest
        for holder in people:
            if sentence.start <= min(holder.start, holder.post.left) < sentence.end:
                key = holder.post.region or holder.post.org
                if key in by_code:
                    weighed[key].actors.append(by_code[key])
                    _weigh_person(page, sentence, holder, weighed[key])
    return {key: side for key, side in weighed.items() if side.actors}


def _coming(page: Page, sentence: Span, actor: Actor, roles: Roles) -> float:
    """How much a sentence says that a body or region comes for a visit."""
    if roles.comes(page, sentence, actor) or _JOINED_BY.search(page.text, sentence.start, actor.start):
        return 2
    return _ENOUGH if _COMES.match(page.text, actor.end, sentence.end) else 0


# 'Kunjungan itu diikuti pula Bupati A, Pj. Bupati B dan Pj. Bupati C': all of them came.
_JOINED_BY: Final = re.compile(
    r"\b(?:kunjungan|rombongan|delegasi|studi\s+\w+)\s+(?:itu|ini|tersebut|kali\s+ini)?\s*(?:juga\s+|turut\s+)?(?:diikuti|beranggotakan|terdiri\s+(?:dari|atas)|berasal\s+dari)\b",
    re.IGNORECASE,
)
_COMES: Final = re.compile(
    r"[^.;]{0,90}?\b(?:berkunjung|mengunjungi|melakukan\s+(?:kunjungan|kunker|studi|kaji)|melaksanakan\s+(?:kunjungan|kunker|studi|kaji)"
    r"|menggelar\s+(?:kunjungan|studi|kaji)|mengadakan\s+(?:kunjungan|studi)|bertandang|bertamu|mendatangi|menyambangi|menimba\s+ilmu"
    r"|belajar\s+(?:ke|di|tentang|dari)|studi\s+\w+\s+(?:ke|di)|kunker\s+(?:ke|di)|kunjungan\s+kerja\s+(?:\(\w+\)\s+)?(?:ke|di)|memboyong|bertolak|berguru|ngangsu)\b",
    re.IGNORECASE,
)


def _weigh_person(page: Page, sentence: Span, holder: Holder, side: Side) -> None:
    """'dipimpin Ketua DPRD X', 'disambut Sekda Y': whoever leads came, whoever receives was there."""
    left, right = min(holder.start, holder.post.left), max(holder.end, holder.post.end)
    before = page.text[max(sentence.start, left - _BEFORE) : left]
    after = page.text[right : min(sentence.end, right + _BEFORE)]
    if _LED.search(before) or _LEADS.match(after):
        side.guest += 2
    elif _RECEIVED.search(before) or _RECEIVES.match(after):
        side.host += 2
    elif _THANKS.search(after):
        side.guest += 1
    elif _WELCOMES.search(after):
        side.host += 1


_WORDS: Final = (
    r"(?:langsung\s+|oleh\s+|juga\s+|hangat\s+|baik\s+|di\s+\w+\s+"
    r"|(?:pimpinan|ketua|kepala)\s+rombongan,?\s+|dengan\s+\w+\s+)*"
)
_LED: Final = re.compile(
    rf"\b(?:dipimpin|diketuai|dikepalai|dikomandoi|dinakhodai|(?:pimpinan|ketua|kepala)\s+rombongan(?:\s+(?:ialah|yakni|yaitu|adalah))?,?|kedatangan|rombongan)\s+{_WORDS}\Z",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"[\s,]*(?:(?:yang\s+|selaku\s+|sebagai\s+|bertindak\s+)*(?:memimpin\s+(?:langsung\s+)?(?:rombongan|delegasi)|(?:pimpinan|ketua|kepala)\s+rombongan|memboyong))",
    re.IGNORECASE,
)
_RECEIVED: Final = re.compile(
    rf"\b(?:diterima|disambut|ditemui|dijamu|menemui|dilayani|menjumpai)\s+{_WORDS}\Z", re.IGNORECASE
)
_RECEIVES: Final = re.compile(
    r"[\s,]*(?:yang\s+|turut\s+|ikut\s+|langsung\s+)*(?:menerima|menyambut|menjamu)\s+(?:\w+\s+){0,3}?(?:kunjungan|rombongan|tamu|kedatangan|kunker|delegasi)",
    re.IGNORECASE,
)
_THANKS: Final = re.compile(
    r"\b(?:maksud|tujuan)\s+(?:dan\s+\w+\s+)?(?:kunjungan|kedatangan)|\b(?:kunjungan|kedatangan)\s+(?:pihaknya|mereka|kami|rombongannya)|sambutan\s+(?:hangat|baik)",
    re.IGNORECASE,
)
_WELCOMES: Final = re.compile(
    r"\b(?:selamat\s+datang|atas\s+(?:kunjungan|kedatangan)|(?:menyambut|sambut)\s+baik\s+(?:kunjungan|kedatangan))",
    re.IGNORECASE,
)


def pairs(page: Page, weighed: dict[str, Side], home: str | None) -> list[tuple[Actor, Actor]]:
    """Guests and hosts of the visit that a report tells, as far as the sides can be told apart."""
    hosts = [k for k, s in weighed.items() if s.host >= _ENOUGH and s.host > s.guest]
    guests = [k for k, s in weighed.items() if s.guest >= _ENOUGH and s.guest > s.host and not _only_place(s)]
    guests = [k for k in guests if "." in k] or [k for k in guests if not _MINISTRY.match(k)]
    ministries = [k for k in hosts if _MINISTRY.match(k)]
    if ministries and not guests and home in weighed and weighed[home].guest >= _ENOUGH:
        guests, hosts = [home], ministries  # one that goes to ministries is at home in the report
    if guests and not hosts and home in weighed and weighed[home].guest < _ENOUGH:
        hosts = [home]
    if guests and not hosts:
        others = [k for k, s in weighed.items() if k not in guests and "." in k and len(s.actors) > 1]
        hosts = others if len(others) == 1 and not page.words.isdisjoint(_WELCOMING) else []
    if hosts and not guests and home in weighed and home not in hosts and weighed[home].host < 1:
        guests = [home]
    if len(guests) > 1 or len(hosts) > _FEW:
        hosts = sorted(hosts, key=lambda k: -weighed[k].host)[:1]
    return [
        (weighed[guest].name(), weighed[host].name())
        for guest in guests
        for host in hosts
        if guest != host and not _inside(guest, host)
    ]


_WELCOMING: Final = frozenset(
    ["tuan", "menyambut", "menerima", "menjamu", "disambut", "diterima", "ditemui", "sambut", "terima"]
)
_MINISTRY: Final = re.compile(r"Kementerian|Badan|Komisi|Direktorat|Lembaga")
_FEW: Final = 3  # hosts that one journey has at most


def _only_place(side: Side) -> bool:
    """A province named alone only says where somebody comes from."""
    return all(a.kind == "region" and a.code is not None and "." not in a.code for a in side.actors)


def _inside(one: str, other: str) -> bool:
    """Whether one is the province in which the other lies; they are seldom guest and host of each other."""
    return "." in one + other and (one.startswith(other) or other.startswith(one))
