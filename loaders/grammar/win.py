"""A win, and the row of actors that share a sentence: what the rules for awards have in common."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.names import name_at, skip_honorifics

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    year: int | None = None  # of an earlier edition that the same sentence tells: 'pada 2014, 2015 dan 2016'


def enumerated(page: Page, able: Sequence[Actor], place: int) -> list[Actor]:
    """The actors that stand one after another from a place on: 'A, B, dan C'."""
    found: list[Actor] = []
    for number in range(bisect_left(able, place, key=attrgetter("start")), len(able)):
        actor = able[number]
        between = page.text[place : actor.start]
        if not re.fullmatch(
            r"\s*"
            if not found
            else r"\s*(?:\([^()]{1,20}\)\s*)?(?:,|;|dan|serta|,\s*dan|,\s*serta|&|lalu)\s*(?:juga\s+)?",
            between,
        ):
            break
        place = actor.end
        if not (found and _holds(actor, found[-1])):  # 'Pemerintah Kabupaten Ciamis, Jawa Barat': where it lies
            found.append(actor)
    return found


def _holds(province: Actor, other: Actor) -> bool:
    """Whether one is the province in which the other lies."""
    return bool(
        province.kind == "region"
        and province.code
        and other.code
        and province.code != other.code
        and other.code.startswith(f"{province.code}.")
    )


def person_at(page: Page, place: int) -> list[Actor]:
    """A person who wins in their own name: 'juara pertama diraih Dayu, warga Sambas'."""
    if page.text[place:].startswith(("Tim ", "TP")):
        return []
    start = skip_honorifics(page.text, place)
    name = name_at(page.text, start)
    return [Actor(name.start, name.end, None, " ".join(page.quote(name).split()), "person")] if name else []


def hoped(text: str) -> bool:
    """Whether a sentence tells of a hope, a target or a nomination."""
    return bool(_hoped().search(text))


@cache
def _hoped() -> re.Pattern[str]:
    words = [w for w in lexicon.toml("awards.toml")["hope"] if w not in {"hadiah", "siap"}]
    return re.compile(rf"(?<!\w){lexicon.alternatives(words)}(?!\w)", re.IGNORECASE)
