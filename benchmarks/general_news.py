"""False alarms and officials on general news, where almost no local award, visit or contest is reported.

    python benchmarks/general_news.py FILE.csv [--show]

FILE.csv has the columns `judul`, `isi_berita` and `entity`: title, body, and a human's list of stakeholders as JSON,
officials among them as 'Menteri Dalam Negeri Tito Karnavian'. Printed are the articles in which a visit, an award or
a contest was found (one in fifty is too many), and how many of the officials whom the human named with a position
were found with that last name: recall only, since the human named no more than the main ones. `--show` lists both.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simpul.loaders.grammar import extract, lexicon
from simpul.ontology.document import Document
from simpul.ontology.facts import Official
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = {word for region in by_code().values() for word in region.name.split()}
_AFFAIRS = {line.partition("=")[0] for line in lexicon.words("affairs.txt")}
_NO_NAMES = _PLACES | _AFFAIRS | {"Negeri", "Daerah", "RI", "Luar", "Dalam", "Negara", "Reserve", "Bank"}
EVENTS = {"visit", "award", "competition"}


def articles(path: Path) -> Iterator[tuple[Document, list[str]]]:
    """Text and stakeholders of each article."""
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            entity = json.loads(row["entity"] or "{}")
            named = [e for entries in entity.values() for e in entries] if isinstance(entity, dict) else []
            text = f"{row['judul']}\n\n{row['isi_berita']}"
            yield Document(source=f"urn:simpul:news:{number}", text=text), named


def officials(named: list[str], posts: re.Pattern[str]) -> Iterator[str]:
    """The stakeholders that are a person with a position: a post's word first, a name last, three words or more."""
    for stakeholder in named:
        entry = re.sub(r"\s*\([^)]*\)$", "", stakeholder)  # 'Agus Harimurti Yudhoyono (AHY)'
        if posts.match(entry) and len(entry.split()) > 2 and not _NO_NAMES & set(entry.split()[-2:]):  # noqa: PLR2004
            yield entry


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    forms = [row["form"] for row in lexicon.table("posts.csv")] + ["Menteri", "Wakil Menteri", "Plt", "Pj"]
    posts = re.compile(rf"(?:{lexicon.alternatives(forms)})\b")
    read = alarmed = wanted = found = 0
    for document, named in articles(options.file):
        facts = extract(document)
        read += 1
        told = [fact for fact in facts if fact.kind in EVENTS]
        alarmed += bool(told)
        if told and options.show:
            print(f"event  {document.text.splitlines()[0]}: {told[0]}")
        names = {fact.name for fact in facts if isinstance(fact, Official)}
        for entry in dict.fromkeys(officials(named, posts)):
            if not re.search(re.escape(entry.split()[-1]), document.text):
                continue
            wanted += 1
            hit = any(entry.endswith(n.split()[-1]) or n.endswith(entry.split()[-1]) for n in names)
            found += hit
            if not hit and options.show:
                print(f"missed {entry}")
    print(f"{read} articles, {alarmed} with a visit, an award or a contest")
    print(f"officials with a position: {found} of {wanted} found, recall {found / max(wanted, 1):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
