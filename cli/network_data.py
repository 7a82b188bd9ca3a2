"""What `simpul network` finds, as plain data: what --json prints, and its tables show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from simpul.graph.network.links import Links
from simpul.graph.network.measures import measures, table
from simpul.graph.network.structure import backbone, brokers, communities
from simpul.graph.network.uncertainty import Homophily, RankInterval, homophily, rank_intervals
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

Made: TypeAlias = nx.Graph | Links
"""A layer as columns, or as a network where it has no links of its own."""


def found(made: Made, show: str, seed: int) -> object:
    """All that `show` names, for JSON."""
    match show:
        case "measures":
            ranks = {r.node: [r.low, r.high] for r in ranked(made, seed)}
            return [row | ({"rank": ranks[row["node"]]} if ranks else {}) for row in table(made)]
        case "intervals":
            return intervals(made, len(made.nodes), seed)
        case "communities":
            return communities(made, seed=seed)
        case "brokers":
            return brokers(made)
        case "backbone":
            return [{"source": one, "target": other, "weight": weight} for one, other, weight in strongest(made)]
        case _:
            return mixing(made, seed)


def layer(made: Made) -> dict[str, Any]:
    """The nodes and links of a layer, each link with the facts it stands for."""
    drawn = made.networkx() if isinstance(made, Links) else made
    told = ("label", "date", "weight")
    links = [
        {"source": one, "target": other}
        | {name: link[name] for name in told if name in link}
        | {"facts": link.get("fact", "").split()}
        for one, other, link in drawn.edges(data=True)
    ]
    return {"nodes": [{"node": node} | about for node, about in drawn.nodes(data=True)], "links": links}


def left_out(made: Made) -> Mapping[str, int]:
    """How many rows are no links, by the reason."""
    told: Mapping[str, int] = made.left_out if isinstance(made, Links) else made.graph.get("left_out", {})
    return told


def ranked(made: Made, seed: int) -> list[RankInterval]:
    """The rank interval of each node by the first measure; none where there are no links to draw anew."""
    if not isinstance(made, Links):
        return []
    return rank_intervals(made, measures(made)[0].compute, top=len(made.nodes), seed=seed)


def intervals(made: Made, top: int, seed: int) -> list[RankInterval]:
    """The rank intervals of the top nodes.

    Raises:
        UsageError: the layer has no links of its own.
    """
    if not isinstance(made, Links):
        raise UsageError("--show intervals draws links anew, and 'winners' has none of its own; take 'awards'")
    return rank_intervals(made, measures(made)[0].compute, top=top, seed=seed)


def strongest(made: Made) -> list[tuple[str, str, float]]:
    """The pairs of the backbone with their weight, the strongest first."""
    kept = backbone(made)
    rows = sorted(zip((-kept.weight).tolist(), kept.source.tolist(), kept.target.tolist(), strict=True))
    return [(kept.nodes[one], kept.nodes[other], -weight) for weight, one, other in rows]


def mixing(made: Made, seed: int) -> list[Homophily]:
    """Whether like links with like, by province, tier and kind, where these are told.

    Raises:
        UsageError: the layer has no links of its own.
    """
    if not isinstance(made, Links):
        raise UsageError("--show homophily draws links anew, and 'winners' has none of its own; take 'visits'")
    tried = (homophily(made, attribute, seed=seed) for attribute in ("province", "tier", "kind"))
    return [one for one in tried if one is not None]
