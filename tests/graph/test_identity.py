"""Which nodes are one: rules, judgements of people, and that taking them back restores what was."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import exported, loaded, rows, said, source
from town import BANJAR, BATAM, PALEMBANG, SOURCES, SURAKARTA, VIDEO, contest, prize, visit

import simpul.graph
from simpul.graph.identity import agencies, contests, people
from simpul.graph.identity.evaluation import evaluate, shipped_gold, together
from simpul.graph.identity.judgements import Judgement, from_json, in_force, read_judgements
from simpul.graph.identity.kinds import likeness
from simpul.graph.identity.likeness import SURE, Likeness
from simpul.graph.identity.partition import first, pair, partition
from simpul.graph.identity.profile import Profile, kind_of
from simpul.graph.knowledge.names import agency_iri, official_iri
from simpul.graph.store import writer
from simpul.graph.store.index import Index
from simpul.ontology.errors import SourceError, UsageError
from simpul.ontology.facts import Agency, Official
from simpul.ontology.iris import node, slug, source_iri

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FULL = "Dinas Komunikasi Informatika Statistik dan Persandian Kota Surakarta"


def agency(name, region=SURAKARTA, *aliases):
    return said(Agency, name, name=name, region=region, aliases=aliases)


def official(name, position, region=SURAKARTA, **values):
    return said(Official, f"{position} {name}", name=name, position=position, region=region, **values)


def number(*told):
    """As many sources as things are told, each telling one."""
    return [source(f"{n}.txt", one, published=f"2024-01-{n + 1:02}") for n, one in enumerate(told)]


def names(store, kind):
    """The names of each node of a kind, in order."""
    found = {}
    for iri, name in rows(store, f"SELECT ?n ?name {{ ?n a simpul:{kind} ; simpul:name|simpul:alias ?name }}"):
        found.setdefault(iri, set()).add(name)
    return sorted(map(sorted, found.values()))


def bodies(store):
    """The bodies of Surakarta but for its government."""
    return [n for n in names(store, "Organization") if not any("Pemerintah" in name for name in n)]


# Rules


@pytest.mark.parametrize(
    "told",
    [
        ("Diskominfo SP Surakarta", FULL),
        ("Dinas Kominfo Statistik dan Persandian Solo", FULL),
        ("Badan Perencanaan Pembangunan Daerah Kota Surakarta", "Bappeda Surakarta"),
        ("Dinas Pendidikan Kota Surakarta", "Disdik Solo"),
        ("Dinas Perpustakaan dan Kearsipan Kota Surakarta", "Dinas Perpusatakaan dan Kearsipan Kota Surakarta"),
        ("Dinas Pariwisata Kota Surakarta", "Dinas Pariwisata dan Ekonomi Kreatif Kota Surakarta"),
    ],
)
def test_names_of_one_body_are_one_node(told):
    """A body in full, in short, misspelt, or with a field more is one node."""
    assert len(bodies(loaded(number(*map(agency, told))))) == 1


@pytest.mark.parametrize(
    "told",
    [
        ("Dinas Pendidikan Kota Surakarta", "Dinas Kebudayaan Kota Surakarta"),
        ("Dinas Pendidikan Kota Surakarta", "Dinas Kebudayaan Kota Surakarta", "Dinas Pendidikan dan Kebudayaan Solo"),
        ("Sekretariat Daerah Kota Surakarta", "Sekretariat DPRD Kota Surakarta"),
        ("RSUD Bung Karno Kota Surakarta", "RSUD Ibu Fatmawati Kota Surakarta"),
    ],
)  # fmt: skip
def test_bodies_of_like_names_stay_apart(told):
    """Two bodies of like names stay two; what came of both joins neither of them by itself."""
    found = bodies(loaded(number(*map(agency, told))))
    assert not any(set(told[:2]) <= set(names) for names in found)


def test_a_short_form_that_a_report_spells_out_is_known_elsewhere():
    """An abbreviation that no list knows, spelt out by one report, names the body in another."""
    told = number(
        agency("Kantor Bersama Urusan Sungai Kota Surakarta", SURAKARTA, "Kabusu"), agency("Kabusu Kota Surakarta")
    )
    assert bodies(loaded(told)) == [["Kabusu", "Kabusu Kota Surakarta", "Kantor Bersama Urusan Sungai Kota Surakarta"]]


def test_one_name_in_two_regions_is_two_bodies():
    """The dinas of one name in two regions are two."""
    told = [agency("Dinas Kesehatan", region) for region in (SURAKARTA, BATAM)]
    assert len(rows(loaded(number(*told)), "SELECT DISTINCT ?a { ?a a simpul:Organization ; simpul:unitOf ?g }")) == 2


@pytest.mark.parametrize(
    "told",
    [
        (("Tito Karnavian", "Bupati"), ("Tito Carnavian", "Bupati")),
        (("Sitti Aminah", "Kepala Dinas Sosial"), ("Siti Aminah, S.E.", "Kadis Sosial")),
        (("Muhammad Bobby Afif Nasution", "Wali Kota"), ("Bobby Nasution", "Wali Kota")),
        (("M. Ridwan Kamil", "Gubernur"), ("Mochamad Ridwan Kamil", "Gubernur")),
        (("Mahyeldi", "Gubernur"), ("Mahyeldi Ansharullah", "Gubernur")),
        (("Yuhronur Efendi", "Sekretaris Daerah"), ("Yuhronur Effendi", "Bupati")),
    ],
)
def test_names_of_one_person_are_one_node(told):
    """Spelling, degrees, initials and missing words make no other person; nor does a promotion."""
    assert len(names(loaded(number(*(official(*one) for one in told))), "Official")) == 1


@pytest.mark.parametrize(
    "told",
    [
        (("Budi Santoso", "Bupati"), ("Budi Susanto", "Bupati")),
        (("Supriyadi", "Camat Laweyan"), ("Supriyadi", "Kepala Dinas Sosial")),
        (("Tito Karnavian", "Bupati"), ("Tito Karnavian", "Bupati", BATAM)),
        (("Sri Purnomo", "Bupati"), ("Kustini Sri Purnomo", "Bupati"), ("Kustini", "Bupati")),
    ],
)
def test_namesakes_stay_apart(told):
    """Like names, one-word names in other posts, namesakes elsewhere and spouses are not one."""
    found = loaded(number(*(official(*one) for one in told)))
    assert len(rows(found, "SELECT ?o { ?o a simpul:Official }")) == len(told)


def test_somebody_who_moved_is_found_by_a_report_of_both_posts():
    """One person in two regions is one node only if a report tells of both posts."""
    here, there = official("Bustami Hamzah", "Bupati"), official("Bustami Hamzah", "Pj. Gubernur", BATAM)
    apart = number(here, there)
    assert len(rows(loaded(apart), "SELECT ?o { ?o a simpul:Official }")) == 2
    both = source("both.txt", here, there)
    assert len(rows(loaded([*apart, both]), "SELECT ?o { ?o a simpul:Official }")) == 1


def test_one_name_is_bound_within_its_report_first():
    """'Aminah', who receives a prize, is the Siti Aminah whom the same report names."""
    told = source("a.txt", official("Siti Aminah", "Kepala Dinas Sosial"), prize(SURAKARTA, 1, received_by="Aminah"))
    assert rows(loaded([told]), "SELECT ?n { ?a simpul:receivedBy/simpul:name ?n }") == [("Siti Aminah",)]


@pytest.mark.parametrize(
    ("told", "count"),
    [
        (({"name": "Innovative Government Award 2020"}, {"name": "IGA 2020"}), 1),
        (({"name": "IGA 2020"}, {"name": "Innovative Government Award", "organiser": None}), 1),
        (({"name": "Lomba Krenova"}, {"name": "Lomba Kreativitas dan Inovasi Masyarakat"}), 1),
        (({"name": "Adipura 2020"}, {"name": "Adipura Kencana 2020"}), 2),
        (({"name": "IGA"}, {"name": "IGA", "year": 2021}), 2),
        (({"name": "Lomba Desa", "organiser": None}, {"name": "Lomba Desa Wisata", "organiser": None}), 2),
        (({"name": "Lomba Desa Tingkat Provinsi Jawa Tengah", "organiser": None},
          {"name": "Lomba Desa Tingkat Provinsi Jawa Timur", "organiser": None}), 2),
    ],
)  # fmt: skip
def test_names_of_contests(told, count):
    """Acronym, missing organiser and short names are one contest; other tier, year, level and name another."""
    store = loaded(number(*(contest(**one) for one in told)))
    assert len(rows(store, "SELECT ?c { ?c a simpul:Competition }")) == count


def test_rules_say_why():
    """Each judgement of a rule names the rule, the score and both nodes, in a graph of its own."""
    store = loaded(number(agency("Diskominfo SP Surakarta"), agency(FULL)))
    found = rows(
        store,
        """SELECT ?verdict ?rule ?score { GRAPH id:judgements\\/automatic {
           ?j a simpul:Judgement ; simpul:verdict ?verdict ; simpul:rule ?rule ; simpul:score ?score } }""",
    )
    assert found == [("same", "same-words", "0.99")]


def body(name, *aliases, place="kota-surakarta"):
    iri = agency_iri(name, SURAKARTA if place == "kota-surakarta" else None)
    return Profile(iri, {"name": {name: 1}, "alias": dict.fromkeys(aliases, 1)})


def person(name, position=None, place="kota-surakarta", **told):
    posts = {json.dumps([position, ""]): 1} if position else {}
    return Profile(official_iri(name, place, position), {"name": {name: 1}, "post": posts, **told})


def edition(name, organiser="nasional/kementerian-dalam-negeri", year="2020", published="2020-06-01"):
    return Profile(node("competition", organiser, year, slug(name)), {"name": {name: 1}, "published": {published: 1}})


STAYED = node("official", "kota-surakarta", "bustami-hamzah")
MOVED = person("Bustami Hamzah", "Bupati", "kota-batam", **{"with": {STAYED: 1}})
EXAMPLES = {
    "same-words": (body("Diskominfo SP Surakarta"), body(FULL)),
    "spelled-alike": (body("Dinas Perpustakaan Solo"), body("Dinas Perpusatakaan Solo")),
    "alias-told": (body("Kabusu Surakarta"), body("Kantor Bersama Sungai Surakarta", "Kabusu")),
    "initials": (body("Kbs Surakarta"), body("Kantor Bersama Urusan Sungai Surakarta")),
    "blend": (body("Kabersung Surakarta"), body("Kantor Bersama Sungai Surakarta")),
    "fields-added": (body("Dinas Pariwisata Surakarta"), body("Dinas Pariwisata dan Olahraga Surakarta")),
    "field-shared": (body("Dinas Kebudayaan Surakarta"), body("Dinas Pendidikan dan Kebudayaan Surakarta")),
    "form-changed": (body("Dinas Pendapatan Surakarta"), body("Badan Pendapatan Daerah Surakarta")),
    "town-added": (body("Universitas Mulawarman", place=""), body("Universitas Mulawarman Samarinda", place="")),
    "part-of-name": (body("RSUD Bung Karno Surakarta"), body("RSUD Karno Surakarta")),
    "same-name": (person("Tito Karnavian", "Bupati"), person("Tito Carnavian", "Camat")),
    "same-name-and-post": (
        person("Tito Karnavian", "Mendagri", "nasional"),
        person("Tito Carnavian", "Menteri Dalam Negeri", "nasional"),
    ),
    "same-long-name": (
        person("Zudan Arif Fakrulloh", "Kepala BKN", "nasional"),
        person("Zudan Arif Fakrullah", "Dirjen Dukcapil", "nasional"),
    ),
    "same-name-other-body": (
        person("Tito Karnavian", "Mendagri", "nasional"),
        person("Tito Carnavian", "Kepala BNPT", "nasional"),
    ),
    "slip-same-post": (person("Budi Santosa", "Bupati"), person("Budi Santoso", "Bupati")),
    "slip": (person("Budi Santosa", "Bupati"), person("Budi Santoso")),
    "slip-other-post": (person("Budi Santosa", "Bupati"), person("Budi Santoso", "Camat Lama")),
    "part-same-post": (person("Bobby Nasution", "Wali Kota"), person("Bobby Afif Nasution", "Walikota Solo")),
    "part": (person("Bobby Nasution", "Wali Kota"), person("Bobby Afif Nasution")),
    "part-other-post": (person("Bobby Nasution", "Wali Kota"), person("Bobby Afif Nasution", "Camat Lama")),
    "one-word": (person("Supriyadi Abadi", "Camat"), person("Supriyadi")),
    "told-together": (person("Bustami Hamzah", "Camat", **{"with": {MOVED.iri: 1}}), MOVED),
    "same-contest": (edition("IGA 2020"), edition("Innovative Government Award")),
    "organiser-untold": (edition("IGA 2020"), edition("Innovative Government Award", "-")),
    "year-untold": (edition("IGA 2020"), edition("Innovative Government Award", year="-")),
    "other-organiser": (edition("Paritrana Award"), edition("Anugerah Paritrana", "nasional/bpjs-ketenagakerjaan")),
}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_each_rule_has_an_example(rule):
    """Each rule finds its example, whichever of the two comes first."""
    one, other = EXAMPLES[rule]
    found = likeness(kind_of(one.iri), one, other, str)
    assert found == likeness(kind_of(one.iri), other, one, str)
    assert found.rule == rule
    assert found.sure is (found.score >= SURE)


def test_every_rule_is_told_of_and_has_an_example():
    """The head of a rules' module names each of its rules, and the examples above leave none out."""
    told = {r for m in (agencies, people, contests) for r in re.findall(r"`([a-z]+(?:-[a-z]+)*)`", m.__doc__)}
    assert told - {"contest"} == set(EXAMPLES)


