"""Posts in the text and the people who hold them.

A post is a form of `posts.csv` (or a minister's title) with what it needs behind it: a region, a body, a unit. Its
holder stands right behind it ('Bupati X Nama'), or right before it ('Nama selaku Kepala …', 'Nama (Sekda)'); posts
that follow each other joined by no more than 'dan', 'semula', 'sekarang' … belong to one holder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.names import behind_degrees, name_at, only_degrees, skip_honorifics
from simpul.loaders.grammar.places import overlapped, standing
from simpul.loaders.grammar.posts import Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simpul.loaders.grammar.known_bodies import Body
    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.regions import Mention


_JOINS: Final = 60  # characters of joining words between a name and its post
_REACH: Final = 90  # how far before a post its holder's name may begin, degrees and all


_SPACE: Final = re.compile(r"\s*")


# Between a post and the name behind it: a comma, an abbreviation in brackets, 'RI'.
_TO_NAME: Final = re.compile(
    r"(?:\s+(?:RI|Republik\s+Indonesia)\b)?(?:\s+ke-\d+)?(?:\s+(?:setempat|terpilih|definitif|tersebut|Provinsi|Kabupaten|Kota)(?=\W))?"
    r"(?:\s*\([A-Za-z .-]{2,20}\))?(?:,?\s+(?:Provinsi|Prov\.?)\s+[A-Z]\w+(?:\s+[A-Z]\w+){0,2}(?=\s*,))?"
    r"(?:\s+periode\s+\d{4}\s*[-–]\s*\d{4})?"
    r"(?:\s+dari\s+(?:Fraksi|Partai|Dapil|Daerah\s+Pemilihan)\s+[^,.\n]{2,40}(?=,))?\s*(?:yang\s+(?:ikut|hadir|mendampingi)\s+)?(?:antara\s+lain\s+)?"
    r"(?:(?:kini\s+|sekarang\s+|saat\s+ini\s+|sementara\s+)?(?:dijabat|dipegang|diisi|diemban|dipercayakan|diberikan|diserahkan|diamanahkan|ditempati|diduduki"
    r"|jatuh\s+ke\s+tangan|jatuh)\s+(?:oleh\s+|kepada\s+)?|kepada\s+)?"
    r"(?:\s+yang\s+juga\s+(?:ketua|pimpinan|kepala)\s+rombongan(?=,))?(?:\s*,?\s*penggantinya\s+(?:adalah|ialah)\s+)?"
    r"\s*[,:]?\s*(?:yaitu\s+|yakni\s+)?"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post: `name` without honorifics and degrees, and the place of the name."""

    name: str
    start: int
    end: int
    post: Post
    rule: str
    confidence: float
    period: tuple[str, str] | None = None  # the years from and to which the text says they hold it


def holders(page: Page, found: Sequence[Post], regions: Sequence[Mention], bodies: Sequence[Body]) -> list[Holder]:
    """Who holds which post, in the order of the posts."""
    taken = sorted([(m.left, m.end) for m in regions if m.code] + [(b.start, b.end) for b in bodies])
    held: list[Holder] = []
    known: set[str] = set()
    counted = 0
    for number, post in enumerate(found):
        known.update(h.name for h in held[counted:])
        counted = len(held)
        before = found[number - 1] if number else None
        behind = found[number + 1] if number + 1 < len(found) else None
        pair = _pair(page, post, behind)
        if pair:
            held.extend(pair)
            continue
        if held and before and held[-1].post.end == post.end and held[-1].rule == "pair-of-posts":
            continue
        ahead = _ahead(page, post, taken, known, held)
        sure = ahead if ahead and ahead.rule == "name-selaku-post" else None
        holder = sure or _after(page, post, taken) or _chained(page, post, before, held) or ahead
        held.extend(_row_before(page, post, taken))
        if holder and (holder.rule == "name-selaku-post" or not _headline_only(page, holder)):
            held.append(holder)
            former = _replaced(page, holder)
            if former:
                held.append(former)
            held.extend(_others(page, holder, taken))
            if before and number and _ENTRUSTED.fullmatch(page.text[before.end : post.left]):
                given = replace(before, status=before.status or "incoming")
                held.append(replace(holder, post=given, rule="post-entrusted", confidence=0.85))
    held += _of_fractions(page, found, bodies)
    held += _heads_of(page, bodies, {h.start for h in held})
    held.sort(key=lambda h: (h.post.left, h.start))
    called: dict[str | None, set[str]] = {}
    for mention in regions:
        if mention.code:
            called.setdefault(mention.code, set()).add(page.text[mention.start : mention.end].casefold())
    return _settled([h for h in held if not _is_region(h, called.get(h.post.region, set()))])


