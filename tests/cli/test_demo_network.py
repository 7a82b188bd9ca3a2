"""The demo's visit network, against values computed by hand.

The samples tell these visits (visitor -> host):

    Serdang Bedagai -> Sleman        Sleman -> Denpasar, Badung, Serdang Bedagai
    Tuban -> Badung                  Wonogiri -> Badung
    Sragen -> Badung, Banyuwangi, Kabupaten Bandung                  DKI Jakarta -> Badung, Yogyakarta
    Palangkaraya -> Banyuwangi, Kota Bandung                         Sumedang -> Banyuwangi
    Kabupaten Semarang -> Sumedang   Palembang -> Surabaya           Surabaya -> Batam
    Banjar -> Surakarta              Musi Banyuasin -> Kota Semarang

Only Sleman and Serdang Bedagai, who visit each other, are on a way back to themselves, so PageRank can be solved by
hand. Each node gets the same share b of restarts and of the mass of nodes without a host; a node's rank is b times its
`share`: 1 plus 0.85 times the shares of its visitors, each divided by the number of hosts of that visitor. Ranks sum to
1, so b is 1 over the sum of all shares. With D = 0.85 the two that visit each other have Serdang Bedagai = 1 + D Sleman
/ 3 and Sleman = 1 + D Serdang Bedagai, so Sleman = (1 + D) / (1 - D D / 3).
"""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

import simpul.graph
from simpul.graph.network import measures
from simpul.loaders.load import load_all

SAMPLES = Path(str(files("simpul.loaders") / "samples"))
VISITS = {
    "Kabupaten Serdang Bedagai": ["Kabupaten Sleman"],
    "Kabupaten Sleman": ["Kota Denpasar", "Kabupaten Badung", "Kabupaten Serdang Bedagai"],
    "Kabupaten Tuban": ["Kabupaten Badung"],
    "Kabupaten Wonogiri": ["Kabupaten Badung"],
    "Kabupaten Sragen": ["Kabupaten Badung", "Kabupaten Banyuwangi", "Kabupaten Bandung"],
    "Provinsi DKI Jakarta": ["Kabupaten Badung", "Kota Yogyakarta"],
    "Kota Palangkaraya": ["Kabupaten Banyuwangi", "Kota Bandung"],
    "Kabupaten Sumedang": ["Kabupaten Banyuwangi"],
    "Kabupaten Semarang": ["Kabupaten Sumedang"],
    "Kota Palembang": ["Kota Surabaya"],
    "Kota Surabaya": ["Kota Batam"],
    "Kabupaten Banjar": ["Kota Surakarta"],
    "Kabupaten Musi Banyuasin": ["Kota Semarang"],
}
D = Fraction(85, 100)
SLEMAN = (1 + D) / (1 - D * D / 3)
SHARES = {name: Fraction(1) for name in {*VISITS, *(h for hosts in VISITS.values() for h in hosts)}} | {
    "Kabupaten Sleman": SLEMAN,
    "Kabupaten Serdang Bedagai": 1 + D * SLEMAN / 3,
    "Kota Denpasar": 1 + D * SLEMAN / 3,
    "Kabupaten Badung": 1 + D * (SLEMAN / 3 + 1 + 1 + Fraction(1, 3) + Fraction(1, 2)),
    "Kabupaten Sumedang": 1 + D,
    "Kabupaten Banyuwangi": 1 + D * (Fraction(1, 3) + Fraction(1, 2) + 1 + D),
    "Kabupaten Bandung": 1 + D / 3,
    "Kota Yogyakarta": 1 + D / 2,
    "Kota Bandung": 1 + D / 2,
    "Kota Surabaya": 1 + D,
    "Kota Batam": 1 + D * (1 + D),
    "Kota Surakarta": 1 + D,
    "Kota Semarang": 1 + D,
}


@pytest.fixture(scope="module")
def visits(tmp_path_factory):
    """The visits layer of a store with all samples."""
    with simpul.graph.open(tmp_path_factory.mktemp("demo") / "simpul.db", write=True) as graph:
        for loaded in load_all([SAMPLES]):
            graph.replace(loaded.document.source, loaded.quads)
        return graph.network("visits")


def by_label(network, values):
    return {network.nodes[node]["label"]: value for node, value in values.items()}


def test_the_links_are_the_visits_that_the_samples_tell(visits):
    """Each visit is one link from visitor to host."""
    found = sorted((visits.nodes[u]["label"], visits.nodes[v]["label"]) for u, v in visits.edges())
    assert found == sorted((visitor, host) for visitor, hosts in VISITS.items() for host in hosts)


def test_visits_made_and_received_are_counted(visits):
    """Badung received five visits and Banyuwangi three; Sragen and Sleman made three each."""
    received, made = by_label(visits, dict(visits.in_degree())), by_label(visits, dict(visits.out_degree()))
    assert (received["Kabupaten Badung"], received["Kabupaten Banyuwangi"]) == (5, 3)
    assert made == {name: len(VISITS.get(name, [])) for name in made}


def test_pagerank_is_what_the_arithmetic_above_gives(visits):
    """PageRank equals each share over the sum of all shares."""
    total = sum(SHARES.values())
    expected = {name: float(share / total) for name, share in SHARES.items()}
    assert by_label(visits, measures.pagerank(visits)) == pytest.approx(expected, abs=1e-5)


def test_betweenness_counts_the_four_ways_of_two_steps(visits):
    """Two ways lead through Sleman, one through Sumedang, one through Surabaya, of 21 * 20 ordered pairs."""
    expected = dict.fromkeys(SHARES, 0.0) | {
        "Kabupaten Sleman": 2 / 420,
        "Kabupaten Sumedang": 1 / 420,
        "Kota Surabaya": 1 / 420,
    }
    assert by_label(visits, measures.betweenness(visits)) == pytest.approx(expected)
