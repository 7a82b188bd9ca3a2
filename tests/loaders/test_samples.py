import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from simpul.loaders.evaluation.corpus import shipped
from simpul.loaders.readers.text import read_text
from simpul.ontology.regions import by_code

SAMPLES = Path(str(files("simpul.loaders") / "samples"))
ARTICLES = sorted(SAMPLES.glob("*.txt"))
RETOLD = sorted(path for folder in shipped() for path in folder.glob("*.txt"))
SHARED = Path(__file__).parents[2].parent / "shared"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def body(path: Path) -> str:
    document = read_text(path, SAMPLES)
    return document.text[document.body_start :]


def test_there_are_at_least_25_articles_most_of_them_visits_and_collaborations():
    """The demo has a network to show: 25 articles or more, and most tell of a visit or a collaboration."""
    golds = [json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in ARTICLES]
    linking = [gold for gold in golds if gold["visits"] or gold["collaborations"]]
    assert len(ARTICLES) >= 25
    assert len(linking) > len(ARTICLES) / 2


@pytest.mark.parametrize("path", RETOLD, ids=lambda p: p.stem)
def test_each_article_says_that_it_is_retold_with_source_and_date(path):
    """The first line of an article says 'retold', its source and its date, and its gold agrees."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    said = re.fullmatch(r"# diceritakan ulang \(retold\) \| sumber: (\S.*) \| terbit: (\S+) \| penerbit: \S.*", first)
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert said
    assert gold["id"] == path.stem
    assert gold["published"] == (None if said[2] == "-" else said[2])


@pytest.mark.parametrize("path", RETOLD, ids=lambda p: p.stem)
def test_no_words_are_put_into_anybodys_mouth(path):
    """A retelling holds no quotation marks: it reports what was said and quotes nobody."""
    document = read_text(path, path.parent)
    assert not re.search(r"[\"“”„«»]|‘[^’]*\s[^’]*’", document.text[document.body_start :])


@pytest.mark.parametrize("path", RETOLD, ids=lambda p: p.stem)
def test_gold_names_only_regions_that_exist(path):
    """Every code in a gold file is in the region authority."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert set(gold["regions"]) <= set(by_code())


def test_no_sentence_of_the_five_real_articles_is_copied():
    """No run of ten words of a real article stands in a retelling, but for names and titles of contests and bodies."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    real = set().union(*(runs(p.read_text(encoding="utf-8"), 10) for p in (SHARED / "articles").glob("*.txt")))
    names = {
        name
        for path in ARTICLES
        for gold in [json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))]
        for item in (*gold["competitions"], *gold["agencies"])
        for name in words(item["name"])
    }
    copied = {run for path in ARTICLES for run in runs(body(path), 10) & real if set(run) - names}
    assert all(any(word.isdigit() for word in run) for run in copied), "only numbered lists of winners may agree"
