"""Whom to visit: governments ranked for one that wants to learn about a topic, each with the facts that speak for it.

A host's score is the weighted sum of six parts, each between 0 and 1 (`recommend.toml` has the weights and scales):

- awards on the topic, by rank; x points give x / (x + 1);
- visits hosted, those on other topics counting a quarter; x visits give x / (x + 2); the topic told and the titles of
  the reports say what a visit was on, and where no topic is told the words of the reports do;
- innovations on the topic; x give x / (x + 1);
- likeness: half for the same kind of region, half for the cosine of how often each topic is told of the two;
- nearness: exp(-km / 500), great-circle distance between the regions' centroids;
- personalised PageRank on the visits from visitor to host, restarting at the asking region, over its largest value.

Only governments with something on the topic are recommended. What no report tells does not speak against a host. The
asking region's own visits to a host count as those of others do, and are told apart from them: it has been there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from simpul.graph.network.history import governments
from simpul.graph.network.links import Flat
from simpul.graph.network.measures import pagerank
from simpul.graph.network.reasons import Reason, reason, reason_words, settings
from simpul.graph.network.selection import Topic
from simpul.ontology.concepts import told_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simpul.graph.network.history import History
    from simpul.ontology.regions import Region

__all__ = ["BackTest", "Host", "Reason", "Recommender", "backtest", "own", "recommend", "settings"]

Column = NDArray[np.float64]
PARTS: Final = ("awards", "hosting", "innovations", "alike", "near", "central")
_EARTH_KM: Final = 6371.0088


@dataclass(frozen=True, slots=True)
class Host:
    """A government to visit: its score in (0, 1], the parts of it before they are weighted, the distance, and why."""

    government: str
    label: str
    score: float
    parts: Mapping[str, float]
    km: float
    reasons: tuple[Reason, ...]


def recommend(known: History, government: str, topic: str, *, top: int = 10) -> list[Host]:
    """The best hosts for a government (by IRI) that wants to learn about a topic, the best first, ties by label."""
    return Recommender(known).hosts(government, Topic.of(topic))[:top]


def own(known: History, government: str, topic: str) -> tuple[Reason, ...]:
    """What the asking government itself (by IRI) is told to have won, made and shown to guests on a topic."""
    return Recommender(known).own(government, Topic.of(topic))


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told on a topic: the facts of each government, by its place, and the points of its awards."""

    won: Mapping[int, Sequence[str]]
    points: Column
    made: Mapping[int, Sequence[str]]
    hosted: Mapping[int, Sequence[str]]
    elsewhere: Mapping[int, Sequence[str]]


