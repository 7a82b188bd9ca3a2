"""Candidates as a spreadsheet: out for people to fill in the column 'verdict', and in again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simpul.graph.identity.review import Candidate, Side

COLUMNS: Final = (
    *("verdict", "why", "kind", "one_names", "other_names", "one_facts", "other_facts"),
    *("claims_moved", "rule", "score", "judged", "one", "other"),
)
VERDICTS: Final = {
    **dict.fromkeys(("same", "sama", "s"), "same"),
    **dict.fromkeys(("different", "beda", "berbeda", "d"), "different"),
    **dict.fromkeys(("unsure", "ragu", "u"), "unsure"),
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def written(candidates: Iterable[Candidate]) -> bytes:
    """The candidates as CSV that spreadsheet programs open as UTF-8; nothing in it is taken for a formula."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for c in candidates:
        names = ["; ".join(s.names) for s in (c.one, c.other)]
        facts = [_facts(s) for s in (c.one, c.other)]
        cells = ["", "", c.kind, *names, *facts, c.moved, c.rule, c.score, c.verdict, c.one.iri, c.other.iri]
        rows.writerow([f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _facts(side: Side) -> str:
    return "\n".join(f"{s.fact} — “{s.quote}” ({s.published or '-'}, {s.source})" for s in side.facts)


def read(path: Path) -> list[tuple[str, str, str, str]]:
    """Verdict, the two nodes, and why, of each row whose verdict is filled in.

    The separator may be a comma, a semicolon or a tab, as spreadsheet programs of different languages write.

    Raises:
        SourceError: the file cannot be read, lacks a column, or a row's verdict is none; the message says which row.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as UTF-8 text: {error}; save it as CSV UTF-8") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    missing = [name for name in ("verdict", "one", "other") if name not in (rows.fieldnames or ())]
    if missing:
        raise SourceError(f"{path}: no column {', '.join(missing)}; 'simpul review --csv FILE' writes a sheet with all")
    found = []
    try:
        for row in rows:
            told = (row["verdict"] or "").strip().casefold()
            if not told:
                continue
            verdict = VERDICTS.get(told)
            if verdict is None:
                raise SourceError(
                    f"{path}, line {rows.line_num}: verdict '{told}' is none of same, different, unsure "
                    "(sama, beda, ragu); mend it or leave it empty"
                )
            one, other = ((row[name] or "").strip() for name in ("one", "other"))
            found.append((verdict, one, other, (row.get("why") or "").strip()))
    except csv.Error as error:
        raise SourceError(f"{path}, line {rows.line_num}: no CSV: {error}") from error
    return found
