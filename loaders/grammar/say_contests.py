"""Contests and who took part in them, said as facts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.places import standing
from simpul.ontology.facts import Competition, Count, Evidence, Participation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.ceremony import Ceremony
    from simpul.loaders.grammar.page import Span
    from simpul.loaders.grammar.programmes import Programme
    from simpul.loaders.grammar.win import Win


def competition(found: Analysis, programme: Programme, mine: Sequence[Win], ceremony: Ceremony) -> Competition:
    """One edition of a contest, with what the page says of its organiser, ceremony and turnout."""
    page = found.page
    evidence = [
        page.evidence(page.sentence_at(m.start), "contest-named", 0.85, "name", "year") for m in programme.mentions
    ]
    if programme.organiser_span:
        evidence.append(page.evidence(programme.organiser_span, "contest-organiser", 0.85, "organiser"))
    if ceremony.span and ceremony.date:
        evidence.append(page.evidence(ceremony.span, "contest-ceremony", 0.8, "ceremony_date"))
    if ceremony.venue_span:
        evidence.append(page.evidence(ceremony.venue_span, "contest-venue", 0.8, "ceremony_venue"))
    participants, entries = _turnout(found, evidence)
    categories = _told_categories(found, evidence)
    return Competition(
        name=programme.name,
        organiser=organiser_of(programme),
        year=year_of(found, programme, ceremony),
        supporters=tuple(sorted(_supporters(found, programme, evidence))),
        categories=tuple(sorted({w.category for w in mine if w.category} | categories)),
        clusters=tuple(sorted({w.cluster for w in mine if w.cluster} | _told_clusters(found, evidence))),
        participants=participants,
        entries=entries,
        ceremony_date=ceremony.date,
        ceremony_venue=ceremony.venue,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def organiser_of(programme: Programme | None) -> str | None:
    """The name of the body that holds a contest, where the page says so."""
    if programme is None:
        return None
    return programme.organiser.full_name if programme.organiser else programme.organiser_name


def year_of(found: Analysis, programme: Programme, ceremony: Ceremony) -> int | None:
    """The year in the name, else of the ceremony, else of the days in its sentences, else of the report's days."""
    if programme.year:
        return programme.year
    if ceremony.date:
        return int(ceremony.date[:4])
    near = [d for m in programme.mentions for d in found.dates_in(found.page.sentence_at(m.start)) if d.value]
    days = near or [d for d in found.dates if d.value]
    if days:
        return int((days[0].value or "")[:4])
    told = re.findall(r"(?<!\d )\btahun\s+((?:19|20)\d\d)\b", found.page.text, re.IGNORECASE)  # no law's number
    if told:
        return int(told[0])
    return int(found.page.document.published[:4]) if found.page.document.published else None


_SUPPORT: Final = re.compile(r"\b(?:didukung|dengan\s+dukungan|bekerja\s+sama\s+dengan)\s+(?:oleh\s+)?", re.IGNORECASE)


def _supporters(found: Analysis, programme: Programme, evidence: list[Evidence]) -> set[str]:
    supporters: set[str] = set()
    for sentence in found.page.sentences_with("didukung", "dukungan", "bekerja"):
        said = _SUPPORT.search(found.page.quote(sentence))
        if not said:
            continue
        place = sentence.start + said.end()
        bodies = [b for b in standing(found.bodies, place, sentence.end) if b.region is None]
        names = {b.full_name for b in bodies} - {organiser_of(programme) or ""}
        about = re.search(
            r"\b(?:acara|ajang|lomba|penghargaan|diadakan|diselenggarakan|digelar)\b",
            found.page.quote(sentence),
            re.IGNORECASE,
        )
        if names and about:
            supporters |= names
            evidence.append(found.page.evidence(sentence, "contest-supporters", 0.8, "supporters"))
    return supporters


_ENTERED: Final = r"video|karya|inovasi|naskah|film|proposal|foto|makalah"


_TAKING: Final = r"daerah|peserta|kabupaten/kota|kabupaten|kota|provinsi|instansi|desa|sekolah|tim"


_ALL: Final = re.compile(rf"(?P<n>\d[\d.]*)\s+(?P<of>{_ENTERED}|{_TAKING})\b", re.IGNORECASE)


def _turnout(found: Analysis, evidence: list[Evidence]) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """How many took part and how many works were entered: 'sebanyak 460 daerah', 'total 2.517 video'."""
    taking: list[Count] = []
    entered: list[Count] = []
    for sentence in found.page.sentences_with(
        "partisipan", "peserta", "berpartisipasi", "diikuti", "bagian", "total", "masuk", "terkumpul"
    ):
        text = found.page.quote(sentence)
        before = len(taking) + len(entered)
        for match in _ALL.finditer(text):
            number = int(match["n"].rstrip(".").replace(".", ""))
            count = Count(number, match["of"].lower())
            if re.fullmatch(_ENTERED, count.of) and number > 1:
                entered.append(count)
            elif number > _FEW and re.search(r"\b(?:partisipan|diikuti|ambil\s+bagian|peserta)\b", text, re.IGNORECASE):
                taking.append(count)
        if len(taking) + len(entered) > before:
            evidence.append(found.page.evidence(sentence, "contest-turnout", 0.8, "participants", "entries"))
    return tuple(dict.fromkeys(taking))[:1], tuple(dict.fromkeys(entered))[:1]


