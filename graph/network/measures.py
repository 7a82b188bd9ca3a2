"""Centralities, each with what it means here and where it comes from.

Weights are strengths (how many visits, awards, agreements). They count in degree, strength, PageRank and HITS;
betweenness counts steps and takes no weight, since NetworkX would read one as a distance, and core numbers count
neighbours. Parallel links are summed and loops left out before anything is measured. Each measure takes a NetworkX
graph or the columns of a layer (`links.Links`), which are faster: rustworkx computes what is heavy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx
import numpy as np
import rustworkx as rx
import scipy.sparse as sp

from simpul.graph.network.links import Flat, Links, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Measurable: TypeAlias = nx.Graph | Links | Flat
"""What can be measured: a NetworkX graph, the columns of a layer, or pairs of nodes."""

_DAMPING: Final = 0.85
_CLOSE, _ROUNDS = 1e-12, 250
_DIGITS: Final = 9  # the digits of PageRank by which ties are told


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of nodes: its name, its source, and the function that gives node -> value.

    What it means in a layer `words.meaning` says.
    """

    name: str
    source: str
    compute: Callable[[Measurable], Mapping[str, float]]


def collapsed(network: Measurable) -> nx.Graph:
    """One link between two nodes instead of many, its weight their sum; direction is kept, loops go.

    >>> g = nx.MultiDiGraph([("a", "b", {"weight": 1.0}), ("a", "b", {"weight": 1.0})])
    >>> collapsed(g)["a"]["b"]["weight"]
    2.0
    """
    return flat(network).networkx()


def pagerank(network: Measurable, *, towards: Mapping[str, float] | None = None) -> dict[str, float]:
    """The share of a random reader's time, who follows links by their weight and starts anew with chance 0.15.

    Brin, S. and Page, L. (1998), The anatomy of a large-scale hypertextual Web search engine, Computer Networks 30. By
    power iteration on the sparse matrix of steps, as NetworkX has it; from a node without links out one starts anew.

    Args:
        network: of n nodes.
        towards: personalised: starts anew at these nodes, with these weights (> 0); anywhere if not given.
    """
    simple = flat(network)
    size = len(simple.nodes)
    if not size:
        return {}
    matrix = simple.matrix()
    leaving = np.asarray(matrix.sum(axis=1)).ravel()
    steps = (sp.diags_array(np.divide(1.0, leaving, out=np.zeros(size), where=leaving > 0)) @ matrix).T.tocsr()
    start = np.array([(towards or {}).get(node, 0.0) for node in simple.nodes])
    start = start / start.sum() if start.any() else np.full(size, 1 / size)
    ranks, ends = start, leaving == 0
    for _ in range(_ROUNDS):  # the error shrinks to 0.85 of itself a round, so that these are always enough
        before = ranks
        ranks = _DAMPING * (steps @ before + before[ends].sum() * start) + (1 - _DAMPING) * start
        if np.abs(ranks - before).sum() < _CLOSE:
            break
    return dict(zip(simple.nodes, ranks.tolist(), strict=True))


def betweenness(network: Measurable) -> dict[str, float]:
    """The share of shortest paths, counted in steps, that pass through a node.

    Freeman, L. C. (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41.
    """
    ways = flat(network)
    return _named(ways, rx.betweenness_centrality(ways.rustworkx(), normalized=True))


def core_numbers(network: Measurable) -> dict[str, float]:
    """The largest k such that the node has k neighbours within the part of the network where all have k.

    Direction and weight are not looked at. Seidman, S. B. (1983), Network structure and minimum degree, Social Networks
    5, 269-287.
    """
    ways = flat(network).undirected()
    return _named(ways, rx.core_number(ways.rustworkx()))


def _named(ways: Flat, values: Any) -> dict[str, float]:  # noqa: ANN401 - a mapping of rustworkx
    return {node: float(values[number]) for number, node in enumerate(ways.nodes)}


def hubs(network: Measurable) -> dict[str, float]:
    """How much a node points to good authorities: among visits, who visits the hosts that many visit; sums to 1.

    Kleinberg, J. M. (1999), Authoritative sources in a hyperlinked environment, Journal of the ACM 46, 604-632.
    """
    return _hits(network)[0]