# Groups


@SLOW
@given(st.data())
def test_groups_do_not_depend_on_order(data):
    """Whatever likenesses and verdicts there are, their order does not matter, and a 'different' is never overruled."""
    nodes = list("abcdefg")
    some = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)).filter(lambda p: p[0] < p[1])
    pairs = data.draw(st.lists(some, unique=True, max_size=12))
    likenesses = [
        Likeness(a, b, "rule", data.draw(st.sampled_from([0.5, 0.9, 0.95])), data.draw(st.sampled_from([None, a, b])))
        for a, b in pairs
    ]
    verdicts = dict(data.draw(st.lists(st.tuples(some, st.sampled_from(["same", "different", "unsure"])), max_size=6)))
    groups = partition(nodes, likenesses, verdicts, lambda a, b: {a, b} == {"a", "g"})
    again = partition(nodes[::-1], data.draw(st.permutations(likenesses)), verdicts, lambda a, b: {a, b} == {"a", "g"})
    assert groups == again
    assert all(groups[a] != groups[b] for (a, b), verdict in verdicts.items() if verdict == "different")


def test_an_ambiguous_short_form_joins_nobody():
    """What is short for two different things stays by itself."""
    likenesses = [Likeness("a", "b", "part", 0.95, "b"), Likeness("b", "c", "part", 0.95, "b")]
    groups = partition("abc", likenesses, {}, lambda *_: True)
    assert groups["b"] == {"b"}
    assert partition("ab", likenesses[:1], {}, lambda *_: True)["b"] == {"a", "b"}


