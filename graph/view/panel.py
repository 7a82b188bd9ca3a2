"""What the side panel shows: sentences, each with the quotes that support it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article that support a fact.

    `source_url` becomes a link when it is an absolute http or https URL, and is shown as plain text otherwise.
    `published` is an ISO 8601 day, month or year; `confidence` is in (0, 1]; `start` and `end` are the place of
    `text` in the article, in Unicode code points.
    """

    text: str
    source_title: str
    source_url: str | None
    published: str | None
    confidence: float
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse figures that mean nothing.

        Raises:
            ValueError: the confidence is outside (0, 1], or the offsets are no stretch of a text.

        >>> Quote("juara 1", "Berita", None, None, confidence=1.5, start=0, end=7)
        Traceback (most recent call last):
        ...
        ValueError: confidence 1.5 of the quote 'juara 1' is not in (0, 1]
        """
        if not 0 < self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} of the quote {self.text!r} is not in (0, 1]")
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.start}:{self.end} is no place for the quote {self.text!r}")


@dataclass(frozen=True, slots=True)
class PanelFact:
    """One fact in words: a sentence per language ('en', 'id') and the quotes it rests on."""

    sentence: Mapping[str, str]
    quotes: tuple[Quote, ...]
