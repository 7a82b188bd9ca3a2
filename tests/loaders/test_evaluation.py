"""The comparison with gold: what counts as right, missed, made up or doubtful."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from simpul.loaders.evaluation.report import KINDS, evaluate
from simpul.loaders.load import Found, load
from simpul.ontology.facts_document import facts_document

SHARED = Path(__file__).parents[2].parent / "shared"
SAMPLES = Path(str(files("simpul.loaders") / "samples"))
GOLD = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(SAMPLES.glob("*.json"))}

VISIT = {"visitor": "63.03", "visitor_name": "Diskominfo Banjar", "host": "33.72", "host_name": "Kota Surakarta"}


def found(path: Path) -> dict:
    loaded = load(Found(path, path.parent, named=True))
    return json.loads(json.dumps(facts_document(path.stem, loaded.document.published, loaded.facts)))


def test_gold_compared_with_itself_is_right_in_every_kind():
    """Every gold document finds all its own facts and makes up none."""
    report = evaluate((name, gold, gold) for name, gold in GOLD.items())
    assert {kind: report.f1(kind) for kind in KINDS} == dict.fromkeys(KINDS, 1.0)
    assert report.missed == report.false == []


def test_nothing_found_has_no_precision_and_no_recall():
    """An empty prediction has recall 0, and a precision that is not defined rather than 0."""
    report = evaluate([("a", {"regions": ["33.72"]}, {})])
    assert report.recall() == 0
    assert report.precision() is None
    assert report.f1() == 0


def test_one_found_fact_answers_one_gold_fact():
    """Two gold visits of one pair are not both answered by a single visit found."""
    report = evaluate([("a", {"visits": [VISIT, VISIT]}, {"visits": [VISIT]})])
    assert (report.right["visits"], report.gold["visits"], len(report.missed)) == (1, 2, 1)


def test_what_gold_calls_ambiguous_is_neither_right_nor_wrong():
    """A found fact that gold calls ambiguous is left out of precision; another one is not."""
    gold = {"visits": [], "ambiguous": [{"kind": "visit", "value": VISIT}, {"kind": "regions", "value": "33.72"}]}
    report = evaluate([("a", gold, {"visits": [VISIT], "regions": ["33.72", "63.03"]})])
    assert report.found["visits"] == 0
    assert [e.item for e in report.false] == ["63.03"]


def test_a_wrong_region_is_a_linking_error_on_both_sides():
    """A body found in the wrong region is missed and made up, and both errors say what it was linked to."""
    gold = {"agencies": [{"name": "Dinas Kesehatan", "region": "33.06"}]}
    said = {"agencies": [{"name": "Dinas Kesehatan", "region": "34.01"}]}
    report = evaluate([("a", gold, said)])
    assert [e.linked for e in report.missed] == ["Dinas Kesehatan (34.01)"]
    assert [e.linked for e in report.false] == ["Dinas Kesehatan (33.06)"]


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        ({"rank": "Juara II"}, {"rank": 2}, True),
        ({"rank": "harapan 1"}, {"rank": 4}, True),
        ({"rank": 1}, {"rank": 2}, False),
        ({"recipient": "33.74"}, {"recipient": "33.22"}, False),
        ({"programme": "Innovative Government Award"}, {"programme": "IGA Award Innovative Government"}, True),
        ({"programme": "Adipura"}, {"programme": "Lomba Desa"}, False),
    ],
)
def test_an_award_is_right_with_winner_rank_and_contest(gold, said, right):
    """Winner and rank must be the same, and the contest or the category alike."""
    award = {"recipient": "33.74", "recipient_name": "Kota Semarang", "rank": 1, "programme": "Lomba Video"}
    report = evaluate([("a", {"awards": [award | gold]}, {"awards": [award | gold | said]})])
    assert (report.right["awards"] == 1) is right


def test_confidence_and_rule_of_every_found_fact_are_counted():
    """Each found fact that is not ambiguous stands once in the calibration table and once under its rule."""
    path = SAMPLES / "2019-01-21-surakarta-studi-banding-tegal.txt"
    path = path if path.exists() else min(SAMPLES.glob("*.txt"))
    report = evaluate([(path.stem, GOLD[path.stem], found(path))])
    facts = sum(report.found[k] for k in ("regions", "agencies", "officials", "competitions", "awards"))
    facts += sum(report.found[k] for k in ("visits", "collaborations", "innovations"))
    assert sum(n for _, _, n, _ in report.calibration()) == facts
    assert sum(n for n, _ in report.rules().values()) == facts


def test_the_order_of_facts_does_not_matter():
    """Facts in another order give the same counts."""
    name = max(GOLD, key=lambda n: len(GOLD[n]["agencies"]))
    turned = copy.deepcopy(GOLD[name])
    turned["agencies"].reverse()
    turned["officials"].reverse()
    assert evaluate([(name, GOLD[name], turned)]).right == evaluate([(name, GOLD[name], GOLD[name])]).right


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
def test_it_counts_as_the_contract_does(tmp_path):
    """On the dev articles, every kind has the counts that the scorer of the extraction contract gives."""
    golds, triples = sorted((SHARED / "dev" / "gold").glob("*.json")), []
    for article, gold in zip(sorted((SHARED / "dev" / "articles").glob("*.txt")), golds, strict=True):
        document = found(article)
        (tmp_path / gold.name).write_text(json.dumps(document), encoding="utf-8")
        triples.append((gold.stem, json.loads(gold.read_text(encoding="utf-8")), document))
    command = [sys.executable, SHARED / "score.py", SHARED / "dev" / "gold", tmp_path, "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["scores"]
    report = evaluate(triples)
    for kind in KINDS:
        assert (report.gold[kind], report.right[kind]) == (scores[kind]["gold"], scores[kind]["matched"]), kind
        assert report.f1(kind) == pytest.approx(scores[kind]["f1"], abs=0.001), kind
