"""Collaborations: agreements that are signed, and work that is done together.

A sentence with a word for it (`collaborations.toml`) names the parties: joined by 'dan', 'dengan', 'antara', 'bersama',
or by who signed for them ('diteken Bupati X dan Rektor Y'). Fewer than two known parties are no collaboration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.agreement_lists import partners
from simpul.loaders.grammar.agreement_parties import governs, key, parties_in, signers, speaker
from simpul.loaders.grammar.gazetteer import Gazetteer
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.visit_details import trimmed_topic
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.people import Holder

_SIGNED: Final = re.compile(
    r"\b(?:menandatangani|tandatangani|ditandatangani|penandatanganan|meneken|teken|diteken|tanda\s?tangan(?:i|nya)?|dibubuhi|dibubuhkan|menandai|ditekennya|dituangkan|diikat|disetujui|menyetujui|disahkan(?:nya)?|digandeng|dirangkul|merangkul|menjalin|jalin|dijalin|terjalin|mengikat|ikat|menyepakati|sepakat"
    r"|sepakati|disepakati|memperpanjang|melanjutkan|lanjutkan|menggandeng|gandeng|gaet|bekerja\s?sama|bekerjasama|berkolaborasi|bermitra|kerja\s?sama\s+(?:antara|dengan)"
    r"|kerjasama\s+(?:antara|dengan)|hasil\s+kerja\s?sama|kolaborasi\s+(?:antara|dengan)|bersinergi|produksi\s+bersama|menuangkan|diperbaharui|diperbarui|diperpanjang|(?:melakukan|melaksanakan|melangsungkan|mengadakan|menggelar|lakukan)\s+(?:penandatanganan\s+)?(?:mou|pks|nota|perjanjian|kesepakatan|kerja)|kerja\s?sama\b[^.]{0,80}\bdengan)\b",
    re.IGNORECASE,
)
_STRONG: Final = frozenset({"MoU", "PKS", "produksi bersama"})
_GENERIC: Final = re.compile(
    r"\b(?:diharapkan|berharap|semoga|ingin|menginginkan|berniat|berencana|akan\s+menjajaki|menjajaki|peluang|perlu\s+segera|harus\s+segera)\b",
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
    topic_span: Span | None = None
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


def cues(page: Page) -> list[tuple[Span, str]]:
    """The sentences with a word for working together, with its normal form."""
    gazetteer, forms = _cue()
    return [(page.sentence_at(m.start()), forms[lexicon.folded(m[0])]) for m in gazetteer.find(page)]


def _told(page: Page, who: Sequence[Actor], people: Sequence[Holder], host: str | None) -> list[Agreement]:
    found: dict[frozenset[str], Agreement] = {}
    gazetteer, forms = _cue()
    headline = page.lines[0].end
    able = sorted([*who, *signers(people, who)], key=lambda a: a.start)
    for match in gazetteer.find(page):
        sentence, form = page.sentence_at(match.start()), forms[lexicon.folded(match[0])]
        if not is_agreed(page.quote(sentence), form) or _others_too(page, sentence, able):
            continue
        parties, spans = _sides(page, sentence, match.start(), form, able)
        if len(parties) == 1:
            parties += speaker(page, parties[0], sentence, who, host)
        if len(parties) == 1 and (form in _STRONG or _named_behind(page, sentence)):
            parties, spans = _beside(page, sentence, able)
        if len(parties) < 2 or not any(a.code for a in parties):  # noqa: PLR2004 - one alone works with nobody
            continue
        confidence = (0.9 if form in _STRONG else 0.75) - (0.15 if len(spans) > 1 else 0)
        cue = Span(match.start(), match.end())
        for pair in _pairs(page, parties, spans):
            _add(found, Agreement(pair, form, cue, confidence, *_topic(page, spans[0]), list(spans)), headline)
    for agreement in _listed(page, able, gazetteer, forms):
        _add(found, agreement, headline)
    for agreement in _with_each(page, able, gazetteer, forms, list(found.values())):
        _add(found, agreement, headline)
    _drop_sums(found)
    return [replace(a, parties=[_government(p) for p in a.parties]) for a in found.values()]


def _sides(page: Page, sentence: Span, place: int, form: str, able: Sequence[Actor]) -> tuple[list[Actor], list[Span]]:
    """The parties that a sentence names, or that part of it where it tells of several agreements, and where."""
    parties, spans = parties_in(page, sentence, able), [sentence]
    clause = _clause(page, sentence, place)
    if clause != sentence and len(parties_in(page, clause, able)) > 1:
        parties, spans = parties_in(page, clause, able), [clause]
    if form in _STRONG and _two_bodies(page, parties):
        parties = _apart(parties)
    if _BOTH.search(page.quote(sentence)):
        parties, spans = _with_both(page, sentence, parties, able)
    return parties, spans


def _government(party: Actor) -> Actor:
    """A region that agrees to something is its government."""
    if party.kind != "region" or party.code is None:
        return party
    return replace(party, name=by_code()[party.code].government_name)


def _listed(page: Page, able: Sequence[Actor], cues: Gazetteer, forms: Mapping[str, str]) -> Iterator[Agreement]:
    """Lines under '… perjanjian kerja sama:' of which each names two parties, or one more for the report's home."""
    at = {page.number_at(m.start()): (m, forms[lexicon.folded(m[0])]) for m in cues.find(page)}
    head: tuple[re.Match[str], str] | None = None
    for line in page.lines:
        text = page.quote(line)
        if head and (_ITEM.match(text) or _only_pair(line, able)):
            parties = _apart(parties_in(page, line, able))
            if len(parties) == 2 and _BETWEEN.search(text):  # noqa: PLR2004 - a pair
                cue = Span(head[0].start(), head[0].end())
                spans = [page.sentence_at(cue.start), line]
                yield Agreement(parties, head[1], cue, 0.85, *_topic(page, line), spans)
        elif text.rstrip().endswith((":", "yakni", "yaitu")) or len(text) < _HEADING:
            last = page.number_at(line.end - 1)
            head = (
                at.get(last)
                or (at.get(last - 1) if last and page.sentences[last - 1].start >= line.start else None)
                or head
            )
            head = head if head and head[1] in _STRONG | {"kerja sama"} else None
        elif not (head and len(text) < _LISTED and _BETWEEN.search(text) and standing(able, line.start, line.end)):
            head = None


