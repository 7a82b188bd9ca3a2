"""What of a layer to take: at what level, on what topic, and when.

A day told in part ('2024-10', '2024') spans all the days that it may mean. With a bound in time only links that surely
lie within are taken: a link without a date, or whose span crosses the bound, never becomes a link in time; both are
counted in what is left out.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Self

from simpul.ontology.concepts import concepts, told_in
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEVELS: Final = ("agency", "regency", "province")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_MONTHS: Final = 12
_LONG: Final = 5  # letters from which on a word of a topic stands for all words that it begins
_WORD: Final = re.compile(r"\w+(?:[^\w\s]+\w+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date may mean, first and last.

    >>> Span.of("2024-02")
    Span(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
    """

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, text: str) -> Self:
        """The span of YYYY, YYYY-MM or YYYY-MM-DD.

        Raises:
            UsageError: it is none of these, or no day of the calendar.
        """
        match = _DAY.fullmatch(text)
        year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        try:
            first = dt.date(year, month or 1, day or 1)
        except ValueError:
            raise UsageError(f"'{text}' is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None
        return cls(first, first if day else _next(first, whole_year=not month) - dt.timedelta(days=1))


def _next(first: dt.date, *, whole_year: bool) -> dt.date:
    if whole_year or first.month == _MONTHS:
        return dt.date(first.year + 1, 1, 1)
    return dt.date(first.year, first.month + 1, 1)


@dataclass(frozen=True)
class Selection:
    """What to take of a layer; nothing given takes all of it.

    Args:
        level: 'regency' joins all bodies of a region in its government, 'province' joins those of all its regions too,
            'agency' keeps them apart.
        topic: links about it, by `Topic`.
        start: the first day, month or year ('--from').
        end: the last ('--to').
        as_of: the network as it would have been drawn on that day: links up to it, and regions under the names and in
            the provinces they then had.

    Raises:
        UsageError: the level is none, a date is no date, or the topic none.
    """

    level: str = "regency"
    topic: str | None = None
    start: str | None = None
    end: str | None = None
    as_of: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be taken."""
        if self.level not in LEVELS:
            raise UsageError(f"no level '{self.level}'; there are: {', '.join(LEVELS)}")
        if self.first > self.last:
            raise UsageError(f"--from {self.start} lies after --to {self.end or self.as_of}; no link can lie between")
        if self.topic is not None:
            Topic.of(self.topic)

    @cached_property
    def first(self) -> dt.date:
        """The first day that a link may lie on."""
        return Span.of(self.start).first if self.start is not None else dt.date.min

    @cached_property
    def last(self) -> dt.date:
        """The last day that a link may lie on."""
        return min(Span.of(day).last if day is not None else dt.date.max for day in (self.end, self.as_of))

    @cached_property
    def day(self) -> dt.date | None:
        """The day whose names and provinces regions bear; None for today's."""
        return Span.of(self.as_of).last if self.as_of is not None else None

    @property
    def in_time(self) -> bool:
        """Whether links are bound in time, so that those without a date are left out."""
        return not self.start is self.end is self.as_of is None

    def why_not(self, text: str, earliest: dt.date | None, latest: dt.date | None) -> str | None:
        """Why a link of that text and span is left out; None where it is taken."""
        if self.topic is not None and not Topic.of(self.topic).matches(text):
            return "topic"
        if not self.in_time:
            return None
        if earliest is None or latest is None:
            return "undated"
        if latest < self.first or earliest > self.last:
            return "outside"
        return None if self.first <= earliest and latest <= self.last else "vague"


@dataclass(frozen=True)
class Topic:
    """A topic in somebody's words: a text is on it that has all the words, or that means one of the same concepts.

    Concepts are those of the scheme of topics, by any of their labels, with all that is narrower. Words of five letters
    and more stand for all words that they begin, shorter ones for themselves alone; function words are passed over.

    >>> Topic.of("internet gratis").matches("hotspot gratis di alun-alun"), Topic.of("internet gratis").matches("pajak")
    (True, False)
    >>> Topic.of("public internet").matches("jaringan internet desa")
    True
    >>> Topic.of("air di desa").matches("desa dan air"), Topic.of("air").matches("Kabupaten Airlangga")
    (True, False)
    """

    words: str
    meant: frozenset[str]

    @classmethod
    @cache
    def of(cls, words: str) -> Topic:
        """The topic of these words.

        Raises:
            UsageError: there are none, or only function words and numbers.
        """
        if not words.strip():
            raise UsageError("--topic has no words; write some, such as 'smart city'")
        if not cls.is_said(words):
            raise UsageError(f"'{words.strip()}' is no topic: function words and numbers only; name one: 'smart city'")
        return cls(words.strip(), _with_narrower(_named(words.strip())))

    @staticmethod
    def is_said(words: str) -> bool:
        """Whether words say what something is about: one of them is no function word and no number."""
        return any(not word.isdigit() for word in _content(words))

    @staticmethod
    def most_specific(concepts: Iterable[str]) -> frozenset[str]:
        """Those of the concepts of topics that are above none of the others."""
        those = frozenset(concepts)
        return those - {above for iri in those for above in _above(iri)}

    def matches(self, text: str) -> bool:
        """Whether a text is on the topic."""
        return not self.meant.isdisjoint(told_in("topic", text)) or self._said_in(text)

    def _said_in(self, text: str) -> bool:
        told = text.casefold()
        return all(pattern.search(told) for pattern in self._patterns)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        ends = ((word, "" if len(word) >= _LONG else r"(?!\w)") for word in _content(self.words))
        return tuple(re.compile(rf"(?<!\w){re.escape(word)}{end}") for word, end in ends)


def _content(words: str) -> list[str]:
    """The words but for function words.

    >>> _content("Air bersih, untuk desa (e-desa) dan 2024")
    ['air', 'bersih', 'desa', 'e-desa', '2024']
    """
    return [word for word in _WORD.findall(words.casefold()) if word not in _function_words()]


@cache
def _function_words() -> frozenset[str]:
    told = tomllib.loads((files("simpul.graph.network") / "function_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for those in told.values() for word in those)


def _named(words: str) -> frozenset[str]:
    english = {c.iri for c in concepts()["topic"] if c.english.casefold() == words.casefold()}
    return frozenset(english) or Topic.most_specific(told_in("topic", words))


def _above(iri: str) -> list[str]:
    broader = _broader().get(iri)
    return [broader, *_above(broader)] if broader else []


def _with_narrower(iris: frozenset[str]) -> frozenset[str]:
    return iris | {iri for iri in _broader() if not iris.isdisjoint(_above(iri))}


@cache
def _broader() -> Mapping[str, str | None]:
    return {c.iri: c.broader for c in concepts()["topic"]}