_FEW: Final = 10


_SECTORS: Final = re.compile(
    r"\b(?:sektor|kategori|bidang)\b(?:\s+yang\s+(?:dilombakan|dinilai))?(?:\s+(?:lomba|itu))?\s*(?:,\s*)?(?:yaitu|yakni|meliputi|:)\s+(?P<list>[^.:\n]+)",
    re.IGNORECASE,
)


def _told_categories(found: Analysis, evidence: list[Evidence]) -> set[str]:
    """'ada 7 sektor, yaitu sektor hotel, pasar tradisional, …', or the dashed list behind such words."""
    page = found.page
    told: set[str] = set()
    for sentence in page.sentences_with("sektor", "kategori", "bidang"):
        listed = _SECTORS.search(page.quote(sentence))
        items = (
            re.split(r",\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+", listed["list"])
            if listed
            else _dashed(found, sentence)
        )
        names = {_plain(i) for i in items if _BRIEF < len(i.strip()) < _LONG and not re.search(r"\d", i)}
        if len(names) >= 3:  # noqa: PLR2004 - two could be anything
            told |= names
            evidence.append(page.evidence(sentence, "contest-categories", 0.8, "categories"))
    return told


_BRIEF: Final = 2
_LONG: Final = 50


def _dashed(found: Analysis, sentence: Span) -> list[str]:
    text = found.page.quote(sentence)
    if not re.search(r"\bsektor\b[^.]*\b(?:yakni|yaitu)\s*:?$|\bsektor\b[^.]*:$", text):
        return []
    lines = [s for s in found.page.lines if s.start > sentence.start]
    items = []
    for line in lines:
        item = re.match(r"\s*[-•*–]\s*(.+)", found.page.quote(line))
        if not item:
            break
        items.append(item[1])
    return items


def _plain(item: str) -> str:
    flat = re.sub(r"^(?:sektor|kategori|bidang)\s+", "", " ".join(item.split()).strip(" ;.,"), flags=re.IGNORECASE)
    flat = re.sub(r"\s*\([^)]*\)$", "", flat)
    return " ".join(w if w in {"dan", "di"} else w[:1].upper() + w[1:] for w in flat.split())


def _told_clusters(found: Analysis, evidence: list[Evidence]) -> set[str]:
    for sentence in found.page.sentences_with("klaster"):
        said = re.search(
            r"\bklaster\s+(?P<list>[a-z]+(?:\s+tertinggal)?(?:,\s*(?:dan\s+)?[a-z]+(?:\s+tertinggal)?){2,})",
            found.page.quote(sentence),
        )
        if said:
            evidence.append(found.page.evidence(sentence, "contest-clusters", 0.8, "clusters"))
            return {_plain(c) for c in re.split(r",\s*(?:dan\s+)?", said["list"])}
    return set()


_SENT_WORDS: Final = ("mengirim", "mengirimkan", "terkirim", "mengikutsertakan", "menyertakan", "mendaftarkan")


@cache
def _sent() -> re.Pattern[str]:
    numbers = lexicon.toml("ranks.toml")["numbers"]
    spelt = lexicon.alternatives([w for w in numbers if len(w) > 2])  # noqa: PLR2004 - no roman numerals
    return re.compile(rf"\b(?:{'|'.join(_SENT_WORDS)})\s+(?P<n>{spelt}|\d+)\s+(?P<of>{_ENTERED})\b", re.IGNORECASE)


def participations(found: Analysis, programme: Programme) -> Iterator[Participation]:
    """'Pemkot X mengirimkan tujuh video', 'Dari X sendiri terkirim tujuh video'."""
    numbers = lexicon.toml("ranks.toml")["numbers"]
    for sentence in found.page.sentences_with(*_SENT_WORDS):
        said = _sent().search(found.page.quote(sentence))
        actor = next((a for a in standing(found.actors, sentence.start, sentence.end) if a.code), None)
        if not said or not actor or not actor.code:
            continue
        number = int(said["n"]) if said["n"].isdigit() else numbers[lexicon.folded(said["n"])]
        evidence = [found.page.evidence(sentence, "participation", 0.85, "region", "entries")]
        categories = _told_categories(found, evidence)
        yield Participation(
            region=actor.code,
            competition=programme.name,
            categories=tuple(sorted(categories)),
            entries=(Count(number, said["of"].lower()),),
            evidence=tuple(evidence),
        )
        return