def test_the_first_iri_stands_for_a_group():
    """The smallest IRI stands for all, but one that lacks a part of its key only if all do."""
    assert first(["b", "a"]) == "a"
    assert first(["x/-/2020/a", "x/z/2020/a"]) == "x/z/2020/a"


# People's judgements


@pytest.fixture
def place(tmp_path):
    with simpul.graph.open(tmp_path / "simpul.db", write=True) as graph:
        for one in number(
            agency("Dinas Sosial Kota Surakarta"),
            agency("Kantor Sosial Kota Surakarta"),
            official("Budi Santoso", "Bupati"),
            official("Budi Susanto", "Bupati"),
        ):
            graph.replace(*one)
        graph.replace(*SOURCES["palembang"])
    return tmp_path / "simpul.db"


SANTOSO, SUSANTO = (node("official", "kota-surakarta", f"budi-{name}") for name in ("santoso", "susanto"))


def snapshot(place, folder):
    with simpul.graph.open(place) as graph:
        return exported(graph.store, folder)


def test_same_different_and_taking_it_back(place, tmp_path):
    """'Same' makes one node of two, taking it back gives back every byte, and the file keeps the whole story."""
    before = snapshot(place, tmp_path)
    with simpul.graph.open(place, write=True) as graph:
        made = graph.judge("same", SANTOSO, SUSANTO, who="rina", why="one letterhead")
    with simpul.graph.open(place) as graph:
        assert names(graph.store, "Official")[0] == ["Budi Santoso", "Budi Susanto"]
        held = rows(
            graph.store, "SELECT ?who ?why { GRAPH id:judgements { ?j simpul:judgedBy ?who ; simpul:because ?why } }"
        )
        assert held == [("rina", "one letterhead")]
    with simpul.graph.open(place, write=True) as graph:
        graph.take_back(made.id, who="rina")
        assert [j.verdict for j in graph.judgements()] == ["same", "withdraw"]
    assert snapshot(place, tmp_path) == before