def _of_fractions(page: Page, found: Sequence[Post], bodies: Sequence[Body]) -> Iterator[Holder]:
    """'disambut Mesakh Rantepadang (F-PDIP), Hamzah Hamid (F-PAN)': members of the council that was named last."""
    councils = [b for b in bodies if b.kind == "dprd" and b.region]
    places = [(p.left, p.end) for p in found]
    for match in page.matches(_FRACTION, "f", "fraksi"):
        before = standing(councils, 0, match.start())
        opening = page.text.rfind("(", max(0, match.start() - 2), match.start() + 1)
        if not before or opening < 0:
            continue
        line = page.line_at(opening)
        name = _name_ending(page, line.start if line else 0, opening)
        if name and not overlapped(places, name.start, name.end):
            council = before[-1]
            post = Post(opening, match.end(), f"Anggota {council.name}", None, council.region, council.full_name)
            yield Holder(page.quote(name), name.start, name.end, post, "member-of-fraction", 0.8)


_FRACTION: Final = re.compile(r"(?:F-|F\s*-\s*|Fraksi\s+)[A-Z][\w ]{1,20}\)")


def _heads_of(page: Page, bodies: Sequence[Body], known: set[int]) -> Iterator[Holder]:
    """'Dinas Pariwisata kini dikepalai Mulyadi': who heads a body, told by a verb."""
    for body in bodies:
        told = _HEADED.match(page.text, body.end) if body.kind in {"dinas", "badan"} else None
        name = name_at(page.text, skip_honorifics(page.text, told.end())) if told else None
        if name and name.start not in known:
            post = Post(body.start, body.end, f"Kepala {body.name}", None, body.region, body.full_name)
            yield Holder(page.quote(name), name.start, name.end, post, "body-headed-by", 0.85)


_HEADED: Final = re.compile(
    r"(?:\s*\([A-Za-z ]{2,20}\))?\s+(?:yang\s+|kini\s+|sekarang\s+|saat\s+ini\s+)*(?:dikepalai|dipimpin"
    r"|dinakhodai)\s+(?:oleh\s+)?"
)


def _is_region(holder: Holder, called: set[str]) -> bool:
    """'Bupati Musi' in a headline about Musi Rawas Utara: the name is the beginning of the region's."""
    name = holder.name.casefold()
    return " " not in name and any(form.startswith(f"{name} ") for form in called)


def _settled(held: list[Holder]) -> list[Holder]:
    """'Gubernur Sumsel Herman Deru … di Jakarta, Gubernur Herman Deru': the region named once holds for all of them."""
    named: dict[str, dict[str, Holder]] = {}
    for holder in held:
        if holder.post.region and not holder.post.implied:
            named.setdefault(holder.post.position, {}).setdefault(holder.name, holder)
    return _in_full([_as_named(h, named.get(h.post.position, {}).values()) if h.post.implied else h for h in held])


def _in_full(held: list[Holder]) -> list[Holder]:
    """'Siti Nurhayati dilantik … Sebelumnya Siti menjabat …': a short name in a former post is the full one's."""
    full: dict[str, set[str]] = {}
    for holder in held:
        for word in holder.name.split() if " " in holder.name else ():
            full.setdefault(word, set()).add(holder.name)
    return [
        replace(h, name=next(iter(names)))
        if h.post.status == "former" and len(names := full.get(h.name, set())) == 1
        else h
        for h in held
    ]


def _as_named(holder: Holder, named: Iterable[Holder]) -> Holder:
    """A later 'Gubernur Herman' with the region of 'Gubernur Sumsel Herman Deru'; the name stays as it stands."""
    words = set(holder.name.casefold().split())
    for sure in named:
        if words <= set(sure.name.casefold().split()):
            return replace(holder, post=replace(holder.post, region=sure.post.region, org=sure.post.org))
    return holder


# 'Pj Bupati Luwu dipercayakan kepada Kepala Dinas X, Nama': the one post is given to the holder of the other.
_ENTRUSTED: Final = re.compile(
    r"\s+(?:kini\s+|sekarang\s+)?(?:dipercayakan\s+kepada|dijabat|diisi|dipegang|diemban|diamanahkan\s+kepada)(?:\s+oleh)?\s+"
)


