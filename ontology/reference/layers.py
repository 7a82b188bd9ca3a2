"""Where the boxes, labels and lines of a diagram stand: in columns from left to right, none upon another.

The method of Sugiyama, Tagawa and Toda (1981): lines point to the right as far as they can, boxes stand in even columns
and labels in odd ones, and a line that passes a column holds a place in it. So a line never runs through a box or a
label, and no two of those touch. The order in each column is by the mean place of neighbours and by swaps, as long as
lines cross less; heights are those nearest to the neighbours (isotonic regression). The same input gives the same
layout.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Final

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

_SWEEPS: Final = 24
_SETTLINGS: Final = 80
_SPACE: Final = {"box": 20.0, "label": 10.0, "bend": 9.0}
_STRAIGHT: Final = 6.0
_PORT: Final = 13.0
_MARGIN: Final = 12.0
_ARROW: Final = 12.0
_NARROW, _WIDE, _STEEP = 18.0, 60.0, 6.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much room something takes, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """A line to be laid from a box or a label to another; lines of subclasses (`shared`) share an arrowhead."""

    source: str
    target: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle: its middle and its size."""

    x: float
    y: float
    size: Size

    @property
    def left(self) -> float:
        """The x of its left side."""
        return self.x - self.size.width / 2

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.size.width / 2

    @property
    def top(self) -> float:
        """The y of its upper side."""
        return self.y - self.size.height / 2

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.size.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of boxes and labels by name, and the way of each link.

    A way is a row of level stretches (from x, to x, y), from the left to the right, with a curve between each two of
    them; where `backward` holds, the link points against it.
    """

    size: Size
    places: Mapping[str, Place]
    ways: Sequence[Sequence[tuple[float, float, float]]]
    backward: Sequence[bool]


@dataclass(slots=True)
class _Item:
    """What holds a place in a column: a box, a label, or a line that passes."""

    kind: str
    size: Size
    column: int
    before: list[_Item]
    after: list[_Item]
    order: int = 0
    y: float = 0.0


def laid_out(boxes: Mapping[str, Size], labels: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """The layout of a diagram; links lead from a box to a label, from a label to a box, or from a box to a box.

    >>> size = Size(40, 20)
    >>> shown = laid_out({"a": size, "b": size}, {"to": size}, [Link("a", "to"), Link("to", "b")])
    >>> shown.places["a"].right < shown.places["to"].left < shown.places["to"].right < shown.places["b"].left
    True
    """
    backward = _backward(links)
    arcs = [(k.target, k.source) if back else (k.source, k.target) for k, back in zip(links, backward, strict=True)]
    columns_of = _columns_of([*boxes, *labels], labels, arcs)
    items = {n: _Item("box", _with_ports(n, s, arcs, links), columns_of[n], [], []) for n, s in boxes.items()}
    items |= {n: _Item("label", size, columns_of[n], [], []) for n, size in labels.items()}
    chains = [_chain(items[a], items[b]) for a, b in arcs]
    columns = _columns([*items.values(), *(item for chain in chains for item in chain[1:-1])])
    _order(columns)
    _settle(columns)
    return _placed(items, chains, columns, links, backward)


def _backward(links: Sequence[Link]) -> list[bool]:
    """Which links close a circle, and so have to be drawn from right to left: properties rather than subclasses."""
    laid: nx.DiGraph[str] = nx.DiGraph()
    laid.add_nodes_from(end for link in links for end in (link.source, link.target))
    closing: set[Link] = set()
    for link in sorted(links, key=lambda link: not link.shared):
        if nx.has_path(laid, link.target, link.source):
            closing.add(link)
        else:
            laid.add_edge(link.source, link.target)
    return [link in closing for link in links]


def _columns_of(names: Sequence[str], labels: Container[str], arcs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The column of each: right of all that leads to it, then moved to where its lines are shortest."""
    columns = {name: int(name in labels) for name in names}
    steps = [(a, b, 1 if a in labels or b in labels else 2) for a, b in arcs]
    for _ in names:
        for source, target, step in steps:
            columns[target] = max(columns[target], columns[source] + step)
    for _ in names:
        for name in names:
            lowest = [columns[a] + step for a, b, step in steps if b == name]
            highest = [columns[b] - step for a, b, step in steps if a == name]
            if len(highest) > len(lowest):
                columns[name] = min(highest)
            elif len(lowest) > len(highest):
                columns[name] = max(lowest)
    first = min(columns.values())
    return {name: column - first for name, column in columns.items()}


