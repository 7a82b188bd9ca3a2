"""How long a reader waits for the network page, beside a stock page of pyvis, in one headless Chromium.

    python benchmarks/page.py [NODES] [LINKS]

A made-up network (552 nodes and 3,000 links if not given) is written as Simpul's page and as pyvis writes it with its
libraries inside the file. Printed are, for each: seconds to write the file, its size, and the seconds from opening it
until it can be used: ours once it says that it is ready, pyvis's once its bar of loading has gone and the next frame is
drawn. Best of three, each in a browser context of its own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
from playwright.sync_api import sync_playwright
from pyvis.network import Network

from simpul.graph.view.page import network_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

NODES, LINKS, ROUNDS, LIMIT_MS = 552, 3_000, 3, 180_000
OURS = "() => document.documentElement.hasAttribute('data-ready')"
STOCK = """() => {
  const bar = document.getElementById("loadingBar");
  return typeof network !== "undefined" && bar && getComputedStyle(bar).display === "none";
}"""
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def made(nodes: int, links: int) -> nx.DiGraph:
    """A network in which some are visited far more often than others."""
    chance = random.Random(1)  # noqa: S311 - no secret
    network = nx.DiGraph()
    network.add_nodes_from((n, {"label": f"Kabupaten {n}", "kind": "government"}) for n in range(nodes))
    liked = [1 / (1 + rank) ** 0.7 for rank in range(nodes)]
    while network.number_of_edges() < links:
        one, other = chance.randrange(nodes), chance.choices(range(nodes), liked)[0]
        if one != other:
            network.add_edge(one, other, weight=1.0, label="studi tiru")
    return network


def ours(network: nx.DiGraph) -> str:
    """Simpul's page."""
    return network_view(network, {}, title={"en": "Benchmark"}).generate_html()


def stock(network: nx.DiGraph) -> str:
    """The page that pyvis makes."""
    view = Network(directed=True, cdn_resources="in_line")
    view.from_nx(network)
    return str(view.generate_html())


def waited(browser: Browser, path: Path, ready: str) -> float:
    """Seconds from opening the file until it is ready and has drawn the next frame."""
    context = browser.new_context()
    page = context.new_page()
    began = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit", timeout=LIMIT_MS)
    page.wait_for_function(ready, timeout=LIMIT_MS)
    page.evaluate(FRAME)
    spent = time.perf_counter() - began
    context.close()
    return spent


def main(nodes: int, links: int) -> None:
    """Write, open, print."""
    network = made(nodes, links)
    tries: dict[str, tuple[Callable[[nx.DiGraph], str], str]] = {"Simpul": (ours, OURS), "pyvis": (stock, STOCK)}
    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (write, ready) in tries.items():
            began = time.perf_counter()
            html = write(network.copy())
            written = time.perf_counter() - began
            path = Path(folder) / f"{name}.html"
            path.write_text(html, encoding="utf-8")
            found[name] = min(waited(browser, path, ready) for _ in range(ROUNDS))
            print(f"{name}: written in {written:.2f} s, {len(html) / 1e6:.1f} MB, to be used after {found[name]:.2f} s")
        browser.close()
    print(f"pyvis / Simpul: {found['pyvis'] / found['Simpul']:.1f}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [NODES, LINKS][len(numbers) :]))
