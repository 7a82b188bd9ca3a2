from __future__ import annotations

import json
import re

import pytest

from simpul.graph.network.layers import LAYERS

SHOWN = ("measures", "intervals", "communities", "brokers", "backbone", "homophily")


def said(simpul, *arguments):
    done = simpul(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_is_measured(loaded, layer):
    """Every layer prints its measures with their sources, and how many nodes and links it has."""
    told = said(loaded, "network", layer, "--top", 3)
    assert f"{layer}: " in told
    assert "Brin and Page 1998" in told


def test_measures_are_explained_in_the_words_of_the_layer(loaded):
    """Bodies are told as bodies, in English and in Indonesian."""
    assert "  received: bodies that belong to it: links into it" in said(loaded, "network", "agencies")
    assert "  received: instansi yang dimilikinya: " in said(loaded, "network", "agencies", "--language", "id")


@pytest.mark.parametrize("show", SHOWN)
def test_each_way_of_looking_at_visits_is_shown(loaded, show):
    """Each of `--show` prints a table of the visits and the same last line."""
    told = said(loaded, "network", "visits", "--show", show, "--top", 5)
    assert told.splitlines()[-1].startswith("visits: 22 nodes, 19 links")
    assert len(told.splitlines()) > 2


@pytest.mark.parametrize("show", SHOWN)
def test_a_layer_is_to_be_had_as_json(loaded, show):
    """With --json there are all nodes and links with their facts, what is left out, and what was measured."""
    told = json.loads(said(loaded, "network", "visits", "--show", show, "--from", "2018", "--json"))
    assert told["selection"]["start"] == "2018"
    assert sum(told["left_out"].values()) + len(told["links"]) == 19
    assert {link["source"] for link in told["links"]} <= {node["node"] for node in told["nodes"]}
    assert all(fact.startswith("https://") for link in told["links"] for fact in link["facts"])
    assert show in told


def test_json_measures_are_those_of_the_table(loaded):
    """Each node has its measures and its rank interval; winners, which have no links of their own, no interval."""
    told = json.loads(said(loaded, "network", "visits", "--json"))
    first = told["measures"][0]
    assert (len(told["measures"]), first["label"], first["received"]) == (22, "Kabupaten Badung", 5)
    assert first["rank"][0] == 1
    assert "rank" not in json.loads(said(loaded, "network", "winners", "--json"))["measures"][0]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("network", "visits", "--topic", "astronomi"), "no links (on 'astronomi'); left out: 19 on other topics"),
        (("network", "winners", "--from", "2030"), "no links (from 2030); left out: "),
        (("network", "visits", "--topic", "astronomi", "--show", "communities"), "visits: no links (on 'astronomi')"),
        (("recommend", "--region", "63.03", "--topic", "astronomi"), "tells of anything on 'astronomi'"),
        (("recommend", "--backtest", "2030"), "no report tells of a visit from 2030 on with its topic and date"),
        (("diffusion", "--topic", "astronomi"), "nothing alike on 'astronomi' is told"),
        (("diffusion", "--within", "20"), "within 20 days after a visit"),
        (("after-award", "--topic", "astronomi"), "no report tells of an award on 'astronomi'"),
        (("bridges", "--topic", "astronomi"), "(on 'astronomi')"),
    ],
)
def test_nothing_is_said_in_one_line(loaded, command, told):
    """Where filters leave nothing, one line says so and why, without a legend, a table or zeros."""
    line = said(loaded, *command)
    assert told in line
    assert line.count("\n") == 1
    assert "p = " not in line


def test_an_empty_layer_says_that_nothing_is_told_of(loaded):
    """Without filters an empty layer says that no report tells of it, and shows no table and no reciprocity."""
    told = said(loaded, "network", "careers").splitlines()
    assert told[-1] == "careers: no links: no report in the store tells of any"
    assert all(line.startswith("  ") for line in told[:-1])


def test_no_visit_around_an_award_is_said(loaded):
    """Where no winner received a visit within the year, there is no difference of zero and no p."""
    told = said(loaded, "after-award").splitlines()
    assert told[0].startswith("nothing to compare: no report tells of a visit to the winner of any of 8 awards")
    assert len(told) == 2


