"""The layers: which things of the graph are nodes, and what links them.

| layer | network | nodes | links |
|---|---|---|---|
| visits | MultiDiGraph | governments (or bodies) | one a study visit, visitor -> host |
| learning | MultiDiGraph | likewise | one a study visit, host -> visitor: the way knowledge goes |
| awards | Graph, two-mode | governments (or bodies) and editions of contests | weight: how many awards |
| winners | Graph | governments (or bodies) | the one-mode projection of awards with Newman's weights |
| collaborations | MultiGraph | governments (or bodies) and their partners | one a pair of parties of a collaboration |
| officials | MultiGraph, two-mode | people and the bodies their posts are in | one a tenure |
| careers | MultiDiGraph | posts, or the governments they are in | one a move of one official, from post to next post |
| agencies | DiGraph | bodies and the governments they are of | one a body, body -> government |

Nodes are IRIs with `label`, `kind`, and for what lies in a region `region`, `province`, `tier` ('province' or
'regency'), `lat` and `lon`. Links have `label`, `weight` (1 for each, so strength and not distance), `date` as told
or nothing, and `fact`, the IRI of what they stand for. `Selection` says at what level, on what topic and when. What
is left out is counted by its reason in `network.graph["left_out"]`: `loop` (a link of a node to itself, which a
level may make), `same` (a link that a level makes equal to another of the same fact), `topic`, `undated`, `outside`
and `vague` (see `Selection`), `order` (posts of one official whose order is not known). Not counted, since no row
tells of them: visits without a known visitor or host, awards outside any named contest, collaborations of fewer
than two known parties.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final, Protocol

import networkx as nx
import numpy as np

from simpul.graph.network.links import Links
from simpul.graph.network.places import Ends
from simpul.graph.network.questions import sparql
from simpul.graph.network.selection import LEVELS, Selection, Span
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from simpul.graph.ask.answer import Answer

__all__ = ["LAYERS", "LEVELS", "Asked", "links", "network", "newman_projection"]


class Asked(Protocol):
    """What a layer needs of a graph: that it answers questions."""

    def query(self, question: str, **parameters: str | int) -> Answer:
        """Answer SPARQL."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One link before it is one: its ends as IRI and attributes, and what it is."""

    fact: str
    source: tuple[str, Mapping[str, Any]]
    target: tuple[str, Mapping[str, Any]]
    label: str
    text: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None


def visits(graph: Asked, selection: Selection) -> Links:
    """Who visited whom: directed from visitor to host, dated, one link a visit."""
    return _gathered("visits", _plain(graph, "visits", selection), selection)


def learning(graph: Asked, selection: Selection) -> Links:
    """The visits reversed: directed from host to visitor, the way that knowledge goes."""
    rows = ((_turned(row), reason) for row, reason in _plain(graph, "visits", selection))
    return _gathered("learning", rows, selection)


def awards(graph: Asked, selection: Selection) -> Links:
    """Who won in which edition of a contest: two-mode, from the winner to the edition; several awards make one link."""
    return _gathered(
        "awards", _plain(graph, "awards", selection), selection, multiple=False, directed=False, two_mode=True
    )


def collaborations(graph: Asked, selection: Selection) -> Links:
    """Who works together with whom: one link a pair of parties, dated by the agreement."""
    return _gathered("collaborations", _plain(graph, "collaborations", selection), selection, directed=False)


def officials(graph: Asked, selection: Selection) -> Links:
    """Who held a post in which body: two-mode, from the person to the body, which is kept apart at every level."""
    rows = _plain(graph, "officials", selection, joined=(False, False))
    return _gathered("officials", rows, selection, directed=False, two_mode=True)


def careers(graph: Asked, selection: Selection) -> Links:
    """From which post an official went on to which: directed, dated by the later post's beginning or first report.

    A link stands for the later tenure.

    At the level 'agency' the nodes are the posts, else the governments they are in. Two posts of one official are a
    move only where the first is told to have begun, or been held, surely before the second.
    """
    return _gathered("careers", _moves(graph, selection), selection)


def agencies(graph: Asked, selection: Selection) -> Links:
    """Which body is of which government: directed from the body; bodies stay apart at every level, no link is dated."""
    rows = _plain(graph, "agencies", selection, joined=(False, True))
    return _gathered("agencies", rows, selection, multiple=False)


_OF_LINKS: Final[dict[str, Callable[[Asked, Selection], Links]]] = {
    "visits": visits,
    "learning": learning,
    "awards": awards,
    "collaborations": collaborations,
    "officials": officials,
    "careers": careers,
    "agencies": agencies,
}
LAYERS: Final = (*_OF_LINKS, "winners")


def links(graph: Asked, layer: str, **selection: str | None) -> Links:
    """The layer as columns, for measures of large networks; `selection` as for `Selection`.

    Raises:
        UsageError: there is no such layer ('winners' has no links of its own), or nothing can be so selected.
    """
    if layer not in _OF_LINKS:
        raise UsageError(f"no layer '{layer}'; there are: {', '.join(_OF_LINKS if layer == 'winners' else LAYERS)}")
    return _OF_LINKS[layer](graph, Selection(**selection))  # type: ignore[arg-type] # its own errors say what is wrong


