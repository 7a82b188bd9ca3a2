"""A body in the text, and the fixed forms by which bodies are known: abbreviations, ministries, national bodies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.gazetteer import Gazetteer
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Mapping

REGIONAL: Final = frozenset({"government", "dinas", "badan", "bagian", "dprd", "secretariat", "hospital", "other"})
_BRANCHES: Final = {
    "no": "",
    "yes": "+",
    "only": "*",
    "named": "*",
}  # '+': may have a region behind it; '*': must have one
_UNMISTAKABLE: Final = 6  # letters from which a company's name in lower case is no everyday word


@dataclass(frozen=True, slots=True)
class Body:
    """A body in the text: from `start` to `end` stands its form, with its region's name if that follows.

    `name` is the canonical name without its region for regional kinds; `region` is None for national and private ones.
    """

    start: int
    end: int
    form: str
    name: str
    kind: str
    region: str | None
    abbreviation: str | None = None
    confidence: float = 0.9

    @property
    def full_name(self) -> str:
        """The canonical name with its region."""
        if self.region is None:
            return self.name
        region = by_code()[self.region]
        if self.kind == "government":
            return region.government_name
        return f"{self.name} {region.label.partition(' ')[2] if self.name in named() else region.label}"


@cache
def known() -> tuple[Gazetteer, Mapping[str, tuple[str, str, bool]]]:
    """Fixed forms: abbreviations, ministries, national bodies, companies; form -> (name, kind, regional)."""
    known = dict(regional())
    for name in lexicon.words("companies.txt"):
        known[name] = (name, "company", False)
        if name.isalpha() and len(name) >= _UNMISTAKABLE and name not in {"Antara", "Kompas"}:
            known[name.lower()] = (name, "company", False)  # 'bekerjasama dengan telkom'
    for row in lexicon.table("national_bodies.csv"):
        known[row["form"]] = (row["name"], row["kind"] + _BRANCHES[row["branches"]], row["branches"] != "no")
    for row in lexicon.table("ministries.csv"):
        misspelt = row["name"].replace("Kementerian", "Kementrian")
        for form in (row["name"], misspelt, row["name"] + " Republik Indonesia", *row["short"].split("|")):
            for ending in ("", " RI"):
                known[form + ending] = (row["name"], "ministry", False)
    for row in lexicon.table("agency_forms.csv"):
        if row["form"].startswith(("Dis", "Din")) and row["form"].isalpha():  # its head's post names it: 'Kadiskominfo'
            known.setdefault(f"Ka{row['form'].lower()}", (row["name"], row["kind"], True))
    both = {f: v for form, v in known.items() for f in (form, form.upper())}
    return Gazetteer(
        both, before=r"(?<![\w@./])(?<![a-z]-)", after=r"(?![\w]|\.[a-z])", same_case=True, commas=True
    ), both


def forms() -> list[str]:
    """Every fixed form of a body's name that is looked for."""
    return sorted(known()[1])


@cache
def named() -> frozenset[str]:
    """Bodies whose branches are called by a region's bare name: 'Kejaksaan Negeri Sumedang'."""
    return frozenset(r["name"] for r in lexicon.table("national_bodies.csv") if r["branches"] == "named")


@cache
def regional() -> Mapping[str, tuple[str, str, bool]]:
    """The forms of regional bodies among them."""
    return {row["form"]: (row["name"], row["kind"], True) for row in lexicon.table("agency_forms.csv")}
