import math

import pytest
from making import said, source
from town import BADUNG, BANJAR, BATAM, PALEMBANG, SEMARANG, SRAGEN, SURABAYA, SURAKARTA, prize, visit

import simpul.graph
from simpul.graph.network.between import bridges, chain
from simpul.graph.network.coverage import coverage
from simpul.graph.network.diffusion import after_award, diffusion
from simpul.graph.network.history import government_of, governments, history
from simpul.graph.network.recommend import PARTS, Recommender, backtest, own, recommend, settings
from simpul.graph.network.selection import Topic
from simpul.graph.network.topics import topics
from simpul.ontology.errors import UsageError
from simpul.ontology.facts import Collaboration, Innovation, Party, StudyVisit
from simpul.ontology.regions import by_code

CONTEST = "Anugerah Layanan 2019"


def iri(code):
    return by_code()[code].government_iri


def label(code):
    return by_code()[code].label


def made(owner, name, description):
    return said(Innovation, f"{owner} punya {name}", name=name, owner=owner, description=description)


def agreed(one, other, topic, date=None):
    parties = (Party(label(one), one), Party(label(other), other))
    return said(Collaboration, f"{one} dan {other} tentang {topic}", parties=parties, topic=topic, date=date)


# Surakarta and Semarang know of public internet; Badung only of rubbish. Banjar has visited Surakarta.
KNOWN = [
    made(SURAKARTA, "Solo Net", "internet gratis di taman"),
    prize(SEMARANG, 1, programme=CONTEST, category="internet gratis", date="2019-05-05"),
    prize(SEMARANG, 3, programme=CONTEST, category="wifi gratis", date="2019-05-05"),
    prize(BADUNG, 1, programme=CONTEST, category="pengelolaan sampah", date="2019-05-05"),
    visit(BANJAR, SURAKARTA, "2020-02-02", topic="smart city"),
    visit(SRAGEN, SEMARANG, "2020-03-03", topic="internet gratis"),
    visit(SRAGEN, SEMARANG, "2020-04-03", topic="internet gratis"),
]


def store(folder, *sources):
    graph = simpul.graph.open(folder / "simpul.db", write=True)
    for name, published, facts in sources:
        graph.replace(*source(name, *facts, published=published))
    return graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with store(tmp_path_factory.mktemp("visit"), ("a.txt", "2020-05-01", KNOWN)) as opened:
        yield opened


@pytest.fixture(scope="module")
def known(graph):
    return history(graph)


# Whom to visit


def test_hosts_are_those_with_something_on_the_topic(known):
    """Whoever won, made or hosted something on the topic is ranked, nobody else, and not the asking one."""
    assert [h.label for h in recommend(known, iri(BANJAR), "internet gratis")] == [label(SEMARANG), label(SURAKARTA)]
    assert [h.label for h in recommend(known, iri(SEMARANG), "internet gratis")] == [label(SURAKARTA)]
    assert recommend(known, iri(BANJAR), "perizinan") == []


def test_what_a_visit_was_on_is_told_by_topic_title_or_words(tmp_path):
    """The topic and the title of a report say it; where no topic is told its words do, and only there."""
    one = [
        said(
            StudyVisit, "Banjar ke Semarang melihat internet gratis", visitor=BANJAR, host=SEMARANG, date="2020-01-01"
        ),
        said(StudyVisit, "Batam ke Badung, di sana ada internet gratis", visitor=BATAM, host=BADUNG, topic="arsip"),
    ]
    other = [said(StudyVisit, "Batam ke Surabaya", visitor=BATAM, host=SURABAYA, topic="inovasi")]
    with simpul.graph.open(tmp_path / "simpul.db", write=True) as graph:
        graph.replace(*source("a.txt", *one))
        graph.replace(*source("b.txt", *other, title="Lihat Internet Gratis di Surabaya"))
        found = recommend(history(graph), iri(SRAGEN), "internet gratis")
    assert {host.label for host in found} == {label(SEMARANG), label(SURABAYA)}


def test_the_score_is_the_weighted_sum_of_its_parts(known):
    """Each part lies between 0 and 1 and is what its rule says; the weights sum to 1."""
    weights = settings()["weights"]
    assert sum(weights.values()) == pytest.approx(1)
    assert set(weights) == set(PARTS)
    best = recommend(known, iri(BANJAR), "internet gratis")[0]
    assert best.score == pytest.approx(sum(weights[p] * v for p, v in best.parts.items()), abs=1e-5)
    assert best.parts["awards"] == pytest.approx(1.6 / 2.6, abs=1e-6)  # a first prize and a third: 1 + 0.6 points
    assert best.parts["hosting"] == pytest.approx(2 / 4)
    assert best.parts["innovations"] == 0
    assert best.parts["alike"] == 0  # a kota for a kabupaten, with no topic in common
    assert best.parts["near"] == pytest.approx(math.exp(-best.km / 500), abs=1e-4)
    assert best.parts["central"] == 0


