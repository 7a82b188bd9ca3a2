import datetime as dt

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.graph.network.links import Flat, Links, flat
from simpul.graph.network.measures import betweenness, core_numbers, pagerank, partners, received, reciprocity, strength
from simpul.graph.network.structure import adjusted_rand, backbone, brokers, communities
from simpul.graph.network.timed import reachable
from simpul.graph.network.uncertainty import AgainstChance, homophily, permuted, rank_intervals
from simpul.ontology.errors import UsageError


def linked(*rows, directed=True, **attributes):
    """Links from (source, target, date or None), nodes named by letters; attributes by name: node -> value."""
    nodes = tuple(sorted({n for row in rows for n in row[:2]}))
    place = {n: k for k, n in enumerate(nodes)}
    days = [dt.date.fromisoformat(row[2]) if len(row) > 2 and row[2] else None for row in rows]
    return Links(
        layer="visits", level="regency", directed=directed, multiple=True, two_mode=False, nodes=nodes,
        about=tuple({"label": n} | {a: v[n] for a, v in attributes.items() if n in v} for n in nodes),
        source=np.array([place[r[0]] for r in rows], dtype=np.int64),
        target=np.array([place[r[1]] for r in rows], dtype=np.int64),
        label=("",) * len(rows), date=("",) * len(rows), earliest=tuple(days), latest=tuple(days),
        fact=tuple(f"f{n}" for n in range(len(rows))),
    )  # fmt: skip


edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5)), max_size=40)


def graph_of(rows, *, directed):
    made = nx.MultiDiGraph() if directed else nx.MultiGraph()
    made.add_nodes_from(range(10))
    made.add_weighted_edges_from(rows)
    return made


def plain(network):
    """The same in NetworkX alone: one link a pair, weights summed, no loops."""
    simple = nx.DiGraph() if network.is_directed() else nx.Graph()
    simple.add_nodes_from(network)
    for u, v, w in network.edges(data="weight"):
        if u != v:
            simple.add_edge(u, v, weight=simple.get_edge_data(u, v, {"weight": 0})["weight"] + w)
    return simple


@given(rows=edges, directed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_measures_are_those_of_networkx(rows, directed):
    """On any network the fast measures give what NetworkX gives on the collapsed network."""
    network = graph_of(rows, directed=directed)
    simple = plain(network)
    assert pagerank(network) == pytest.approx(nx.pagerank(simple, tol=1e-12, max_iter=1000), abs=1e-8)
    assert betweenness(network) == pytest.approx(nx.betweenness_centrality(simple), abs=1e-12)
    assert core_numbers(network) == nx.core_number(simple.to_undirected())
    assert partners(network) == {n: len(set(nx.all_neighbors(simple, n))) for n in simple}
    assert strength(network) == dict(simple.degree(weight="weight"))
    if directed:
        assert received(network) == dict(simple.in_degree(weight="weight"))
        assert reciprocity(network) == pytest.approx(nx.overall_reciprocity(simple) if simple.size() else 0)


@given(rows=edges, directed=st.booleans())
@settings(max_examples=50, deadline=None)
def test_flat_networks_come_back_as_they_were(rows, directed):
    """A collapsed network made flat and back is itself, with its matrix that of NetworkX."""
    simple = plain(graph_of(rows, directed=directed))
    again = flat(simple)
    assert nx.utils.graphs_equal(again.networkx(), simple)
    if simple.size():
        assert (again.matrix().toarray() == nx.to_numpy_array(simple)).all()


@given(rows=edges, start=st.dictionaries(st.integers(0, 9), st.integers(1, 3), min_size=1))
@settings(max_examples=50, deadline=None)
def test_personalised_pagerank_is_that_of_networkx(rows, start):
    """Towards any nodes, with any weights, it is what NetworkX gives."""
    network = graph_of(rows, directed=True)
    expected = nx.pagerank(plain(network), personalization=start, tol=1e-12, max_iter=1000)
    assert pagerank(network, towards=start) == pytest.approx(expected, abs=1e-8)


def test_pagerank_towards_a_node_stays_near_it():
    """Personalised, only what can be reached from the start has any share."""
    found = pagerank(linked(("a", "b"), ("c", "b"), ("d", "c")), towards={"a": 1.0})
    assert found["a"] > found["b"] > 0
    assert found["c"] == found["d"] == 0


CLIQUES = [(f"{c}{i}", f"{c}{j}") for c in "xy" for i in range(5) for j in range(i)] + [("x0", "y0")]


def test_two_cliques_are_two_communities():
    """Two cliques with one link between are found by all runs, with the modularity that NetworkX gives."""
    found = communities(linked(*CLIQUES))
    assert found.members == tuple(tuple(f"{c}{i}" for i in range(5)) for c in "xy")
    assert found.agreement == 1.0
    assert set(found.stability.values()) == {1.0}
    parts = [set(part) for part in found.members]
    assert found.modularity == pytest.approx(nx.community.modularity(nx.Graph(CLIQUES), parts))
    assert found.of()["y3"] == 1


def test_runs_that_disagree_say_so():
    """On a ring of forty, which has no communities, runs from several seeds do not agree."""
    found = communities(linked(*[(f"n{i:02}", f"n{(i + 1) % 40:02}") for i in range(40)]))
    assert found.agreement < 0.9
    assert min(found.stability.values()) < 1


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30), st.permutations(range(5)))
def test_the_rand_index_knows_no_names(pairs, names):
    """The adjusted Rand index is 1 for equal partitions whatever they are called, symmetric and at most 1."""
    one, other = zip(*pairs, strict=True)
    assert adjusted_rand(one, [names[n] for n in one]) == pytest.approx(1)
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand(other, one))
    assert adjusted_rand(one, other) <= 1 + 1e-12


