"""Sums of what sources say of a node, by which it is brought up to date without reading all that is known of it.

A ministry is spoken of in thousands of reports. What is shown of it depends on counts only: by how many independent
sources a value is told, by how many sources and claims, and how surely. Counts can be added and taken away, so that
one report more costs no more for a ministry than for a village.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from simpul.graph.knowledge.reading import Reading

Feature = tuple[str, str]
"""What is said (a field, perhaps of a part), and the value."""

_DAY_LENGTH = len("2024-10-22")


@dataclass(slots=True)
class Weight:
    """How a value is supported: independent sources, sources, claims, and how many claims of each confidence."""

    voices: int = 0
    sources: int = 0
    claims: int = 0
    sure: dict[str, int] = field(default_factory=dict)

    def add(self, other: Weight, sign: int) -> None:
        """Add or, with a sign of -1, take away."""
        self.voices += sign * other.voices
        self.sources += sign * other.sources
        self.claims += sign * other.claims
        for confidence, number in other.sure.items():
            left = self.sure.get(confidence, 0) + sign * number
            self.sure[confidence] = left
            if not left:
                del self.sure[confidence]

    @property
    def confidence(self) -> float:
        """That of the surest claim."""
        return max(map(float, self.sure), default=0.0)


class Tally:
    """Weights by field and value."""

    def __init__(self, weights: dict[str, dict[str, Weight]] | None = None) -> None:
        self.weights: dict[str, dict[str, Weight]] = weights or {}

    @staticmethod
    def of_voice(readings: Iterable[Reading], features: Callable[[Reading], Iterator[Feature]]) -> Tally:
        """What one independent source says, by all reports that speak with its voice."""
        told: dict[Feature, list[Reading]] = defaultdict(list)
        for reading in readings:
            for feature in set(features(reading)):
                told[feature].append(reading)
        found = Tally()
        for (name, value), theirs in told.items():
            sure: dict[str, int] = defaultdict(int)
            for reading in theirs:
                sure[repr(float(reading.fact.confidence))] += 1
            weight = Weight(1, len({r.source for r in theirs}), len(theirs), dict(sure))
            found.weights.setdefault(name, {})[value] = weight
        return found

    def add(self, other: Tally, sign: int = 1) -> None:
        """Add another tally or, with a sign of -1, take it away; what nobody says any more is gone."""
        for name, values in other.weights.items():
            mine = self.weights.setdefault(name, {})
            for value, weight in values.items():
                mine.setdefault(value, Weight()).add(weight, sign)
                if not mine[value].claims:
                    del mine[value]
            if not mine:
                del self.weights[name]

    def values(self, name: str) -> list[str]:
        """The values told of a field, in alphabetical order."""
        return sorted(self.weights.get(name, ()))

    def weight(self, name: str, value: str) -> Weight:
        """How a value is supported."""
        return self.weights.get(name, {}).get(value, Weight())

    def shown(self, *names: str) -> str | None:
        """The value with most independent sources; then the surest, the longest, the one said most often, the first.

        Of several fields, the first that is told at all.
        """
        told = next((self.weights[name] for name in names if name in self.weights), None)
        return _best(told) if told else None

    def shown_date(self, name: str) -> str | None:
        """As `shown`, but a day is preferred to a year, and a year counts for each day in it."""
        told = self.weights.get(name)
        if not told:
            return None
        days = [value for value in told if len(value) == _DAY_LENGTH]
        if not days:
            return _best(told)
        summed: dict[str, Weight] = {}
        for day in days:
            summed[day] = Weight()
            for value, weight in told.items():
                if day.startswith(value):
                    summed[day].add(weight, 1)
        return _best(summed)

    def to_json(self) -> Any:  # noqa: ANN401 - plain data
        """Plain data for JSON; the same tally gives the same."""
        return {
            name: {v: [w.voices, w.sources, w.claims, dict(sorted(w.sure.items()))] for v, w in sorted(values.items())}
            for name, values in sorted(self.weights.items())
        }

    @staticmethod
    def from_json(data: Any) -> Tally:  # noqa: ANN401 - plain data
        """The tally that `to_json` gave."""
        return Tally({name: {v: Weight(*told) for v, told in values.items()} for name, values in data.items()})


def _best(told: dict[str, Weight]) -> str:
    return min(told, key=lambda v: (-told[v].voices, -told[v].confidence, -len(v), -told[v].claims, v))
