"""Posts in the text, with the region and body that each one needs."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.known_bodies import named
from simpul.loaders.grammar.names import name_at, skip_honorifics
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.post_forms import (
    OPEN_UNIT,
    Title,
    affair_words,
    folded_unit_fields,
    row_of,
    statuses,
    titles,
    unit_fields,
)
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simpul.loaders.grammar.known_bodies import Body
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
    implied: bool = False  # the region is the report's home, and not named with the post


def posts(page: Page, regions: Sequence[Mention], bodies: Sequence[Body], home: str | None) -> list[Post]:
    """The posts that a page names, in order."""
    finder = _Finder(page, regions, bodies, home)
    found = [post for title in titles(page) if (post := finder.post(title))]
    found += _deputies(page, found)
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


_DEPUTY: Final = re.compile(r"(?<!\w)wakil(?:nya)\b", re.IGNORECASE)
_HEAD_POST: Final = re.compile(
    r"(?:Penjabat |Pelaksana \w+ )?(?P<of>Bupati|Wali Kota|Gubernur|Ketua.*|Kepala.*|Direktur.*|Menteri.*|Rektor)$"
)


def _deputies(page: Page, found: Sequence[Post]) -> list[Post]:
    """'Bupati X Nama bersama wakilnya, Nama': the deputy of whoever was named last."""
    deputies = []
    for match in page.matches(_DEPUTY, "wakilnya"):
        before = [p for p in found if p.end <= match.start() and _HEAD_POST.match(p.position)]
        last = max(before, key=lambda p: p.end, default=None)
        if last and match.start() - last.end < _DEPUTY_REACH:
            of = _HEAD_POST.match(last.position)
            position = f"Wakil {of['of']}" if of else last.position
            deputies.append(replace(last, left=match.start(), end=match.end(), position=position, status=None))
    return deputies


_DEPUTY_REACH: Final = 250  # characters


_HEADED: Final = {"Dinas", "Badan", "Satuan", "Kepolisian", "Kejaksaan", "Kantor"}  # bodies that a post names
_HEAD_UNITS: Final = {"agency", "unit", "body", "deputy"}
_UNIT_WORDS: Final = re.compile(
    r"\s+(?:\([A-Z]+\)\s*)?[A-Z][\w/-]*(?:\s*\([A-Za-z]+\))?(?:(?:,\s*(?:dan\s+)?|\s+(?:dan|serta|di)\s+|\s+)(?:[A-Z][\w/-]*|\([A-Za-z]+\))){0,11}"
)
_ANOTHER_POST: Final = re.compile(
    r"(?:,|\bserta\b|\bdan\b).*\b(?:Kepala|Ketua|Sekretaris|Direktur|Asisten|Wakil|Kabid|Kadis|Kabag)\b"
)
_LOCAL_NAME: Final = re.compile(
    r"\s+(?P<name>\d{4}(?=,?\s+(?:[Ll]etkol|[Kk]olonel|[Mm]ayor))|(?:\d{4}[/\s]\s*)?[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2})(?=\s*[,(]|\s*[-–]\s|,?\s+(?:[Ll]etkol|[Kk]olonel|[Mm]ayor)|\s+(?:I|Ni)\s+[A-Z])"
)
_WITH_DIRECTORS: Final = frozenset({"hospital", "company", "university", "ministry", "directorate", "national-body"})
# 'Kapolres Pelabuhan Belawan AKBP Nama': a place without a code, before a rank.
_BESIDE_RANK: Final = re.compile(
    r"\s+(?P<name>[A-Z]\w+(?:\s+[A-Z]\w+){0,2}?),?\s+(?=(?:AKBP|AKP|Kombes|Kompol|Letkol|Mayor|Kapten|Kolonel|Iptu)\b)"
)
_OF_SECRETARY: Final = re.compile(r"\s+(?:Sekda|Sekretaris\s+Daerah)\b")
_OF_COUNCIL: Final = re.compile(r"Komisi|Panitia|Sementara|Bapemperda|Fraksi|Badan Kehormatan")
_PARAGRAPH: Final = 2000  # characters
_NEAR_COUNCIL: Final = 400  # characters
_NAME_NEXT: Final = re.compile(r",?\s+(?:[A-Z][a-z]{0,3}\.\s*)*[A-Z][a-z]+\b")
_SMALL_FIELD: Final = re.compile(r"\s+bidang\b")
_TO_A_NAME: Final = re.compile(r",?\s+")
_NAMELY: Final = re.compile(
    r"(?:nya|\s+dewan)?(?:\s+(?!Komisi)[a-z]+){0,3}\s*[,:]?\s+(?:yaitu|yakni|masing-masing|antara\s+lain|di\s?antaranya|meliputi)\s*:?\s"
)
_COMMITTEE: Final = re.compile(r"\b[Kk]omisi\s+(?:[IVX]{1,4}|[A-E])\b")
_AS: Final = re.compile(r"\b(?:selaku|menjabat|menjabat\s+sebagai|jabatan|sebagai)\s+\Z")
_AS_WORDS: Final = 20  # characters
_STRAY: Final = 2  # a space between a post and its region, at most with a stray one


class _Finder:
    """Reads one post at a time, with the regions and bodies of the page at hand."""

    def __init__(self, page: Page, regions: Sequence[Mention], bodies: Sequence[Body], home: str | None) -> None:
        self.page, self.regions, self.bodies, self.home = page, regions, bodies, home
        self._body_starts = [b.start for b in bodies]
        self._region_lefts = [r.left for r in regions]
        self._with_directors = [b for b in bodies if b.kind in _WITH_DIRECTORS]
        self._of_committee: dict[str, Body | None] = {}
        self._councils = [b for b in bodies if b.kind == "dprd"]
        self._kinds: dict[str, list[Mention]] = {}

    def post(self, title: Title) -> Post | None:
        """The post that begins at a title, or None where what it needs is not there."""
        if title.words.casefold().endswith(" komisi") and self._body_at(title.end - len("Komisi")):
            words = title.words[: -len("Komisi")].rstrip()  # 'Ketua Komisi Informasi' sits on no committee
            title = replace(
                title, words=words, end=title.start + len(self.page.text[title.start : title.end]) - len("Komisi") - 1
            )
        row = row_of(title.words)
        if row is None:
            return None
        follows = self.page.text[title.end + 1 : title.end + 2]
        plain = (
            title.words.islower()
            and not follows.isupper()
            and row["needs"] not in {"council", "region"}
            and not title.status
        )
        if plain and not _AS.search(self.page.text, max(0, title.start - _AS_WORDS), title.start):
            return None
        status = statuses().get(" ".join((title.status or "").split()).casefold())
        read = getattr(self, f"_{row['needs']}", None)
        post: Post | None = read(row, title) if read else None
        if row["needs"] in _HEAD_UNITS and (post is None or post.org is None):
            post = self._spelt_unit(row, title) or post
        if post is None:
            return None
        position = f"{status['position']} {post.position}".strip() if status else post.position
        return replace(post, left=title.start, position=position, status=status["status"] if status else None)

    def _spelt_unit(self, row: Mapping[str, str], title: Title) -> Post | None:
        """'Direktur Penyuluhan dan Hubungan Masyarakat Kemenkeu': a unit's name, and then the body that it is in."""
        unit = _UNIT_WORDS.match(self.page.text, title.end)
        line = self.page.line_at(title.start)
        if unit is None or (line and self.page.is_headline(line)):
            return None
        at = bisect_left(self._body_starts, title.end)
        for body in self.bodies[at : at + 2]:
            if title.end < body.start <= unit.end() + 1 and body.kind != "government" and body.form[:3] != "Kad":
                words = " ".join(self.page.text[title.end : body.start].strip(" ,").split())
                if (
                    _ANOTHER_POST.search(words)
                    or ("," in words and not unit_fields().fullmatch(f" {words}"))
                    or standing(self.regions, title.end, body.start)
                ):
                    return None
                if words and _UNIT_WORDS.fullmatch(f" {words}"):
                    return Post(title.start, body.end, f"{row['position']} {words}", None, body.region, body.full_name)
        return None

    def _region(self, row: Mapping[str, str], title: Title) -> Post:
        mention = self._region_at(title.end)
        if mention:
            return Post(title.start, mention.end, row["position"], None, mention.code, None)
        at_home = self._home_of(row["kind"], title.start)
        return Post(title.start, title.end, row["position"], None, at_home, None, implied=True)

    def _secretary(self, row: Mapping[str, str], title: Title) -> Post | None:
        start = title.end
        government = self._body_at(start)
        if government and government.kind == "government" and government.region:
            return self._in_region(row, title, government.end, government.region)
        mention = self._region_at(start)
        if mention and mention.code:
            return self._in_region(row, title, mention.end, mention.code)
        place = _BESIDE_RANK.match(self.page.text, start)
        if place:
            row = {**row, "position": f"{row['position']} {' '.join(place['name'].split())}"}
            start = place.end("name")
        return self._in_region(row, title, start, self._home_of(row["kind"], title.start))

    def _in_region(self, row: Mapping[str, str], title: Title, end: int, region: str | None) -> Post:
        org = None
        if region:
            label = by_code()[region].label
            of_body = row["position"].startswith("Kepala ") and row["position"].split()[1] in _HEADED
            of_body = of_body or row["position"].startswith("Ketua ")
            body_name = row["position"].partition(" ")[2]
            place = label.partition(" ")[2] if body_name in named() else label
            org = f"{body_name} {place}" if of_body else by_code()[region].government_name
        return Post(title.start, end, row["position"], None, region, org)

    def _agency(self, row: Mapping[str, str], title: Title) -> Post | None:
        body = self._body_at(title.end)
        if body is None or body.kind == "government":
            return None
        return Post(title.start, body.end, f"{row['position']} {body.name}", None, body.region, body.full_name)

    def _dinas(self, row: Mapping[str, str], title: Title) -> Post | None:
        body = self._body_at(title.start) or self._body_at(title.end)
        if body is None or body.kind not in {"dinas", "badan"}:
            return None
        head = row["position"].split()[0]
        return Post(title.start, body.end, f"{head} {body.name}", None, body.region, body.full_name)

    _badan = _dinas

    def _unit(self, row: Mapping[str, str], title: Title) -> Post | None:
        chief = re.compile(r"\s+(?:Bupati|Wali\s?[Kk]ota|Gubernur|Menteri)\b(?:\s+(?:untuk\s+)?[Bb]idang\b)?").match(
            self.page.text, title.end
        )
        fields_of = folded_unit_fields() if title.words[0].islower() else unit_fields()
        unit = fields_of.match(self.page.text, chief.end() if chief else title.end)
        open_unit = OPEN_UNIT.match(self.page.text, title.end)
        if open_unit and not chief and (unit is None or open_unit.end() > unit.end()):
            unit = open_unit
        if unit is None:
            return self._adviser(title, chief.end() if chief else title.end) if row["position"] == "Staf Ahli" else None
        fields = affair_words((chief[0].strip() + " " if chief else "") + unit[0].strip())
        joined = re.compile(r"(?:\s*\([A-Za-z .]{2,25}\))?\s*,?\s*(?:pada\s+|di\s+)?").match(self.page.text, unit.end())
        body = self._body_at(joined.end() if joined else unit.end(), tight=True)
        region = None if body else self._region_at(unit.end())
        if body is None and region is None and not _OF_SECRETARY.match(self.page.text, unit.end()):
            body = None if row["position"].startswith(("Asisten", "Staf")) else self._last_body(title.start)
            code = body.region if body else self._told_before(title.start) or self.home
            return Post(
                title.start, unit.end(), f"{row['position']} {fields}", None, code, body.full_name if body else None
            )
        end = body.end if body else region.end if region else unit.end()
        staff = _OF_SECRETARY.match(self.page.text, end) if body is None else None
        if staff:  # 'Kabag Organisasi Sekda Kendal': a part of the secretariat
            further = self._region_at(staff.end())
            return Post(
                title.start,
                further.end if further else staff.end(),
                f"{row['position']} {fields}",
                None,
                further.code if further else self._told_before(title.start) or self.home,
                None,
            )
        code = body.region if body else region.code if region else None
        return Post(title.start, end, f"{row['position']} {fields}", None, code, body.full_name if body else None)

    def _adviser(self, title: Title, end: int) -> Post | None:
        """'diwakili Staf Ahli dr. Nama', 'Staf Ahli Bupati Nama': without a field, right before a name."""
        comma = _TO_A_NAME.match(self.page.text, end)
        if comma is None or name_at(self.page.text, skip_honorifics(self.page.text, comma.end())) is None:
            return None
        region = self._told_before(title.start) or self.home
        words = " ".join(self.page.text[title.start : end].split())
        return Post(title.start, end, words, None, region, None)

    def _body(self, row: Mapping[str, str], title: Title) -> Post | None:
        body = self._body_at(title.end)
        if body is None:
            return self._unit_of_last(row, title)
        if body.kind == "government":
            return None
        if body.kind == "hospital" and row["position"] == "Direktur":
            return Post(title.start, body.end, f"Direktur {body.name}", None, body.region, body.full_name)
        return Post(title.start, body.end, row["position"], None, body.region, body.full_name)

    def _unit_of_last(self, row: Mapping[str, str], title: Title) -> Post | None:
        """'Direktur Layanan Operasional dr. Nama': the unit of a hospital, company or university named before."""
        unit = unit_fields().match(self.page.text, title.end)
        open_unit = OPEN_UNIT.match(self.page.text, title.end)
        if open_unit and (unit is None or open_unit.end() > unit.end()):
            unit = open_unit
        before = standing(self._with_directors, 0, title.start)
        if unit is None or not before or self._body_at(unit.end()):
            return None
        position = f"{row['position']} {affair_words(unit[0])}"
        return Post(title.start, unit.end(), position, None, before[-1].region, before[-1].full_name)

    def _council(self, row: Mapping[str, str], title: Title) -> Post | None:
        committee = re.compile(
            r"(?:\s+(?:[IVX]{1,4}|[A-E]|\d)\b)?(?:\s+(?:(?:Komisi|Fraksi|Badan|Pansus|Panitia)\s+[A-Z]\w*,?(?:\s+Perjuangan)?|Bapemperda|Bapperda|Banggar|Banmus|Bamus|Baleg|BK(?=\s+DPRD)|Pansus|Panja|Panitia\s+Kerja))?"
        ).match(self.page.text, title.end)
        body = self._body_at(title.end)
        if body and body.kind == "national-body":
            committee = None  # 'Wakil Ketua Komisi Pemberandasan Korupsi' sits on no committee
        else:
            body = self._body_at(committee.end() if committee else title.end)
        if body and body.kind in {"national-body", "other"}:
            part = " ".join((committee[0] if committee else "").strip(" ,").split())
            position = " ".join(p for p in (row["position"], part, body.name) if p)
            return Post(title.start, body.end, position, None, body.region, body.full_name)
        end = body.end if body else committee.end() if committee else title.end
        if body is None and (
            _OF_COUNCIL.search(row["position"])
            or (committee and committee[0].strip())
            or self._deputy_chair(row, title)
            or (row["position"] in {"Anggota", "Wakil Ketua"} and _NAMELY.match(self.page.text, title.end))
        ):
            body = self._last_council(title.start, (committee[0] if committee else "").strip())
        if body is None or body.kind != "dprd":
            return None
        part = " ".join((committee[0] if committee else "").strip(" ,").split())
        if not part and row["position"] in {"Anggota", "Wakil Ketua"} and body.end < title.start:
            part = self._committee_before(title.start)
        position = " ".join(p for p in (row["position"], part, body.name) if p)
        return Post(title.start, end, position, None, body.region, body.full_name)

    def _committee_before(self, place: int) -> str:
        """The committee whose other members the sentence has named: 'ketua Komisi III A, … empat anggota, yaitu B'."""
        named = _COMMITTEE.findall(self.page.text, self.page.sentence_at(place).start, place)
        return (
            " ".join(named[-1].split()).title().replace(named[-1].split()[-1].title(), named[-1].split()[-1])
            if named
            else ""
        )

    def _deputy_chair(self, row: Mapping[str, str], title: Title) -> bool:
        """'Ketua DPRD X A … Wakil Ketua B': a name follows at once, and a council was named not long before."""
        near = standing(self._councils, title.start - _NEAR_COUNCIL, title.start)
        return (
            row["position"] in {"Wakil Ketua", "Anggota"}
            and bool(near)
            and bool(_NAME_NEXT.match(self.page.text, title.end))
        )

    def _last_council(self, place: int, committee: str) -> Body | None:
        """The council whose committee of this name is told of, else the one named last before a place."""
        before = standing(self._councils, 0, place)
        if committee and committee not in self._of_committee:
            self._of_committee[committee] = next((b for b in self._councils if self._sits_behind(b, committee)), None)
        its = self._of_committee.get(committee)
        return its or (before[-1] if before else None)

    def _sits_behind(self, council: Body, committee: str) -> bool:
        """'Komisi I DPRD X': whether a council stands right behind the name of one of its committees."""
        return self.page.text[max(0, council.start - _NEAR_COUNCIL) : council.start].rstrip().endswith(committee)

    def _bureau(self, row: Mapping[str, str], title: Title) -> Post | None:
        """'diwakili Sekretaris Dinas (Sekdis) Nama': of the dinas or badan that the paragraph named last."""
        body = self._body_at(title.end) or self._last_body(title.start)
        if body is None:
            return None
        position = f"{row['position'].split()[0]} {body.name}"
        return Post(
            title.start,
            max(title.end, body.end if body.start >= title.end else 0),
            position,
            None,
            body.region,
            body.full_name,
        )

    def _office(self, row: Mapping[str, str], title: Title) -> Post:
        return Post(title.start, title.end, row["position"], None, None, None)

    def _local(self, row: Mapping[str, str], title: Title) -> Post | None:
        """'Camat Sukarame, Zolahuddin': the place has a name but no code, and ends where a comma or bracket stands."""
        place = _LOCAL_NAME.match(self.page.text, title.end)
        if place is None:
            return None
        words = " ".join(place["name"].split())
        return Post(title.start, place.end(), f"{row['position']} {words}", None, self.home, None, implied=True)

    def _minister(self, row: Mapping[str, str], title: Title) -> Post:
        return Post(title.start, title.end, row["position"], None, None, row["kind"])

    def _deputy(self, row: Mapping[str, str], title: Title) -> Post | None:
        field = _SMALL_FIELD.match(self.page.text, title.end)  # 'Deputi bidang Pelayanan Publik'
        unit = unit_fields().match(self.page.text, field.end() if field else title.end)
        if unit is None:
            return None
        if field:
            row = {**row, "position": f"{row['position']} Bidang"}
        body = self._body_at(unit.end())
        end, org = (body.end, body.full_name) if body else (unit.end(), None)
        return Post(title.start, end, f"{row['position']} {affair_words(unit[0])}", None, None, org)

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

    def _told_before(self, place: int) -> str | None:
        """The region whose government, body or post the sentence named last before a place: posts stand in rows."""
        start = self.page.sentence_at(place).start
        told = [(b.start, b.region) for b in standing(self.bodies, start, place) if b.region]
        told += [(m.start, m.code) for m in standing(self.regions, start, place) if m.code and m.marked]
        return max(told, key=lambda named: named[0], default=(0, None))[1]

    def _home_of(self, kind: str, place: int) -> str | None:
        """The last region of this kind named before a place; without one, the report's home if it is of the kind."""
        told = self._told_before(place)
        if told and kind in {"", by_code()[told].kind}:
            return told
        if self.home and (not kind or by_code()[self.home].kind == kind):
            return self.home
        fits = self._of_kind(kind)
        before = bisect_left(fits, place, key=lambda m: m.start)
        return fits[max(before - 1, 0)].code if fits else None

    def _of_kind(self, kind: str) -> list[Mention]:
        """The decided regions of a kind (of any, if it is empty), in order."""
        if kind not in self._kinds:
            decided = [m for m in self.regions if m.code]
            self._kinds[kind] = [m for m in decided if not kind or by_code()[m.code or ""].kind == kind]
        return self._kinds[kind]

    def _last_body(self, place: int) -> Body | None:
        line = self.page.line_at(place) or Span(0, 0)
        named = standing(self.bodies, max(line.start, place - _PARAGRAPH), place)
        before = [b for b in named if b.kind in {"dinas", "badan", "secretariat"}]
        return before[-1] if before else None
