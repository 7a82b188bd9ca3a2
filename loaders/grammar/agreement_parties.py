"""Who can be a party to an agreement: whom a sentence names, who signs, and who works with a partner named alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.actors import Actor, in_name, is_province
from simpul.loaders.grammar.places import standing
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.people import Holder


def key(actor: Actor) -> str:
    """What tells one party from another: its name, if it signs for itself, else its region."""
    return actor.name if actor.own else actor.key


def speaker(page: Page, party: Actor, sentence: Span, who: Sequence[Actor], host: str | None) -> list[Actor]:
    """'internet gratis bekerja sama dengan Telkom': who works with them is the host, else who was named last."""
    if party.code is not None or not re.search(
        r"\bdengan\s+(?:pihak\s+)?(?:\([^)]{3,50}\)\s*)?$", page.text[max(0, party.start - 70) : party.start]
    ):
        return []
    at = page.number_at(sentence.start)
    since = page.sentences[max(0, at - _BACK)].start
    named = [a for a in standing(who, since, party.start) if a.code]
    if not named:
        return []
    code = host or named[-1].code or ""
    return [Actor(named[-1].start, named[-1].end, code, by_code()[code].government_name, "region")]


_BACK: Final = 3


def signers(people: Sequence[Holder], who: Sequence[Actor]) -> list[Actor]:
    """Who signs stands for a party: a bupati for the regency's government, a rector for the university."""
    actors = []
    own = {a.name for a in who if a.own}
    for holder in people:
        post = holder.post
        if post.region and re.search(r"(?:Bupati|Wali Kota|Gubernur|Sekretaris Daerah)$", post.position):
            name = by_code()[post.region].government_name
            actors.append(Actor(post.left, max(post.end, holder.end), post.region, name, "region"))
        elif post.org and not post.position.startswith("Anggota"):
            alone = post.org in own or post.region is None or bool(_VERTICAL.match(post.org))
            actors.append(Actor(post.left, max(post.end, holder.end), post.region, post.org, "agency", alone))
    return actors


_VERTICAL: Final = re.compile(r"Kejaksaan|Kepolisian|Pengadilan|Komando|Kantor\s")


_PLACE: Final = re.compile(
    r"\b(?:di|ke|kantor|gedung|aula|kompleks|wilayah|lingkungan|lingkup|bupati|walikota|wali\s+kota)\s+(?:[a-z]+\s+)?$|\bse-?\s?$",
    re.IGNORECASE,
)


def parties_in(page: Page, sentence: Span, able: Sequence[Actor]) -> list[Actor]:
    """Everybody the sentence names, but for places, witnesses, givers of news and bodies of one region twice."""
    seen = _SEEN.search(page.text, sentence.start, sentence.end)
    end = seen.start() if seen else sentence.end
    inside = standing(able, sentence.start, end)
    parties: dict[str, Actor] = {}
    for actor in inside:
        before = page.text[max(sentence.start, actor.start - 30) : actor.start]
        if _PLACE.search(before):
            continue
        if actor.code is None and actor.kind == "other":
            continue
        if _ASSOCIATION.match(actor.name) and not _WITH.search(before):
            continue  # 'dalam Munas Apeksi': where it is signed
        if is_province(actor) and before.endswith((", ", "(")) and not governs(page, actor):
            continue
        if any(_lies_in(page, other, actor) for other in parties.values()) or in_name(page, actor):
            continue
        known = parties.get(key(actor))
        if known is None or (known.kind == "region" and (actor.kind == "agency" or not governs(page, known))):
            parties[key(actor)] = actor
    if any(a.code is None or a.own for a in parties.values()):  # beside a company, a bare place name is only a place
        return [a for a in parties.values() if a.kind != "region" or governs(page, a)]
    return list(parties.values())


_ASSOCIATION: Final = re.compile(r"Asosiasi|Badan Koordinasi Wilayah")
_WITH: Final = re.compile(r"\b(?:dengan|bersama|gandeng|menggandeng|antara)\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def _lies_in(page: Page, other: Actor, province: Actor) -> bool:
    """'Pemerintah Kabupaten Kaimana Provinsi Papua Barat': the province only says where the other lies."""
    return bool(
        is_province(province)
        and (other.code or "").startswith(f"{province.code}.")
        and re.fullmatch(r"\s*[,(]?\s*", page.text[other.end : province.start])
    )


# What stands behind these words looks on.
_SEEN: Final = re.compile(
    r"\b(?:disaksikan|menyaksikan|dihadiri|turut\s+hadir|di\s?hadapan|didampingi|difasilitasi|diasistensi|dimediasi|hadir\s+dalam)\b",
    re.IGNORECASE,
)


def governs(page: Page, actor: Actor) -> bool:
    """Whether it is called as a government or by the head of one: a bare place name governs nothing."""
    return bool(
        re.match(r"(?i)pem|kota|kabupaten|provinsi|bupati|wali|gubernur|sek|pj|plt", page.text[actor.start : actor.end])
    )
