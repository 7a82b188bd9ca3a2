import csv
import io
import itertools
from fractions import Fraction

import networkx as nx
import pytest
from making import said, source
from town import BADUNG, BANJAR, BATAM, SEMARANG, SURABAYA, SURAKARTA, prize, visit

import simpul.graph
from simpul.graph.network.files import WRITERS, write
from simpul.graph.network.layers import LAYERS, newman_projection
from simpul.graph.network.measures import DIRECTED, UNDIRECTED, collapsed, measures, table
from simpul.graph.network.words import meaning
from simpul.ontology.errors import UsageError
from simpul.ontology.facts import Collaboration, Official, Party
from simpul.ontology.regions import by_code

CONTEST = "Anugerah Media Center (AMC) 2024"
DINAS, DPRD = "Dinas Kesehatan Kabupaten Banjar", "DPRD Kabupaten Banjar"
# A -> B three times (once by a dinas), A -> C, B -> C, C -> A, and D -> C.
A, B, C, D = BANJAR, SURAKARTA, SURABAYA, BATAM
VISITS = [
    visit(A, B, "2024-10-22", topic="arsip"),
    visit(A, B, "2023"),
    visit(A, B, "2024-11-01", visitor_name=DINAS),
    visit(A, C, "2024-01-01"),
    visit(B, C, "2024-01-02"),
    visit(C, A, "2024-01-03"),
    visit(D, C, "2024-01-04"),
    visit(A, A, "2024-01-05", visitor_name=DINAS, host_name=DPRD),
]
AWARDS = [
    prize(code, rank, programme=CONTEST, category=category, date="2024-03-02")
    for code, rank, category in [(A, 1, "arsip"), (A, 2, "media"), (B, 2, "arsip"), (C, 3, "arsip")]
] + [prize(code, 1, programme="Lomba Pena 2021", date="2021") for code in (A, B)]
AGREEMENTS = [
    said(
        Collaboration,
        "MoU bertiga",
        parties=(Party("Kota Surakarta", B), Party("Kota Batam", D), Party("Telkom")),
        topic="layanan",
        date="2016-08-11",
    ),
    said(Collaboration, "sendiri", parties=(Party("Kota Badung", BADUNG),), topic="sendiri"),
    said(Collaboration, "dua dinas", parties=(Party(DINAS, A), Party(DPRD, A)), topic="dalam", date="2019"),
]
PEOPLE = [
    said(Official, "Wali Kota Amsakar", name="Amsakar", position="Wali Kota", region=D, org="Pemerintah Kota Batam",
         from_date="2025-02-20"),
    said(Official, "Kadis Ani", name="Ani", position="Kepala Dinas Kesehatan", region=A, org=DINAS),
]  # fmt: skip


def iri(code):
    return by_code()[code].government_iri


def label(code):
    return by_code()[code].label


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with simpul.graph.open(tmp_path_factory.mktemp("network") / "simpul.db", write=True) as made:
        made.replace(*source("a.txt", *VISITS, *AWARDS, *AGREEMENTS, *PEOPLE, published="2025-03-01"))
        # A second report of everything changes no weight.
        made.replace(*source("b.txt", *VISITS, *AWARDS, *AGREEMENTS, *PEOPLE, published="2025-03-02"))
        yield made


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    place = tmp_path_factory.mktemp("empty") / "simpul.db"
    with simpul.graph.open(place, write=True) as made:
        yield made


def exact_pagerank(links, damping=Fraction(85, 100)):
    """PageRank by solving p = (1 - d) / n + d * (sum over links into it of p[from] * weight / weight out of from).

    A node without links out gives its share to all. Gaussian elimination over fractions: no rounding anywhere.
    """
    nodes = sorted({n for pair in links for n in pair})
    size = len(nodes)
    leaving = {n: sum(w for (one, _), w in links.items() if one == n) for n in nodes}
    matrix = []
    for to in nodes:
        row = [Fraction(int(to == one)) for one in nodes]
        for column, one in enumerate(nodes):
            share = Fraction(links.get((one, to), 0), leaving[one]) if leaving[one] else Fraction(1, size)
            row[column] -= damping * share
        matrix.append([*row, (1 - damping) / size])
    for at in range(size):
        pivot = next(r for r in range(at, size) if matrix[r][at])
        matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
        matrix[at] = [value / matrix[at][at] for value in matrix[at]]
        for other in range(size):
            if other != at:
                factor = matrix[other][at]
                matrix[other] = [v - factor * w for v, w in zip(matrix[other], matrix[at], strict=True)]
    return {node: float(matrix[at][size]) for at, node in enumerate(nodes)}


