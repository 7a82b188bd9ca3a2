from dataclasses import replace as changed

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import document, exported, loaded, rows, said, source
from town import (
    BADUNG,
    BANJAR,
    BATAM,
    OTHERS,
    PALEMBANG,
    PREPARING,
    SHORT,
    SOURCES,
    SURABAYA,
    SURAKARTA,
    VIDEO,
    contest,
    prize,
    visit,
)

from simpul.graph.ask.named import queries
from simpul.graph.knowledge.derive import article_triples, derive
from simpul.graph.knowledge.reading import Reading
from simpul.graph.store import writer
from simpul.graph.store.derived import everything
from simpul.graph.store.index import Index
from simpul.ontology.facts import Agency, Award, Collaboration, Official, Party, StudyVisit
from simpul.ontology.iris import NS, PREFIXES
from simpul.ontology.supertypes import types

ALL = [*SOURCES.values()]
DEFAULT = ox.DefaultGraph()
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def whole():
    return loaded(ALL)


@pytest.fixture(scope="module")
def expected(whole, tmp_path_factory):
    return exported(whole, tmp_path_factory.mktemp("expected"))


def answers(store, name, **parameters):
    text = queries()[name].bind(parameters)
    return [tuple(None if t is None else t.value for t in row) for row in store.query(text, prefixes=PREFIXES)]


def nodes(store, kind):
    return [row[0] for row in rows(store, f"SELECT ?n {{ ?n a simpul:{kind} }} ORDER BY ?n")]


def readings(store):
    return list(Index(store).readings())


# Order, repetition, parts


@SLOW
@given(order=st.permutations(ALL))
def test_loading_in_any_order_exports_the_same(order, expected, tmp_path):
    """Sources loaded in any order export the same bytes in every form."""
    assert exported(loaded(order), tmp_path) == expected


@SLOW
@given(order=st.lists(st.sampled_from(ALL), max_size=8), rest=st.permutations(ALL))
def test_loading_again_and_in_parts_exports_the_same(order, rest, expected, tmp_path):
    """Sources loaded twice, removed and loaded again, or in parts export the same bytes."""
    store = loaded(order)
    for iri, _ in order[::2]:
        writer.remove(store, iri)
    for iri, quads in rest:
        writer.replace(store, iri, quads)
    assert exported(store, tmp_path) == expected


@SLOW
@given(kept=st.sets(st.sampled_from(range(len(ALL)))), order=st.permutations(range(len(ALL))))
def test_removing_leaves_what_the_others_say(kept, order, tmp_path):
    """After a source is removed the graph is what it would be had it never been loaded."""
    store = loaded(ALL[number] for number in order)
    for number in order:
        if number not in kept:
            assert writer.remove(store, ALL[number][0]).outcome == "removed"
    assert exported(store, tmp_path) == exported(loaded(ALL[number] for number in sorted(kept)), tmp_path)


def test_a_source_said_anew_leaves_nothing_of_the_old(expected, tmp_path):
    """A source replaced by another version and back again leaves the same graph."""
    store = loaded(ALL)
    iri, quads = SOURCES["palembang"]
    other = source("palembang.txt", prize(PALEMBANG, 3, programme=PREPARING), published="2021-01-01")[1]
    assert writer.replace(store, iri, other).outcome == "replaced"
    assert writer.replace(store, iri, quads).outcome == "replaced"
    assert exported(store, tmp_path) == expected


def test_what_is_unchanged_is_not_written(whole):
    """Loading the same quads again, or removing what is not there, writes nothing."""
    before = len(whole)
    assert [writer.replace(whole, *one).outcome for one in ALL] == ["unchanged"] * len(ALL)
    assert writer.remove(whole, "https://w3id.org/simpul/source/tiada.txt").outcome == "absent"
    assert len(whole) == before


def test_deriving_from_scratch_gives_the_same(expected, tmp_path):
    """What was brought up to date source by source is what a derivation from nothing gives."""
    store = loaded(ALL[::-1])
    writer.rederive(store)
    assert exported(store, tmp_path) == expected


