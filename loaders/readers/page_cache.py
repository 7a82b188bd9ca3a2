"""Pages that were fetched, in one SQLite file, so that a server need not send again what did not change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, Final

from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FORMAT: Final = 1
_TABLE: Final = """CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, data BLOB NOT NULL, content_type TEXT NOT NULL, charset TEXT, etag TEXT, modified TEXT)"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it was sent, and what its server calls this state of it."""

    url: str
    data: bytes
    content_type: str
    charset: str | None
    etag: str | None
    modified: str | None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it is another by now."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


class PageCache:
    """The file; it may be deleted at any time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, url: str) -> Stored | None:
        """The page of this address, if it was kept.

        Raises:
            SourceError: the file is none of ours or cannot be read.
        """
        rows = self._run("SELECT url, data, content_type, charset, etag, modified FROM pages WHERE url = ?", (url,))
        return Stored(*rows[0]) if rows else None

    def put(self, page: Stored) -> None:
        """Keep a page instead of what was kept of its address.

        Raises:
            SourceError: the file is none of ours or cannot be written.
        """
        self._run("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", astuple(page))

    def _run(self, command: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(self._path, timeout=30)) as file, file:
                found = file.execute("PRAGMA user_version").fetchone()[0]
                if found not in {0, _FORMAT}:
                    raise SourceError(f"{self._path}: a cache of another version of Simpul; delete it")
                file.execute(_TABLE)
                file.execute(f"PRAGMA user_version = {_FORMAT}")
                return file.execute(command, values).fetchall()
        except sqlite3.Error as error:
            raise SourceError(
                f"{self._path}: no cache of pages can be kept there ({error}); name another file"
            ) from error
