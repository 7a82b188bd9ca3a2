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
from simpul.loaders.grammar.page import Span
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simpul.loaders.grammar.agencies import Body
    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.regions import Mention

_WORD: Final = r"[A-Z][a-zà-ÿ]*(?:['’`][A-Za-z]?[a-z]+)?[a-z](?:-[A-Z][a-z]+)?|[A-Z]\.?(?=\s+[A-Z])"
_BALINESE: Final = (
    r"(?:I|Ni)\s+(?=(?:Gusti|Gst|Made|Wayan|Nyoman|Ketut|Putu|Gede|Gde|Komang|Kadek|Nengah|Dewa|Ngurah|Luh)\b)"
)
_NAME: Final = re.compile(rf"(?<!\w)(?:{_BALINESE})?(?:{_WORD})(?:[ \t]+(?:(?:bin|binti|van|de)\s+)?(?:{_WORD}))*")
_LONGEST_NAME: Final = 5
_REACH: Final = 90  # how far before a post its holder's name may begin, degrees and all
_SPACE: Final = re.compile(r"\s*")
# Between a post and the name behind it: a comma, an abbreviation in brackets, 'RI'.
_TO_NAME: Final = re.compile(r"(?:\s+RI\b)?(?:\s*\([A-Za-z .-]{2,20}\))?\s*[,:]?\s*(?:yaitu\s+|yakni\s+)?")


