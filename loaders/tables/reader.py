"""Tables as sources: each row an article, or each sheet a source whose rows state facts with the cells behind them.

The text of a sheet is its rows, one a line, the cells parted by tabs and each in one line; evidence counts in it and
says besides in which cell the words stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from simpul.loaders.readers.addresses import canonical
from simpul.loaders.readers.heard import Heard
from simpul.loaders.readers.text import source_of
from simpul.loaders.tables import cells
from simpul.loaders.tables.cells import Linker, Unclear
from simpul.loaders.tables.mapping import SUFFIX, TableMapping, read_mapping
from simpul.loaders.tables.records import read_json, read_json_lines
from simpul.loaders.tables.rows import shown
from simpul.loaders.tables.separated import read_separated
from simpul.loaders.tables.spreadsheets import read_spreadsheet
from simpul.ontology.claims import KINDS
from simpul.ontology.document import Document, Problem
from simpul.ontology.errors import SourceError
from simpul.ontology.facts import Count, Evidence, Fact, RegionMention, needed_fields
from simpul.ontology.regions import is_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from simpul.loaders.tables.mapping import Cell, Layout, Stated
    from simpul.loaders.tables.rows import Row, Table, Value

FORMS: Final[dict[str, Callable[[Path, Layout], Iterator[Table]]]] = {
    ".csv": read_separated,
    ".tsv": read_separated,
    ".xlsx": read_spreadsheet,
    ".xls": read_spreadsheet,
    ".ods": read_spreadsheet,
    ".json": read_json,
    ".jsonl": read_json_lines,
}
_FEWEST_WORDS: Final = 8


def mapping_beside(path: Path) -> Path:
    """Where a table's mapping is looked for: 'pemenang.xlsx.map.yaml' beside 'pemenang.xlsx'."""
    return path.with_name(path.name + SUFFIX)


def read_table(path: Path, root: Path, mapping: Path | None = None) -> Iterator[Heard | Problem]:
    """What a table says, by a mapping, else by that beside the table.

    Articles are named by their address, where a column has it, else by the table's name and their key or row.

    Raises:
        SourceError: the table or its mapping cannot be read, or the mapping asks for a column that is not there.
    """
    place = mapping or mapping_beside(path)
    if not place.exists():
        raise SourceError(
            f"{path}: {place}: no such mapping; 'simpul map init {path}' proposes one"
            if mapping
            else f"{path}: a table needs a mapping; 'simpul map init {path}' proposes one, --mapping names one"
        )
    declared = read_mapping(place)
    for table in FORMS[path.suffix.lower()](path, declared.layout):
        _refuse_unknown(path, table, declared)
        base = source_of(path, root) + (f"/{quote(table.name)}" if table.name else "")
        if declared.articles:
            yield from _articles(table, declared, base)
        if declared.facts:
            yield _Sheet(table, declared, base, path.name).heard()


def _refuse_unknown(path: Path, table: Table, declared: TableMapping) -> None:
    for column, where in declared.columns():
        if table.fixed and column not in table.columns:
            twice = [name for name in table.columns if name.startswith(f"{column} [")]
            there = f"it stands there {len(twice)} times: write {' or '.join(twice)}" if twice else (
                f"there are {', '.join(table.columns)}"
            )  # fmt: skip
            sheet = f"sheet '{table.name}': " if table.name else ""
            raise SourceError(f"{path}: {sheet}no column '{column}' ({declared.path}: {where}); {there}")


# Rows that are articles


def _articles(table: Table, declared: TableMapping, base: str) -> Iterator[Heard | Problem]:
    columns = declared.articles or {}
    for row in table.rows:
        where = f"{table.name}, row {row.number}" if table.name else f"row {row.number}"
        try:
            document = _article(row, columns, declared, base)
        except (Unclear, SourceError) as error:
            yield Problem(where, str(error))
            continue
        if document is None:
            yield Problem(where, f"fewer than {_FEWEST_WORDS} words, no article")
        else:
            yield Heard(document, where=where)


def _article(row: Row, columns: dict[str, Cell] | Any, declared: TableMapping, base: str) -> Document | None:  # noqa: ANN401
    told = {name: _first(row, cell)[0] for name, cell in columns.items() if name != "text"}
    body = "\n\n".join(
        "\n".join(" ".join(line.split()) for line in str(value).splitlines() if line.strip())
        for column in columns["text"].columns
        if (value := row.values.get(column)) not in (None, "")
    )
    if len(body.split()) < _FEWEST_WORDS:
        return None
    title = shown(told.get("title"))
    url = canonical(shown(told["url"])) if shown(told.get("url")) else None
    day = told.get("published")
    key = shown(told.get("key")) or str(row.number)
    return Document(
        source=url or f"{base}/{quote(key, safe='')}",
        text=f"{title}\n\n{body}\n" if title and not body.startswith(title) else f"{body}\n",
        title=title or body.splitlines()[0][:200],
        publisher=shown(told.get("publisher")) or declared.about.get("publisher"),
        published=cells.day(day, columns["published"].format) if shown(day) else declared.about.get("published"),
        url=url,
    )


def _first(row: Row, cell: Cell) -> tuple[Value, str | None]:
    """The first value that is not empty, and its column; a value for all rows has none."""
    if cell.value is not None:
        return cell.value, None
    for column in cell.columns:
        if shown(value := row.values.get(column)):
            return value, column
    return None, None


