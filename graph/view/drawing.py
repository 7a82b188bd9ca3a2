"""What is drawn: nodes with their sizes, and edges with parallel ones bundled, made from plain mappings.

Nothing here touches the caller's graph: attributes are read, never written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import isfinite, sqrt
from operator import index
from typing import TYPE_CHECKING, Any

from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx as nx

UNKNOWN_KIND = "other"
_SMALLEST, _LARGEST = 9, 26  # node radius, in pixels at scale 1
_THINNEST, _THICKEST = 1.2, 4.5  # edge width


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parallel edges behind a drawn edge."""

    label: str
    weight: float
    date: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn edge: two nodes by id, its total weight, its width in pixels, and its parts by date."""

    source: str
    target: str
    weight: float
    width: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A drawn node: `strength` is its weighted degree (a loop counts twice), `size` its radius in pixels."""

    id: str
    label: str
    kind: str
    province: str | None
    tier: str | None
    lat: float | None
    lon: float | None
    community: int | None
    strength: float
    size: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes by id and edges by ends, both sorted: the same network gives the same drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    directed: bool


def rows(network: nx.Graph) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A NetworkX graph as node rows and edge rows, the form pyvis keeps them in; node ids become strings.

    Raises:
        UsageError: two nodes are written alike, such as 1 and '1'.
    """
    ids = [str(node) for node in network]
    twice = sorted(name for name, times in Counter(ids).items() if times > 1)
    if twice:
        raise UsageError(f"two nodes of the network are both written {twice[0]!r}: rename one of them")
    nodes = [{**data, "id": str(node)} for node, data in network.nodes(data=True)]
    edges = [{**data, "from": str(u), "to": str(v)} for u, v, data in network.edges(data=True)]
    return nodes, edges


def drawing(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], *, directed: bool) -> Drawing:
    """The drawing of node rows and edge rows.

    Of a node row, `id`, `label`, `kind`, `province`, `tier`, `lat`, `lon` and `community` are used; of an edge row,
    `from`, `to`, `label`, `weight` and `date`. Degrees that are none, or beyond the poles or the date line, and a
    community that is no whole number count as not known.

    Raises:
        UsageError: a weight is no positive number, or an edge names a node that is not there.
    """
    bundles = _bundles(edges, {str(row["id"]) for row in nodes}, directed=directed)
    weights = {ends: sum(part.weight for part in parts) for ends, parts in bundles.items()}
    width = _scale(weights.values(), _THINNEST, _THICKEST)
    strength = _strength(weights)
    size = _scale([strength[str(row["id"])] for row in nodes], _SMALLEST, _LARGEST)
    return Drawing(
        nodes=tuple(sorted((_node(row, strength, size) for row in nodes), key=lambda node: node.id)),
        edges=tuple(
            Edge(*ends, weight=weights[ends], width=width(weights[ends]), parts=tuple(parts))
            for ends, parts in sorted(bundles.items())
        ),
        directed=directed,
    )


def _scale(values: Iterable[float], low: float, high: float) -> Callable[[float], float]:
    """From values to [low, high] by their square roots, so that area grows with value; equal values stay small."""
    roots = [sqrt(value) for value in values] or [0.0]
    least, span = min(roots), max(roots) - min(roots)

    def scaled(value: float) -> float:
        share = (sqrt(value) - least) / span if span else 0.2
        return round(low + share * (high - low), 2)

    return scaled


def _bundles(
    edges: Iterable[Mapping[str, Any]],
    known: set[str],
    *,
    directed: bool,
) -> dict[tuple[str, str], list[Part]]:
    bundles: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for row in edges:
        source, target = str(row["from"]), str(row["to"])
        for end in (source, target):
            if end not in known:
                raise UsageError(f"the edge {source!r} - {target!r} needs the node {end!r}, which is not there: add it")
        ends = (source, target) if directed else (min(source, target), max(source, target))
        bundles[ends].append(Part(_text(row.get("label")) or "", _weight(row), _text(row.get("date"))))
    for parts in bundles.values():
        parts.sort(key=lambda part: (part.date or "", part.label, part.weight))
    return bundles


def _weight(row: Mapping[str, Any]) -> float:
    given = row.get("weight", 1.0)
    try:
        weight = float(given)
    except (TypeError, ValueError):
        weight = 0.0
    if not (isfinite(weight) and weight > 0):
        raise UsageError(
            f"the edge {row['from']!r} - {row['to']!r} weighs {given!r}: a weight must be a positive number",
        )
    return weight


def _strength(weights: Mapping[tuple[str, str], float]) -> dict[str, float]:
    strength: dict[str, float] = defaultdict(float)
    for (source, target), weight in sorted(weights.items()):
        strength[source] += weight
        strength[target] += weight
    return strength


def _node(row: Mapping[str, Any], strength: Mapping[str, float], size: Callable[[float], float]) -> Node:
    name = str(row["id"])
    return Node(
        id=name,
        label=_text(row.get("label")) or name,
        kind=_text(row.get("kind")) or UNKNOWN_KIND,
        province=_text(row.get("province")),
        tier=_text(row.get("tier")),
        lat=_degrees(row.get("lat"), 90),
        lon=_degrees(row.get("lon"), 180),
        community=_whole(row.get("community")),
        strength=strength[name],
        size=size(strength[name]),
    )


def _whole(value: object) -> int | None:
    """The value as an int, numpy's whole numbers too; truth values and what is written as text are no numbers here."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)  # type: ignore[arg-type] # what it is, is what is asked
    except TypeError:
        return None


def _degrees(value: object, most: float) -> float | None:
    try:
        degrees = float(value)  # type: ignore[arg-type] # what it is, is what is asked
    except (TypeError, ValueError):
        return None
    return degrees if abs(degrees) <= most else None


def _text(value: object) -> str | None:
    """The value as text, None when there is nothing to show."""
    return None if value is None or str(value) == "" else str(value)
