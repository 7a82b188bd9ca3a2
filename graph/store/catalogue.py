"""The catalogue beside the database: where sources came from, their texts, and when facts won and lost support.

It is no part of the graph: two stores of the same sources differ in it. The file is SQLite, so that 100,000 texts are
one file and each is compressed.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self

from simpul.ontology.document import Document, Problem
from simpul.ontology.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS source (
    iri TEXT PRIMARY KEY, path TEXT, first TEXT, changed TEXT, seen TEXT, facts INTEGER, extractor TEXT
);
CREATE INDEX IF NOT EXISTS by_path ON source (path);
CREATE TABLE IF NOT EXISTS problem (iri TEXT, place TEXT, why TEXT);
CREATE INDEX IF NOT EXISTS problem_by_iri ON problem (iri);
CREATE TABLE IF NOT EXISTS text (iri TEXT PRIMARY KEY, document BLOB);
CREATE TABLE IF NOT EXISTS support (time TEXT, came INTEGER, node TEXT, claim TEXT);
CREATE INDEX IF NOT EXISTS support_by_node ON support (node);
CREATE INDEX IF NOT EXISTS support_by_claim ON support (claim);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source: the file or address it came from, when it was first loaded, last changed and last seen (ISO 8601, UTC).

    `facts` counts its claims, `problems` what in it was not understood.
    """

    source: str
    path: str
    first: str
    changed: str
    seen: str
    facts: int
    problems: int
    extractor: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When a claim began (`came`) or ceased to support a node."""

    time: str
    came: bool
    node: str
    claim: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A source that was loaded just now: from where, its document, how many facts, and what was not understood."""

    path: str
    document: Document
    facts: int
    extractor: str
    problems: tuple[Problem, ...] = ()
    changed: bool = True


class Catalogue:
    """The catalogue in the file `path`; it is made when first written to. Close it, or use it in a `with`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
        self._open = None

    def note(self, seen: Iterable[Seen]) -> None:
        """Note sources that were loaded, with their texts; one transaction."""
        now = moment()
        with self._writing() as db:
            for one in seen:
                _note(db, one, now)

    def forget(self, source: str) -> None:
        """A source is withdrawn: its text goes too; what it supported stays in the history."""
        with self._writing() as db:
            for table in ("source", "problem", "text"):
                db.execute(f"DELETE FROM {table} WHERE iri = ?", (source,))  # noqa: S608 - no words of others

    def supports(self, came: Iterable[tuple[str, str]], went: Iterable[tuple[str, str]]) -> None:
        """Note nodes and the claims that support them from now on, or do so no more."""
        now = moment()
        rows = [(now, True, *pair) for pair in came] + [(now, False, *pair) for pair in went]
        with self._writing() as db:
            db.executemany("INSERT INTO support VALUES (?, ?, ?, ?)", sorted(rows))

    def entry(self, source: str) -> Entry | None:
        """What is known of one source."""
        return next(self._entries("WHERE iri = ?", source), None)

    def entries(self) -> Iterator[Entry]:
        """What is known of all sources, in the order of their IRIs."""
        yield from self._entries("ORDER BY iri")

    def at(self, path: str) -> list[Entry]:
        """The sources that came from a file, or from files in a folder, however deep."""
        start = path.rstrip("/") + "/"
        which = "WHERE path = ? OR substr(path, 1, ?) = ? ORDER BY iri"
        return list(self._entries(which, path, len(start), start))

    def problems(self, source: str) -> list[Problem]:
        """What in a source was not understood, in the order of reading."""
        rows = self._rows("SELECT place, why FROM problem WHERE iri = ? ORDER BY rowid", source)
        return [Problem(*row) for row in rows]

    def document(self, source: str) -> Document | None:
        """A source's document as it was loaded."""
        for (packed,) in self._rows("SELECT document FROM text WHERE iri = ?", source):
            return Document(**json.loads(zlib.decompress(packed)))
        return None

    def history(self, iri: str) -> list[Moment]:
        """When support of a node, or by a claim, came and went; oldest first."""
        which = "WHERE node = ?1 OR claim = ?1 ORDER BY rowid"
        rows = self._rows(f"SELECT time, came, node, claim FROM support {which}", iri)  # noqa: S608 - no words of others
        return [Moment(time, bool(came), node, claim) for time, came, node, claim in rows]

    def _entries(self, which: str, *values: object) -> Iterator[Entry]:
        count = "(SELECT COUNT(*) FROM problem WHERE problem.iri = source.iri)"
        columns = f"iri, path, first, changed, seen, facts, {count}, extractor"
        for row in self._rows(f"SELECT {columns} FROM source {which}", *values):  # noqa: S608 - no words of others
            yield Entry(*row)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        if self._open is None and not self._path.exists():
            return []
        try:
            with closing(self._connection().execute(sql, values)) as found:
                return found.fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._connection() as db:
                yield db
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = sqlite3.connect(self._path, timeout=30)
            self._open.executescript(_TABLES)
        return self._open

    def _broken(self, error: Exception) -> StoreError:
        return StoreError(
            f"{self._path}: the catalogue cannot be used ({error}); delete it and load anew, the graph is not in it"
        )


def moment() -> str:
    """Now, as the catalogue notes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _note(db: sqlite3.Connection, one: Seen, now: str) -> None:
    source = one.document.source
    before = db.execute("SELECT first, changed FROM source WHERE iri = ?", (source,)).fetchone()
    if before and not one.changed:
        db.execute("UPDATE source SET seen = ?, path = ? WHERE iri = ?", (now, one.path, source))
        return
    first = before[0] if before else now
    db.execute(
        "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
        (source, one.path, first, now, now, one.facts, one.extractor),
    )
    packed = zlib.compress(json.dumps(asdict(one.document), ensure_ascii=False).encode())
    db.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (source, packed))
    db.execute("DELETE FROM problem WHERE iri = ?", (source,))
    db.executemany("INSERT INTO problem VALUES (?, ?, ?)", [(source, p.place, p.why) for p in one.problems])
