import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import PanelFact, Quote, network_view, page

TITLE = {"en": "Who learns from whom", "id": "Siapa belajar dari siapa"}
HOSTILE = "</script><img src=x onerror=window.hacked=1>"
QUOTE = "Kota Palembang meraih juara pertama Innovative Government Award 2024."
ADDRESS = "https://berita.example/palembang?a=1&b=2"


def quote(text=QUOTE, title="Palembang Juara IGA", url=ADDRESS):
    return Quote(text, title, url, "2024-03-01", confidence=0.94, start=12, end=12 + len(text))


def fact(*quotes):
    return PanelFact({"en": "Palembang won the award.", "id": "Palembang meraih penghargaan itu."}, quotes)


def network():
    graph = nx.MultiDiGraph()
    graph.add_node("plg", label="Kota Palembang", kind="region", province="Sumatera Selatan")
    graph.add_node("btm", label="Kota Batam", kind="region")
    graph.add_node("iga", label="Innovative Government Award", kind="competition")
    graph.add_node("rd", label="Ratu Dewa", kind="official")
    graph.add_node("lonely", label="Kabupaten Merauke", kind="region")
    graph.add_edge("plg", "iga", label="won", weight=2, date="2024-03-01")
    graph.add_edge("plg", "iga", label="won", date="2023-11")
    graph.add_edge("btm", "plg", label="visited", date="2024-05-02")
    graph.add_edge("rd", "plg", label="heads")
    return graph


FACTS = {"plg": (fact(quote()),), "plg|iga": (fact(quote("Dua kali juara.")),)}


@pytest.fixture
def shown(opened):
    return opened(page(network(), FACTS, title=TITLE, description={"en": "As reported.", "id": "Menurut berita."}))


def search(tab, words):
    tab.keyboard.press("/")
    tab.keyboard.type(words)


def choose(tab, words):
    search(tab, words)
    tab.keyboard.press("Enter")


def clean(result):
    return result.complaints == [] and result.page.evaluate("window.refused") == []


def colours_on_canvas(tab):
    return tab.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas canvas");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          return new Set(new Uint32Array(pixels.buffer)).size;
        }""",
    )


def test_page_draws_the_network(shown):
    """The canvas must hold a drawing, without an error in the console or anything refused by the policy."""
    assert colours_on_canvas(shown.page) > 10
    assert clean(shown)


@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (1280, "dark"), (390, "dark")])
def test_page_draws_on_phones_and_in_the_dark(opened, width, colours):
    """The page must draw at phone width and in dark mode, and never scroll sideways."""
    result = opened(page(network(), FACTS, title=TITLE), width=width, colours=colours)
    assert colours_on_canvas(result.page) > 10
    assert result.page.evaluate("document.documentElement.scrollWidth") <= width
    assert clean(result)


def test_panel_goes_under_the_drawing_on_a_phone(opened):
    """At phone width the panel must stand under the drawing, not beside it."""
    tab = opened(page(network(), FACTS, title=TITLE), width=390).page
    drawing, panel = tab.locator("#canvas").bounding_box(), tab.locator("#panel").bounding_box()
    assert panel["y"] >= drawing["y"] + drawing["height"]


def test_nothing_is_requested_but_the_page(shown):
    """Opening, searching, selecting and switching must ask for nothing beyond the page's own file."""
    choose(shown.page, "palem")
    shown.page.click("[data-view=table]")
    shown.page.click("[data-language=id]")
    assert [url for url in shown.requests if not url.startswith("data:")] == [shown.page.url.split("#")[0]]


