"""axe-core, the usual checker of accessibility, finds nothing against WCAG 2.2 AA on any page, in any of its states."""

import networkx as nx
import pytest

from simpul.graph.view.page import PanelFact, Quote, page
from simpul.ontology.reference.page import page as reference

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install 'simpul[test]'"
)

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SENTENCE = {"en": "Kota A visited Kota B.", "id": "Kota A mengunjungi Kota B."}


@pytest.fixture(scope="module")
def html():
    network = nx.MultiDiGraph()
    for number, name in enumerate("ABCD"):
        network.add_node(name, label=f"Kota {name}", kind="government", tier="regency", province=f"Provinsi {name}",
                         lat=-6.0 - number, lon=106.0 + number)  # fmt: skip
    network.add_edge("A", "B", label="smart city", date="2019-02-03")
    network.add_edge("C", "B", label="sampah", date="2021")
    network.add_edge("D", "B")
    told = PanelFact(
        SENTENCE, (Quote("Kota A belajar.", "Berita", "https://berita.example/1", "2019-02-04", 0.9, 1, 16),)
    )
    return page(network, {"A": (told,), "A|B": (told,)}, title={"en": "Visits", "id": "Kunjungan"})


def violations(tab, parts=None):
    context = {"include": [[part] for part in parts]} if parts else None
    found = axe.Axe().run(tab, context, {"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
    return [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_network_page_is_accessible(opened, html, width, colours):
    """As it opens, with a node's panel open, as a table, and in Indonesian."""
    tab = opened(html, width=width, colours=colours).page
    assert violations(tab) == []
    tab.keyboard.press("/")
    tab.keyboard.type("Kota A")
    tab.keyboard.press("Enter")
    assert violations(tab) == []
    tab.click("button[data-view=table]")
    tab.click("button[data-language=id]")
    assert violations(tab) == []


PARTS = ("header", "nav", "#terms > section:first-of-type", "section.scheme", "footer")  # the whole takes 40 seconds


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_reference_is_accessible(opened, colours):
    """The page of all terms, light and dark: its frame, a theme with its diagram, and the schemes."""
    assert violations(opened(reference(), colours=colours, ready="footer").page, PARTS) == []
