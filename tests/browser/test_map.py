import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}
PLACES = {"west": (-2, 100), "middle": (-2, 105), "east": (-2, 110), "north": (0, 105), "south": (-4, 105)}


def network(places):
    graph = nx.DiGraph()
    for name, (lat, lon) in places.items():
        graph.add_node(name, label=name, lat=lat, lon=lon)
    nx.add_path(graph, places)
    graph.add_node("nowhere", label="Nowhere")
    graph.add_edge("nowhere", next(iter(places)))
    return graph


@pytest.fixture
def shown(opened):
    result = opened(page(network(PLACES), {}, title=TITLE))
    result.page.get_by_role("button", name="Map").click()
    return result


def click(tab, right, down):
    """Click at so many pixels from the middle of the drawing; its buttons below move the middle up by 18."""
    box = tab.locator("#canvas").bounding_box()
    tab.locator("#canvas").click(position={"x": box["width"] / 2 + right, "y": box["height"] / 2 - 18 + down})


def test_nodes_stand_at_their_places(shown):
    """The map must show north up, east right, the middle in the middle, and lengths true along the middle parallel."""
    tab = shown.page
    click(tab, 0, 0)
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "middle")
    for key, name, back in [("Right", "east", "Left"), ("Left", "west", "Right"), ("Up", "north", "Down")]:
        tab.focus("#canvas")
        tab.keyboard.press(f"Arrow{key}")
        expect(tab.locator("#canvas")).to_have_attribute("data-selected", name)
        tab.keyboard.press(f"Arrow{back}")
        expect(tab.locator("#canvas")).to_have_attribute("data-selected", "middle")
    assert shown.complaints == []


def test_degrees_of_latitude_are_as_long_as_they_should_be(opened):
    """At 60 degrees a degree of longitude must be half as long as one of latitude."""
    corners = {"sw": (59.5, 10), "se": (59.5, 12), "nw": (60.5, 10), "ne": (60.5, 12)}
    tab = opened(page(network(corners), {}, title=TITLE)).page
    tab.get_by_role("button", name="Map").click()
    half = (tab.locator("#canvas").bounding_box()["height"] - 28 - 64) / 2
    for name, right, down in [("se", half, half), ("nw", -half, -half), ("ne", half, -half), ("sw", -half, half)]:
        click(tab, right, down)
        expect(tab.locator("#canvas")).to_have_attribute("data-selected", name)
        click(tab, 0, 0)


def test_nodes_without_a_place_are_listed(shown):
    """A node without a place must be off the map but in its list, from where its panel opens."""
    tab = shown.page
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "5")
    expect(tab.locator("#unplaced summary")).to_have_text("Not on the map: 1")
    tab.locator("#unplaced summary").click()
    tab.locator("#unplaced .name").click()
    expect(tab.locator("#panel h2")).to_have_text("Nowhere")
    tab.click("[data-language=id]")
    expect(tab.locator("#unplaced summary")).to_have_text("Tidak ada di peta: 1")
    tab.click("[data-view=graph]")
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "6")
    expect(tab.locator("#unplaced")).to_be_hidden()


def test_nodes_at_one_point_are_fanned_out(opened):
    """Nodes that share a point must stand side by side around it, each to be clicked."""
    places = {"a": (-2, 105), "b": (-2, 105), "west": (-2, 100), "east": (-2, 110)}
    tab = opened(page(network(places), {}, title=TITLE)).page
    tab.get_by_role("button", name="Map").click()
    click(tab, -9, 0)
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "a")
    click(tab, 9, 0)
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "b")


@pytest.mark.parametrize("lat", [None, "", "north", float("nan"), 91, "<b>", [1]])
def test_no_map_of_less_than_two_places(opened, lat):
    """With one place, or degrees that are none, there must be no map."""
    graph = nx.Graph()
    graph.add_node("a", lat=-2.9, lon=104.7)
    graph.add_node("b", lat=lat, lon=104.7)
    result = opened(page(graph, {}, title=TITLE))
    expect(result.page.locator("[data-view=map]")).to_be_hidden()
    assert result.complaints == []


def test_map_on_a_phone(opened):
    """The map must fit a phone."""
    tab = opened(page(network(PLACES), {}, title=TITLE), width=390, height=844).page
    tab.get_by_role("button", name="Map").click()
    click(tab, 0, 0)
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "middle")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