def measured(network, name):
    return {row["label"]: row[name] for row in table(network)}


# Layers


def test_visits_link_visitor_to_host(graph):
    """Each visit is one link from the visitor's government to the host's, with its date, topic and weight 1."""
    network = graph.network("visits")
    assert isinstance(network, nx.MultiDiGraph)
    found = sorted((u, v, d.get("date", ""), d["label"], d["weight"]) for u, v, d in network.edges(data=True))
    told = [(A, B, "2024-10-22", "arsip"), (A, B, "2023", ""), (A, B, "2024-11-01", ""), (A, C, "2024-01-01", "")]
    told += [(B, C, "2024-01-02", ""), (C, A, "2024-01-03", ""), (D, C, "2024-01-04", "")]
    assert found == sorted((iri(u), iri(v), date, topic, 1.0) for u, v, date, topic in told)
    assert network.graph["left_out"] == {"loop": 1}


def test_nodes_say_where_they_are(graph):
    """A government has label, kind, region, province and the coordinates of the region authority."""
    region = by_code()[D]
    assert dict(graph.network("visits").nodes[iri(D)]) == {
        "label": "Kota Batam",
        "kind": "government",
        "region": "Kota Batam",
        "province": "Provinsi Kepulauan Riau",
        "tier": "regency",
        "lat": region.lat,
        "lon": region.lon,
    }


def test_agencies_can_be_kept_apart(graph):
    """With level='agency' the bodies of a region are nodes of their own, and what one visits in another is a link."""
    together, apart = graph.network("visits"), graph.network("visits", level="agency")
    assert sorted(data["label"] for _, data in together.nodes(data=True)) == sorted(map(label, (A, B, C, D)))
    kinds = {data["label"]: data["kind"] for _, data in apart.nodes(data=True)}
    assert kinds[DINAS] == kinds[DPRD] == "agency"
    assert apart.graph["left_out"] == {}
    assert apart.number_of_edges() == together.number_of_edges() + 1 == 8
    assert {data["region"] for _, data in apart.nodes(data=True)} == set(map(label, (A, B, C, D)))


def test_awards_link_winners_to_editions(graph):
    """The awards layer is two-mode: winners on one side, editions on the other, weighted by how many awards."""
    network = graph.network("awards")
    assert nx.is_bipartite(network)
    modes = {data["label"]: data["bipartite"] for _, data in network.nodes(data=True)}
    assert modes == {**dict.fromkeys(map(label, (A, B, C)), 0), CONTEST: 1, "Lomba Pena 2021": 1}
    names = nx.get_node_attributes(network, "label")
    weights = {frozenset((names[u], names[v])): w for u, v, w in network.edges(data="weight")}
    assert weights == {
        frozenset((label(A), CONTEST)): 2.0,
        frozenset((label(B), CONTEST)): 1.0,
        frozenset((label(C), CONTEST)): 1.0,
        frozenset((label(A), "Lomba Pena 2021")): 1.0,
        frozenset((label(B), "Lomba Pena 2021")): 1.0,
    }
    assert len(network[iri(A)][next(n for n in network[iri(A)] if names[n] == CONTEST)]["fact"].split()) == 2


def test_winners_weigh_by_newman(graph):
    """Two governments that won in contests of k winners are linked by the sum of 1 / (k - 1).

    A, B and C won in AMC, A and B in Pena: A-B = 1/2 + 1/1, A-C = B-C = 1/2.
    """
    network = graph.network("winners")
    weights = {frozenset(pair): weight for *pair, weight in network.edges(data="weight")}
    assert weights == {
        frozenset((iri(A), iri(B))): 1.5,
        frozenset((iri(A), iri(C))): 0.5,
        frozenset((iri(B), iri(C))): 0.5,
    }
    assert network.edges[iri(A), iri(B)]["label"] == f"{CONTEST}; Lomba Pena 2021"
    assert network.graph["layer"] == "winners"


@pytest.mark.parametrize("winners", [2, 3, 10, 50])
def test_newman_weights_of_one_contest_sum_to_one(winners):
    """What a winner gains from one contest sums to 1, however many won in it."""
    contest = nx.Graph()
    contest.add_nodes_from(range(winners), bipartite=0)
    contest.add_node("contest", bipartite=1)
    contest.add_edges_from((n, "contest") for n in range(winners))
    projected = newman_projection(contest)
    assert all(projected.degree(n, weight="weight") == pytest.approx(1) for n in range(winners))


