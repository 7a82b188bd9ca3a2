"""The extractor against gold: the five real articles and ten retold ones in ../shared, and the retold reports we ship.

The figures asserted are those that an issue asks for (0.90 on the five) or that were reached; docs/extraction.md says
which rules were shaped on which articles.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from simpul.loaders.evaluation.corpus import shipped
from simpul.loaders.evaluation.report import evaluate
from simpul.loaders.load import Found, load
from simpul.ontology.facts_document import facts_document

SHARED = Path(__file__).parents[2].parent / "shared"
SAMPLES = Path(str(files("simpul.loaders") / "samples"))
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")


def score(articles: Path, gold: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Score `simpul extract` of all articles, in the order of their names, against the gold in that order."""
    for article, answer in zip(sorted(articles.glob("*.txt")), sorted(gold.glob("*.json")), strict=True):
        loaded = load(Found(article, articles, named=True))
        document = facts_document(answer.stem, loaded.document.published, loaded.facts)
        (folder / answer.name).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, SHARED / "score.py", gold, folder, "--json"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)["scores"]


def weak_kinds(scores: dict[str, dict[str, float]], least: float) -> dict[str, float]:
    return {k: s["f1"] for k, s in scores.items() if k != "micro" and s["gold"] >= 10 and (s["f1"] or 0) < least}


@needs_shared
def test_the_five_real_articles_are_read_as_asked(tmp_path):
    """Micro-F1 on the five real articles is at least 0.90, and no kind with ten or more gold items is under 0.75."""
    scores = score(SHARED / "articles", SHARED / "gold", tmp_path)
    assert scores["micro"]["f1"] >= 0.90
    assert weak_kinds(scores, 0.75) == {}


@needs_shared
def test_the_ten_dev_articles_stay_at_what_was_reached(tmp_path):
    """Micro-F1 on the ten dev articles stays at 0.95 or better."""
    assert score(SHARED / "dev" / "articles", SHARED / "dev" / "gold", tmp_path)["micro"]["f1"] >= 0.95


@needs_shared
def test_the_samples_stay_at_what_was_reached(tmp_path):
    """Micro-F1 on the samples, to which the rules were hardly fitted, stays at 0.90 or better."""
    assert score(SAMPLES, SAMPLES, tmp_path)["micro"]["f1"] >= 0.90


REACHED = {
    "samples": 0.95,
    "first": 0.88,
    "second": 0.92,
    "third": 0.90,
    "fourth": 0.86,
    "fifth": 0.81,
    "sixth": 0.86,
    "seventh": 0.83,
    "eighth": 0.87,
    "ninth": 0.86,
    "tenth": 0.86,
}


def test_every_folder_of_gold_has_its_figure():
    """No folder of gold that comes with simpul is left out of the table above."""
    assert {path.name for path in shipped()} == set(REACHED)


@pytest.mark.parametrize(("folder", "reached"), REACHED.items())
def test_f1_on_the_shipped_gold_stays_where_it_was(folder, reached):
    """What was reached on the reports that come with simpul is not lost again."""
    (reports,) = (path for path in shipped() if path.name == folder)
    triples = []
    for article in sorted(reports.glob("*.txt")):
        loaded = load(Found(article, reports, named=True))
        said = facts_document(article.stem, loaded.document.published, loaded.facts)
        triples.append((article.stem, json.loads(article.with_suffix(".json").read_text(encoding="utf-8")), said))
    assert evaluate(triples).f1() >= reached


@needs_shared
def test_general_news_gives_hardly_any_award_or_visit():
    """Of 500 articles of general news, at most ten are said to tell of a local award, contest or visit."""
    import csv  # noqa: PLC0415 - one use

    from simpul.loaders.grammar import extract  # noqa: PLC0415 - one use
    from simpul.ontology.document import Document  # noqa: PLC0415 - one use

    csv.field_size_limit(10**9)
    with (SHARED / "corpora" / "detik-500.csv").open(encoding="utf-8") as file:
        texts = [f"{row['judul']}\n{row['isi_berita']}" for row in csv.DictReader(file)]
    alarms = [
        text
        for text in texts
        if any(f.kind in {"award", "competition", "visit"} for f in extract(Document(source="x:a", text=text)))
    ]
    assert len(alarms) <= 10


def test_every_offset_gives_back_its_quote():
    """In every sample each piece of evidence is where it says, and never in the header line."""
    for path in sorted(SAMPLES.glob("*.txt")):
        loaded = load(Found(path, SAMPLES, named=True))
        text = path.read_text(encoding="utf-8")
        for fact in loaded.facts:
            for evidence in fact.evidence:
                assert text[evidence.start : evidence.end] == evidence.quote
                assert evidence.start >= loaded.document.body_start
                assert evidence.source == loaded.document.source


def test_the_same_text_gives_the_same_quads():
    """Reading an article twice gives the same quads, byte for byte."""
    path = next(SAMPLES.glob("2020-06-22-palembang*.txt"))
    assert load(Found(path, SAMPLES, named=True)).quads == load(Found(path, SAMPLES, named=True)).quads