def _others(page: Page, holder: Holder, taken: Sequence[tuple[int, int]]) -> Iterator[Holder]:
    """The rest of a row of names behind one post: 'Anggota Komisi III A, S.H., B dan C'."""
    if not re.match(r"(?:Anggota|Wakil Ketua)\b", holder.post.position) or holder.rule not in _IN_ROW:
        return
    end, limit = holder.end, page.sentence_at(holder.start).end
    while True:
        behind = behind_degrees(page.text, end, limit)
        joined = _NEXT_NAME.match(page.text, behind, limit)
        if joined is None and behind >= limit - 2:  # each name on a line of its own
            joined = _ITEM.match(page.text, behind)
            limit = page.sentence_at(joined.end()).end if joined else limit
        if joined is None:
            return
        place = skip_honorifics(page.text, joined.end())
        name = name_at(page.text, place)
        if name is None or overlapped(taken, name.start, name.end) or only_degrees(page.quote(name)):
            return
        yield replace(holder, name=page.quote(name), start=name.start, end=name.end, rule="names-in-a-row")
        end = name.end


_IN_ROW: Final = {"post-then-name"}
_ITEM: Final = re.compile(r"[^\w\n]*\n\s*(?:\d{1,2}\s*[.)]|[-•*–]|[a-z][.)])\s*")
_NEXT_NAME: Final = re.compile(
    r"(?:\s+dari\s+(?:Fraksi|Partai|F-|Dapil)\s*[\w.-]+(?:\s+[A-Z]\w*){0,2}|\s*\([^)\n]{2,30}\))?\s*(?:,\s*(?:dan\s+|serta\s+)?|\s(?:dan|serta)\s+)(?=[A-Z])"
)


def _row_before(page: Page, post: Post, taken: Sequence[tuple[int, int]]) -> Iterator[Holder]:
    """'A SIP, B SIP MSi, dan C, masing-masing anggota Komisi I': all of a row hold the post behind it."""
    told = _EACH.search(page.text, max(0, post.left - _EACH_WORDS), post.left)
    end = told.start() if told and post.position.startswith("Anggota") else 0
    line = page.line_at(post.left)
    while end and line and (name := _name_ending(page, line.start, end)):
        if overlapped(taken, name.start, name.end):
            return
        yield Holder(page.quote(name), name.start, name.end, post, "names-in-a-row", 0.8)
        before = _BEFORE_NAME.search(page.text, max(line.start, name.start - _EACH_WORDS), name.start)
        end = before.start() if before else 0


_EACH_WORDS: Final = 40  # characters of words between names, and between a row and its post
_EACH: Final = re.compile(
    r",?\s+(?:masing-masing|semuanya|ketiganya|keduanya|keempatnya|kelimanya)\s+(?:sebagai\s+|selaku\s+)?\Z"
)
_BEFORE_NAME: Final = re.compile(r"(?:\s*,\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta)\s+)(?:\w{1,4}\.?\s+)*\Z")


def _replaced(page: Page, holder: Holder) -> Holder | None:
    """'A sebagai Penjabat Bupati X menggantikan B': B was the bupati."""
    end = max(holder.end, holder.post.end)
    told = _REPLACING.match(page.text, end, page.sentence_at(holder.post.left).end)
    name = name_at(page.text, skip_honorifics(page.text, told.end())) if told else None
    if name is None or holder.post.position.split()[0] not in _HEADS_AND_ACTING:
        return None
    position = _ACTING.sub("", holder.post.position)
    post = replace(holder.post, position=position, status="former")
    return Holder(page.quote(name), name.start, name.end, post, "holder-replaced", 0.8)


_REPLACING: Final = re.compile(r"[\s,]*(?:\w+\s+){0,3}?menggantikan\s+(?:pejabat\s+(?:lama|sebelumnya)[\s,]+)?")
_ACTING: Final = re.compile(r"^(?:Penjabat(?: Sementara)?|Pelaksana (?:Tugas|Harian)) ")
_HEADS_AND_ACTING: Final = {"Penjabat", "Pelaksana", "Bupati", "Wali", "Gubernur", "Wakil", "Kepala", "Sekretaris"}


def _headline_only(page: Page, holder: Holder) -> bool:
    """Whether a name stands only where every word is capitalised, so that nothing tells it from a verb."""
    line = page.line_at(holder.start) or page.lines[0]
    if not page.is_headline(line):
        return False
    rest = page.text[: line.start] + page.text[line.end :]
    return not re.search(rf"(?<!\w){re.escape(holder.name)}(?!\w)", rest)


