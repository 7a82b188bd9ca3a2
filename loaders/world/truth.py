"""The truth of an invented world, and the structure that is planted in it.

- **Communities**: governments lie in six groups of islands; nine visits in ten stay within the group.
- **Hosts**: one government of each group is a lighthouse, each known for a topic of its own; a visit goes to the
  lighthouse of the group it goes to in three cases of five.
- **Diffusion**: a lighthouse had its application before all visits. After two visits in five to it a visitor that had
  none starts one on the same topic, 150 to 330 days later (half within 240). One government in twenty starts one
  without any visit.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from simpul.ontology.errors import UsageError
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simpul.ontology.regions import Region

GROUPS: Final = {
    "1": "Sumatra",
    "2": "Sumatra",
    "3": "Java",
    "6": "Kalimantan",
    "7": "Sulawesi",
    "8": "East",
    "9": "East",
}
WITHIN: Final = 0.9  # of visits
TO_LIGHTHOUSES: Final = 0.6
ADOPTING: Final = 0.4  # of visits to a lighthouse by somebody without such an application
LAG_DAYS: Final = (150, 330)
ALONE: Final = 0.05  # of governments
FIRST, LAST = dt.date(2019, 1, 7), dt.date(2023, 12, 20)
_YEARS: Final = range(2019, 2024)
_FORMS: Final = ("studi banding", "studi tiru", "kunjungan kerja")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: what it is called, the field of the dinas whose matter it is, what one makes of it, its contest."""

    words: str
    field: str
    product: str
    contest: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A study visit: region codes, day, topic, form, and the heads of the two dinas."""

    visitor: str
    host: str
    day: dt.date
    topic: Topic
    form: str
    leader: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Novelty:
    """An application of a government: its name, topic, day of launch, and the visit after which it was taken over."""

    owner: str
    name: str
    topic: Topic
    day: dt.date
    after: Visit | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """One edition of a contest: its topic, the day, and the region codes of those who came first, second and third."""

    topic: Topic
    day: dt.date
    winners: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name with the year."""
        return f"{self.topic.contest} {self.day.year}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement of two governments."""

    one: str
    other: str
    day: dt.date
    topic: Topic


@dataclass(frozen=True, slots=True)
class World:
    """All that happened, and what was planted: `groups` (code -> group), `lighthouses` (code -> topic), `heads`."""

    seed: int
    groups: Mapping[str, str]
    lighthouses: Mapping[str, Topic]
    heads: Mapping[tuple[str, str], str]
    visits: tuple[Visit, ...]
    novelties: tuple[Novelty, ...]
    contests: tuple[Contest, ...]
    agreements: tuple[Agreement, ...]


