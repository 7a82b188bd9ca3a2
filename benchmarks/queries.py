"""How long each named question takes on a store of a million quads; beside raw Oxigraph and rdflib's memory store.

    python benchmarks/queries.py [ARTICLES] [--rdflib]

Made-up reports are loaded into a store on disk. Each named question is asked with one parameter bound, or with
none where it takes none. Printed are, for each question:

- the rows, and the milliseconds that Simpul takes, from the question to rows of Python values (the middle of several);
- Simpul's time over that of raw Oxigraph on the same SPARQL, its solutions only iterated;
- with --rdflib, the time of rdflib's memory store over that of raw Oxigraph, '>' where it took longer than a limit, or
  'error' where rdflib 7.6 could not answer.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from made_up import MadeUp
from rdflib import Graph

import simpul.graph
from simpul.graph.ask.named import NamedQuery, queries
from simpul.ontology.facts import (
    Agency,
    Award,
    Collaboration,
    Competition,
    Fact,
    Innovation,
    Official,
    Participation,
    Party,
    StudyVisit,
)
from simpul.ontology.iris import PREFIXES
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Callable

CODES = sorted(code for code, region in by_code().items() if region.has_government)
FIELDS = ["Kesehatan", "Pendidikan", "Komunikasi dan Informatika", "Sosial", "Perhubungan", "Pariwisata", "Pertanian"]
TOPICS = ["layanan aduan", "smart city", "pengelolaan sampah", "stunting", "desa wisata", "pajak daerah", "perizinan"]
PROGRAMMES = ["Adipura", "Adiwiyata", "Kalpataru", "Proklim", "Nirwasita", "Paritrana", "Natamukti", "Swasti"]
GIVERS = ["Kementerian Dalam Negeri", "Kementerian Kesehatan", "Kementerian Sosial", "Kementerian Pariwisata"]
COMPANIES = ["Telkom Indonesia", "Bank Mandiri", "Pertamina", "Radio Republik Indonesia"]
NAMES = ["Bima", "Nadia", "Surya", "Lestari", "Gilang", "Mega", "Fajar", "Krisna", "Indra", "Ratna", "Wulan", "Yoga"]
ARTICLES = 2_000
ROUNDS = 5
LIMIT_SECONDS = 10
MILLI = 1000
# What parameters are bound to; the first of a question's parameters that stands here is bound, after those it needs.
VALUES = {
    "region": "33.72",
    "province": "33",
    "contest": "Adipura",
    "year": "2020",
    "topic": "smart city",
    "about": "smart city",
    "named": "Kesehatan Kota Surakarta",
    "publisher": "Kabar 7",
    "post": "Kepala",
    "kind": "company",
    "article": "berita/7.txt",
    "date": "2020",
    "as_of": "2020-06-01",
}


def article(number: int) -> tuple[str, list[str]]:
    """One made-up article: its IRI and its quads, some ten claims."""
    chance = random.Random(number)  # noqa: S311 - no secret
    made = MadeUp(number)

    def say(kind: type[Fact], **values: object) -> None:
        made.say(kind, 0.6 + chance.randrange(40) / 100, **values)

    here, there = chance.sample(CODES, 2)
    label, year, field = by_code()[here].label, 2015 + chance.randrange(10), chance.choice(FIELDS)
    person = " ".join(chance.sample(NAMES, 3))
    giver, topic, day = chance.choice(GIVERS), chance.choice(TOPICS), f"{year}-0{1 + chance.randrange(9)}-15"
    programme = f"{chance.choice(PROGRAMMES)} {year}"
    say(Agency, name=f"Dinas {field} {label}", region=here, agency_kind="dinas", responsibilities=(topic,))
    say(Official, name=person, position=f"Kepala Dinas {field}", region=here, org=f"Dinas {field} {label}", status=None)
    say(Competition, name=programme, organiser=giver, year=year, categories=(field,), ceremony_date=day)
    say(
        Award, programme=programme, recipient=here, rank=1 + chance.randrange(3), category=field, awarded_by=giver,
        date=day, received_by=person,
    )  # fmt: skip
    say(Participation, region=there, competition=programme, categories=(field,))
    say(StudyVisit, visitor=here, host=there, date=day, topic=topic, form="studi tiru", leader=person)
    party = Party(chance.choice(COMPANIES))
    say(Collaboration, parties=(Party(f"Pemerintah {label}", here), party), topic=topic, date=day, form="MoU")
    say(Innovation, name=f"Si{chance.choice(NAMES)} {label}", owner=here, description=f"aplikasi {topic}")
    return made.source, made.quads(day, f"Kabar {number % 50}")


def bound(query: NamedQuery) -> dict[str, str]:
    """The values for a question: all that it needs, else one."""
    needed = {p.name: VALUES[p.name] for p in query.parameters if p.required}
    first = next(({p.name: VALUES[p.name]} for p in query.parameters if p.name in VALUES), {})
    return needed or first


def middle(ask: Callable[[], object]) -> float:
    """The middle of several runs, in milliseconds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - began)
    return MILLI * statistics.median(spent)


def by_rdflib(graph: Graph, sparql: str, raw: float) -> str:
    """The time rdflib takes once over `raw` milliseconds, as text; in a process that is ended at the limit."""
    context = multiprocessing.get_context("fork")
    process = context.Process(target=lambda: list(graph.query(sparql, initNs=PREFIXES)))
    began = time.perf_counter()
    process.start()
    process.join(LIMIT_SECONDS)
    spent = time.perf_counter() - began
    if process.is_alive():
        process.kill()
        process.join()
        return f">{MILLI * LIMIT_SECONDS / raw:.0f}"
    return "error" if process.exitcode else f"{MILLI * spent / raw:.0f}"


def main(count: int, *, rdflib: bool) -> None:
    """Load, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "simpul.db"
        began = time.perf_counter()
        with simpul.graph.open(place, write=True) as graph:
            for number in range(count):
                graph.replace(*article(number))
        with simpul.graph.open(place) as graph:
            store = graph.store
            known = Graph()
            if rdflib:
                default = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
                known.parse(data=default, format="nt")
            print(f"{count} articles, {len(store)} quads, loaded in {time.perf_counter() - began:.0f} s")
            print(f"{'question':<28} {'bound':<28} {'rows':>6} {'ms':>8} {'/oxigraph':>9} {'rdflib/oxigraph':>15}")
            for name, query in queries().items():
                values = bound(query)
                sparql = query.bind(values)
                rows = len(graph.query(name, **values).rows)
                ours = middle(lambda name=name, values=values: graph.query(name, **values))
                raw = middle(lambda sparql=sparql: list(store.query(sparql, prefixes=PREFIXES)))
                ratio = by_rdflib(known, sparql, raw) if rdflib else ""
                told = ", ".join(f"{k}={v}" for k, v in values.items())
                print(f"{name:<28} {told:<28} {rows:>6} {ours:>8.1f} {ours / raw:>9.2f} {ratio:>15}", flush=True)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(numbers[0] if numbers else ARTICLES, rdflib="--rdflib" in sys.argv)
