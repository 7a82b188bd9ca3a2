"""How long measures of a large network take, from the store to the answer; beside plain NetworkX from the same store.

    python benchmarks/network.py [GOVERNMENTS] [VISITS]

A made-up network of bodies that visit each other (10,000 and 100,000 if not given) is put into an Oxigraph store as it
would stand in the default graph. PageRank and core numbers are then taken

- by Simpul: `flat_layer(store, "visits")`, its arrays, rustworkx;
- by plain NetworkX: one query for visitor and host, a DiGraph weighted by the number of visits, `nx.pagerank` and
  `nx.core_number`;
- by NetworkX on what `graph.network("visits")` gives: the graph with labels, places, dates and facts that users handle.

Printed are seconds (the best of three), how many times as long the others take, and the largest difference between the
answers.
"""

from __future__ import annotations

import random
import sys
import time
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from simpul.graph.ask.answer import Answer, answer
from simpul.graph.network.fast import flat_layer
from simpul.graph.network.layers import network
from simpul.graph.network.measures import core_numbers, pagerank
from simpul.ontology.iris import PREFIXES, node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOVERNMENTS, VISITS, ROUNDS = 10_000, 100_000, 3
NS = PREFIXES["simpul"]
PLAIN = "SELECT ?visitor ?host { ?visit a simpul:StudyVisit ; simpul:visitor ?visitor ; simpul:host ?host }"


class Store:
    """A store that answers as a KnowledgeGraph does."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def query(self, question: str, **parameters: str | int) -> Answer:
        """Answer SPARQL."""
        del parameters
        return answer(lambda: self.store.query(question, prefixes=PREFIXES))


def made(governments: int, visits: int) -> Store:
    """The store; some bodies are visited a hundred times as often as others."""
    store = ox.Store()
    store.bulk_load("\n".join(_triples(governments, visits)), ox.RdfFormat.N_TRIPLES)
    return Store(store)


def _triples(governments: int, visits: int) -> Iterator[str]:
    chance = random.Random(1)  # noqa: S311 - no secret
    bodies = [node("agency", f"badan-{number}") for number in range(governments)]
    for number, body in enumerate(bodies):
        yield f'<{body}> <{PREFIXES["rdfs"]}label> "Badan {number}" .'
    liked = [1 / (1 + rank) ** 0.5 for rank in range(governments)]
    hosts = chance.choices(bodies, liked, k=visits)
    date = f"{PREFIXES['xsd']}date"
    for number, host in enumerate(hosts):
        visit, visitor, day = (
            node("visit", f"{number:06}"),
            chance.choice(bodies),
            f"{2015 + number % 10}-0{1 + number % 9}-11",
        )
        yield f"<{visit}> <{PREFIXES['rdf']}type> <{NS}StudyVisit> ."
        yield f"<{visit}> <{NS}visitor> <{visitor}> ."
        yield f"<{visit}> <{NS}host> <{host}> ."
        yield f'<{visit}> <{NS}topic> "topik {number % 50}" .'
        yield from (f'<{visit}> <{NS}{name}> "{day}"^^<{date}> .' for name in ("date", "earliest", "latest"))


def ours(graph: Store) -> tuple[dict[str, float], dict[str, float]]:
    """From the store by arrays and rustworkx."""
    simple = flat_layer(graph.store, "visits", level="agency")
    return pagerank(simple), core_numbers(simple)


def plain(graph: Store) -> tuple[dict[str, float], dict[str, float]]:
    """From the store by NetworkX alone, as one would write it by hand."""
    simple = nx.DiGraph()
    for visitor, host in graph.query(PLAIN).rows:
        if visitor != host:
            before = simple.get_edge_data(visitor, host, {"weight": 0})["weight"]
            simple.add_edge(visitor, host, weight=before + 1)
    return nx.pagerank(simple, weight="weight", tol=1e-10), nx.core_number(simple.to_undirected())


def handled(graph: Store) -> tuple[dict[str, float], dict[str, float]]:
    """By NetworkX on the graph that users handle."""
    whole, simple = network(graph, "visits", level="agency"), nx.DiGraph()
    simple.add_nodes_from(whole)
    for visitor, host, weight in whole.edges(data="weight"):
        before = simple.get_edge_data(visitor, host, {"weight": 0})["weight"]
        simple.add_edge(visitor, host, weight=before + weight)
    return nx.pagerank(simple, weight="weight", tol=1e-10), nx.core_number(simple.to_undirected())


def best(ask: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - began)
    return min(spent)


def main(governments: int, visits: int) -> None:
    """Make, measure, print."""
    graph = made(governments, visits)
    mine = ours(graph)
    own = best(lambda: ours(graph))
    print(f"{governments} bodies, {visits} visits; Simpul: {own:.2f} s")
    for name, ask in (("plain NetworkX", plain), ("NetworkX on graph.network('visits')", handled)):
        theirs = ask(graph)
        spent = best(lambda ask=ask: ask(graph))  # type: ignore[misc]
        apart = [max(abs(a[n] - b[n]) for n in b) for a, b in zip(mine, theirs, strict=True)]
        print(
            f"{name}: {spent:.2f} s, {spent / own:.1f} times as long; "
            f"apart by {apart[0]:.1e} (PageRank) and {apart[1]:.0f} (core)"
        )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [GOVERNMENTS, VISITS][len(numbers) :]))