def _with_each(
    page: Page, able: Sequence[Actor], cues: Gazetteer, forms: Mapping[str, str], found: Sequence[Agreement]
) -> Iterator[Agreement]:
    """One government's agreements with each partner of a list in or behind the sentence that signs."""
    done: set[int] = set()
    for match in cues.find(page):
        sentence = page.sentence_at(match.start())
        form = forms[lexicon.folded(match[0])]
        if not is_agreed(page.quote(sentence), form):
            continue
        told = partners(page, sentence, able)
        if told is None or told[1].start in done or (told[1] != sentence and _others_too(page, told[1], able)):
            continue
        others, where = _apart(told[0]), told[1]
        cue, about = Span(match.start(), match.end()), _topic(page, sentence)
        spans = [sentence] if where == sentence else [sentence, where]
        hub = _hub(page, (sentence, where), told[0], able, _host_of_others(page, sentence, found))
        if hub is None:
            if len(others) >= _HUB - 1 and all(a.code and not a.own for a in others):
                done.add(where.start)
                yield Agreement(others, form, cue, 0.7, *about, list(spans))
            continue
        done.add(where.start)
        for other in others:
            if key(other) != key(hub):
                yield Agreement([hub, other], form, cue, 0.8 if form in _STRONG else 0.7, *about, list(spans))