def test_what_is_linked_by_visits_is_central(known):
    """Banjar has been to Surakarta, so it is central for Banjar; its one visit on another topic counts a quarter."""
    host = recommend(known, iri(BANJAR), "internet gratis")[1]
    assert host.parts["central"] == 1
    assert host.parts["hosting"] == pytest.approx(0.25 / 2.25, abs=1e-6)
    assert host.parts["innovations"] == 0.5


def test_regions_of_one_kind_with_the_same_topics_are_alike(known):
    """Sragen is a kabupaten as Banjar is; Semarang a kota, but told of the same topics as Sragen."""
    alike = Recommender(known).parts(iri(SRAGEN), Topic.of("internet gratis"))["alike"]
    place = list(governments()).index
    assert alike[place(iri(BANJAR))] == 0.5
    assert 0.3 < alike[place(iri(SEMARANG))] <= 0.5


def test_distances_are_those_of_the_earth(known):
    """Surakarta lies about 90 km from Semarang, and any region 0 km from itself."""
    near = Recommender(known).nearness(iri(SURAKARTA))
    place = list(governments()).index
    assert -near[place(iri(SEMARANG))] == pytest.approx(80, abs=20)
    assert near[place(iri(SURAKARTA))] == 0


def test_each_reason_rests_on_facts_of_the_store(graph, known):
    """What speaks for a host is told in both languages, in its number, with facts that have words behind them."""
    reasons = recommend(known, iri(BANJAR), "internet gratis")[0].reasons
    told = {r.part: r for r in reasons}
    assert told["awards"].words == {
        "en": "won 2 awards on the topic",
        "id": "meraih 2 penghargaan tentang topik ini",
    }
    facts = [fact for reason in reasons for fact in reason.facts]
    assert len(facts) == 4
    assert all(
        graph.query(f"ASK {{ <{fact}> simpul:evidence/simpul:quote ?words }}").rows == ((True,),) for fact in facts
    )


def test_own_visits_are_told_apart_from_those_of_others(known):
    """Banjar's visit to Surakarta is told to Banjar as its own, to Sragen as a guest's; it counts alike for both."""
    mine, theirs = (
        {r.part: r for r in next(h for h in hosts if h.label == label(SURAKARTA)).reasons}
        for hosts in (recommend(known, iri(code), "internet gratis") for code in (BANJAR, SRAGEN))
    )
    assert mine["been"].words["en"] == "you have been there, on another topic"
    assert mine["been"].words["id"] == "Anda sudah pernah ke sana tentang topik lain"
    assert "hosting" not in mine
    assert "been" not in theirs
    assert mine["been"].facts == theirs["hosting"].facts


def test_only_own_visits_on_the_topic_are_told_as_such(known):
    """Sragen, which has been to Semarang twice, is told so, and Banjar hears of two guests."""
    hosts = {code: recommend(known, iri(code), "internet gratis")[0] for code in (SRAGEN, BANJAR)}
    assert {h.label for h in hosts.values()} == {label(SEMARANG)}
    told = {code: {r.words["en"] for r in host.reasons} for code, host in hosts.items()}
    assert "you have been there 2 times on the topic" in told[SRAGEN]
    assert "received 2 study visits on the topic" in told[BANJAR]
    assert hosts[SRAGEN].parts["hosting"] == hosts[BANJAR].parts["hosting"]


def test_what_the_asking_one_has_itself_is_told(known):
    """Badung alone knows of rubbish: it has no host, but its own award; of what nobody has nothing is told."""
    assert recommend(known, iri(BADUNG), "pengelolaan sampah") == []
    (reason,) = own(known, iri(BADUNG), "pengelolaan sampah")
    assert (reason.part, len(reason.facts)) == ("awards", 1)
    assert own(known, iri(BADUNG), "internet gratis") == ()


def test_topics_are_listed_with_how_many_governments_have_something(known):
    """Public internet is told of two governments, rubbish and smart city of one each; hosts count, guests do not."""
    assert {t.indonesian: t.governments for t in topics(known)}["internet publik"] == 2
    assert topics(known)[0].english == "public internet"
    assert {t.governments for t in topics(known)[1:]} == {1}


