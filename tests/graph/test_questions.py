"""The questions about time, comparison and diffusion on a small hand-made world, and what wrong data does to them."""

import pyoxigraph as ox
import pytest
from making import said, source
from town import BANJAR, BATAM, PALEMBANG, SURABAYA, SURAKARTA, visit

import simpul.graph
from simpul.graph.ask.named import queries
from simpul.ontology.facts import Agency, Award, Collaboration, Competition, Innovation, Official, Participation, Party

MERAUKE, BADUNG, SEMARANG = "93.01", "51.03", "33.74"
NAMES = {
    BATAM: "Kota Batam", BANJAR: "Kabupaten Banjar", PALEMBANG: "Kota Palembang", SURABAYA: "Kota Surabaya",
    SURAKARTA: "Kota Surakarta", BADUNG: "Kabupaten Badung", SEMARANG: "Kota Semarang",
}  # fmt: skip
CONTEST = "Anugerah Kota Cerdas"
GIVER = "Kementerian Dalam Negeri"


def dinas(field, region, **values):
    name = f"Dinas {field} {NAMES[region]}"
    return said(Agency, f"{name} hadir", name=name, region=region, agency_kind="dinas", **values)


def head(name, field, region, **values):
    """Somebody heads a dinas."""
    return said(
        Official, f"{name} memimpin Dinas {field} {NAMES[region]}", name=name, position=f"Kepala Dinas {field}",
        region=region, org=f"Dinas {field} {NAMES[region]}", **values,
    )  # fmt: skip


def edition(year, *categories, clusters=()):
    return said(
        Competition, f"{CONTEST} {year}", name=f"{CONTEST} {year}", organiser=GIVER, year=year,
        categories=categories, clusters=clusters,
    )  # fmt: skip


def prize(region, year, category, rank=1, **values):
    return said(
        Award, f"{NAMES[region]} juara {rank} {category} {year}", recipient=region, rank=rank, category=category,
        programme=f"{CONTEST} {year}", awarded_by=GIVER, date=str(year), **values,
    )  # fmt: skip


def entry(region, year):
    return said(Participation, f"{NAMES[region]} ikut {CONTEST} {year}", region=region, competition=f"{CONTEST} {year}")