class Recommender:
    """The parts of the score for all governments at once, of one history."""

    def __init__(self, known: History) -> None:
        self._known = known
        self._place = {government: number for number, government in enumerate(governments())}
        self._regions: tuple[Region, ...] = tuple(governments().values())
        self._told = cache(self._tell)
        self._km = cache(self._distances)
        self._central = cache(self._reach)
        self._been = cache(self._own_visits)

    def hosts(self, government: str, topic: Topic) -> list[Host]:
        """All governments with something on the topic but the asking one."""
        own, parts = self._place[government], self.parts(government, topic)
        scores, km = self.scores(parts), self._km(own)
        able = [n for n in np.flatnonzero(self.on_topic(topic)) if n != own]
        found = [
            Host(
                self._regions[n].government_iri,
                self._regions[n].label,
                round(float(scores[n]), 6),
                {part: round(float(column[n]), 6) for part, column in parts.items()},
                round(float(km[n]), 1),
                self._reasons(int(n), own, topic, parts),
            )
            for n in able
        ]
        return sorted(found, key=lambda host: (-host.score, host.label))

    def own(self, government: str, topic: Topic) -> tuple[Reason, ...]:
        """What is told of the asking government itself on the topic."""
        place, those = self._place[government], self._told(topic)
        facts = {"awards": those.won, "innovations": those.made, "hosting": those.hosted}
        return tuple(reason(part, found[place]) for part, found in facts.items() if place in found)

    def scores(self, parts: Mapping[str, Column]) -> Column:
        """The weighted sum of the parts, one value a government in the order of `governments()`."""
        weights = settings()["weights"]
        total: Column = np.sum([weights[part] * column for part, column in parts.items()], axis=0)
        return total

    def parts(self, government: str, topic: Topic) -> dict[str, Column]:
        """The parts of the score, one value a government in the order of `governments()`."""
        own, scales = self._place[government], settings()["scales"]
        told = self._told(topic)
        hosted = self._counts(told.hosted) + scales["other_topics"] * self._counts(told.elsewhere)
        return {
            "awards": _half(told.points, scales["half_points"]),
            "hosting": _half(hosted, scales["half_visits"]),
            "innovations": _half(self._counts(told.made), scales["half_points"]),
            "alike": self._alike(own),
            "near": np.exp(-self._km(own) / scales["near_km"]),
            "central": self._central(government),
        }

    def on_topic(self, topic: Topic) -> NDArray[np.bool_]:
        """Which governments have an award, an innovation or a visit hosted on the topic."""
        found = np.zeros(len(self._place), dtype=np.bool_)
        told = self._told(topic)
        for facts in (told.won, told.made, told.hosted):
            found[list(facts)] = True
        return found

    def popularity(self) -> Column:
        """How many visits each government hosted, on whatever topic."""
        column = np.zeros(len(self._place))
        for visit in self._known.visited:
            column[self._place[visit.host]] += 1
        return column

    def nearness(self, government: str) -> Column:
        """The negative distance in km."""
        return -self._km(self._place[government])

    def rank(self, column: Column, host: str, visitor: str) -> float:
        """The rank of a host by a column, the visitor aside; ties share the mean of their ranks."""
        values = np.delete(column, self._place[visitor])
        value = column[self._place[host]]
        return float((values > value).sum() + ((values == value).sum() + 1) / 2)

    def _tell(self, topic: Topic) -> _Told:
        won = [w for w in self._known.won if topic.matches(w.text)]
        hosted = [(v, topic.matches(v.text)) for v in self._known.visited]
        ranks, points = settings()["ranks"], np.zeros(len(self._place))
        for award in won:
            points[self._place[award.government]] += ranks.get(str(award.rank), ranks["other"])
        return _Told(
            self._by_place((w.government, w.fact) for w in won),
            points,
            self._by_place((m.government, m.fact) for m in self._known.made if topic.matches(m.text)),
            self._by_place((v.host, v.fact) for v, on_it in hosted if on_it),
            self._by_place((v.host, v.fact) for v, on_it in hosted if not on_it),
        )

    def _by_place(self, facts: Iterable[tuple[str, str]]) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for government, fact in facts:
            found[self._place[government]].append(fact)
        return dict(found)

    def _counts(self, facts: Mapping[int, Sequence[str]]) -> Column:
        column = np.zeros(len(self._place))
        for number, those in facts.items():
            column[number] = len(those)
        return column

    @cached_property
    def _profiles(self) -> Column:
        """How often each topic is told of each government, as unit vectors; zeros where nothing is."""
        told = [(w.government, w.text) for w in self._known.won] + [(m.government, m.text) for m in self._known.made]
        told += [(g, v.text) for v in self._known.visited for g in (v.visitor, v.host)]
        counts = Counter((self._place[g], concept) for g, text in told for concept in told_in("topic", text))
        topics = {concept: number for number, concept in enumerate(sorted({c for _, c in counts}))}
        profiles = np.zeros((len(self._place), max(1, len(topics))))
        for (number, concept), count in counts.items():
            profiles[number, topics[concept]] = count
        length = np.linalg.norm(profiles, axis=1, keepdims=True)
        unit: Column = np.divide(profiles, length, out=np.zeros_like(profiles), where=length > 0)
        return unit

    def _alike(self, own: int) -> Column:
        same_kind = np.array([float(region.kind == self._regions[own].kind) for region in self._regions])
        alike: Column = (same_kind + self._profiles @ self._profiles[own]) / 2
        return alike

    def _distances(self, own: int) -> Column:
        """Great-circle distances (haversine) from one government's region to all."""
        lat, lon = np.radians(np.array([(r.lat, r.lon) for r in self._regions])).T
        half = np.sin((lat - lat[own]) / 2) ** 2 + np.cos(lat) * np.cos(lat[own]) * np.sin((lon - lon[own]) / 2) ** 2
        km: Column = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        return km

    @cached_property
    def _visits(self) -> Flat:
        ends = np.array([(self._place[v.visitor], self._place[v.host]) for v in self._known.visited], dtype=np.int64)
        ends = ends.reshape(-1, 2)
        return Flat.of(tuple(self._place), ends[:, 0], ends[:, 1], np.ones(len(ends)), directed=True)

    def _reach(self, government: str) -> Column:
        own = self._place[government]
        found = np.array(list(pagerank(self._visits, towards={government: 1.0}).values()))
        found[own] = 0.0
        most = float(found.max())
        central: Column = found / most if most > 0 else found
        return central

    def _own_visits(self, own: int) -> Mapping[int, frozenset[str]]:
        """The facts of the visits that a government itself made, by the place of the host."""
        found: dict[int, set[str]] = defaultdict(set)
        for visit in self._known.visited:
            if self._place[visit.visitor] == own:
                found[self._place[visit.host]].add(visit.fact)
        return {host: frozenset(facts) for host, facts in found.items()}

    def _reasons(self, host: int, own: int, topic: Topic, parts: Mapping[str, Column]) -> tuple[Reason, ...]:
        those, been = self._told(topic), self._been(own).get(host, frozenset())
        facts: dict[str, Sequence[str]] = {"awards": those.won.get(host, ()), "innovations": those.made.get(host, ())}
        for prefix, visits in (("", those.hosted.get(host, ())), ("other_", those.elsewhere.get(host, ()))):
            facts[f"{prefix}hosting"] = [fact for fact in visits if fact not in been]
            facts[f"{prefix}been"] = [fact for fact in dict.fromkeys(visits) if fact in been]
        reasons = [reason(part, found) for part, found in facts.items() if found]
        kind = self._regions[host].kind
        if kind == self._regions[own].kind:
            reasons.append(Reason("alike", reason_words("alike", kind=settings()["kinds"][kind])))
        reasons.append(Reason("near", reason_words("near", round(float(self._km(own)[host])))))
        if parts["central"][host] > 0:
            reasons.append(Reason("central", reason_words("central")))
        return tuple(reasons)


