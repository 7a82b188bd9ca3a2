"""The layers: which things of the graph are nodes, and what links them.

| layer | network | nodes | links |
|---|---|---|---|
| visits | MultiDiGraph | governments (or bodies) | one a study visit, visitor -> host, dated |
| awards | Graph, two-mode | governments (or bodies) and editions of contests | weight: how many awards |
| winners | Graph | governments (or bodies) | its one-mode projection with Newman's weights |
| collaborations | MultiGraph | governments (or bodies) and their partners | one a pair of parties of a collaboration |
| officials | MultiGraph, two-mode | people and the bodies their posts are in | one a tenure |

Nodes are IRIs with `label`, `kind`, and for what lies in a region `region`, `province`, `lat` and `lon`. Links have
`label`, `weight` (1 for each, so strength and not distance), `date` as told or nothing, and `fact`, the IRI of what
they stand for. `level="government"` (the default) joins all bodies of a region in its government, `level="agency"`
keeps them apart. Left out: visits without a known visitor or host, awards outside any named contest, collaborations of
fewer than two known parties, and links of a node to itself, which a level may make: `network.graph["left_out"]`
counts those.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Protocol

import networkx as nx

from simpul.ontology.errors import UsageError
from simpul.ontology.iris import BASE, node
from simpul.ontology.regions import Region, by_code

if TYPE_CHECKING:
    from simpul.graph.ask.answer import Answer

LEVELS: Final = ("government", "agency")
_MAKERS: Final = {
    "visits": nx.MultiDiGraph,
    "awards": nx.Graph,
    "collaborations": nx.MultiGraph,
    "officials": nx.MultiGraph,
}
LAYERS: Final = (*_MAKERS, "winners")


class Asked(Protocol):
    """What a layer needs of a graph: that it answers questions."""

    def query(self, question: str, **parameters: str | int) -> Answer:
        """Answer SPARQL."""


def network(graph: Asked, layer: str, *, level: str = "government") -> nx.Graph:
    """The layer as a NetworkX graph, nodes and links in an order that depends on the data alone.

    Raises:
        UsageError: there is no such layer or level.
    """
    if layer not in LAYERS:
        raise UsageError(f"no layer '{layer}'; there are: {', '.join(LAYERS)}")
    if level not in LEVELS:
        raise UsageError(f"no level '{level}'; there are: {', '.join(LEVELS)}")
    if layer == "winners":
        return newman_projection(network(graph, "awards", level=level))
    made = _MAKERS[layer](layer=layer, level=level, left_out=0)
    for row in graph.query(_sparql(layer)).dicts():
        ends = [_end(layer, level, str(row[end]), str(row[f"{end}Label"])) for end in ("source", "target")]
        if ends[0][0] == ends[1][0]:
            made.graph["left_out"] += 1
            continue
        for mode, (name, attributes) in enumerate(ends):
            made.add_node(name, **attributes, **({"bipartite": mode} if layer in {"awards", "officials"} else {}))
        _link(made, ends[0][0], ends[1][0], row)
    return made


def newman_projection(two_mode: nx.Graph) -> nx.Graph:
    """Governments linked by the contests in which both won, each contest weighing 1 / (its winners - 1).

    So a contest of 500 winners does not make a clique that drowns the rest: what each winner gains from one contest
    sums to 1. Newman, M. E. J. (2001), Scientific collaboration networks II, Physical Review E 64, 016132.

    >>> g = nx.Graph(); g.add_nodes_from("ab", bipartite=0); g.add_node("c", bipartite=0); g.add_node("X", bipartite=1)
    >>> g.add_edges_from([("a", "X"), ("b", "X"), ("c", "X")])
    >>> newman_projection(g)["a"]["b"]["weight"]
    0.5
    """
    winners = [n for n, mode in two_mode.nodes(data="bipartite") if mode == 0]
    projected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, winners)
    projected.graph.update(two_mode.graph, layer="winners")
    for one, other, link in projected.edges(data=True):
        shared = sorted(two_mode.nodes[n].get("label", n) for n in set(two_mode[one]) & set(two_mode[other]))
        link["label"] = "; ".join(shared)
    return projected


def _sparql(layer: str) -> str:
    return (files("simpul.graph.network") / "sparql" / f"{layer}.rq").read_text(encoding="utf-8")


def _end(layer: str, level: str, iri: str, label: str) -> tuple[str, dict[str, Any]]:
    """The node that one end of a row becomes, with its attributes."""
    path = iri.removeprefix(BASE).split("/")
    kind = path[0]
    region = _regions().get(path[1]) if kind == "agency" else None
    if region is None:
        return iri, {"label": label, "kind": kind}
    home = {"region": region.label, "province": _province(region), "lat": region.lat, "lon": region.lon}
    if level == "government" and layer != "officials":
        return region.government_iri, {"label": region.label, "kind": "government", **home}
    return iri, {"label": label, "kind": "government" if iri == region.government_iri else "agency", **home}


@cache
def _regions() -> dict[str, Region]:
    return {region.slug: region for region in by_code().values()}


def _province(region: Region) -> str:
    return by_code()[region.code[:2]].label


def _link(made: nx.Graph, source: str, target: str, row: dict[str, Any]) -> None:
    label, date = str(row["topic"] or ""), str(row["date"] or "")
    attributes = {"label": label, "weight": 1.0, "fact": str(row["link"])} | ({"date": date} if date else {})
    if made.is_multigraph():
        made.add_edge(source, target, key=str(row["link"]).removeprefix(node("")), **attributes)
    elif made.has_edge(source, target):
        link = made[source][target]
        link["weight"] += 1.0
        link["label"] = f"{link['label']}; {label}"
        link["fact"] = f"{link['fact']} {row['link']}"
    else:
        made.add_edge(source, target, **attributes)
