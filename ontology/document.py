"""A document: text, what is known of its origin, and what in it was not understood."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What in a source was not understood: its place there ('Pemenang!C5', 'row 7') and why, in one line."""

    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Text as it was loaded; every evidence offset counts its Unicode code points.

    `source` is the source's IRI. `body_start` is where the report begins: what stands before it (a header line that
    says where a retold article comes from) is never evidence. `published` is YYYY-MM-DD, or None where the source
    does not say. `retells` is the URL of the report that a retold article retells.
    `presented_as` is what the article says its content is where it is no report: 'invented', or None.
    """

    source: str
    text: str
    body_start: int = 0
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    retells: str | None = None
    presented_as: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()