def _after(page: Page, post: Post, taken: Sequence[tuple[int, int]]) -> Holder | None:
    """'Kepala Diskominfo SP Surakarta, Heny Ermawati'."""
    gap = _namely(page, post) or _TO_NAME.match(page.text, _behind_place(page, post, taken))
    place = skip_honorifics(page.text, gap.end() if gap else post.end)
    name = name_at(page.text, place)
    if name is None or overlapped(taken, name.start, name.end):
        return None
    same = page.sentence_at(post.end - 1) == page.sentence_at(name.start)
    if not same and not _FIRST_ITEM.fullmatch(page.text, gap.end() if gap else post.end, name.start):
        return None
    between = page.text[post.end : name.start]
    if name.end - name.start < _SHORT_NAME or _LINE_ENDS.match(between):
        return None
    confidence = 0.95 if "," not in between else 0.9
    years = _PERIOD.search(between)
    period = (years[1], years[2]) if years else None
    published = page.document.published
    if period and published and period[1] < published[:4] and post.status is None:
        post = replace(post, status="former")
    return Holder(page.quote(name), name.start, name.end, post, "post-then-name", confidence, period)


_SHORT_NAME: Final = 3  # letters
_LINE_ENDS: Final = re.compile(r"\s*,\s*\n")  # 'sebelumnya Sekda Aceh Timur,' and the next of a list below
_FIRST_ITEM: Final = re.compile(r"\s*(?:\d{1,2}\s*[.)]|[-•*–]|[a-z][.)])?\s*(?:\w{1,5}\.?\s*){0,3}")


def _namely(page: Page, post: Post) -> re.Match[str] | None:
    """'tiga wakil ketua turut berangkat, yaitu: 1. Nama': a few small words stand between a post and the names."""
    if not re.match(r"(?:Anggota|Wakil Ketua)\b", post.position):
        return None
    return _NAMELY.match(page.text, post.end)


_NAMELY: Final = re.compile(
    r"(?:nya|\s+dewan)?(?:\s+(?!Komisi)[a-z]+){0,3}\s*[,:]?\s+(?:yaitu|yakni|masing-masing|antara\s+lain|di\s?antaranya|meliputi|salah\s+satunya)\s*:?\s*"
    r"(?:(?<=\s)(?:1\s*[.)]|[-•*–]|a[.)])\s*)?"
)


def _behind_place(page: Page, post: Post, taken: Sequence[tuple[int, int]]) -> int:
    """'Ketua BK DPRD Kabupaten Gowa, Sulsel, Nama': behind the province that a comma sets apart."""
    comma = _COMMA.match(page.text, post.end)
    at = bisect_left(taken, (comma.end(), 0)) if comma else len(taken)
    while comma and at < len(taken) and taken[at][0] == comma.end():
        if page.text[taken[at][1] : taken[at][1] + 1] in {",", ")"}:
            return taken[at][1] + 1
        at += 1
    return post.end


_COMMA: Final = re.compile(r"\s*[,(]\s*")
_PERIOD: Final = re.compile(r"periode\s+(\d{4})\s*[-–]\s*(\d{4})")


def _ahead(
    page: Page, post: Post, taken: Sequence[tuple[int, int]], known: set[str], held: Sequence[Holder]
) -> Holder | None:
    """'Heny Ermawati selaku Kepala …', 'Drs Said Romadhon (Sekda)', 'Sulpakar Penjabat Bupati …'."""
    line = page.line_at(post.left)
    match = _joined_before().search(page.text, max(line.start, post.left - _JOINS), post.left) if line else None
    if line is None or match is None:
        return None
    end = match.start()
    name = _name_ending(page, line.start, end)
    if name is None or overlapped(taken, name.start, name.start + 1):
        return None
    apposed = page.text[post.left].islower() and " " in page.quote(name)
    if not match["join"].strip() and page.quote(name) not in known and not apposed:
        return None  # 'Sulpakar Penjabat Bupati …' only of a name that is known already; not 'Instruksi Presiden'
    join = " ".join(match["join"].split()).strip(" ,")
    if not join and held and held[-1].end == name.end and held[-1].rule == "post-then-name":
        return None  # 'Kapolrestabes A, Kapolres B': the name before the comma has its post already
    if (join in _ADDS and not (join == "dari" and _MOVES_ON.match(page.text, post.end))) or (
        match["join"].strip() == "," and line == page.lines[0]
    ):
        return None  # a headline's comma parts no name from its post
    status = _transition(match["join"]) or (
        "former" if _BEFORE_THAT.match(page.text, page.sentence_at(name.start).start) else None
    )
    post = replace(post, status=status) if status and not post.status else post
    rule, confidence = ("name-selaku-post", 0.95) if join else ("name-then-post", 0.8)
    return Holder(page.quote(name), name.start, name.end, post, rule, confidence)


