import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}
HOSTILE = "</script><img src=x onerror=window.hacked=1>"


def network():
    graph = nx.MultiDiGraph()
    graph.add_node("id:a&b=c#d", label="Kota A", kind="region", province="Bali", tier="regency", lat=-8, lon=115)
    graph.add_node("b", label="Kota B", kind="region", province="Papua", tier="regency", lat=-3, lon=140)
    graph.add_node("c", label="Ibu C", kind="official & more")
    graph.add_edge("id:a&b=c#d", "b", label="Air bersih", date="2018")
    graph.add_edge("b", "c", label="heads", date="2021-05")
    return graph


@pytest.fixture
def shown(opened):
    return opened(page(network(), {}, title=TITLE))


def at(tab, address):
    """The page opened anew at an address after its #."""
    tab.goto("about:blank")
    tab.goto(f"{tab.plain}#{address}")
    tab.wait_for_selector("html[data-ready]")


@pytest.fixture
def tab(shown):
    shown.page.plain = shown.page.url
    return shown.page


def clean(result):
    return result.complaints == [] and result.page.evaluate("window.refused") == []


def address(tab):
    return tab.evaluate("location.hash")


def test_address_is_plain_at_first(tab):
    """A page as it opens must have nothing behind its address, and again once all is taken back."""
    assert address(tab) == ""
    tab.get_by_label("Topic").fill("air")
    assert address(tab) == "#topic=air"
    tab.get_by_label("Topic").fill("")
    assert "#" not in tab.url


def test_state_comes_back_from_the_address(tab, shown):
    """Language, view, kinds, filters, years, chosen node and steps must be as they were when the address is opened."""
    tab.get_by_label("official & more").uncheck()
    tab.get_by_label("Level").select_option("Regencies and cities")
    tab.get_by_label("Province").select_option("Bali")
    tab.get_by_label("Topic").fill("air & bersih")
    tab.get_by_label("Topic").fill("air")
    tab.get_by_label("To year").press("ArrowLeft")
    tab.click("[data-view=table]")
    tab.click("#table .name:has-text('Kota A') >> nth=0")
    tab.get_by_role("button", name="1 step").click()
    tab.click("[data-language=id]")
    tab.click("[data-view=map]")
    kept = address(tab)
    at(tab, kept.removeprefix("#"))
    expect(tab.locator("html")).to_have_attribute("lang", "id")
    expect(tab.locator("[data-view=map]")).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_label("official & more")).not_to_be_checked()
    expect(tab.locator("#filter-tier option:checked")).to_have_text("Kabupaten dan kota")
    expect(tab.locator("#filter-province option:checked")).to_have_text("Bali")
    expect(tab.locator("#filter-topic")).to_have_value("air")
    expect(tab.locator("#filter output")).to_have_text(["2018", "2020"])
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "id:a&b=c#d")
    expect(tab.locator("[data-steps='1']")).to_have_attribute("aria-pressed", "true")
    assert address(tab) == kept
    assert clean(shown)


def test_neighbourhood_of_another_node_comes_back(tab):
    """The node in the middle must come back also when another one is chosen, or none."""
    at(tab, "steps=1&around=c&node=b")
    expect(tab.locator("#count")).to_contain_text("2 of 3 nodes, 1 of 2 links · 1 step around Ibu C")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "b")
    at(tab, "steps=1&around=c")
    expect(tab.locator("#count")).to_contain_text("1 step around Ibu C")


@pytest.mark.parametrize(
    "hostile",
    [
        f"node={HOSTILE}&view={HOSTILE}&lang={HOSTILE}&hide={HOSTILE}&tier={HOSTILE}&province={HOSTILE}&steps={HOSTILE}",
        "lang=__proto__&view=constructor&node=__proto__&hide=__proto__&tier=toString&province=__proto__&steps=3",
        "from=99999&to=-1&steps=1&around=nobody",
        "from=2030&to=1900",
        "view=%E0%A4%A&node=%",
        "=&==&&&%%%",
        "panel",
        "topic=" + "x" * 5000,
    ],
)
def test_broken_and_hostile_addresses_are_passed_over(tab, shown, hostile):
    """What an address says that the network does not have must change nothing and complain of nothing."""
    at(tab, hostile)
    expect(tab.locator("#count")).to_have_text("Shown: 3 of 3 nodes, 2 of 2 links")
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    assert address(tab) == ""
    assert tab.evaluate("window.hacked") is None
    assert clean(shown)


def test_hostile_topic_stays_words(tab, shown):
    """A topic that is markup must stand in its box as text."""
    at(tab, f"topic={HOSTILE}")
    expect(tab.get_by_label("Topic")).to_have_value(HOSTILE)
    assert tab.locator("img").count() == 0
    assert clean(shown)


def test_address_changed_by_hand_is_read(tab):
    """A new address typed into an open page must be read without opening it anew."""
    tab.get_by_label("Topic").fill("air")
    tab.evaluate("location.hash = '#view=table'")
    expect(tab.locator("#table table")).to_have_count(2)
    expect(tab.get_by_label("Topic")).to_have_value("")


def test_link_is_copied(tab):
    """'Copy link' must put the address into the clipboard, or say where to find it when there is none."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.get_by_label("Topic").fill("air")
    tab.get_by_role("button", name="Copy link").click()
    expect(tab.locator("#done")).to_have_text("Copied")
    assert tab.evaluate("navigator.clipboard.readText()").endswith("#topic=air")
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    tab.get_by_role("button", name="Copy link").click()
    expect(tab.locator("#done")).to_have_text("Copy it from the address bar")
