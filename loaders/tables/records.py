"""Records in JSON: a list of objects (or one within an object), or an object a line (.jsonl)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from simpul.loaders.readers.files import readable
from simpul.loaders.tables.rows import Row, Table, Value
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from simpul.loaders.tables.mapping import Layout

MOST_BYTES: Final = 200_000_000
MOST_BYTES_OF_LINES: Final = 2_000_000_000
_LONGEST_LINE: Final = 20_000_000
_LOOKED_AT: Final = 200
_DEEPEST: Final = 20


def read_json(path: Path, layout: Layout) -> Iterator[Table]:
    """The records in a JSON file: the list itself, that under `records`, or the only list of objects in the object.

    Raises:
        SourceError: the file is missing, too large or no JSON (the message names the place), or holds no list of
            objects.
    """
    readable(path, most=MOST_BYTES)
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: no JSON: {error or 'nested too deep'}") from None
    pointer, records = _list(path, told, layout)
    numbered = [(n, record) for n, record in enumerate(records) if isinstance(record, dict)]
    if not numbered:
        raise SourceError(f"{path}: no list of records (objects) in it; name where it is: 'table: {{records: data}}'")
    yield _table(iter(numbered), pointer, lambda: (r for _, r in numbered[:_LOOKED_AT]))


def read_json_lines(path: Path, layout: Layout) -> Iterator[Table]:
    """The records in a file with one on each line; empty lines are passed over.

    Raises:
        SourceError: the file is missing or too large, a line is no JSON object or longer than 20 MB; the message names
            the line.
    """
    del layout
    readable(path, most=MOST_BYTES_OF_LINES)

    def first() -> Iterator[Mapping[str, Any]]:
        for number, (_, record) in enumerate(_lines(path)):
            if number == _LOOKED_AT:
                return
            yield record

    yield _table(_lines(path), "", first)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for number in range(10**12):
            line = file.readline(_LONGEST_LINE + 1)
            if not line:
                return
            where = f"{path}: line {number + 1}"
            if len(line) > _LONGEST_LINE:
                raise SourceError(f"{where}: longer than {_LONGEST_LINE // 1_000_000} MB; is each record on a line?")
            if not line.strip():
                continue
            try:
                told = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                raise SourceError(f"{where}: no JSON: {error or 'nested too deep'}") from None
            if not isinstance(told, dict):
                raise SourceError(f"{where}: no record (an object in braces)")
            yield number, told


def _table(records: Iterator[tuple[int, Mapping[str, Any]]], pointer: str, first: Any) -> Table:  # noqa: ANN401 - a callable
    columns = dict.fromkeys(name for record in first() for name in flat(record))
    return Table(
        name="",
        columns=tuple(columns),
        rows=(Row(number, flat(record)) for number, record in records),
        place=lambda row, column: f"{pointer}/{row}/{column.replace('~', '~0').replace('.', '/')}",
        fixed=False,
    )


def _list(path: Path, told: object, layout: Layout) -> tuple[str, Iterable[object]]:
    """Where in a JSON file the records are, as a pointer, and they."""
    pointer = ""
    for step in layout.records.split(".") if layout.records else ():
        if not isinstance(told, dict) or step not in told:
            raise SourceError(f"{path}: nothing under '{layout.records}'; mend 'records' in the mapping")
        told, pointer = told[step], f"{pointer}/{step}"
    if isinstance(told, dict):
        lists = [(key, value) for key, value in told.items() if isinstance(value, list) and value]
        if len(lists) == 1:
            return f"{pointer}/{lists[0][0]}", lists[0][1]
    return pointer, told if isinstance(told, list) else ()


def flat(record: Mapping[str, Any]) -> dict[str, Value]:
    """A record's values by their names; a value within a value is named with dots, a list of values is one text.

    >>> flat({"daerah": {"nama": "Batam"}, "pihak": ["A", "B"], "juara": 3})
    {'daerah.nama': 'Batam', 'pihak': 'A; B', 'juara': 3}
    """
    found: dict[str, Value] = {}
    waiting: list[tuple[str, object, int]] = [("", record, 0)]
    while waiting:
        name, value, depth = waiting.pop(0)
        inner: list[tuple[str, object]] = []
        if isinstance(value, dict):
            inner = list(value.items())
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            inner = [(str(number), item) for number, item in enumerate(value)]
        elif isinstance(value, list):
            found[name] = "; ".join(map(str, value))
        elif isinstance(value, str | int | float | bool):
            found[name] = value
        if depth < _DEEPEST:
            waiting[:0] = [(f"{name}.{key}" if name else str(key), item, depth + 1) for key, item in inner]
    return found
