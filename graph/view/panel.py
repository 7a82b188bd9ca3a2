"""What the side panel shows: sentences, each with the quotes that support it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpul.graph.ask.words import Quote

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PanelFact", "Quote"]


@dataclass(frozen=True, slots=True)
class PanelFact:
    """One fact in words: a sentence per language ('en', 'id') and the quotes it rests on."""

    sentence: Mapping[str, str]
    quotes: tuple[Quote, ...]