def test_people_overrule_rules(place, tmp_path):
    """'Different' and 'unsure' keep apart what a rule would join; the rule's judgement stands again without them."""
    one, other = node("agency", "kota-surakarta", "dinas-sosial"), node("agency", "kota-surakarta", "kantor-sosial")
    before = snapshot(place, tmp_path)
    with simpul.graph.open(place, write=True) as graph:
        assert Index(graph.store).canonical(other) == one
        for verdict in ("different", "unsure"):
            made = graph.judge(verdict, one, other, who="rina")
            assert Index(graph.store).canonical(other) == other
            graph.take_back(made.id, who="rina")
    assert snapshot(place, tmp_path) == before


@SLOW
@given(
    order=st.permutations(range(6)),
    judged_at=st.lists(st.integers(0, 6), min_size=4, max_size=4),
    taken_back=st.booleans(),
)
def test_any_order_of_loading_and_judging_exports_the_same(order, judged_at, taken_back, tmp_path):
    """Judgements made before, between and after the sources they concern lead to the same bytes."""
    told = [
        *number(
            agency("Dinas Sosial Kota Surakarta"),
            agency("Kantor Sosial Kota Surakarta"),
            official("Budi Santoso", "Bupati"),
            official("Budi Susanto", "Bupati"),
            visit(BANJAR, SURAKARTA, "2024-01-03"),
        ),
        SOURCES["palembang"],
    ]
    statement = f"{source_iri('4.txt')}#visit-statement"
    judgements = [
        Judgement("2024-01-01", "same", tuple(sorted((SANTOSO, SUSANTO))), "rina"),
        Judgement("2024-01-02", "different", tuple(sorted((SANTOSO, SUSANTO))), "dewi"),
        Judgement(
            "2024-01-03",
            "different",
            (node("agency", "kota-surakarta", "dinas-sosial"), node("agency", "kota-surakarta", "kantor-sosial")),
            "rina",
        ),
        Judgement("2024-01-04", "reject", (statement,), "rina"),
    ]
    if taken_back:
        judgements.append(Judgement("2024-01-05", "withdraw", (judgements[1].id,), "rina"))
        judged_at = [*judged_at, 3]
    expected = loaded(told)
    writer.judge(expected, in_force(judgements))
    store, said_so_far = loaded([]), []
    for step, n in enumerate([*order, None]):
        said_so_far += [j for j, at in zip(judgements, judged_at, strict=True) if at == step]
        writer.judge(store, in_force(said_so_far))
        if n is not None:
            writer.replace(store, *told[n])
    assert exported(store, tmp_path) == exported(expected, tmp_path)
    writer.rederive(store)
    assert exported(store, tmp_path) == exported(expected, tmp_path)


