"""How identity grows with the number of articles, and what one article more costs; beside every pair with every other.

    python benchmarks/identity.py [CLAIMS ...]

A made-up world of reports is loaded into a store on disk: contests, awards, visits, officials and bodies of all 552
regions, their names varied as reports vary them. Printed are, for each size:

- the seconds of a full run, and that divided by n log n (it must not grow);
- the seconds that one article more takes, from its facts to the published snapshot, the middle of several;
- the pairs that were compared, and how many a comparison of every name with every other of its kind would be; the peer
  is rapidfuzz's `cdist` over the names of one kind, all of them with all, timed on the largest store.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from made_up import MadeUp
from rapidfuzz import fuzz, process

import simpul.graph
from simpul.ontology.facts import Agency, Award, Competition, Official, RegionMention, StudyVisit
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = sorted(by_code())
FIRST = [
    "Ahmad",
    "Budi",
    "Siti",
    "Muhammad",
    "Tri",
    "Sri",
    "Agus",
    "Dewi",
    "Rina",
    "Hadi",
    "Joko",
    "Made",
    "Wayan",
    "Andi",
    "Yusuf",
    "Rahmat",
    "Endang",
    "Bambang",
]
MIDDLE = [
    "Nur",
    "Eko",
    "Setya",
    "Putra",
    "Catur",
    "Dwi",
    "Fajar",
    "Gilang",
    "Harun",
    "Indra",
    "Jaya",
    "Krisna",
    "Lestari",
    "Mega",
    "Ningsih",
    "Omar",
]
SYLLABLES = [
    "ka",
    "ri",
    "san",
    "to",
    "wi",
    "bo",
    "no",
    "pra",
    "ma",
    "har",
    "jo",
    "ning",
    "sih",
    "tur",
    "ya",
    "di",
    "lo",
    "gan",
    "ram",
    "be",
    "su",
    "ki",
    "pan",
]
FIELDS = [
    "Kesehatan",
    "Pendidikan dan Kebudayaan",
    "Komunikasi dan Informatika",
    "Sosial",
    "Perhubungan",
    "Pariwisata",
    "Pertanian",
    "Lingkungan Hidup",
    "Perdagangan dan Perindustrian",
    "Pemuda dan Olahraga",
    "Tenaga Kerja",
]
PROGRAMMES = [
    "Adipura",
    "Adiwiyata",
    "Kalpataru",
    "Proklim",
    "Nirwasita",
    "Paritrana",
    "Natamukti",
    "Swasti",
    "Parahita",
    "Siddhakarya",
]
MINISTRIES = ["Kementerian Dalam Negeri", "Kementerian Kesehatan", "Kementerian Sosial", "Kementerian Pariwisata"]
ROUNDS = 7


def surname(chance: random.Random) -> str:
    """A made-up family name."""
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def article(number: int) -> tuple[str, list[str]]:
    """One made-up article: its IRI and its quads, some ten claims."""
    chance = random.Random(number)  # noqa: S311 - no secret
    made = MadeUp(number)
    say = made.say
    here, there = chance.sample(CODES, 2)
    label, year = by_code()[here].label, 2015 + chance.randrange(10)
    # A region has its own people, more of them the more there is reported.
    person = random.Random(f"{here} {chance.randrange(1 + number // 400)}")  # noqa: S311 - no secret
    name = f"{person.choice(FIRST)} {person.choice(MIDDLE)} {surname(person)}"
    field = chance.choice(FIELDS)
    say(RegionMention, code=here)
    say(RegionMention, code=there)
    say(Agency, name=f"Dinas {field} {label}", region=here)
    say(Agency, name=f"Dinas {field.partition(' dan ')[0]} {label}", region=here)
    say(Official, name=name, position="Bupati", region=here)
    say(Official, name=name.partition(" ")[2], position=f"Kepala Dinas {field}", region=here)
    coined = surname(random.Random(number % 997))  # noqa: S311 - no secret
    programme, giver = f"{chance.choice(PROGRAMMES)} {coined} {year}", chance.choice(MINISTRIES)
    say(Competition, name=programme, organiser=giver, year=year)
    say(Award, programme=programme, recipient=here, rank=1 + chance.randrange(3), awarded_by=giver, received_by=name)
    say(StudyVisit, visitor=here, host=there, date=f"{year}-0{1 + chance.randrange(9)}-1{chance.randrange(9)}")
    return made.source, made.quads(f"{year}-10-0{1 + chance.randrange(9)}")


def articles(start: int, count: int) -> Iterator[tuple[str, list[str]]]:
    """Made-up articles."""
    return (article(number) for number in range(start, start + count))


def one_more(place: Path, number: int) -> float:
    """The seconds that one article more takes, from an open store to the published snapshot."""
    source, quads = article(number)
    began = time.perf_counter()
    with simpul.graph.open(place, write=True) as graph:
        graph.replace(source, quads)
    return time.perf_counter() - began


def main(sizes: list[int]) -> None:
    """Print the curve."""
    print(f"{'claims':>8} {'articles':>9} {'full run s':>11} {'us/(n log n)':>13} {'one more s':>11} {'worst s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        place, loaded, spent, claims = Path(folder) / "simpul.db", 0, 0.0, 0
        for size in sizes:
            while claims < size:
                made = list(articles(loaded, min(200, 1 + (size - claims) // 9)))
                loaded += len(made)
                began = time.perf_counter()
                with simpul.graph.open(place, write=True) as graph:
                    claims += sum(graph.replace(*one).claims for one in made)
                spent += time.perf_counter() - began
            more = [one_more(place, 10_000_000 + loaded + n) for n in range(ROUNDS)]
            claims += 9 * ROUNDS
            per = 1e6 * spent / (claims * math.log2(claims))
            middle = statistics.median(more)
            print(f"{claims:>8} {loaded:>9} {spent:>11.1f} {per:>13.2f} {middle:>11.3f} {max(more):>8.3f}", flush=True)
        with simpul.graph.open(place) as graph:
            peer(graph, spent)


def peer(graph: simpul.graph.KnowledgeGraph, spent: float) -> None:
    """Every person's name with every other's, by rapidfuzz, on one core."""
    rows = graph.query("SELECT ?n { ?o a simpul:Official ; simpul:name ?n }").rows
    names = [str(row[0]) for row in rows]
    began = time.perf_counter()
    for start in range(0, len(names), 500):
        process.cdist(names[start : start + 500], names, scorer=fuzz.ratio, score_cutoff=90, workers=1, dtype=np.uint8)
    took = time.perf_counter() - began
    print(f"rapidfuzz cdist, {len(names)} people, all with all: {took:.1f} s, {took / spent:.2f} of the full run")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [1_000, 5_000, 20_000, 50_000, 100_000])
