"""Comma-separated values and their kin (RFC 4180): .csv, .tsv, with the separator that the file has."""

from __future__ import annotations

import codecs
import csv
import itertools
from typing import TYPE_CHECKING, Final

from simpul.loaders.readers.files import readable
from simpul.loaders.tables.rows import Row, Table, head_row, letter, named
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simpul.loaders.tables.mapping import Layout

MOST_BYTES: Final = 1_000_000_000
_LONGEST_CELL: Final = 2_000_000
_LOOKED_AT: Final = 20
_SEPARATORS: Final = ",;\t|"


def read_separated(path: Path, layout: Layout) -> Iterator[Table]:
    """The table in a file; rows are counted from 1, the header among them.

    Raises:
        SourceError: the file is missing or too large, is not in its encoding, has a cell beyond two million characters
            or no row; the message names the line.
    """
    readable(path, most=MOST_BYTES)
    encoding = layout.encoding or _marked(path)
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise SourceError(f"{path}: no encoding is called '{encoding}'; write one such as windows-1252") from None
    separator = layout.delimiter or _separator(path, encoding)
    records = _records(path, encoding, separator)
    first = list(itertools.islice(records, max(_LOOKED_AT, layout.header or 0)))
    head = layout.header - 1 if layout.header else head_row([row for _, row in first])
    if not any(cell.strip() for _, row in first for cell in row) or head >= len(first):
        raise SourceError(f"{path}: no row with column names in it")
    columns = named(first[head][1])
    letters = {name: letter(number) for number, name in enumerate(columns)}
    yield Table(
        name="",
        columns=columns,
        rows=_rows(itertools.chain(first[head + 1 :], records), columns),
        place=lambda row, column: f"{letters[column]}{row}",
    )


def _rows(records: Iterator[tuple[int, list[str]]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, cells in records:
        if any(cell.strip() for cell in cells):
            yield Row(number, dict(zip(columns, cells, strict=False)))


def _records(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            yield from enumerate(reader, start=1)
        except UnicodeError as error:
            line, known = _bad_line(path, encoding), _shown(encoding)
            raise SourceError(
                f"{path}: {line}not {known}: {error.args[-1]}; save it as UTF-8, or write 'encoding: windows-1252'"
                " under 'table:' in the mapping"
            ) from None
        except csv.Error as error:
            raise SourceError(f"{path}: line {reader.line_num}: {error}; mend the line, or save it anew") from None


def _bad_line(path: Path, encoding: str) -> str:
    """The first line that is not in its encoding, where lines can be told in it."""
    if encoding.startswith("utf-16"):
        return ""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode(encoding)
            except UnicodeError:
                return f"line {number}: "
    return ""


def _marked(path: Path) -> str:
    """The encoding that the file's first bytes tell; UTF-8 where they tell none."""
    with path.open("rb") as file:
        start = file.read(4)
    return "utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"


def _shown(encoding: str) -> str:
    return encoding.upper().removesuffix("-SIG")


def _separator(path: Path, encoding: str) -> str:
    """What separates the cells: a tab in .tsv, else what stands most often in the first line, outside quotes."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    with path.open("rb") as file:
        line = file.read(64_000).decode(encoding, "replace").lstrip().partition("\n")[0]
    bare = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)
