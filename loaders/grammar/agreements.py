"""Collaborations: agreements that are signed, and work that is done together.

A sentence with a word for it (`collaborations.toml`) names the parties: joined by 'dan', 'dengan', 'antara', 'bersama',
or by who signed for them ('diteken Bupati X dan Rektor Y'). Fewer than two known parties are no collaboration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.gazetteer import Gazetteer
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.visits import trimmed_topic
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.people import Holder

_SIGNED: Final = re.compile(
    r"\b(?:menandatangani|tandatangani|ditandatangani|penandatanganan|meneken|teken|diteken|menjalin|jalin|dijalin|mengikat|ikat|menyepakati|sepakat"
    r"|sepakati|disepakati|memperpanjang|melanjutkan|lanjutkan|menggandeng|gandeng|gaet|bekerja\s?sama|bekerjasama|berkolaborasi|kerja\s?sama\s+(?:antara|dengan)"
    r"|kerjasama\s+(?:antara|dengan)|hasil\s+kerja\s?sama|kolaborasi\s+(?:antara|dengan)|bersinergi|produksi\s+bersama|menuangkan|kerja\s?sama\b[^.]{0,80}\bdengan)\b",
    re.IGNORECASE,
)
_STRONG: Final = frozenset({"MoU", "PKS", "produksi bersama"})
_GENERIC: Final = re.compile(
    r"\b(?:diharapkan|berharap|semoga|ingin|menginginkan|berniat|berencana|akan\s+menjajaki|menjajaki|peluang)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Agreement:
    """Parties that work together, in what form and on what."""

    parties: list[Actor]
    form: str
    cue: Span
    confidence: float
    topic: str | None = None
    spans: list[Span] = field(default_factory=list)


@cache
def _cue() -> tuple[Gazetteer, dict[str, str]]:
    forms = {s: form for form, spelt in lexicon.toml("collaborations.toml")["forms"].items() for s in spelt}
    return Gazetteer(forms), forms


def agreements(page: Page, who: Sequence[Actor], people: Sequence[Holder], host: str | None = None) -> list[Agreement]:
    """The collaborations that a page tells, one for each set of parties, the strongest telling of it.

    `host` is the region whose work a report of a study visit shows. A headline counts where nothing else does.
    """
    told = _told(page, who, people, host)
    body = [a for a in told if a.cue.start >= page.lines[0].end]
    return _largest(body or told)


def _told(page: Page, who: Sequence[Actor], people: Sequence[Holder], host: str | None) -> list[Agreement]:
    found: dict[frozenset[str], Agreement] = {}
    gazetteer, forms = _cue()
    able = sorted([*who, *_signers(people)], key=lambda a: a.start)
    for match in gazetteer.find(page):
        sentence = page.sentence_at(match.start())
        text = page.quote(sentence)
        if not _SIGNED.search(text) or _GENERIC.search(text):
            continue
        form = forms[" ".join(match[0].lower().split())]
        parties = _parties(page, sentence, able)
        if len(parties) == 1:
            parties += _speaker(page, parties[0], sentence, who, host)
        if len(parties) < 2 or not any(a.code for a in parties):  # noqa: PLR2004 - one alone works with nobody
            continue
        confidence = 0.9 if form in _STRONG else 0.75
        agreement = Agreement(
            parties, form, Span(match.start(), match.end()), confidence, _topic(page, sentence), [sentence]
        )
        key = frozenset(a.key for a in parties)
        known = found.get(key)
        if known is None:
            found[key] = agreement
        else:
            known.spans.append(sentence)
            known.topic = known.topic or agreement.topic
            known.confidence = max(known.confidence, confidence)
            known.form = form if form in _STRONG and known.form not in _STRONG else known.form
    return list(found.values())


def _speaker(page: Page, party: Actor, sentence: Span, who: Sequence[Actor], host: str | None) -> list[Actor]:
    """'internet gratis bekerja sama dengan Telkom': who works with them is the host, else who was named last."""
    if party.code is not None or not re.search(
        r"\bdengan\s+(?:pihak\s+)?$", page.text[max(0, party.start - 20) : party.start]
    ):
        return []
    at = page.number_at(sentence.start)
    since = page.sentences[max(0, at - _BACK)].start
    named = [a for a in who if a.code and since <= a.start < party.start]
    if not named:
        return []
    code = host or named[-1].code or ""
    return [Actor(named[-1].start, named[-1].end, code, by_code()[code].government_name, "region")]


_BACK: Final = 3


def _signers(people: Sequence[Holder]) -> list[Actor]:
    """Who signs stands for a party: a bupati for the regency's government, a rector for the university."""
    actors = []
    for holder in people:
        post = holder.post
        if post.region and re.search(r"(?:Bupati|Wali Kota|Gubernur|Sekretaris Daerah)$", post.position):
            name = by_code()[post.region].government_name
            actors.append(Actor(post.left, holder.end, post.region, name, "region"))
        elif post.org and post.region is None and not post.position.startswith("Anggota"):
            actors.append(Actor(post.left, holder.end, None, post.org, "agency"))
    return actors


_PLACE: Final = re.compile(
    r"\b(?:di|ke|kantor|gedung|aula|kompleks|wilayah|lingkungan|bupati|walikota|wali\s+kota)\s+(?:[a-z]+\s+)?$|\bse-?\s?$",
    re.IGNORECASE,
)


def _parties(page: Page, sentence: Span, able: Sequence[Actor]) -> list[Actor]:
    """Everybody the sentence names, but for places, givers of news and bodies of one region twice."""
    inside = [a for a in able if sentence.start <= a.start < sentence.end]
    parties: dict[str, Actor] = {}
    for actor in inside:
        before = page.text[max(sentence.start, actor.start - 30) : actor.start]
        if _PLACE.search(before):
            continue
        if actor.code is None and actor.kind == "other":
            continue
        if actor.code is not None and "." not in actor.code and actor.kind == "region" and before.endswith((", ", "(")):
            continue
        known = parties.get(actor.key)
        if known is None or (known.kind == "region" and (actor.kind == "agency" or not _governs(page, known))):
            parties[actor.key] = actor
    if any(a.code is None for a in parties.values()):  # beside a company, a bare place name is only a place
        return [a for a in parties.values() if a.kind != "region" or _governs(page, a)]
    return list(parties.values())


def _governs(page: Page, actor: Actor) -> bool:
    return bool(
        re.match(r"(?i)pem|kota|kabupaten|provinsi|bupati|wali|gubernur|sek|pj|plt", page.text[actor.start : actor.end])
    )


_TOPIC: Final = re.compile(
    r"\b(?:di\s+bidang|dalam\s+bidang|tentang|terkait|mengenai|dalam\s+hal|dalam\s+rangka|untuk|bidangnya)\s+(?P<topic>[^.;:()\n]{4,100})",
    re.IGNORECASE,
)


def _topic(page: Page, sentence: Span) -> str | None:
    at = page.number_at(sentence.start)
    for span in page.sentences[at : at + 2]:
        told = _TOPIC.search(page.quote(span))
        if told:
            return trimmed_topic(told["topic"])
    before = re.search(
        r"\b(?P<topic>(?:internet|wifi)\s+\w+)\s+(?:hasil\s+)?(?:be)?kerja", page.quote(sentence), re.IGNORECASE
    )
    return before["topic"] if before else None


def _largest(found: list[Agreement]) -> list[Agreement]:
    """An agreement whose parties are all in another's is that one, told in part."""
    keys = [frozenset(a.key for a in x.parties) for x in found]
    return [x for x, k in zip(found, keys, strict=True) if not any(k < other for other in keys)]