def test_collaborations_link_each_pair(graph):
    """A collaboration of three parties is three links; one of two bodies of a government links only those bodies."""
    network = graph.network("collaborations")
    names = nx.get_node_attributes(network, "label")
    pairs = {frozenset((names[u], names[v])) for u, v in network.edges()}
    assert pairs == {frozenset(pair) for pair in itertools.combinations((label(B), label(D), "Telkom"), 2)}
    assert {(d["label"], d["date"], d["weight"]) for *_, d in network.edges(data=True)} == {
        ("layanan", "2016-08-11", 1.0)
    }
    assert network.graph["left_out"] == {"loop": 1}
    apart = graph.network("collaborations", level="agency")
    assert (apart.number_of_edges(), apart.graph["left_out"]) == (4, {})


def test_officials_link_people_to_bodies(graph):
    """A tenure links a person to the body of the post, from its first day, and bodies are kept apart."""
    network = graph.network("officials")
    names = nx.get_node_attributes(network, "label")
    links = [(names[u], names[v], d["label"], d.get("date")) for u, v, d in network.edges(data=True)]
    assert sorted(links) == [
        ("Amsakar", "Pemerintah Kota Batam", "Wali Kota", "2025-02-20"),
        ("Ani", DINAS, "Kepala Dinas Kesehatan", None),
    ]
    assert {names[n]: mode for n, mode in network.nodes(data="bipartite")}["Ani"] == 0


@pytest.mark.parametrize("layer", LAYERS)
def test_the_order_of_loading_does_not_matter(graph, tmp_path, layer):
    """A store loaded in another order gives the same network, nodes and links in the same order."""
    with simpul.graph.open(tmp_path / "other.db", write=True) as other:
        for name, facts in (("b.txt", VISITS[::-1]), ("a.txt", PEOPLE), ("b.txt", VISITS)):
            other.replace(*source(name, *facts))
        for name, day in (("b.txt", "2025-03-02"), ("a.txt", "2025-03-01")):
            other.replace(*source(name, *VISITS, *AWARDS, *AGREEMENTS, *PEOPLE, published=day))
        again, first = other.network(layer), graph.network(layer)
    assert list(again.nodes(data=True)) == list(first.nodes(data=True))
    assert list(again.edges(data=True)) == list(first.edges(data=True))


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("level", ["regency", "agency"])
def test_an_empty_store_gives_empty_networks(empty, tmp_path, layer, level):
    """Without sources each layer is empty, can be measured and written."""
    network = empty.network(layer, level=level)
    assert len(network) == 0
    assert table(network) == []
    for suffix in WRITERS:
        write(network, tmp_path / f"empty{suffix}")


def test_unknown_layers_and_levels_are_refused(empty):
    """A layer or level that there is not is refused with the list of those there are."""
    with pytest.raises(UsageError, match=f"there are: {', '.join(LAYERS)}"):
        empty.network("gossip")
    with pytest.raises(UsageError, match="there are: agency, regency, province"):
        empty.network("visits", level="village")


# Measures


def test_degrees_count_visits(graph):
    """Received and made count visits, not neighbours: A made 4 and received 1; B 1 and 3; C 1 and 3; D 1 and 0."""
    network = graph.network("visits")
    assert measured(network, "made") == {label(A): 4, label(B): 1, label(C): 1, label(D): 1}
    assert measured(network, "received") == {label(A): 1, label(B): 3, label(C): 3, label(D): 0}
    assert sum(measured(network, "made").values()) == sum(measured(network, "received").values()) == 7


def test_pagerank_is_exact(graph):
    """PageRank of the visits equals the exact solution of its equations, three visits weighing three times one.

    With d = 0.85 and t = 0.15 / 4: D = t; A = t + d C; B = t + d (3/4) A; C = t + d (A/4 + B + D).
    """
    links = {(A, B): 3, (A, C): 1, (B, C): 1, (C, A): 1, (D, C): 1}
    exact = exact_pagerank(links)
    d, t = Fraction(85, 100), Fraction(15, 400)
    # A in terms of C, B in terms of A: C (1 - d² / 4 - d³ 3/4) = t (1 + d/4 + d + d² 3/4 + d).
    c = t * (1 + d / 4 + 2 * d + d * d * 3 / 4) / (1 - d * d / 4 - d**3 * 3 / 4)
    by_hand = {A: t + d * c, B: t + d * Fraction(3, 4) * (t + d * c), C: c, D: t}
    assert exact == pytest.approx({code: float(value) for code, value in by_hand.items()})
    assert sum(by_hand.values()) == 1
    found = measured(graph.network("visits"), "pagerank")
    assert found == pytest.approx({label(code): value for code, value in exact.items()}, abs=1e-5)