def test_each_triple_belongs_to_one_unit(whole):
    """No two units derive the same triple; they, the articles and what rules derive are the default graph."""
    known = readings(whole)
    units = sorted({unit for reading in known for unit in reading.units})
    owners = {}
    for unit in units:
        for triple in derive(unit, [r for r in known if unit in r.units]):
            assert owners.setdefault(triple, unit) == unit, triple
    for article in writer.sources(whole).values():
        for triple in article_triples(article):
            assert owners.setdefault(triple, "article") == "article", triple
    alone = ox.Store()
    alone.bulk_load("".join(f"{t} .\n" for t in owners).encode(), ox.RdfFormat.N_TRIPLES)
    alone.update(everything())
    assert set(alone) == set(whole.quads_for_pattern(None, None, None, DEFAULT))


def test_units_of_one_government_are_one():
    """A unit of Jakarta's own and of one of its administrative cities visit as one government: no triple is lost."""
    first = source("a.txt", visit("31", BADUNG, "2018-05-18"))
    second = source(
        "b.txt", visit("31.71", BADUNG, "2018-05-19", visitor_name="Dinas Kesehatan Kota Administrasi Jakarta Pusat")
    )
    store = loaded([first, second], authority=True)
    shortcuts = "SELECT ?a ?b { ?a simpul:visited ?b }"
    assert len(rows(store, shortcuts)) == 1
    writer.remove(store, second[0])
    assert len(rows(store, shortcuts)) == 1


def test_everything_rests_on_words(whole):
    """Each node of the default graph rests on claims and words; claims and words lead to an article that is there."""
    kinds = {}
    for subject, kind in rows(whole, "SELECT ?s ?k { ?s a ?k }"):
        kinds.setdefault(subject, set()).add(kind.removeprefix(NS))
    assert all(any(found == set(types(kind)) for kind in found) for found in kinds.values()), kinds
    subjects = {s for (s,) in rows(whole, "SELECT DISTINCT ?s { ?s ?p ?o }")}
    links = {
        term: {(s, o) for s, o in rows(whole, f"SELECT ?s ?o {{ ?s simpul:{term} ?o }}")}
        for term in ("restsOn", "evidence", "reportedIn", "source")
    }
    claims, words, articles = nodes(whole, "Claim"), nodes(whole, "Evidence"), set(nodes(whole, "Article"))
    assert {s for s, _ in links["evidence"]} == subjects - {*words, *articles}
    assert {s for s, _ in links["restsOn"]} == subjects - {*words, *articles, *claims}
    assert {s for s, _ in links["reportedIn"]} == subjects - {*words, *articles}
    assert {o for _, o in links["restsOn"]} == set(claims)
    assert {o for _, o in links["evidence"]} == set(words) == {s for s, _ in links["source"]}
    assert {o for _, o in links["source"]} == articles == {iri for iri, _ in ALL}


def test_words_can_be_looked_up():
    """The words of each piece of evidence stand in the text at the place it names."""
    made, facts = document("a.txt", contest(VIDEO), prize(PALEMBANG, 1), visit(BANJAR, SURAKARTA, "2024-10-22"))
    assert all(made.text[e.start : e.end] == e.quote for fact in facts for e in fact.evidence)


# Identity


def test_an_award_told_twice_counts_once():
    """Two reports of one award, one visit and one count are one in COUNT and SUM."""
    told = [prize(PALEMBANG, 1, category="hotel", date="2020-06-22"), contest(VIDEO), visit(BANJAR, SURAKARTA, "2024")]
    store = loaded([source("a.txt", *told), source("b.txt", *told)])
    assert rows(store, "SELECT (COUNT(*) AS ?n) (SUM(?rank) AS ?r) { ?a a simpul:Award ; simpul:rank ?rank }") == [
        ("1", "1")
    ]
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?v a simpul:StudyVisit ; simpul:visitor ?x }") == [("1",)]
    assert rows(store, "SELECT (SUM(?n) AS ?s) { ?v a simpul:Award ; simpul:sourceCount ?n }") == [("2",)]


@pytest.mark.parametrize("names", [(VIDEO, PREPARING), (VIDEO, SHORT), (PREPARING, SHORT), (VIDEO, PREPARING, SHORT)])
def test_one_contest_under_several_names_is_one(names):
    """Reports that name one contest of one organiser and year differently are of one edition."""
    store = loaded(source(f"{number}.txt", contest(name)) for number, name in enumerate(names))
    assert len(nodes(store, "Competition")) == 1
    known = {n for (n,) in rows(store, "SELECT ?n { ?c a simpul:Competition ; simpul:name|simpul:alias ?n }")}
    assert known == set(names)


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", [VIDEO, PREPARING, SHORT])
def test_other_contests_of_the_year_stay_apart(name, other):
    """Another contest of the same organiser and year does not join."""
    store = loaded([source("a.txt", contest(name)), source("b.txt", contest(other))])
    assert len(nodes(store, "Competition")) == 2


