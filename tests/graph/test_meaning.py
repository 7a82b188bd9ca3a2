"""What the graph adds to what sources say: concepts, spans of days, roles, series."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import loaded, rows, said, source
from town import visit

from simpul.graph.knowledge.days import PRECISIONS, day_number, span
from simpul.graph.knowledge.reading import series_of
from simpul.ontology.concepts import beginning, by_notation, concepts, told_in
from simpul.ontology.facts import Agency, Award, Competition, Innovation, Official, Participation
from simpul.ontology.iris import node

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


def short(iris):
    return sorted(iri.removeprefix(node("concept", "")) for iri in iris)


@given(DAYS, st.sampled_from([10, 7, 4]))
def test_spans_hold_the_day_they_are_told_of(day, length):
    """A date cut to its day, month or year spans the day it was cut from, and no more than that day, month or year."""
    told = day.isoformat()[:length]
    found = span(told)
    assert found.earliest <= day.isoformat() <= found.latest
    assert found.earliest.startswith(told)
    assert found.latest.startswith(told)
    before, after = day_number(found.earliest) - 1, day_number(found.latest) + 1
    assert not any(dt.date.fromordinal(edge).isoformat().startswith(told) for edge in (before, after))
    assert found.precision == {10: "day", 7: "month", 4: "year"}[length]


@pytest.mark.parametrize("text", ["", "20", "2024-13", "2023-02-29", "0000", "kemarin", "2024-1-1", "2024-02-30"])
def test_what_no_calendar_has_spans_nothing(text):
    """Text that is no date, and days that no calendar has, have no first and last day."""
    assert span(text) is None


def test_what_happened_has_days_and_precision():
    """A visit on a day, one in a month and one in a year say their first and last day and how far they are told."""
    told = [
        source(f"{n}.txt", visit("21.71", f"51.0{n}", d)) for n, d in enumerate(("2024-02-03", "2024-02", "2024"), 1)
    ]
    found = rows(
        loaded(told),
        "SELECT ?d ?e ?l ?p { ?v simpul:date ?d ; simpul:earliest ?e ; simpul:latest ?l ; simpul:datePrecision ?p }",
    )
    assert sorted(found) == [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-02-03", "2024-02-03", "2024-02-03", "day"),
    ]


def test_tenures_span_from_begin_to_end():
    """A tenure told to begin in a year spans from its first day on, and has a last day only where an end is told."""
    who = {"position": "Kepala Dinas Kesehatan Kota Batam", "region": "21.71", "org": "Dinas Kesehatan Kota Batam"}
    open_end = source("a.txt", said(Official, "Nadia Surya", name="Nadia Surya", from_date="2021", **who))
    closed = source(
        "b.txt", said(Official, "Bima Lesmana", name="Bima Lesmana", from_date="2019-05-02", to_date="2020", **who)
    )
    query = """SELECT ?e ?l ?p { ?t a simpul:Tenure ; simpul:earliest ?e ; simpul:datePrecision ?p
               OPTIONAL { ?t simpul:latest ?l } }"""
    assert sorted(rows(loaded([open_end, closed]), query), key=str) == [
        ("2019-05-02", "2020-12-31", "year"),
        ("2021-01-01", None, "year"),
    ]
    assert list(PRECISIONS) == ["day", "month", "year"]


def test_nodes_fall_under_concepts():
    """Bodies, posts, visits, innovations, awards and contests fall under what they are, say and are about."""
    told = source(
        "a.txt",
        visit(
            "21.71", "33.72", "2024-05-02", topic="layanan aduan", form="studi tiru",
            visitor_name="Dinas Kesehatan Kota Batam", host_name="Pemerintah Kota Surakarta",
        ),
        said(Agency, "Dinkes", name="Dinas Kesehatan Kota Batam", region="21.71", agency_kind="dinas"),
        said(Innovation, "Batam Sehat", name="Batam Sehat", owner="21.71", description="aplikasi posyandu"),
        said(
            Award, "juara harapan 1",
            recipient="21.71", programme="Lomba Desa Wisata", rank="harapan 1", status="announced",
        ),
        said(
            Official, "Nadia Surya",
            name="Nadia Surya", position="Plt Kepala Dinas Kesehatan", region="21.71", status="Plt",
        ),
    )  # fmt: skip
    found = rows(loaded([told]), "SELECT ?kind ?c { ?n a ?kind ; simpul:classifiedAs ?c }")
    of = {}
    for kind, concept in found:
        of.setdefault(kind.rpartition("#")[2], set()).add(concept)
    assert short(of["StudyVisit"]) == ["topic/layanan-aduan", "visit-form/studi-tiru"]
    assert short(of["Innovation"]) == ["topic/e-government", "topic/kesehatan"]
    assert short(of["Award"]) == ["event-status/announced", "prize/harapan"]
    assert short(of["Competition"]) == ["topic/desa-wisata", "topic/pariwisata"]
    assert short(of["Tenure"]) == ["tenure-status/plt"]
    assert short(of["Post"]) == ["post-kind/head-of-department"]
    assert short(of["Department"]) == ["agency-kind/dinas", "topic/kesehatan"]


def test_delegates_and_participants_have_roles():
    """Who leads a delegation, who receives it and who takes part in a contest do so in a role, with words for it."""
    told = source(
        "a.txt",
        visit("21.71", "33.72", "2024-05-02", leader="Nadia Surya", received_by="Bima Lesmana"),
        said(Participation, "Kota Batam ikut", region="21.71", competition="Lomba Kota Sehat"),
    )
    query = """SELECT ?role ?kind { ?p a simpul:Participation ; simpul:role ?role ; simpul:takesPartIn ?what ;
                 simpul:participant ?who ; simpul:evidence ?words . ?what a ?kind }"""
    found = {(role.rpartition("/")[2], kind.rpartition("#")[2]) for role, kind in rows(loaded([told]), query)}
    assert found == {
        ("ketua-rombongan", "StudyVisit"), ("penerima-tamu", "StudyVisit"), ("peserta", "Competition"),
    }  # fmt: skip


def test_editions_of_one_contest_are_a_series():
    """Contests of one organiser whose names differ in number and year only are editions of one series."""
    organiser = "Kementerian Dalam Negeri"
    told = [
        source(f"{year}.txt", said(Competition, "Lomba", name=f"Lomba Inovasi {what}", organiser=organiser, year=year))
        for year, what in ((2020, "Daerah ke-3"), (2021, "Daerah ke-4 Tahun 2021"), (2022, "Desa"))
    ]
    found = rows(loaded(told), "SELECT ?s ?n ?y { ?c simpul:editionOf ?s ; simpul:year ?y . ?s simpul:name ?n }")
    years = {}
    for _, name, year in found:
        years.setdefault(name, set()).add(int(year))
    assert years == {"Lomba Inovasi Daerah": {2020, 2021}, "Lomba Inovasi Desa": {2022}}
    assert series_of(node("competition", "-", "2020", "lomba~abc123")) is None


def test_words_are_whole_and_the_longest():
    """A concept is told in a text by whole words; where two labels overlap the longer one counts."""
    assert told_in("topic", "pembinaan kesehatankan") == ()
    assert short(told_in("cluster", "Kabupaten Tertinggal")) == ["cluster/disadvantaged"]
    assert beginning("post-kind", "Kepala Bidang Aplikasi").endswith("/head-of-division")
    assert by_notation("visit-form", None) is None


def test_every_scheme_is_read():
    """Each scheme has concepts, and each concept above another is in the same scheme."""
    for scheme, those in concepts().items():
        known = {c.iri for c in those}
        assert known
        assert {c.broader for c in those if c.broader} <= known, scheme
