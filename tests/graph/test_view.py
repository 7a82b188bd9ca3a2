import copy
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.graph.view import page as page_module
from simpul.graph.view.drawing import drawing
from simpul.graph.view.html import json_block
from simpul.graph.view.layout import TALL, WIDE, positions
from simpul.graph.view.page import PanelFact, Quote, SafeNetwork, network_view, page
from simpul.graph.view.words import LANGUAGES, signs, strings
from simpul.ontology.errors import UsageError

TITLE = {"en": "Network", "id": "Jaringan"}


def network():
    graph = nx.MultiDiGraph()
    graph.add_node("a", label="Kota Palembang", kind="region", province="Sumatera Selatan")
    graph.add_node("b", label="Kota Batam", kind="region")
    graph.add_node("c", label="Lomba", kind="competition")
    graph.add_node("alone", label="Merauke")
    graph.add_edge("a", "b", label="visited", weight=2.5, date="2024-05-02")
    graph.add_edge("a", "b", label="visited", weight=1, date="2023")
    graph.add_edge("b", "a", label="hosted")
    graph.add_edge("c", "c", label="follows")
    return graph


def quote(**changes):
    given = {"text": "q", "source_title": "t", "source_url": None, "published": None}
    return Quote(**{**given, "confidence": 1.0, "start": 0, "end": 1, **changes})


def data_of(html):
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    return json.loads(block.group(1))


class Sources(HTMLParser):
    """Every address that an HTML text would make a browser load."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        """Keep what this element loads."""
        loading = {"src", "srcset", "data", "poster", "action", "formaction", "background"} | (
            {"href"} if tag in {"link", "base"} else set()
        )
        self.found += [value for name, value in attrs if name in loading]


def sources_of(html):
    parser = Sources()
    parser.feed(html)
    return parser.found


def test_same_bytes_twice():
    """The same network must give the same page, whatever order its nodes and edges were added in."""
    graph, other = network(), nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(data=True))))
    assert page(graph, {}, title=TITLE) == page(graph, {}, title=TITLE) == page(other, {}, title=TITLE)


def test_same_bytes_in_another_process():
    """The page must not depend on Python's hash seed."""
    code = (
        "import hashlib, networkx as nx; from simpul.graph.view.page import page; "
        "g = nx.relabel_nodes(nx.connected_caveman_graph(5, 6), str); g.add_nodes_from('xyz'); "
        "print(hashlib.sha256(page(g, {}, title={'en': 'x'}).encode()).hexdigest())"
    )
    paths = os.pathsep.join(sys.path)
    prints = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(prints) == 1


def test_large_components_stand_still_too():
    """A component too large for stress minimisation must get the same positions each time."""
    graph = nx.random_labeled_tree(260, seed=1)
    assert positions(drawn(graph), WIDE) == positions(drawn(graph), WIDE)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_callers_graph_is_untouched(kind):
    """Making a page must leave the caller's graph as it was, weights and attributes included."""
    graph = kind(network())
    before = copy.deepcopy(graph)
    page(graph, {}, title=TITLE)
    assert list(graph.nodes(data=True)) == list(before.nodes(data=True))
    assert list(graph.edges(data=True)) == list(before.edges(data=True))


def test_parallel_edges_are_bundled():
    """Parallel edges must become one drawn edge that keeps the weight and lists each, oldest first."""
    edges = data_of(page(network(), {}, title=TITLE))["edges"]
    assert [edge["weight"] for edge in edges] == [3.5, 1.0, 1.0]
    assert [part["date"] for part in edges[0]["parts"]] == ["2023", "2024-05-02"]


def test_undirected_edges_are_bundled_whatever_their_order():
    """In an undirected network u-v and v-u must be one edge, and its facts be found under either key."""
    graph = nx.MultiGraph([("b", "a"), ("a", "b")])
    fact = PanelFact({"id": "Fakta"}, (quote(),))
    data = data_of(page(graph, {"b|a": [fact]}, title=TITLE))
    (edge,) = data["edges"]
    assert len(edge["parts"]) == 2
    assert data["facts"][edge["facts"][0]]["sentence"] == {"en": "Fakta", "id": "Fakta"}


