"""Contests, awards and participations of an analysis, said as facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.awards import merged, wins
from simpul.loaders.grammar.ceremony import Event, ceremony, dateline, day_of_prizes, handover
from simpul.loaders.grammar.labels import categories_in, category_in, cluster_in
from simpul.loaders.grammar.ranks import ranks
from simpul.loaders.grammar.say_contests import competition, organiser_of, participations, year_of
from simpul.ontology.facts import Award, Competition, Evidence, Participation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.programmes import Programme
    from simpul.loaders.grammar.win import Win


def awards_and_contests(found: Analysis) -> list[Competition | Award | Participation]:
    """The contests of a page with what was won in them; a contest in which nobody wins anything is left out."""
    won = _assigned(found)
    if not won:
        return []
    event = Event(ceremony(found), handover(found), _works(found), _criteria(found))
    used = [p for p in found.programmes if any(w[1] is p for w in won) or _held_beside(p)]
    _share_organisers(found, used, won)
    facts: list[Competition | Award | Participation] = []
    for programme in used:
        mine = [w for w, p in won if p is programme]
        facts.append(competition(found, programme, mine, event.ceremony))
        facts.extend(_award(found, w, programme, event, mine) for w in mine)
        facts.extend(participations(found, programme))
    facts.extend(_award(found, w, None, event, [w]) for w, p in won if p is None)
    return facts


def _held_beside(programme: Programme) -> bool:
    """A contest named beside one that was won is held too, though nobody is said to win it."""
    return bool(re.match(r"(?:Lomba|Festival|Kompetisi|Kontes)\b", programme.name)) and len(programme.mentions) > 1


def _share_organisers(found: Analysis, used: Sequence[Programme], won: Sequence[tuple[Win, Programme | None]]) -> None:
    """Give a contest of which nobody says who holds it an organiser.

    It is whoever holds the other contest of the report, or the only national body that its sentences and its wins name.
    """
    known = [p for p in used if p.organiser or p.organiser_name]
    for programme in used:
        if programme.organiser or programme.organiser_name:
            continue
        if known:
            programme.organiser, programme.organiser_name = known[0].organiser, known[0].organiser_name
            programme.organiser_span = known[0].organiser_span
            continue
        page = found.page
        spans = [page.sentence_at(m.start) for m in programme.mentions]
        spans += [s for w, p in won if p is programme for s, _, _ in w.evidence]
        bodies = [
            b
            for b in found.bodies
            if b.kind in {"ministry", "national-body"} and any(s.start <= b.start < s.end for s in spans)
        ]
        if len({b.name for b in bodies}) == 1:
            span = next(s for s in spans if s.start <= bodies[0].start < s.end)
            programme.organiser, programme.organiser_span = bodies[0], span


def _assigned(found: Analysis) -> list[tuple[Win, Programme | None]]:
    """Each win with its programme: one that its words name, else the last one named before, else the only one."""
    organisers = frozenset(p.organiser.full_name for p in found.programmes if p.organiser)
    told = wins(found.page, found.actors, found.holders, organisers)
    assigned = []
    for win in told:
        programme = _programme_of(found, win)
        if programme is None and not _prize_named(found, win):
            continue
        assigned.append((win, programme))
    by_programme: dict[int, list[Win]] = {}
    for win, programme in assigned:
        by_programme.setdefault(id(programme), []).append(win)
    whole = {id(w) for found_ in by_programme.values() for w in merged(found_)}
    assigned = [(w, p) for w, p in assigned if id(w) in whole]
    ranked = {(w.actor.key, id(p), c) for w, p in assigned if w.rank is not None for c in (w.category, None)}
    anyhow = {(w.actor.key, id(p)) for w, p in assigned if w.rank is not None and w.category is None}
    kept = [
        (w, p)
        for w, p in assigned
        if w.rank is not None
        or not ((w.actor.key, id(p), w.category) in ranked or (w.actor.key, id(p)) in anyhow or ranks(w.category or ""))
    ]
    for programme in [*found.programmes, None]:
        _fill(found, [w for w, p in kept if p is programme])
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
    categories = {w.category for w in told if w.category} or {
        c for s in _about_prizes(page) for c in categories_in(page.quote(s))
    }
    clusters = {w.cluster for w in told if w.cluster} or {
        c for s in _about_prizes(page) if (c := cluster_in(page.quote(s)))
    }
    since = min((w.evidence[0][0].start for w in told if w.category), default=0)  # a label holds for what follows it
    listed = any(rule == "ranked-list" and w.cluster for w in told for _, rule, _ in w.evidence)
    for win in told:
        if win.category is None and len(categories) == 1 and not _another(win) and win.evidence[0][0].start >= since:
            win.category = next(iter(categories))
        if win.cluster is None and len(clusters) == 1 and not listed:
            win.cluster = next(iter(clusters))


def _another(win: Win) -> bool:
    """A favourite is chosen among all entries, not in a category."""
    return isinstance(win.rank, str) and win.rank.startswith("favorit")


def _about_prizes(page: Page) -> list[Span]:
    return page.sentences_with(
        "penghargaan", "award", "anugerah", "juara", "terbaik", "peringkat", "pemenang", "urutan", "prestasi"
    )


def _award(found: Analysis, win: Win, programme: Programme | None, event: Event, mine: Sequence[Win]) -> Award:
    page, ceremony, handover = found.page, event.ceremony, event.handover
    evidence = [page.evidence(s, rule, c, "recipient", "rank", "category", "cluster") for s, rule, c in win.evidence]
    if ceremony.span and ceremony.date:
        evidence.append(page.evidence(ceremony.span, "award-date", 0.8, "date"))
    giver = receiver = None
    if handover and (handover.receiver is None or handover.receiver.post.region == win.actor.code):
        giver = handover.giver.name if handover.giver else None
        receiver = handover.receiver.name if handover.receiver else None
        evidence.append(page.evidence(handover.span, "award-handover", 0.85, "handed_by", "received_by"))
    date, own = (str(win.year), None) if win.year else _day_of(found, win, programme, mine)
    if own:
        evidence.append(page.evidence(own, "award-date", 0.8, "date"))
    date = date or ceremony.date
    if date is None:
        date, day = day_of_prizes(found)
        if date is None and win.actor.code == found.home:
            date, day = dateline(found)
        if day:
            evidence.append(page.evidence(day, "award-dateline", 0.7, "date"))
    work = _work(found, win, mine, event, evidence)
    year = year_of(found, programme, ceremony) if programme else None
    return Award(
        programme=programme.name if programme else None,
        recipient=win.actor.key,
        recipient_kind=win.actor.kind if win.actor.kind in {"agency", "region", "person"} else "other",
        recipient_name=win.actor.name,
        rank=win.rank,
        category=win.category,
        cluster=win.cluster,
        date=date or (str(year) if year else None),
        awarded_by=organiser_of(programme),
        handed_by=giver,
        received_by=receiver,
        work=work,
        criterion=_criterion(found, win, event, evidence),
        status="announced" if ceremony.coming else "conferred",
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _day_of(
    found: Analysis, win: Win, programme: Programme | None, mine: Sequence[Win]
) -> tuple[str | None, Span | None]:
    """The day beside a prize's own words, where a report tells of several contests."""
    page = found.page
    if programme is None or len(found.programmes) == 1 or len(mine) == len(found.programmes) == 1:
        return None, None
    named = [page.sentence_at(m.start) for m in programme.mentions]
    for sentence in [s for s, _, _ in win.evidence] + named:
        at = page.number_at(sentence.start)
        line = page.line_at(sentence.start) or sentence
        for near in [s for s in page.sentences[at : at + 2] if s.start < line.end]:
            days = [d for d in found.dates_in(near) if d.value]
            if days and not _REPORTED.search(page.quote(near)):
                return days[0].value, near
    return None, None