def test_policy_stops_what_is_not_ours(shown):
    """Scripts, images and requests that the page did not bring must be refused by the browser."""
    shown.page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://elsewhere.example/x.png";
          document.body.append(image);
          await fetch("https://elsewhere.example/").catch(() => {});
        }""",
    )
    assert shown.page.evaluate("window.hacked") is None
    shown.page.wait_for_function("window.refused.length >= 3")
    refused = set(shown.page.evaluate("window.refused"))
    assert refused == {"script-src-elem", "img-src", "connect-src"}


def test_search_finds_and_selects(shown):
    """Typing part of a name and clicking the result must select that node and open its panel."""
    search(shown.page, "palem")
    expect(shown.page.locator("#found")).to_have_text("1 result")
    shown.page.click("#results [role=option]")
    expect(shown.page.locator("#panel h2")).to_have_text("Kota Palembang")
    expect(shown.page.locator("#canvas")).to_have_attribute("data-selected", "plg")


def test_search_by_keyboard(shown):
    """'/' must focus the box, arrows move, Enter choose, Escape clear both the box and the choice."""
    tab = shown.page
    search(tab, "kota")
    expect(tab.locator("#search")).to_be_focused()
    expect(tab.locator("#found")).to_have_text("2 results")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("#search")).to_have_attribute("aria-activedescendant", "result-1")
    tab.keyboard.press("Enter")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "btm")
    expect(tab.locator("#panel h2")).to_be_focused()
    tab.keyboard.press("/")
    tab.keyboard.press("Escape")
    expect(tab.locator("#search")).to_have_value("")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "")


def test_search_says_when_nothing_is_found(shown):
    """A search without result must say so, where screen readers hear it."""
    search(shown.page, "zzz")
    expect(shown.page.locator("#found")).to_have_text("Nothing found")
    assert shown.page.locator("#found").get_attribute("aria-live") == "polite"


def test_panel_shows_quote_and_source(shown):
    """A node's panel must show its sentence, the quote, how sure it is, and a safe link to the dated article."""
    choose(shown.page, "palem")
    panel = shown.page.locator("#panel")
    expect(panel.locator(".sentence")).to_have_text("Palembang won the award.")
    expect(panel.locator("blockquote")).to_have_text(QUOTE)
    expect(panel).to_contain_text("94% confidence")
    expect(panel).to_contain_text("1 March 2024")
    link = panel.locator("cite a")
    expect(link).to_have_text("Palembang Juara IGA")
    expect(link).to_have_attribute("href", ADDRESS)
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_neighbours_are_buttons(shown):
    """A neighbour in the panel must be a button that goes to it."""
    choose(shown.page, "palem")
    shown.page.click("#panel .name:has-text('Kota Batam')")
    expect(shown.page.locator("#canvas")).to_have_attribute("data-selected", "btm")


def test_edge_panel_lists_parallel_edges(shown):
    """The panel of a bundled edge must list each of its edges with its date, and the edge's own facts."""
    choose(shown.page, "palem")
    shown.page.click("#panel .link:has-text('won ×2')")
    expect(shown.page.locator("#panel .parts li")).to_have_text(["wonNovember 2023", "won1 March 2024"])
    expect(shown.page.locator("#panel blockquote")).to_have_text("Dua kali juara.")


def test_click_on_the_drawing_selects(opened):
    """A click on a node must select it, and one on the empty drawing must let it go."""
    graph = nx.Graph()
    graph.add_node("a", label="Kota Batam")
    tab = opened(page(graph, {}, title=TITLE)).page
    box = tab.locator("#canvas").bounding_box()
    middle = {"x": box["width"] / 2, "y": box["height"] / 2 - 18}
    tab.locator("#canvas").click(position=middle)
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "a")
    tab.locator("#canvas").click(position={"x": 40, "y": 40})
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "")


def test_arrow_keys_walk_the_drawing(shown):
    """With the drawing focused, arrow keys must select nodes one after another, and Escape none."""
    tab = shown.page
    tab.focus("#canvas")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "plg")
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        tab.keyboard.press(key)
    expect(tab.locator("#spoken")).to_contain_text("selected")
    tab.keyboard.press("Escape")
    expect(tab.locator("#canvas")).to_have_attribute("data-selected", "")


def test_legend_hides_and_shows_a_kind(shown):
    """Unticking a kind must take its nodes off the drawing and the table; ticking it must bring them back."""
    canvas = shown.page.locator("#canvas")
    expect(canvas).to_have_attribute("data-visible", "5")
    shown.page.get_by_label("Region").uncheck()
    expect(canvas).to_have_attribute("data-visible", "2")
    shown.page.click("[data-view=table]")
    expect(shown.page.locator("#table tbody").first.locator("tr")).to_have_count(0)
    shown.page.get_by_label("Region").check()
    expect(canvas).to_have_attribute("data-visible", "5")


