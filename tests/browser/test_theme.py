import re
from importlib.resources import files

import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}
LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 22, 26)"


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_the_switch_goes_before_the_system(opened, system, other):
    """The page must follow the system until the switch says otherwise, and again when told to."""
    grounds = {"light": LIGHT, "dark": DARK}
    result = opened(page(nx.path_graph(3), {}, title=TITLE), colours=system)
    tab = result.page
    body = tab.locator("body")
    expect(body).to_have_css("background-color", grounds[system])
    picture = "document.querySelector('#canvas canvas').toDataURL()"
    before = tab.evaluate(picture)
    tab.get_by_role("button", name=other.title(), exact=True).click()
    expect(body).to_have_css("background-color", grounds[other])
    expect(tab.locator("html")).to_have_css("color-scheme", other)
    expect(tab.locator(f"#themes [data-theme={other}]")).to_have_attribute("aria-pressed", "true")
    tab.wait_for_function(f"before => {picture} !== before", arg=before)
    tab.get_by_role("button", name="As the system").click()
    expect(body).to_have_css("background-color", grounds[system])
    tab.emulate_media(color_scheme=other)
    expect(body).to_have_css("background-color", grounds[other])
    assert result.complaints == []
    assert tab.evaluate("window.refused") == []


def test_an_empty_page_has_the_switch_too(opened):
    """The switch must work on a page without a network."""
    tab = opened(page(nx.Graph(), {}, title=TITLE)).page
    tab.get_by_role("button", name="Dark").click()
    expect(tab.locator("body")).to_have_css("background-color", DARK)


def test_both_dark_palettes_are_one():
    """The palette for dark systems and that of the switch must be the same."""
    style = (files("simpul.graph.view") / "page.css").read_text("utf-8")
    by_system, by_switch = (
        re.search(selector + r" \{(.*?)\}", style, re.DOTALL).group(1).split()
        for selector in (r':root:not\(\[data-theme="light"\]\)', r':root\[data-theme="dark"\]')
    )
    assert by_system == by_switch
    assert len(by_system) > 20
