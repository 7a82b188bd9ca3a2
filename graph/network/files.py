"""Networks as files for other programs: GraphML, GEXF, and links as CSV."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

import networkx as nx

from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


_UNSAYABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(network: nx.Graph, path: Path) -> None:
    """Write `network` in the form that the suffix of `path` names; a CSV has one row a link.

    Raises:
        UsageError: the suffix names no form, or the file cannot be written.
    """
    form = WRITERS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path}: networks are written as {', '.join(WRITERS)}, not '{path.suffix}'")
    try:
        form(_plain(network), path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def _plain(network: nx.Graph) -> nx.Graph:
    """A copy without what these forms cannot say (attributes of the network that are not text or numbers)."""
    copy = network.copy()
    copy.graph = {k: v for k, v in network.graph.items() if isinstance(v, str | int | float)}
    return copy


def _sayable(network: nx.Graph) -> nx.Graph:
    """`network`, already a copy, without the control characters that XML has no way to say."""
    for data in (*(d for _, d in network.nodes(data=True)), *(d for *_, d in network.edges(data=True))):
        data.update({k: _UNSAYABLE.sub("\ufffd", v) for k, v in data.items() if isinstance(v, str)})
    return network


def _csv(network: nx.Graph, path: Path) -> None:
    columns = ("source", "target", "source_label", "target_label", "label", "date", "weight", "fact")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for *both, link in network.edges(data=True):
            one, other = sorted(both, key=lambda n: network.nodes[n].get("bipartite", 0))
            ends = (network.nodes[one].get("label", one), network.nodes[other].get("label", other))
            writer.writerow([one, other, *ends, *(link.get(name, "") for name in columns[4:])])


def _gexf(network: nx.Graph, path: Path) -> None:
    """GEXF without NetworkX's `lastmodifieddate`, so that the same network gives the same bytes."""
    text = "\n".join(nx.generate_gexf(_sayable(network)))
    path.write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n", encoding="utf-8")


def _graphml(network: nx.Graph, path: Path) -> None:
    nx.write_graphml(_sayable(network), path)


WRITERS: Final[dict[str, Callable[[nx.Graph, Path], None]]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv": _csv,
}
