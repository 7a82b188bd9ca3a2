"""The links of a layer as columns, from which both NetworkX objects and the arrays of fast measures are made.

`Links` has one row a link, in an order that depends on the data alone. `Flat` is what measures read: one row a pair of
nodes, its weight the sum of the links between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import rustworkx as rx
import scipy.sparse as sp
from numpy.typing import NDArray

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

Places = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """A layer in columns.

    Args:
        layer, level: what it is of.
        directed: whether a link leads from source to target; else it joins the two.
        multiple: whether each link stands for itself; else those between two nodes are one, its weight their number.
        two_mode: whether sources and targets are things of two kinds, no link within one.
        nodes: the IRI of each node.
        about: the attributes of each node, `label` and `kind`, and where it has a place those that `layers` names.
        source, target: the place in `nodes` of each link's ends.
        label: what each link is about, or ''.
        date: its date as told, or ''; earliest and latest are the days that it spans, None where none is told.
        fact: the IRI of what each link stands for.
        left_out: how many rows are no links, by the reason.
    """

    layer: str
    level: str
    directed: bool
    multiple: bool
    two_mode: bool
    nodes: tuple[str, ...]
    about: tuple[Mapping[str, Any], ...]
    source: Places
    target: Places
    label: tuple[str, ...]
    date: tuple[str, ...]
    earliest: tuple[dt.date | None, ...]
    latest: tuple[dt.date | None, ...]
    fact: tuple[str, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many links."""
        return len(self.fact)

    def networkx(self) -> nx.Graph:
        """The layer as a NetworkX graph, for users to handle; weights are strengths, and say so in their name only."""
        base: type[nx.Graph] = (nx.MultiDiGraph if self.multiple else nx.DiGraph) if self.directed else nx.Graph
        if self.multiple and not self.directed:
            base = nx.MultiGraph
        made = base(layer=self.layer, level=self.level, left_out=dict(self.left_out))
        targets = set(self.target.tolist()) if self.two_mode else set()
        for place, (node, about) in enumerate(zip(self.nodes, self.about, strict=True)):
            made.add_node(node, **about, **({"bipartite": int(place in targets)} if self.two_mode else {}))
        for row in range(len(self)):
            self._link(made, row)
        return made

    def _link(self, made: nx.Graph, row: int) -> None:
        source, target = self.nodes[self.source[row]], self.nodes[self.target[row]]
        label, date, fact = self.label[row], self.date[row], self.fact[row]
        attributes = {"label": label, "weight": 1.0, "fact": fact} | ({"date": date} if date else {})
        if self.multiple:
            made.add_edge(source, target, key=f"{fact.rpartition('/')[2]}", **attributes)
        elif made.has_edge(source, target):
            link = made[source][target]
            link["weight"] += 1.0
            link["label"] = f"{link['label']}; {label}"
            link["fact"] = f"{link['fact']} {fact}"
        else:
            made.add_edge(source, target, **attributes)

    def flat(self, counts: Weights | None = None) -> Flat:
        """One row a pair of nodes; `counts` says how often each link counts (once if not given)."""
        each = np.ones(len(self)) if counts is None else counts
        return Flat.of(self.nodes, self.source, self.target, each, directed=self.directed)


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """Pairs of nodes with the strength of what links them: one row a pair, without links of a node to itself."""

    nodes: tuple[str, ...]
    source: Places
    target: Places
    weight: Weights
    directed: bool

    @classmethod
    def of(cls, nodes: Sequence[str], source: Places, target: Places, weight: Weights, *, directed: bool) -> Flat:
        """Sum the weights of links between the same nodes; those of weight 0 and loops are none."""
        if not directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        kept = (weight > 0) & (source != target)
        size = max(1, len(nodes))
        pairs, which = np.unique(source[kept] * size + target[kept], return_inverse=True)
        summed = np.bincount(which, weights=weight[kept], minlength=len(pairs)).astype(np.float64)
        return cls(tuple(nodes), pairs // size, pairs % size, summed, directed)

    @classmethod
    def from_networkx(cls, network: nx.Graph) -> Flat:
        """Of any NetworkX graph; a link without `weight` has the strength 1."""
        nodes = tuple(network)
        place = {node: number for number, node in enumerate(nodes)}
        rows = [(place[u], place[v], w) for u, v, w in network.edges(data="weight", default=1.0)]
        source, target, weight = (np.array(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
        ends = np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64)
        return cls.of(nodes, *ends, np.asarray(weight, dtype=np.float64), directed=network.is_directed())

    def undirected(self) -> Flat:
        """The same without direction: what leads there and back is summed."""
        return self if not self.directed else Flat.of(self.nodes, self.source, self.target, self.weight, directed=False)

    def both_ways(self) -> Flat:
        """A directed one in which each link without direction leads both ways."""
        if self.directed:
            return self
        ends = np.concatenate([self.source, self.target]), np.concatenate([self.target, self.source])
        return Flat(self.nodes, *ends, np.tile(self.weight, 2), directed=True)

    def matrix(self) -> sp.csr_array:
        """The adjacency matrix, nodes by nodes, weights as entries; symmetric where links have no direction."""
        ways, size = self.both_ways(), len(self.nodes)
        return sp.csr_array((ways.weight, (ways.source, ways.target)), shape=(size, size))

    def rustworkx(self) -> rx.PyDiGraph | rx.PyGraph:
        """The rustworkx graph: nodes are numbered as in `nodes`, edges have no weight."""
        made = (rx.PyDiGraph if self.directed else rx.PyGraph)(multigraph=False)
        made.add_nodes_from(range(len(self.nodes)))
        made.extend_from_edge_list(list(zip(self.source.tolist(), self.target.tolist(), strict=True)))
        return made

    def networkx(self) -> nx.Graph:
        """The NetworkX graph, each link with its `weight`, a strength."""
        made = nx.DiGraph() if self.directed else nx.Graph()
        made.add_nodes_from(self.nodes)
        rows = zip(self.source.tolist(), self.target.tolist(), self.weight.tolist(), strict=True)
        made.add_weighted_edges_from((self.nodes[u], self.nodes[v], w) for u, v, w in rows)
        return made


def flat(network: nx.Graph | Links | Flat) -> Flat:
    """What measures read, of whatever users hold."""
    if isinstance(network, Links):
        return network.flat()
    return network if isinstance(network, Flat) else Flat.from_networkx(network)