def test_facts_stand_with_their_node_and_edge():
    """A node's facts must stand with it, and those of a directed edge only with that direction."""
    facts = {key: [PanelFact({"en": key}, (quote(text=key),))] for key in ("a", "a|b")}
    data = data_of(page(network(), facts, title=TITLE))
    assert {node["id"]: len(node["facts"]) for node in data["nodes"]} == {"a": 1, "alone": 0, "b": 0, "c": 0}
    assert [len(edge["facts"]) for edge in data["edges"]] == [1, 0, 0]


def test_a_fact_is_on_the_page_once():
    """A fact that two nodes and their edge tell must stand once in the file."""
    fact = PanelFact({"en": "Batam visited Palembang."}, (quote(text="berkunjung ke Palembang"),))
    html = page(network(), {"a": [fact], "b": [fact], "a|b": [fact]}, title=TITLE)
    assert html.count("berkunjung ke Palembang") == 1


def test_isolated_components_do_not_overlap():
    """Components and lone nodes must each have a place of their own."""
    graph = nx.disjoint_union_all([nx.path_graph(4), nx.cycle_graph(5), nx.empty_graph(6)])
    wide, tall = positions(drawn(graph), WIDE, TALL)
    for places in (wide, tall):
        assert len(set(places)) == 15
        boxes = [box([places[i] for i in part]) for part in (range(4), range(4, 9), *([n] for n in range(9, 15)))]
        assert not any(meet(one, two) for one in boxes for two in boxes if one is not two)


def test_layout_suits_the_page():
    """The wide arrangement must be wider than high, the tall one higher than wide."""
    wide, tall = positions(drawn(nx.random_labeled_tree(40, seed=2)), WIDE, TALL)
    (left, top, right, bottom), (left2, top2, right2, bottom2) = box(wide), box(tall)
    assert right - left > bottom - top
    assert right2 - left2 < bottom2 - top2


def drawn(graph):
    names = {node: f"{node:03}" for node in graph}
    nodes = [{"id": name} for name in names.values()]
    return drawing(nodes, [{"from": names[u], "to": names[v]} for u, v in graph.edges], directed=False)


def box(places):
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def meet(one, two):
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def test_empty_network_gives_a_page():
    """A network without nodes must give a page, not an error."""
    data = data_of(page(nx.DiGraph(), {}, title=TITLE))
    assert data["nodes"] == data["edges"] == data["kinds"] == []


def test_page_loads_nothing():
    """No element of the page may load anything; its only address is the icon in the page itself."""
    html = page(network(), {"a": [PanelFact({"en": "x"}, (quote(source_url="https://x.example/a.js"),))]}, title=TITLE)
    assert [source.split(",")[0] for source in sources_of(html)] == ["data:image/svg+xml"]
    assert "@import" not in html
    assert "sourceMappingURL" not in html


def test_policy_names_our_scripts_and_nothing_else():
    """The policy must allow scripts and styles by hash only: no host, no 'unsafe-inline', no 'unsafe-eval'."""
    html = page(network(), {}, title=TITLE)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1).replace("&#39;", "'")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+' 'sha256-[\w+/=]+'", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["style-src"])


@pytest.mark.parametrize("call", ["generate_html", "write_html", "show"])
def test_every_pyvis_way_out_is_the_safe_page(call, tmp_path, monkeypatch):
    """`generate_html`, `write_html` and `show` must all give the page that `page` gives, and write no other file."""
    monkeypatch.chdir(tmp_path)
    view = network_view(network(), {}, title=TITLE)
    result = getattr(view, call)("net.html")
    written = result if call == "generate_html" else (tmp_path / "net.html").read_text("utf-8")
    assert written == page(network(), {}, title=TITLE)
    assert {path.name for path in tmp_path.iterdir()} == (set() if call == "generate_html" else {"net.html"})


def test_show_opens_the_browser_outside_notebooks(tmp_path, monkeypatch):
    """Outside a notebook `show` must open the written file, in a notebook give a frame of it."""
    opened = []
    monkeypatch.setattr(page_module.webbrowser, "open", opened.append)
    view = network_view(network(), {}, title=TITLE)
    name = str(tmp_path / "net.html")
    assert view.show(name).src == name
    assert opened == []
    assert view.show(name, notebook=False) is None
    assert opened == [(tmp_path / "net.html").as_uri()]