def test_what_is_rejected_stays_rejected(place, tmp_path):
    """A rejected fact is gone from the knowledge, stays so when its source is read again, and comes back untouched."""
    before = snapshot(place, tmp_path)
    iri, quads = SOURCES["palembang"]
    with simpul.graph.open(place, write=True) as graph:
        [(award,)] = rows(graph.store, "SELECT ?a { ?a a simpul:Award ; simpul:rank 1 }")
        made = graph.reject(award, who="rina", why="the prize was another's")
        assert rows(graph.store, "SELECT ?a { ?a a simpul:Award ; simpul:rank 1 }") == []
        graph.remove(iri)
        change = graph.replace(iri, quads)
        assert change.rejected == 1
        later = source("palembang.txt", prize(PALEMBANG, 1, category="Sektor Pasar Tradisional", date="2020-06-23"))
        graph.replace(*later)
        assert rows(graph.store, "SELECT ?a { ?a a simpul:Award }") == []
        graph.replace(iri, quads)
        for judgement in made:
            graph.take_back(judgement.id, who="rina")
    assert snapshot(place, tmp_path) == before


def test_judgements_of_two_people_can_be_joined(place, tmp_path):
    """Files of judgements joined in any order, with lines twice, are one set; the store follows a file put in place."""
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(
        "".join(
            Judgement(f"2024-0{n}-01", v, (SANTOSO, SUSANTO), "dewi").to_json() + "\n"
            for n, v in ((1, "same"), (2, "different"), (3, "same"))
        )
    )
    read = read_judgements(theirs)
    assert in_force(read) == in_force(read[::-1]) == {read[2]}
    with simpul.graph.open(place, write=True) as graph:
        assert graph.add_judgements(read) == 3
        assert graph.add_judgements(read[::-1]) == 0
    first_time = snapshot(place, tmp_path)
    (place / "judgements.jsonl").write_text("\n".join(reversed(theirs.read_text().splitlines())) + "\n\n")
    simpul.graph.open(place, write=True).close()
    assert snapshot(place, tmp_path) == first_time


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"when": "x"}', '{"when": "x", "who": "y", "verdict": "maybe", "subjects": ["a", "b"]}',
     '{"when": "x", "who": "y", "verdict": "same", "subjects": ["a", "a"]}',
     '{"when": "x", "who": "y", "verdict": "same", "subjects": ["a", "b> <c"]}'],
)  # fmt: skip
def test_a_bad_line_is_named(tmp_path, line):
    """A line that is no judgement is refused with its number."""
    path = tmp_path / "judgements.jsonl"
    path.write_text(Judgement("2024", "same", ("a", "b"), "rina").to_json() + "\n" + line + "\n")
    with pytest.raises(SourceError, match="line 2"):
        read_judgements(path)


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_judgements_survive_json(why, who, when):
    """A judgement is the same after it was written to the file and read back, whatever its texts."""
    made = Judgement(when, "same", ("https://e.org/a", "https://e.org/b"), who, why)
    assert from_json(made.to_json()) == made
    assert "\n" not in made.to_json()
    assert json.loads(made.to_json())["id"] == made.id


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (SANTOSO, SANTOSO, "one node"),
        (SANTOSO, node("agency", "kota-surakarta", "dinas-sosial"), "two kinds"),
        (SANTOSO, node("official", "kota-surakarta", "nobody"), "no .* with this IRI"),
        (SANTOSO, "not an iri", "no .* with this IRI|no IRI"),
    ],
)
def test_what_cannot_be_judged_is_said(place, one, other, why):
    """One node, two kinds, and nodes that are not there cannot be judged; nothing is noted."""
    with simpul.graph.open(place, write=True) as graph, pytest.raises(UsageError, match=why):
        graph.judge("same", one, other, who="rina")
    assert not (place / "judgements.jsonl").exists()


