"""The network page, from a NetworkX graph or by way of pyvis.

`page` gives the HTML text, `network_view` a `SafeNetwork`: a pyvis network that can be added to and shown as usual.
"""

from __future__ import annotations

import webbrowser
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from IPython.display import IFrame
from pyvis.network import Network

from simpul.graph.view.content import content
from simpul.graph.view.drawing import drawing, rows
from simpul.graph.view.html import document
from simpul.graph.view.panel import PanelFact, Quote
from simpul.graph.view.words import language_of_page
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    Facts = Mapping[str, Sequence[PanelFact]]

__all__ = ["PanelFact", "Quote", "SafeNetwork", "network_view", "page"]

_FRAME = (
    '<iframe sandbox="allow-scripts allow-downloads" srcdoc="{page}" width="{width}" height="{height}" '
    'style="border: 0" title="Simpul"></iframe>'
)
_UNTITLED = MappingProxyType({"en": "Network", "id": "Jaringan"})
_NO_FACTS: Facts = MappingProxyType({})


def page(
    network: nx.Graph | nx.DiGraph | nx.MultiDiGraph | nx.MultiGraph,
    facts: Facts,
    *,
    title: Mapping[str, str],
    description: Mapping[str, str] | None = None,
    language: str = "en",
) -> str:
    """The network as one self-contained HTML page; the same input gives the same bytes.

    Args:
        network: any NetworkX graph. Of a node, `label`, `kind`, `province`, `tier`, `lat`, `lon` and `community`
            are used; of an edge, `label`, `weight` (> 0) and `date`. Parallel edges are drawn as one that lists its
            parts. The graph is not changed.
        facts: what the panel tells. The key of a node's facts is its id as text; that of an edge's is
            f"{u}|{v}", for an undirected edge in either order. Facts of what is not in the network are not shown.
        title: heading by language, 'en' and 'id'; where one is missing the other stands in.
        description: a sentence or two under it, likewise.
        language: the language the page opens in; readers can switch.

    Raises:
        UsageError: two nodes are written alike, a weight is not a positive number, the title or a fact's sentence
            has no words, or the language is not one of the page's.
    """
    return network_view(network, facts, title=title, description=description, language=language).generate_html()


def network_view(
    network: nx.Graph | nx.DiGraph | nx.MultiDiGraph | nx.MultiGraph,
    facts: Facts,
    *,
    title: Mapping[str, str],
    description: Mapping[str, str] | None = None,
    language: str = "en",
) -> SafeNetwork:
    """The network as a pyvis network whose pages are the safe ones; arguments and errors as for `page`."""
    view = SafeNetwork(
        directed=network.is_directed(),
        facts=facts,
        title=title,
        description=description,
        language=language,
    )
    view.from_nx(network)
    return view


class SafeNetwork(Network):  # type: ignore[misc] # pyvis ships no types
    """A pyvis network whose `generate_html`, `write_html` and `show` make the safe, self-contained page.

    Nodes and edges can be added as to any pyvis network. What is drawn is decided here, by the attributes that `page`
    names; pyvis's own colours, shapes, sizes, HTML titles, physics, menus and templates have no effect, and `heading`
    stands in for a missing title.
    """

    def __init__(  # noqa: PLR0913 - pyvis's arguments and ours
        self,
        height: str = "720px",
        width: str = "100%",
        *,
        directed: bool = False,
        heading: str = "",
        facts: Facts = _NO_FACTS,
        title: Mapping[str, str] | None = None,
        description: Mapping[str, str] | None = None,
        language: str = "en",
    ) -> None:
        super().__init__(height=height, width=width, directed=directed, heading=heading, cdn_resources="in_line")
        self._facts = facts
        self._title = title
        self._description = description
        self._language = language_of_page(language)

    def from_nx(self, nx_graph: nx.Graph) -> None:
        """Add a NetworkX graph's nodes and edges, parallel ones too, without changing the graph.

        Raises:
            UsageError: two nodes are written alike, or one is in this network already.
        """
        nodes, edges = rows(nx_graph)
        for node in nodes:
            if node["id"] in self.node_map:
                raise UsageError(f"the node {node['id']!r} is in the network already: rename one of the two")
            self.nodes.append(node)
            self.node_ids.append(node["id"])
            self.node_map[node["id"]] = node
        self.edges.extend(edges)

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002 - pyvis's signature; the page is always whole, so none of the three matters
        """The page as text.

        Raises:
            UsageError: as for `page`.
        """
        drawn = drawing(self.nodes, self.edges, directed=self.directed)
        title = self._title or ({self._language: self.heading} if self.heading else _UNTITLED)
        self.html = document(content(drawn, self._facts, title, self._description, self._language))
        return self.html

    def _repr_html_(self) -> str:
        """The page within a notebook: in a frame of its own, without a file, and without a way out of it."""
        return _FRAME.format(
            width=escape(str(self.width)), height=escape(str(self.height)), page=escape(self.generate_html())
        )

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page to the file `name`, and nothing beside it; `open_browser` also opens it.

        Raises:
            UsageError: as for `page`.
        """
        path = Path(name)
        path.write_text(self.generate_html(name, local, notebook), encoding="utf-8", newline="\n")
        if open_browser:
            webbrowser.open(path.resolve().as_uri())

    def show(self, name: str, local: bool = True, notebook: bool = True) -> IFrame | None:
        """Write the page to the file `name` and show it: as a frame in a notebook, else in the browser.

        Raises:
            UsageError: as for `page`.
        """
        self.write_html(name, local, notebook, open_browser=not notebook)
        return IFrame(name, width=self.width, height=self.height) if notebook else None
