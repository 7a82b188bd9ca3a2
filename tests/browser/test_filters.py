import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}


def network():
    graph = nx.MultiDiGraph()
    graph.add_node("plg", label="Kota Palembang", kind="region", province="Sumatera Selatan", tier="regency")
    graph.add_node("btm", label="Kota Batam", kind="region", province="Kepulauan Riau", tier="regency")
    graph.add_node("bdg", label="Kota Bandung", kind="region", province="Jawa Barat", tier="regency")
    graph.add_node("jbr", label="Jawa Barat", kind="region", province="Jawa Barat", tier="province")
    graph.add_node("rd", label="Ratu Dewa", kind="official")
    graph.add_node("lonely", label="Kabupaten Merauke", kind="region", province="Papua Selatan", tier="regency")
    graph.add_edge("plg", "bdg", label="Smart city", date="2018-03-01")
    graph.add_edge("plg", "bdg", label="Air bersih", date="2021")
    graph.add_edge("btm", "plg", label="Air bersih", date="2024-05")
    graph.add_edge("jbr", "btm", label="Pelayanan publik")
    graph.add_edge("rd", "plg", label="heads", date="2025-02-20")
    return graph


@pytest.fixture
def shown(opened):
    return opened(page(network(), {}, title=TITLE))


def clean(result):
    return result.complaints == [] and result.page.evaluate("window.refused") == []


def rows(tab, which):
    """The names in the first cell of the table of links (0) or of nodes (1)."""
    tab.click("[data-view=table]")
    return sorted(tab.locator("table").nth(which).locator("tbody tr td:first-child").all_inner_texts())


def test_filters_are_there_only_where_there_is_something_to_filter(opened):
    """A network without tier, province and edge labels must have no filters, one with provinces only that one."""
    bare, some = nx.Graph([("a", "b")]), nx.Graph([("a", "b")])
    some.add_node("a", province="Bali")
    expect(opened(page(bare, {}, title=TITLE)).page.locator("#filter")).to_be_hidden()
    tab = opened(page(some, {}, title=TITLE)).page
    expect(tab.locator("#filter .field")).to_have_count(1)
    expect(tab.get_by_label("Province")).to_be_visible()


def test_tier_keeps_its_nodes_and_the_links_between_them(shown):
    """A tier must keep the nodes of that tier that are linked with each other or with nothing, on the table too."""
    shown.page.get_by_label("Level").select_option("Regencies and cities")
    expect(shown.page.locator("#canvas")).to_have_attribute("data-visible", "4")
    expect(shown.page.locator("#count")).to_have_text("Shown: 4 of 6 nodes, 2 of 4 links")
    assert rows(shown.page, 0) == ["Kota Batam", "Kota Palembang"]
    assert rows(shown.page, 1) == ["Kabupaten Merauke", "Kota Bandung", "Kota Batam", "Kota Palembang"]
    assert clean(shown)


def test_province_keeps_its_nodes_and_those_they_are_linked_with(shown):
    """A province must keep its nodes, their links, and the nodes at the other ends; 'All' must bring back the rest."""
    chosen = shown.page.get_by_label("Province")
    chosen.select_option("Jawa Barat")
    expect(shown.page.locator("#count")).to_have_text("Shown: 4 of 6 nodes, 2 of 4 links")
    chosen.select_option("Papua Selatan")
    assert rows(shown.page, 1) == ["Kabupaten Merauke"]
    chosen.select_option("All")
    expect(shown.page.locator("#count")).to_have_text("Shown: 6 of 6 nodes, 4 of 4 links")


def test_topic_keeps_links_with_its_words_in_their_label(shown):
    """A topic must keep the links whose label has all its words, in any case and order, and the nodes they join."""
    shown.page.get_by_label("Topic").fill("BERSIH air")
    expect(shown.page.locator("#count")).to_have_text("Shown: 4 of 6 nodes, 2 of 4 links")
    assert rows(shown.page, 1) == ["Kabupaten Merauke", "Kota Bandung", "Kota Batam", "Kota Palembang"]
    assert "Smart city" not in shown.page.locator("#table").inner_text()
    shown.page.get_by_role("button", name="Clear filters").click()
    expect(shown.page.get_by_label("Topic")).to_have_value("")
    expect(shown.page.locator("#count")).to_have_text("Shown: 6 of 6 nodes, 4 of 4 links")


