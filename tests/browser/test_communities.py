import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}
ORANGE, BLUE, GREY = (0xE6, 0x9F, 0x00), (0x56, 0xB4, 0xE9), (0x8A, 0x8F, 0x98)


def network(communities):
    graph = nx.path_graph([f"n{number:02}" for number in range(len(communities))])
    for node, community in zip(list(graph), communities, strict=True):
        graph.nodes[node].update(kind="region", community=community)
    return graph


@pytest.fixture
def shown(opened):
    result = opened(page(network([0, 0, 7, 7, None]), {}, title=TITLE))
    result.page.get_by_role("button", name="Community").click()
    return result


def painted(tab, colour):
    """Whether any pixel of the canvas has this colour."""
    return tab.evaluate(
        """([r, g, b]) => {
          const canvas = document.querySelector("#canvas canvas");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          for (let i = 0; i < pixels.length; i += 4)
            if (pixels[i] === r && pixels[i + 1] === g && pixels[i + 2] === b) return true;
          return false;
        }""",
        list(colour),
    )


def test_communities_colour_the_nodes_and_fill_the_legend(shown):
    """Coloured by community, nodes must have its colour and the legend list each community by its number."""
    tab = shown.page
    expect(tab.locator("#legend label")).to_have_text(["Community 02", "Community 72", "No community1"])
    assert shown.complaints == []
    assert painted(tab, ORANGE)
    assert painted(tab, BLUE)
    tab.get_by_role("button", name="Kind").click()
    expect(tab.locator("#legend label")).to_have_text(["Region5"])
    assert not painted(tab, ORANGE)


def test_the_legend_filters_by_community(shown):
    """An unticked community must be hidden as long as communities are looked at, in the table too."""
    tab = shown.page
    tab.get_by_label("Community 7").uncheck()
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "3")
    assert tab.evaluate("location.hash") == "#colour=community&without=7"
    tab.reload()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.get_by_label("Community 7")).not_to_be_checked()
    tab.click("[data-view=table]")
    expect(tab.locator("table").last.locator("tbody tr")).to_have_count(3)
    expect(tab.locator("table").last).to_contain_text("Community 0")
    tab.click("[data-view=graph]")
    tab.get_by_role("button", name="Kind").click()
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "5")


def test_choosing_a_hidden_node_shows_its_community(shown):
    """A node found by the search must bring its community back."""
    tab = shown.page
    tab.get_by_label("No community").uncheck()
    tab.locator("#search").fill("n04")
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("No community")).to_be_checked()
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "n04")
    tab.locator("#search").fill("n02")
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel .figures")).to_contain_text("Community 7")


def test_more_communities_than_colours_are_grey_and_numbered(opened):
    """The ninth community and those after it must be grey and told by their number."""
    tab = opened(page(network(list(range(10))), {}, title=TITLE)).page
    tab.get_by_role("button", name="Community").click()
    fills = tab.locator("#legend path").evaluate_all("paths => paths.map(path => getComputedStyle(path).fill)")
    assert len(set(fills[:9])) == 9
    assert fills[8] == fills[9] == "rgb({}, {}, {})".format(*GREY)
    expect(tab.get_by_label("Community 9")).to_be_checked()


@pytest.mark.parametrize("community", [None, "3", 1.5, True, "<b>"])
def test_no_switch_without_communities(opened, community):
    """Without whole numbers there must be no switch."""
    tab = opened(page(network([community, community]), {}, title=TITLE)).page
    expect(tab.locator("#colouring")).to_be_hidden()
