"""Which few of many statements contradict each other: QuickXplain (Junker, AAAI 2004)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


def smallest(items: Sequence[T], contradict: Callable[[Sequence[T]], bool]) -> list[T]:
    """Items that contradict each other, none of which can be left out; [] where `items` do not contradict.

    Of n items k are found with some k log(n / k) calls of `contradict`, which must hold of more items where it holds of
    fewer.

    >>> smallest(range(100), lambda some: {7, 40, 93} <= set(some))
    [7, 40, 93]
    >>> smallest(range(100), lambda some: 200 in some)
    []
    """
    return _within([], [], items, contradict) if contradict(items) else []


def _within(
    given: list[T], added: Sequence[T], items: Sequence[T], contradict: Callable[[Sequence[T]], bool]
) -> list[T]:
    """Those of `items` that are needed beside what is given; `added` is what was given last."""
    if added and contradict(given):
        return []
    if len(items) == 1:
        return list(items)
    first, second = items[: len(items) // 2], items[len(items) // 2 :]
    of_second = _within([*given, *first], first, second, contradict)
    of_first = _within([*given, *of_second], of_second, first, contradict)
    return [*of_first, *of_second]
