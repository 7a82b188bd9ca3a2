"""How fast sources are written, beside the two limits of the store itself and rdflib in memory, in one run.

    python benchmarks/loading.py [VISITS]

The reports of an invented world (`simpul demo --world`) are read once; then the same claims, and the knowledge and
index that follow from them, are written

* into a fresh store by `KnowledgeGraph.replace_all`, as `simpul load` does, a hundred sources at a time;
* by Oxigraph's `bulk_load` of all resulting quads at once into an empty store, the fast way in;
* by Oxigraph's `extend`, in as many transactions as we made, with the quads that each of ours added.

The second half of the reports is written into a store that holds the first, again beside `extend` of its quads. rdflib
parses 50,000 of the quads into its store in memory, and the time is told for all of them. Printed are articles and
quads a second, the ratios to the limits, and the memory of the process at its highest.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib

import simpul.graph
from simpul.loaders.load import load_all
from simpul.loaders.world.press import articles
from simpul.loaders.world.truth import world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_AT_ONCE = 100
_SOME = 50_000
Said = tuple[str, list[str]]


def said(folder: Path, visits: int) -> list[Said]:
    """The sources of an invented world with their claims."""
    for report in articles(world(1, visits=visits)):
        (folder / report.name).with_suffix(".txt").write_text(report.text, encoding="utf-8")
    return [(one.document.source, one.quads) for one in load_all([folder])]


def batches(sources: Sequence[Said]) -> Iterator[Sequence[Said]]:
    """The sources, so many at a time."""
    for start in range(0, len(sources), _AT_ONCE):
        yield sources[start : start + _AT_ONCE]


def ours(place: Path, sources: Sequence[Said]) -> float:
    """Seconds to write sources into a store that is there."""
    with simpul.graph.open(place, write=True) as graph:
        return timed(lambda: [graph.replace_all(batch) for batch in batches(sources)])


def transactions(place: Path, sources: Sequence[Said]) -> list[list[ox.Quad]]:
    """The quads that each of our transactions adds; not timed."""
    found = []
    with simpul.graph.open(place, write=True) as graph:
        before = set(graph.store)
        for batch in batches(sources):
            graph.replace_all(batch)
            after = set(graph.store)
            found.append(list(after - before))
            before = after
    return found


def timed(run: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def extended(store: ox.Store, transactions: Sequence[list[ox.Quad]]) -> float:
    """Seconds to add quads in transactions."""
    return timed(lambda: [store.extend(quads) for quads in transactions])


def row(what: str, seconds: float, sources: int, quads: int, limit: float | None = None) -> None:
    """Print a line of the table."""
    told = f"{what:<44}{seconds:8.1f} s {sources / seconds:9.0f} articles/s {quads / seconds:9.0f} quads/s"
    print(told + (f"   {limit / seconds:5.0%} of the limit" if limit else ""))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("visits", type=int, nargs="?", default=1200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "reports").mkdir()
        reading = time.perf_counter()
        sources = said(folder / "reports", options.visits)
        row(
            "read and extracted, one process",
            time.perf_counter() - reading,
            len(sources),
            sum(len(q) for _, q in sources),
        )

        half = len(sources) // 2
        for store in ("fresh.db", "half.db", "again.db"):
            simpul.graph.open(folder / store, write=True).close()
        fresh = ours(folder / "fresh.db", sources)
        ours(folder / "half.db", sources[:half])
        second = ours(folder / "half.db", sources[half:])
        print(f"memory at its highest until here: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")

        added = transactions(folder / "again.db", sources)
        quads = list(itertools.chain.from_iterable(added))
        text = ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.N_QUADS) or b""
        limit = timed(lambda: ox.Store(str(folder / "bulk")).bulk_load(text, ox.RdfFormat.N_QUADS))
        row("fresh store: ours", fresh, len(sources), len(quads), limit)
        row("fresh store: Oxigraph's bulk_load", limit, len(sources), len(quads))

        there, later = ox.Store(str(folder / "extend")), added[len(added) // 2 :]
        extended(there, added[: len(added) // 2])
        limit = extended(there, later)
        more = sum(map(len, later))
        row("existing store: ours", second, len(sources) - half, more, limit)
        row("existing store: Oxigraph's extend", limit, len(sources) - half, more)
        some = b"\n".join(text.split(b"\n")[:_SOME]) + b"\n"
        took = timed(lambda: rdflib.Dataset().parse(data=some, format="nquads"))
        row("rdflib in memory, its own parser", took * len(quads) / _SOME, len(sources), len(quads))
    return 0


if __name__ == "__main__":
    sys.exit(main())
