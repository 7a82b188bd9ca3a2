"""Take the pictures in docs/pictures anew: the pages of the samples as Chromium shows them.

python benchmarks/pictures.py
"""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import simpul.graph
from simpul.loaders.load import load_all

HERE = Path(__file__).parents[1] / "docs" / "pictures"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def _pages(folder: Path) -> dict[str, Path]:
    """A page a layer, of the samples."""
    with simpul.graph.open(folder / "simpul.db", write=True) as graph:
        with as_file(files("simpul.loaders") / "samples") as samples:
            for loaded in load_all([samples]):
                graph.replace(loaded.document.source, loaded.quads)
        for layer in ("visits", "collaborations", "awards"):
            graph.view(layer).write_html(str(folder / f"{layer}.html"))
    return {layer: folder / f"{layer}.html" for layer in ("visits", "collaborations", "awards")}


def _choose(page: Page, name: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def main() -> None:
    """Open, act, take."""
    acts = {
        "network": ("visits", DESK, "light", lambda page: _choose(page, "Kabupaten Badung")),
        "map": ("visits", DESK, "light", lambda page: page.click("button[data-view=map]")),
        "table": ("visits", DESK, "light", lambda page: page.click("button[data-view=table]")),
        "phone": ("collaborations", PHONE, "light", lambda _: None),
        "dark": ("awards", DESK, "dark", lambda _: None),
    }
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = _pages(Path(folder))
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (layer, size, colours, act) in acts.items():
            context = browser.new_context(viewport=size, color_scheme=colours, reduced_motion="reduce")
            page = context.new_page()
            page.goto(pages[layer].as_uri())
            page.wait_for_selector("html[data-ready]")
            act(page)
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            page.screenshot(path=HERE / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
