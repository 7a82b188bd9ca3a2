"""A layer of the graph as a page: each link told in a sentence, with the words that support it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from simpul.graph.network.layers import network
from simpul.graph.view.page import network_view
from simpul.graph.view.panel import PanelFact, Quote
from simpul.ontology.ntriples import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from simpul.graph.network.layers import Asked
    from simpul.graph.view.page import SafeNetwork

_LANGUAGES = ("en", "id")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("simpul.graph.view") / "sentences.toml").read_text(encoding="utf-8"))


def layer_view(graph: Asked, layer: str, *, level: str = "government", language: str = "en") -> SafeNetwork:
    """The layer as a pyvis network whose pages are safe and need no other host.

    Raises:
        UsageError: there is no such layer, level or language.
    """
    made = network(graph, layer, level=level)
    words = _words()
    return network_view(
        made,
        panel_facts(graph, made),
        title=words["titles"][layer],
        description=words["descriptions"][layer],
        language=language,
    )


def panel_facts(graph: Asked, made: nx.Graph) -> dict[str, list[PanelFact]]:
    """What the panel tells of each node (all its links) and of each pair of nodes (the links between them)."""
    told = [(one, other, link) for one, other, link in made.edges(data=True) if "fact" in link]
    quotes = _quotes(graph, {fact for _, _, link in told for fact in link["fact"].split()})
    facts: dict[str, list[PanelFact]] = defaultdict(list)
    for one, other, link in sorted(told, key=lambda t: (t[2].get("date", ""), t[2]["fact"])):
        label = link["label"].split("; ") if " " in link["fact"] else [link["label"]]
        for number, fact in enumerate(link["fact"].split()):
            topic = label[number] if number < len(label) else link["label"]
            panel = PanelFact(_sentence(made, one, other, topic, link.get("date")), tuple(quotes.get(fact, ())))
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


def _quotes(graph: Asked, facts: Iterable[str]) -> dict[str, list[Quote]]:
    """The words behind each fact, surest first, as the evidence nodes of the default graph have them."""
    values = " ".join(iri(fact) for fact in sorted(facts))
    rows = graph.query(
        "SELECT ?fact ?quote ?start ?end ?confidence ?source ?title ?published ?url ?retells {"
        f" VALUES ?fact {{ {values} }}"
        " ?fact simpul:evidence ?e . ?e simpul:quote ?quote ; simpul:start ?start ; simpul:end ?end ;"
        " simpul:confidence ?confidence ; simpul:source ?source ."
        " OPTIONAL { ?source simpul:title ?title } OPTIONAL { ?source simpul:published ?published }"
        " OPTIONAL { ?source simpul:url ?url } OPTIONAL { ?source simpul:retells ?retells } }"
        " ORDER BY ?fact DESC(?confidence) ?source ?start ?end"
    ).dicts()
    quotes: dict[str, list[Quote]] = defaultdict(list)
    shown: set[tuple[object, ...]] = set()
    for row in rows:
        words = (row["fact"], row["source"], row["start"], row["end"])
        if words in shown:  # the same words may support several fields by several rules; the surest comes first
            continue
        shown.add(words)
        published = row["published"]
        quotes[str(row["fact"])].append(
            Quote(
                text=str(row["quote"]),
                source_title=str(row["title"] or row["source"]),
                source_url=_text(row["url"] or row["retells"]),
                published=str(published) if published is not None else None,
                confidence=float(str(row["confidence"])),
                start=int(str(row["start"])),
                end=int(str(row["end"])),
            )
        )
    return quotes


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