def test_one_link_is_one_link(loaded):
    """A single link is counted in the singular."""
    told = said(loaded, "network", "visits", "--topic", "reklame").splitlines()[-1]
    assert told.startswith("visits: 2 nodes, 1 link; left out: ")


def test_what_is_left_out_is_said(loaded):
    """With a period the undated visit and those of other days are counted as left out."""
    told = said(loaded, "network", "visits", "--from", "2018", "--to", "2022")
    assert "left out: 8 of other days, 1 without a date" in told


def test_whom_to_visit_is_told_with_the_words(loaded):
    """The issue's own question: Banjar is sent to Surakarta, for an innovation that the article's words support."""
    told = said(loaded, "recommend", "--region", "Kabupaten Banjar", "--topic", "internet gratis")
    first = told.splitlines()
    assert first[0].startswith("1. Kota Surakarta")
    assert "has an innovation on the topic" in told
    assert "internet gratis" in told
    assert "https://" in told
    assert "of 546 governments" in told


def test_whom_to_visit_is_told_in_indonesian(loaded):
    """With --language id the reasons and the note of coverage are Indonesian."""
    told = said(loaded, "recommend", "--region", "63.03", "--topic", "internet gratis", "--language", "id")
    assert "punya satu inovasi tentang topik ini" in told
    assert "dari 546 pemerintah daerah" in told


def test_nothing_on_the_topic_is_said(loaded):
    """A topic that nobody is told of gives no host, and says so."""
    assert "try a broader word" in said(loaded, "recommend", "--region", "63.03", "--topic", "astronomi")


def test_what_only_the_asking_region_has_is_said(loaded):
    """Surakarta, alone with something on the topic, is told so with the words, not that there is nothing."""
    told = said(loaded, "recommend", "--region", "Kota Surakarta", "--topic", "internet gratis")
    assert told.startswith("Only Kota Surakarta itself is told to have something on 'internet gratis':")
    assert '    "' in told
    assert "no report" not in told


def test_where_one_has_been_is_said(loaded):
    """Banjar is sent to Surakarta, and told that it has been there, with the words."""
    told = said(loaded, "recommend", "--region", "Kabupaten Banjar", "--topic", "internet gratis").splitlines()
    place = next(n for n, line in enumerate(told) if "you have been there" in line)
    assert told[place + 1].startswith('    "')


def test_nothing_found_says_what_to_try(loaded):
    """One line says that there is nothing, how many governments reports tell of, and how to list topics."""
    told = said(loaded, "recommend", "--region", "63.03", "--topic", "astronomi")
    assert told.count("\n") == 1
    assert "41 of 546" in told
    assert "a shorter topic; 'simpul recommend --topics' lists topics" in told
    assert "internet publik" in said(loaded, "recommend", "--topics")


def test_a_back_test_compares_three_ways(loaded):
    """The back-test prints recommend, popularity and nearness for the visits from a year on."""
    told = said(loaded, "recommend", "--backtest", 2019)
    assert [line.split()[0] for line in told.splitlines()[1:4]] == ["recommend", "popularity", "nearness"]
    assert "4 visits from 2019 on" in told


def test_a_chain_is_told_with_the_words(loaded):
    """From Surabaya to Batam it is one step, by a visit and an agreement, with the words behind them."""
    told = said(loaded, "chain", "Kota Surabaya", "Kota Batam")
    assert told.splitlines()[0] == "1. Kota Surabaya - Kota Batam  (1 visit, 1 collaboration)"
    assert told.count("<https://") == 2
    assert "no chain" in said(loaded, "chain", "Kota Surabaya", "Provinsi Papua")
    in_time = said(loaded, "chain", "Kota Surakarta", "Kabupaten Banjar", "--in-time")
    assert in_time.splitlines()[0] == "1. 2024-10-22  Kabupaten Banjar visited Kota Surakarta"
    assert "no dated visits" in said(loaded, "chain", "Kabupaten Banjar", "Kota Surakarta", "--in-time")


