import datetime as dt

import networkx as nx
import pytest
from making import said, source
from town import BANJAR, BATAM, SURABAYA, SURAKARTA, visit

import simpul.graph
from simpul.graph.network.fast import flat_layer
from simpul.graph.network.layers import links
from simpul.graph.network.selection import Selection, Span, Topic
from simpul.ontology.errors import UsageError
from simpul.ontology.facts import Official
from simpul.ontology.regions import by_code

MERAUKE, PAPUA, PAPUA_SELATAN = "93.01", "91", "93"
DINAS = "Dinas Kesehatan Kabupaten Banjar"
VISITS = [
    visit(BANJAR, SURAKARTA, "2024-10-22", topic="internet gratis di taman"),
    visit(BANJAR, SURAKARTA, "2024-11"),
    visit(BATAM, SURABAYA, "2024", topic="smart city"),
    visit(SURABAYA, BATAM),
    visit(MERAUKE, SURABAYA, "2021-05-05", topic="hotspot gratis"),
    visit(MERAUKE, PAPUA, "2020-01-02"),
]


def career(name, position, org, region, date):
    return said(Official, f"{name}, {position}", name=name, position=position, org=org, region=region, from_date=date)


PEOPLE = [
    career("Ani", "Kepala Dinas", DINAS, BANJAR, "2019-01-02"),
    career("Ani", "Sekretaris Daerah", "Pemerintah Kabupaten Banjar", BANJAR, "2022"),
    career("Budi", "Wali Kota", "Pemerintah Kota Batam", BATAM, "2020"),
    career("Budi", "Wakil Wali Kota", "Pemerintah Kota Batam", BATAM, "2020-06-01"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with simpul.graph.open(tmp_path_factory.mktemp("selection") / "simpul.db", write=True) as made:
        made.replace(*source("a.txt", *VISITS, *PEOPLE))
        yield made


def pairs(found):
    labels = [about["label"] for about in found.about]
    return sorted((labels[a], labels[b]) for a, b in zip(found.source, found.target, strict=True))


def test_a_period_takes_what_surely_lies_in_it(graph):
    """From 2024-10 on: the days of October and November; '2024' is too vague, what is undated never is in time."""
    found = links(graph, "visits", start="2024-10")
    assert pairs(found) == [("Kabupaten Banjar", "Kota Surakarta")] * 2
    assert found.left_out == {"outside": 2, "undated": 1, "vague": 1}


def test_a_year_takes_what_is_dated_by_the_year(graph):
    """From 2024 to 2024 the visit of '2024' lies within."""
    assert len(links(graph, "visits", start="2024", end="2024")) == 3


def test_a_topic_takes_what_means_the_same(graph):
    """'internet gratis' takes 'hotspot gratis' too, since the scheme of topics knows both as public internet."""
    found = links(graph, "visits", topic="internet gratis")
    assert sorted(found.label) == ["hotspot gratis", "internet gratis di taman"]
    assert found.left_out == {"topic": 4}


def test_as_of_a_day_regions_lie_where_they_lay(graph):
    """In 2021 Merauke lay in Papua, and visits of later days are none yet."""
    found = links(graph, "visits", as_of="2021-12-31")
    homes = {about["label"]: about["province"] for about in found.about}
    assert homes["Kabupaten Merauke"] == "Provinsi Papua"
    assert {day.year for day in found.latest} == {2020, 2021}
    today = links(graph, "visits", end="2021-12-31")
    assert {a["label"]: a["province"] for a in today.about}["Kabupaten Merauke"] == "Provinsi Papua Selatan"


def test_provinces_take_in_their_regions_as_of_the_day(graph):
    """Merauke's visit to Papua links two provinces by today's map, and did not before the split of 2022."""
    assert ("Provinsi Papua Selatan", "Provinsi Papua") in pairs(links(graph, "visits", level="province"))
    then = links(graph, "visits", level="province", as_of="2021-12-31")
    assert pairs(then) == [("Provinsi Papua", "Provinsi Jawa Timur")]
    assert then.left_out["loop"] == 1


def test_learning_turns_visits_round(graph):
    """Each visit is a link of learning from host to visitor, of the same fact."""
    there, back = links(graph, "visits"), links(graph, "learning")
    assert sorted((b, a) for a, b in pairs(there)) == pairs(back)
    assert sorted(there.fact) == sorted(back.fact)


def test_careers_go_from_post_to_next_post(graph):
    """A move is a link where the order is sure; Budi's posts of 2020 and of June 2020 have none."""
    found = links(graph, "careers", level="agency")
    assert pairs(found) == [(f"Kepala Dinas, {DINAS}", "Sekretaris Daerah, Pemerintah Kabupaten Banjar")]
    assert (found.label, found.date, found.left_out) == (("Ani",), ("2022",), {"order": 1})
    assert links(graph, "careers").left_out == {"loop": 1, "order": 1}


def test_agencies_belong_to_governments(graph):
    """Each body is linked with its government, at the level 'province' with its province's."""
    assert pairs(links(graph, "agencies")) == [(DINAS, "Kabupaten Banjar")]
    assert pairs(links(graph, "agencies", level="province")) == [(DINAS, "Provinsi Kalimantan Selatan")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-12-05", "2023-12-05", "2023-12-05"),
    ],
)
def test_spans_hold_all_days_that_a_date_may_mean(text, first, last):
    """A year spans its days, a month its own, a day itself."""
    assert Span.of(text) == Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "kemarin", "2024-1-1"])