def test_the_centre_of_a_star_is_the_broker():
    """It links five who know nobody else: effective size 5, constraint 1/5; the leaves are no brokers."""
    found = brokers(linked(*[("hub", f"leaf{n}") for n in range(5)]))
    assert [(b.node, b.effective_size, b.constraint) for b in found] == [("hub", 5, pytest.approx(0.2))]


def test_the_backbone_keeps_what_is_strong_for_an_end():
    """Of a hub's links one that bears most of its strength stays; equal ones go."""
    rows = [("hub", f"n{i}") for i in range(10)] + [("hub", "n0")] * 30 + [(f"n{i}", "far") for i in range(10)]
    kept = backbone(linked(*rows))
    assert [(kept.nodes[a], kept.nodes[b]) for a, b in zip(kept.source, kept.target, strict=True)] == [("hub", "n0")]
    assert kept.weight.tolist() == [31]


def test_the_backbone_follows_its_formula():
    """(1 - share) ** (degree - 1) < alpha, at either end: 0.25 of two links is kept at alpha 0.8 and not at 0.7."""
    network = linked(("a", "b"), ("a", "c"), ("a", "c"), ("a", "c"), directed=True)
    strong = lambda alpha: len(backbone(network, alpha=alpha).weight)  # noqa: E731
    assert (strong(0.7), strong(0.8), strong(0.2)) == (1, 2, 0)


def test_a_sure_leader_has_a_narrow_interval():
    """Twenty visits against two: the first is first in all resamples, the others' ranks swap."""
    rows = [(f"v{n}", "host") for n in range(20)] + [("v0", "b"), ("v1", "b"), ("v2", "c"), ("v3", "c")]
    found = rank_intervals(linked(*rows), received, top=3)
    first = found[0]
    assert (first.node, first.value, first.rank, first.low, first.high) == ("host", 20, 1, 1, 1)
    assert (found[1].rank, found[2].rank) == (2, 2)
    assert found[1].low == 2
    assert found[1].high > 2


def test_links_of_one_fact_are_drawn_together():
    """Three links of one fact are all or none, so an only fact leaves no doubt."""
    network = linked(("a", "b"), ("a", "c"), ("a", "d"))
    network = Links(**{f: getattr(network, f) for f in Links.__slots__} | {"fact": ("one",) * 3})
    assert all(r.low == r.high == r.rank for r in rank_intervals(network, received))


def test_intervals_without_draws_are_refused():
    """A share of 1 and no draws make no interval."""
    for wrong in ({"share": 1.0}, {"draws": 0}):
        with pytest.raises(UsageError, match="draws above 0 and a share between 0 and 1"):
            rank_intervals(linked(("a", "b")), received, **wrong)


def test_homophily_is_seen_against_both_null_models():
    """Links within provinces alone give 1, which neither shuffled labels nor rewired links reach."""
    rows = [(f"{p}{i}", f"{p}{j}") for p in "xyz" for i in range(6) for j in range(6) if i != j]
    network = linked(*rows, province={f"{p}{i}": p for p in "xyz" for i in range(6)})
    found = homophily(network, "province", draws=99)
    assert found.links == len(rows)
    for against in (found.shuffled, found.rewired):
        assert against.observed == pytest.approx(1)
        assert against.p == pytest.approx(0.01)
        assert abs(against.mean) < 0.1