def test_hidden_kinds_leave_the_drawing_blank(shown):
    """With every kind unticked no node, edge or label may be left on the canvas."""
    for box in shown.page.locator("#legend input").all():
        box.uncheck()
    expect(shown.page.locator("#canvas")).to_have_attribute("data-labels", "0")
    assert colours_on_canvas(shown.page) == 1


def test_choosing_a_hidden_node_shows_its_kind(shown):
    """Search must find hidden nodes too, and choosing one must bring its kind back."""
    shown.page.get_by_label("Official").uncheck()
    choose(shown.page, "ratu")
    expect(shown.page.get_by_label("Official")).to_be_checked()
    expect(shown.page.locator("#canvas")).to_have_attribute("data-selected", "rd")


def test_table_lists_links_and_nodes(shown):
    """The table view must list every link and every node, and its names must open the panel."""
    shown.page.click("[data-view=table]")
    expect(shown.page.locator("table")).to_have_count(2)
    expect(shown.page.locator("table").first.locator("tbody tr")).to_have_count(3)
    expect(shown.page.locator("table").last.locator("tbody tr")).to_have_count(5)
    shown.page.click("table .name:has-text('Kabupaten Merauke')")
    expect(shown.page.locator("#panel h2")).to_have_text("Kabupaten Merauke")


def test_language_switch(shown):
    """The switch must turn the title, the interface, the kinds and the facts to Indonesian."""
    choose(shown.page, "palem")
    shown.page.click("[data-language=id]")
    expect(shown.page.locator("h1")).to_have_text("Siapa belajar dari siapa")
    expect(shown.page.locator("#description")).to_have_text("Menurut berita.")
    expect(shown.page.locator("#legend")).to_contain_text("Daerah")
    expect(shown.page.locator("#panel .sentence")).to_have_text("Palembang meraih penghargaan itu.")
    expect(shown.page.locator("#panel")).to_contain_text("1 Maret 2024")
    expect(shown.page.locator("html")).to_have_attribute("lang", "id")
    expect(shown.page).to_have_title("Siapa belajar dari siapa")


def test_page_opens_in_the_language_asked_for(opened):
    """A page made for Indonesian readers must open in Indonesian."""
    tab = opened(page(network(), {}, title=TITLE, language="id")).page
    expect(tab.locator("[data-view=table]")).to_have_text("Tabel")


def test_every_input_has_a_name(shown):
    """Every input and button must have a name that screen readers can say."""
    nameless = shown.page.evaluate(
        """() => [...document.querySelectorAll("input, button, [role=application], aside")].filter(one =>
          !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.[0]?.textContent.trim())).length""",
    )
    assert nameless == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_every_control_is_large_enough_to_touch(opened, width):
    """Buttons, fields and the legend's entries must be 24 pixels high and wide at least, and stay within the page."""
    graph = network()
    for place, node in enumerate(graph):
        graph.nodes[node].update(community=place, lat=-place, lon=100 + place, tier="regency")
    graph.add_node("nowhere")
    tab = opened(page(graph, FACTS, title=TITLE), width=width, height=844).page
    if width < 760:
        tab.click("#filter-button")
    tab.click("[data-view=map]")
    choose(tab, "palem")
    kinds = "button, select, summary, input:not([type=checkbox]), .legend label"
    controls = tab.locator(kinds).filter(visible=True)
    boxes = [control.bounding_box() for control in controls.all()]
    assert len(boxes) > 25
    assert [box for box in boxes if box["height"] < 24 or box["width"] < 24] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def hostile_page():
    graph = nx.MultiDiGraph()
    graph.add_node("__proto__", label=HOSTILE, kind=HOSTILE, province=HOSTILE, tier=HOSTILE, community=HOSTILE)
    graph.add_node(
        HOSTILE, label="constructor", kind="__proto__", province="__proto__", tier="constructor", community=3
    )
    graph.add_edge("__proto__", HOSTILE, label=HOSTILE, date=HOSTILE)
    told = PanelFact(
        {"en": HOSTILE, "id": HOSTILE},
        (
            Quote(HOSTILE, HOSTILE, "javascript:window.hacked=1", HOSTILE, 0.5, 0, 9),
            Quote(HOSTILE, HOSTILE, 'https://x.example/"><img src=x onerror=window.hacked=1>', None, 0.5, 0, 9),
            Quote(HOSTILE, HOSTILE, " jAvAsCrIpT:window.hacked=1", None, 0.5, 0, 9),
            Quote(HOSTILE, HOSTILE, "data:text/html,<script>1</script>", None, 0.5, 0, 9),
            Quote(HOSTILE, HOSTILE, "//x.example/relative", None, 0.5, 0, 9),
        ),
    )
    facts = {"__proto__": (told,), f"__proto__|{HOSTILE}": (told,)}
    return page(graph, facts, title={"en": HOSTILE, "id": HOSTILE}, description={"en": HOSTILE})