def _hub(
    page: Page, told: tuple[Span, Span], others: Sequence[Actor], able: Sequence[Actor], host: Actor | None
) -> Actor | None:
    """Who signs with all of a list, and is not in it: named in the sentence that signs, else `host`, else just before.

    It is a government, or, where governments and their bodies are listed, a body by itself (Ombudsman RI, a court).
    `told` are the sentence that signs and the one that lists.
    """
    signed, where = told
    listed = {key(a) for a in _apart(list(others))}
    local = all(a.code and not a.own for a in others)
    at = page.number_at(signed.start)
    for sentence in (signed, *reversed(page.sentences[max(0, at - _BACK) : at]), where):
        named = [a for a in parties_in(page, sentence, able) if key(a) not in listed]
        named = [a for a in named if sentence != where or a.start < others[0].start]
        apart = [a for a in named if local and a.own and sentence.start >= page.lines[0].end]
        named = apart or [a for a in named if a.code and not a.own and (governs(page, a) or a.kind == "agency")]
        if named or (host and sentence == signed):
            return named[0] if named else host
    return None


def _others_too(page: Page, sentence: Span, able: Sequence[Actor]) -> bool:
    """'Daerah lain yang juga menandatangani MoU yaitu A dan B': a list of those who sign with somebody told before."""
    if not _OTHERS_TOO.search(page.text, sentence.start, sentence.end):
        return False
    told = partners(page, sentence, able)
    return told is not None and told[1] == sentence


_OTHERS_TOO: Final = re.compile(r"\blain(?:nya)?\b[^.;:]{0,60}?\b(?:juga|turut|ikut|serupa)\b")


def _host_of_others(page: Page, sentence: Span, found: Sequence[Agreement]) -> Actor | None:
    """'Daerah lain yang juga meneken MoU yaitu A, B dan C': with the second party of the agreement told before."""
    before = [a for a in found if a.cue.start < sentence.start and len(a.parties) == 2]  # noqa: PLR2004 - a pair
    return max(before[-1].parties, key=lambda p: p.start) if before and _AS_WELL.search(page.quote(sentence)) else None


_AS_WELL: Final = re.compile(r"\b(?:juga|turut|ikut|serupa|lain(?:nya)?)\b")


def _drop_sums(found: dict[frozenset[str], Agreement]) -> None:
    """Of 'A dengan B dan C' told as one, and of A with B and A with C each told for themselves, the pairs stay."""
    for parties in [k for k in found if len(k) > 2]:  # noqa: PLR2004 - more than a pair
        if any(all(h == o or frozenset((h, o)) in found for o in parties) for h in parties):
            del found[parties]


_ITEM: Final = re.compile(r"\s*(?:\d{1,2}\s*[.)]|[a-z][.)]|[-•*–])\s*")
_BETWEEN: Final = re.compile(r"\b(?:dengan|dan|antara|bersama)\b|\s[-–]\s")
_HEADING: Final = 90
_LISTED: Final = 180  # characters of a line that lists a pair, of which perhaps one name is misspelt


def _only_pair(line: Span, able: Sequence[Actor]) -> bool:
    """Whether a line holds two bodies and next to nothing else."""
    two = [a for a in standing(able, line.start, line.end) if a.kind != "other"]
    told = sum(a.end - a.start for a in two)
    return len(two) == 2 and line.end - line.start - told < _JOINING  # noqa: PLR2004 - a pair


_JOINING: Final = 15  # characters that join a pair


def _two_bodies(page: Page, parties: Sequence[Actor]) -> bool:
    """'PKS antara BPBD Kota Padang dan BPBD Kabupaten Mentawai': bodies agree, and not their regions."""
    if len(parties) != 2 or any(p.kind != "agency" or p.own or not p.code for p in parties):  # noqa: PLR2004 - a pair
        return False
    one, other = parties
    return bool(
        _SIGN_BETWEEN.search(page.text, max(0, one.start - _BEFORE_PAIR), one.start)
        and re.fullmatch(r"\s+(?:dan|dengan|bersama)\s+", page.text[one.end : other.start])
    )


_BEFORE_PAIR: Final = 30  # characters
_SIGN_BETWEEN: Final = re.compile(r"\b(?:antara|ditandatangani|diteken)\s+(?:oleh\s+)?\Z")


def _apart(parties: list[Actor]) -> list[Actor]:
    """Bodies that sign for themselves: 'Dinas Pangan X dan Dinas Pertanian Y' is not an agreement of X and Y."""
    return [replace(a, own=True) if a.kind == "agency" else a for a in parties]