@pytest.mark.parametrize("name", ["Lomba Inovasi Daerah", "Lomba Inovasi Tingkat Nasional 2020"])
def test_contests_known_by_nothing_of_their_own_stay_apart(name):
    """A name of words that any contest may have joins no other, but the same name again."""
    store = loaded([source("a.txt", contest(VIDEO)), *(source(f"{n}.txt", contest(name)) for n in (1, 2))])
    assert len(nodes(store, "Competition")) == 2


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("Jakarta", 0.5), ("Jakarta", 0.5), ("Bandung Raya", 1.0)], "Jakarta"),
        ([("Jakarta", 0.9), ("Bandung Raya", 0.8)], "Jakarta"),
        ([("Jakarta", 0.9), ("Jakarta Pusat", 0.9)], "Jakarta Pusat"),
        ([("Jakarta", 0.9), ("Bandung", 0.9)], "Bandung"),
    ],
)
def test_the_value_with_most_support_is_shown(told, expected):
    """Of several values the one with most sources is shown; then the surest, the longest, the first in the alphabet."""
    sources = [
        source(f"{n}.txt", contest(VIDEO, ceremony_venue=venue, confidence=sure))
        for n, (venue, sure) in enumerate(told)
    ]
    for order in (sources, sources[::-1]):
        assert rows(loaded(order), "SELECT ?v { ?c simpul:ceremonyVenue ?v }") == [(expected,)]


@pytest.mark.parametrize("change", [{"year": 2021}, {"organiser": "Kementerian Kesehatan"}])
def test_editions_of_other_years_and_organisers_stay_apart(change):
    """The same name in another year, or of another organiser, is another edition."""
    store = loaded([source("a.txt", contest(VIDEO)), source("b.txt", contest(VIDEO, **change))])
    assert len(nodes(store, "Competition")) == 2


def test_a_rank_conflict_shows_both_sides(whole):
    """A planted conflict of ranks is shown with both ranks, their articles and words, and nothing else is."""
    found = answers(whole, "rank-conflicts")
    palembang, national = SOURCES["palembang"][0], SOURCES["national"][0]
    assert [(rank, article) for _, _, _, rank, article, *_ in found] == [("1", palembang), ("2", national)]
    assert {winner for _, _, winner, *_ in found} == {"Kota Palembang"}
    assert [words for *_, words, _ in found] == [
        f"16.71 meraih 1 Sektor Pasar Tradisional {VIDEO}",
        f"16.71 meraih 2 pasar tradisional {SHORT}",
    ]
    assert rows(whole, "SELECT DISTINCT ?f { ?d a simpul:Disagreement ; simpul:disagreesOn ?f }") == [("rank",)]


def test_one_source_with_two_ranks_means_two_awards():
    """A source that names two ranks in one category tells of two awards, and disagrees with nobody."""
    told = [prize(PALEMBANG, rank, category="hotel") for rank in (1, 3)]
    store = loaded([source("a.txt", *told)])
    assert rows(store, "SELECT ?r { ?a a simpul:Award ; simpul:rank ?r } ORDER BY ?r") == [("1",), ("3",)]
    assert nodes(store, "Disagreement") == []


def test_a_favourite_and_a_ranked_prize_are_two_awards():
    """A favourite prize and a ranked one in one category are two awards, whoever reports them."""
    told = [source(f"{rank}.txt", prize(PALEMBANG, rank, category="hotel")) for rank in (1, "favorit")]
    store = loaded(told)
    assert len(nodes(store, "Award")) == 2
    assert nodes(store, "Disagreement") == []


