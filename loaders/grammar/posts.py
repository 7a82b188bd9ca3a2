"""Posts in the text, with the region and body that each one needs."""

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


@dataclass(frozen=True, slots=True)
class Post:
    """A post in the text, with its region and body; `left` is where words on how it is held begin."""

    left: int
    end: int
    position: str
    status: str | None
    region: str | None
    org: str | None


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
                wakil = f"Wakil {form}" if form.startswith("Menteri") else f"Wa{form.lower()}"
                rows[wakil] = {**rows[form], "form": wakil, "position": f"Wakil {title}"}
    return rows


@cache
def _statuses() -> Mapping[str, dict[str, str]]:
    return {row["form"].casefold(): row for row in lexicon.table("statuses.csv")}


@cache
def _titles() -> re.Pattern[str]:
    status = lexicon.alternatives([row["form"] for row in lexicon.table("statuses.csv")])
    title = lexicon.alternatives(list(_post_rows()))
    return re.compile(rf"(?<![\w-])(?:(?P<status>{status})\s+)?(?P<title>{title})(?!\w)", re.IGNORECASE)


_STRAY: Final = 2  # a space between a post and its region, at most with a stray one


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
            between = self.page.text[place : max(mention.left, place)]
            if mention.start >= place and mention.left <= place + _STRAY and not between.strip():
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