def test_what_is_no_date_is_refused(text):
    """A date that is none is refused with the forms that are."""
    with pytest.raises(UsageError, match="write YYYY-MM-DD"):
        Span.of(text)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"level": "village"}, "no level 'village'; there are: agency, regency, province"),
        ({"start": "2024", "end": "2023"}, "--from 2024 lies after --to 2023"),
        ({"topic": " "}, "--topic has no words"),
        ({"topic": "yang di 2024"}, "'yang di 2024' is no topic: function words and numbers only"),
    ],
)
def test_what_cannot_be_selected_is_refused(given, told):
    """An unknown level, a period that ends before it begins and a topic without words are refused."""
    with pytest.raises(UsageError, match=told):
        Selection(**given)


@pytest.mark.parametrize(
    ("words", "text", "matches"),
    [
        ("pariwisata", "pengelolaan desa wisata", True),
        ("desa wisata", "pariwisata bahari", False),
        ("tourist villages", "Desa Wisata Penglipuran", True),
        ("air bersih", "layanan air yang bersih", True),
        ("air bersih", "udara bersih", False),
        ("jalan", "perjalanan", False),
        ("jalan", "jalan-jalan", True),
    ],
)
def test_topics_match_by_concept_or_by_all_words(words, text, matches):
    """What is narrower is on a topic, what is broader is not; other words must all begin words of the text."""
    assert Topic.of(words).matches(text) is matches


@pytest.mark.parametrize(
    ("words", "text", "matches"),
    [
        ("air", "Kabupaten Airlangga", False),
        ("air", "sumber air-tanah", True),
        ("desa", "desain kota", False),
        ("jalan", "jalanan kota", True),
        ("kopi di desa", "Desa penghasil kopi", True),
        ("coffee of the hills", "hills and coffee", True),
        ("covid 19", "vaksin Covid-19", True),
        ("covid 19", "covid tahun 1945", False),
        ("kopi, teh", "teh serta kopi", True),
        ("IT", "layanan IT", True),
        ("IT", "item kota", False),
    ],
)
def test_short_words_match_whole_and_function_words_are_passed_over(words, text, matches):
    """Words under five letters match whole words, longer ones beginnings; function words ask for nothing."""
    assert Topic.of(words).matches(text) is matches


@pytest.mark.parametrize("words", ["di", "dan yang", "of the", "2024", "di 2024", "?!", "the 12"])
def test_a_topic_says_what_it_is_about(words):
    """Function words, numbers and marks alone are no topic, and are refused in a line that says what to write."""
    assert not Topic.is_said(words)
    with pytest.raises(UsageError, match=r"is no topic: function words and numbers only; name one: 'smart city'"):
        Topic.of(words)


def test_jakartas_units_stand_for_the_province(tmp_path):
    """An administrative city has no government, so its node is that of Jakarta, under Jakarta's name."""
    with simpul.graph.open(tmp_path / "simpul.db", write=True) as made:
        made.replace(*source("a.txt", visit("31.71", BATAM, "2024", visitor_name="Sudinkes Jakarta Pusat")))
        found = links(made, "visits")
    assert (
        dict(zip(found.nodes, found.about, strict=True))[by_code()["31"].government_iri]["label"]
        == by_code()["31"].label
    )


@pytest.mark.parametrize("layer", ["visits", "learning"])
@pytest.mark.parametrize("level", ["agency", "regency", "province"])
def test_the_short_way_gives_the_same_network(graph, layer, level):
    """Ends alone, as CSV, make the same network as links with all that is known of them."""
    short, whole = flat_layer(graph.store, layer, level=level), links(graph, layer, level=level).flat()
    assert nx.utils.graphs_equal(short.networkx(), nx.DiGraph(whole.networkx().edges(data=True)))


def test_the_short_way_leads_to_visits_only(graph, tmp_path):
    """Another layer is refused; of an empty store nothing comes."""
    with pytest.raises(UsageError, match="no short way to the layer 'awards'"):
        flat_layer(graph.store, "awards")
    with simpul.graph.open(tmp_path / "empty.db", write=True) as empty:
        assert flat_layer(empty.store, "visits").nodes == ()
