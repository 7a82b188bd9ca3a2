import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}


def network():
    """A chain a - b - c - d with a second neighbour e of b, links in both directions."""
    return nx.DiGraph([("b", "a"), ("b", "c"), ("d", "c"), ("e", "b")])


@pytest.fixture
def shown(opened):
    return opened(page(network(), {}, title=TITLE))


def choose(tab, name):
    tab.keyboard.press("/")
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")


def names(tab):
    tab.click("[data-view=table]")
    return sorted(tab.locator("table").last.locator("tbody .name").all_inner_texts())


def test_steps_show_what_is_near_whatever_the_direction(shown):
    """One and two steps must show the nodes so many links away in either direction, 'All' every node again."""
    tab = shown.page
    choose(tab, "a")
    tab.get_by_role("button", name="1 step").click()
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "2")
    expect(tab.locator("#count")).to_have_text("Shown: 2 of 5 nodes, 1 of 4 links · 1 step around a")
    tab.get_by_role("button", name="2 steps").click()
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "4")
    assert names(tab) == ["a", "b", "c", "e"]
    tab.get_by_role("button", name="All", exact=True).click()
    assert names(tab) == ["a", "b", "c", "d", "e"]
    assert shown.complaints == []


def test_focus_stays_on_the_button_pressed(shown):
    """The keyboard must stay on the button for the steps, though the panel is made anew."""
    choose(shown.page, "b")
    shown.page.get_by_role("button", name="1 step").press("Enter")
    expect(shown.page.get_by_role("button", name="1 step")).to_be_focused()
    expect(shown.page.get_by_role("button", name="1 step")).to_have_attribute("aria-pressed", "true")


def test_the_whole_network_comes_back_without_the_panel(shown):
    """With the node let go, a button beside the count must bring the whole network back, as choosing another does."""
    tab = shown.page
    choose(tab, "a")
    tab.get_by_role("button", name="1 step").click()
    tab.locator("#panel .close").click()
    tab.get_by_role("button", name="Show the whole network").click()
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "5")
    expect(tab.locator("#whole")).to_be_hidden()
    choose(tab, "a")
    tab.get_by_role("button", name="1 step").click()
    choose(tab, "d")
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "5")


def test_all_labels_are_drawn_around_the_middle(shown):
    """Around its middle a neighbourhood must have all its names, those two steps away too."""
    choose(shown.page, "a")
    shown.page.get_by_role("button", name="2 steps").click()
    expect(shown.page.locator("#canvas")).to_have_attribute("data-labels", "4")


def test_a_step_goes_along_links_that_are_shown(opened):
    """A neighbourhood must not lead over links that a filter hides."""
    graph = nx.Graph()
    graph.add_edge("a", "b", label="air")
    graph.add_edge("b", "c", label="sampah")
    tab = opened(page(graph, {}, title=TITLE)).page
    choose(tab, "a")
    tab.get_by_role("button", name="2 steps").click()
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "3")
    tab.get_by_label("Topic").fill("air")
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "2")
    tab.get_by_label("Topic").fill("sampah")
    expect(tab.locator("#canvas")).to_have_attribute("data-visible", "2")
    expect(tab.locator("#whole")).to_be_hidden()


def test_the_node_stands_in_the_middle_and_all_puts_it_back(shown):
    """With one step the chosen node must stand in the middle of the drawing; 'All' must draw as before."""
    tab = shown.page
    picture = "document.querySelector('#canvas canvas').toDataURL()"
    choose(tab, "a")
    tab.keyboard.press("Escape")
    tab.click("#fit")
    tab.mouse.move(1, 1)
    before = tab.evaluate(picture)
    choose(tab, "c")
    tab.get_by_role("button", name="1 step").click()
    box = tab.locator("#canvas").bounding_box()
    tab.keyboard.press("Escape")
    tab.locator("#canvas").click(position={"x": box["width"] / 2, "y": box["height"] / 2 - 18})
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "c")
    tab.get_by_role("button", name="All", exact=True).click()
    tab.keyboard.press("Escape")
    tab.click("#fit")
    tab.mouse.move(1, 1)
    tab.wait_for_function(f"before => {picture} === before", arg=before)