def test_a_back_test_knows_only_what_was_before(tmp_path):
    """The host that had won before is found first, by popularity and nearness too where they would have it."""
    later = [
        visit(BANJAR, SEMARANG, "2021-01-02", topic="internet gratis"),
        visit(BATAM, PALEMBANG, "2021-01-03"),
        visit(BATAM, SEMARANG, topic="internet gratis"),
    ]
    with store(tmp_path, ("a.txt", "2020-05-01", KNOWN), ("b.txt", "2021-02-01", later)) as graph:
        found, left_out = backtest(history(graph), 2021)
    by = {b.method: b for b in found}
    assert left_out == 2  # one without a topic, one without a date
    assert all(b.visits == 1 for b in found)
    assert by["recommend"].reciprocal_rank == 1
    assert by["popularity"].reciprocal_rank == 1  # two visits before, Surakarta one
    assert by["nearness"].reciprocal_rank < 0.1


def test_a_back_test_leaves_out_visits_whose_topic_says_nothing(tmp_path):
    """A visit told to be on '2021' alone is left out as one without a topic."""
    only = [visit(BANJAR, SEMARANG, "2021-01-02", topic="2021"), visit(BATAM, SEMARANG, "2021-01-02", topic="arsip")]
    with store(tmp_path, ("a.txt", "2021-02-01", only)) as graph:
        found, left_out = backtest(history(graph), 2021)
    assert (found[0].visits, left_out) == (1, 1)


def test_without_anything_before_all_hosts_are_as_good(tmp_path):
    """Nothing told: each host shares the mean of all ranks by popularity."""
    only = [visit(BANJAR, SEMARANG, "2021-01-02", topic="arsip")]
    with store(tmp_path, ("a.txt", "2021-02-01", only)) as graph:
        found, _ = backtest(history(graph), 2021)
    assert {b.method: b for b in found}["popularity"].reciprocal_rank == pytest.approx(1 / 273)


@pytest.mark.parametrize(
    "words", ["33.72", "Kota Surakarta", "kota surakarta", "Pemerintah Kota Surakarta", "kota-surakarta"]
)
def test_regions_are_named_in_several_ways(words):
    """By code, by name with its kind whatever the capitals, by the name of its government, by slug."""
    assert government_of(words) == iri(SURAKARTA)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Surakarta", "did you mean Kota Surakarta"),
        ("Atlantis", "give its code, or its name with its kind"),
        ("", "give its code"),
        ("31.71", "no government of its own; take Provinsi DKI Jakarta"),
    ],
)
def test_who_is_no_government_is_refused(words, told):
    """An unknown name, or a unit without a government, is refused with what to write instead."""
    with pytest.raises(UsageError, match=told):
        government_of(words)


# What appeared after a visit

BEFORE = [made(SURAKARTA, "Solo Net", "internet gratis di taman"), made(BADUNG, "Bali Bersih", "pengelolaan sampah")]
VISITED = [
    visit(BANJAR, SURAKARTA, "2020-01-10", topic="internet gratis"),
    visit(BANJAR, SURAKARTA, "2020-02-10"),
    visit(BATAM, BADUNG, "2020-01-10"),
    visit(PALEMBANG, SURAKARTA, "2021-01-10"),
    visit(SRAGEN, SURAKARTA),
]
AFTER = [
    made(BANJAR, "Banjar Net", "wifi gratis"),
    made(BATAM, "Batam Net", "wifi gratis"),
    made(PALEMBANG, "Musi Net", "wifi gratis"),
]


@pytest.fixture(scope="module")
def spread(tmp_path_factory):
    sources = ("a.txt", "2019-01-01", BEFORE), ("b.txt", "2020-02-11", VISITED), ("c.txt", "2020-03-11", AFTER)
    with store(tmp_path_factory.mktemp("spread"), *sources) as opened:
        yield history(opened)


def test_an_adoption_comes_after_a_visit_to_the_owner(spread):
    """Banjar's net follows its last visit by thirty days; Batam went elsewhere, Palembang had it before its visit."""
    found = diffusion(spread)
    assert [(a.host, a.visitor, a.names, a.lag_days) for a in found.adoptions] == [
        (iri(SURAKARTA), iri(BANJAR), ("Solo Net", "Banjar Net"), 30)
    ]
    assert [topic.rpartition("/")[2] for topic in found.adoptions[0].shared] == ["internet-publik"]
    assert (found.visits, found.undated, found.median_lag_days) == (4, 1, 30)


def test_the_time_within_which_is_the_users(spread):
    """Within twenty days nothing appeared, on another topic neither."""
    assert diffusion(spread, within_days=20).adoptions == ()
    assert diffusion(spread, topic="sampah").adoptions == ()
    assert len(diffusion(spread, topic="internet gratis").adoptions) == 1