def test_what_the_filter_hides_is_no_longer_chosen(shown):
    """A chosen node that a filter hides must be let go; searching for it must bring it back."""
    tab = shown.page
    tab.keyboard.press("/")
    tab.keyboard.type("ratu")
    tab.keyboard.press("Enter")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "rd")
    tab.get_by_label("Topic").fill("smart")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "")
    tab.locator("#search").fill("ratu")
    tab.keyboard.press("Enter")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "rd")
    expect(tab.get_by_label("Topic")).to_have_value("")


def test_filters_speak_both_languages_and_keep_their_values(shown):
    """Switching the language must rename the filters and keep what is filtered."""
    shown.page.get_by_label("Topic").fill("smart")
    shown.page.click("[data-language=id]")
    expect(shown.page.get_by_label("Topik")).to_have_value("smart")
    expect(shown.page.get_by_label("Tingkat")).to_contain_text("Kabupaten dan kota")
    expect(shown.page.locator("#count")).to_have_text("Ditampilkan: 3 dari 6 simpul, 1 dari 4 hubungan")


def test_filters_are_closed_on_phones_and_large_enough_to_touch(opened):
    """On a phone the filters must be closed at first; open, each must be 24 pixels high and within the page."""
    tab = opened(page(network(), {}, title=TITLE), width=390, height=844).page
    expect(tab.get_by_label("Topic")).to_be_hidden()
    tab.get_by_role("button", name="Filter", exact=True).click()
    for box in [one.bounding_box() for one in tab.locator("#filter select, #filter input, #filter button").all()]:
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= 390
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def slide(tab, label, year):
    """Move a slider as a reader does by keyboard, year by year."""
    slider = tab.get_by_label(label)
    slider.focus()
    way = year - int(slider.input_value())
    for _ in range(abs(way)):
        tab.keyboard.press("ArrowRight" if way > 0 else "ArrowLeft")
    expect(slider).to_have_value(str(year))


def test_years_narrow_the_links_and_count_the_undated(shown):
    """Narrowed years must keep the links dated within, and say how many undated ones that leaves out."""
    tab = shown.page
    slide(tab, "From year", 2019)
    expect(tab.locator("#count")).to_have_text("Shown: 5 of 6 nodes, 3 of 4 links · links without a date left out: 1")
    slide(tab, "To year", 2021)
    expect(tab.locator("#count")).to_have_text("Shown: 3 of 6 nodes, 1 of 4 links · links without a date left out: 1")
    rows(tab, 0)
    expect(tab.locator("#table tbody").first).to_contain_text("Air bersih")
    expect(tab.locator("#table tbody").first).not_to_contain_text("Smart city")


def test_full_range_of_years_brings_the_undated_back(shown):
    """Sliders moved back to both ends must filter nothing."""
    slide(shown.page, "From year", 2020)
    slide(shown.page, "From year", 2018)
    expect(shown.page.locator("#count")).to_have_text("Shown: 6 of 6 nodes, 4 of 4 links")
    expect(shown.page.get_by_role("button", name="Clear filters")).to_be_disabled()


def test_years_never_cross(shown):
    """A slider must stop at the other, so that the range always holds a year."""
    slide(shown.page, "To year", 2020)
    shown.page.get_by_label("From year").press("End")
    expect(shown.page.get_by_label("From year")).to_have_value("2020")
    expect(shown.page.locator("#filter output")).to_have_text(["2020", "2020"])
    shown.page.get_by_label("To year").press("Home")
    expect(shown.page.get_by_label("To year")).to_have_value("2020")


def test_one_year_needs_no_sliders(opened):
    """A network whose links are all of one year, or have dates that are none, must have no sliders."""
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", date="2024-05-01", label="x")
    graph.add_edge("a", "b", date="2024", label="x")
    graph.add_edge("a", "b", date="long ago", label="x")
    graph.add_edge("a", "b", date="1999-1", label="x")
    expect(opened(page(graph, {}, title=TITLE)).page.locator("[type=range]")).to_have_count(0)
