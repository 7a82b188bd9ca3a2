"""Groups of key nodes that mean one thing, of which no judgement and no clash of names says that they differ.

The answer depends on the set of nodes, likenesses and people's verdicts alone, never on their order.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from simpul.graph.identity.likeness import Likeness

Pair = tuple[str, str]
"""Two IRIs, the first in the alphabet first."""

Clash = "Callable[[str, str], bool]"


def pair(one: str, other: str) -> Pair:
    """Two IRIs as a Pair."""
    return (one, other) if one <= other else (other, one)


class _Groups:
    """Nodes in groups; groups grow only where nothing forbids it."""

    def __init__(self, nodes: Iterable[str], apart: Iterable[Pair]) -> None:
        self.of = {node: frozenset({node}) for node in nodes}
        self.apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self.apart[one].add(other)
            self.apart[other].add(one)

    def forbidden(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether people say that somebody in one group is not somebody in the other."""
        return any(self.apart[node] & other for node in one if node in self.apart)

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        both = self.of[one] | self.of[other]
        for node in both:
            self.of[node] = both


def partition(
    nodes: Iterable[str],
    likenesses: Iterable[Likeness],
    verdicts: Mapping[Pair, str],
    clash: Callable[[str, str], bool],
) -> dict[str, frozenset[str]]:
    """For each node, the nodes that are one with it, itself among them.

    First come people's verdicts: 'same' joins, 'different' forbids, and of a 'same' that contradicts a 'different'
    through a third node, the 'different' holds. Then likenesses that are sure, the surest first, unless names clash.
    Last come short forms, which join a group only where all that they are like is in one group, and where no other
    short form that clashes with them is like the same group.
    """
    ordered = sorted(nodes)
    groups = _Groups(ordered, [p for p, verdict in verdicts.items() if verdict == "different"])
    for one, other in sorted(p for p, verdict in verdicts.items() if verdict == "same"):
        if one in groups.of and other in groups.of and not groups.forbidden(groups.of[one], groups.of[other]):
            groups.join(one, other)
    settled = {p for p, verdict in verdicts.items() if verdict in {"different", "unsure"}}
    sure = [x for x in sorted(likenesses) if x.sure and pair(x.one, x.other) not in settled]
    for x in sorted((x for x in sure if not x.short), key=lambda x: (-x.score, x)):
        a, b = groups.of[x.one], groups.of[x.other]
        if a != b and not groups.forbidden(a, b) and not any(clash(i, j) for i in a for j in b):
            groups.join(x.one, x.other)
    _join_short(groups, [x for x in sure if x.short], clash)
    return groups.of


def _join_short(groups: _Groups, likenesses: Iterable[Likeness], clash: Callable[[str, str], bool]) -> None:
    """Short forms join what they are short for, all at once, so that none comes before another."""
    fuller: dict[frozenset[str], set[str]] = defaultdict(set)
    for x in likenesses:
        short = x.short or x.one
        fuller[groups.of[short]].add(x.end(short))
    homes = {group: home for group, likes in fuller.items() if (home := _home(group, likes, groups, fuller))}
    rivals: dict[frozenset[str], set[frozenset[str]]] = defaultdict(set)
    for group, home in homes.items():
        rivals[home].add(group)
    barred = set()
    for home, shorts in rivals.items():
        for one, other in combinations(sorted(shorts, key=sorted), 2):
            if any(clash(i, j) for i in one for j in other) or groups.forbidden(one, other):
                barred |= {(one, home), (other, home)}
    for group, home in sorted(homes.items(), key=lambda item: sorted(item[0])):
        if (group, home) not in barred and not groups.forbidden(groups.of[min(group)], groups.of[min(home)]):
            groups.join(min(group), min(home))


def _home(
    group: frozenset[str], likes: set[str], groups: _Groups, fuller: Mapping[frozenset[str], set[str]]
) -> frozenset[str] | None:
    """The one group at the end of all that a short form is short for; None where there are several."""
    ends, seen, ahead = set(), {group}, [groups.of[node] for node in likes]
    while ahead:
        there = ahead.pop()
        if there in seen:
            continue
        seen.add(there)
        if there in fuller:
            ahead += [groups.of[node] for node in fuller[there]]
        else:
            ends.add(there)
    return next(iter(ends)) if len(ends) == 1 and ends != {group} else None


def first(nodes: Iterable[str]) -> str:
    """The node that stands for a group: the first IRI, one that tells all parts of its key before one that does not.

    >>> first(["…/competition/-/2020/a", "…/competition/nasional/bkn/2020/a"])
    '…/competition/nasional/bkn/2020/a'
    """
    return min(nodes, key=lambda iri: ("/-/" in iri, iri))