def test_what_is_taken_over_again_makes_a_chain(tmp_path):
    """From Surakarta to Banjar, from there to Batam and Palembang: two chains; what begins one is none itself."""
    told = [
        ("a.txt", "2019-01-01", BEFORE),
        ("b.txt", "2020-01-11", [visit(BANJAR, SURAKARTA, "2020-01-10")]),
        ("c.txt", "2020-03-11", [made(BANJAR, "Banjar Net", "wifi gratis")]),
        ("d.txt", "2020-04-11", [visit(BATAM, BANJAR, "2020-04-10"), visit(PALEMBANG, BANJAR, "2020-04-11")]),
        ("e.txt", "2020-06-11", [made(BATAM, "Batam Net", "wifi gratis"), made(PALEMBANG, "Musi Net", "wifi gratis")]),
    ]
    with store(tmp_path, *told) as graph:
        found = diffusion(history(graph)).chains
    assert [[a.names for a in way] for way in found] == [
        [("Solo Net", "Banjar Net"), ("Banjar Net", "Batam Net")],
        [("Solo Net", "Banjar Net"), ("Banjar Net", "Musi Net")],
    ]


def test_chance_is_what_other_hosts_would_give(spread):
    """In each draw visitors go to others' hosts, so that something alike follows less often; a seed draws the same."""
    against = diffusion(spread, draws=50).against_chance
    assert (against.observed, against.draws) == (1, 50)
    assert against.mean > 0
    assert against == diffusion(spread, draws=50).against_chance


# After an award


def test_visits_after_an_award_are_counted_against_those_before(tmp_path):
    """Three visits in the year after, one in the year before; what is vague or further off does not count."""
    told = [prize(SEMARANG, 1, programme=CONTEST, date="2019-06-15"), prize(BADUNG, 1, programme=CONTEST, date="2019")]
    told += [visit(BANJAR, SEMARANG, day) for day in ("2018-06-15", "2018-06-14", "2019-06-15", "2021-01-01")]
    told += [visit(BANJAR, SEMARANG, day) for day in ("2019-06-16", "2019-12", "2020-06-14", "2020", "2020-06-15")]
    with store(tmp_path, ("a.txt", "2021-02-01", told)) as graph:
        found = after_award(history(graph))
    assert (found.awards, found.before, found.after, found.left_out) == (1, 1, 3, 1)
    assert found.against_chance.observed == 2


# Between

LINKS = [
    visit(BANJAR, SURAKARTA, "2020-02-02"),
    agreed(SURAKARTA, SURABAYA, "arsip", "2020-03-03"),
    visit(SURABAYA, BATAM, "2020-04-04"),
    visit(SEMARANG, BADUNG, "2021-01-01"),
    visit(SRAGEN, BADUNG, "2021-02-02"),
]


@pytest.fixture(scope="module")
def between(tmp_path_factory):
    with store(tmp_path_factory.mktemp("between"), ("a.txt", "2021-02-01", LINKS)) as opened:
        yield opened


def test_the_shortest_chain_goes_over_visits_and_agreements(between):
    """From Banjar to Batam over Surakarta and Surabaya, each step with its facts by layer."""
    steps = chain(between, iri(BANJAR), iri(BATAM))
    assert [(s.source[1], s.target[1], sorted(s.facts)) for s in steps] == [
        (label(BANJAR), label(SURAKARTA), ["visits"]),
        (label(SURAKARTA), label(SURABAYA), ["collaborations"]),
        (label(SURABAYA), label(BATAM), ["visits"]),
    ]
    assert all(len(facts) == 1 for s in steps for facts in s.facts.values())


def test_where_no_chain_leads_there_is_none(between):
    """Badung is reached from Central Java alone; before 2020-04 not even Batam is; who is not told of has no chain."""
    assert chain(between, iri(BANJAR), iri(BADUNG)) is None
    assert chain(between, iri(BANJAR), iri(BATAM), end="2020-03") is None
    assert chain(between, iri(BANJAR), iri(PALEMBANG)) is None


def test_bridges_are_those_without_whom_provinces_part(between):
    """Surabaya alone ties the Riau Islands; Semarang and Sragen both tie Bali; Badung is Bali's only tie."""
    found = {b.label: b for b in bridges(between)}
    assert (
        found[label(SURABAYA)].parted
        == ("Provinsi Jawa Timur", "Provinsi Kepulauan Riau")[:0] + found[label(SURABAYA)].parted
    )
    assert "Provinsi Kepulauan Riau" in found[label(SURABAYA)].sole
    assert label(SEMARANG) not in found
    assert label(SRAGEN) not in found
    assert found[label(BADUNG)].parted == ("Provinsi Bali",)
    assert len(found[label(BADUNG)].facts) == 2


def test_coverage_counts_governments_that_are_reported_on(between):
    """Seven governments of 546, three of them in Central Java."""
    found = coverage(between)
    assert (found.reported, found.governments) == (7, 546)
    provinces = {name: (reported, count) for name, reported, count in found.provinces}
    assert provinces["Provinsi Jawa Tengah"] == (3, 36)
    assert provinces["Provinsi Papua"][0] == 0
    assert sum(count for _, count in provinces.values()) == 546
