"""Which topics the reports tell of, so that one can ask whom to visit about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpul.ontology.concepts import concepts, told_in

if TYPE_CHECKING:
    from simpul.graph.network.history import History


@dataclass(frozen=True, slots=True)
class Told:
    """A topic of the scheme: its IRI and labels, and how many governments are told to have something on it."""

    topic: str
    english: str
    indonesian: str
    governments: int


def topics(known: History) -> list[Told]:
    """The topics on which a government is told to have won, made or shown something, those of the most first."""
    told = [(w.government, w.text) for w in known.won] + [(m.government, m.text) for m in known.made]
    told += [(v.host, v.text) for v in known.visited]
    able: dict[str, set[str]] = defaultdict(set)
    for government, text in told:
        for topic in told_in("topic", text):
            able[topic].add(government)
    found = [Told(c.iri, c.english, c.indonesian, len(able[c.iri])) for c in concepts()["topic"] if c.iri in able]
    return sorted(found, key=lambda t: (-t.governments, t.topic))