def test_pagerank_with_a_dead_end_is_exact():
    """A host that visits nobody gives its rank to all."""
    links = {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 4}
    network = nx.MultiDiGraph()
    network.add_edges_from((one, other, {"weight": 1.0}) for (one, other), n in links.items() for _ in range(n))
    assert measured(network, "pagerank") == pytest.approx(exact_pagerank(links), abs=1e-5)


def test_betweenness_counts_steps(graph):
    """Betweenness counts shortest paths in steps, divided by (n - 1)(n - 2) = 6 ordered pairs; weights do not count.

    Of A->B, A->C, B->C, C->A, D->C: B->A goes over C, C->B over A, D->A over C, D->B over C and A. So C has 3, A has 2.
    """
    found = measured(graph.network("visits"), "betweenness")
    assert found == pytest.approx({label(A): 2 / 6, label(B): 0, label(C): 3 / 6, label(D): 0})


def test_betweenness_takes_no_weight_for_a_distance():
    """Three visits from a to b are one step, shorter than the two over c, so nothing is between."""
    network = nx.MultiDiGraph()
    network.add_edges_from((u, v, {"weight": 1.0}) for u, v in ("ab", "ab", "ab", "ac", "cb"))
    assert measured(network, "betweenness") == {"a": 0, "b": 0, "c": 0}


def test_hubs_and_authorities_are_exact():
    """Hubs and authorities of a small network are those of the leading eigenvector of MᵀM, worked out by hand.

    a visits x twice and y once, b visits x once. M = [[2, 1], [1, 0]] (hubs a, b; authorities x, y) is symmetric with
    eigenvalue 1 + √2, eigenvector (1 + √2, 1): hub a = authority x = (1 + √2) / (2 + √2) = √2 / 2 of the whole.
    """
    network = nx.MultiDiGraph()
    network.add_edges_from((u, v, {"weight": 1.0}) for u, v in ("ax", "ax", "ay", "bx"))
    root = 2**0.5 / 2
    assert measured(network, "hub") == pytest.approx({"a": root, "b": 1 - root, "x": 0, "y": 0}, abs=1e-8)
    assert measured(network, "authority") == pytest.approx({"a": 0, "b": 0, "x": root, "y": 1 - root}, abs=1e-8)


def test_hits_of_the_visits(graph):
    """Hubs and authorities each sum to 1; A, who visits most, is the first hub; D, unvisited, is only a hub."""
    hub, authority = (measured(graph.network("visits"), name) for name in ("hub", "authority"))
    assert sum(hub.values()) == pytest.approx(1)
    assert sum(authority.values()) == pytest.approx(1)
    assert max(hub, key=hub.get) == label(A)
    assert authority[label(D)] == 0


def test_undirected_measures(graph):
    """Partners count neighbours once, strength counts links; A and B have 2 partners each among winners, strength 2."""
    winners = graph.network("winners")
    assert [m.name for m in measures(winners)] == ["partners", "strength", "pagerank", "betweenness", "core"]
    assert measured(winners, "partners") == {label(A): 2, label(B): 2, label(C): 2}
    assert measured(winners, "strength") == {label(A): 2.0, label(B): 2.0, label(C): 1.0}
    # p = 0.05 + 0.85 M p with C's links 1/2 each way and A's, B's 3/4 to each other: 2/5, 2/5, 1/5 pulled to 1/3.
    exact = exact_pagerank({pair: n for u, v, n in [(A, B, 3), (A, C, 1), (B, C, 1)] for pair in ((u, v), (v, u))})
    assert measured(winners, "pagerank") == pytest.approx({label(c): p for c, p in exact.items()}, abs=1e-5)


def test_tables_begin_with_the_most_central(graph):
    """Rows are ordered by the first measure, then PageRank, then label."""
    rows = table(graph.network("visits"))
    keys = [(-row["received"], -row["pagerank"], row["label"]) for row in rows]
    assert keys == sorted(keys)
    assert [row["node"] for row in rows][-1] == iri(D)