def test_a_year_does_not_disagree_with_a_day_in_it():
    """A day and its year are one date, and the day is shown; a day of another year disagrees."""
    day, year = (source(f"{d}.txt", prize(PALEMBANG, 1, category="hotel", date=d)) for d in ("2020-06-22", "2020"))
    other = source("other.txt", prize(PALEMBANG, 1, category="hotel", date="2020-07-01"))
    store = loaded([day, year])
    assert rows(store, "SELECT ?d { ?a a simpul:Award ; simpul:date ?d }") == [("2020-06-22",)]
    assert nodes(store, "Disagreement") == []
    writer.replace(store, *other)
    assert rows(store, "SELECT ?v { ?s simpul:statedValue ?v } ORDER BY ?v") == [("2020-06-22",), ("2020-07-01",)]


def test_a_visit_with_and_without_a_date_is_one():
    """A visit told without a date joins the one dated in the month of its report, and no other."""
    dated = source("a.txt", visit(BANJAR, SURAKARTA, "2024-10-22"), published="2024-10-23")
    same = source("b.txt", visit(BANJAR, SURAKARTA), published="2024-10-30")
    later = source("c.txt", visit(BANJAR, SURAKARTA), published="2024-12-01")
    assert len(nodes(loaded([dated, same]), "StudyVisit")) == 1
    assert len(nodes(loaded([later, same, dated]), "StudyVisit")) == 2


def test_the_closest_day_of_the_month_is_meant():
    """Of two visits in a month, a report without a date means the closer one; of two as close, the earlier."""
    days = source("a.txt", visit(BANJAR, SURAKARTA, "2024-10-02"), visit(BANJAR, SURAKARTA, "2024-10-22"))
    report = source("b.txt", visit(BANJAR, SURAKARTA), published="2024-10-20")
    store = loaded([days, report])
    counted = "SELECT ?d ?n { ?v a simpul:StudyVisit ; simpul:date ?d ; simpul:sourceCount ?n } ORDER BY ?d"
    assert rows(store, counted) == [("2024-10-02", "1"), ("2024-10-22", "2")]


def test_visits_of_two_days_are_two():
    """Visits of one body to another on two days are two."""
    told = [source(f"{d}.txt", visit(BANJAR, SURAKARTA, d)) for d in ("2024-10-22", "2024-10-23")]
    assert len(nodes(loaded(told), "StudyVisit")) == 2


def test_a_government_joins_the_one_agency_named():
    """A report of the government joins that of the one agency which visited on the day, and shows the agency."""
    agency = "Dinas Kesehatan Kabupaten Banjar"
    named = source("a.txt", visit(BANJAR, SURAKARTA, "2024-10-22", visitor_name=agency))
    vague = source("b.txt", visit(BANJAR, SURAKARTA, "2024-10-22"))
    store = loaded([named, vague])
    assert rows(store, "SELECT ?n ?c { ?v a simpul:StudyVisit ; simpul:visitorName ?n ; simpul:sourceCount ?c }") == [
        (agency, "2")
    ]


def test_what_cannot_be_decided_stays_apart():
    """Where two agencies visited on the day, a report of the government belongs to neither."""
    named = [
        source(f"{a}.txt", visit(BANJAR, SURAKARTA, "2024-10-22", visitor_name=f"Dinas {a} Kabupaten Banjar"))
        for a in ("Kesehatan", "Pendidikan")
    ]
    vague = source("b.txt", visit(BANJAR, SURAKARTA, "2024-10-22"))
    store = loaded([*named, vague])
    assert len(nodes(store, "StudyVisit")) == 3
    assert rows(store, "SELECT (MAX(?c) AS ?m) { ?v a simpul:StudyVisit ; simpul:sourceCount ?c }") == [("1",)]


def test_an_award_without_a_category_joins_the_only_one():
    """An award told without a category is the one that the recipient won, unless it won several."""
    vague = source("a.txt", prize(PALEMBANG, 1))
    hotel, market = (source(f"{c}.txt", prize(PALEMBANG, 1, category=c)) for c in ("hotel", "pasar"))
    assert len(nodes(loaded([vague, hotel]), "Award")) == 1
    assert len(nodes(loaded([vague, hotel, market]), "Award")) == 3


def test_a_person_is_bound_by_alias_within_the_source(whole):
    """'Amsakar', who receives the prize, is the deputy mayor Amsakar Achmad whom the same report names."""
    found = rows(whole, "SELECT ?n ?alias { ?a simpul:receivedBy ?p . ?p simpul:name ?n . ?p simpul:alias ?alias }")
    assert ("Amsakar Achmad", "Amsakar") in found
    alone = loaded([source("a.txt", prize(BATAM, 1, received_by="Amsakar"))])
    assert rows(alone, "SELECT ?n { ?a simpul:receivedBy/simpul:name ?n }") == [("Amsakar",)]


