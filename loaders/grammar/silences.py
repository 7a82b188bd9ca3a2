"""Why a sentence that looks like news gave no fact: for `simpul extract --explain`.

A sentence has a cue if it holds a post, or a word of a visit, an agreement, a prize or an innovation. Where no fact of
that kind rests on it, the first thing that a rule would have needed and did not find is said.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import agreements, awards, visits, win
from simpul.loaders.grammar.analysis import analyse
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import covered, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.posts import Post
    from simpul.ontology.document import Document
    from simpul.ontology.facts import Evidence, Fact

_INNOVATION: Final = ("inovasi", "aplikasi", "terobosan")
_BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Silence:
    """A sentence with a cue for a kind of fact, and why no such fact was made of it."""

    kind: str
    start: int
    end: int
    quote: str
    reason: str


def silences(document: Document, facts: Sequence[Fact]) -> list[Silence]:
    """The sentences with a cue that none of `facts` (those extracted from `document`) rests on, in order.

    >>> from simpul.ontology.document import Document
    >>> text = "Pemkab Banjar menargetkan juara umum tahun depan."
    >>> [s.reason for s in silences(Document(source="x:a", text=text), [])]
    ['a hope, a target or a nomination']
    >>> [s.reason for s in silences(Document(source="x:a", text="Bupati Kudus belum mau berkomentar."), [])]
    ["no name beside 'Bupati Kudus'"]
    """
    found = analyse(document)
    said: list[tuple[str, Span, str]] = [
        *(("award", s, _no_award(found, s)) for s in found.page.sentences_with(*awards.CUES)),
        *(("visit", found.page.sentence_at(c.start), _no_visit(found, c, form)) for c, form in visits.cues(found.page)),
        *(("collaboration", s, _no_agreement(found, s, form)) for s, form in agreements.cues(found.page)),
        *(("official", found.page.sentence_at(p.left), _nobody(found, p)) for p in found.posts),
        *(
            ("innovation", s, "no name behind the word")
            for s in found.page.sentences_with(*_INNOVATION)
            if not any(standing(p.mentions, s.start, s.end) for p in found.programmes)  # 'Lomba Inovasi'
        ),
    ]
    told: dict[str, list[Evidence]] = defaultdict(list)
    for fact in facts:
        told[fact.kind] += fact.evidence
    covers = {kind: _merged(evidence) for kind, evidence in told.items()}
    unsaid = [
        Silence(kind, s.start, s.end, found.page.quote(s), reason)
        for kind, s, reason in said
        if not _touched(covers.get(kind, []), s)
    ]
    return sorted(set(unsaid), key=lambda s: (s.start, s.kind, s.reason))


def _merged(evidence: Sequence[Evidence]) -> list[Span]:
    """The stretches that pieces of evidence cover, in order, none touching another."""
    merged: list[Span] = []
    for start, end in sorted((e.start, e.end) for e in evidence):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _touched(covers: Sequence[Span], span: Span) -> bool:
    return covered(covers, span.start) or bool(standing(covers, span.start, span.end))


def _no_award(found: Analysis, sentence: Span) -> str:
    text = found.page.quote(sentence)
    if win.hoped(text):
        return "a hope, a target or a nomination"
    if not any(_inside(found, sentence)):
        return "no region, body or group in the sentence that could win"
    if not found.programmes:
        return "the report names no contest or award programme"
    return "no words of winning join a winner to a rank or a prize"


def _no_visit(found: Analysis, cue: Span, form: str) -> str:
    page = found.page
    who = [a for a in _inside(found, page.sentence_at(cue.start)) if a.code or a.kind == "agency"]
    if form in visits.WEAK and not visits.serious(page, cue):
        return f"'{page.quote(cue)}' may be any visit, and nothing near it speaks of learning"
    if not who:
        return "no region or body in the sentence"
    if len({a.key for a in who}) < _BOTH:
        return "only one side is named"
    return "nothing tells who visits and who is visited"


def _no_agreement(found: Analysis, sentence: Span, form: str) -> str:
    text = found.page.quote(sentence)
    if agreements.hoped(text):
        return "a hope or a plan"
    if not agreements.is_agreed(text, form):
        return "no word of signing or joining beside the cue"
    if len({a.key for a in _inside(found, sentence)}) < _BOTH:
        return "fewer than two parties are named"
    return "the parties are places, witnesses or bodies of one region"


def _nobody(found: Analysis, post: Post) -> str:
    return f"no name beside '{found.page.text[post.left : post.end]}'"


def _inside(found: Analysis, sentence: Span) -> Iterator[Actor]:
    yield from standing(found.actors, sentence.start, sentence.end)
