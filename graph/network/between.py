"""What lies between: the shortest chain from one government to another, and who bridges provinces."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from simpul.graph.network.layers import links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simpul.graph.network.layers import Asked
    from simpul.graph.network.links import Links


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: the two governments (IRI and label) and the facts that link them, by layer."""

    source: tuple[str, str]
    target: tuple[str, str]
    facts: Mapping[str, tuple[str, ...]]


def ties(graph: Asked, **selection: str | None) -> nx.Graph:
    """The network of visits and collaborations together: two nodes are tied where either links them.

    Nodes are as in the layers; of a tie, `facts` holds the facts of each layer and `weight` their number, a strength.
    """
    made = nx.Graph(layer="ties")
    for layer in ("visits", "collaborations"):
        found = links(graph, layer, **selection)
        made.add_nodes_from(zip(found.nodes, found.about, strict=True))
        for row in range(len(found)):
            _tie(made, found, row, layer)
    return made


def _tie(made: nx.Graph, found: Links, row: int, layer: str) -> None:
    one, other = found.nodes[found.source[row]], found.nodes[found.target[row]]
    if not made.has_edge(one, other):
        made.add_edge(one, other, weight=0.0, facts={})
    tie = made[one][other]
    tie["weight"] += 1.0
    tie["facts"][layer] = (*tie["facts"].get(layer, ()), found.fact[row])


def chain(graph: Asked, one: str, other: str, **selection: str | None) -> list[Step] | None:
    """A shortest chain of visits and collaborations between two governments (IRIs); None where there is none.

    Of several as short the first by the IRIs of its nodes is given.
    """
    tied = ties(graph, **selection)
    if one not in tied or other not in tied or not nx.has_path(tied, one, other):
        return None
    path = min(nx.all_shortest_paths(tied, one, other))
    names = nx.get_node_attributes(tied, "label")
    return [Step((a, names[a]), (b, names[b]), dict(tied[a][b]["facts"])) for a, b in pairwise(path)]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A government without which provinces would lose their link.

    Args:
        node, label, province: the government and the province it is in.
        parted: the provinces that no chain would link with the most others any more, were its ties gone; sorted.
        sole: the provinces that its own province, or others, are directly tied with through it alone; sorted.
        facts: the facts of its ties across provinces.
    """

    node: str
    label: str
    province: str
    parted: tuple[str, ...]
    sole: tuple[str, ...]
    facts: tuple[str, ...]


def bridges(graph: Asked, **selection: str | None) -> list[Bridge]:
    """The governments that bridge otherwise unconnected provinces, those that part the most first.

    Provinces are linked where a government of one is tied to a government of the other; all governments of a province
    are taken as one but for the one that is looked at, whose ties are taken away.
    """
    tied = ties(graph, **selection)
    homes = {node: home for node, home in tied.nodes(data="province") if home is not None}
    across = [(a, b, tie) for a, b, tie in tied.edges(data=True) if homes.get(a) != homes.get(b)]
    across = [(a, b, tie) for a, b, tie in across if a in homes and b in homes]
    of_node: dict[str, list[tuple[str, str, tuple[str, ...]]]] = defaultdict(list)
    strength: dict[frozenset[str], int] = defaultdict(int)
    for a, b, tie in across:
        facts = tuple(f for those in tie["facts"].values() for f in those)
        strength[frozenset((homes[a], homes[b]))] += 1
        of_node[a].append((homes[a], homes[b], facts))
        of_node[b].append((homes[b], homes[a], facts))
    whole = nx.Graph([tuple(pair) for pair in strength])
    found = [_bridge(node, tied.nodes[node], those, whole, strength) for node, those in of_node.items()]
    kept = [bridge for bridge in found if bridge.parted or bridge.sole]
    return sorted(kept, key=lambda b: (-len(b.parted), -len(b.sole), b.label, b.node))


def _bridge(
    node: str,
    about: Mapping[str, str],
    across: list[tuple[str, str, tuple[str, ...]]],
    whole: nx.Graph,
    strength: Mapping[frozenset[str], int],
) -> Bridge:
    mine: dict[frozenset[str], int] = defaultdict(int)
    for here, there, _ in across:
        mine[frozenset((here, there))] += 1
    alone = [pair for pair, count in mine.items() if count == strength[pair]]
    without = whole.copy()
    without.remove_edges_from(tuple(pair) for pair in alone)
    home = about["province"]
    component = nx.node_connected_component(whole, home)
    parts = sorted((sorted(part) for part in nx.connected_components(without.subgraph(component))), key=_largest)
    parted = sorted(province for part in parts[1:] for province in part)
    sole = sorted({province for pair in alone for province in pair if province != home})
    facts = tuple(sorted({f for *_, those in across for f in those}))
    return Bridge(node, about["label"], home, tuple(parted), tuple(sole), facts)


def _largest(part: list[str]) -> tuple[int, str]:
    return -len(part), part[0]