def test_acting_holders_hold_the_same_post(whole):
    """'Plt. Kepala …' is the post 'Kepala …', held for the time being."""
    found = rows(
        whole,
        """SELECT ?status ?title { ?t simpul:heldBy/simpul:name "Heny Ermawati" ; simpul:tenureStatus ?status ;
           simpul:post/simpul:postTitle ?title }""",
    )
    assert found == [("Plt", "Kepala Dinas Komunikasi Informatika Statistik dan Persandian")]


def test_only_heads_head(whole):
    """Heads and acting heads head their bodies; deputies, former heads and heads of other bodies do not."""
    found = rows(whole, "SELECT ?name { ?body simpul:headedBy/simpul:name ?name } ORDER BY ?name")
    assert found == [("Aida Yunani",), ("Harnojoyo",), ("Heny Ermawati",)]
    section = said(
        Official, "Kabid Budi", name="Budi", position="Kepala Bidang Media", org="Dinas Kesehatan Kota Batam",
        region=BATAM,
    )  # fmt: skip
    assert rows(loaded([source("a.txt", section)]), "SELECT ?b { ?b simpul:headedBy ?p }") == []


def test_bodies_are_called_what_sources_call_them(whole):
    """Parties of an agreement keep their own names, and no body is called by a code."""
    aliases = rows(whole, "SELECT ?body ?alias { ?body simpul:jurisdiction|simpul:alias ?alias }")
    assert not [alias for _, alias in aliases if alias[:2].isdigit()]
    governments = [(b.rsplit("/", 2)[1], a) for b, a in aliases if b.endswith("/pemerintah")]
    assert not [(slug, alias) for slug, alias in governments if slug.partition("-")[2] not in alias.casefold()]


def test_a_body_without_a_region_keeps_its_name():
    """A visitor that is no region's is shown as the source writes it."""
    store = loaded([source("a.txt", visit("DPRD DKI Jakarta", BADUNG, "2018-05-18"))])
    assert rows(store, "SELECT ?n { ?v simpul:visitorName ?n }") == [("DPRD DKI Jakarta",)]


def test_parties_in_any_order_are_one_collaboration():
    """The same parties and topic are one collaboration, in whatever order they are told."""
    parties = (Party("Pemerintah Kota Surabaya", SURABAYA), Party("Telkom"))
    told = [
        source(f"{n}.txt", said(Collaboration, "MoU", parties=both, topic=topic))
        for n, (both, topic) in enumerate([(parties, "layanan digital"), (parties[::-1], "digital layanan")])
    ]
    store = loaded(told)
    assert len(nodes(store, "Collaboration")) == 1
    assert len(rows(store, "SELECT ?p { ?c simpul:party ?p }")) == 2


def test_an_agency_is_one_however_its_name_is_written():
    """Order of fields, commas and the form of the region's name do not make another agency."""
    names = (
        "Dinas Komunikasi, Informatika, Statistik dan Persandian Kota Surakarta",
        "Dinas Komunikasi Informatika Persandian dan Statistik Surakarta",
    )
    told = [source(f"{n}.txt", said(Agency, name, name=name, region=SURAKARTA)) for n, name in enumerate(names)]
    found = rows(loaded(told), "SELECT DISTINCT ?a { ?a simpul:jurisdiction ?r }")
    assert len(found) == 1


def test_readings_survive_json(whole):
    """A reading is the same after it was written to the index and read back."""
    for reading in readings(whole):
        again = Reading.from_json(reading.to_json())
        assert again == reading
        assert changed(again, units=()) != reading


def test_the_order_of_readings_does_not_matter(whole):
    """A unit derives the same triples from its readings in any order."""
    known = readings(whole)
    for unit in sorted({u for r in known for u in r.units}):
        touching = [r for r in known if unit in r.units]
        assert derive(unit, touching) == derive(unit, touching[::-1])


def test_facts_of_unknown_places_are_kept():
    """A visit between bodies that no authority knows is a visit all the same."""
    store = loaded([source("a.txt", visit("Pemerintah Penang", "Kota Timur", "2024"))])
    assert [kind for kind in (Award, StudyVisit) if nodes(store, kind.term)] == [StudyVisit]
