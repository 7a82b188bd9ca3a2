"""What is known of a key node for telling whether it is another: how it is called, in which posts, when.

A profile counts what the mentions of a node say, so that a source can be taken out of it again. Rules look at what is
said, never at how often: the same set of sources gives the same judgements whatever the order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from simpul.graph.identity.spelling import names_alike
from simpul.ontology.facts import Agency, Award, Competition, Official, Participation
from simpul.ontology.iris import node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simpul.graph.knowledge.reading import Reading

Counts = dict[str, dict[str, int]]
"""Feature -> value -> how many mentions say it."""

KINDS = ("agency", "official", "competition", "innovation")
"""The kinds of node that can be judged the same, in the order in which they are resolved."""


def kind_of(iri: str) -> str:
    """The kind of a node, by its IRI.

    >>> kind_of("https://w3id.org/simpul/agency/kota-batam/pemerintah")
    'agency'
    """
    return iri.removeprefix(node("")).partition("/")[0]


@dataclass(frozen=True, eq=False)
class Profile:
    """A key node and what its mentions say of it."""

    iri: str
    counts: Counts

    def said(self, feature: str) -> tuple[str, ...]:
        """The values of a feature, in alphabetical order."""
        return tuple(sorted(self.counts.get(feature, ())))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """How it is called."""
        return self.said("name")

    def to_json(self) -> str:
        """The profile as one line of JSON."""
        return json.dumps(self.counts, ensure_ascii=False, sort_keys=True)


def changed(old: Counts, taken: Iterable[Counts], given: Iterable[Counts]) -> Counts:
    """A profile without some mentions and with others; features and values that nobody says any more are gone.

    >>> changed({"name": {"A": 2}}, [{"name": {"A": 1}}], [{"name": {"B": 1}}])
    {'name': {'A': 1, 'B': 1}}
    """
    new = {feature: dict(values) for feature, values in old.items()}
    for sign, mentions in ((-1, taken), (1, given)):
        for mention in mentions:
            for feature, values in mention.items():
                known = new.setdefault(feature, {})
                for value, number in values.items():
                    known[value] = known.get(value, 0) + sign * number
    kept = {feature: {v: n for v, n in values.items() if n > 0} for feature, values in new.items()}
    return {feature: values for feature, values in kept.items() if values}


def same_said(one: Counts, other: Counts) -> bool:
    """Whether two profiles say the same, however often."""
    return {f: set(v) for f, v in one.items()} == {f: set(v) for f, v in other.items()}


def mentions(readings: Iterable[Reading]) -> Iterator[tuple[str, Counts]]:
    """The key nodes that one source mentions, each time with what is said of it there."""
    known = list(readings)
    for reading in known:
        for iri, told in _told(reading):
            yield iri, {feature: dict.fromkeys(values, 1) for feature, values in told.items() if values}
    yield from _told_together(known)


Told = dict[str, tuple[str, ...]]


def _told(reading: Reading) -> Iterator[tuple[str, Told]]:
    fact = reading.fact
    for iri, name in reading.names_used():
        yield iri, {"name": (name,)}
    match fact:
        case Agency():
            yield reading.refs["self"][0], {"name": (fact.name,), "alias": fact.aliases}
        case Official():
            posts = (json.dumps([fact.position, reading.ref("org") or ""]),)
            told = {"name": (fact.name,), "alias": fact.aliases, "post": posts, "status": _some(fact.status)}
            yield reading.refs["person"][0], told
        case Competition() | Award() | Participation() if reading.ref("contest"):
            name = fact.name if isinstance(fact, Competition) else _contest_name(fact)
            yield reading.refs["contest"][0], {"name": (name,), "published": _some(reading.published)}
    for field in ("leader", "handed_by", "received_by"):
        person, called = reading.ref(field), getattr(fact, field, None)
        if person and called:
            yield person, {"name": (called,)}
    if isinstance(fact, Award) and fact.recipient_kind == "person" and reading.ref("recipient"):
        yield reading.refs["recipient"][0], {"name": (fact.recipient_name or fact.recipient,)}
    if fact.kind == "innovation":
        yield reading.refs["self"][0], {"name": (getattr(fact, "name", ""),)}


def _contest_name(fact: Award | Participation) -> str:
    return (fact.programme if isinstance(fact, Award) else fact.competition) or ""


def _told_together(readings: Iterable[Reading]) -> Iterator[tuple[str, Counts]]:
    """People of one name in two places whom one source names: it tells of somebody who moved."""
    named = {r.refs["person"][0]: r.fact.name for r in readings if isinstance(r.fact, Official)}
    for one, other in combinations(sorted(named), 2):
        alike = names_alike(named[one], named[other])
        if alike and (alike.how == "equal" or (alike.how == "part" and alike.words > 1)):
            yield one, {"with": {other: 1}}
            yield other, {"with": {one: 1}}


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