WORLD = [
    source(
        "2020.txt",
        edition(2020, "layanan", "pasar", clusters=("kota",)),
        prize(PALEMBANG, 2020, "layanan"),
        prize(SURABAYA, 2020, "pasar", 2),
        entry(BATAM, 2020), entry(SURAKARTA, 2020), entry(SEMARANG, 2020),
        head("Nadia Surya", "Kesehatan", BATAM),
        published="2020-08-01", publisher="Kabar Satu",
    ),
    source(
        "2021.txt",
        edition(2021, "layanan", "digital"),
        prize(PALEMBANG, 2021, "Layanan", 3),
        prize(SURAKARTA, 2021, "digital", work="video Solo Sigap"),
        entry(BATAM, 2021),
        head("Bima Lesmana", "Kesehatan", BATAM, from_date="2021-03-01"),
        said(
            Official, "Ratna Wulan kini di Surabaya", name="Ratna Wulan", position="Kepala Dinas Sosial",
            region=SURABAYA, org="Dinas Sosial Kota Surabaya",
        ),
        published="2021-08-01", publisher="Kabar Satu",
    ),
    source(
        "inovasi.txt",
        said(
            Innovation, "Surakarta punya Solo Sigap", name="Solo Sigap", owner=SURAKARTA,
            description="aplikasi layanan aduan",
        ),
        said(
            Innovation, "Batam punya Batam Sehat", name="Batam Sehat", owner=BATAM, description="antrean puskesmas",
            partners=("Telkom Indonesia",),
        ),
        published="2019-05-05", publisher="Kabar Dua",
    ),
    source(
        "badung.txt",
        said(Innovation, "Badung punya Sapa", name="Sapa", owner=BADUNG, description="pengaduan warga"),
        visit(BADUNG, SURABAYA, "2021-04-10", topic="layanan aduan"),
        said(
            Collaboration, "Badung dan Surabaya meneken PKS", form="PKS", topic="layanan aduan", date="2021-09-01",
            parties=(Party("Pemerintah Kabupaten Badung", BADUNG), Party("Pemerintah Kota Surabaya", SURABAYA)),
        ),
        published="2021-09-02", publisher="Kabar Dua",
    ),
    source(
        "mitra.txt",
        said(
            Collaboration, "Telkom dan Palembang", form="MoU", date="2022-01-10",
            parties=(Party("Pemerintah Kota Palembang", PALEMBANG), Party("Telkom Indonesia")),
        ),
        visit(
            BATAM, SURAKARTA, "2021-05-20", visitor_name="Dinas Kesehatan Kota Batam",
            host_name="Dinas Kesehatan Kota Surakarta",
        ),
        visit(SURAKARTA, SEMARANG, "2021-06-01"),
        dinas("Kesehatan", BATAM, aliases=("Dinkes Batam",)),
        dinas("Perhubungan", BANJAR),
        said(
            Official, "Ratna Wulan pernah di Semarang", name="Ratna Wulan", position="Kepala Dinas Sosial",
            region=SEMARANG, org="Dinas Sosial Kota Semarang",
        ),
        said(Agency, "Komdigi", name="Kementerian Komunikasi dan Digital", agency_kind="ministry"),
        said(Agency, "Kominfo", name="Kementerian Komunikasi dan Informatika", agency_kind="ministry"),
        published="2019-01-15",
    ),
]  # fmt: skip
DINKES = "Dinas Kesehatan Kota Batam"
KOMDIGI, KOMINFO = (f"Kementerian Komunikasi dan {what}" for what in ("Digital", "Informatika"))
ANSWERS = [
    ("provinces-without-agencies", {}, "code", None),
    (
        "names-of-agency", {"named": "Dinkes"}, "name relation other",
        [(DINKES, "alias", "Dinkes Batam")],
    ),
    (
        "names-of-agency", {"named": "Komunikasi dan Digital"}, "name relation other legalBasis",
        [
            (KOMDIGI, "successor of", KOMINFO, "Perpres 139/2024"),
            (KOMINFO, "succeeded by", KOMDIGI, "Perpres 139/2024"),
        ],
    ),
    (
        "agencies-of-one-publisher", {"publisher": "Kabar Satu"}, "name only articles",
        [("Dinas Sosial Kota Surabaya", "Kabar Satu", 1)],
    ),
    ("successions", {"region": BATAM}, "earlier later firstSeen", [("Nadia Surya", "Bima Lesmana", "2021-03-01")]),
    (
        "careers-across-regions", {"named": "Ratna"}, "official region firstSeen",
        [("Ratna Wulan", "Kota Semarang", "2019-01-15"), ("Ratna Wulan", "Kota Surabaya", "2021-08-01")],
    ),
    (
        "heads-at-award", {"region": PALEMBANG}, "winner date head title basis",
        [
            ("Kota Palembang", "2020", "Gilang Mega", "Wali Kota Palembang", "in post"),
            ("Kota Palembang", "2021", "Gilang Mega", "Wali Kota Palembang", "in post"),
        ],
    ),
    (
        "begun-after-new-head", {"region": BATAM}, "body head what on",
        [(DINKES, "Bima Lesmana", "study visit", "2021-05-20")],
    ),
    (
        "repeated-wins", {"contest": "kota cerdas"}, "winner category year nextYear rank nextRank",
        [("Kota Palembang", "layanan", 2020, 2021, 1, 3)],
    ),
    (
        "changes-between-editions", {"contest": "kota cerdas"}, "year nextYear what change name",
        [
            (2020, 2021, "category", "gone", "pasar"),
            (2020, 2021, "category", "new", "digital"),
            (2020, 2021, "cluster", "gone", "kota"),
        ],
    ),
    (
        "winners-by-province", {"contest": "2020"}, "province winners participants representation",
        [
            ("Provinsi Jawa Timur", 1, 1, 2.5),
            ("Provinsi Sumatera Selatan", 1, 1, 2.5),
            ("Provinsi Jawa Tengah", 0, 2, 0),
            ("Provinsi Kepulauan Riau", 0, 1, 0),
        ],
    ),
    ("never-won", {"contest": "kota cerdas"}, "participant times", [("Pemerintah Kota Batam", 2)]),
    (
        "visits-across", {"year": "2021"}, "visitor host fromProvince toProvince crossed",
        [
            ("Kabupaten Badung", "Kota Surabaya", "Provinsi Bali", "Provinsi Jawa Timur", "island"),
            (DINKES, "Dinas Kesehatan Kota Surakarta", "Provinsi Kepulauan Riau", "Provinsi Jawa Tengah", "island"),
        ],
    ),
    (
        "earliest-innovations", {"topic": "layanan aduan"}, "owner innovation firstReported",
        [
            ("Pemerintah Kota Surakarta", "Solo Sigap", "2019-05-05"),
            ("Pemerintah Kabupaten Badung", "Sapa", "2021-09-02"),
        ],
    ),
    ("unvisited-winners", {"region": SURAKARTA}, "innovation owner", []),
    (
        "collaborations-after-visits", {}, "visitor host visitDate date",
        [("Kabupaten Badung", "Kota Surabaya", "2021-04-10", "2021-09-01")],
    ),
    ("busiest-partners", {}, "partner regions", [("Telkom Indonesia", 2)]),
    ("busiest-partners", {"kind": "university"}, "partner", []),
]  # fmt: skip


