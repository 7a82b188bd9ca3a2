"""What sources say differently, and what cannot be: each with its sides, their words, independence and dates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from simpul.ontology.iris import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

_SIDES: Final = """
SELECT ?conflict ?field ?impossible ?about ?label ?side ?value ?shown ?sources ?independent ?confidence {
  ?conflict a simpul:Disagreement ; simpul:disagreesOn ?field ; simpul:isImpossible ?impossible ;
    simpul:about ?about ; simpul:side ?side .
  ?about rdfs:label ?label .
  ?side simpul:statedValue ?value ; simpul:isShown ?shown ; simpul:sourceCount ?sources ;
    simpul:independentSourceCount ?independent ; simpul:confidence ?confidence .
}
ORDER BY ?conflict ?side
"""
_WORDS: Final = """
SELECT ?source ?published ?quote {
  <%s> simpul:reportedIn ?source ; simpul:evidence ?evidence .
  ?evidence simpul:source ?source ; simpul:quote ?quote ; simpul:confidence ?sure .
  OPTIONAL { ?source simpul:published ?published }
}
ORDER BY ?published ?source DESC(?sure) ?quote
"""


@dataclass(frozen=True, slots=True)
class Report:
    """A source on one side: its IRI, when it was published, and its surest words."""

    source: str
    published: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Side:
    """One value: whether it is shown, how many sources say it, how many of them are independent, how sure they are."""

    value: str
    shown: bool
    sources: int
    independent: int
    confidence: float
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is disputed of which node; `impossible`: the sides cannot both be, whoever says so."""

    iri: str
    field: str
    impossible: bool
    about: str
    label: str
    sides: tuple[Side, ...]

    @property
    def reason(self) -> str:
        """Why the shown value is shown, in a sentence."""
        shown = next((s for s in self.sides if s.shown), None)
        if shown is None:
            return "nothing is shown for it"
        others = [s for s in self.sides if s is not shown]
        most = max(s.independent for s in others)
        if shown.independent > most:
            return f"'{shown.value}' is shown: {shown.independent} independent sources against {most}"
        surest = max(s.confidence for s in others if s.independent == most)
        if shown.confidence > surest:
            return f"'{shown.value}' is shown: as many independent sources, read more surely"
        return f"'{shown.value}' is shown only because one must be: as many sources, as sure; somebody should look"


def conflicts(store: ox.Store, *, field: str | None = None, impossible: bool = False) -> list[Conflict]:
    """The conflicts in the graph: those of a field, or the impossible ones; those with most sources first."""
    rows = _rows(store, _SIDES)
    made = []
    for iri, group in groupby(rows, key=lambda row: row["conflict"]):
        sides = list(group)
        first = sides[0]
        made.append(
            Conflict(
                iri,
                first["field"],
                first["impossible"] == "true",
                first["about"],
                first["label"],
                tuple(_side(store, row) for row in sides),
            )
        )
    kept = [c for c in made if (field is None or c.field == field or c.field.startswith(f"{field}-"))]
    kept = [c for c in kept if c.impossible or not impossible]
    return sorted(kept, key=lambda c: (not c.impossible, -sum(s.independent for s in c.sides), c.iri))


def _rows(store: ox.Store, sparql: str) -> list[dict[str, str]]:
    found = store.query(sparql, prefixes=PREFIXES)
    names = [v.value for v in found.variables]  # type: ignore[union-attr]
    return [{n: row[n].value for n in names if row[n] is not None} for row in found]  # type: ignore[union-attr]


def _side(store: ox.Store, row: dict[str, str]) -> Side:
    reports: dict[str, Report] = {}
    for told in _rows(store, _WORDS % row["side"]):
        words = " ".join(told["quote"].split())
        reports.setdefault(told["source"], Report(told["source"], told.get("published"), words))
    return Side(
        row["value"],
        row["shown"] == "true",
        int(row["sources"]),
        int(row["independent"]),
        float(row["confidence"]),
        tuple(reports.values()),
    )
