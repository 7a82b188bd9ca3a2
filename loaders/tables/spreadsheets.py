"""Spreadsheets: .xlsx, .ods and the older .xls, as they were last calculated; formulas are not run."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from simpul.loaders.readers.files import readable
from simpul.loaders.readers.zips import refuse_bomb
from simpul.loaders.tables.rows import Row, Table, Value, head_row, letter, named, shown
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simpul.loaders.tables.mapping import Layout

MOST_BYTES: Final = 100_000_000
_MOST_UNPACKED: Final = 400_000_000
_LOOKED_AT: Final = 20


def read_spreadsheet(path: Path, layout: Layout) -> Iterator[Table]:
    """The sheets that are not empty, or the one that the layout names; rows are counted as the programme shows them.

    A merged cell's value stands for every row of it.

    Raises:
        SourceError: the file is missing, too large, locked by a password or no spreadsheet, or has no such sheet.
    """
    import python_calamine as calamine  # noqa: PLC0415 - only where there is a spreadsheet

    readable(path, most=MOST_BYTES)
    if path.suffix.lower() != ".xls":
        refuse_bomb(path, most=_MOST_UNPACKED)
    logging.getLogger("calamine").addHandler(logging.NullHandler())
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError:
        raise SourceError(f"{path}: locked by a password; save it without one") from None
    except (calamine.CalamineError, OSError) as error:
        raise SourceError(f"{path}: no spreadsheet can be read in it ({error}); save it anew") from None
    with book:
        wanted = [layout.sheet] if layout.sheet else book.sheet_names
        if missing := set(wanted) - set(book.sheet_names):
            raise SourceError(f"{path}: no sheet '{missing.pop()}'; there are {', '.join(book.sheet_names)}")
        found = [table for name in wanted if (table := _table(path, book, name, layout))]
    if not found:
        raise SourceError(f"{path}: no row with column names in it")
    yield from found


def _table(path: Path, book: Any, name: str, layout: Layout) -> Table | None:  # noqa: ANN401 - of calamine
    import python_calamine as calamine  # noqa: PLC0415 - as above

    try:
        sheet = book.get_sheet_by_name(name)
        cells: list[list[Value]] = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError) as error:
        raise SourceError(f"{path}: sheet '{name}' cannot be read ({error}); save it anew") from None
    _spread(cells, merged)
    head = layout.header - 1 if layout.header else head_row(cells[:_LOOKED_AT])
    if head >= len(cells) or not any(shown(cell) for cell in cells[head]):
        return None
    columns = named(_trimmed(cells[head]))
    letters = {column: letter(number) for number, column in enumerate(columns)}
    quoted = name if name.isalnum() else "'" + name.replace("'", "''") + "'"
    rows = [
        Row(number, dict(zip(columns, row, strict=False)))
        for number, row in enumerate(cells[head + 1 :], start=head + 2)
        if any(shown(cell) for cell in row)
    ]
    return Table(name, columns, rows, lambda row, column: f"{quoted}!{letters[column]}{row}")


def _spread(cells: list[list[Value]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every row of a merged cell its value; columns beside the first stay empty, so that nothing is told twice."""
    for (top, left), (bottom, _) in merged:
        for row in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[row]):
                cells[row][left] = cells[top][left]


def _trimmed(header: list[Value]) -> list[Value]:
    """Without the empty cells at the end."""
    last = max((n for n, cell in enumerate(header) if shown(cell)), default=-1)
    return header[: last + 1]
