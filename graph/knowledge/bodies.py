"""Innovations, and what bodies belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpul.graph.knowledge.choose import shown
from simpul.graph.knowledge.emit import classified, described, linked, said, supported
from simpul.graph.knowledge.names import NATIONAL, place_of
from simpul.ontology.concepts import told_in
from simpul.ontology.facts import Innovation
from simpul.ontology.regions import by_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.graph.knowledge.reading import Reading


def government_of(agency: str) -> str | None:
    """The government that a body belongs to; None for a national body."""
    place = agency.rsplit("/", 2)[1]
    return None if place == NATIONAL else by_slug()[place].government_iri


def innovation_triples(innovation: str, readings: Sequence[Reading]) -> Iterator[str]:
    """An innovation with its owner and partners."""
    facts = [(r.fact, r) for r in readings if isinstance(r.fact, Innovation)]
    name = shown([(f.name, r) for f, r in facts]) or ""
    yield from described(innovation, "Innovation", name, name=name)
    yield from supported(innovation, readings)
    description = shown([(f.description, r) for f, r in facts if f.description])
    yield from said(innovation, "description", description)
    yield from classified(innovation, told_in("topic", f"{name}: {description or ''}"))
    yield from linked(innovation, "owner", [shown([(o, r) for _, r in facts if (o := r.ref("owner"))])])
    yield from linked(innovation, "partner", sorted({p for _, r in facts for p in r.refs.get("partners", ())}))


def place_label(agency: str) -> str:
    """The label of a body's region, or the body's own key where it has none.

    >>> place_label("https://w3id.org/simpul/agency/kota-batam/pemerintah")
    'Kota Batam'
    """
    place = place_of(agency)
    region = by_slug().get(place)
    return region.label if region else place.replace("-", " ")
