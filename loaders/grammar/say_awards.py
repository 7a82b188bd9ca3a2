"""Contests, awards and participations of an analysis, said as facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.awards import Win, categories_in, category_in, cluster_in, wins
from simpul.loaders.grammar.page import Span
from simpul.ontology.facts import Award, Competition, Count, Evidence, Participation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.people import Holder
    from simpul.loaders.grammar.programmes import Programme


@dataclass(slots=True)
class Ceremony:
    """When and where prizes are given, in which words; `coming` if that lies ahead."""

    date: str | None = None
    venue: str | None = None
    span: Span | None = None
    coming: bool = False


@dataclass(slots=True)
class Handover:
    """Who hands a prize to whom."""

    giver: Holder | None
    receiver: Holder | None
    span: Span


def awards_and_contests(found: Analysis) -> list[Competition | Award | Participation]:
    """The contests of a page with what was won in them; a contest in which nobody wins anything is left out."""
    won = _assigned(found)
    if not won:
        return []
    ceremony, handover = _ceremony(found), _handover(found)
    used = [p for p in found.programmes if any(w[1] is p for w in won)]
    facts: list[Competition | Award | Participation] = []
    for programme in used:
        mine = [w for w, p in won if p is programme]
        facts.append(_competition(found, programme, mine, ceremony))
        facts.extend(_award(found, w, programme, ceremony, handover, mine) for w in mine)
        facts.extend(_participations(found, programme))
    facts.extend(_award(found, w, None, ceremony, handover, [w]) for w, p in won if p is None)
    return facts


def _assigned(found: Analysis) -> list[tuple[Win, Programme | None]]:
    """Each win with its programme: one that its words name, else the last one named before, else the only one."""
    organisers = frozenset(p.organiser.full_name for p in found.programmes if p.organiser)
    told = wins(found.page, found.actors, organisers)
    assigned = []
    for win in told:
        programme = _programme_of(found, win)
        if programme is None and not _prize_named(found, win):
            continue
        assigned.append((win, programme))
    ranked = {(w.actor.key, id(p)) for w, p in assigned if w.rank is not None}
    kept = [(w, p) for w, p in assigned if w.rank is not None or (w.actor.key, id(p)) not in ranked]
    _fill(found, [w for w, _ in kept])
    return kept


def _programme_of(found: Analysis, win: Win) -> Programme | None:
    spans = [span for span, _, _ in win.evidence]
    for programme in found.programmes:
        if any(s.start <= m.start < s.end for s in spans for m in programme.mentions):
            return programme
    if len(found.programmes) == 1:
        return found.programmes[0]
    before = [(m.start, p) for p in found.programmes for m in p.mentions if m.start < spans[0].start]
    return max(before, key=lambda pair: pair[0])[1] if before else (found.programmes[0] if found.programmes else None)


def _prize_named(found: Analysis, win: Win) -> bool:
    """Without a contest's name a rank must at least stand beside a word for a prize, of a body that can give one."""
    text = " ".join(found.page.quote(s) for s, _, _ in win.evidence)
    giver = any(b.kind in {"ministry", "national-body"} for b in found.bodies)
    return (
        giver
        and bool(re.search(r"\b(?:penghargaan|piala|trofi|piagam|anugerah)\b", text, re.IGNORECASE))
        and win.rank is not None
    )


def _fill(found: Analysis, told: Sequence[Win]) -> None:
    """What only one category or cluster of the page can mean is said of the wins that name none."""
    page = found.page
    near = {id(s): s for w in told for s, _, _ in w.evidence}
    categories = {w.category for w in told if w.category} or {
        c for s in page.sentences if _about_prizes(page.quote(s)) for c in categories_in(page.quote(s))
    }
    clusters = {w.cluster for w in told if w.cluster} or {
        c for s in page.sentences if _about_prizes(page.quote(s)) if (c := cluster_in(page.quote(s)))
    }
    listed = any(rule == "ranked-list" and w.cluster for w in told for _, rule, _ in w.evidence)
    for win in told:
        if win.category is None and len(categories) == 1 and not _another(win):
            win.category = next(iter(categories))
        if win.cluster is None and len(clusters) == 1 and not listed:
            win.cluster = next(iter(clusters))
    del near


def _another(win: Win) -> bool:
    """A favourite is chosen among all entries, not in a category."""
    return isinstance(win.rank, str) and win.rank.startswith("favorit")


def _about_prizes(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:penghargaan|award|anugerah|juara|terbaik|peringkat|pemenang|urutan|prestasi)\b", text, re.IGNORECASE
        )
    )


