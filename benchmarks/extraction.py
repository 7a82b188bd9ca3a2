"""How fast facts are extracted, beside spaCy's EntityRuler over the same names, in one run on one core.

    pip install 'simpul[bench]'
    python benchmarks/extraction.py [FOLDER of .txt articles]

Three passes over the same articles, each timed by the processor's clock, the best of several rounds:

- spaCy: a blank Indonesian pipeline whose EntityRuler holds every form of a region's or body's name that simpul knows;
- gazetteer: the same forms found by simpul's automaton (ahocorasick_rs), whole words only;
- extraction: everything, from the text to the facts with their evidence.

Without FOLDER the retold reports that come with simpul are read. Speeds are given in articles of 2.5 KB.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from ahocorasick_rs import AhoCorasick, MatchKind

from simpul.loaders.evaluation.corpus import shipped
from simpul.loaders.grammar import extract, known_bodies, lexicon, regions
from simpul.loaders.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from simpul.ontology.document import Document

ARTICLE = 2500  # bytes
ROUNDS = 5


def documents(folders: list[Path]) -> list[Document]:
    """The articles of the folders, in order."""
    return [read_text(path, folder) for folder in folders for path in sorted(folder.glob("*.txt"))]


def forms() -> list[str]:
    """Every form that simpul's gazetteers hold: regions, their bodies, ministries, national bodies, companies."""
    return sorted({*regions.forms(), *known_bodies.forms(), *lexicon.words("companies.txt")})


def ruler(names: list[str]) -> Callable[[list[Document]], int]:
    """SpaCy's pass: how many names it finds."""
    pipeline = spacy.blank("id")
    pipeline.max_length = 10**8
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "NAME", "pattern": name} for name in names])

    def run(articles: list[Document]) -> int:
        return sum(len(pipeline(a.text).ents) for a in articles)

    return run


def gazetteer(names: list[str]) -> Callable[[list[Document]], int]:
    """The automaton's pass: how many names it finds as whole words."""
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)

    def run(articles: list[Document]) -> int:
        found = 0
        for article in articles:
            text = article.text
            for _, start, end in automaton.find_matches_as_indexes(text):
                found += not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        return found

    return run


def extraction(articles: list[Document]) -> int:
    """The whole extraction: how many facts there are."""
    return sum(len(extract(article)) for article in articles)


def speed(run: Callable[[list[Document]], int], articles: list[Document], rounds: int = ROUNDS) -> tuple[float, int]:
    """Articles of 2.5 KB per second of the processor, and what was found; the best of several rounds."""
    size = sum(len(a.text.encode()) for a in articles) / ARTICLE
    run(articles)
    best, found = float("inf"), 0
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        found = run(articles)
        best = min(best, time.process_time() - start)
    return size / best, found


def main() -> None:
    """Print the three speeds and their ratios."""
    folders = [Path(argument) for argument in sys.argv[1:]] or shipped()
    articles, names = documents(folders), forms()
    theirs, entities = speed(ruler(names), articles, rounds=2)
    pass_, hits = speed(gazetteer(names), articles)
    ours, facts = speed(extraction, articles)
    print(f"{len(articles)} articles, {len(names)} names; speeds in articles of {ARTICLE} bytes per second and core")
    print(f"spaCy {spacy.__version__} EntityRuler  {theirs:9.0f}        1.0 x  ({entities} names found)")
    print(f"gazetteer pass          {pass_:9.0f}  {pass_ / theirs:9.1f} x  ({hits} names found)")
    print(f"extraction of all facts {ours:9.0f}  {ours / theirs:9.1f} x  ({facts} facts)")


if __name__ == "__main__":
    main()
