"""What appeared after a visit: innovations like the host's, and visits to who won; each against chance.

An adoption here is no cause: it says that something alike was first told of the visitor after it had been to the
host. The permutation test says how often that many would be found if visitors had gone to other hosts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from simpul.graph.network.history import governments
from simpul.graph.network.selection import Topic
from simpul.graph.network.uncertainty import AgainstChance, permuted
from simpul.ontology.iris import node, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simpul.graph.network.history import History, Made, Visited
    from simpul.graph.network.links import Places

_DRAWS: Final = 200
_WITHIN_DAYS: Final = 3 * 365
_YEAR: Final = dt.timedelta(days=365)
_HOW: Final = node("concept", "topic", "e-government")


@dataclass(frozen=True, slots=True)
class Adoption:
    """Something alike, first told of the visitor after a visit to its owner.

    Args:
        visit: the fact of the visit, the last before the report where there were several.
        host, visitor: the governments.
        origin, adopted: the facts of the host's innovation and of the visitor's.
        names: what the two are called.
        shared: the topics that both mean; empty where they only have the same name.
        lag_days: from the last possible day of the visit to the first report of what was adopted.
    """

    visit: str
    host: str
    visitor: str
    origin: str
    adopted: str
    names: tuple[str, str]
    shared: tuple[str, ...]
    lag_days: int


@dataclass(frozen=True, slots=True)
class Diffusion:
    """The adoptions, the soonest first, and how many there are against chance (visits' hosts permuted)."""

    adoptions: tuple[Adoption, ...]
    against_chance: AgainstChance | None
    visits: int
    undated: int

    @property
    def chains(self) -> tuple[tuple[Adoption, ...], ...]:
        """What was taken over, and taken over again from there: chains of two adoptions and more, the longest first.

        Of the ways that lead to an adoption the longest is told, and no chain that is the beginning of another.
        """
        into: dict[str, list[Adoption]] = defaultdict(list)
        for adoption in self.adoptions:
            into[adoption.adopted].append(adoption)

        def longest(last: Adoption, taken: frozenset[str]) -> tuple[Adoption, ...]:
            before = [a for a in into[last.origin] if a.origin not in taken]
            ways = [longest(a, taken | {a.origin}) for a in before]
            return (*max(ways, key=len, default=()), last)

        found = [longest(a, frozenset({a.adopted, a.origin})) for a in self.adoptions]
        begun = {way[:end] for way in found for end in range(1, len(way))}
        kept = {way for way in found if len(way) > 1 and way not in begun}
        return tuple(sorted(kept, key=lambda way: (-len(way), way[0].origin, way[-1].adopted)))

    @property
    def median_lag_days(self) -> float | None:
        """The middle of the lags; None without adoptions."""
        return float(np.median([a.lag_days for a in self.adoptions])) if self.adoptions else None


def diffusion(
    known: History, *, topic: str | None = None, within_days: int = _WITHIN_DAYS, draws: int = _DRAWS, seed: int = 0
) -> Diffusion:
    """Which innovations appeared after a visit to the owner of something alike, with lags, against chance.

    Two innovations are alike of whose topics half or more are in common (broader ones of a topic aside, and electronic
    government, which says how a service is given and not what it is for), or that have the same name. The host's must
    not be first reported later than the visitor's. In each draw the hosts of all visits are permuted among them: who
    visits when, and how often each is visited, stay. Without a topic all innovations count.
    """
    dated = [v for v in known.visited if v.span is not None]
    owned = _owned(known, topic)
    adoptions = sorted(_adoptions(dated, [v.host for v in dated], owned, within_days), key=_soonest)
    undated = len(known.visited) - len(dated)
    if not dated:
        return Diffusion((), None, 0, undated)
    chance, numbers = np.random.default_rng(seed), {government: n for n, government in enumerate(governments())}
    names = list(governments())
    visitors, hosts = (np.array([numbers[v] for v in those]) for those in _ends(dated))
    drawn = [
        sum(1 for _ in _adoptions(dated, [names[n] for n in permuted(visitors, hosts, chance)], owned, within_days))
        for _ in range(draws)
    ]
    return Diffusion(tuple(adoptions), AgainstChance.of(len(adoptions), drawn), len(dated), undated)


def _ends(visits: Sequence[Visited]) -> tuple[list[str], list[str]]:
    return [v.visitor for v in visits], [v.host for v in visits]


def _soonest(adoption: Adoption) -> tuple[int, str, str]:
    return adoption.lag_days, adoption.adopted, adoption.origin


@dataclass(frozen=True, slots=True)
class _Owned:
    """An innovation with its first report, its topics without the broader ones, and its name as a key."""

    made: Made
    first: dt.date
    topics: frozenset[str]
    name: str


def _owned(known: History, topic: str | None) -> Mapping[str, Sequence[_Owned]]:
    found: dict[str, list[_Owned]] = defaultdict(list)
    wanted = Topic.of(topic) if topic is not None else None
    for made in known.made:
        if made.first is not None and (wanted is None or wanted.matches(made.text)):
            topics = Topic.most_specific(made.concepts) - {_HOW}
            found[made.government].append(_Owned(made, made.first.first, topics, slug(made.name)))
    return found


def _adoptions(
    visits: Sequence[Visited], hosts: Sequence[str], owned: Mapping[str, Sequence[_Owned]], within_days: int
) -> Iterator[Adoption]:
    """Each pair of alike innovations once, by the last visit before."""
    last: dict[tuple[str, str], Adoption] = {}
    for visit, host in zip(visits, hosts, strict=True):
        if host == visit.visitor or visit.visitor not in owned or host not in owned or visit.span is None:
            continue
        for theirs in owned[visit.visitor]:
            lag = (theirs.first - visit.span.last).days
            if not 0 < lag <= within_days:
                continue
            for origin in owned[host]:
                if origin.first <= theirs.first and _alike(origin, theirs):
                    key = origin.made.fact, theirs.made.fact
                    if key not in last or lag < last[key].lag_days:
                        last[key] = _adoption(visit, host, origin, theirs, lag)
    yield from last.values()


def _alike(one: _Owned, other: _Owned) -> bool:
    shared, told = one.topics & other.topics, one.topics | other.topics
    return one.name == other.name or (bool(shared) and 2 * len(shared) >= len(told))


def _adoption(visit: Visited, host: str, origin: _Owned, theirs: _Owned, lag: int) -> Adoption:
    names, shared = (origin.made.name, theirs.made.name), tuple(sorted(origin.topics & theirs.topics))
    return Adoption(visit.fact, host, visit.visitor, origin.made.fact, theirs.made.fact, names, shared, lag)


@dataclass(frozen=True, slots=True)
class AfterAward:
    """Visits that winners received in the twelve months before and after an award, against chance.

    `against_chance` is of the mean difference of an award; the null model gives each award day to a government
    drawn from those that won or hosted anything, which keeps the days, and with them any growth of what is
    reported.
    """

    awards: int
    before: int
    after: int
    against_chance: AgainstChance | None
    left_out: int


def after_award(known: History, *, topic: str | None = None, draws: int = _DRAWS, seed: int = 0) -> AfterAward:
    """Whether winners receive more visits in the twelve months after an award than in those before.

    An award counts whose day is known to a month at least; a visit counts where it surely lies within the months.
    """
    wanted = Topic.of(topic) if topic is not None else None
    chosen = [w for w in known.won if wanted is None or wanted.matches(w.text)]
    placed = [w for w in chosen if w.span is not None and (w.span.last - w.span.first).days <= _MONTH_DAYS]
    if not placed:
        return AfterAward(0, 0, 0, None, len(chosen))
    numbers = {government: number for number, government in enumerate(governments())}
    visits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for visit in known.visited:
        if visit.span is not None:
            visits[numbers[visit.host]].append((visit.span.first.toordinal(), visit.span.last.toordinal()))
    winners = np.array([numbers[w.government] for w in placed], dtype=np.int64)
    days = [(w.span.first.toordinal(), w.span.last.toordinal()) for w in placed if w.span is not None]
    before, after = _around(days, winners, visits)
    chance, drawn = np.random.default_rng(seed), []
    for _ in range(draws):
        less, more = _around([days[n] for n in chance.permutation(len(days))], winners, visits)
        drawn.append((more - less) / len(placed))
    against = AgainstChance.of((after - before) / len(placed), drawn)
    return AfterAward(len(placed), before, after, against, len(chosen) - len(placed))


_MONTH_DAYS: Final = 31


def _around(
    awards: Sequence[tuple[int, int]], winners: Places, visits: Mapping[int, Sequence[tuple[int, int]]]
) -> tuple[int, int]:
    """How many visits the winners received in the year before the days of the awards, and in the year after."""
    before = after = 0
    for (first, last), winner in zip(awards, winners.tolist(), strict=True):
        for began, ended in visits.get(winner, ()):
            before += first - _YEAR.days <= began and ended < first
            after += last < began and ended <= last + _YEAR.days
    return before, after