def test_visits_can_be_judged():
    """Two reports of visits on two days are one visit when somebody says so, and two again without it."""
    told = number(visit(BANJAR, SURAKARTA, "2024-01-10"), visit(BANJAR, SURAKARTA, "2024-01-20"))
    store = loaded(told)
    assert len(rows(store, "SELECT ?v { ?v a simpul:StudyVisit }")) == 2
    claims = sorted(c for (c,) in rows(store, "SELECT ?c { ?v a simpul:StudyVisit ; simpul:restsOn ?c }"))
    writer.judge(store, [Judgement("2024", "same", pair(*claims), "rina")])
    assert len(rows(store, "SELECT ?v { ?v a simpul:StudyVisit }")) == 1
    assert rows(store, "SELECT ?v { ?s simpul:statedValue ?v } ORDER BY ?v") == [("2024-01-10",), ("2024-01-20",)]
    writer.judge(store, [])
    assert len(rows(store, "SELECT ?v { ?v a simpul:StudyVisit }")) == 2


# Review


def test_candidates_come_by_what_they_change(place):
    """Pairs that rules are unsure of are listed with names, facts and words; a verdict takes a pair off the list."""
    with simpul.graph.open(place, write=True) as graph:
        for n in range(3):
            graph.replace(*source(f"more{n}.txt", official("Made Rentin", "Kepala Dinas Sosial")))
        graph.replace(*source("less.txt", official("Made Rantin", "Camat Laweyan")))
        graph.replace(*source("few.txt", official("Agus Salim", "Camat Laweyan")))
        graph.replace(*source("few2.txt", official("Agus Salam", "Camat Jebres")))
        graph.replace(*source("few3.txt", official("Agus Salam", "Camat Jebres")))
        graph.replace(*source("few4.txt", official("Agus Salim", "Camat Laweyan")))
        found = graph.candidates(kind="official")
        assert [(c.one.names, c.moved) for c in found] == [(("Agus Salam",), 2), (("Made Rantin",), 1)]
        assert found[0].rule == "slip-other-post"
        assert found[0].one.facts[0].quote == "Camat Jebres Agus Salam"
        graph.judge("different", found[0].one.iri, found[0].other.iri, who="rina")
        assert len(graph.candidates(kind="official")) == 1
        assert [c.rule for c in graph.candidates(judged_same=True, kind="agency")] == ["form-changed"]