def authorities(network: Measurable) -> dict[str, float]:
    """How much good hubs point to a node: among visits, hosts of eager visitors; sums to 1. Kleinberg (1999)."""
    return _hits(network)[1]


def _hits(network: Measurable) -> tuple[dict[str, float], dict[str, float]]:
    ways = flat(network)
    if not len(ways.weight):
        nothing = dict.fromkeys(ways.nodes, 0.0)
        return nothing, nothing
    found = nx.hits(ways.networkx(), max_iter=1000, tol=1e-9)
    # Rounding takes away the last digits, in which the solver differs from machine to machine, and its signed zeros.
    hub, authority = ({n: abs(round(v, 9)) for n, v in part.items()} for part in found)
    return hub, authority


def reciprocity(network: Measurable) -> float:
    """The share of linked pairs, each counted once a direction, that are linked both ways; 0 without links.

    Of the collapsed network: that A visited B five times and B visited A once is one pair linked both ways. Wasserman,
    S. and Faust, K. (1994), Social Network Analysis, section 13.3.
    """
    simple = collapsed(network)
    return float(nx.overall_reciprocity(simple)) if simple.number_of_edges() else 0.0


def received(network: Measurable) -> dict[str, float]:
    """The sum of the weights of the links into a node."""
    return _summed(flat(network), into=True)


def made(network: Measurable) -> dict[str, float]:
    """The sum of the weights of the links out of a node."""
    return _summed(flat(network), into=False)


def strength(network: Measurable) -> dict[str, float]:
    """The sum of the weights of a node's links. Barrat, A. and others (2004), PNAS 101, 3747-3752."""
    ways = flat(network)
    there, back = _summed(ways, into=True), _summed(ways, into=False)
    return {node: there[node] + back[node] for node in ways.nodes}


def _summed(ways: Flat, *, into: bool) -> dict[str, float]:
    sums = np.bincount(ways.target if into else ways.source, weights=ways.weight, minlength=len(ways.nodes))
    return dict(zip(ways.nodes, sums.tolist(), strict=True))


def partners(network: Measurable) -> dict[str, float]:
    """How many different nodes a node is linked with, in whatever direction."""
    ways = flat(network).undirected()
    degrees = np.bincount(np.concatenate([ways.source, ways.target]), minlength=len(ways.nodes))
    return dict(zip(ways.nodes, degrees.astype(float).tolist(), strict=True))


PAGERANK: Final = Measure("pagerank", "Brin and Page 1998", pagerank)
BETWEENNESS: Final = Measure("betweenness", "Freeman 1977", betweenness)
DIRECTED: Final = (
    Measure("received", "Freeman 1978", received),
    Measure("made", "Freeman 1978", made),
    PAGERANK,
    BETWEENNESS,
    Measure("core", "Seidman 1983", core_numbers),
    Measure("authority", "Kleinberg 1999", authorities),
    Measure("hub", "Kleinberg 1999", hubs),
)
UNDIRECTED: Final = (
    Measure("partners", "Freeman 1978", partners),
    Measure("strength", "Barrat and others 2004", strength),
    PAGERANK,
    BETWEENNESS,
    Measure("core", "Seidman 1983", core_numbers),
)


def measures(network: nx.Graph | Links) -> tuple[Measure, ...]:
    """The measures that make sense for a network."""
    directed = network.directed if isinstance(network, Links) else network.is_directed()
    return DIRECTED if directed else UNDIRECTED


def table(network: nx.Graph | Links) -> list[dict[str, Any]]:
    """One row a node: `node`, `label`, `kind` and each measure; the most central first, ties by label."""
    known = dict(zip(network.nodes, network.about, strict=True)) if isinstance(network, Links) else network.nodes
    simple = flat(network)
    columns = {m.name: m.compute(simple) for m in measures(network)}
    first = next(iter(columns), "pagerank")
    rows = [
        {
            "node": n,
            "label": known[n].get("label", n),
            "kind": known[n].get("kind", ""),
            **{c: v[n] for c, v in columns.items()},
        }
        for n in simple.nodes
    ]
    return sorted(rows, key=lambda row: (-row[first], -round(row["pagerank"], _DIGITS), row["label"]))
