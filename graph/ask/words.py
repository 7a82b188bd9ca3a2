"""The words behind facts: which stretch of which article supports each, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simpul.ontology.ntriples import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simpul.graph.ask.answer import Answer


class Asked(Protocol):
    """What is needed of a graph: that it answers questions."""

    def query(self, question: str, **parameters: str | int) -> Answer:
        """Answer SPARQL."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article that support a fact.

    `source_url` becomes a link when it is an absolute http or https URL, and is shown as plain text otherwise.
    `source_title` is followed by the cell where the article is a table. `published` is an ISO 8601 day, month or year;
    `confidence` is in (0, 1]; `start` and `end` are the place of
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


def quotes_of(graph: Asked, facts: Iterable[str]) -> dict[str, list[Quote]]:
    """The words behind each fact, surest first, as the evidence nodes of the default graph have them."""
    values = " ".join(iri(fact) for fact in sorted(facts))
    rows = graph.query(
        "SELECT ?fact ?quote ?start ?end ?confidence ?source ?title ?published ?url ?retells ?cell {"
        f" VALUES ?fact {{ {values} }}"
        " ?fact simpul:evidence ?e . ?e simpul:quote ?quote ; simpul:start ?start ; simpul:end ?end ;"
        " simpul:confidence ?confidence ; simpul:source ?source ."
        " OPTIONAL { ?source simpul:title ?title } OPTIONAL { ?source simpul:published ?published }"
        " OPTIONAL { ?source simpul:url ?url } OPTIONAL { ?source simpul:retells ?retells }"
        " OPTIONAL { ?e simpul:cell ?cell } }"
        " ORDER BY ?fact DESC(?confidence) ?source ?start ?end"
    ).dicts()
    quotes: dict[str, list[Quote]] = defaultdict(list)
    shown: set[tuple[object, ...]] = set()
    for row in rows:
        words = (row["fact"], row["source"], row["start"], row["end"])
        if words in shown:  # the same words may support several fields by several rules; the surest comes first
            continue
        shown.add(words)
        published = row["published"]
        quotes[str(row["fact"])].append(
            Quote(
                text=str(row["quote"]),
                source_title=", ".join(str(t) for t in (row["title"] or row["source"], row["cell"]) if t),
                source_url=_text(row["url"] or row["retells"]),
                published=str(published) if published is not None else None,
                confidence=float(str(row["confidence"])),
                start=int(str(row["start"])),
                end=int(str(row["end"])),
            )
        )
    return quotes


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
