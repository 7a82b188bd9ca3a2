"""Centralities, each with what it means here and where it comes from.

Weights are strengths (how many visits, awards, agreements). They count in degree, strength, PageRank and HITS;
betweenness counts steps and takes no weight, since NetworkX would read one as a distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of nodes: its name, what it means, its source, and the function that gives node -> value."""

    name: str
    meaning: str
    source: str
    compute: Callable[[nx.Graph], Mapping[str, float]]


def collapsed(network: nx.Graph) -> nx.Graph:
    """One link between two nodes instead of many, its weight their sum; direction is kept.

    >>> g = nx.MultiDiGraph([("a", "b", {"weight": 1.0}), ("a", "b", {"weight": 1.0})])
    >>> collapsed(g)["a"]["b"]["weight"]
    2.0
    """
    simple = nx.DiGraph() if network.is_directed() else nx.Graph()
    simple.add_nodes_from(network.nodes(data=True))
    for one, other, weight in network.edges(data="weight", default=1.0):
        before = simple.get_edge_data(one, other, {"weight": 0.0})["weight"]
        simple.add_edge(one, other, weight=before + weight)
    return simple


def pagerank(network: nx.Graph) -> dict[str, float]:
    """The share of a random reader's time, who follows links by their weight and starts anew with chance 0.15.

    Brin, S. and Page, L. (1998), The anatomy of a large-scale hypertextual Web search engine, Computer Networks 30.
    """
    return dict(nx.pagerank(collapsed(network), alpha=0.85, weight="weight"))


def betweenness(network: nx.Graph) -> dict[str, float]:
    """The share of shortest paths, counted in steps, that pass through a node.

    Freeman, L. C. (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41.
    """
    return dict(nx.betweenness_centrality(collapsed(network), weight=None))


def hubs(network: nx.Graph) -> dict[str, float]:
    """How much a node points to good authorities: here, who visits the hosts that many visit; sums to 1.

    Kleinberg, J. M. (1999), Authoritative sources in a hyperlinked environment, Journal of the ACM 46, 604-632.
    """
    return _hits(network)[0]


def authorities(network: nx.Graph) -> dict[str, float]:
    """How much good hubs point to a node: here, hosts whom eager visitors visit; sums to 1. Kleinberg (1999)."""
    return _hits(network)[1]


def _hits(network: nx.Graph) -> tuple[dict[str, float], dict[str, float]]:
    if network.number_of_edges() == 0:
        nothing = dict.fromkeys(network, 0.0)
        return nothing, nothing
    found = nx.hits(collapsed(network), max_iter=1000, tol=1e-9)
    # Rounding takes away the last digits, in which the solver differs from machine to machine, and its signed zeros.
    hub, authority = ({n: abs(round(v, 9)) for n, v in part.items()} for part in found)
    return hub, authority


def _degree(direction: str) -> Callable[[nx.Graph], dict[str, float]]:
    return lambda network: {n: float(d) for n, d in getattr(network, direction)(weight="weight")}


def _neighbours(network: nx.Graph) -> dict[str, float]:
    return {n: float(len(set(nx.all_neighbors(network, n)))) for n in network}


PAGERANK: Final = Measure("pagerank", "share of a random reader's time", "Brin and Page 1998", pagerank)
BETWEENNESS: Final = Measure("betweenness", "share of shortest paths through it", "Freeman 1977", betweenness)
DIRECTED: Final = (
    Measure("received", "visits received (weighted in-degree)", "Freeman 1978", _degree("in_degree")),
    Measure("made", "visits made (weighted out-degree)", "Freeman 1978", _degree("out_degree")),
    PAGERANK,
    BETWEENNESS,
    Measure("authority", "host of eager visitors (HITS)", "Kleinberg 1999", authorities),
    Measure("hub", "visitor of sought-after hosts (HITS)", "Kleinberg 1999", hubs),
)
UNDIRECTED: Final = (
    Measure("partners", "different neighbours (degree)", "Freeman 1978", _neighbours),
    Measure("strength", "sum of the weights of its links", "Barrat and others 2004", _degree("degree")),
    PAGERANK,
    BETWEENNESS,
)


def measures(network: nx.Graph) -> tuple[Measure, ...]:
    """The measures that make sense for a network."""
    return DIRECTED if network.is_directed() else UNDIRECTED


def table(network: nx.Graph) -> list[dict[str, Any]]:
    """One row a node: `node`, `label`, `kind` and each measure; the most central first, ties by label."""
    columns = {m.name: m.compute(network) for m in measures(network)}
    first = next(iter(columns), "pagerank")
    rows = [
        {
            "node": n,
            "label": data.get("label", n),
            "kind": data.get("kind", ""),
            **{c: v[n] for c, v in columns.items()},
        }
        for n, data in network.nodes(data=True)
    ]
    return sorted(rows, key=lambda row: (-row[first], -row["pagerank"], row["label"]))
