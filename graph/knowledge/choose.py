"""Which value is shown where sources say several, and which of their differences are disagreements."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simpul.graph.knowledge.reading import Reading

T = TypeVar("T", bound=str | int)

_DAY_LENGTH = len("2024-10-22")


def support(said: Iterable[tuple[T, Reading]]) -> dict[T, list[Reading]]:
    """The readings behind each value."""
    readings: dict[T, list[Reading]] = defaultdict(list)
    for value, reading in said:
        readings[value].append(reading)
    return dict(readings)


def shown(said: Iterable[tuple[T, Reading]]) -> T | None:
    """The value with most independent sources; then the surest, the longest, the one said most often, the first."""
    readings = support(said)
    if not readings:
        return None
    return min(
        readings, key=lambda value: (*_weight(readings[value]), -len(str(value)), -len(readings[value]), str(value))
    )


def shown_date(said: Iterable[tuple[str, Reading]]) -> str | None:
    """As `shown`, but a day is preferred to a year, and a year counts for each day in it."""
    told = list(said)
    days = [(date, reading) for date, reading in told if len(date) == _DAY_LENGTH]
    if not days:
        return shown(told)
    return shown([(day, r) for day in {d for d, _ in days} for date, r in told if day.startswith(date)])


def differing(said: Iterable[tuple[T, Reading]]) -> dict[T, list[Reading]]:
    """The sides of a disagreement: values that different sources say; empty where all agree.

    A year does not disagree with a day in it.
    """
    readings = support(said)
    kept = {v: r for v, r in readings.items() if not any(_vaguer(v, other) for other in readings)}
    sources = [{r.source for r in side} for side in kept.values()]
    return kept if len(kept) > 1 and len(set().union(*sources)) > 1 else {}


def _vaguer(value: object, other: object) -> bool:
    texts = isinstance(value, str) and isinstance(other, str)
    return texts and value != other and str(other).startswith(f"{value}-")


def _weight(readings: Sequence[Reading]) -> tuple[int, float]:
    return -len({r.speaker for r in readings}), -max(r.fact.confidence for r in readings)
