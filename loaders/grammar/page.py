"""A document as the rules see it: lines and sentences with their places, and what of it is no part of the report."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.ontology.document import Document
from simpul.ontology.facts import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

# A sentence ends at '.', '!' or '?' before a space and a capital, not after initials, degrees and abbreviations.
_END: Final = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s,(.])(?:[A-Z]|[A-Z]\.?[a-z]?\.[A-Z][a-z]{0,3}|[A-Z][a-z]?|Drs|Dra|Prof|Hj|Ir|dr|drg|Kab|Kec|Kel|Ds|Prov|Kep|No|St|Jl|Rp|Plt|Plh|Pj|Pjs"
    r"|M\.\w{1,4}|S\.\w{1,4}|Bp|Tbk|PT|CV|Bpk|Sdr)\.$"
)
_SENTENCE_ENDS: Final = (".", "!", "?", ":", ";", ")")
_FEW_WORDS: Final = 5
_MOST: Final = 0.75  # of a headline's words are capitalised
_HEADLINE: Final = 110  # characters that a headline has at most
_WORD: Final = re.compile(r"\w+")
_LONGEST: Final = 1000  # characters; the longest sentence of the articles at hand has about 600


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(slots=True)
class Page:
    """A document's text with its lines and sentences; boilerplate lines are in neither."""

    document: Document
    text: str
    lines: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)
    folded: str = ""  # the text in small letters, each at its place
    words: frozenset[str] = frozenset()  # of the whole document, in small letters
    _places: dict[str, list[int]] = field(default_factory=dict)
    _with: dict[tuple[str, ...], list[Span]] = field(default_factory=dict)

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def places(self, word: str) -> list[int]:
        """Where a word (in small letters) stands in the sentences, in order."""
        found = self._places.get(word)
        if found is None:
            found = self._places[word] = []
            text, place, length = self.folded, self.folded.find(word) if word in self.words else -1, len(word)
            while place >= 0:
                if not _in_word(text, place, place + length) and self.inside(place):
                    found.append(place)
                place = text.find(word, place + length)
        return found

    def sentences_with(self, *words: str) -> list[Span]:
        """The sentences that hold any of `words` (in lower case), in order."""
        found = self._with.get(words)
        if found is None:
            places = (place for word in self.words.intersection(words) for place in self.places(word))
            numbers = {bisect_right(self.starts, place) - 1 for place in places}
            found = self._with[words] = [self.sentences[n] for n in sorted(numbers)]
        return found

    def matches(self, pattern: re.Pattern[str], *words: str) -> Iterator[re.Match[str]]:
        """Where a pattern matches that begins with one of `words` (in lower case), in order, none inside another."""
        end = 0
        present = self.words.intersection(words)
        for place in sorted(place for word in present for place in self.places(word)) if present else ():
            match = pattern.match(self.text, place) if place >= end else None
            if match:
                end = match.end()
                yield match

    def number_at(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds a place (the nearest one before it, if none does)."""
        found = bisect_right(self.starts, place) - 1
        return self.sentences[max(found, 0)]

    def line_at(self, place: int) -> Span | None:
        """The line that holds a place, or None in boilerplate."""
        found = bisect_right(self.line_starts, place) - 1
        return self.lines[found] if found >= 0 and place < self.lines[found].end else None

    def is_headline(self, line: Span) -> bool:
        """Whether a line is a headline in which (nearly) every word is capitalised, so that capitals tell no names."""
        if line.end - line.start > _HEADLINE or self.text[line.end - 1 : line.end] in _SENTENCE_ENDS:
            return False
        text = self.quote(line)
        words = [w for w in text.split() if w[0].isalpha()]
        return len(words) >= _FEW_WORDS and sum(w[0].isupper() for w in words) >= _MOST * len(words)

    def inside(self, place: int) -> bool:
        """Whether a place is in a sentence of the report, and not in boilerplate."""
        if not self.sentences:
            return False
        span = self.sentence_at(place)
        return span.start <= place < span.end

    def evidence(self, span: Span, rule: str, confidence: float, *fields: str) -> Evidence:
        """The words of a span as evidence."""
        return Evidence(self.document.source, span.start, span.end, self.quote(span), rule, confidence, fields)


def _in_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() or after.isalnum() or before == "_" or after == "_"


def read(document: Document) -> Page:
    """The page of a document."""
    page = Page(document, document.text)
    for line in _lines(document.text, document.body_start):
        page.lines.append(line)
        page.sentences.extend(_sentences(document.text, line))
    page.starts = [s.start for s in page.sentences]
    page.line_starts = [s.start for s in page.lines]
    page.folded = _folded(page.text)
    page.words = frozenset(_WORD.findall(page.folded))
    return page


def _folded(text: str) -> str:
    """A text in small letters with every place as it was: the few capitals with longer small letters are kept."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def page_of(text: str) -> Page:
    """The page of a bare text, for trying a rule."""
    return read(Document(source="text:", text=text))


def _lines(text: str, start: int) -> Iterator[Span]:
    r"""The lines of a report, boilerplate left out, and paragraphs that were broken at a fixed width made whole.

    >>> wrapped = "Kamis (14/3/2019), tamunya datang dari dua kabupaten sekaligus,\nyaitu Demak dan Wonosobo."
    >>> [wrapped[s.start : s.end] == wrapped for s in _lines(wrapped, 0)]
    [True]
    """
    last: Span | None = None
    bare = list(_bare_lines(text, start))
    wrapped = _is_wrapped(text, bare)
    for line in bare:
        if _boilerplate(text[line.start : line.end]):
            continue
        if last and _goes_on(text, last, line, wrapped=wrapped):
            last = Span(last.start, line.end)
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether a text is broken at a fixed width: most lines with another below are full and end without a stop."""
    broken = [
        line.end - line.start
        for line, following in itertools.pairwise(lines)
        if text[line.end : following.start].strip(" \t\r") == "\n" and text[line.end - 1] not in _SENTENCE_ENDS
    ]
    full = [length for length in broken if _FULL <= length <= _WIDEST]
    return len(full) >= _ENOUGH and len(full) >= _MOST * len(broken)


_WIDEST: Final = 100  # characters of a line in a text that is broken at a fixed width
_ENOUGH: Final = 4  # lines that tell a width


def _goes_on(text: str, last: Span, line: Span, *, wrapped: bool) -> bool:
    """Whether a line that is full and ends without a stop goes on in the next one: with a small letter, or any word."""
    width = last.end - max(text.rfind("\n", last.start, last.end), last.start - 1) - 1
    return (
        width >= _FULL
        and text[last.end - 1] not in _SENTENCE_ENDS
        and text[last.end : line.start].strip(" \t\r") == "\n"
        and bool((_ANY if wrapped else _SMALL).match(text, line.start))
    )


_FULL: Final = 45  # characters of a line that was broken because it was full
_SMALL: Final = re.compile(r"[a-z]{2,}[ ,]")
_ANY: Final = re.compile(r"[\w“\"(‘]+(?![\w.)]*[.)]\s)")


def _bare_lines(text: str, start: int) -> Iterator[Span]:
    for match in re.finditer(r"[^\n\r\u2028]+", text[start:]):
        line = match[0]
        left = len(line) - len(line.lstrip())
        if line.strip():
            yield Span(start + match.start() + left, start + match.start() + len(line.rstrip()))


@cache
def _boilerplate_start() -> re.Pattern[str]:
    return re.compile(lexicon.alternatives(lexicon.words("boilerplate.txt")), re.IGNORECASE)


def _boilerplate(line: str) -> bool:
    return bool(_boilerplate_start().match(line)) or "Baca Juga:" in line[:12]


def _sentences(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for gap in _END.finditer(text, line.start, line.end):
        if _ABBREVIATION.search(text[max(start, gap.start() - 12) : gap.start()]):
            continue
        yield from _bounded(text, start, gap.start())
        start = gap.end()
    if start < line.end:
        yield from _bounded(text, start, line.end)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, or where it is longer than any that people write (a flattened table), its stretches of that length.

    Rules look at all pairs within a sentence; the bound keeps their time linear in the length of the text.
    """
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut + 1 if text[cut] == " " else cut
    if start < end:
        yield Span(start, end)
