"""A first mapping for a table, from the names in its header and the values below; people look it through."""

from __future__ import annotations

import datetime as dt
import itertools
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from simpul.loaders.tables.mapping import Layout
from simpul.loaders.tables.reader import FORMS
from simpul.loaders.tables.rows import shown
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from simpul.loaders.tables.rows import Row, Table

_LOOKED_AT: Final = 50
_LONG: Final = 200  # characters of a cell that is an article
_SURE: Final = 2  # fields by whose columns a kind of fact is known
_ALONE: Final = {"publisher", "key", "text"}  # fields whose words mean something else behind another word
_NEEDED: Final = {
    "visit": ("visitor", "host"),
    "collaboration": ("parties",),
    "award": ("recipient",),
    "innovation": ("name",),
    "official": ("name", "position"),
}
_DAY_FORMS: Final = (
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d-%m-%Y",
    "%d-%m-%Y %H:%M",
    "%d.%m.%Y",
)


def propose(path: Path) -> str:
    """A mapping for the table in a file as YAML with comments: what each column holds, and what it may state.

    Raises:
        SourceError: the file is no table, or cannot be read.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise SourceError(f"{path}: no table; mappings are for {', '.join(sorted(FORMS))}")
    table = next(form(path, Layout()))
    rows = list(itertools.islice(table.rows, _LOOKED_AT))
    if not table.columns:
        raise SourceError(f"{path}: no row with column names in it")
    lines = [
        f"# What {path.name} states, by its columns (docs/loading.md); look it through. The columns, each with a value:"
    ]
    for column in table.columns:
        value = next((text for row in rows if (text := shown(row.values.get(column)))), "")
        lines.append(f"#   {column}: {value[:60]}{'…' if len(value) > 60 else ''}")  # noqa: PLR2004 - a line's width
    told: dict[str, Any] = {"table": {"sheet": table.name}} if table.name else {}
    told |= _proposed(table, rows)
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000) if told else ""
    if told.get("facts") and told["facts"][0]["kind"] == "award" and "programme" not in told["facts"][0]:
        lines.append("# No column names the contest. Awards are found by it; add a line:   programme: {value: NAME}")
    if not {"articles", "facts"} & set(told):
        lines.append(
            "# Nothing in the names of columns tells what a row states. Complete one of these and take the '#' away:"
        )
        lines += ["# articles: {text: COLUMN, title: COLUMN, url: COLUMN, published: COLUMN}"]
        lines += ["# facts:", "# - {kind: award, recipient: COLUMN, programme: {value: NAME}, rank: COLUMN}"]
    return "\n".join(lines) + "\n" + text


def _proposed(table: Table, rows: Sequence[Row]) -> dict[str, Any]:
    articles = _matched(table.columns, _words()["articles"])
    body = articles.get("text") or _longest(table.columns, rows)
    if body and _mean_length(body, rows) >= _LONG:
        columns = articles | {"text": body}
        return {
            "articles": {name: _cell(name, columns[name], rows) for name in _words()["articles"] if name in columns}
        }
    for kind, needed in _NEEDED.items():
        found = _matched(table.columns, _words()[kind])
        if set(needed) <= set(found) and len(found) >= min(_SURE, len(needed) + 1):
            stated: dict[str, Any] = {name: _cell(name, column, rows) for name, column in found.items()}
            if kind == "collaboration":
                stated["parties"] = _all_like(found["parties"], table.columns)
            return {"facts": [{"kind": kind, **stated}]}
    return {}


def _matched(columns: Sequence[str], words: Mapping[str, list[str]]) -> dict[str, str]:
    """The column of each field, the longest words first, at its beginning before elsewhere; none is taken twice."""
    found: dict[str, str] = {}
    offers = sorted(((word, name) for name, those in words.items() for word in those), key=lambda offer: -len(offer[0]))
    for within in (False, True):
        for word, name in offers:
            for column in columns:
                told = f" {column.casefold().replace('_', ' ')}"
                there = f" {word.replace('_', ' ')}" in told if within else told[1:].startswith(word.replace("_", " "))
                if name not in found and column not in found.values() and there and not (within and name in _ALONE):
                    found[name] = column
    return {name: found[name] for name in words if name in found}


def _cell(name: str, column: str, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - YAML
    if name in {"published", "date", "from_date", "to_date"} and (form := _day_form(column, rows)):
        return {"column": column, "format": form}
    return column


def _day_form(column: str, rows: Sequence[Row]) -> str | None:
    """The form that all days have, where it must be told; the day before the month where both would fit."""
    told = [row.values.get(column) for row in rows]
    texts = [shown(value) for value in told if isinstance(value, str) and shown(value)]
    for form in _DAY_FORMS:
        if texts and all(_fits(text, form) for text in texts):
            return form
    return None


def _fits(text: str, form: str) -> bool:
    try:
        return bool(dt.datetime.strptime(text, form))  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False


def _all_like(column: str, columns: Sequence[str]) -> list[str]:
    """All columns that begin with the same word: 'Pihak I', 'Pihak II'."""
    word = column.split(maxsplit=1)[0].rstrip("0123456789").casefold()
    return [c for c in columns if c.casefold().startswith(word)]


def _longest(columns: Sequence[str], rows: Sequence[Row]) -> str | None:
    return max(columns, key=lambda column: _mean_length(column, rows), default=None)


def _mean_length(column: str, rows: Sequence[Row]) -> float:
    return sum(len(shown(row.values.get(column))) for row in rows) / max(1, len(rows))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("simpul.loaders.tables") / "headers.toml").read_text(encoding="utf-8"))
