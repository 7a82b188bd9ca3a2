"""Where each node stands: positions made once, in Python, so that the same network always looks the same.

Each connected component is laid out by itself (stress minimisation after Kamada and Kawai, "An algorithm for drawing
general undirected graphs", 1989; for large ones the force model of Fruchterman and Reingold, 1991, from a fixed
seed), turned so that it lies along the page, spread until labels have room, and packed beside the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from simpul.graph.view.packing import packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.graph.view.drawing import Drawing, Node

Points = NDArray[np.float64]
"""One row per node: x to the right, y down, in pixels at scale 1."""

WIDE, TALL = 1.5, 0.65
"""Width by height of the two arrangements: for screens, and for phones held upright."""

_STEP, _STEP_OF_FEW = 105.0, 165.0  # mean length of an edge, in pixels; with few nodes there is room for its label
_FEW = 12  # nodes
_STRETCH = 1.25  # labels are wider than high: on wide pages nodes stand further apart sideways
_STRESS_UP_TO = 250  # nodes; stress minimisation takes a second there and grows with the cube
_SPREAD_UP_TO = 1500  # nodes; above, the matrices of pairs no longer fit comfortably in memory
_SPREAD_ROUNDS, _SPREAD_PAIRS = 120, 3e7  # at most so many rounds, and so many pairs looked at in all of them
_LOOSE = 1.2
_STRETCH_AT_ONCE = 1.6  # how much one round may widen the distance of two nodes
_LETTER, _LINE, _LINE_LETTERS, _LINES = 6.6, 15.0, 20, 3  # what a label takes; script/labels.js breaks lines alike
_GAP = 14.0
_ALL_LABELS_UP_TO = 80  # nodes of a component
_FORCE_ROUNDS = 60
_SEED = 7


def positions(drawing: Drawing, *ratios: float) -> list[list[tuple[int, int]]]:
    """For each ratio the place of each node of the drawing, in its order, centred on (0, 0).

    A ratio is the wanted width by height, such as `WIDE` or `TALL`.
    """
    parts = _components(drawing)
    rooms = _rooms(drawing, parts)
    shapes = [_shape(drawing, part) for part in parts]
    return [_arranged(parts, shapes, rooms, ratio) for ratio in ratios]


def _arranged(
    parts: Sequence[Sequence[int]],
    shapes: Sequence[Points],
    rooms: Points,
    ratio: float,
) -> list[tuple[int, int]]:
    places = np.zeros_like(rooms)
    turned = [
        _spread(_widened(_along_the_page(shape, ratio), rooms[part]), rooms[part])
        for shape, part in zip(shapes, parts, strict=True)
    ]
    boxes = [_box(points, rooms[part]) for points, part in zip(turned, parts, strict=True)]
    corners = packed([tuple((high - low).tolist()) for low, high in boxes], ratio)
    for part, points, (low, _), corner in zip(parts, turned, boxes, corners, strict=True):
        places[part] = points - low + np.array(corner)
    if len(places):
        low, high = _box(places, rooms)
        places -= (low + high) / 2
    return [(round(x), round(y)) for x, y in places.tolist()]


def _rooms(drawing: Drawing, parts: Sequence[Sequence[int]]) -> Points:
    """Width and height that each node gets with its label under it; in large components labels get a share of theirs.

    There not all labels are seen at once anyway, and full room for each would pull the drawing out of shape.
    """
    rooms = np.zeros((len(drawing.nodes), 2))
    for part in parts:
        share = min(1.0, _ALL_LABELS_UP_TO / len(part))
        rooms[part] = [_room(drawing.nodes[place], share) for place in part]
    return rooms


def _room(node: Node, share: float) -> tuple[float, float]:
    letters = len(node.label)
    lines = min(_LINES, -(-letters // _LINE_LETTERS))
    beyond = max(0.0, min(letters, _LINE_LETTERS) * _LETTER - 2 * node.size)
    return 2 * node.size + share * beyond + _GAP, 2 * node.size + share * lines * _LINE + _GAP


def _components(drawing: Drawing) -> list[list[int]]:
    """The connected components as node numbers, largest first, then by first node."""
    graph = _graph(drawing, range(len(drawing.nodes)))
    return sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))


def _graph(drawing: Drawing, part: Sequence[int]) -> nx.Graph:
    """A plain graph of some node numbers, nodes and edges in the drawing's order, without loops."""
    number = {drawing.nodes[place].id: place for place in part}
    graph = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from(
        (number[edge.source], number[edge.target])
        for edge in drawing.edges
        if edge.source in number and edge.target in number and edge.source != edge.target
    )
    return graph


