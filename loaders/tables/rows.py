"""What all tables have in common: named columns, rows with numbers, and a way to say where a cell is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Value: TypeAlias = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Row:
    """The row `number`, as the programme that made the table counts it, and the values by column."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a file's only table; `name` is the sheet's, else ''.

    `columns` are the names in the header; one that stands twice has its letter behind it ('Nama [C]'). Of JSON they
    are those of the first records. `place` says where a cell is, from the row's number and the column's name.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]
    place: Callable[[int, str], str]
    fixed: bool = True  # whether the header names all columns there can be


def letter(number: int) -> str:
    """The letters of a column counted from 0, as spreadsheets have them.

    >>> [letter(n) for n in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def named(header: Sequence[object]) -> tuple[str, ...]:
    """The names of columns: what is empty is called by its letter, what stands twice has it behind.

    >>> named(["Daerah", "Nama", None, " Nama "])
    ('Daerah', 'Nama [B]', '[C]', 'Nama [D]')
    """
    told = [shown(cell) for cell in header]  # type: ignore[arg-type]
    often = Counter(told)
    return tuple(name if name and often[name] == 1 else f"{name} [{letter(n)}]".strip() for n, name in enumerate(told))


def shown(value: Value) -> str:
    r"""A cell as text in one line: whole numbers whole, days as YYYY-MM-DD.

    >>> shown(3.0), shown(dt.datetime(2024, 10, 22)), shown(" Kota\n Batam "), shown(None)
    ('3', '2024-10-22', 'Kota Batam', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return " ".join(str(value).split())


def head_row(rows: Sequence[Sequence[Value]]) -> int:
    """The index of the header among the first rows: the first that is full enough and all text; titles are shorter.

    >>> head_row([["Pemenang 2024", None, None], [None] * 3, ["No", "Daerah", "Juara"], [1, "Batam", 3]])
    2
    """
    filled = [sum(1 for cell in row if shown(cell)) for row in rows]
    wide = max(filled, default=0)
    for number, (row, count) in enumerate(zip(rows, filled, strict=True)):
        if count and count * 2 > wide and all(isinstance(cell, str) or not shown(cell) for cell in row):
            return number
    return next((number for number, count in enumerate(filled) if count), 0)