def _clause(page: Page, sentence: Span, place: int) -> Span:
    """The part of a sentence between semicolons that holds a place: 'MoU A dan B; PKS C dengan D' tells of two."""
    left = page.text.rfind(";", sentence.start, place)
    right = page.text.find(";", place, sentence.end)
    start, end = left + 1 if left >= 0 else sentence.start, right if right >= 0 else sentence.end
    another = [m.start() for m in _ANOTHER.finditer(page.text, start, end)]
    if len(another) > 1:
        start = max([a for a in another if a <= place], default=start)
        end = min([a for a in another if a > place], default=end)
    return Span(start, end)


# 'Perjanjian Kerja Sama antara A dan B tentang X, serta Perjanjian Kerja Sama antara C dan D tentang Y'.
_ANOTHER: Final = re.compile(r"\b(?:[Pp]erjanjian\s+[Kk]erja\s?[Ss]ama|PKS|M[Oo]U|[Nn]ota\s+[Kk]esepahaman)\s+antara\b")


def _named_behind(page: Page, sentence: Span) -> bool:
    """'Tujuh kota menjalin kerja sama dengan X. Mereka ialah …'."""
    at = page.number_at(sentence.start)
    return any(_THEY.match(page.quote(s)) for s in page.sentences[at + 1 : at + _AHEAD])


_THEY: Final = re.compile(
    r"(?:Mereka|Ketiganya|Keempatnya|Kelimanya|(?:Daerah|Kabupaten|Mitra)\s+(?:itu|tersebut))\s+(?:ialah|adalah|yakni|yaitu)\b"
)


def _pairs(page: Page, parties: list[Actor], spans: Sequence[Span]) -> list[list[Actor]]:
    """Of one government and several others that it signs with, an agreement with each; else one of them all.

    The others are several where they are no governments (universities, courts, companies), or where three or more
    governments join one that the report is about ('menjalin kerja sama dengan Pemkot X').
    """
    governments = [p for p in parties if not p.own]
    others = [p for p in parties if p.own]
    if len(governments) == 1 and len(others) > 1 and _of_one_kind(others):
        return [[governments[0], other] for other in others]
    if len(others) == 1 and len(governments) > 1:
        return [[government, others[0]] for government in governments]
    apart = any(_THEY.match(page.quote(s)) for s in spans) or _one_with_many(page, governments)
    if len(governments) >= _HUB and not others and apart:
        return [[governments[0], other] for other in governments[1:]]
    return [parties]


_HUB: Final = 4  # governments from which one signs with each of the others rather than all with all


def _of_one_kind(others: Sequence[Actor]) -> bool:
    """Universities, or banks, or companies: each signs for itself; a court and a ministry's office sign together."""
    return len({_SORT.sub(r"\1", a.name.split()[0]) for a in others}) == 1 or all(
        re.match(r"PT|Bank|BRI|BNI|BTN|BSI|BJB|Univ|Inst|Polit|Sekolah|STI|ST|UIN|IAIN|IKIP", a.name) for a in others
    )


_SORT: Final = re.compile(r"(Universitas|Institut|Politeknik).*")


def _one_with_many(page: Page, governments: Sequence[Actor]) -> bool:
    """'dijalin Pemkot A dengan Pemkab B, Pemkab C dan Pemkab D': only one stands before 'dengan'."""
    if len(governments) < _HUB:
        return False
    return bool(re.search(r"\bdengan\s*$", page.text[governments[0].end : governments[1].start]))


def hoped(text: str) -> bool:
    """Whether a sentence only hopes or plans to agree on something."""
    return bool(_GENERIC.search(text)) and not _PUT_DOWN.search(text)


@lru_cache(maxsize=64)
def is_agreed(text: str, form: str) -> bool:
    """Whether a sentence says that something is agreed or done together, not only hoped for."""
    if hoped(text):
        return False
    return bool(_SIGNED.search(text)) or (form in _STRONG and bool(_JOINED.search(text)))


_BOTH: Final = re.compile(
    r"^Keduanya\b|\b[Kk]edua\s+(?:belah\s+pihak|pihak|daerah|pemerintah|kabupaten|kota|pemda|lembaga|instansi)\b"
)