@dataclass(frozen=True, slots=True)
class Post:
    """A post in the text, with its region and body; `left` is where words on how it is held begin."""

    left: int
    end: int
    position: str
    status: str | None
    region: str | None
    org: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post: `name` without honorifics and degrees, and the place of the name."""

    name: str
    start: int
    end: int
    post: Post
    rule: str
    confidence: float


def posts(page: Page, regions: Sequence[Mention], bodies: Sequence[Body], home: str | None) -> list[Post]:
    """The posts that a page names, in order."""
    finder = _Finder(page, regions, bodies, home)
    found = [post for match in _titles().finditer(page.text) if (post := finder.post(match))]
    kept: list[Post] = []
    for post in sorted(found, key=lambda p: (p.left, -p.end)):
        if (
            kept
            and re.fullmatch(r"\s*\(", page.text[kept[-1].end : post.left])
            and page.text[post.end : post.end + 1] == ")"
        ):
            kept[-1] = replace(kept[-1], end=post.end + 1)  # 'Sekretaris Dewan (Sekwan)' is one post
            continue
        if not kept or post.left >= kept[-1].end:
            kept.append(post)
    return kept


@cache
def _post_rows() -> Mapping[str, dict[str, str]]:
    rows = {row["form"]: row for row in lexicon.table("posts.csv")}
    for ministry in lexicon.table("ministries.csv"):
        title = "Menteri " + ministry["name"].removeprefix("Kementerian ")
        for form in {title, title + " RI", *ministry["minister"].split("|")}:
            if form:
                rows[form] = {"form": form, "position": title, "needs": "minister", "kind": ministry["name"]}
                short = form.removeprefix("Menteri ")
                wakil = f"Wakil {form}" if form.startswith("Menteri") else f"Wa{form.lower()}"
                rows[wakil] = {**rows[form], "form": wakil, "position": f"Wakil {title}"}
                del short
    return rows


@cache
def _statuses() -> Mapping[str, dict[str, str]]:
    return {row["form"].casefold(): row for row in lexicon.table("statuses.csv")}


@cache
def _titles() -> re.Pattern[str]:
    status = lexicon.alternatives([row["form"] for row in lexicon.table("statuses.csv")])
    title = lexicon.alternatives(list(_post_rows()))
    return re.compile(rf"(?<![\w-])(?:(?P<status>{status})\s+)?(?P<title>{title})(?!\w)", re.IGNORECASE)


class _Finder:
    """Reads one post at a time, with the regions and bodies of the page at hand."""

    def __init__(self, page: Page, regions: Sequence[Mention], bodies: Sequence[Body], home: str | None) -> None:
        self.page, self.regions, self.bodies, self.home = page, regions, bodies, home
        self._body_starts = [b.start for b in bodies]
        self._region_lefts = [r.left for r in regions]

    def post(self, match: re.Match[str]) -> Post | None:
        """The post that begins at a title, or None where what it needs is not there."""
        if not self.page.inside(match.start()):
            return None
        row = _row(match["title"])
        if row is None or not (match["title"][0].isupper() or row["needs"] in {"council", "region"} or match["status"]):
            return None
        status = _statuses().get(" ".join((match["status"] or "").split()).casefold())
        read = getattr(self, f"_{row['needs']}", None)
        post: Post | None = read(row, match) if read else None
        if post is None:
            return None
        position = f"{status['position']} {post.position}".strip() if status else post.position
        return replace(post, left=match.start(), position=position, status=status["status"] if status else None)

    def _region(self, row: Mapping[str, str], match: re.Match[str]) -> Post:
        mention = self._region_at(match.end())
        if mention:
            return Post(match.start(), mention.end, row["position"], None, mention.code, None)
        return Post(match.start(), match.end(), row["position"], None, self._home_of(row["kind"], match.start()), None)

    def _secretary(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        start = match.end()
        government = self._body_at(start)
        if government and government.kind == "government" and government.region:
            return self._in_region(row, match, government.end, government.region)
        mention = self._region_at(start)
        if mention and mention.code:
            return self._in_region(row, match, mention.end, mention.code)
        return self._in_region(row, match, start, self._home_of(row["kind"], match.start()))

    def _in_region(self, row: Mapping[str, str], match: re.Match[str], end: int, region: str | None) -> Post:
        org = None
        if region:
            label = by_code()[region].label
            of_body = row["position"].startswith("Kepala ") and row["position"].split()[1] in {
                "Dinas",
                "Badan",
                "Satuan",
            }
            org = f"{row['position'].removeprefix('Kepala ')} {label}" if of_body else by_code()[region].government_name
        return Post(match.start(), end, row["position"], None, region, org)

    def _agency(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        body = self._body_at(match.end())
        if body is None or body.kind == "government":
            return None
        return Post(match.start(), body.end, f"{row['position']} {body.name}", None, body.region, body.full_name)

    def _dinas(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        body = self._body_at(match.start()) or self._body_at(match.end())
        if body is None or body.kind not in {"dinas", "badan"}:
            return None
        title = row["position"].split()[0]
        return Post(match.start(), body.end, f"{title} {body.name}", None, body.region, body.full_name)

    _badan = _dinas

    def _unit(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        chief = re.compile(r"\s+(?:Bupati|Wali\s?[Kk]ota|Gubernur)\b(?:\s+[Bb]idang\b)?").match(
            self.page.text, match.end()
        )
        unit = _unit_fields().match(self.page.text, chief.end() if chief else match.end())
        if unit is None:
            return None
        fields = _affair_words((chief[0].strip() + " " if chief else "") + unit[0].strip())
        joined = re.compile(r"\s*,?\s*(?:pada\s+|di\s+)?").match(self.page.text, unit.end())
        body = self._body_at(joined.end() if joined else unit.end(), tight=True)
        region = None if body else self._region_at(unit.end())
        if body is None and region is None:
            body = self._last_body(match.start())
            code = body.region if body else self.home
            return Post(
                match.start(), unit.end(), f"{row['position']} {fields}", None, code, body.full_name if body else None
            )
        end = body.end if body else region.end if region else unit.end()
        code = body.region if body else region.code if region else None
        return Post(match.start(), end, f"{row['position']} {fields}", None, code, body.full_name if body else None)

    def _body(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        body = self._body_at(match.end())
        if body is None or body.kind == "government":
            return None
        return Post(match.start(), body.end, row["position"], None, body.region, body.full_name)

    def _council(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        committee = re.compile(
            r"(?:\s+[IVX]{1,3}\b)?(?:\s+(?:Komisi|Fraksi|Badan|Pansus|Panitia)\s+[A-Z]\w*,?(?:\s+Perjuangan)?)?"
        ).match(self.page.text, match.end())
        body = self._body_at(committee.end() if committee else match.end())
        if body is None or body.kind != "dprd":
            return None
        part = " ".join((committee[0] if committee else "").strip(" ,").split())
        position = " ".join(p for p in (row["position"], part, body.name) if p)
        return Post(match.start(), body.end, position, None, body.region, body.full_name)

    def _office(self, row: Mapping[str, str], match: re.Match[str]) -> Post:
        return Post(match.start(), match.end(), row["position"], None, None, None)

    def _minister(self, row: Mapping[str, str], match: re.Match[str]) -> Post:
        return Post(match.start(), match.end(), row["position"], None, None, row["kind"])

    def _deputy(self, row: Mapping[str, str], match: re.Match[str]) -> Post | None:
        unit = _unit_fields().match(self.page.text, match.end())
        if unit is None:
            return None
        body = self._body_at(unit.end())
        end, org = (body.end, body.full_name) if body else (unit.end(), None)
        return Post(match.start(), end, f"{row['position']} {_affair_words(unit[0])}", None, None, org)

    def _body_at(self, place: int, *, tight: bool = False) -> Body | None:
        """The body that begins at a place, or one space behind it."""
        at = bisect_left(self._body_starts, place)
        if at < len(self.bodies):
            between = self.page.text[place : self.bodies[at].start]
            if len(between) <= (1 if tight else 2) and not between.strip():
                return self.bodies[at]
        return None

    def _region_at(self, place: int) -> Mention | None:
        at = bisect_left(self._region_lefts, place)
        for mention in self.regions[max(at - 1, 0) : at + 1]:
            if mention.start >= place and not self.page.text[place : max(mention.left, place)].strip():
                if mention.left <= place + 2:
                    return mention
        return None

    def _home_of(self, kind: str, place: int) -> str | None:
        """The last region of this kind named before a place; without one, the report's home if it is of the kind."""
        fits = [m for m in self.regions if m.code and (not kind or by_code()[m.code].kind == kind)]
        before = [m for m in fits if m.start < place]
        if self.home and (not kind or by_code()[self.home].kind == kind):
            return self.home
        return (before[-1] if before else fits[0]).code if fits else None

    def _last_body(self, place: int) -> Body | None:
        line = next((s for s in self.page.lines if s.start <= place < s.end), Span(0, 0))
        before = [
            b for b in self.bodies if line.start <= b.start < place and b.kind in {"dinas", "badan", "secretariat"}
        ]
        return before[-1] if before else None


