"""Study visits and collaborations of an analysis, said as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpul.loaders.grammar.agreements import agreements
from simpul.loaders.grammar.dates import published_date
from simpul.loaders.grammar.page import Span
from simpul.ontology.facts import Collaboration, Party, StudyVisit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.visits import Visit

_AROUND = 3


def study_visits(found: Analysis, told: Sequence[Visit]) -> Iterator[StudyVisit]:
    """One fact for each visit, with the sentences that name its sides, day, people and delegation."""
    page = found.page
    for visit in told:
        cue = page.sentence_at(visit.cue.start)
        whole = Span(
            min(cue.start, visit.visitor.start, visit.host.start), max(cue.end, visit.visitor.end, visit.host.end)
        )
        evidence = [page.evidence(whole, visit.rule, visit.confidence, "visitor", "host", "form")]
        if visit.topic_span:
            evidence.append(page.evidence(visit.topic_span, "visit-topic", 0.8, "topic"))
        date, day = _day(found, cue)
        if date is None:
            date, day = _day_elsewhere(found, (visit.visitor.start, visit.host.start))
        if day:
            evidence.append(page.evidence(day, "visit-date", 0.85, "date"))
        for person, part in ((visit.leader, "leader"), (visit.receiver, "received_by")):
            if person:
                evidence.append(page.evidence(page.sentence_at(person.start), "visit-people", 0.8, part))
        evidence += [page.evidence(span, "visit-delegation", 0.85, "delegation") for _, span in visit.delegation]
        yield StudyVisit(
            visitor=visit.visitor.key,
            visitor_name=visit.visitor.name,
            host=visit.host.key,
            host_name=visit.host.name,
            date=date,
            topic=visit.topic,
            form=visit.form,
            leader=visit.leader.name if visit.leader else None,
            received_by=visit.receiver.name if visit.receiver else None,
            delegation=tuple(sorted({count for count, _ in visit.delegation})),
            evidence=tuple(dict.fromkeys(evidence)),
        )


def _day(found: Analysis, cue: Span) -> tuple[str | None, Span | None]:
    """The day in the cue's sentence, else in the nearest sentence after it, else before it, that names one."""
    sentences = found.page.sentences
    at = found.page.number_at(cue.start)
    for sentence in [cue, *sentences[at + 1 : at + 1 + _AROUND], *reversed(sentences[max(0, at - _AROUND) : at])]:
        days = [d for d in found.dates_in(sentence) if d.value]
        if days and not published_date(found.page.quote(sentence)):
            return days[0].value, sentence
    return None, None


def _day_elsewhere(found: Analysis, places: Sequence[int]) -> tuple[str | None, Span | None]:
    """The day in a sentence that names a side, else the only day that the report names."""
    page = found.page
    for place in places:
        days = [d for d in found.dates_in(page.sentence_at(place)) if d.value]
        if days:
            return days[0].value, page.sentence_at(place)
    every = [d for d in found.dates if d.value and not published_date(page.quote(page.sentence_at(d.start)))]
    if len({d.value for d in every}) == 1:
        return every[0].value, page.sentence_at(every[0].start)
    return None, None


def collaborations(found: Analysis, visits: Sequence[Visit]) -> Iterator[Collaboration]:
    """One fact for each agreement, with the sentences that tell of it."""
    page = found.page
    hosts = {v.host.code for v in visits}
    host = next(iter(hosts)) if len(hosts) == 1 else None
    for agreement in agreements(page, found.actors, found.holders, host):
        date, day = _day(found, agreement.spans[0]) if agreement.form in {"MoU", "PKS"} else (None, None)
        if date is None:
            days = [d for s in agreement.spans for d in found.dates_in(s) if d.value]
            date, day = (days[0].value, page.sentence_at(days[0].start)) if days else (None, None)
        evidence = [page.evidence(s, "collaboration", agreement.confidence, "parties", "form") for s in agreement.spans]
        if agreement.topic_span:
            evidence.append(page.evidence(agreement.topic_span, "collaboration-topic", 0.8, "topic"))
        if day:
            evidence.append(page.evidence(day, "collaboration-date", 0.8, "date"))
        yield Collaboration(
            parties=tuple(sorted(Party(a.name, a.code) for a in agreement.parties)),
            topic=agreement.topic,
            date=date,
            form=agreement.form,
            evidence=tuple(dict.fromkeys(evidence)),
        )