def _with_both(
    page: Page, sentence: Span, parties: list[Actor], able: Sequence[Actor]
) -> tuple[list[Actor], list[Span]]:
    """'… kini giliran A dan B. Keduanya menandatangani MoU': the last two of the sentence before sign too."""
    at = page.number_at(sentence.start)
    if at == 0 or len(parties) > 1:
        return parties, [sentence]
    before = page.sentences[at - 1]
    known = {key(a) for a in parties}
    two = [a for a in parties_in(page, before, able) if key(a) not in known][-2:]
    return ([*two, *parties], [before, sentence]) if len(two) == 2 else (parties, [sentence])  # noqa: PLR2004 - both


_PUT_DOWN: Final = re.compile(r"tanda\s?tangan|\bteken|diteken|meneken|disepakati", re.IGNORECASE)
_JOINED: Final = re.compile(r"\b(?:antara|dengan|bersama)\b", re.IGNORECASE)


def _add(found: dict[frozenset[str], Agreement], agreement: Agreement, headline: int) -> None:
    """Tell one agreement once: another telling of it adds its words, and its form if that says more."""
    parties = frozenset(key(a) for a in agreement.parties)
    known = found.setdefault(parties, agreement)
    if known is not agreement:
        known.spans.extend(s for s in agreement.spans if s not in known.spans)
        if known.topic is None:
            known.topic, known.topic_span = agreement.topic, agreement.topic_span
        known.confidence = max(known.confidence, agreement.confidence)
        if known.cue.start < headline <= agreement.cue.start:
            known.cue = agreement.cue
        known.form = agreement.form if agreement.form in _STRONG and known.form not in _STRONG else known.form


def _beside(page: Page, sentence: Span, able: Sequence[Actor]) -> tuple[list[Actor], list[Span]]:
    """'… menandatangani MoU dengan Universitas X. Penandatanganan dilakukan Bupati Y dan Rektor X.'."""
    at = page.number_at(sentence.start)
    near = [
        s
        for s in page.sentences[max(0, at - 1) : at + _AHEAD]
        if s == sentence or _SIGNING.search(page.quote(s)) or _THEY.match(page.quote(s))
    ]
    parties: dict[str, Actor] = {}
    for span in near:
        for actor in parties_in(page, span, able):
            parties.setdefault(key(actor), actor)
    return list(parties.values()), near


_AHEAD: Final = 3  # sentences, with the one that signs
_BACK: Final = 3  # sentences before it
_SIGNING: Final = re.compile(
    r"\b(?:menandatangani|tandatangani|ditandatangani|penandatanganan(?:nya)?|meneken|teken|diteken|membubuhkan\s+tanda\s?tangan|tanda\s?tangan|kerja\s?sama|kedua\s+belah\s+pihak|kedua\s+pihak)\b",
    re.IGNORECASE,
)


_TOPIC: Final = re.compile(
    r"\b(?:di\s+bidang|dalam\s+bidang|tentang|terkait|mengenai|dalam\s+hal|dalam\s+rangka|untuk|bidangnya)\s+(?P<topic>[^.;:()\n]{4,100})",
    re.IGNORECASE,
)


def _topic(page: Page, sentence: Span) -> tuple[str | None, Span | None]:
    """What an agreement is about, and the sentence that says so."""
    at = page.number_at(sentence.start)
    for span in page.sentences[at : at + 2]:
        told = _TOPIC.search(page.quote(span))
        if told:
            return trimmed_topic(told["topic"]), span
    before = re.search(
        r"\b(?P<topic>(?:internet|wifi)\s+\w+)\s+(?:hasil\s+)?(?:be)?kerja", page.quote(sentence), re.IGNORECASE
    )
    return (before["topic"], sentence) if before else (None, None)


def _largest(found: list[Agreement]) -> list[Agreement]:
    """An agreement whose parties are all in another's is that one, told in part."""
    keys = [frozenset(key(a) for a in x.parties) for x in found]
    return [x for x, k in zip(found, keys, strict=True) if not any(k < other for other in keys)]