_GIVEN: Final = re.compile(
    r"\b(?:diserahkan|penyerahan(?:nya)?|menyerahkan|penganugerahan|menganugerahkan|dianugerahkan|diberikan|malam\s+puncak|puncak\s+acara|diumumkan|hasilnya"
    r"|piagam(?:nya)?|acara(?:nya)?\s+(?:digelar|berlangsung)|penghargaannya)\b",
    re.IGNORECASE,
)
_COMING: Final = re.compile(r"\b(?:akan|mendatang|nantinya|nanti|bakal|dijadwalkan|baru\s+akan)\b", re.IGNORECASE)
_VENUE: Final = re.compile(
    r"\b(?:di|bertempat\s+di|tempatnya\s+di)\s+(?P<venue>(?:[A-Z][\w'’&.-]*|kantor|ballroom)(?:,?\s+(?:[A-Z][\w'’&.-]*|\([A-Z][^)]*\)))+)"
)


def _ceremony(found: Analysis) -> Ceremony:
    """The day and place in a sentence about giving prizes; the first one that names a day, else the first place."""
    best = Ceremony()
    page = found.page
    coming = any(_GIVEN.search(page.quote(s)) and _COMING.search(page.quote(s)) for s in page.sentences)
    for sentence in page.sentences:
        text = page.quote(sentence)
        if not _GIVEN.search(text) and not (best.date and re.match(r"(?:Acara|Kegiatan)(?:nya)?\b", text)):
            continue
        days = [d for d in found.dates_in(sentence)]
        venue = _VENUE.search(text)
        if days and best.date is None:
            best.date = days[0].value or _with_programme_year(found, days[0].month, days[0].day)
            best.span = sentence
        if days and best.date and found.page.document.published and _contest_year(found):
            best.date = (
                _with_programme_year(found, days[0].month, days[0].day)
                if not _year_told(page, days[0].start, days[0].end)
                else best.date
            )
        if venue and best.venue is None:
            best.venue = _venue(venue["venue"])
            best.span = best.span or sentence
    best.coming = coming
    if best.date is None:
        for sentence in page.sentences:
            day = next((d for d in found.dates_in(sentence) if d.value), None)
            if day and re.match(r"Acara\w*\s+digelar", page.quote(sentence)):
                best.date, best.span = day.value, sentence
    return best


def _year_told(page: object, start: int, end: int) -> bool:
    text = page.text[start:end]
    return bool(re.search(r"\d{4}|[/.-]\d{2}$", text))


def _contest_year(found: Analysis) -> int | None:
    years = {p.year for p in found.programmes if p.year}
    return next(iter(years)) if len(years) == 1 else None


def _with_programme_year(found: Analysis, month: int, day: int) -> str | None:
    year = _contest_year(found)
    return f"{year}-{month:02}-{day:02}" if year else None


def _venue(text: str) -> str:
    flat = " ".join(text.split()).rstrip(",.")
    return re.split(r",?\s+(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu)\b", flat)[0]


def _handover(found: Analysis) -> Handover | None:
    """'diberikan langsung oleh A kepada B', 'A menyerahkan piagam ke B', 'B menerimanya dari A'."""
    page = found.page
    partly: Handover | None = None
    for sentence in page.sentences:
        text = page.quote(sentence)
        if not re.search(r"\b(?:diberikan|diserahkan|menyerahkan|serahkan|menerima\w*|terima)\b", text, re.IGNORECASE):
            continue
        if not re.search(r"\b(?:penghargaan|piagam\w*|trofi|piala|reward|anugerah|menerimanya)\b", text, re.IGNORECASE):
            continue
        giver = receiver = None
        for holder in found.holders:
            if not sentence.start <= holder.post.left < sentence.end:
                continue
            left = min(holder.start, holder.post.left)
            before, after = page.text[sentence.start : left], page.text[max(holder.end, holder.post.end) : sentence.end]
            if re.search(r"\b(?:oleh|dari)\s+$", before, re.IGNORECASE) or re.match(
                r"\s+(?:menyerahkan|serahkan|memberikan)\b", after
            ):
                giver = giver or holder
            elif re.search(r"\b(?:kepada|ke)\s+$", before, re.IGNORECASE) or re.match(
                r"\s+(?:\w+\s+){0,2}?(?:menerima\w*|terima)\b", after
            ):
                receiver = receiver or holder
        if giver and receiver:
            return Handover(giver, receiver, sentence)
        if (giver or receiver) and partly is None:
            partly = Handover(giver, receiver, sentence)
    return partly


