import datetime as dt
import re
from collections import Counter
from importlib.resources import files

import pyoxigraph as ox
import pytest
from making import said, source
from town import BANJAR, BATAM, OTHERS, PALEMBANG, SOURCES, SURABAYA, SURAKARTA, VIDEO, contest, prize, visit

import simpul.graph
from simpul.graph.ask import named
from simpul.graph.ask.named import TYPES, parse, queries
from simpul.graph.ask.safety import check
from simpul.graph.knowledge.posts import heads
from simpul.ontology.errors import QueryError
from simpul.ontology.facts import Agency, Award, Collaboration, Official, Party
from simpul.ontology.iris import PREFIXES

NAMES = sorted(queries())
FILES = sorted(f.name for f in (files("simpul.graph") / "queries").iterdir() if f.name.endswith(".rq"))
IGA, DESA, PILKADA = OTHERS
AWARDEE = "Juara 1, Sektor Pasar Tradisional, klaster kota: Kota Palembang"
DKISP = "Dinas Komunikasi Informatika Statistik dan Persandian Kabupaten Banjar"
KOMINFO = "Dinas Komunikasi Informatika Statistik dan Persandian Kota Surakarta"
PEMKOT = "Pemerintah Kota Palembang"
MENDAGRI = "Kementerian Dalam Negeri"
MARKET = "Sektor Pasar Tradisional"
HEAD = "Kepala Dinas Komunikasi Informatika Statistik dan Persandian"
SAYS_1 = f"16.71 meraih 1 Sektor Pasar Tradisional {VIDEO}"
SAYS_2 = "16.71 meraih 2 pasar tradisional lomba video new normal Kemendagri"