def _row(title: str) -> Mapping[str, str] | None:
    flat = " ".join(title.split())
    return _post_rows().get(flat) or _folded().get(flat.casefold())


@cache
def _folded() -> Mapping[str, dict[str, str]]:
    return {form.casefold(): row for form, row in _post_rows().items()}


@cache
def _unit_fields() -> re.Pattern[str]:
    affairs = [line.partition("=")[0] for line in lexicon.words("affairs.txt")]
    word = rf"(?:{lexicon.alternatives(affairs)}(?!\w)|\d+|[IVX]+(?!\w))"
    return re.compile(rf"\s+{word}(?:(?:\s*,\s*|\s+dan\s+|\s*&\s*|\s+){word})*")


def _affair_words(text: str) -> str:
    full = {w: f or w for w, _, f in (line.partition("=") for line in lexicon.words("affairs.txt"))}
    return re.sub(r"\w+", lambda m: full.get(m[0], m[0]), " ".join(text.split()))


def holders(page: Page, found: Sequence[Post], regions: Sequence[Mention], bodies: Sequence[Body]) -> list[Holder]:
    """Who holds which post, in the order of the posts."""
    taken = [(m.left, m.end) for m in regions if m.code] + [(b.start, b.end) for b in bodies]
    held: list[Holder] = []
    for number, post in enumerate(found):
        before = found[number - 1] if number else None
        behind = found[number + 1] if number + 1 < len(found) else None
        pair = _pair(page, post, behind)
        if pair:
            held.extend(pair)
            continue
        if held and before and held[-1].post.end == post.end and held[-1].rule == "pair-of-posts":
            continue
        known = frozenset(h.name for h in held)
        ahead = _ahead(page, post, taken, known)
        sure = ahead if ahead and ahead.rule == "name-selaku-post" else None
        holder = sure or _after(page, post, taken) or _chained(page, post, before, held) or ahead
        if holder and (holder.rule == "name-selaku-post" or not _headline_only(page, holder)):
            held.append(holder)
    return held


