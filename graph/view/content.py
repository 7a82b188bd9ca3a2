"""What the scripts of the page read: the drawing, its facts and its words as plain data, ready for JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from simpul.graph.view.layout import TALL, WIDE, positions
from simpul.graph.view.words import community_colours, signs, spoken, strings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simpul.graph.view.drawing import Drawing, Edge
    from simpul.graph.view.panel import PanelFact


def content(
    drawing: Drawing,
    facts: Mapping[str, Sequence[PanelFact]],
    title: Mapping[str, str],
    description: Mapping[str, str] | None,
    language: str,
) -> dict[str, Any]:
    """The data of the page; nodes and kinds are named by their place in their lists, so no name can be mistaken.

    Raises:
        UsageError: the title, the description or a sentence has no words in any language of the page.
    """
    told = _Told()
    return {
        "language": language,
        "title": spoken(title, "title"),
        "description": spoken(description, "description") if description else None,
        "words": strings(),
        "directed": drawing.directed,
        "kinds": [{"name": kind, **asdict(sign)} for kind, sign in signs(node.kind for node in drawing.nodes).items()],
        "communities": [{"number": number, "colour": colour} for number, colour in _communities(drawing)],
        "nodes": _nodes(drawing, facts, told),
        "edges": _edges(drawing, facts, told),
        "facts": told.facts,
    }


class _Told:
    """Every fact once, however many nodes and edges tell it; they name it by its place in `facts`."""

    def __init__(self) -> None:
        self.facts: list[dict[str, Any]] = []
        self._places: dict[str, int] = {}

    def places(self, facts: Sequence[PanelFact]) -> list[int]:
        return [self._place(fact) for fact in facts]

    def _place(self, fact: PanelFact) -> int:
        told = {
            "sentence": spoken(fact.sentence, "sentence of a fact"),
            "quotes": [asdict(quote) for quote in fact.quotes],
        }
        place = self._places.setdefault(json.dumps(told), len(self.facts))
        if place == len(self.facts):
            self.facts.append(told)
        return place


def _nodes(drawing: Drawing, facts: Mapping[str, Sequence[PanelFact]], told: _Told) -> list[dict[str, Any]]:
    place_of_kind = {kind: place for place, kind in enumerate(sorted({node.kind for node in drawing.nodes}))}
    place_of_community = {number: place for place, (number, _) in enumerate(_communities(drawing))}
    wide, tall = positions(drawing, WIDE, TALL)
    return [
        asdict(node)
        | {"kind": place_of_kind[node.kind], "wide": wide[place], "tall": tall[place]}
        | {"community": None if node.community is None else place_of_community[node.community]}
        | {"facts": told.places(facts.get(node.id, ()))}
        for place, node in enumerate(drawing.nodes)
    ]


def _communities(drawing: Drawing) -> list[tuple[int, str]]:
    return community_colours(node.community for node in drawing.nodes if node.community is not None)


def _edges(drawing: Drawing, facts: Mapping[str, Sequence[PanelFact]], told: _Told) -> list[dict[str, Any]]:
    place_of_node = {node.id: place for place, node in enumerate(drawing.nodes)}
    return [
        {
            "from": place_of_node[edge.source],
            "to": place_of_node[edge.target],
            "weight": edge.weight,
            "width": edge.width,
            "parts": [asdict(part) for part in edge.parts],
            "facts": told.places(_of_edge(edge, facts, directed=drawing.directed)),
        }
        for edge in drawing.edges
    ]


def _of_edge(edge: Edge, facts: Mapping[str, Sequence[PanelFact]], *, directed: bool) -> Sequence[PanelFact]:
    there, back = f"{edge.source}|{edge.target}", f"{edge.target}|{edge.source}"
    return facts.get(there, ()) if directed or there in facts else facts.get(back, ())