def at(name):
    return SOURCES[name][0]


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The hand-made world, loaded into a store."""
    with simpul.graph.open(tmp_path_factory.mktemp("queries") / "simpul.db", write=True) as made:
        for iri, quads in SOURCES.values():
            made.replace(iri, quads)
        yield made


@pytest.fixture
def asking(graph):
    """Ask the world with more sources in it, or with some replaced or withdrawn; they are put back afterwards."""
    touched = []

    def ask(*sources, name, columns, **parameters):
        for iri, quads in sources:
            touched.append(iri)
            graph.replace(iri, quads)
        return cut(graph.query(name, **parameters), columns)

    yield ask
    known = dict(SOURCES.values())
    for iri in touched:
        graph.replace(iri, known.get(iri, ()))


ELSEWHERE = {
    "agencies-of-one-publisher", "begun-after-new-head", "busiest-partners", "careers-across-regions",
    "changes-between-editions", "collaborations-after-visits", "earliest-innovations", "heads-at-award",
    "names-of-agency", "never-won", "overlapping-tenures", "provinces-without-agencies", "repeated-wins",
    "successions", "unvisited-winners", "visits-across", "winners-by-province",
}  # fmt: skip


def cut(answer, columns):
    return [tuple(row[column] for column in columns.split()) for row in answer.dicts()]


def in_any_order(joined):
    """What GROUP_CONCAT joined, in alphabetical order: SPARQL leaves the order open."""
    return "; ".join(sorted(joined.split("; "))) if isinstance(joined, str) else joined


# The files


def test_every_file_is_a_question():
    """Each .rq file is a named question."""
    assert sorted(f"{name}.rq" for name in NAMES) == sorted(FILES)


def test_the_forty_are_answered():
    """Of the forty competency questions all have a named query but the five that networks answer."""
    numbers = {int(query.question) for query in queries().values() if query.question}
    assert set(range(1, 41)) - numbers == {22, 27, 29, 30, 32}


@pytest.mark.parametrize("name", NAMES)
def test_heads_are_complete(name):
    """A question has a title in both languages, and its number is one of the forty, where it has one."""
    query = queries()[name]
    assert "# title@id:" in query.sparql
    assert query.title != query.title_id
    assert query.question is None or 1 <= int(query.question) <= 40


def test_numbers_are_used_once():
    """No two files claim to answer the same competency question."""
    numbers = [query.question for query in queries().values() if query.question]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_documented(name):
    """Each place for a parameter is described in the head, with a known type and a meaning."""
    query = queries()[name]
    places = re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.sparql)
    assert set(places) == {p.name for p in query.parameters}
    assert all(p.type in TYPES and p.what for p in query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_files_are_plain_sparql(name):
    """A file runs as it stands, passes as a question, and asks the default graph alone."""
    sparql = queries()[name].sparql
    check(sparql)
    ox.Store().query(sparql, prefixes=PREFIXES)
    assert not re.search(r"\b(GRAPH|FROM|SERVICE)\b", re.sub(r"#.*", "", sparql))


# What each answers

ANSWERS = [
    (
        "agencies-of-region",
        {"region": "Surakarta"},
        "name government articles",
        [(KOMINFO, "Pemerintah Kota Surakarta", 2)],
    ),
    ("agencies-of-region", {"region": BATAM}, "name", []),
    (
        "awards-of-region",
        {"region": "16.71"},
        "competition edition_year winner rank category cluster giver date",
        [
            (VIDEO, 2020, "Kota Palembang", 3, "hotel", "klaster kota", MENDAGRI, "2020"),
            (VIDEO, 2020, "Kota Palembang", 1, MARKET, "klaster kota", MENDAGRI, day("2020-06-22")),
        ],
    ),
    ("awards-of-region", {"region": "Kota Batam", "year": 2020}, "competition rank", [(VIDEO, "favorit"), (IGA, 1)]),
    ("awards-of-region", {"region": "Kota Batam", "year": 2021}, "competition rank", []),
    (
        "busiest-hosts",
        {},
        "host guests visits",
        [("Kota Surabaya", 2, 2), ("Kota Surakarta", 1, 2), ("Kabupaten Badung", 1, 1), ("Kota Palembang", 1, 1)],
    ),
    ("busiest-hosts", {"year": 2025}, "host guests", [("Kota Surabaya", 2), ("Kota Palembang", 1)]),
    (
        "collaborations",
        {},
        "parties topic form on words",
        [
            (
                "Pemerintah Kota Batam; Pemerintah Kota Surabaya; Telkom",
                "layanan digital",
                "MoU",
                day("2016-08-11"),
                "Surabaya, Batam, dan Telkom meneken MoU",
            ),
            (
                "Pemerintah Kota Semarang; Pemerintah Kota Surakarta",
                "pariwisata",
                None,
                "2019",
                "Surakarta dan Semarang bekerja sama",
            ),
        ],
    ),
    ("collaborations", {"region": "Batam"}, "topic", [("layanan digital",)]),
    ("collaborations", {"region": "Kota Semarang"}, "topic", [("pariwisata",)]),
    ("collaborations", {"region": "Palembang"}, "topic", []),
    ("collaborations", {"date": "2016-08-11"}, "topic", [("layanan digital",)]),
    ("collaborations", {"date": "2016"}, "topic", [("layanan digital",)]),
    ("collaborations", {"date": "2019"}, "topic", [("pariwisata",)]),
    ("collaborations", {"date": "2016-08-12"}, "topic", []),
    (
        "disagreements",
        {},
        "about field value article words",
        [(AWARDEE, "rank", "1", at("palembang"), SAYS_1), (AWARDEE, "rank", "2", at("national"), SAYS_2)],
    ),
    (
        "editions",
        {"contest": "normal"},
        "competition edition_year organiser supporters ceremonyDate ceremonyVenue participants entries",
        [
            (
                VIDEO,
                2020,
                MENDAGRI,
                "BNPP; Kementerian Keuangan",
                day("2020-06-22"),
                "Jakarta",
                "34 provinsi",
                "2517 video",
            )
        ],
    ),
    ("editions", {}, "competition", [(IGA,), (DESA,), (VIDEO,), (PILKADA,)]),
    ("editions", {"contest": "iga", "year": 2020}, "competition", [(IGA,)]),
    ("editions", {"year": 2021}, "competition", []),
    (
        "evidence",
        {"about": "juara 1, sektor"},
        "fact_label quote article title confidence rule",
        [
            (AWARDEE, SAYS_2, at("national"), "Daftar pemenang", 1, "by-hand"),
            (AWARDEE, SAYS_1, at("palembang"), "Palembang juara", 1, "by-hand"),
        ],
    ),
    (
        "evidence",
        {"fact": "id:agency/nasional/bnpp"},
        "fact_label quote start end",
        [("BNPP", f"{VIDEO} digelar", 22, 104)],
    ),
    ("favourites-without-rank", {}, "competition winner", [(VIDEO, "Kota Batam")]),
    (
        "handovers",
        {},
        "handedBy award receivedBy winner date",
        [
            (None, "Favorit, tempat wisata: Kota Batam", "Amsakar Achmad", "Kota Batam", None),
            (None, AWARDEE, "Harnojoyo", "Kota Palembang", day("2020-06-22")),
        ],
    ),
    ("handovers", {"region": "Kota Batam"}, "receivedBy", [("Amsakar Achmad",)]),
    (
        "heads-of-agency",
        {},
        "agency head post status firstReported lastReported words",
        [
            (DKISP, "Aida Yunani", HEAD, None, day("2024-10-23"), day("2024-10-23"), "Kepala DKISP Hj Aida Yunani"),
            (
                KOMINFO,
                "Heny Ermawati",
                HEAD,
                "Plt",
                day("2024-10-24"),
                day("2024-10-24"),
                "Plt. Kepala Diskominfo SP Heny Ermawati",
            ),
            (
                PEMKOT,
                "Harnojoyo",
                "Wali Kota",
                None,
                day("2020-06-22"),
                day("2020-06-22"),
                "Wali Kota Palembang Harnojoyo",
            ),
        ],
    ),
    ("heads-of-agency", {"region": "Kota Surakarta"}, "head", [("Heny Ermawati",)]),
    ("heads-of-agency", {"named": "palembang", "date": "2020-06-22"}, "head", [("Harnojoyo",)]),
    ("heads-of-agency", {"date": "2024"}, "head", [("Aida Yunani",), ("Heny Ermawati",)]),
    ("heads-of-agency", {"date": "2020-06-23"}, "head", []),
    (
        "innovations",
        {},
        "innovation owner partners firstReported",
        [
            ("WargaKu", "Pemerintah Kota Surabaya", "Institut Teknologi Sepuluh Nopember; Telkom", day("2020-01-02")),
            ("e-Sapawarga", "Pemerintah Kota Surabaya", None, day("2021-03-04")),
        ],
    ),
    ("innovations", {"region": "Surabaya", "topic": "pengaduan"}, "innovation", [("WargaKu",)]),
    ("innovations", {"region": "Kota Batam"}, "innovation", []),
    (
        "participations",
        {},
        "participant competition entries categories words",
        [
            ("Pemerintah Kota Batam", VIDEO, None, None, "Batam ikut"),
            (PEMKOT, VIDEO, "7 video", "Sektor Pasar Tradisional; hotel", "Palembang mengirim 7 video"),
        ],
    ),
    ("participations", {"region": PALEMBANG, "contest": "kemendagri"}, "entries", [("7 video",)]),
    ("participations", {"contest": "IGA"}, "entries", []),
    (
        "rank-conflicts",
        {},
        "competition winner rank article words confidence",
        [
            (VIDEO, "Kota Palembang", "1", at("palembang"), SAYS_1, 1),
            (VIDEO, "Kota Palembang", "2", at("national"), SAYS_2, 1),
        ],
    ),
    (
        "regions-of-province",
        {"province": "Provinsi Papua Selatan"},
        "code region formerCode",
        [
            ("93.01", "Kabupaten Merauke", "91.01"),
            ("93.02", "Kabupaten Boven Digoel", "91.16"),
            ("93.03", "Kabupaten Mappi", "91.17"),
            ("93.04", "Kabupaten Asmat", "91.18"),
        ],
    ),
    (
        "responsibilities",
        {},
        "agency task words article",
        [(KOMINFO, "kontrak kerja sama media", "Diskominfo SP menangani kontrak kerja sama media", at("surakarta"))],
    ),
    ("responsibilities", {"region": "Kota Surakarta", "topic": "KONTRAK"}, "task", [("kontrak kerja sama media",)]),
    ("responsibilities", {"topic": "arsip"}, "task", []),
    ("returned-visits", {}, "one other", [(PEMKOT, "Pemerintah Kota Surabaya")]),
    (
        "sole-support",
        {"article": "batam.txt"},
        "label",
        [
            ("Favorit, tempat wisata: Kota Batam",),
            ("Amsakar Achmad",),
            ("Kota Batam",),
            ("Wakil Wali Kota, Kota Batam",),
            ("Amsakar Achmad: Wakil Wali Kota",),
        ],
    ),
    ("sole-support", {"article": "id:source/tiada.txt"}, "label", []),
    (
        "visit-delegations",
        {"date": "2024-10-22"},
        "visitor host visit_date form leader leaderPost receivedBy receiverPost delegation topic",
        [
            (
                "DKISP",
                "Dinas Kominfo Statistik dan Persandian Surakarta",
                day("2024-10-22"),
                "studi tiru",
                "Aida Yunani",
                HEAD,
                "Heny Ermawati",
                HEAD,
                "3 pejabat; 37 awak media",
                "kontrak media",
            )
        ],
    ),
    ("visit-delegations", {"date": "2025"}, "visit_date", [("2025",), (day("2025-09-30"),), (day("2025-11-01"),)]),
    ("visit-delegations", {"region": "Surakarta", "date": "2023-05-01"}, "visitor", [("Kabupaten Banjar",)]),
    (
        "visitors-of-region",
        {"region": "Kota Surabaya"},
        "visitor host date topic words article",
        [
            ("Kabupaten Sragen", "Kota Surabaya", "2025", "mal pelayanan publik", "33.14 ke 35.78 2025", "Kunjungan"),
            ("Kota Palembang", "Kota Surabaya", day("2025-09-30"), "arsip", "16.71 ke 35.78 2025-09-30", "Kunjungan"),
        ],
    ),
    ("visitors-of-region", {"region": "Kota Surakarta", "about": "Arsip"}, "date", [(day("2023-05-01"),)]),
    (
        "weak-facts",
        {},
        "label article",
        [("Kabupaten Sragen → Kota Surabaya (2025)", at("visits")), ("Pemerintah Kabupaten Sragen", at("visits"))],
    ),
    ("weak-facts", {"below": 50}, "label", []),
    (
        "winners",
        {"contest": "normal", "year": "2020", "in_category": "tradisional"},
        "competition edition_year category cluster rank winner date articles",
        [
            (VIDEO, 2020, MARKET, None, "favorit", "Kota Surakarta", "2020", 1),
            (VIDEO, 2020, MARKET, "klaster kota", 1, "Kota Palembang", day("2020-06-22"), 2),
        ],
    ),
    ("winners", {"region": "Batam"}, "competition rank", [(IGA, 1), (VIDEO, "favorit")]),
    ("winners", {"contest": "iga"}, "winner rank", [("Kota Batam", 1)]),
    ("winners", {"contest": "normal", "year": 2019}, "winner", []),
]


@pytest.mark.parametrize(("name", "parameters", "columns", "expected"), ANSWERS)
def test_answers(graph, name, parameters, columns, expected):
    """A question gives exactly the rows that the hand-made world holds for it, in their order."""
    found = cut(graph.query(name, **parameters), columns)
    assert [tuple(map(in_any_order, row)) for row in found] == expected


def test_every_question_is_answered_above():
    """No question goes without a case that gives rows, here or in test_questions."""
    answered = {name for name, _, _, rows in ANSWERS if rows}
    assert answered == set(NAMES) - ELSEWHERE


@pytest.mark.parametrize(
    "name", [n for n in sorted({*NAMES} - ELSEWHERE) if not any(p.required for p in queries()[n].parameters)]
)
def test_questions_without_parameters_give_rows(graph, name):
    """A question that requires no parameter gives rows without any, each once."""
    rows = graph.query(name).rows
    assert rows
    assert len(rows) == len(set(rows))


# Wrong data is not given


def test_5_other_provinces_are_left_out(graph):
    """Regions of other provinces are not listed, nor is the province itself."""
    codes = [code for (code,) in cut(graph.query("regions-of-province", province="21"), "code")]
    assert len(codes) == 7
    assert all(code.startswith("21.") for code in codes)


def official(name, position, **values):
    org = "Pemerintah Kota Palembang"
    return said(Official, f"{position} {name}", name=name, position=position, region=PALEMBANG, org=org, **values)


def test_7_other_posts_and_other_days_do_not_head(asking):
    """Deputies, former heads, and other posts of the head in the same body do not head, nor heads of another time."""
    more = source(
        "pejabat.txt",
        official("Fitrianti", "Wakil Wali Kota"),
        official("Eddy Santana", "Wali Kota", status="former"),
        official("Harnojoyo", "Sekretaris Daerah"),
        official("Ratu Dewa", "Wali Kota", from_date="2025-02-20", to_date="2030"),
        published="2020-06-22",
    )
    ask = {"name": "heads-of-agency", "region": "Palembang", "columns": "head post"}
    harnojoyo, dewa = ("Harnojoyo", "Wali Kota"), ("Ratu Dewa", "Wali Kota")
    assert asking(more, **ask) == [harnojoyo, dewa]
    assert asking(**ask, date="2030-12-31") == [dewa]
    assert asking(**ask, date="2025") == [dewa]
    assert asking(**ask, date="2031") == asking(**ask, date="2019-01-01") == []


@pytest.mark.parametrize(
    "post", ["Bupati", "Wali Kota", "Gubernur", "Kepala Dinas", "Ketua DPRD", "Direktur Utama", "Menteri Dalam Negeri"]
)
def test_7_knows_the_posts_that_head(post):
    """The question knows the same posts as the rules by which the graph says who heads a body."""
    pattern = re.search(r'REGEX\(\?post, "(\^\(bupati.*?)"', queries()["heads-of-agency"].sparql)[1]
    others = re.search(r'REGEX\(\?post, "(\^\(kepala\|.*?)"', queries()["heads-of-agency"].sparql)[1]
    assert heads(post, post.partition(" ")[2])
    assert re.match(f"{pattern}|{others}", post, re.IGNORECASE)


def test_13_an_award_told_twice_is_one_row(asking):
    """A second report of an award adds an article, not a row; an award of another contest or year is not listed."""
    again = source("lagi.txt", prize(PALEMBANG, 1, category="pasar tradisional", date="2020"), published="2020-06-25")
    other = source("2019.txt", prize(PALEMBANG, 1, programme="Lomba Normal Baru 2019", date="2019"))
    ask = {"name": "winners", "contest": "normal", "year": 2020, "region": "Palembang", "columns": "rank articles"}
    assert asking(again, other, **ask) == [(3, 1), (1, 3)]


def test_14_a_favourite_with_a_ranked_prize_is_left_out(asking):
    """Who won a rank in the same contest, as another body of the region or in another category, is not listed."""
    ask = {"name": "favourites-without-rank", "columns": "winner"}
    dinas = prize(BATAM, 2, category="hotel", recipient_name="Dinas Pariwisata Kota Batam", date="2020")
    assert asking(source("elsewhere.txt", prize(BATAM, 1, programme=IGA)), **ask) == [("Kota Batam",)]
    assert asking(source("ranked.txt", dinas), **ask) == []


def test_16_supporters_and_counts_do_not_multiply(asking):
    """Several supporters, counts, reports and words make one row, and each is named once."""
    more = source("lagi.txt", contest(VIDEO, supporters=("Kementerian Keuangan", "Kementerian Kesehatan")))
    ask = {"name": "editions", "contest": "normal", "columns": "supporters participants entries"}
    ((supporters, participants, entries),) = asking(more, **ask)
    assert in_any_order(supporters) == "BNPP; Kementerian Kesehatan; Kementerian Keuangan"
    assert (participants, entries) == ("34 provinsi", "2517 video")


def test_20_agreement_is_no_conflict(asking):
    """Ranks of another category, another recipient, the same rank again and another date are no conflict of ranks."""
    told = [prize(r, n, category="hotel", date="2020") for r, n in ((PALEMBANG, 3), (SURABAYA, 2), (BATAM, 1))]
    more = [
        source("lagi.txt", *told),
        source("pula.txt", prize(PALEMBANG, 1, category="pasar tradisional", date="2020-07-02")),
    ]
    found = asking(*more, name="rank-conflicts", columns="winner rank article")
    third = ("Kota Palembang", "1", more[1][0])
    assert found == sorted([("Kota Palembang", "1", at("palembang")), third, ("Kota Palembang", "2", at("national"))])


def test_20_a_withdrawn_side_ends_the_conflict(asking):
    """Without the source of one side there is no conflict left."""
    assert asking((at("national"), ()), name="rank-conflicts", columns="rank") == []


def test_21_visits_by_the_region_are_left_out(asking):
    """Visits that the region itself made, and visits to others, are not listed; a visit told twice is listed once."""
    again = source("lagi.txt", visit(PALEMBANG, SURABAYA, "2025-09-30"), visit(SURABAYA, BATAM, "2025-10-01"))
    found = asking(again, name="visitors-of-region", region="Surabaya", columns="visitor date")
    assert found == [("Kabupaten Sragen", "2025"), ("Kota Palembang", day("2025-09-30"))]


def test_23_guests_of_one_region_are_one(asking):
    """Two bodies of a region are one guest in two visits, and a national body is a host like others."""
    dinas = visit(BANJAR, "Kementerian Kesehatan", "2024-01-01", visitor_name="Dinas Kesehatan Kabupaten Banjar")
    more = source("lagi.txt", dinas, visit(BANJAR, "Kementerian Kesehatan", "2024-02-01"))
    found = asking(more, name="busiest-hosts", year=2024, columns="host guests visits")
    assert found == [("Kementerian Kesehatan", 1, 2), ("Kota Surakarta", 1, 1)]


def test_26_visits_of_another_day_and_host_are_left_out(asking):
    """A visit of the same bodies on another day is not listed, and several counts make no second row."""
    more = source("lagi.txt", visit(BANJAR, SURAKARTA, "2024-10-21"), visit(BANJAR, BATAM, "2024-10-22"))
    ask = {"name": "visit-delegations", "columns": "visitor visit_date"}
    assert asking(more, **ask, date="2024-10-22", region="Surakarta") == [("DKISP", day("2024-10-22"))]


def test_26_a_leader_with_two_posts_is_one_row(asking):
    """A leader who holds two posts makes one row, with both of them."""
    second = said(Official, "Aida", name="Aida Yunani", position="Sekretaris Daerah", region=BANJAR)
    found = asking(
        source("lagi.txt", second), name="visit-delegations", date="2024-10-22", columns="leader leaderPost delegation"
    )
    assert [tuple(map(in_any_order, row)) for row in found] == [
        ("Aida Yunani", f"{HEAD}; Sekretaris Daerah", "3 pejabat; 37 awak media")
    ]


def test_37_words_of_other_facts_are_left_out(asking, graph):
    """Only the words of claims on which the fact rests are given, each once, in place."""
    award = graph.query("SELECT ?a { ?a a simpul:Award ; simpul:rank 3 ; simpul:recipientName 'Kota Palembang' }").rows[
        0
    ][0]
    told = [prize(PALEMBANG, n, category=c, date="2020", confidence=0.5) for n, c in ((3, "hotel"), (1, "arsip"))]
    again = source("lagi.txt", *told)
    found = asking(again, name="evidence", fact=award, columns="quote article confidence")
    words = f"16.71 meraih 3 hotel {VIDEO}"
    assert [(quote, article) for quote, article, _ in found] == [(words, again[0]), (words, at("palembang"))]
    assert [float(sure) for *_, sure in found] == [0.5, 1.0]


def test_4_tasks_have_their_own_words(asking):
    """An agency of two tasks has the words of each by that task, not those of the other."""
    tasks = [
        said(Agency, f"Dinas itu mengurus {t}", supports=["responsibilities"], name=KOMINFO, region=SURAKARTA,
             responsibilities=(t,))
        for t in ("persandian daerah", "data statistik")
    ]  # fmt: skip
    found = asking(source("tugas.txt", *tasks), name="responsibilities", topic="a", columns="task words")
    assert len(dict(found)) == len(found) == 3
    assert all(task in words and "|" not in words for task, words in found)


def test_38_what_two_sources_say_is_not_weak(asking):
    """A weak fact that a second source reports, or that surer words support, is not listed."""
    ask = {"name": "weak-facts", "columns": "label"}
    again = source("lagi.txt", visit("33.14", SURABAYA, "2025", confidence=0.5))
    assert asking(again, **ask) == []


def test_40_what_two_sources_say_is_not_lost(asking):
    """A fact that another source supports is not listed, and withdrawing the article removes what is, and no more."""
    iri = at("batam")
    again = source("lagi.txt", prize(BATAM, "favorit", category="tempat wisata", date="2020"))
    listed = asking(again, name="sole-support", article=iri, columns="label kind")
    assert "Favorit, tempat wisata: Kota Batam" not in [label for label, _ in listed]
    ask = {"name": "SELECT * { ?f simpul:sourceCount ?n ; rdfs:label ?label ; a ?kind }", "columns": "label kind"}
    before, after = asking(**ask), asking((iri, ()), **ask)
    lost = Counter(before) - Counter(after)
    assert Counter(listed) == Counter({fact: n for fact, n in lost.items() if not fact[1].endswith("#Government")})


def test_handovers_give_one_row_an_award(asking):
    """An award both handed over and received is one row, with the words that tell of the handing over."""
    told = prize(
        SURABAYA, 1, category="arsip", handed_by="Tito", received_by="Eri", supports=["handed_by"], also=("lain",)
    )
    found = asking(source("lagi.txt", told), name="handovers", region="Surabaya", columns="handedBy receivedBy words")
    assert [row[:2] for row in found] == [("Tito", "Eri")]


def test_parties_of_one_region_are_all_named(asking):
    """Asked for a region, a collaboration is given with all its parties, and once."""
    parties = tuple(Party(f"Dinas {d} Kota Batam", BATAM) for d in ("Kesehatan", "Pendidikan"))
    more = source("lagi.txt", said(Collaboration, "kerja sama", parties=(*parties, Party("Telkom")), topic="arsip"))
    found = asking(more, name="collaborations", region="Batam", columns="parties topic")
    assert [(in_any_order(p), t) for p, t in found if t == "arsip"] == [
        ("Dinas Kesehatan Kota Batam; Dinas Pendidikan Kota Batam; Telkom", "arsip")
    ]


def test_recipients_without_a_region_are_winners_too(asking):
    """A person or a national body that wins is listed by name, and not under any region."""
    told = said(Award, "Budi juara", recipient="Budi", recipient_kind="person", rank=1, programme="Lomba Pena 2022")
    more = source("lagi.txt", told)
    assert asking(more, name="winners", contest="pena", columns="winner edition_year") == [("Budi", 2022)]
    assert asking(name="winners", contest="pena", region="Batam", columns="winner") == []


# Bad questions


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("pemenang", {}, "no query is called 'pemenang'"),
        ("winners", {"tahun": "2020"}, "has no parameter 'tahun'; it takes: contest, year, in_category, region"),
        ("rank-conflicts", {"region": "Batam"}, "it takes: none"),
        ("visitors-of-region", {}, "needs --param region"),
        ("visitors-of-region", {"about": "arsip"}, "needs --param region"),
        ("visitors-of-region", {"region": "Semarang"}, "'Kabupaten Semarang' (33.22) or 'Kota Semarang' (33.74)"),
        ("visitors-of-region", {"region": "Atlantis"}, "no region is called 'Atlantis'"),
        ("visitors-of-region", {"region": ""}, "no region is called ''"),
        ("visit-delegations", {"date": "22-10-2024"}, "is no date"),
        ("visit-delegations", {"date": "2024-02-30"}, "is no date"),
        ("visit-delegations", {"date": "٢٠٢٤"}, "is no date"),
        ("visit-delegations", {"date": "2024-10"}, "is no date"),
        ("winners", {"year": "dua ribu"}, "is no whole number"),
        ("winners", {"year": "2020.5"}, "is no whole number"),
        ("winners", {"year": "٢٠٢٠"}, "is no whole number"),
        ("evidence", {"fact": "bukan iri"}, "is no IRI"),
        ("evidence", {"fact": "https://example.org/> } #"}, "is no IRI"),
        ("SELECT * {}", {"region": "Batam"}, "parameters go with named queries"),
        ("SELECT * {", {}, "malformed SPARQL"),
        ("SELECT ?a { ?a b:c ?d }", {}, "malformed SPARQL"),
        ("SELECT ?p { id:visit/1a2b ?p ?o }", {}, "write <https://w3id.org/simpul/visit/1a2b>"),
    ],
)
def test_bad_questions_are_refused(graph, name, parameters, message):
    """A question that cannot be asked is refused in one line that says what is wrong in it."""
    with pytest.raises(QueryError) as refused:
        graph.query(name, **parameters)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "region", ["33.72", "Kota Surakarta", "kota surakarta", "Surakarta", "id:region/kota-surakarta"]
)
def test_regions_have_many_names(graph, region):
    """A region may be given by code, label, bare name or IRI."""
    assert len(graph.query("agencies-of-region", region=region).rows) == 1


def test_values_stay_values(graph):
    """A value that looks like SPARQL, or like the place of another parameter, is text and nothing else."""
    texts = ['" } SERVICE <a:b> {', "VALUES ?in_category { UNDEF }", "\\", "'''", "a\nb", "x\\u0022"]
    for text in texts:
        for other in texts:
            assert graph.query("winners", contest=text, in_category=other).rows == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "have no '# title"),
        ("# title: A\n# param x: colour - what\nSELECT * { VALUES ?x { UNDEF } }", "should read 'TYPE"),
        ("# title: A\n# param x: text\nSELECT * { VALUES ?x { UNDEF } }", "should read 'TYPE"),
        ("# title: A\n# param x: text - what\nSELECT * {}", "needs 'VALUES ?x { UNDEF }'"),
    ],
)
def test_bad_files_are_refused(text, message):
    """A file whose head lacks a title or describes a parameter wrongly is refused by its name."""
    with pytest.raises(QueryError, match=re.escape(message)) as refused:
        parse("contoh", text)
    assert str(refused.value).startswith("contoh.rq")


def test_types_are_the_types_of_the_head():
    """Every type of parameter is used by some file, and the module's own head names only types that exist."""
    used = {p.type for query in queries().values() for p in query.parameters}
    assert used == set(TYPES)
    assert set(re.findall(r"# param \w+: (\w+)", named.__doc__)) <= used