@cache
def words() -> Mapping[str, Any]:
    """The words of `words.toml`."""
    return tomllib.loads((files("simpul.loaders.world") / "words.toml").read_text(encoding="utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of the world."""
    return tuple(Topic(**topic) for topic in words()["topics"])


def group_of(region: Region) -> str:
    """The group of islands that a region lies in.

    >>> group_of(by_code()["51.03"]), group_of(by_code()["33.72"])
    ('Lesser Sundas', 'Java')
    """
    return GROUPS.get(region.code[0], "Lesser Sundas")


def world(seed: int = 1, *, visits: int = 1200) -> World:
    """The world of a seed; each government visits at least once where `visits` is 546 or more.

    Raises:
        UsageError: `visits` is not positive.
    """
    if visits < 1:
        raise UsageError("an invented world needs at least one visit")
    return _Maker(seed, visits).made()


class _Maker:
    def __init__(self, seed: int, visits: int) -> None:
        self._seed, self._count, self._chance = seed, visits, random.Random(seed)  # noqa: S311 - no secret
        self._codes = [region.code for region in by_code().values() if region.has_government]
        self._groups = {code: group_of(by_code()[code]) for code in self._codes}
        self._members: dict[str, list[str]] = defaultdict(list)
        for code, group in self._groups.items():
            self._members[group].append(code)
        self._heads: dict[tuple[str, str], str] = {}
        self._names: set[str] = set()
        self._owners: set[tuple[str, str]] = set()

    def made(self) -> World:
        lighthouses = self._lighthouses()
        first = [self._novelty(code, topic, self._day(2018)) for code, topic in lighthouses.items()]
        visits = sorted(self._visits(lighthouses), key=lambda v: (v.day, v.visitor, v.host))
        later = self._adopted(visits, lighthouses) + self._alone()
        return World(
            self._seed,
            self._groups,
            lighthouses,
            self._heads,
            tuple(visits),
            tuple(sorted(first + later, key=lambda n: (n.day, n.owner))),
            tuple(self._contests(lighthouses)),
            tuple(self._agreements()),
        )

    def _lighthouses(self) -> dict[str, Topic]:
        """One of each group, each with a topic of its own."""
        chosen = [self._chance.choice(members) for members in self._members.values()]
        return dict(zip(chosen, topics(), strict=True))

    def _visits(self, lighthouses: Mapping[str, Topic]) -> list[Visit]:
        visitors = self._chance.sample(self._codes, min(self._count, len(self._codes)))
        visitors += self._chance.choices(self._codes, k=self._count - len(visitors))
        return [self._visit(visitor, lighthouses) for visitor in visitors]

    def _visit(self, visitor: str, lighthouses: Mapping[str, Topic]) -> Visit:
        host = visitor
        while host == visitor:
            own = self._groups[visitor]
            within = self._chance.random() < WITHIN
            group = own if within else self._chance.choice([g for g in self._members if g != own])
            known = next(code for code in self._members[group] if code in lighthouses)
            host = known if self._chance.random() < TO_LIGHTHOUSES else self._chance.choice(self._members[group])
        topic = lighthouses.get(host) or self._chance.choice(topics())
        day = FIRST + dt.timedelta(days=self._chance.randrange((LAST - FIRST).days))
        heads = self._head(visitor, topic), self._head(host, topic)
        return Visit(visitor, host, day, topic, self._chance.choice(_FORMS), *heads)

    def _adopted(self, visits: Sequence[Visit], lighthouses: Mapping[str, Topic]) -> list[Novelty]:
        found = []
        for visit in visits:
            new = (visit.visitor, visit.topic.words) not in self._owners
            if visit.host in lighthouses and new and self._chance.random() < ADOPTING:
                day = visit.day + dt.timedelta(days=self._chance.randint(*LAG_DAYS))
                found.append(self._novelty(visit.visitor, visit.topic, day, visit))
        return found

    def _alone(self) -> list[Novelty]:
        chosen = [code for code in self._codes if self._chance.random() < ALONE]
        told = [(code, self._chance.choice(topics())) for code in chosen]
        return [
            self._novelty(code, topic, self._day(self._chance.choice(_YEARS)))
            for code, topic in told
            if (code, topic.words) not in self._owners
        ]

    def _contests(self, lighthouses: Mapping[str, Topic]) -> list[Contest]:
        return [
            Contest(topic, self._day(year), tuple(self._winners(topic, lighthouses)))
            for year in _YEARS
            for topic in topics()
        ]

    def _winners(self, topic: Topic, lighthouses: Mapping[str, Topic]) -> list[str]:
        able = [code for code, theirs in lighthouses.items() if theirs == topic]
        chosen = [self._chance.choice(able), *self._chance.sample(self._codes, 3)]
        return list(dict.fromkeys(chosen))[:3]

    def _agreements(self) -> list[Agreement]:
        found = []
        for _ in range(self._count // 10):
            group = self._chance.choice(list(self._members))
            one, other = self._chance.sample(self._members[group], 2)
            found.append(Agreement(one, other, self._day(self._chance.choice(_YEARS)), self._chance.choice(topics())))
        return found

    def _novelty(self, owner: str, topic: Topic, day: dt.date, after: Visit | None = None) -> Novelty:
        self._owners.add((owner, topic.words))
        name = ""
        while not name or name in self._names:
            name = "Si" + "".join(self._chance.choices(words()["syllables"], k=3)).capitalize()
        self._names.add(name)
        return Novelty(owner, name, topic, day, after)

    def _head(self, code: str, topic: Topic) -> str:
        """The head of a government's dinas for a topic, always the same, and of no other."""
        if (code, topic.field) not in self._heads:
            name = ""
            while not name or name in self._heads.values():
                given = self._chance.sample(words()["given"], 2)
                name = f"{given[0]} {given[1]} {self._chance.choice(words()['family'])}"
            self._heads[code, topic.field] = name
        return self._heads[code, topic.field]

    def _day(self, year: int) -> dt.date:
        return dt.date(year, 1, 8) + dt.timedelta(days=self._chance.randrange(340))
