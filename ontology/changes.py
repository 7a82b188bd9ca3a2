"""Bodies that were renamed, merged or split, as the law orders it (`names/changes.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from simpul.ontology.iris import node, short_hash
from simpul.ontology.known_names import table
from simpul.ontology.ntriples import LABEL, TYPE, date, iri, literal, own

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Change:
    """What there was before and what came of it, by full names; the day, and the act that says so."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    day: str
    act: str

    @property
    def iri(self) -> str:
        """Its node."""
        return node("change", short_hash(*self.before, "", *self.after, self.day))

    @property
    def label(self) -> str:
        """Both sides in words."""
        return f"{', '.join(self.before)} → {', '.join(self.after)}"


@cache
def changes() -> tuple[Change, ...]:
    """All changes, in the order of the file.

    >>> next(c for c in changes() if c.after == ("Kementerian Komunikasi dan Digital",)).before
    ('Kementerian Komunikasi dan Informatika',)
    """
    return tuple(
        Change(tuple(row["before"].split("|")), tuple(row["after"].split("|")), row["date"], row["act"])
        for row in table("changes.csv")
    )


def triples() -> Iterator[str]:
    """The changes as N-Triples lines: reference data, like the region authority."""
    for change in changes():
        subject = iri(change.iri)
        yield f"{subject} {TYPE} {own('ChangeEvent')} ."
        yield f"{subject} {LABEL} {literal(change.label)} ."
        yield f"{subject} {own('changedOn')} {date(change.day)} ."
        yield f"{subject} {own('legalBasis')} {literal(change.act)} ."