def test_collapsing_keeps_direction_and_sums():
    """Many links become one whose weight is their sum, each direction apart."""
    network = nx.MultiDiGraph()
    network.add_edges_from([("a", "b", {"weight": 1.0}), ("a", "b", {"weight": 2.0}), ("b", "a", {})])
    simple = collapsed(network)
    assert dict(simple.edges) == {("a", "b"): {"weight": 3.0}, ("b", "a"): {"weight": 1.0}}


# Files


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_networks_can_be_read_back(graph, tmp_path, layer, suffix, read):
    """GraphML and GEXF hold all nodes and links with their attributes, and writing twice gives the same bytes."""
    network = graph.network(layer)
    paths = [tmp_path / f"{number}{suffix}" for number in (1, 2)]
    for path in paths:
        write(graph.network(layer), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert b"lastmodified" not in paths[0].read_bytes()
    again = read(paths[0])
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    assert again.is_directed() == network.is_directed()
    for node, data in network.nodes(data=True):
        assert {name: again.nodes[node][name] for name in data} == data
    facts = [sorted(data["label"] for *_, data in n.edges(data=True)) for n in (again, network)]
    assert facts[0] == facts[1]


@pytest.mark.parametrize("layer", LAYERS)
def test_links_as_csv(graph, tmp_path, layer):
    """The CSV has one row a link, with both ends, labels, date, weight and fact, the same bytes twice.

    In a two-mode layer the source is always of the first mode: the winner, the official.
    """
    network = graph.network(layer)
    path = tmp_path / "links.csv"
    write(network, path)
    text = path.read_bytes()
    write(graph.network(layer), path)
    assert path.read_bytes() == text
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    first = dict(network.nodes(data="bipartite", default=0))
    ends = [(*sorted((u, v), key=first.get), d) for u, v, d in network.edges(data=True)]
    told = [(u, v, d["label"], d.get("date", ""), str(d["weight"])) for u, v, d in ends]
    assert [(r["source"], r["target"], r["label"], r["date"], r["weight"]) for r in rows] == told
    assert all(r["source_label"] == network.nodes[r["source"]]["label"] for r in rows)


def test_files_that_cannot_be_written_say_so(empty, tmp_path):
    """Another suffix, or a folder that is not there, is refused in one line and nothing is written."""
    for name, message in (("a.xlsx", "not '.xlsx'"), ("nowhere/a.csv", "cannot be written")):
        with pytest.raises(UsageError, match=message):
            write(empty.network("visits"), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_awkward_labels_survive(tmp_path, empty):
    """Quotes, commas, markup and any script come back from each form, and control characters break none."""
    network = empty.network("visits")
    text = 'a "b", <c> & é🦜\u200f; d\x01'
    network.add_node("x", label=text)
    network.add_edge("x", SEMARANG, label=text, weight=1.0)
    for suffix, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        write(network, tmp_path / f"a{suffix}")
        assert read(tmp_path / f"a{suffix}").nodes["x"]["label"] == text.replace("\x01", "\ufffd")
    write(network, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["source_label"] == text


# In words


@pytest.mark.parametrize("layer", LAYERS)
def test_each_measure_is_explained_in_both_languages(graph, layer):
    """Every measure of every layer has words, not the same in the two languages."""
    for measure in measures(graph.network(layer)):
        english, indonesian = (meaning(measure.name, layer, language) for language in ("en", "id"))
        assert english
        assert english != indonesian


@pytest.mark.parametrize("layer", sorted({*LAYERS} - {"visits"}))
def test_only_visits_are_told_as_visits_received_and_made(layer):
    """No layer but visits is explained by visits received or made, by hosts or visitors that it has not."""
    for measure in (*DIRECTED, *UNDIRECTED):
        told = meaning(measure.name, layer)
        assert not told.startswith(("visits received", "visits made"))
        assert layer == "learning" or not {"visits", "host", "visitor"} & set(told.split())


def test_directed_layers_say_what_links_into_a_node_are():
    """What leads into a node is a visit, a lesson, a move or a body, as the layer has it."""
    told = {
        layer: meaning("received", layer).partition(":")[0] for layer in ("visits", "learning", "careers", "agencies")
    }
    assert told == {
        "visits": "visits received",
        "learning": "visits by which it learned",
        "careers": "officials' moves to it",
        "agencies": "bodies that belong to it",
    }
