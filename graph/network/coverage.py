"""Who is reported on at all: unreported is not unvisited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpul.graph.network.history import governments
from simpul.graph.network.places import Ends
from simpul.graph.network.questions import sparql
from simpul.graph.network.selection import Selection
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from simpul.graph.network.layers import Asked


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many governments some article tells of, in all and by province: (label, reported, all), by code."""

    reported: int
    governments: int
    provinces: tuple[tuple[str, int, int], ...]


def coverage(graph: Asked) -> Coverage:
    """How many of the 546 governments the graph's articles tell of; a body stands for its government."""
    ends = Ends(Selection())
    told = {ends.node(str(row["body"]), str(row["bodyLabel"]))[0] for row in graph.query(sparql("reported")).dicts()}
    regions = governments()
    reported = Counter(regions[iri].code[:2] for iri in told if iri in regions)
    everywhere = Counter(region.code[:2] for region in regions.values())
    provinces = tuple((by_code()[code].label, reported[code], count) for code, count in everywhere.items())
    return Coverage(sum(reported.values()), len(regions), provinces)
