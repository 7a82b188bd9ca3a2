"""Language knowledge, read from the data files in `loaders/lexicon`."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from simpul.ontology import known_names


@cache
def text(name: str) -> str:
    """A lexicon file as text; names that everybody knows stand in `ontology/names`."""
    if name in known_names.FILES:
        return known_names.text(name)
    return (files("simpul.loaders") / "lexicon" / name).read_text(encoding="utf-8")


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of a list: one a line, or several where the file's own comment says so; comments are left out."""
    return tuple(line for line in text(name).splitlines() if line and not line.startswith("#"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file with a header; comments are left out."""
    lines = [line for line in text(name).splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file."""
    return tomllib.loads(text(name))


def folded(text: str) -> str:
    r"""A form as the lexicon writes it: small letters, one space between words.

    Patterns that ignore case let 'İ' and 'ı' pass for 'i' and 'ſ' for 's'; so does this.

    >>> folded("Memorandum of  UNDERSTANDİNG")
    'memorandum of understanding'
    """
    plain = text.lower().replace("\u0307", "").replace("ı", "i").replace("ſ", "s")
    return " ".join(plain.split())


def alternatives(forms: list[str] | tuple[str, ...], *, commas: bool = False) -> str:
    r"""A regular expression for any of `forms`, longest first, with any space between words (`commas`: a comma too).

    >>> alternatives(["studi", "studi tiru"])
    '(?:studi\\s+tiru|studi)'
    """
    longest_first = sorted(set(forms), key=lambda f: (-len(f), f))
    gap = r",?\s+" if commas else r"\s+"
    return "(?:" + "|".join(re.escape(f).replace(r"\ ", gap) for f in longest_first) + ")"