_REPORTED: Final = re.compile(r"\b(?:kata|ujar|ungkap|mengatakan|menyampaikan|menjelaskan|tutur)\w*\b", re.IGNORECASE)
_WORK: Final = re.compile(
    r"\b(?:adalah|ialah|yaitu|yakni|menampilkan|judul)\s+(?:video\s+|film\s+|karya\s+)?(?:tentang\s+)?(?P<work>[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*){1,9})"
)


_ORDINALS: Final = ("pertama", "kedua", "ketiga")


def _works(found: Analysis) -> list[tuple[Span, str, str | None, int | None]]:
    """Sentences that tell what won: the work, and the category or the place among the prizes that they name."""
    told = []
    for sentence in found.page.sentences_with("video", "film", "karya"):
        text = found.page.quote(sentence)
        said = _WORK.search(text) if "ategori" in text else None
        if said:
            ordinal = re.search(r"\b[Kk]ategori\s+(pertama|kedua|ketiga)\b", text)
            place = _ORDINALS.index(ordinal[1]) if ordinal else None
            told.append((sentence, said["work"], category_in(text[: said.start()]), place))
    return told


def _work(found: Analysis, win: Win, mine: Sequence[Win], event: Event, evidence: list[Evidence]) -> str | None:
    """'Kategori X adalah video tentang W'; 'untuk kategori pertama, karya yang menang ialah video W'."""
    for sentence, work, category, place in event.works:
        if (category and category == win.category) or (place is not None and place < len(mine) and mine[place] is win):
            evidence.append(found.page.evidence(sentence, "award-work", 0.85, "work"))
            return work
    return None


_CRITERION: Final = re.compile(
    r"\b(?:berdasarkan|menang\s+karena|bertumpu\s+pada|dinilai\s+dari)\s+(?:jumlah\s+)?(?P<what>[‘'“\"]?\w[^.;\n]{2,90})"
)
_ABOUT_WINNING: Final = re.compile(r"\b(?:juara|menang|penilaian|pemenang|favorit)\b", re.IGNORECASE)


def _criteria(found: Analysis) -> list[tuple[Span, str, bool]]:
    """Sentences that tell by what the prizes were given: the words for it, and whether they speak of the favourite."""
    told = []
    for sentence in found.page.sentences_with("berdasarkan", "karena", "bertumpu", "dinilai"):
        text = found.page.quote(sentence)
        said = _CRITERION.search(text)
        if said and _ABOUT_WINNING.search(text):
            what = said["what"].strip()
            quoted = re.match(r"[‘'“\"](?P<word>[^’'”\"]+)[’'”\"]", what)
            words = quoted["word"] if quoted else " ".join(what.split()).split(", berarti")[0]
            told.append((sentence, words, "favorit" in text.lower()))
    return told


def _criterion(found: Analysis, win: Win, event: Event, evidence: list[Evidence]) -> str | None:
    """By what a win was decided: the favourite by a vote, home's prizes by what the report says of them."""
    liked = isinstance(win.rank, str) and win.rank.startswith("favorit")
    for sentence, words, favourite in event.criteria:
        if liked if favourite else win.actor.code == found.home:
            evidence.append(found.page.evidence(sentence, "award-criterion", 0.75, "criterion"))
            return words
    return None