def test_pyvis_calls_reach_the_page():
    """Nodes and edges added by pyvis's own methods must be on the page, without pyvis's HTML titles."""
    view = SafeNetwork(heading="Mine")
    view.add_nodes([1, 2], label=["Satu", "Dua"], title=["<b>1</b>", "<b>2</b>"])
    view.add_edge(1, 2, weight=3)
    data = data_of(view.generate_html())
    assert [node["label"] for node in data["nodes"]] == ["Satu", "Dua"]
    assert data["edges"][0]["weight"] == 3
    assert data["title"]["en"] == "Mine"
    assert "<b>1" not in json.dumps(data)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=[])), min_size=1, max_size=4), st.text())
def test_any_words_come_back_as_they_were(labels, title):
    """Whatever labels hold, lone surrogates and markup included, the JSON block must parse back to the same words."""
    graph = nx.Graph()
    for place, label in enumerate(labels):
        graph.add_node(place, label=label, kind=label)
    data = data_of(page(graph, {}, title={"en": title}))
    assert [node["label"] for node in data["nodes"]] == [label or str(place) for place, label in enumerate(labels)]
    assert data["title"]["en"] == title


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_block_holds_no_markup(value):
    """A JSON block must be free of anything that HTML or JavaScript reads specially, and parse back equal."""
    block = str(json_block(value))
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block) == value


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf"), "heavy", None])
def test_bad_weight_is_told(weight):
    """A weight that is no positive number must be refused with the edge's name."""
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=weight)
    with pytest.raises(UsageError, match="'a' - 'b' weighs"):
        page(graph, {}, title=TITLE)


def test_nodes_written_alike_are_told():
    """Two nodes whose ids read the same must be refused, since facts could not tell them apart."""
    with pytest.raises(UsageError, match="both written '1'"):
        page(nx.Graph([(1, "1")]), {}, title=TITLE)


def test_unknown_language_and_missing_title_are_told():
    """A language the page does not speak, or a title without words, must be refused."""
    with pytest.raises(UsageError, match="does not speak 'fr'"):
        page(network(), {}, title=TITLE, language="fr")
    with pytest.raises(UsageError, match="title has no words"):
        page(network(), {}, title={"fr": "Réseau"})


def test_quotes_have_a_place_and_a_confidence():
    """A quote with offsets or a confidence that mean nothing must be refused."""
    with pytest.raises(ValueError, match="is not in"):
        quote(confidence=0)
    with pytest.raises(ValueError, match="no place"):
        quote(start=5, end=5)


def test_signs_are_told_apart():
    """Every kind, known or not, must have a colour and shape of its own."""
    kinds = ["region", "government", "agency", "official", "award", *(f"kind {number}" for number in range(20))]
    pairs = {(sign.colour, sign.shape) for sign in signs(kinds).values()}
    assert len(pairs) == len(kinds)


def test_known_signs_are_told_apart():
    """No two kinds of `kinds.toml` may share both colour and shape."""
    text = (files("simpul.graph.view") / "kinds.toml").read_text("utf-8")
    pairs = re.findall(r'colour = "(#\w+)", shape = "(\w+)"', text)
    assert len(set(pairs)) == len(pairs) > 10


def test_every_word_exists_in_both_languages_and_is_used():
    """Each key that the page asks for must be in `strings.toml` in both languages, and none may be idle."""
    folder = files("simpul.graph.view")
    scripts = [path.read_text("utf-8") for path in (folder / "script").iterdir()]
    text = "\n".join([*scripts, (folder / "page.html.j2").read_text("utf-8")])
    words = strings()
    asked = set(re.findall(r'say\("(\w+)"|data-(?:word|label|placeholder)="(\w+)"', text))
    asked = {key for pair in asked for key in pair if key}
    assert set(words["en"]) == set(words["id"])
    assert asked <= set(words["en"])
    assert {key for key in words["en"] if f'"{key}"' not in text and f".{key} " not in text} == set()
    assert all(words[language][key].strip() for language in LANGUAGES for key in words[language])


def test_scripts_never_read_strings_as_markup():
    """Our scripts must use nothing that turns text into markup or code."""
    folder = files("simpul.graph.view") / "script"
    text = "\n".join(path.read_text("utf-8") for path in folder.iterdir())
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc", text)
