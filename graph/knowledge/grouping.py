"""Readings of one thing, told apart by what they say where they say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Item = TypeVar("Item")
Key = tuple[str | None, ...]


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Items by key, where None in a key means 'not said'.

    A key with gaps joins the one fuller key that it fits; where it fits none, or several that differ, it stays by
    itself: a guess would be worse than two nodes.

    >>> keys = grouped([("a", "x"), ("a", None), ("b", "x"), (None, "y")], lambda item: item)
    >>> sorted(keys, key=str)
    [('a', 'x'), ('b', 'x'), (None, 'y')]
    """
    told = [(key(item), item) for item in items]
    keys = {k for k, _ in told}
    home = {k: _home(k, keys) for k in keys}
    groups: dict[Key, list[Item]] = {}
    for k, item in told:
        groups.setdefault(home[k], []).append(item)
    return groups


def _home(key: Key, keys: set[Key]) -> Key:
    fuller = [other for other in keys if other != key and _fits(key, other)]
    fullest = [k for k in fuller if not any(k != other and _fits(k, other) for other in fuller)]
    return fullest[0] if len(fullest) == 1 else key


def _fits(key: Key, other: Key) -> bool:
    return all(mine is None or mine == theirs for mine, theirs in zip(key, other, strict=True))