def _shape(drawing: Drawing, part: Sequence[int]) -> Points:
    """One component by itself, around (0, 0), its edges a step long on average."""
    if len(part) == 1:
        return np.zeros((1, 2))
    graph = _graph(drawing, part)
    found = nx.kamada_kawai_layout(graph) if len(part) <= _STRESS_UP_TO else _forces(graph)
    lengths = [float(np.linalg.norm(found[u] - found[v])) for u, v in graph.edges]
    points = np.array([found[place] for place in part])
    step = _STEP_OF_FEW if len(part) <= _FEW else _STEP
    centred: Points = (points - points.mean(axis=0)) * step * len(lengths) / sum(lengths)
    return centred


def _forces(graph: nx.Graph) -> dict[int, Points]:
    found: dict[int, Points] = nx.spring_layout(graph, seed=_SEED, iterations=_FORCE_ROUNDS, method="force")
    return found


def _along_the_page(points: Points, ratio: float) -> Points:
    """The points turned so that they stretch furthest along the longer side of the page."""
    _, axes = np.linalg.eigh(points.T @ points)
    long, short = points @ axes[:, 1], points @ axes[:, 0]
    long, short = long * _sign(long), short * _sign(short)
    return np.column_stack((long * _STRETCH, short) if ratio > 1 else (short, long))


def _sign(values: NDArray[np.float64]) -> float:
    """Mirrors an axis the same way each time: the value furthest out is positive."""
    return 1.0 if values[np.abs(values).round(9).argmax()] >= 0 else -1.0


def _widened(points: Points, rooms: Points) -> Points:
    """The drawing made large enough to hold all rooms, were they spread evenly."""
    page = np.maximum(np.ptp(points, axis=0), rooms.max(axis=0))
    return points * max(1.0, _LOOSE * float(np.sqrt(rooms.prod(axis=1).sum() / page.prod())))


def _spread(points: Points, rooms: Points) -> Points:
    """Push overlapping nodes apart along the line between them, which keeps the drawing's shape.

    As in Gansner and Hu, "Efficient, proximity-preserving node overlap removal" (2010), but over all pairs.
    """
    if not 1 < len(points) <= _SPREAD_UP_TO:
        return points
    points = points.copy()
    need = [np.add.outer(rooms[:, axis], rooms[:, axis]) / 2 for axis in (0, 1)]
    numbers = np.arange(len(points), dtype=np.float64)
    nudge = np.subtract.outer(numbers, numbers) * 1e-3  # parts nodes that stand on the same point
    for _ in range(min(_SPREAD_ROUNDS, int(_SPREAD_PAIRS / len(points) ** 2))):
        apart = [np.subtract.outer(points[:, axis], points[:, axis]) + nudge for axis in (0, 1)]
        overlaps = (np.abs(apart[0]) < need[0] - 1) & (np.abs(apart[1]) < need[1] - 1)
        np.fill_diagonal(overlaps, val=False)
        one, other = np.nonzero(overlaps)
        if not len(one):
            break
        between = [apart[axis][one, other] for axis in (0, 1)]
        stretch = np.minimum(*(need[k][one, other] / np.maximum(np.abs(between[k]), 1e-3) for k in (0, 1)))
        share = np.minimum(stretch, _STRETCH_AT_ONCE) - 1
        often = np.sqrt(np.maximum(1, np.bincount(one, minlength=len(points))))
        for axis in (0, 1):
            points[:, axis] += np.bincount(one, share * between[axis], len(points)) / 2 / often
    return points


def _box(points: Points, rooms: Points) -> tuple[Points, Points]:
    """The upper left and lower right corner of what the points and their labels take."""
    return (points - rooms / 2).min(axis=0), (points + rooms / 2).max(axis=0)
