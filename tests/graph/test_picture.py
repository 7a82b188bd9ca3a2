import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from making import source
from town import BANJAR, BATAM, SURAKARTA, visit

import simpul.graph
from simpul.graph.view import of_layer
from simpul.graph.view.of_layer import layer_picture, layer_view
from simpul.graph.view.page import network_view
from simpul.graph.view.picture import picture
from simpul.ontology.errors import UsageError

HOSTILE = "</text><script>alert(1)</script> $\\frac{1}{0}$ & \"'"
TITLE = {"en": "Who learns", "id": "Siapa belajar"}
NOTE = {"en": "a note", "id": "catatan"}
DINAS = "Dinas Kesehatan Kabupaten Banjar"


def network(label="Kota A"):
    made = nx.MultiDiGraph()
    made.add_node("a", label=label, kind="government")
    made.add_node("b", label="Kota B", kind="agency")
    made.add_edge("a", "b", weight=2.0)
    made.add_edge("b", "a")
    return made


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    told = [visit(BANJAR, SURAKARTA, "2024-10-22", visitor_name=DINAS), visit(BATAM, SURAKARTA, "2023")]
    with simpul.graph.open(tmp_path_factory.mktemp("picture") / "simpul.db", write=True) as made:
        made.replace(*source("a.txt", *told))
        yield made


def elements(path):
    return list(ET.parse(path).iter())  # noqa: S314 - likewise


def texts(path):
    return [element.text for element in elements(path) if element.tag.endswith("text")]


def test_a_picture_tells_title_names_kinds_and_note(tmp_path):
    """An SVG has the title, every label, the legend of kinds and the note as text, in the language asked for."""
    picture(network(), tmp_path / "a.svg", title=TITLE, note=NOTE, language="id")
    assert set(texts(tmp_path / "a.svg")) >= {
        "Siapa belajar",
        "catatan",
        "Kota A",
        "Kota B",
        "Pemerintah daerah",
        "Instansi",
    }


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_same_network_gives_the_same_picture(tmp_path, suffix):
    """Drawn twice, the bytes are the same: no date, no random id."""
    for name in "ab":
        picture(network(), tmp_path / f"{name}.{suffix}", title=TITLE, note=NOTE)
    first, again = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in "ab")
    assert first == again
    assert len(first) > 1000


def test_words_are_words_in_a_picture(tmp_path):
    """A hostile label stays text: no element of it, no formula."""
    picture(network(HOSTILE), tmp_path / "a.svg", title={"en": HOSTILE}, note=NOTE)
    assert texts(tmp_path / "a.svg").count(HOSTILE) == 2
    assert not [e for e in elements(tmp_path / "a.svg") if e.tag.endswith("script")]


def test_an_empty_network_is_a_picture_too(tmp_path):
    """Without nodes there is the title and the note."""
    picture(nx.DiGraph(), tmp_path / "a.svg", title=TITLE, note=NOTE)
    assert "Who learns" in texts(tmp_path / "a.svg")


def test_other_forms_are_refused(tmp_path):
    """A picture is .svg or .png; a folder that is not there cannot be written into."""
    with pytest.raises(UsageError, match=r"a picture is \.svg or \.png"):
        picture(network(), tmp_path / "a.pdf", title=TITLE, note=NOTE)
    with pytest.raises(UsageError, match="cannot be written"):
        picture(network(), tmp_path / "no" / "a.png", title=TITLE, note=NOTE)


def test_a_layer_is_drawn_with_its_coverage(graph, tmp_path):
    """The note says how many governments are reported on."""
    layer_picture(graph, "visits", tmp_path / "a.svg")
    assert "Reports tell of 3 of 546 governments: unreported is not unvisited." in texts(tmp_path / "a.svg")


def test_the_title_tells_what_was_selected(graph, tmp_path):
    """Topic, period and day stand in the title of a picture and a page, in both languages, where they are given."""
    chosen = {"topic": "smart  city", "start": "2020", "end": "2023", "as_of": "2022-12-31"}
    layer_picture(graph, "visits", tmp_path / "a.svg", **chosen)
    told = " ".join(text for text in texts(tmp_path / "a.svg") if text)
    assert "Who visits whom to learn (on 'smart city', from 2020, to 2023, as of 2022-12-31)" in told
    title = layer_view(graph, "visits", **chosen)._title  # noqa: SLF001 - pyvis has none
    assert title["id"] == "Siapa belajar ke mana (tentang 'smart city', dari 2020, sampai 2023, keadaan 2022-12-31)"
    assert layer_view(graph, "visits")._title["en"] == "Who visits whom to learn"  # noqa: SLF001 - likewise


def test_a_long_title_is_broken_into_lines(tmp_path):
    """A title of two hundred letters stands in three lines, none lost."""
    picture(network(), tmp_path / "a.svg", title={"en": "abcdefghi " * 20}, note=NOTE)
    assert [len(text.split()) for text in texts(tmp_path / "a.svg") if text and "abcdefghi" in text] == [9, 9, 2]


def test_what_is_too_large_is_joined_and_says_so(graph, monkeypatch):
    """With room for three nodes the four bodies are joined in governments, with room for two in provinces, then cut."""
    told = {}
    for most in (4, 3, 2, 1):
        monkeypatch.setattr(of_layer, "MOST_NODES", most)
        view = layer_view(graph, "visits", level="agency")
        told[most] = (len(view.nodes), view._description["en"].partition("unvisited. ")[2])  # noqa: SLF001 - pyvis has none
    assert told == {
        4: (3, ""),
        3: (3, ""),
        2: (2, "Of 3 nodes the 2 with the most links are drawn."),
        1: (1, "Of 3 nodes the 1 with the most links are drawn."),
    }


def test_a_network_shows_itself_in_a_notebook(tmp_path, monkeypatch):
    """`_repr_html_` is a sandboxed frame that holds the page, its markup escaped, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    shown = network_view(network(HOSTILE), {}, title=TITLE)._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts allow-downloads" srcdoc="&lt;!doctype html&gt;')
    assert "<script" not in shown
    assert list(tmp_path.iterdir()) == []