def _with_ports(name: str, size: Size, arcs: Sequence[tuple[str, str]], links: Sequence[Link]) -> Size:
    """The size of a box that is high enough for all its lines to end apart."""
    out = sum(a == name for a, _ in arcs)
    into = sum(b == name and not link.shared for (_, b), link in zip(arcs, links, strict=True))
    return Size(size.width, max(size.height, _PORT * max(out, into + 1)))


def _chain(source: _Item, target: _Item) -> list[_Item]:
    """The items that a link goes through, its ends among them."""
    passed = [_Item("bend", Size(0, 0), column, [], []) for column in range(source.column + 1, target.column)]
    chain = [source, *passed, target]
    for one, other in pairwise(chain):
        one.after.append(other)
        other.before.append(one)
    return chain


def _columns(items: Sequence[_Item]) -> list[list[_Item]]:
    columns: list[list[_Item]] = [[] for _ in range(max(item.column for item in items) + 1)]
    for item in items:
        columns[item.column].append(item)
    return columns


def _order(columns: list[list[_Item]]) -> None:
    """Puts each column into the order in which lines cross least, as far as sweeps and swaps find it."""
    _number(columns)
    best, fewest = [list(column) for column in columns], _crossings(columns)
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 0
        for column in columns if rightward else reversed(columns):
            column.sort(key=lambda item: _mean_order(item, item.before if rightward else item.after))
            _number([column])
        _swap(columns)
        crossings = _crossings(columns)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    columns[:] = best
    _number(columns)


def _number(columns: Sequence[Sequence[_Item]]) -> None:
    for column in columns:
        for order, item in enumerate(column):
            item.order = order


def _mean_order(item: _Item, neighbours: Sequence[_Item]) -> float:
    return sum(other.order for other in neighbours) / len(neighbours) if neighbours else item.order


def _swap(columns: Sequence[list[_Item]]) -> None:
    """Swaps neighbours in a column as long as that takes crossings away."""
    better = True
    while better:
        better = False
        for column in columns:
            for upper in range(len(column) - 1):
                one, other = column[upper : upper + 2]
                if _crossed(one, other) > _crossed(other, one):
                    column[upper : upper + 2] = other, one
                    one.order, other.order = other.order, one.order
                    better = True


def _crossed(upper: _Item, lower: _Item) -> int:
    """How many lines of two items of a column cross, the first standing above the second."""
    sides = ((upper.before, lower.before), (upper.after, lower.after))
    return sum(a.order > b.order for ours, theirs in sides for a in ours for b in theirs)


def _crossings(columns: Sequence[Sequence[_Item]]) -> int:
    count = 0
    for column in columns:
        for index, upper in enumerate(column):
            count += sum(a.order > b.order for lower in column[index + 1 :] for a in upper.after for b in lower.after)
    return count


def _settle(columns: Sequence[Sequence[_Item]]) -> None:
    """Gives each item its height: near to its neighbours, and clear of those above and below."""
    for column in columns:
        _spread(column, [(0.0, 1.0) for _ in column])
    for turn in range(_SETTLINGS):
        for column in columns if turn % 2 == 0 else reversed(columns):
            _spread(column, [_wanted(item) for item in column])
    top = min(item.y - item.size.height / 2 for column in columns for item in column)
    for column in columns:
        for item in column:
            item.y += _MARGIN - top


def _wanted(item: _Item) -> tuple[float, float]:
    """The mean height of its neighbours, and how much it weighs: lines that pass weigh more, and so are straight."""
    weighed = [(o.y, _STRAIGHT if "bend" in {item.kind, o.kind} else 1.0) for o in (*item.before, *item.after)]
    total = sum(weight for _, weight in weighed)
    return (sum(y * weight for y, weight in weighed) / total, total) if weighed else (item.y, 1.0)


