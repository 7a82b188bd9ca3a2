"""`simpul eval` and `simpul extract --explain` as users run them."""

from __future__ import annotations

import json

import pytest

TEXT = """Dinas Kesehatan Kabupaten Banjar belajar ke Surakarta

Rombongan Dinas Kesehatan Kabupaten Banjar melakukan studi tiru ke Pemerintah Kota Surakarta, Selasa (5/3/2024).
Pemkab Banjar menargetkan juara umum tahun depan. Kunjungan itu berlangsung sehari.
"""
GOLD = {
    "id": "banjar",
    "published": None,
    "regions": ["63.03", "33.72"],
    "visits": [{"visitor": "63.03", "host": "33.72", "date": "2024-03-05"}, {"visitor": "33.72", "host": "63.03"}],
}


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "banjar.txt").write_text(TEXT, encoding="utf-8")
    (folder / "banjar.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


def test_eval_prints_the_figures_of_every_kind(simpul, gold):
    """Gold, found and right are counted per kind: one of two visits is found here, and its date is right."""
    done = simpul("eval", gold)
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    assert rows["visits"][:3] == ["2", "1", "1"]
    assert rows["visit_dates"][:3] == ["1", "1", "1"]
    assert rows["visits"][4:] == ["0.500", "0.667"]


def test_eval_names_what_was_missed_and_made_up_with_its_words(simpul, gold):
    """--errors prints the missed visit, and the agencies that gold does not hold with the words they were found in."""
    said = simpul("eval", gold, "--errors").stdout
    assert "missed: banjar: visits: visitor 33.72; host 63.03" in said
    assert "made up: banjar: agencies: name Dinas Kesehatan Kabupaten Banjar; region 63.03" in said
    assert "“Dinas Kesehatan Kabupaten Banjar” [agency-dinas]" in said


def test_eval_as_json_holds_the_same(simpul, gold):
    """--json gives counts, ratios, errors, calibration and rules."""
    report = json.loads(simpul("eval", gold, "--json").stdout)
    assert report["articles"] == 1
    assert report["kinds"]["visits"] == {
        "gold": 2,
        "found": 1,
        "right": 1,
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
    }
    assert {e["kind"] for e in report["missed"]} == {"visits"}
    assert sum(row["facts"] for row in report["calibration"]) == sum(row["facts"] for row in report["rules"])


def test_articles_of_other_names_go_with_gold_in_order(simpul, gold, tmp_path):
    """Where names differ and counts agree, articles and gold go together in the order of their names."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (gold / "banjar.txt").rename(articles / "001_report.txt")
    assert simpul("eval", gold, "--articles", articles, "--json").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere: no such folder"),
        (["."], "no gold documents"),
        (["."], "name one of its folders: gold"),
        (["gold/banjar.txt"], "a file; name the folder that holds it"),
        (["gold", "--articles", "gold/.."], "no banjar.txt for banjar.json"),
        (["--articles", "gold"], "--articles goes with"),
    ],
)
def test_what_eval_cannot_read_is_said_in_one_line(simpul, gold, arguments, said):
    """A missing folder, a folder without gold, a gold document without its article: one line, exit status 2."""
    (gold / "other.txt").write_text("Kota Batam.", encoding="utf-8")
    assert said in simpul.refused("eval", *arguments)


def test_broken_gold_is_named(simpul, gold):
    """A gold file that is no JSON object is named in one line."""
    (gold / "banjar.json").write_text("[1", encoding="utf-8")
    assert "banjar.json: no gold document" in simpul.refused("eval", gold)
    (gold / "banjar.json").write_text("{}", encoding="utf-8")
    assert "it holds none of regions" in simpul.refused("eval", gold)


def test_explain_tells_why_a_sentence_gave_nothing(simpul, gold):
    """A hoped-for rank and a visit without sides are explained; what did give a fact is not."""
    done = simpul("extract", gold / "banjar.txt", "--explain")
    assert done.returncode == 0, done.stderr
    assert "no award: a hope, a target or a nomination" in done.stdout
    assert "[study-visit]" in done.stdout
    silent = done.stdout[done.stdout.index(" facts\n") :]
    assert "studi tiru ke" not in silent
    assert "Kunjungan itu berlangsung sehari." in silent


def test_explain_is_for_people(simpul, gold):
    """--explain with --format json is refused: its form is no contract."""
    assert "--explain" in simpul.refused("extract", gold / "banjar.txt", "--explain", "--format", "json")


IDENTITY = """{"case": "a", "entity": "A", "source": "1", "published": "2024-01-01", "name": "Diskominfo SP Surakarta", "region": "33.72"}
{"case": "a", "entity": "A", "source": "2", "published": "2024-01-02", "name": "Dinas Kominfo Statistik dan Persandian Solo", "region": "33.72"}
{"case": "a", "entity": "B", "source": "3", "published": "2024-01-03", "name": "Dinas Sosial Surakarta", "region": "33.72"}
{"case": "b", "entity": "A", "source": "1", "published": "2024-01-03", "name": "Kundha Niti Surakarta", "region": "33.72"}
{"case": "b", "entity": "A", "source": "2", "published": "2024-01-03", "name": "Dinas Hukum Surakarta", "region": "33.72"}
"""  # noqa: E501 - one mention a line


def test_identity_is_measured_on_mentions(simpul):
    """Pairs within a case are counted: what is joined rightly, and what is missed, with its words."""
    gold = simpul.folder / "gold"
    gold.mkdir()
    (gold / "agencies.jsonl").write_text(IDENTITY, encoding="utf-8")
    done = simpul("eval", "--identity", gold, "--errors")
    assert done.returncode == 0, done.stderr
    row = next(line.split() for line in done.stdout.splitlines() if "agencies" in line)
    assert row[:7] == ["gold", "agencies", "5", "4", "1.000", "0.500", "0.667"]
    assert "missed: gold agencies b: Kundha Niti Surakarta" in done.stdout
    told = json.loads(simpul("eval", "--identity", gold, "--json").stdout)
    assert told[0]["pairwise"]["precision"] == 1
    assert told[0]["wrong"][0]["same"] is True


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: no mention"),
        ('{"case": "a"}', "lacks entity, source, published, name"),
        ("[]", "line 1: no mention"),
    ],
)
def test_bad_mentions_are_named(simpul, line, said):
    """A line that is no mention is refused by its number; a folder without gold, and options that do not fit, too."""
    (simpul.folder / "agencies.jsonl").write_text(line + "\n", encoding="utf-8")
    assert said in simpul.refused("eval", "--identity", ".")
    (simpul.folder / "empty").mkdir()
    assert "none of agencies.jsonl" in simpul.refused("eval", "--identity", "empty")
    assert "no such folder" in simpul.refused("eval", "--identity", "nowhere")
    assert "--identity reads mentions" in simpul.refused("eval", "--identity", "--rules")