# Rows that state facts


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell's words stand in the sheet's text."""

    start: int
    words: str
    cell: str


class _Sheet:
    """A sheet being read: its text grows row by row, and its facts with it."""

    def __init__(self, table: Table, declared: TableMapping, source: str, file: str) -> None:
        self._table, self._declared, self._source = table, declared, source
        self._name = f"{file}, {table.name}" if table.name else file
        self._regions = Linker(declared.regions)
        self._lines = ["\t".join(table.columns)]
        self._length = len(self._lines[0]) + 1
        self._facts: list[Fact] = []
        self._problems: list[Problem] = []

    def heard(self) -> Heard:
        for row in self._table.rows:
            places = self._written(row)
            for stated in self._declared.facts:
                if all(shown(row.values.get(c)) in wanted for c, wanted in stated.where.items()):
                    self._state(stated, row, places)
        about = self._declared.about
        document = Document(
            source=self._source,
            text="\n".join(self._lines) + "\n",
            title=about.get("title", self._name),
            publisher=about.get("publisher"),
            published=about.get("published"),
            url=about.get("url"),
        )
        extractor = f"mapping {self._declared.digest}"
        return Heard(document, tuple(self._facts), extractor, tuple(self._problems), where=self._table.name)

    def _written(self, row: Row) -> dict[str, _Place]:
        """Add a row to the text; where its cells stand now."""
        places, words = {}, []
        start = self._length
        for column, value in row.values.items():
            text = shown(value)
            if text:
                places[column] = _Place(start, text, self._table.place(row.number, column))
            words.append(text)
            start += len(text) + 1
        self._lines.append("\t".join(words))
        self._length = start if words else start + 1
        return places

    def _state(self, stated: Stated, row: Row, places: dict[str, _Place]) -> None:
        values: dict[str, Any] = {}
        evidence: list[Evidence] = []
        wanted = needed_fields(KINDS[stated.kind])
        for name, cell in stated.fields.items():
            used = [c for c in cell.columns if c in places]
            try:
                value, columns = self._value(stated.kind, name, cell, row, used)
            except Unclear as error:
                self._problems.append(Problem(places[used[0]].cell, f"{stated.kind}, {name}: {error}"))
                if name in wanted:
                    return
                continue
            if value in (None, ()):
                continue
            values |= value if isinstance(value, dict) else {name: value}
            evidence += [
                self._evidence(places[c], tuple(value) if isinstance(value, dict) else (name,)) for c in columns
            ]
        if missing := sorted(wanted - set(values)):
            if evidence:
                self._problems.append(Problem(evidence[0].cell, f"{stated.kind}: no {missing[0]} in row {row.number}"))
            return
        if not any(wanted.intersection(e.fields) for e in evidence):
            return
        self._facts += self._regions_in(values, evidence)
        self._facts.append(KINDS[stated.kind](evidence=tuple(evidence), **values))

    def _value(self, fact: str, name: str, cell: Cell, row: Row, used: list[str]) -> tuple[Any, list[str]]:
        """A field's value (for a body several fields), and the columns it was read from."""
        kind = cell.kind or cells.kind_of(fact, name)
        if kind in {"list", "count", "parties"}:
            told = [(shown(row.values[c]), c) for c in used] if cell.value is None else [(str(cell.value), "")]
            parts = [
                (part.strip(), c) for text, c in told for part in (text.split(cell.split) if cell.split else [text])
            ]
            made = tuple(self._item(kind, part, cell) for part, _ in parts if part)
            return made, [c for c in dict.fromkeys(c for _, c in parts) if c]
        value, column = _first(row, cell)
        if not shown(value):
            return None, []
        columns = [column] if column else []
        if kind == "body":
            return self._body(name, shown(value)), columns
        return cells.read(value, kind, self._regions, cell.format), columns

    def _item(self, kind: str, text: str, cell: Cell) -> Any:  # noqa: ANN401 - an item of a field
        if kind == "parties":
            return cells.party(text, self._regions)
        if kind == "count":
            return Count(cells.read(text, "number", self._regions), cell.of or cell.columns[0].casefold())
        return text

    def _body(self, name: str, text: str) -> dict[str, Any]:
        """Who wins, visits or is visited: a region's code where there is one, and the name told."""
        linked = self._regions.link(text)
        told: dict[str, Any] = {name: linked.code or text, f"{name}_name": text}
        if name == "recipient":
            told["recipient_kind"] = "other" if not linked.code else "region" if linked.whole else "agency"
        if linked.code is None:
            del told[f"{name}_name"]
        return told

    def _evidence(self, place: _Place, supports: tuple[str, ...]) -> Evidence:
        end = place.start + len(place.words)
        rule = f"mapping {self._declared.digest}"
        return Evidence(self._source, place.start, end, place.words, rule, 1.0, supports, place.cell)

    def _regions_in(self, values: dict[str, Any], evidence: list[Evidence]) -> Iterator[Fact]:
        """The regions that a fact names, each with its cell."""
        for one in evidence:
            for name in one.fields:
                code = str(values.get(name))
                if cells.KIND_OF_FIELD.get(name) in {"region", "body"} and is_code(code):
                    yield RegionMention(code=code, evidence=(replace(one, fields=()),))