def plain(value):
    return str(value) if hasattr(value, "isoformat") else float(value) if type(value).__name__ == "Decimal" else value


def cut(answer, columns):
    return [tuple(plain(row[column]) for column in columns.split()) for row in answer.dicts()]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The world, with one official of two regions whom a person judged to be one, and a mayor told with the years."""
    mayor = said(
        Official, "Gilang Mega, Wali Kota Palembang", name="Gilang Mega", position="Wali Kota Palembang",
        region=PALEMBANG, org="Pemerintah Kota Palembang", from_date="2020-09-01", to_date="2023",
    )  # fmt: skip
    with simpul.graph.open(tmp_path_factory.mktemp("questions") / "simpul.db", write=True) as made:
        for iri, quads in [*WORLD, source("wali.txt", mayor, published="2022-02-02")]:
            made.replace(iri, quads)
        one, other = (f"id:official/kota-{place}/ratna-wulan" for place in ("semarang", "surabaya"))
        made.judge("same", one, other, who="rina", why="pindah tugas")
        yield made


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "expected"), ANSWERS, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(ANSWERS)]
)
def test_answers(graph, name, parameters, columns, expected):
    """A question gives exactly the rows that the hand-made world holds for it, in their order."""
    found = cut(graph.query(name, **parameters), columns)
    if expected is None:
        assert len(found) == 34
        assert ("33",) not in found
    else:
        assert found == expected


def asked(graph, *sources, name, columns, **parameters):
    """What a question gives with more sources in the world, which are withdrawn again."""
    try:
        for iri, quads in sources:
            graph.replace(iri, quads)
        return cut(graph.query(name, **parameters), columns)
    finally:
        for iri, _ in sources:
            graph.replace(iri, ())


def test_2_a_province_with_an_agency_is_left_out(graph):
    """A province is told of as soon as a kabupaten in it has an agency in the graph."""
    more = source("bangli.txt", said(Agency, "Dinsos", name="Dinas Sosial Kabupaten Bangli", region="51.06"))
    assert ("51",) in asked(graph, name="provinces-without-agencies", columns="code")
    assert ("51",) not in asked(graph, more, name="provinces-without-agencies", columns="code")


def test_5_as_of_a_day(graph):
    """Before the law of 2022 Merauke lay in Papua under another code; after it, in Papua Selatan."""
    then = cut(graph.query("regions-of-province", province="91", as_of="2022-07-24"), "code region")
    now = cut(graph.query("regions-of-province", province="91", as_of="2022-07-25"), "code region")
    assert ("91.01", "Kabupaten Merauke") in then
    assert (len(then), len(now)) == (29, 9)
    assert "Kabupaten Pontianak" in {
        r for _, r in cut(graph.query("regions-of-province", province="61", as_of="2010"), "code region")
    }


def test_6_an_article_without_a_publisher_is_nobody_known(graph):
    """An agency that an article of an unknown publisher mentions is not known to be of one publisher only."""
    found = {name for (name,) in cut(graph.query("agencies-of-one-publisher"), "name")}
    assert "Dinas Perhubungan Kabupaten Banjar" not in found


def test_8_whoever_is_met_before_is_not_the_successor(graph):
    """A third holder between two takes the place of both steps."""
    more = source("antara.txt", head("Fajar Indra", "Kesehatan", BATAM, status="Plt"), published="2020-12-01")
    found = asked(graph, more, name="successions", columns="earlier later status", region=BATAM)
    assert found == [("Nadia Surya", "Fajar Indra", "Plt"), ("Fajar Indra", "Bima Lesmana", None)]


def test_10_overlapping_tenures_are_caught(graph):
    """Two holders of one post in the same time are a conflict, or one of them acts."""
    assert asked(graph, name="overlapping-tenures", columns="one other") == []
    rival = source(
        "lain.txt", head("Krisna Yoga", "Kesehatan", BATAM, from_date="2021-05", to_date="2022"), published="2021-09-09"
    )
    acting = source("plt.txt", head("Mega Ayu", "Kesehatan", BATAM, status="Plt"), published="2021-07-01")
    columns = "one other from until kind"
    (found,) = asked(graph, rival, name="overlapping-tenures", columns=columns)
    assert {found[0], found[1]} == {"Bima Lesmana", "Krisna Yoga"}
    assert found[2:] == ("2021-05-01", "2021-08-01", "conflict")
    (found,) = asked(graph, acting, name="overlapping-tenures", columns=columns, region=BATAM)
    assert found[4] == "acting holder"


def test_12_what_began_later_is_left_out(graph):
    """A visit more than a year after the head took office does not count."""
    late = source("telat.txt", visit(BATAM, BADUNG, "2022-03-02", visitor_name=DINKES))
    found = asked(graph, late, name="begun-after-new-head", columns="on", region=BATAM)
    assert found == [("2021-05-20",)]


def test_15_editions_must_follow_each_other(graph):
    """A win in 2020 and in 2022 is no win in consecutive editions, since there was one in 2021."""
    more = source("2022.txt", edition(2022, "pasar"), prize(SURABAYA, 2022, "pasar"))
    found = asked(graph, more, name="repeated-wins", columns="winner", contest="kota cerdas")
    assert found == [("Kota Palembang",)]


def test_19_a_winner_is_left_out(graph):
    """Whoever took part twice and won once is not among those who never won."""
    more = source("menang.txt", edition(2022, "x"), prize(BATAM, 2022, "x"))
    assert asked(graph, more, name="never-won", columns="participant") == []


def test_24_a_visit_to_oneself_is_no_returned_visit(graph):
    """A body that visits another of its own government has not returned a visit."""
    more = source(
        "sendiri.txt", visit(BATAM, BATAM, "2021-01-01", visitor_name=DINKES, host_name="Dinas Sosial Kota Batam")
    )
    assert asked(graph, more, name="returned-visits", columns="one other") == []


def test_25_visits_within_a_province_are_left_out(graph):
    """Surakarta's visit to Semarang crosses nothing."""
    assert asked(graph, name="visits-across", columns="host", region=SURAKARTA) == []


