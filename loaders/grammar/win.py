"""A win, and the row of actors that share a sentence: what the rules for awards have in common."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page, Span
    from simpul.ontology.facts import Rank


@dataclass(slots=True)
class Win:
    """A winner and a rank, the category and cluster they stand under, and the words that say so."""

    actor: Actor
    rank: Rank
    category: str | None
    cluster: str | None
    evidence: list[tuple[Span, str, float]] = field(default_factory=list)


def enumerated(page: Page, able: Sequence[Actor], place: int) -> list[Actor]:
    """The actors that stand one after another from a place on: 'A, B, dan C'."""
    found: list[Actor] = []
    for actor in able[bisect_left(able, place, key=attrgetter("start")) :]:
        between = page.text[place : actor.start]
        if not re.fullmatch(
            r"\s*"
            if not found
            else r"\s*(?:\([^()]{1,20}\)\s*)?(?:,|;|dan|serta|,\s*dan|,\s*serta|&|lalu)\s*(?:juga\s+)?",
            between,
        ):
            break
        found.append(actor)
        place = actor.end
    return found