def _headline_only(page: Page, holder: Holder) -> bool:
    """Whether a name stands only where every word is capitalised, so that nothing tells it from a verb."""
    line = next((s for s in page.lines if s.start <= holder.start < s.end), page.lines[0])
    words = [w for w in page.quote(line).split() if w[0].isalpha()]
    capitals = sum(w[0].isupper() for w in words)
    if len(words) < _FEW_WORDS or capitals < _MOST * len(words) or len(page.quote(line)) > _HEADLINE:
        return False
    rest = page.text[: line.start] + page.text[line.end :]
    return not re.search(rf"(?<!\w){re.escape(holder.name)}(?!\w)", rest)


_FEW_WORDS: Final = 5
_MOST: Final = 0.75
_HEADLINE: Final = 110


def _after(page: Page, post: Post, taken: Sequence[tuple[int, int]]) -> Holder | None:
    """'Kepala Diskominfo SP Surakarta, Heny Ermawati'."""
    gap = _TO_NAME.match(page.text, post.end)
    place = _skip_honorifics(page.text, gap.end() if gap else post.end)
    name = name_at(page.text, place)
    if name is None or any(start <= name.start < end for start, end in taken):
        return None
    if page.sentence_at(post.end - 1) != page.sentence_at(name.start):
        return None
    confidence = 0.95 if "," not in page.text[post.end : name.start] else 0.9
    return Holder(page.quote(name), name.start, name.end, post, "post-then-name", confidence)


def _ahead(page: Page, post: Post, taken: Sequence[tuple[int, int]], known: frozenset[str]) -> Holder | None:
    """'Heny Ermawati selaku Kepala …', 'Drs Said Romadhon (Sekda)', 'Sulpakar Penjabat Bupati …'."""
    line = next((s for s in page.lines if s.start <= post.left < s.end), None)
    if line is None:
        return None
    before = page.text[line.start : post.left]
    match = _joined_before().search(before)
    if match is None:
        return None
    end = line.start + match.start()
    name = _name_ending(page, line.start, end)
    if name is None or any(a <= name.start < b for a, b in taken):
        return None
    if not match["join"].strip() and page.quote(name) not in known:
        return None  # 'Sulpakar Penjabat Bupati …' only of a name that is known already; not 'Instruksi Presiden'
    if match["join"].strip() == "," and line == page.lines[0]:
        return None  # a headline's comma parts no name from its post
    join = match["join"].strip(" ,")
    if join in _ADDS:
        return None
    status = _transition(match["join"])
    held = replace(post, status=status) if status and not post.status else post
    rule, confidence = ("name-selaku-post", 0.95) if join else ("name-then-post", 0.8)
    return Holder(page.quote(name), name.start, name.end, held, rule, confidence)


_ADDS: Final = {"dan", "serta", "juga", "lalu", "dari", "yang"}  # words that join two things, not a name and its post


@cache
def _joined_before() -> re.Pattern[str]:
    joins = lexicon.alternatives([row["form"] for row in lexicon.table("transitions.csv")])
    return re.compile(rf"\s*(?P<join>[,(]?\s*(?:(?:{joins})(?:\s+(?:{joins}))*)?)\s*$")


def _transition(join: str) -> str | None:
    words = " ".join(join.strip(" ,(").split())
    rows = {row["form"]: row["status"] for row in lexicon.table("transitions.csv")}
    found = [rows[w] for w in rows if rows[w] and re.search(rf"(?<!\w){re.escape(w)}$", words)]
    return found[0] if found else None


