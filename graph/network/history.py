"""What governments are told to have won, made, hosted and agreed, on one time line: the ground of recommendations.

Bodies stand for their governments. What has no government (a ministry, a company) is left out here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from simpul.graph.network.layers import links
from simpul.graph.network.places import Ends
from simpul.graph.network.questions import sparql
from simpul.graph.network.selection import Selection, Span
from simpul.ontology.concepts import told_in
from simpul.ontology.errors import UsageError
from simpul.ontology.region_names import near, regions_called
from simpul.ontology.regions import Region, by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simpul.graph.network.layers import Asked


@dataclass(frozen=True, slots=True)
class Won:
    """An award of a government: what it was for in words, its rank or kind of prize, and when."""

    fact: str
    government: str
    text: str
    rank: int | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Made:
    """An innovation of a government: its name, what its reports say that it is, and when it was first reported."""

    fact: str
    government: str
    name: str
    text: str
    first: Span | None

    @property
    def concepts(self) -> frozenset[str]:
        """The topics that its words mean."""
        return frozenset(told_in("topic", self.text))


@dataclass(frozen=True, slots=True)
class Visited:
    """A study visit of one government to another: the topic that is told, or '', what tells of it, and when.

    `text` is the topic and the titles of the reports; where no topic is told, also the words that tell of the visit.
    """

    fact: str
    visitor: str
    host: str
    topic: str
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class History:
    """All of it, each in the order of its IRIs."""

    won: tuple[Won, ...]
    made: tuple[Made, ...]
    visited: tuple[Visited, ...]

    def until(self, day: dt.date) -> History:
        """What is surely told of days before `day`."""
        return History(
            tuple(w for w in self.won if w.span and w.span.last < day),
            tuple(m for m in self.made if m.first and m.first.last < day),
            tuple(v for v in self.visited if v.span and v.span.last < day),
        )


def history(graph: Asked) -> History:
    """What a graph tells of governments."""
    return History(tuple(_won(graph)), tuple(_made(graph)), tuple(_visited(graph)))


def _won(graph: Asked) -> Iterator[Won]:
    known: set[str] = set()
    for row, government in _of_governments(graph, "history-awards"):
        if row["fact"] in known:  # one award may be of several categories
            continue
        known.add(row["fact"])
        rank = row["rank"] if isinstance(row["rank"], int) else None
        yield Won(row["fact"], government, row["text"], rank, _span(row["earliest"], row["latest"]))


def _made(graph: Asked) -> Iterator[Made]:
    for row, government in _of_governments(graph, "history-innovations"):
        first = Span.of(row["first"]) if row["first"] else None
        yield Made(row["fact"], government, row["name"], row["text"], first)


def _visited(graph: Asked) -> Iterator[Visited]:
    found = links(graph, "visits")
    told = {str(visit): str(words) for visit, words in graph.query(sparql("history-visits")).rows}
    for row in range(len(found)):
        visitor, host = found.nodes[found.source[row]], found.nodes[found.target[row]]
        if visitor in governments() and host in governments():
            fact, topic = found.fact[row], found.label[row]
            span = _span(found.earliest[row], found.latest[row])
            yield Visited(fact, visitor, host, topic, f"{topic} {told.get(fact, '')}".strip(), span)


def _of_governments(graph: Asked, query: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    ends = Ends(Selection())
    for row in graph.query(sparql(query)).dicts():
        government, _ = ends.node(str(row["body"]), str(row["bodyLabel"]))
        if government in governments():
            yield row, government


def _span(earliest: object, latest: object) -> Span | None:
    return Span(earliest, latest) if isinstance(earliest, dt.date) and isinstance(latest, dt.date) else None


@cache
def governments() -> Mapping[str, Region]:
    """The regions that govern themselves (546), by the IRI of their government, in the order of their codes."""
    return {region.government_iri: region for region in by_code().values() if region.has_government}


def government_of(words: str) -> str:
    """The IRI of the government that somebody surely names: by code, by name with its kind, by IRI or slug.

    >>> government_of("33.72") == government_of("Kota Surakarta") == government_of("Pemkot Surakarta")
    True

    Raises:
        UsageError: there is no such region, it does not govern itself, or its kind is not said.
    """
    surely = regions_called(words).surely
    if not surely:
        meant = near(words)
        told = (
            f"did you mean {' or '.join(meant)}?" if meant else "give its code, or its name with its kind: 'Kota Batam'"
        )
        raise UsageError(f"no region is called '{words}'; {told}")
    if not surely[0].has_government:
        raise UsageError(f"{surely[0].label} has no government of its own; take Provinsi DKI Jakarta")
    return surely[0].government_iri