def test_31_topics_are_told_by_their_labels_too(graph):
    """A sector finds the innovations on all topics in it, whatever words they are told with."""
    found = asked(graph, name="earliest-innovations", columns="innovation", topic="kesehatan")
    assert found == [("Batam Sehat",)]


def test_33_an_innovation_that_nobody_came_to_see(graph):
    """An innovation that won is told of where no visit to its owner followed, and not where one did."""
    won = source("sapa.txt", edition(2021, "digital"), prize(BADUNG, 2021, "digital", 2, work="aplikasi Sapa"))
    columns = "innovation owner date"
    found = asked(graph, won, name="unvisited-winners", columns=columns)
    assert found == [("Sapa", "Pemerintah Kabupaten Badung", "2021")]
    came = source("datang.txt", visit(BANJAR, BADUNG, "2022-05-05"))
    assert asked(graph, won, came, name="unvisited-winners", columns=columns) == []


def test_34_as_of_a_day(graph):
    """A collaboration is held from the day on which it is agreed."""
    for day, number in (("2021-08-31", 0), ("2021-09-01", 1), ("2022", 1), ("2022-01-10", 2)):
        assert len(graph.query("collaborations", as_of=day).rows) == number, day


def test_35_a_visit_that_came_later_is_left_out(graph):
    """A visit after the agreement did not lead to it."""
    more = source("balas.txt", visit(SURABAYA, BADUNG, "2021-10-10"))
    found = asked(graph, more, name="collaborations-after-visits", columns="visitor")
    assert found == [("Kabupaten Badung",)]


def test_files_run_anywhere(graph):
    """The file of each question, prefixes put before it, is SPARQL that another engine reads."""
    del graph
    for query in queries().values():
        ox.Store().query(query.sparql, prefixes=simpul.ontology.iris.PREFIXES)
