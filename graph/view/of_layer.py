"""A layer of the graph as a page: each link told in a sentence, with the words that support it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import networkx as nx

from simpul.graph.ask.words import quotes_of
from simpul.graph.network.coverage import coverage
from simpul.graph.network.layers import LEVELS, network
from simpul.graph.network.structure import communities
from simpul.graph.network.words import filters
from simpul.graph.view.page import network_view
from simpul.graph.view.panel import PanelFact
from simpul.graph.view.picture import picture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from simpul.graph.network.layers import Asked
    from simpul.graph.view.page import SafeNetwork

_LANGUAGES = ("en", "id")
MOST_NODES = 5_000
"""The most that a page shows: comfortable are a thousand nodes, usable five."""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("simpul.graph.view") / "sentences.toml").read_text(encoding="utf-8"))


def layer_view(
    graph: Asked, layer: str, *, level: str = "regency", language: str = "en", **selection: str | None
) -> SafeNetwork:
    """The layer as a pyvis network whose pages are safe and need no other host; `selection` as for the layer.

    Nodes know their community (`structure.communities`, the largest is 1), so that readers can colour by it.

    Where any of it is told as invented, the title, the description and each such fact say so.

    Raises:
        UsageError: there is no such layer, level or language, or nothing can be so selected.
    """
    made, note = _drawable(graph, layer, level, selection)
    title, description = headings(graph, layer, made, **selection)
    if note is not None:
        description = {spoken: f"{description[spoken]} {note[spoken]}" for spoken in _LANGUAGES}
    nx.set_node_attributes(made, {node: place + 1 for node, place in communities(made).of().items()}, "community")
    return network_view(made, panel_facts(graph, made), title=title, description=description, language=language)


def headings(
    graph: Asked, layer: str, made: nx.Graph, **selection: str | None
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The title and the description of a layer, which say so where any of it is told as invented.

    The title tells on what topic and of what time the links are, where they are selected.
    """
    words, invented = _words(), _invented(graph, made)
    chosen = {spoken: filters(spoken, **selection) for spoken in _LANGUAGES}
    titles = {
        s: f"{words['titles'][layer][s]} ({chosen[s]})" if chosen[s] else words["titles"][layer][s] for s in chosen
    }
    title = _marked(titles, words["invented"]["title"] if invented else None)
    return title, _marked(words["descriptions"][layer], words["invented"]["description"] if invented else None)


def layer_picture(
    graph: Asked, layer: str, path: Path, *, level: str = "regency", language: str = "en", **selection: str | None
) -> None:
    """The layer as a still picture in the file `path`, SVG or PNG, with how many governments are reported on.

    Raises:
        UsageError: as for `layer_view` and `picture.picture`.
    """
    made, less = _drawable(graph, layer, level, selection)
    seen, said = coverage(graph), _words()["coverage"]
    note = {spoken: said[spoken].format(reported=seen.reported, governments=seen.governments) for spoken in _LANGUAGES}
    if less is not None:
        note = {spoken: f"{less[spoken]} {note[spoken]}" for spoken in _LANGUAGES}
    picture(made, path, title=headings(graph, layer, made, **selection)[0], note=note, language=language)


def _drawable(
    graph: Asked, layer: str, level: str, selection: Mapping[str, str | None]
) -> tuple[nx.Graph, Mapping[str, str] | None]:
    """The layer as far as a page can show it, and in words what was done to bring it there; None where nothing was.

    Bodies are joined in their governments, governments in their provinces'; what is still too large is cut to the nodes
    with the most links.
    """
    made = network(graph, layer, level=level, **selection)
    words, tried = _words()["less"], LEVELS.index(level)
    while made.number_of_nodes() > MOST_NODES and tried + 1 < len(LEVELS):
        tried += 1
        made = network(graph, layer, level=LEVELS[tried], **selection)
    if made.number_of_nodes() > MOST_NODES:
        count = made.number_of_nodes()
        strongest = sorted(made, key=lambda node: (-made.degree(node), str(node)))[:MOST_NODES]
        told = {"count": count, "most": MOST_NODES}
        return made.subgraph(strongest).copy(), {spoken: words["cut"][spoken].format(**told) for spoken in _LANGUAGES}
    return made, words[LEVELS[tried]] if tried > LEVELS.index(level) else None


def _invented(graph: Asked, made: nx.Graph) -> set[str]:
    """Those facts of a network that are told as invented; of one whose links name no facts, all that are."""
    facts = {fact for *_, link in made.edges(data=True) for fact in link.get("fact", "").split()}
    rows = graph.query("SELECT DISTINCT ?fact { ?fact simpul:toldAs ?content }").rows
    invented = {str(fact) for (fact,) in rows}
    return facts & invented if facts else invented


def _marked(words: Mapping[str, str], mark: Mapping[str, str] | None) -> Mapping[str, str]:
    return {language: f"{mark[language]} {words[language]}" if mark else words[language] for language in _LANGUAGES}


def panel_facts(graph: Asked, made: nx.Graph) -> dict[str, list[PanelFact]]:
    """What the panel tells of each node (all its links) and of each pair of nodes (the links between them)."""
    told = [(one, other, link) for one, other, link in made.edges(data=True) if "fact" in link]
    invented = _invented(graph, made)
    quotes = quotes_of(graph, {fact for _, _, link in told for fact in link["fact"].split()})
    facts: dict[str, list[PanelFact]] = defaultdict(list)
    for one, other, link in sorted(told, key=lambda t: (t[2].get("date", ""), t[2]["fact"])):
        label = link["label"].split("; ") if " " in link["fact"] else [link["label"]]
        for number, fact in enumerate(link["fact"].split()):
            topic = label[number] if number < len(label) else link["label"]
            sentence = _sentence(made, one, other, topic, link.get("date"))
            mark = _words()["invented"]["fact"] if fact in invented else None
            panel = PanelFact(_marked(sentence, mark), tuple(quotes.get(fact, ())))
            for key in (one, other, f"{one}|{other}"):
                facts[key].append(panel)
    return dict(facts)


def _sentence(made: nx.Graph, one: str, other: str, topic: str, date: str | None) -> Mapping[str, str]:
    words = _words()
    labels = {"source": made.nodes[one]["label"], "target": made.nodes[other]["label"]}
    return {
        language: words[made.graph["layer"]][language].format(
            on=words["parts"]["on"][language].format(date=date) if date else "",
            about=words["parts"]["about"][language].format(topic=topic) if topic else "",
            **labels,
        )
        for language in _LANGUAGES
    }