def _spread(column: Sequence[_Item], wanted: Sequence[tuple[float, float]]) -> None:
    """The heights nearest to those wanted that keep order and space: isotonic regression, by pooling neighbours."""
    offsets = [0.0]
    for upper, lower in pairwise(column):
        space = max(_SPACE[upper.kind], _SPACE[lower.kind])
        offsets.append(offsets[-1] + (upper.size.height + lower.size.height) / 2 + space)
    pools: list[tuple[float, float, int]] = []
    for (want, heaviness), offset in zip(wanted, offsets, strict=True):
        total, weight, count = (want - offset) * heaviness, heaviness, 1
        while pools and pools[-1][0] / pools[-1][1] > total / weight:
            above = pools.pop()
            total, weight, count = total + above[0], weight + above[1], count + above[2]
        pools.append((total, weight, count))
    heights = (total / weight for total, weight, count in pools for _ in range(count))
    for item, height, offset in zip(column, heights, offsets, strict=True):
        item.y = height + offset


def _placed(
    items: Mapping[str, _Item],
    chains: Sequence[Sequence[_Item]],
    columns: Sequence[Sequence[_Item]],
    links: Sequence[Link],
    backward: Sequence[bool],
) -> Layout:
    sides = _sides(columns)
    places = {id(item): _place(item, sides) for column in columns for item in column}
    ports = _ports(items.values(), chains, links)
    ways = [
        [
            (places[id(chain[0])].right, sides[chain[0].column][1] + _lead(chain[0]), ports[number, 0]),
            *((*sides[item.column], item.y) for item in chain[1:-1] if sides[item.column][0] < sides[item.column][1]),
            (sides[chain[-1].column][0] - _lead(chain[-1]), places[id(chain[-1])].left, ports[number, 1]),
        ]
        for number, chain in enumerate(chains)
    ]
    height = max(place.bottom for place in places.values()) + _MARGIN
    named = {name: places[id(item)] for name, item in items.items()}
    return Layout(Size(sides[-1][1] + _MARGIN, height), named, ways, backward)


def _lead(item: _Item) -> float:
    """How far a line runs level from a box, for an arrowhead to have room; a label has none."""
    return _ARROW if item.kind == "box" else 0.0


def _place(item: _Item, sides: Sequence[tuple[float, float]]) -> Place:
    left, right = sides[item.column]
    return Place((left + right) / 2, item.y, item.size)


def _sides(columns: Sequence[Sequence[_Item]]) -> list[tuple[float, float]]:
    """The left and right of each column; steep lines have more room between two."""
    sides: list[tuple[float, float]] = []
    x = _MARGIN
    for column in columns:
        width = max(item.size.width for item in column)
        sides.append((x, x + width))
        steepest = max((abs(other.y - item.y) for item in column for other in item.after), default=0)
        x += width + min(_WIDE, _NARROW + _ARROW + steepest / _STEEP)
    return sides


def _ports(
    items: Iterable[_Item], chains: Sequence[Sequence[_Item]], links: Sequence[Link]
) -> dict[tuple[int, int], float]:
    """The heights at which each link leaves its first item (0) and enters its last (1): at boxes apart, in order."""
    ports: dict[tuple[int, int], float] = {}
    for item in items:
        for end, neighbour in ((0, 1), (1, -2)):
            groups: dict[str | int, list[int]] = defaultdict(list)
            for number, chain in enumerate(chains):
                if chain[-end] is item:
                    groups["shared" if end and links[number].shared else number].append(number)
            heights = {key: fmean(chains[n][neighbour].y for n in numbers) for key, numbers in groups.items()}
            for place, key in enumerate(sorted(groups, key=lambda key: (heights[key], groups[key]))):
                apart = _PORT if item.kind == "box" else 0
                height = item.y + (place - (len(groups) - 1) / 2) * apart
                ports.update({(number, end): height for number in groups[key]})
    return ports
