"""Who can win, visit or sign: the bodies and regions of a page, in one list, each place once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.places import covered
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.known_bodies import Body
    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.regions import Mention


@dataclass(frozen=True, slots=True)
class Actor:
    """A body or region in the text; `code` is its region, `name` its canonical name, `kind` region, agency or other.

    `own` bodies are a party by themselves beside the region's government: a court, a company, a university.
    """

    start: int
    end: int
    code: str | None
    name: str
    kind: str
    own: bool = False

    @property
    def key(self) -> str:
        """What a fact's field says of it: the region's code, or the name where there is no region."""
        return self.code or self.name


def actors(page: Page, bodies: Sequence[Body], regions: Sequence[Mention]) -> list[Actor]:
    """All bodies, groups, and regions that are not part of a body's name, in order."""
    found = [*_groups(page)]
    acting = [_of_body(b) for b in bodies if not covered(found, b.start)]
    acting_or_named = found + acting
    acting_or_named += [
        Actor(m.left, m.end, m.code, by_code()[m.code].label, "region")
        for m in regions
        if m.code and not covered(found, m.start) and not covered(acting, m.start) and not _dateline(page, m)
    ]
    return sorted(acting_or_named, key=lambda a: a.start)


_MEDIUM: Final = 45  # characters of a medium's name and mark before the place it writes from
_FROM_MEDIUM: Final = re.compile(r"(?:[A-Z][\w.-]*(?:\s+[A-Z][\w.]*){0,4}\s*(?:,|\||[-–—:]+)\s*)?")
_DATELINE: Final = re.compile(r"\s*(?:[,|][^\n–—-]{0,40}|\([^)\n]{1,40}\))?\s*(?:[–—|]|--|-\s|(?<=[A-Z])-(?=[A-Z]))")


def _dateline(page: Page, mention: Mention) -> bool:
    """The place a report is written from ('Palu – DPRD …') does nothing in it."""
    line = page.line_at(mention.start)
    if line is None or mention.left != mention.start or mention.start - line.start > _MEDIUM:
        return False
    before = page.text[line.start : mention.start]
    return bool(_FROM_MEDIUM.fullmatch(before) and _DATELINE.match(page.text, mention.end))


def _of_body(body: Body) -> Actor:
    kind = "region" if body.kind == "government" else "agency"
    return Actor(body.start, body.end, body.region, body.full_name, kind, body.kind not in _PARTS)


@cache
def _group() -> re.Pattern[str]:
    heads = lexicon.alternatives(lexicon.toml("awards.toml")["groups"])
    return re.compile(
        rf"(?<!\w)(?:(?:Kelurahan|Desa)\s+(?=Kota\s+[A-Z]\w+\s+Kec)|{heads}\s+(?!se-|(?:Kabupaten|Kota|Provinsi|Pem(?:erintah\w*|kab|kota?|prov|da)|DPRD|Dinas|Badan|Penggerak)\b))"
        r"(?:[A-Z][\w'’]*)(?:[ \t]+(?!Juara\b|Harapan\s+[IVX\d]|Terbaik\b)[A-Z][\w'’]*){0,5}"
    )


def _groups(page: Page) -> Iterator[Actor]:
    """Groups, schools, villages: they win in their own name ('KIM WR Soepratman Purworejo')."""
    first = {h.split()[0].lower().rstrip(".") for h in lexicon.toml("awards.toml")["groups"]}
    for match in page.matches(_group(), *sorted(first)):
        if page.text[match.end() : match.end() + 1] == "/":
            continue  # 'Kelompok Kementerian/BUMN' is whom a prize is for
        form = _VILLAGE.match(match[0])
        words = form["name"] if form else match[0]
        name = " ".join(words.split()).replace("Kec. ", "Kecamatan ").replace("Kel. ", "Kelurahan ")
        yield Actor(match.start(), match.start() + len(words), None, name, "other")


# A village is called without the district behind it: 'Desa Segobang Kec. Licin'.
_VILLAGE: Final = re.compile(
    r"(?P<name>(?:Desa|Kelurahan|Kalurahan|Gampong|Pekon|Tiyuh|Kampung|Nagari|Kel\.)\s+[A-Z]\S*(?:\s+(?!Kec\b|Kec\.|Kecamatan\b|Kab\b|Kabupaten\b|Kota\b)[A-Z]\S*)*)\s+(?=Kec|Kab|Kota)"
)


# Kinds of bodies that act for their region's government, or are it.
_PARTS: Final = frozenset({"government", "dinas", "badan", "bagian", "dprd", "secretariat"})


def is_regional(actor: Actor) -> bool:
    """Whether it is a region, its government or one of its bodies."""
    return actor.code is not None


def is_province(actor: Actor) -> bool:
    """Whether it is a province, and not a body of one."""
    return actor.kind == "region" and actor.code is not None and "." not in actor.code


def in_name(page: Page, actor: Actor) -> bool:
    """'Sentra Budi Perkasa Palembang' is an office in Palembang, and not the city: a capitalised word leads to it."""
    if actor.kind != "region" or actor.end - actor.start > len(actor.name.split(" ", 1)[-1]):
        return False
    line = page.line_at(actor.start)
    before = _CAPITALISED.search(page.text, max(line.start if line else 0, actor.start - 30), actor.start)
    return bool(before) and not (line and page.is_headline(line))


_CAPITALISED: Final = re.compile(
    r"(?<=[a-z] )(?!(?:Juara|Terbaik|Peringkat|Pemenang|Harapan|Ke|Kontingen|Tim|Klaster|Kategori|[IVX]+)\b)"
    r"[A-Z][a-z]+\s\Z"
)
