"""Names that everybody in the field knows: regions, bodies and posts in short and in full, fields of affairs.

Loaders read reports with them, the graph compares names by them. The files stand in `ontology/names`; each begins
with what it holds.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files

FILES = frozenset(
    {
        "affairs.txt",
        "agency_forms.csv",
        "changes.csv",
        "directorates.toml",
        "ministries.csv",
        "national_bodies.csv",
        "posts.csv",
        "region_changes.csv",
        "region_forms.csv",
    }
)


@cache
def text(name: str) -> str:
    """One of the FILES as text."""
    return (files("simpul.ontology") / "names" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the FILES; comments are left out.

    >>> next(row["name"] for row in table("agency_forms.csv") if row["form"] == "Diskominfo")
    'Dinas Komunikasi dan Informatika'
    """
    return tuple(csv.DictReader(line for line in text(name).splitlines() if line and not line.startswith("#")))


@cache
def national_names() -> dict[str, str]:
    """Short forms of national bodies, in small letters, and the full names that they stand for.

    >>> national_names()["kemendagri"], national_names()["bkn"]
    ('Kementerian Dalam Negeri', 'Badan Kepegawaian Negara')
    """
    found = {row["form"].casefold(): row["name"] for row in table("national_bodies.csv") if row["name"]}
    for row in table("ministries.csv"):
        found |= {short.casefold(): row["name"] for short in row["short"].split("|") if short}
    return found


@cache
def regional_names() -> dict[str, str]:
    """Short forms of regional bodies, in small letters, and the full names (without a region) that they stand for.

    >>> regional_names()["bkpsdm"]
    'Badan Kepegawaian dan Pengembangan Sumber Daya Manusia'
    """
    return {row["form"].casefold(): row["name"] for row in table("agency_forms.csv") if row["name"]}


@cache
def directorates() -> dict[str, str]:
    """Fields of directorates general, in small letters, and the ministry that each belongs to.

    >>> directorates()["otonomi daerah"]
    'Kementerian Dalam Negeri'
    """
    found: dict[str, str] = tomllib.loads(text("directorates.toml"))["ministries"]
    return found


@cache
def affairs() -> dict[str, str]:
    """Short words for fields of affairs, in small letters, and what they stand for.

    >>> affairs()["kominfo"]
    'Komunikasi dan Informatika'
    """
    pairs = (line.partition("=") for line in text("affairs.txt").splitlines() if not line.startswith("#"))
    return {short.casefold(): full for short, _, full in pairs if full}


@cache
def affair_words() -> frozenset[str]:
    """The words of fields of affairs, in small letters.

    >>> "umum" in affair_words()
    True
    """
    lines = (line.partition("=")[0].casefold() for line in text("affairs.txt").splitlines() if not line.startswith("#"))
    return frozenset(lines)


@cache
def posts() -> dict[str, str]:
    """Posts in short, in small letters, and in full; ministers too.

    >>> posts()["wabup"], posts()["mendagri"], posts()["wamendagri"]
    ('Wakil Bupati', 'Menteri Dalam Negeri', 'Wakil Menteri Dalam Negeri')
    """
    found = {row["form"].casefold(): row["position"] for row in table("posts.csv") if row["position"]}
    for row in table("ministries.csv"):
        full = "Menteri " + row["name"].partition(" ")[2]
        short_forms = [short.casefold() for short in row["minister"].split("|") if short]
        found |= dict.fromkeys(short_forms, full)
        found |= {
            f"wa{short}": f"Wakil {full}" for short in short_forms if short.startswith("men") and " " not in short
        }
    return found


@cache
def region_forms() -> dict[str, tuple[str, ...]]:
    """For each region's code, the short forms, nicknames and misspellings that mean it, alone or with others.

    >>> "Sumsel" in region_forms()["16"]
    True
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in table("region_forms.csv"):
        for code in row["code"].split("|"):
            found[code] = (*found.get(code, ()), row["form"])
    return found
