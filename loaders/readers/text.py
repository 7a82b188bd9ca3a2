"""Plain text articles in UTF-8.

A file may begin with a header line that says where the report comes from, in any of these parts (the day as YYYY-MM-DD,
or '-' where it is not known):

    # sumber: https://… | terbit: 2024-10-22 | penerbit: Medium

A retelling says so ('# diceritakan ulang (retold) | sumber: …'): the URL is then that of the report it retells. What
is made up says so too ('# rekaan (invented) | sumber: …'), and all that is told in it is marked as invented.

It stays part of the text, so that offsets count from the file's first character, but it is never evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import published_date
from simpul.loaders.readers.files import decoded
from simpul.ontology.document import Document
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import source_iri

if TYPE_CHECKING:
    from pathlib import Path

_HEADER: Final = re.compile(r"\A\s*#[^\n]*\b(?:sumber|terbit|penerbit):[^\n]*(?:\n|\Z)")
_PART: Final = re.compile(r"(?:\||\A\s*#)\s*(?P<key>sumber|terbit|penerbit):\s*(?P<value>[^|\n]*)")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TITLE_LENGTH: Final = 200


def read_text(path: Path, root: Path) -> Document:
    """The article in the file `path`; its source IRI is its path relative to `root`.

    Raises:
        SourceError: the file is missing, unreadable, empty, binary or not UTF-8, or the first line's day is no date;
            the message names the place.
    """
    text = decoded(path)
    header = _HEADER.match(text)
    said = {p["key"]: p["value"].strip() for p in _PART.finditer(header[0])} if header else {}
    body_start = header.end() if header else 0
    day = said.get("terbit", "").removeprefix("-")
    if day and not _is_day(day):
        raise SourceError(
            f"{path}: line 1: 'terbit: {day}' is no date; write terbit: YYYY-MM-DD, or '-' where it is not known"
        )
    told = said.get("sumber", "")
    link, retold = re.fullmatch(r"https?://\S+", told), bool(header and "(retold)" in header[0])
    return Document(
        source=source_of(path, root),
        text=text,
        body_start=body_start,
        title=_title(text[body_start:]),
        publisher=said.get("penerbit") or None,
        published=day or published_date(text, body_start),
        url=told if link and not retold else None,
        retells=told if link and retold else None,
        presented_as="invented" if header and "(invented)" in header[0] else None,
    )


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def source_of(path: Path, root: Path) -> str:
    """The source IRI of the file `path`: its path relative to `root`."""
    return source_iri(path.resolve().relative_to(root.resolve()).as_posix())


def _title(body: str) -> str | None:
    r"""The first line that has words.

    >>> _title("\n \nPemkot Batam juara\nBatam – …")
    'Pemkot Batam juara'
    """
    first = next((line.strip() for line in body.splitlines() if line.strip()), None)
    return first[:_TITLE_LENGTH] if first else None