# One text on many sites


PRESS = " ".join(f"kata{n}" for n in range(120))


def printed(name, text, *told, **known):
    return source(name, said(Agency, text, name="Dinas Sosial Kota Batam", region=BATAM), *told, **known)


def test_one_text_on_many_sites_is_one_voice():
    """Three sites that print one release are one independent source; two reports of their own outweigh them."""
    release = [
        printed(f"site{n}.txt", f"{PRESS} {n}", prize(BATAM, 2, category="hotel", programme=VIDEO)) for n in range(3)
    ]
    own_words = [source(f"own{n}.txt", prize(BATAM, 1, category="hotel", programme=VIDEO)) for n in range(2)]
    for order in (release + own_words, own_words + release[::-1]):
        store = loaded(order)
        assert rows(
            store,
            """SELECT ?r ?n ?i { ?a a simpul:Award ; simpul:rank ?r ; simpul:sourceCount ?n ;
               simpul:independentSourceCount ?i }""",
        ) == [("1", "5", "3")]
        assert rows(store, "SELECT ?s { ?s simpul:sameTextAs ?other } ORDER BY ?s") == [
            (source_iri(f"site{n}.txt"),) for n in (1, 2)
        ]
    writer.remove(store, source_iri("site0.txt"))
    assert rows(store, "SELECT ?s ?o { ?s simpul:sameTextAs ?o }") == [
        (source_iri("site2.txt"), source_iri("site1.txt"))
    ]


def test_a_retelling_is_no_source_of_its_own():
    """What retells a report speaks with its voice."""
    told = [source("https://e.org/a", contest(VIDEO)), source("b.txt", contest(VIDEO), retells="https://e.org/a")]
    assert rows(loaded(told), "SELECT ?i { ?c a simpul:Competition ; simpul:independentSourceCount ?i }") == [("1",)]


# What it reaches


@pytest.fixture(scope="module")
def scores():
    return {(folder.name, s.kind): s for folder in shipped_gold() for s in evaluate(folder)}


REACHED = {
    "agencies": (0.966, 0.999),
    "people": (0.934, 0.993),
    "competitions": (0.9, 0.999),
    "visits": (0.87, 0.988),
}


@pytest.mark.parametrize("kind", REACHED)
def test_identity_stays_as_good_as_it_was(scores, kind):
    """Pairwise F1, and the precision of what is joined, stay what was reached on the shipped gold."""
    score = together([s for (_, of), s in scores.items() if of == kind])
    f1, precision = REACHED[kind]
    assert len(score.pairs) >= 300
    assert score.pairwise[2] >= f1
    assert score.pairwise[0] >= precision