# 'Aris Irwanto dari Kabid X … sekarang menjadi Kepala Y': here 'dari' tells the former post.
_MOVES_ON: Final = re.compile(
    r"[^.;]{0,70}?\b(?:sekarang|kini|menjadi|dilantik|bergeser|digeser|pindah|promosi|ditugaskan|dipercaya)\b"
)
_BEFORE_THAT: Final = re.compile(r"(?:Sebelumnya|Semula|Sebelum\s+itu)\b")  # 'Sebelumnya Siti menjabat Kepala X'
_ADDS: Final = {"dan", "serta", "juga", "lalu", "dari", "yang"}  # words that join two things, not a name and its post


@cache
def _joined_before() -> re.Pattern[str]:
    words = lexicon.toml("seats.toml")
    taken = [f"{verb} {seat}" for verb in words["takes"] for seat in words["seats"]]
    joins = lexicon.alternatives([*(row["form"] for row in lexicon.table("transitions.csv")), *taken])
    return re.compile(rf"(?=[\s,(]|\Z)\s*(?P<join>[,(]?\s*(?:(?:{joins})(?:\s+(?:{joins}))*)?)\s*\Z")


def _transition(join: str) -> str | None:
    words = " ".join(join.strip(" ,(").split())
    for form, status in _turns():
        if words.endswith(form) and not words[: -len(form)][-1:].isalnum():
            return status
    return None


@cache
def _turns() -> tuple[tuple[str, str], ...]:
    return tuple((row["form"], row["status"]) for row in lexicon.table("transitions.csv") if row["status"])


_LAST_WORD: Final = 40  # characters of the last word of a name or degree
_LAST_CAPITAL: Final = re.compile(r"(?<!\w)[A-Z][^\s]*[\s,]*\Z")  # a name's last word, or a degree's, has a capital


def _name_ending(page: Page, start: int, end: int) -> Span | None:
    """The name that ends where a stretch ends, degrees left out."""
    if not _LAST_CAPITAL.search(page.text, max(start, end - _LAST_WORD), end):
        return None
    begin = max(start, page.sentence_at(end - 1).start, end - _REACH)
    for word in re.finditer(r"(?<!\w)[A-Z]", page.text[begin:end]):
        found = name_at(page.text, skip_honorifics(page.text, begin + word.start()))
        if found and found.end <= end and only_degrees(_OF_PARTY.sub("", page.text[found.end : end])):
            return None if only_degrees(page.quote(found)) else found
    return None


_OF_PARTY: Final = re.compile(r"\s+dari\s+(?:Fraksi|Partai)\s+[\w.]+(?:\s+[A-Z]\w*){0,2}\s*")


def _chained(page: Page, post: Post, before: Post | None, held: Sequence[Holder]) -> Holder | None:
    """'semula Kepala X dan Plt Kepala Y, sekarang Kepala Z': one person through all of them."""
    if before is None or not held or held[-1].post.end != before.end:
        return None
    between = page.text[before.end : post.left]
    if "\n" in between or not _only_joins().fullmatch(between):
        return None
    last = held[-1]
    now = re.search(r"\b(?:kini|sekarang)\b", between)
    status = (
        post.status
        or _transition(between)
        or ("incoming" if now else last.post.status if last.post.status == "former" else None)
    )
    return replace(last, post=replace(post, status=status), rule="posts-in-a-row", confidence=0.8)


@cache
def _only_joins() -> re.Pattern[str]:
    joins = lexicon.alternatives([row["form"] for row in lexicon.table("transitions.csv")])
    return re.compile(rf"[\s,]*(?:periode\s+\d{{4}}\s*[-–]\s*\d{{4}}[\s,]*)?(?:(?:{joins})[\s,]+)+")


def _pair(page: Page, post: Post, behind: Post | None) -> list[Holder] | None:
    """'Bupati dan Wakil Bupati X Nama – Nama': the first name for the first post, the second for the second."""
    if behind is None or not re.fullmatch(r"\s+dan\s+", page.text[post.end : behind.left]):
        return None
    gap = _SPACE.match(page.text, behind.end)
    first = name_at(page.text, skip_honorifics(page.text, gap.end() if gap else behind.end))
    if first is None:
        return None
    dash = re.compile(r"\s*[-–—]\s*").match(page.text, first.end)
    second = name_at(page.text, skip_honorifics(page.text, dash.end())) if dash else None
    if second is None:
        return None
    one = replace(post, region=behind.region, end=behind.end)
    return [
        Holder(page.quote(first), first.start, first.end, one, "pair-of-posts", 0.85),
        Holder(page.quote(second), second.start, second.end, behind, "pair-of-posts", 0.85),
    ]