def _name_ending(page: Page, start: int, end: int) -> Span | None:
    """The name that ends where a stretch ends, degrees left out."""
    begin = max(start, page.sentence_at(end - 1).start, end - _REACH)
    for word in re.finditer(r"(?<!\w)[A-Z]", page.text[begin:end]):
        found = name_at(page.text, begin + word.start())
        if found and found.end <= end and _only_degrees(page.text[found.end : end]):
            return None if _only_degrees(page.quote(found)) else found
    return None


def _only_degrees(text: str) -> bool:
    """Whether a stretch holds nothing but degrees and commas.

    >>> _only_degrees(", S.Sos, M.Si"), _only_degrees(" SE MM"), _only_degrees(" membuka")
    (True, True, False)
    """
    words = [re.sub(r"\W", "", w).casefold() for w in re.split(r"[,\s]+", text) if re.sub(r"\W", "", w)]
    return all(w in _degrees() for w in words)


@cache
def _degrees() -> frozenset[str]:
    return frozenset(" ".join(lexicon.words("degrees.txt")).split())


def _chained(page: Page, post: Post, before: Post | None, held: Sequence[Holder]) -> Holder | None:
    """'semula Kepala X dan Plt Kepala Y, sekarang Kepala Z': one person through all of them."""
    if before is None or not held or held[-1].post.end != before.end:
        return None
    between = page.text[before.end : post.left]
    if "\n" in between or not _only_joins().fullmatch(between):
        return None
    last = held[-1]
    status = post.status or _transition(between) or (last.post.status if last.post.status == "former" else None)
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
    first = name_at(page.text, _skip_honorifics(page.text, gap.end() if gap else behind.end))
    if first is None:
        return None
    dash = re.compile(r"\s*[-–—]\s*").match(page.text, first.end)
    second = name_at(page.text, _skip_honorifics(page.text, dash.end())) if dash else None
    if second is None:
        return None
    one = replace(post, region=behind.region, end=behind.end)
    return [
        Holder(page.quote(first), first.start, first.end, one, "pair-of-posts", 0.85),
        Holder(page.quote(second), second.start, second.end, behind, "pair-of-posts", 0.85),
    ]


def name_at(text: str, place: int) -> Span | None:
    """The person's name that begins at a place, as long as its words can be part of one.

    >>> text = "Nuhfil Hanani meneken nota"
    >>> text[: name_at(text, 0).end]
    'Nuhfil Hanani'
    """
    match = _NAME.match(text, place)
    if match is None:
        return None
    end, count = place, 0
    for word in re.finditer(r"\S+", match[0]):
        bare = word[0].strip(".,")
        if bare == "I" and count == 0 and re.match(_BALINESE, text[place:]):
            end, count = place + word.end(), count + 1
            continue
        if bare in _stops() or bare in _honorifics() or bare.casefold() in _days() or count == _LONGEST_NAME:
            break
        if text[place + word.start() : place + word.end()].endswith(".") and len(bare) > 1:
            break
        end, count = place + word.end(), count + 1
    while end > place and re.search(r"(?:^|\s)[A-Z]\.?$", text[place:end]):
        end = place + len(re.sub(r"\s*\S+$", "", text[place:end]))
    if count == 0 or end == place:
        return None
    if text[end : end + 1].isalpha():
        return None
    return Span(place, end)


@cache
def _stops() -> frozenset[str]:
    return frozenset(" ".join(lexicon.words("name_stops.txt")).split())


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(lexicon.words("honorifics.txt"))


@cache
def _days() -> frozenset[str]:
    calendar = lexicon.toml("calendar.toml")
    return frozenset([*calendar["days"], *calendar["months"]])


@cache
def _honorific() -> re.Pattern[str]:
    forms = sorted(lexicon.words("honorifics.txt"), key=len, reverse=True)
    return re.compile(
        rf"(?:(?:{'|'.join(map(re.escape, forms))})(?:\.\s*|\s+|,\s*(?=[A-Z]))|[A-Z]{{2,3}}\s+(?=[A-Z][a-z])|R\.\s*)"
    )


def _skip_honorifics(text: str, place: int) -> int:
    while match := _honorific().match(text, place):
        if match.end() == place:
            break
        place = match.end()
    return place
