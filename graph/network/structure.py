"""The shape of a network: communities, brokers, and the links that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np
import scipy.sparse as sp

from simpul.graph.network.links import Flat, flat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from simpul.graph.network.links import Links

_RUNS: Final = 10


@dataclass(frozen=True, slots=True)
class Communities:
    """A partition, and how far to trust it.

    Args:
        members: the nodes of each community, the largest first, ties by the first node.
        modularity: of the partition; above 0 more links lie within than by chance.
        agreement: the mean adjusted Rand index of each two runs; 1 where all found the same, 0 as by chance.
        stability: for each node the share of runs that put it together with the majority of its community.
        runs: from how many seeds.
    """

    members: tuple[tuple[str, ...], ...]
    modularity: float
    agreement: float
    stability: Mapping[str, float]
    runs: int

    def of(self) -> dict[str, int]:
        """The number of each node's community, the largest being 0."""
        return {node: number for number, nodes in enumerate(self.members) for node in nodes}


def communities(network: nx.Graph | Links | Flat, *, runs: int = _RUNS, seed: int = 0) -> Communities:
    """Communities by the Louvain method from several seeds: the partition of the highest modularity, and the agreement.

    Direction is not looked at; weights are strengths. Blondel, V. D. and others (2008), Fast unfolding of
    communities in large networks, Journal of Statistical Mechanics, P10008; Hubert, L. and Arabie, P. (1985),
    Comparing partitions, Journal of Classification 2, 193-218 (the adjusted Rand index).
    """
    simple = flat(network).undirected()
    plain = simple.networkx()
    if not len(simple.weight):
        alone = tuple((node,) for node in sorted(simple.nodes))
        return Communities(alone, 0.0, 1.0, dict.fromkeys(simple.nodes, 1.0), 0)
    found = [nx.community.louvain_communities(plain, weight="weight", seed=seed + run) for run in range(runs)]
    labels = np.array([_numbers(simple.nodes, parts) for parts in found])
    scores = [round(float(nx.community.modularity(plain, parts, weight="weight")), 12) for parts in found]
    best = int(np.argmax(scores))
    agreement = [adjusted_rand(labels[a], labels[b]) for a, b in combinations(range(runs), 2)]
    members = sorted((tuple(sorted(part)) for part in found[best]), key=lambda part: (-len(part), part[0]))
    mean = float(np.mean(agreement)) if agreement else 1.0
    return Communities(tuple(members), scores[best], mean, _stability(simple.nodes, members, labels), runs)


def _numbers(nodes: Sequence[str], parts: Sequence[set[str]]) -> list[int]:
    of = {node: number for number, part in enumerate(parts) for node in part}
    return [of[node] for node in nodes]


def _stability(nodes: Sequence[str], members: Sequence[Sequence[str]], labels: NDArray[np.int64]) -> dict[str, float]:
    place = {node: number for number, node in enumerate(nodes)}
    found: dict[str, float] = {}
    for part in members:
        mine = labels[:, [place[node] for node in part]]
        usual = np.array([np.bincount(run).argmax() for run in mine])
        together = (mine == usual[:, None]).mean(axis=0)
        found |= dict(zip(part, together.tolist(), strict=True))
    return found


def adjusted_rand(one: Sequence[int] | NDArray[np.int64], other: Sequence[int] | NDArray[np.int64]) -> float:
    """How far two partitions of the same things agree, given as the number of each thing's part; 1 for the same.

    >>> adjusted_rand([0, 0, 1, 1], [5, 5, 3, 3]), round(adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]), 3)
    (1.0, 0.571)
    """
    first, second = np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]
    table = sp.coo_array((np.ones(len(first)), (first, second))).tocsr()

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together, within = pairs(table.tocoo().data), (pairs(table.sum(axis=1)), pairs(table.sum(axis=0)))
    total = len(first) * (len(first) - 1) / 2
    expected = within[0] * within[1] / total if total else 0.0
    most = sum(within) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


@dataclass(frozen=True, slots=True)
class Broker:
    """How far a node stands between others that are not linked with each other.

    `effective_size` is the number of its neighbours less how far they are linked among themselves; `constraint` is
    how far its links lead to the same few: the lower, the more it is a broker.
    """

    node: str
    effective_size: float
    constraint: float


def brokers(network: nx.Graph | Links | Flat) -> list[Broker]:
    """The nodes with two neighbours or more, those of the largest effective size first; direction is not looked at.

    Effective size counts links, constraint their strength. Burt, R. S. (1992), Structural Holes; Borgatti, S. P.
    (1997), Structural holes: unpacking Burt's redundancy measures, Connections 20, 35-38.
    """
    plain = flat(network).undirected().networkx()
    wanted = [node for node, degree in plain.degree() if degree > 1]
    size = nx.effective_size(plain, wanted, weight=None)
    tied = nx.constraint(plain, wanted, weight="weight")
    found = [Broker(node, round(float(size[node]), 9), round(float(tied[node]), 9)) for node in wanted]
    return sorted(found, key=lambda b: (-b.effective_size, b.constraint, b.node))


def backbone(network: nx.Graph | Links | Flat, *, alpha: float = 0.05) -> Flat:
    """The links that are stronger than chance would have it for one of their ends, by the disparity filter.

    A link of a node of degree k that bears the share x of its strength is kept where (1 - x) ** (k - 1) < alpha.
    Those of nodes with one link can only be kept by their other end. Serrano, M. A., Boguna, M. and Vespignani, A.
    (2009), Extracting the multiscale backbone of complex weighted networks, PNAS 106, 6483-6488.
    """
    simple = flat(network)
    kept = _odd(simple, simple.source, alpha, out=True) | _odd(simple, simple.target, alpha, out=False)
    return Flat(simple.nodes, simple.source[kept], simple.target[kept], simple.weight[kept], simple.directed)


def _odd(simple: Flat, end: NDArray[np.int64], alpha: float, *, out: bool) -> NDArray[np.bool_]:
    """Whether each link is stronger than by chance among those that leave (or reach) one of its ends."""
    size = len(simple.nodes)
    ends = (simple.source if out else simple.target,) if simple.directed else (simple.source, simple.target)
    degree = np.sum([np.bincount(e, minlength=size) for e in ends], axis=0)
    strength = np.sum([np.bincount(e, weights=simple.weight, minlength=size) for e in ends], axis=0)
    share = simple.weight / strength[end]
    odd: NDArray[np.bool_] = (degree[end] > 1) & ((1 - share) ** (degree[end] - 1) < alpha)
    return odd