def _half(points: Column, half: float) -> Column:
    """Points between 0 and 1: 0.5 at `half`."""
    return points / (points + half)


@dataclass(frozen=True, slots=True)
class BackTest:
    """How a way of ranking hosts did on the visits from a year on, knowing only what was before.

    `hits` is the share of visits whose host was among the first `k`, `reciprocal_rank` the mean of 1 / rank; ties
    share the mean of their ranks. A host is sought among all governments but the visitor.
    """

    method: str
    visits: int
    hits: float
    reciprocal_rank: float


def backtest(known: History, year: int, *, k: int = 10) -> tuple[list[BackTest], int]:
    """How `recommend`, popularity and nearness rank the hosts of visits from `year` on; and how many are left out.

    Left out are visits without a topic or a date, and those whose date spans the turn of the year.
    """
    turn = dt.date(year, 1, 1)
    before = Recommender(known.until(turn))
    asked = [v for v in known.visited if Topic.is_said(v.topic) and v.span and v.span.first >= turn]
    later = sum(not (v.span and v.span.last < turn) for v in known.visited)
    ranks: dict[str, list[float]] = {"recommend": [], "popularity": [], "nearness": []}
    for visit in asked:
        columns = {
            "recommend": before.scores(before.parts(visit.visitor, Topic.of(visit.topic))),
            "popularity": before.popularity(),
            "nearness": before.nearness(visit.visitor),
        }
        for method, column in columns.items():
            ranks[method].append(before.rank(column, visit.host, visit.visitor))
    return [_test(method, found, k) for method, found in ranks.items()], later - len(asked)


def _test(method: str, ranks: Sequence[float], k: int) -> BackTest:
    if not ranks:
        return BackTest(method, 0, 0.0, 0.0)
    column = np.array(ranks)
    return BackTest(method, len(column), float((column <= k).mean()), float((1 / column).mean()))