def test_a_chain_in_time_says_which_way_it_leads(loaded):
    """Help and message say host to visitor; where visits lead the other way only, that is said, else not."""
    assert "from ONE, the first host, to OTHER, the last visitor" in " ".join(said(loaded, "chain", "--help").split())
    back = said(loaded, "chain", "Kabupaten Banjar", "Kota Surakarta", "--in-time")
    assert "from Kabupaten Banjar as host to Kota Surakarta as visitor; some lead from Kota Surakarta" in back
    assert "some lead" not in said(loaded, "chain", "Kota Surabaya", "Provinsi Papua", "--in-time")


def test_bridges_are_told_with_the_words(loaded):
    """A region's own province is told as such where it is cut off, and words stand below the region's name."""
    told = said(loaded, "bridges", "--top", 2).splitlines()
    assert re.search(r"Kota Palangkaraya +Provinsi Kalimantan Tengah +its own province +Provinsi Jawa Barat", told[2])
    place = told.index("Kota Palangkaraya")
    assert told[place + 1].startswith('    "')
    assert sum("<http" in line for line in told) == 4


@pytest.mark.parametrize(
    ("command", "last"),
    [
        (("bridges",), "19 regions carry a tie between provinces that no other does"),
        (("coverage",), "41 of 546 governments are reported on; the others may well be active"),
        (("after-award",), "12 awards left out: their day is not known to a month"),
        (
            ("diffusion",),
            "after a visit is not because of it: reports tell what was first written, not what was first done",
        ),
    ],
)
def test_questions_of_networks_are_answered(loaded, command, last):
    """Bridges, coverage, visits after an award and diffusion end with what there is to know of the answer."""
    assert said(loaded, *command).splitlines()[-1] == last


@pytest.mark.parametrize(
    "command",
    [
        ("recommend", "--region", "63.03", "--topic", "internet gratis"),
        ("recommend", "--backtest", "2019"),
        ("recommend", "--topics"),
        ("chain", "35.78", "21.71"),
        ("chain", "33.72", "63.03", "--in-time"),
        ("bridges",),
        ("coverage",),
        ("after-award",),
        ("diffusion",),
        ("network", "visits"),
        ("network", "careers"),
    ],
)
def test_answers_are_to_be_had_as_json(loaded, command):
    """With --json the answer is JSON, its facts named by IRI."""
    assert json.loads(said(loaded, *command, "--json"))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("network", "gossip"), "no layer 'gossip'; there are: visits, learning"),
        (("network", "visits", "--from", "kemarin"), "'kemarin' is no date; write YYYY-MM-DD"),
        (("network", "winners", "--show", "intervals"), "'winners' has none of its own; take 'awards'"),
        (("recommend", "--region", "63.03"), "give both, such as --region"),
        (("recommend", "--backtest", "2019", "--topic", "arsip"), "leave out --region and --topic"),
        (("recommend", "--topics", "--topic", "arsip"), "leave out --region and --topic and --backtest"),
        (("recommend", "--region", "63.03", "--topic", "di 2024"), "'di 2024' is no topic"),
        (("diffusion", "--topic", "yang"), "'yang' is no topic"),
        (("after-award", "--topic", "of the"), "'of the' is no topic"),
        (("bridges", "--topic", "untuk"), "'untuk' is no topic"),
        (("recommend", "--region", "Banjar", "--topic", "arsip"), "did you mean Kabupaten Banjar"),
        (("chain", "Kota Surabaya", "35.78"), "'Kota Surabaya' and '35.78' are one region; a chain needs two"),
        (("chain", "Kota Batam", "Kota Batam", "--in-time"), "are one region; a chain needs two"),
        (("chain", "Kota Surabaya", "Atlantis"), "no region is called 'Atlantis'"),
    ],
)
def test_what_cannot_be_asked_is_refused(loaded, command, told):
    """Wrong layers, dates, regions and combinations are refused in one line that says what to do."""
    assert told in loaded.refused(*command)
