"""A reading with the nodes that its key nodes turned out to be."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from simpul.graph.knowledge.reading import collaboration_iri, organiser_of, pair_iri, post_iri, units
from simpul.ontology.facts import Collaboration, Official
from simpul.ontology.iris import node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simpul.graph.knowledge.reading import Reading


def resolved(
    reading: Reading,
    canonical: Callable[[str], str],
    voice: str = "",
    judged: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Reading:
    """`reading` with each key node replaced by the node that stands for it.

    What is made of other keys (a post of its body, a pair of two governments, an agreement of its parties, an edition
    of its organiser) is made anew. `voice` is the source that stands for all of its text, `judged` what people say of
    this claim and others.
    """
    refs = {name: tuple(map(canonical, iris)) for name, iris in reading.refs.items()}
    fact = reading.fact
    if isinstance(fact, Official):
        refs["post"] = (post_iri(next(iter(refs.get("org", ())), None), fact),)
    if isinstance(fact, Collaboration) and refs["parties"] != reading.refs["parties"]:
        refs["self"] = (collaboration_iri(refs["parties"], fact),)
    if "pair" in refs:
        refs["pair"] = (pair_iri(refs["visitor"][0], refs["host"][0]),)
    if "edition" in refs and (organiser := organiser_of(refs["edition"][0])):
        year = refs["edition"][0].rpartition("/")[2]
        refs["edition"] = (node("edition", canonical(organiser).removeprefix(node("agency", "")), year),)
    others = sorted((b if a == reading.claim else a, verdict) for (a, b), verdict in judged.items())
    return replace(
        reading,
        refs=refs,
        units=units(reading.source, refs),
        voice="" if voice == reading.source else voice,
        judged=tuple(others),
    )