def _competition(found: Analysis, programme: Programme, mine: Sequence[Win], ceremony: Ceremony) -> Competition:
    page = found.page
    evidence = [
        page.evidence(page.sentence_at(m.start), "contest-named", 0.85, "name", "year") for m in programme.mentions
    ]
    if programme.organiser_span:
        evidence.append(page.evidence(programme.organiser_span, "contest-organiser", 0.85, "organiser"))
    if ceremony.span:
        evidence.append(page.evidence(ceremony.span, "contest-ceremony", 0.8, "ceremony_date", "ceremony_venue"))
    participants, entries = _turnout(found, evidence)
    categories = _told_categories(found, evidence)
    return Competition(
        name=programme.name,
        organiser=_organiser(programme),
        year=_year(found, programme, ceremony),
        supporters=tuple(sorted(_supporters(found, programme, evidence))),
        categories=tuple(sorted({w.category for w in mine if w.category} | categories)),
        clusters=tuple(sorted({w.cluster for w in mine if w.cluster} | _told_clusters(found, evidence))),
        participants=participants,
        entries=entries,
        ceremony_date=ceremony.date,
        ceremony_venue=ceremony.venue,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _organiser(programme: Programme | None) -> str | None:
    if programme is None:
        return None
    return programme.organiser.full_name if programme.organiser else programme.organiser_name


def _year(found: Analysis, programme: Programme, ceremony: Ceremony) -> int | None:
    """The year in the name; else of the ceremony; else of the report's first day, its sentences about the contest first."""
    if programme.year:
        return programme.year
    if ceremony.date:
        return int(ceremony.date[:4])
    near = [d for m in programme.mentions for d in found.dates_in(found.page.sentence_at(m.start)) if d.value]
    days = near or [d for d in found.dates if d.value]
    if days:
        return int((days[0].value or "")[:4])
    told = re.findall(r"\btahun\s+((?:19|20)\d\d)\b", found.page.text, re.IGNORECASE)
    if told:
        return int(told[0])
    return int(found.page.document.published[:4]) if found.page.document.published else None


_SUPPORT: Final = re.compile(r"\b(?:didukung|dengan\s+dukungan|bekerja\s+sama\s+dengan)\s+(?:oleh\s+)?", re.IGNORECASE)


def _supporters(found: Analysis, programme: Programme, evidence: list[Evidence]) -> set[str]:
    supporters: set[str] = set()
    for sentence in found.page.sentences:
        said = _SUPPORT.search(found.page.quote(sentence))
        if not said:
            continue
        place = sentence.start + said.end()
        bodies = [b for b in found.bodies if place <= b.start < sentence.end and b.region is None]
        names = {b.full_name for b in bodies} - {_organiser(programme) or ""}
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
    for sentence in found.page.sentences:
        text = found.page.quote(sentence)
        if not re.search(
            r"\b(?:partisipan|peserta|berpartisipasi|diikuti|ambil\s+bagian|total|masuk|terkumpul)\b",
            text,
            re.IGNORECASE,
        ):
            continue
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
    for sentence in page.sentences:
        listed = _SECTORS.search(page.quote(sentence))
        items = (
            re.split(r",\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+", listed["list"])
            if listed
            else _dashed(found, sentence)
        )
        names = {_plain(i) for i in items if 2 < len(i.strip()) < _LONG and not re.search(r"\d", i)}
        if len(names) >= 3:  # noqa: PLR2004 - two could be anything
            told |= names
            evidence.append(page.evidence(sentence, "contest-categories", 0.8, "categories"))
    return told


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
    for sentence in found.page.sentences:
        said = re.search(
            r"\bklaster\s+(?P<list>[a-z]+(?:\s+tertinggal)?(?:,\s*(?:dan\s+)?[a-z]+(?:\s+tertinggal)?){2,})",
            found.page.quote(sentence),
        )
        if said:
            evidence.append(found.page.evidence(sentence, "contest-clusters", 0.8, "clusters"))
            return {_plain(c) for c in re.split(r",\s*(?:dan\s+)?", said["list"])}
    return set()


def _award(
    found: Analysis,
    win: Win,
    programme: Programme | None,
    ceremony: Ceremony,
    handover: Handover | None,
    mine: Sequence[Win],
) -> Award:
    page = found.page
    evidence = [page.evidence(s, rule, c, "recipient", "rank", "category", "cluster") for s, rule, c in win.evidence]
    if ceremony.span and ceremony.date:
        evidence.append(page.evidence(ceremony.span, "award-date", 0.8, "date"))
    giver = receiver = None
    if handover and (handover.receiver is None or handover.receiver.post.region == win.actor.code):
        giver = handover.giver.name if handover.giver else None
        receiver = handover.receiver.name if handover.receiver else None
        evidence.append(page.evidence(handover.span, "award-handover", 0.85, "handed_by", "received_by"))
    work = _work(found, win, mine, evidence)
    year = _year(found, programme, ceremony) if programme else None
    return Award(
        programme=programme.name if programme else None,
        recipient=win.actor.key,
        recipient_kind={"agency": "agency", "region": "region"}.get(win.actor.kind, "other"),
        recipient_name=win.actor.name,
        rank=win.rank,
        category=win.category,
        cluster=win.cluster,
        date=ceremony.date or (str(year) if year else None),
        awarded_by=_organiser(programme),
        handed_by=giver,
        received_by=receiver,
        work=work,
        criterion=_criterion(found, win, evidence),
        status="announced" if ceremony.coming else "conferred",
        evidence=tuple(dict.fromkeys(evidence)),
    )


_WORK: Final = re.compile(
    r"\b(?:adalah|ialah|yaitu|yakni|menampilkan|judul)\s+(?:video\s+|film\s+|karya\s+)?(?:tentang\s+)?(?P<work>[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*){1,9})"
)
_ORDINALS: Final = ("pertama", "kedua", "ketiga")


def _work(found: Analysis, win: Win, mine: Sequence[Win], evidence: list[Evidence]) -> str | None:
    """'Kategori X adalah video tentang W'; 'untuk kategori pertama, karya yang menang ialah video W'."""
    for sentence in found.page.sentences:
        text = found.page.quote(sentence)
        said = _WORK.search(text) if re.search(r"\b(?:video|film|karya)\b", text) and "ategori" in text else None
        if not said:
            continue
        category = category_in(text[: said.start()])
        ordinal = re.search(r"\b[Kk]ategori\s+(pertama|kedua|ketiga)\b", text)
        place = _ORDINALS.index(ordinal[1]) if ordinal else None
        if (category and category == win.category) or (place is not None and place < len(mine) and mine[place] is win):
            evidence.append(found.page.evidence(sentence, "award-work", 0.85, "work"))
            return said["work"]
    return None


_CRITERION: Final = re.compile(
    r"\b(?:berdasarkan|menang\s+karena|bertumpu\s+pada|dinilai\s+dari)\s+(?:jumlah\s+)?(?P<what>[‘'“\"]?\w[^.;\n]{2,90})"
)


def _criterion(found: Analysis, win: Win, evidence: list[Evidence]) -> str | None:
    for sentence in found.page.sentences:
        text = found.page.quote(sentence)
        said = _CRITERION.search(text)
        if not said or not re.search(r"\b(?:juara|menang|penilaian|pemenang|favorit)\b", text, re.IGNORECASE):
            continue
        if "favorit" in text.lower() and not (isinstance(win.rank, str) and win.rank.startswith("favorit")):
            continue
        if win.actor.code != found.home and "favorit" not in text.lower():
            continue
        evidence.append(found.page.evidence(sentence, "award-criterion", 0.75, "criterion"))
        what = said["what"].strip()
        quoted = re.match(r"[‘'“\"](?P<word>[^’'”\"]+)[’'”\"]", what)
        return quoted["word"] if quoted else " ".join(what.split()).split(", berarti")[0]
    return None


def _participations(found: Analysis, programme: Programme) -> Iterator[Participation]:
    """'Pemkot X mengirimkan tujuh video', 'Dari X sendiri terkirim tujuh video'."""
    numbers = lexicon.toml("ranks.toml")["numbers"]
    spelt = lexicon.alternatives([w for w in numbers if len(w) > 2])  # noqa: PLR2004 - no roman numerals
    sent = re.compile(
        rf"\b(?:mengirim(?:kan)?|terkirim|mengikutsertakan|menyertakan|mendaftarkan)\s+(?P<n>{spelt}|\d+)\s+(?P<of>{_ENTERED})\b",
        re.IGNORECASE,
    )
    for sentence in found.page.sentences:
        said = sent.search(found.page.quote(sentence))
        actor = next((a for a in found.actors if a.code and sentence.start <= a.start < sentence.end), None)
        if not said or not actor or not actor.code:
            continue
        number = int(said["n"]) if said["n"].isdigit() else numbers[said["n"].lower()]
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