def test_hostile_words_stay_words(opened):
    """Markup in any name, quote, title, attribute, date or address must be shown as text and never run."""
    result = opened(hostile_page())
    tab = result.page
    expect(tab.locator("h1")).to_have_text(HOSTILE)
    expect(tab).to_have_title(HOSTILE)
    search(tab, "script")
    expect(tab.locator("#results [role=option]").first).to_contain_text(HOSTILE)
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h2")).to_have_text(HOSTILE)
    expect(tab.locator("#panel blockquote").first).to_have_text(HOSTILE)
    tab.locator("#canvas").hover()
    tab.click("#panel .names .link")
    expect(tab.locator("#panel h2")).to_have_text(HOSTILE)
    tab.click("[data-colours=community]")
    expect(tab.locator("#legend label")).to_have_text(["Community 31", "No community1"])
    tab.click("[data-colours=kind]")
    tab.select_option("#filter-province", label=HOSTILE)
    tab.fill("#filter-topic", HOSTILE)
    tab.select_option("#filter-tier", label="constructor")
    tab.select_option("#filter-tier", label=HOSTILE)
    tab.click("[data-view=table]")
    tab.click("[data-language=id]")
    assert tab.locator("img").count() == 0
    assert tab.locator("script").count() == 3
    assert tab.evaluate("window.hacked") is None
    assert clean(result)


def test_only_web_addresses_become_links(opened):
    """Of an article's addresses only absolute http and https ones must be links; the others must be text."""
    tab = opened(hostile_page()).page
    choose(tab, "script")
    links = tab.locator("#panel a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == 1
    assert links[0].startswith("https://x.example/")
    expect(tab.locator("#panel")).to_contain_text("javascript:window.hacked=1")


def test_tooltip_is_text(opened):
    """The tooltip of a node must show its name as text."""
    graph = nx.Graph()
    graph.add_node("a", label=HOSTILE)
    result = opened(page(graph, {}, title=TITLE))
    box = result.page.locator("#canvas").bounding_box()
    result.page.mouse.move(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2 - 20)
    result.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 18)
    expect(result.page.locator(".vis-tooltip")).to_be_visible()
    expect(result.page.locator(".vis-tooltip strong")).to_have_text(HOSTILE)
    assert clean(result)


def test_one_node_and_one_link_are_counted_in_the_singular(opened):
    """The overview must say '1 link' where there is one, and '2 nodes' where there are two."""
    graph = nx.Graph([("a", "b")])
    expect(opened(page(graph, {}, title=TITLE)).page.locator("#panel .figures")).to_have_text("2 nodes, 1 link")


def test_empty_network_says_so(opened):
    """A network without nodes must show a friendly sentence and no tools."""
    result = opened(page(nx.Graph(), {}, title=TITLE))
    expect(result.page.locator("#empty")).to_contain_text("nothing to draw yet")
    expect(result.page.locator("#tools")).to_be_hidden()
    result.page.click("[data-language=id]")
    expect(result.page.locator("#empty")).to_contain_text("Belum ada")
    assert clean(result)


def test_pyvis_calls_give_the_safe_page_too(opened):
    """Nodes and edges added the pyvis way, with HTML titles, must come out as text on the safe page."""
    view = network_view(nx.Graph(), {}, title=TITLE)
    view.add_node("a", label="Kota A", title=HOSTILE)
    view.add_node("b", label=HOSTILE, shape=HOSTILE, color=HOSTILE)
    view.add_edge("a", "b", title=HOSTILE)
    result = opened(view.generate_html())
    expect(result.page.locator("#canvas")).to_have_attribute("data-visible", "2")
    assert result.page.evaluate("window.hacked") is None
    assert clean(result)
