"""Which reports of visits between two governments tell of one visit.

Two reports go together when their days fit and neither's bodies contradict the other's:

- the same day; or neighbouring days where they share a word of the topic, or where the later report gives the day it
  was published on; a report without a day means the nearest day told within its month or the two weeks before it;
- the same bodies, or a government beside any body of it, or a council beside its committee. On one day, with one
  visitor and a shared topic, several hosts of a region received one visit.

What says less joins only where all that it fits is one visit (`simpul.graph.identity.partition`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from simpul.graph.identity.agencies import form
from simpul.graph.identity.likeness import Likeness
from simpul.graph.identity.partition import pair, partition
from simpul.graph.knowledge.days import day_number
from simpul.graph.knowledge.names import NATIONAL, body_words, topic_key
from simpul.ontology.facts import StudyVisit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simpul.graph.knowledge.reading import Reading

_MONTH: Final = len("2024-10")
_LATE: Final = 14  # days after a visit in which a report without a day may still mean it
_COUNCIL: Final = {"dprd", "dewan", "perwakilan", "rakyat"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says of a visit: the day it means, whether it says so itself, and the bodies that it names."""

    claim: str
    day: str | None
    said_day: bool
    published: str | None
    visitor: str | None
    host: str | None
    topic: frozenset[str]

    @property
    def weight(self) -> int:
        """How much it says."""
        return bool(self.visitor) + bool(self.host)


def visit_of(reading: Reading) -> StudyVisit:
    """The visit that a claim tells of.

    Raises:
        TypeError: it tells of something else.
    """
    if not isinstance(reading.fact, StudyVisit):
        raise TypeError(f"{reading.claim} is no visit")
    return reading.fact


def visits(readings: Sequence[Reading]) -> dict[tuple[str | None, ...], list[Reading]]:
    """The reports of each visit, by a key: the bodies of visitor and host where any is named, and the day."""
    days = {d for r in readings if (d := visit_of(r).date)}
    told = {r.claim: _told(r, days) for r in readings}
    verdicts = {pair(r.claim, other): verdict for r in readings for other, verdict in r.judged if other in told}
    likenesses = [x for a, b in combinations(sorted(told), 2) if (x := _likeness(told[a], told[b]))]
    groups = partition(told, likenesses, verdicts, lambda a, b: not _bodies_fit(told[a], told[b]))
    found: dict[tuple[str | None, ...], list[Reading]] = {}
    for reading in sorted(readings, key=lambda r: r.claim):
        found.setdefault(_key(told[claim] for claim in groups[reading.claim]), []).append(reading)
    return found


def _told(reading: Reading, days: Iterable[str]) -> Told:
    fact = visit_of(reading)
    return Told(
        reading.claim,
        _day(reading, days),
        bool(fact.date),
        reading.published,
        body_key(reading.ref("visitor")),
        body_key(reading.ref("host")),
        frozenset(topic_key(fact.topic).split()),
    )


def body_key(body: str | None) -> str | None:
    """A body that is known by its form; None for a government, its head, a place of its: anybody of the region.

    >>> body_key("https://w3id.org/simpul/agency/kota-batam/pemerintah")
    >>> body_key("https://w3id.org/simpul/agency/kota-batam/wakil-wali-kota")
    >>> body_key("https://w3id.org/simpul/agency/kota-batam/dinkes").rpartition("/")[2]
    'dinkes'
    """
    if body is None or body.endswith("/pemerintah"):
        return None
    place, key = body.rsplit("/", 2)[1:]
    if place == NATIONAL:
        return body
    words = form(key.replace("-", " "), place)
    return body if {*key.split("-"), *(words.words if words else ())} & body_words("forms") else None


def _day(reading: Reading, days: Iterable[str]) -> str | None:
    """The day told; without one, the nearest day told in its month or the two weeks before it, else the month."""
    fact = visit_of(reading)
    if fact.date:
        return fact.date
    published = reading.published or ""
    month = published[:_MONTH]
    gaps = {d: gap for d in days if (gap := _gap(d, published)) is not None}
    near = [d for d, gap in gaps.items() if d.startswith(month) or 0 <= gap <= _LATE]
    return min(near, key=lambda d: (abs(gaps[d]), d), default=month or None)


def _gap(day: str | None, later: str | None) -> int | None:
    """Days from one day to another; None where one is no day of the calendar."""
    one, other = day_number(day or ""), day_number(later or "")
    return None if one is None or other is None else other - one


def _likeness(a: Told, b: Told) -> Likeness | None:
    if not _days_fit(a, b) or not _bodies_fit(a, b):
        return None
    less = None if a.weight == b.weight else (a if a.weight < b.weight else b).claim
    first, second = pair(a.claim, b.claim)
    return Likeness(first, second, "same-visit", 0.95, less)


def _days_fit(a: Told, b: Told) -> bool:
    if a.day == b.day:
        return True
    if not a.day or not b.day:
        return False
    gap = _gap(a.day, b.day)
    if gap is None:
        return a.day.startswith(b.day) or b.day.startswith(a.day)
    later = a if gap < 0 else b
    return abs(gap) == 1 and (bool(a.topic & b.topic) or (later.said_day and later.day == later.published))


def _bodies_fit(a: Told, b: Told) -> bool:
    visitor, host = _body_fits(a.visitor, b.visitor), _body_fits(a.host, b.host)
    if visitor and host:
        return True
    return visitor and bool(a.visitor and b.visitor and a.topic & b.topic) and a.day == b.day


def _body_fits(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    a, b = (set(body.rpartition("/")[2].split("-")) - body_words("members") for body in (one, other))
    return bool(_COUNCIL & a and _COUNCIL & b and (a - _COUNCIL <= b or b - _COUNCIL <= a))


def _key(told: Iterable[Told]) -> tuple[str | None, ...]:
    """The key of a visit: the bodies and day of the report that says most, the first of those that say as much."""
    fullest = min(told, key=lambda t: (-t.weight, not t.said_day, t.day or "", t.visitor or "", t.host or ""))
    return fullest.visitor, fullest.host, fullest.day
