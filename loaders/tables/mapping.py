"""A mapping: what the columns of a table state, declared in YAML (docs/loading.md).

Two kinds of tables are told apart: in one each row is an article, whose text is read as any other; in the other each
row states facts itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

import yaml

from simpul.loaders.readers.files import read_bytes
from simpul.ontology.claims import KINDS
from simpul.ontology.errors import SourceError
from simpul.ontology.facts import needed_fields, stated_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUFFIX: Final = ".map.yaml"
ARTICLE_FIELDS: Final = ("text", "title", "url", "published", "publisher", "key")
_ABOUT_TABLE: Final = ("title", "publisher", "published", "url")
_MOST_BYTES: Final = 200_000
_KINDS: Final = ("text", "region", "body", "day", "year", "rank", "number", "list", "count", "parties")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file holds its table; all of it can be left out.

    `sheet` is the only one to read, `header` the row with the names of columns, counted from 1; `records` is where in
    a JSON object the list is, with dots.
    """

    sheet: str | None = None
    header: int | None = None
    delimiter: str | None = None
    encoding: str | None = None
    records: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a field's value comes from: columns (the first that is not empty; for lists all), or a value for all rows.

    `kind` says how it is read where the field does not, `format` how days are written (as Python's strptime has it),
    `split` what separates the values in one cell, `of` what a number counts.
    """

    columns: tuple[str, ...] = ()
    value: str | int | None = None
    kind: str | None = None
    format: str | None = None
    split: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact in each row: its kind, where its fields come from, and in which rows (columns and what stands there)."""

    kind: str
    fields: Mapping[str, Cell]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """All of it; `digest` changes when the file does."""

    path: str
    digest: str
    layout: Layout
    about: Mapping[str, str]
    articles: Mapping[str, Cell] | None
    facts: tuple[Stated, ...]
    regions: Mapping[str, str]

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each column that is asked for, and where in the mapping."""
        for name, cell in (self.articles or {}).items():
            yield from ((column, f"articles, {name}") for column in cell.columns)
        for number, stated in enumerate(self.facts, start=1):
            for name, cell in stated.fields.items():
                yield from ((column, f"facts {number}, {name}") for column in cell.columns)
            yield from ((column, f"facts {number}, where") for column in stated.where)


def read_mapping(path: Path) -> TableMapping:
    """The mapping in a file.

    Raises:
        SourceError: it is missing, no YAML, or says what no mapping can; the message names the place.
    """
    data = read_bytes(path, most=_MOST_BYTES)
    try:
        told = yaml.safe_load(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise SourceError(f"{path}: {line}no YAML: {getattr(error, 'problem', None) or error}") from None
    except (RecursionError, ValueError) as error:
        raise SourceError(f"{path}: no YAML: {error}") from None
    return _Reader(path).mapping(told, hashlib.sha256(data).hexdigest()[:12])


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path

    def mapping(self, told: object, digest: str) -> TableMapping:
        parts = self._parts(told, "the mapping", ("table", "source", "articles", "facts", "regions"))
        about = self._parts(parts.get("source"), "source", _ABOUT_TABLE)
        facts, layout = parts.get("facts") or [], self._layout(parts.get("table"))
        if not isinstance(facts, list):
            raise self._wrong("facts", "a list, each with a 'kind'")
        if not parts.get("articles") and not facts:
            raise self._wrong("the mapping", "'articles' or 'facts'; 'simpul map init TABLE' proposes them")
        return TableMapping(
            path=str(self._path),
            digest=digest,
            layout=layout,
            about={name: str(value) for name, value in about.items() if value is not None},
            articles=self._articles(parts["articles"]) if parts.get("articles") else None,
            facts=tuple(self._stated(one, f"facts {number}") for number, one in enumerate(facts, start=1)),
            regions={str(name).casefold(): str(code) for name, code in self._any(parts.get("regions")).items()},
        )

    def _layout(self, told: object) -> Layout:
        parts = self._parts(told, "table", tuple(f.name for f in fields(Layout)))
        header, delimiter = parts.get("header"), parts.get("delimiter")
        if header is not None and (not isinstance(header, int) or header < 1):
            raise self._wrong("table, header", "the number of a row, counted from 1")
        if delimiter is not None and (not isinstance(delimiter, str) or len(delimiter) != 1):
            raise self._wrong("table, delimiter", "one character, such as ';'")
        rest = {n: str(v) for n, v in parts.items() if n not in {"header", "delimiter"} and v is not None}
        return Layout(header=header, delimiter=delimiter, **rest)

    def _articles(self, told: object) -> dict[str, Cell]:
        parts = self._parts(told, "articles", ARTICLE_FIELDS)
        if "text" not in parts:
            raise self._wrong("articles", "a 'text': the column with the report itself")
        return {name: self._cell(value, f"articles, {name}") for name, value in parts.items()}

    def _stated(self, told: object, where: str) -> Stated:
        parts = dict(self._any(told))
        kind, rows = parts.pop("kind", None), parts.pop("where", None)
        if kind not in KINDS:
            raise self._wrong(f"{where}, kind", f"one of {', '.join(KINDS)}")
        known = stated_fields(KINDS[kind])
        told_fields = self._parts(parts, where, tuple(known))
        cells = {name: self._cell(value, f"{where}, {name}") for name, value in told_fields.items()}
        if missing := sorted(needed_fields(KINDS[kind]) - set(cells)):
            raise self._wrong(where, f"'{missing[0]}': without it there is no {kind}")
        wanted = {
            str(column): tuple(map(str, values if isinstance(values, list) else [values]))
            for column, values in self._any(rows).items()
        }
        return Stated(kind, cells, wanted)

    def _cell(self, told: object, where: str) -> Cell:
        if isinstance(told, str):
            return Cell(columns=(told,))
        if isinstance(told, list):
            return Cell(columns=tuple(map(str, told)))
        parts = self._parts(told, where, ("column", "columns", "value", "as", "format", "split", "of"))
        columns = parts.get("columns") or ([parts["column"]] if parts.get("column") is not None else [])
        value, kind = parts.get("value"), parts.get("as")
        if not isinstance(columns, list) or bool(columns) == (value is not None):
            raise self._wrong(where, "a column, 'column: …', 'columns: […]' or 'value: …', one of them")
        if kind is not None and kind not in _KINDS:
            raise self._wrong(f"{where}, as", f"one of {', '.join(_KINDS)}")
        words = {name: str(parts[name]) for name in ("format", "split", "of") if parts.get(name) is not None}
        value = value if value is None or (isinstance(value, int) and not isinstance(value, bool)) else str(value)
        return Cell(tuple(map(str, columns)), value, kind, **words)

    def _parts(self, told: object, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        parts = self._any(told, where)
        if strange := [str(name) for name in parts if name not in known]:
            raise SourceError(f"{self._path}: {where}: '{strange[0]}' is not known; there are {', '.join(known)}")
        return parts

    def _any(self, told: object, where: str = "the mapping") -> Mapping[str, Any]:
        if told is None:
            return {}
        if not isinstance(told, dict):
            raise self._wrong(where, "names with values ('name: value')")
        return told

    def _wrong(self, where: str, wanted: str) -> SourceError:
        return SourceError(f"{self._path}: {where}: here stands {wanted}")
