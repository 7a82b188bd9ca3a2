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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page, Span

_NAMED: Final = re.compile(
    r"\b(?:ada\s+namanya|yang\s+namanya|bernama|diberi\s+nama|dinamai|dinamakan|berjuluk|dijuluki|yang\s+disebut)\s+(?P<name>[“\"‘']?[A-Za-z][\w-]*(?:\s+(?!bekerja|bekerjasama|untuk|yang|dan\b|di\b)[\w-]+){0,3})",
)
_TITLED: Final = re.compile(
    r"\b(?:inovasi|aplikasi|terobosan|layanan\s+inovasi|program\s+inovasi)\s+(?:unggulan\s+|layanan\s+|bernama\s+|yakni\s+|yaitu\s+|berupa\s+)?[“\"‘']?(?P<name>[A-Z][\w-]*(?:\s+(?:via\s+|dan\s+)?[A-Z][\w-]*){0,4})"
)
_IALAH: Final = re.compile(
    r"\b(?:[Kk]eunggulan|[Ii]novasi|[Tt]erobosan|program)[^.\n]{0,60}?\b(?:ialah|yakni|yaitu|adalah\s+program|adalah)\s+(?P<name>[A-Z][\w-]*(?:\s+(?:via\s+)?[A-Z][\w-]*){1,4})"
)
_NO_NAME: Final = re.compile(
    r"^(?:Daerah|Pelayanan|Publik|Kota|Kabupaten|Provinsi|Pemerintah|Desa|Teknologi|New|Normal|Smart|City|Video|WhatsApp|Whatsapp|Zoom|Android|Google|Facebook|Covid|Nasional|Kami|Kita|Pak|Penyiapan|Tatanan|Digital|Award|Government|Bapak|Ibu|Pak|Bu|Presiden|Kawasan|Preman|Indonesia\s|Nasional|Kementerian|Dinas|Badan|Lembaga|Shopee|Gojek|Grab|TikTok|Telegram|Zangi|Instagram|Sektor|Unggulan|Pelatihan|Aplikasi|Program|Sistem|Inovasi)\b"
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
    "innovation-titled": ("inovasi", "aplikasi", "terobosan"),
}


@cache
def _offered() -> re.Pattern[str]:
    services = lexicon.alternatives(lexicon.toml("innovations.toml")["services"])
    return re.compile(rf"\b(?:inovasi|terobosan)\b[^\n]{{0,220}}?\b(?P<name>{services})", re.IGNORECASE)


def novelties(page: Page, who: Sequence[Actor]) -> list[Novelty]:
    """The innovations that a page names, in order, each once; a region, body or person is none."""
    found: dict[str, Novelty] = {}
    for pattern, rule, confidence in (
        (_NAMED, "innovation-named", 0.85),
        (_IALAH, "innovation-is", 0.75),
        (_offered(), "innovation-offered", 0.75),
        (_TITLED, "innovation-titled", 0.7),
    ):
        if page.at.keys().isdisjoint(_CUES[rule]):
            continue
        for match in pattern.finditer(page.text):
            name = " ".join(match["name"].strip("“\"‘' ").split())
            if not page.inside(match.start()) or _NO_NAME.match(name) or len(name) < 4:  # noqa: PLR2004 - too short to tell
                continue
            if any(a.start < match.end("name") and match.start("name") < a.end for a in who):
                continue
            if rule == "innovation-named" and not _about_innovation(page, match.start()):
                continue
            title = (
                name if name[:1].isupper() else name.title().replace(" Via ", " via ").replace("Whatsapp", "WhatsApp")
            )
            found.setdefault(
                title.casefold(), Novelty(title, match.start("name"), page.sentence_at(match.start()), rule, confidence)
            )
    return sorted(found.values(), key=lambda n: n.place)


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


def owner(novelty: Novelty, who: Sequence[Actor], home: str | None, page: Page) -> str | None:
    """The region whose body stands nearest before the name in its paragraph, else the report's home."""
    line = page.line_at(novelty.place) or novelty.span
    before = [a for a in who if a.code and line.start <= a.start < novelty.place]
    return before[-1].code if before else home
