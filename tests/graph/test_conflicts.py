"""What sources say differently and what cannot be: sides, independence, dates, and why one value is shown."""

import pytest
from making import loaded, rows, said, source
from town import BANJAR, BATAM, PALEMBANG, SURAKARTA, VIDEO, prize, visit

from simpul.graph.conflicts import conflicts
from simpul.graph.store import writer
from simpul.ontology.facts import Official

PRESS = " ".join(f"kata{n}" for n in range(120))


def head(name, day, position="Bupati", region=BANJAR, **values):
    told = said(Official, f"{position} {name}", name=name, position=position, region=region, **values)
    return source(f"{name}-{day}.txt", told, published=day)


def hotel(name, rank, published, recipient=BATAM, **values):
    return source(name, prize(recipient, rank, category="hotel", **values), published=published)


def test_both_sides_are_shown_with_their_reports():
    """A disputed rank has a side for each value, with sources, independent sources, confidence, days and words."""
    store = loaded([hotel("a.txt", 1, "2020-06-23"), hotel("b.txt", 2, "2020-06-24"), hotel("c.txt", 2, "2020-06-25")])
    (conflict,) = conflicts(store)
    assert (conflict.field, conflict.impossible) == ("rank", False)
    one, two = conflict.sides
    assert (one.value, one.shown, one.sources, one.independent) == ("1", False, 1, 1)
    assert (two.value, two.shown, two.sources, two.independent) == ("2", True, 2, 2)
    assert [r.published for r in two.reports] == ["2020-06-24", "2020-06-25"]
    assert one.reports[0].quote == f"21.71 meraih 1 hotel {VIDEO}"
    assert conflict.reason == "'2' is shown: 2 independent sources against 1"


def test_one_release_on_many_sites_does_not_outvote():
    """Three prints of one text are one voice against one other: the surer words win, and the reason says so."""
    prints = [
        source(
            f"site{n}.txt",
            prize(BATAM, 2, category="hotel", confidence=0.8),
            said(Official, f"{PRESS} {n}", name="Budi Santoso", position="Camat Lama"),
        )
        for n in range(3)
    ]
    store = loaded([*prints, hotel("own.txt", 1, None, confidence=0.9)])
    (conflict,) = conflicts(store, field="rank")
    assert [(s.value, s.shown, s.sources, s.independent) for s in conflict.sides] == [
        ("1", True, 1, 1),
        ("2", False, 3, 1),
    ]
    assert conflict.reason == "'1' is shown: as many independent sources, read more surely"


@pytest.mark.parametrize(
    ("told", "impossible"),
    [
        ([("Aditya Mufti", "2022-01-01"), ("Erna Lisa", "2023-01-01"), ("Aditya Mufti", "2024-01-01")], True),
        ([("Aditya Mufti", "2022-01-01"), ("Erna Lisa", "2022-01-01")], True),
        ([("Aditya Mufti", "2022-01-01"), ("Aditya Mufti", "2023-01-01"), ("Erna Lisa", "2024-01-01")], False),
    ],
)
def test_two_definitive_heads_at_once_cannot_be(told, impossible):
    """A head met before and after another of the same post is impossible; one after the other is a succession."""
    store = loaded(head(*one) for one in told)
    found = conflicts(store, impossible=True)
    assert bool(found) is impossible
    if found:
        assert found[0].field == "heldBy"
        assert {s.value for s in found[0].sides} == {"Aditya Mufti", "Erna Lisa"}
        assert all(s.reports[0].quote.startswith("Bupati ") for s in found[0].sides)


@pytest.mark.parametrize("values", [{"status": "Plt"}, {"status": "former"}, {"position": "Anggota DPRD"}])
def test_acting_and_former_heads_and_posts_of_many_may_overlap(values):
    """Acting and former heads, and members, are met at the same time without contradiction."""
    told = [head("Aditya Mufti", "2022-01-01", **values), head("Erna Lisa", "2022-01-01", **values)]
    assert conflicts(loaded(told)) == []


def test_a_conflict_of_heads_goes_when_its_source_goes():
    """When the report that made it impossible is withdrawn, so is the conflict, and it comes with it again."""
    told = [head("Aditya Mufti", "2022-01-01"), head("Erna Lisa", "2022-06-01"), head("Aditya Mufti", "2023-01-01")]
    for order in (told, told[::-1]):
        store = loaded(order)
        assert len(conflicts(store)) == 1
        writer.remove(store, told[1][0])
        assert conflicts(store) == []


def test_two_winners_of_one_category():
    """Sources that name two firsts differ on the winner; one that names both says what cannot be."""
    apart = loaded([hotel("a.txt", 1, "2020-06-23"), hotel("b.txt", 1, "2020-06-24", recipient=PALEMBANG)])
    (conflict,) = conflicts(apart)
    assert (conflict.field, conflict.impossible) == ("winner-hotel", False)
    assert [s.value for s in conflict.sides] == ["Kota Batam", "Kota Palembang"]
    both = source("c.txt", *(prize(r, 1, category="hotel") for r in (BATAM, PALEMBANG)))
    assert [c.impossible for c in conflicts(loaded([both]), field="winner")] == [True]
    two = loaded([hotel("a.txt", 1, "2020-06-23"), hotel("b.txt", 2, "2020-06-24", recipient=PALEMBANG)])
    assert conflicts(two) == []


def test_a_visit_to_oneself_cannot_be():
    """A body that visits itself is told as impossible; two bodies of one region may visit each other."""
    store = loaded([source("a.txt", visit(BATAM, BATAM, "2024-01-02"))])
    assert [(c.field, c.impossible) for c in conflicts(store)] == [("host", True)]
    fine = visit(BATAM, BATAM, "2024-01-02", visitor_name="DPRD Kota Batam", host_name="Dinas Sosial Kota Batam")
    assert conflicts(loaded([source("a.txt", fine)])) == []


def test_a_day_off_by_one_is_one_visit_in_dispute():
    """A report that gives its own day for a visit of the day before tells of one visit, and the days are in dispute."""
    first = source("a.txt", visit(BANJAR, SURAKARTA, "2024-10-22", topic="kontrak media"), published="2024-10-23")
    late = source("b.txt", visit(BANJAR, SURAKARTA, "2024-10-23", topic="kontrak media"), published="2024-10-23")
    store = loaded([first, late])
    assert len(rows(store, "SELECT ?v { ?v a simpul:StudyVisit }")) == 1
    assert [c.field for c in conflicts(store)] == ["date"]