def test_homophily_by_chance_is_no_homophily():
    """Links drawn without regard to the attribute lie within what both null models give."""
    chance = np.random.default_rng(5)
    rows = [(f"n{a}", f"n{b}") for a, b in chance.integers(40, size=(300, 2)) if a != b]
    found = homophily(linked(*rows, kind={f"n{n}": "xy"[n % 2] for n in range(40)}), "kind")
    assert found.shuffled.p > 0.05
    assert found.rewired.p > 0.05


@pytest.mark.parametrize("directed", [True, False])
def test_assortativity_is_that_of_networkx(directed):
    """Where each pair is linked once, the coefficient is that of NetworkX."""
    network = nx.gnp_random_graph(30, 0.2, seed=3, directed=directed)
    kinds = {n: "abc"[n % 3] for n in network}
    rows = [(f"n{u:02}", f"n{v:02}") for u, v in network.edges()]
    made = linked(*rows, directed=directed, kind={f"n{n:02}": k for n, k in kinds.items()})
    nx.set_node_attributes(network, kinds, "kind")
    expected = nx.attribute_assortativity_coefficient(network, "kind")
    assert homophily(made, "kind", draws=1).shuffled.observed == pytest.approx(expected)


def test_without_an_attribute_there_is_no_homophily():
    """One value, or none, mixes with nothing."""
    assert homophily(linked(("a", "b")), "province") is None
    assert homophily(linked(("a", "b"), province={"a": "x", "b": "x"}), "province") is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 9)), min_size=2, max_size=30), st.integers(0, 99))
def test_permuted_ends_keep_degrees_and_make_no_loops(rows, seed):
    """The ends that are drawn anew are the same ends, and none comes beside itself where it can be helped."""
    one, other = (np.array(column) for column in zip(*rows, strict=True))
    drawn = permuted(one, other, np.random.default_rng(seed))
    assert sorted(drawn) == sorted(other)
    assert (drawn != one).all()


def test_p_counts_the_observation_itself():
    """The share as large is never 0: 1 / (1 + draws) at least."""
    assert AgainstChance.of(5, [1, 2, 3]).p == 0.25
    assert AgainstChance.of(2, [1, 2, 3]).p == 0.75


def test_paths_respect_time():
    """C is reached over b on time, d by a link that came too early is not, and undated links carry nothing."""
    network = linked(
        ("a", "b", "2020-01-01"),
        ("b", "c", "2021-01-01"),
        ("c", "d", "2019-01-01"),
        ("b", "e"),
        ("a", "c", "2022-02-02"),
    )
    found = reachable(network, "a")
    assert [(r.node, r.day.isoformat(), r.facts) for r in found] == [
        ("b", "2020-01-01", ("f0",)),
        ("c", "2021-01-01", ("f0", "f1")),
    ]
    assert [r.node for r in reachable(network, "a", since=dt.date(2021, 6, 1))] == ["c"]
    assert reachable(network, "nobody") == []


def test_a_vague_date_carries_only_what_is_sure():
    """A link of '2020' may lie on its first day: nothing that arrives within 2020 surely goes on by it."""
    network = linked(("a", "b", "2020-03-01"), ("b", "c", "2020-01-01"))
    late = list(network.latest)
    late[1] = dt.date(2020, 12, 31)
    vague = Links(**{f: getattr(network, f) for f in Links.__slots__} | {"latest": tuple(late)})
    assert [r.node for r in reachable(vague, "a")] == ["b"]


@given(rows=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 28)), max_size=20))
@settings(max_examples=100, deadline=None)
def test_arrivals_are_the_earliest(rows):
    """What is reached, and by when, is what trying all links again and again gives."""
    told = [(f"n{a}", f"n{b}", f"2020-01-{d:02}") for a, b, d in rows] + [("n0", "n1", "2020-01-15")]
    best = {"n0": dt.date.min}
    for _ in range(7):
        for a, b, day in told:
            when = dt.date.fromisoformat(day)
            if a in best and when >= best[a] and when < best.get(b, dt.date.max):
                best[b] = when
    found = reachable(linked(*told), "n0")
    assert {r.node: r.day for r in found} == {n: d for n, d in best.items() if n != "n0"}


def test_flat_of_nothing_is_empty():
    """A network without links measures as zeros, one without nodes as nothing."""
    network = nx.DiGraph()
    assert pagerank(network) == betweenness(network) == core_numbers(network) == {}
    network.add_node("a")
    assert pagerank(network) == {"a": 1.0}
    assert communities(network).members == (("a",),)
    assert isinstance(flat(network), Flat)