def network(graph: Asked, layer: str, **selection: str | None) -> nx.Graph:
    """The layer as a NetworkX graph, nodes and links in an order that depends on the data alone.

    Raises:
        UsageError: there is no such layer, or nothing can be so selected.
    """
    if layer == "winners":
        return newman_projection(links(graph, "awards", **selection).networkx())
    return links(graph, layer, **selection).networkx()


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


def _plain(
    graph: Asked, layer: str, selection: Selection, joined: tuple[bool, bool] = (True, True)
) -> Iterator[tuple[_Row, str | None]]:
    """The rows of a layer's query, each with the reason why it is left out."""
    ends = Ends(selection)
    answer = graph.query(sparql(layer))
    columns = tuple(answer.columns.index(name) for name in _COLUMNS)
    for values in answer.rows:
        fact, source, source_label, target, target_label, date, earliest, latest, topic = (values[c] for c in columns)
        label = "" if topic is None else str(topic)
        row = _Row(
            str(fact),
            ends.node(str(source), str(source_label), joined=joined[0]),
            ends.node(str(target), str(target_label), joined=joined[1]),
            label,
            f"{label} {target_label}" if layer == "awards" else label,
            "" if date is None else str(date),
            earliest if isinstance(earliest, dt.date) else None,
            latest if isinstance(latest, dt.date) else None,
        )
        yield row, selection.why_not(row.text, row.earliest, row.latest)


_COLUMNS: Final = ("link", "source", "sourceLabel", "target", "targetLabel", "date", "earliest", "latest", "topic")


def _turned(row: _Row) -> _Row:
    return _Row(row.fact, row.target, row.source, row.label, row.text, row.date, row.earliest, row.latest)


def _moves(graph: Asked, selection: Selection) -> Iterator[tuple[_Row, str | None]]:
    """The moves of each official from one post to the next, those of unknown order with that as the reason."""
    ends = Ends(selection)
    for _, tenures in groupby(graph.query(sparql("careers")).dicts(), key=lambda row: row["person"]):
        held = [(Span.of(str(row["day"])) if row["day"] is not None else None, row) for row in tenures]
        known = sorted(((s, row) for s, row in held if s is not None), key=lambda t: (t[0].first, t[0].last))
        unknown = [(None, row) for s, row in held if s is None]
        for (before, one), (after, other) in pairwise([*known, *unknown]):
            here, there = _post(ends, one, selection), _post(ends, other, selection)
            sure = before is not None and after is not None and before.last < after.first
            first, last = (after.first, after.last) if after else (None, None)
            label, text = str(other["name"]), f"{one['title']} {other['title']}"
            fact, date = str(other["tenure"]), str(other["day"] or "")
            row = _Row(fact, here, there, label, text, date, first, last)
            yield row, selection.why_not(text, first, last) if sure else "order"


def _post(ends: Ends, row: Mapping[str, Any], selection: Selection) -> tuple[str, Mapping[str, Any]]:
    body, about = ends.node(str(row["body"]), str(row["bodyLabel"]))
    if selection.level != "agency":
        return body, about
    return str(row["post"]), {**about, "label": f"{row['title']}, {row['bodyLabel']}", "kind": "post"}


@dataclass(slots=True)
class _Gathering:
    """Rows as they are taken: nodes numbered in the order in which they are met."""

    nodes: dict[str, int] = field(default_factory=dict)
    about: list[Mapping[str, Any]] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _taken: set[tuple[int, int, str]] = field(default_factory=set)

    def take(self, row: _Row, *, directed: bool) -> None:
        if row.source[0] == row.target[0]:
            self.left_out["loop"] += 1
            return
        one, other = self._place(*row.source), self._place(*row.target)
        known = (one, other, row.fact) if directed else (min(one, other), max(one, other), row.fact)
        if known in self._taken:
            self.left_out["same"] += 1
            return
        self._taken.add(known)
        self.ends.append((one, other))
        self.rows.append(row)

    def _place(self, iri: str, about: Mapping[str, Any]) -> int:
        place = self.nodes.setdefault(iri, len(self.nodes))
        if place == len(self.about):
            self.about.append(about)
        return place


def _gathered(  # noqa: PLR0913 - what a layer is
    layer: str,
    rows: Iterator[tuple[_Row, str | None]],
    selection: Selection,
    *,
    directed: bool = True,
    multiple: bool = True,
    two_mode: bool = False,
) -> Links:
    made = _Gathering()
    for row, reason in rows:
        if reason is None:
            made.take(row, directed=directed)
        else:
            made.left_out[reason] += 1
    ends = np.array(made.ends, dtype=np.int64).reshape(-1, 2)
    return Links(
        layer=layer,
        level=selection.level,
        directed=directed,
        multiple=multiple,
        two_mode=two_mode,
        nodes=tuple(made.nodes),
        about=tuple(made.about),
        source=ends[:, 0],
        target=ends[:, 1],
        label=tuple(row.label for row in made.rows),
        date=tuple(row.date for row in made.rows),
        earliest=tuple(row.earliest for row in made.rows),
        latest=tuple(row.latest for row in made.rows),
        fact=tuple(row.fact for row in made.rows),
        left_out=dict(sorted(made.left_out.items())),
    )
