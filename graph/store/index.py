"""The index: a cache beside the claims, made anew from them, never exported.

| subject | predicate | object |
|---|---|---|
| claim | `reading` | the claim with the key nodes that its names mean, as JSON |
| claim | `keyNode` | each key node in it |
| claim | `inUnit` | each unit of knowledge that it touches, key nodes resolved |
| key node | `profile` | what is said of it, as JSON |
| key node | `lookedUpBy` | what it is found by for comparison |
| key node | `alike` | a likeness with another, as JSON |
| key node | `canonical` | the node that stands for it, where that is another |
| unit | `tally` | what is told of its node in all, as JSON (`simpul.graph.knowledge.tallied`) |
| source | `textKey` | what sources of the same text share |
| source | `voice` | the source that stands for all of its text, where that is another |
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.graph.identity.judgements import PEOPLE
from simpul.graph.identity.likeness import Likeness
from simpul.graph.identity.partition import pair
from simpul.graph.identity.resolved import resolved
from simpul.graph.knowledge.derive import INDEX
from simpul.graph.knowledge.reading import Reading
from simpul.graph.knowledge.tally import Tally
from simpul.ontology.iris import NS
from simpul.ontology.ntriples import iri, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simpul.graph.identity.partition import Pair
    from simpul.graph.identity.profile import Counts

GRAPH: Final = ox.NamedNode(INDEX)


def _own(name: str) -> ox.NamedNode:
    return ox.NamedNode(NS + name)


READING, KEY_NODE, IN_UNIT = _own("reading"), _own("keyNode"), _own("inUnit")
PROFILE, LOOKED_UP_BY, ALIKE, CANONICAL = _own("profile"), _own("lookedUpBy"), _own("alike"), _own("canonical")
TALLY = _own("tally")
TEXT_KEY, VOICE = _own("textKey"), _own("voice")
JUDGES, VERDICT = _own("judges"), _own("verdict")
_PEOPLE = ox.NamedNode(PEOPLE)


class Index:
    """What the index of a store holds."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def claims_in(self, unit: str) -> list[str]:
        """The claims that touch a unit."""
        return self._subjects(IN_UNIT, ox.Literal(unit))

    def claims_of(self, key_node: str) -> list[str]:
        """The claims that mention a key node."""
        return self._subjects(KEY_NODE, ox.NamedNode(key_node))

    def reading(self, claim: str) -> Reading:
        """A claim as it was read, with key nodes."""
        return _reading(self._one(claim, READING) or "")

    def is_claim(self, iri: str) -> bool:
        """Whether an IRI is that of a claim in the store."""
        return self._one(iri, READING) is not None

    def resolved(self, claim: str) -> Reading:
        """A claim with the nodes that stand for its key nodes."""
        reading = self.reading(claim)
        return resolved(reading, self.canonical, self.voice(reading.source), self.verdicts(claim))

    def readings(self) -> Iterator[Reading]:
        """All claims, resolved, in the order of their IRIs."""
        found = self.store.quads_for_pattern(None, READING, None, GRAPH)
        for claim in sorted(q.subject.value for q in found):  # type: ignore[union-attr]
            yield self.resolved(claim)

    def profile(self, key_node: str) -> Counts:
        """What is said of a key node; empty where nothing is."""
        told = self._one(key_node, PROFILE)
        return json.loads(told) if told else {}

    def keys(self, key_node: str) -> set[str]:
        """What a key node is looked up by."""
        return set(self._objects(key_node, LOOKED_UP_BY))

    def nodes_with(self, key: str) -> list[str]:
        """The key nodes that are looked up by `key`."""
        return self._subjects(LOOKED_UP_BY, ox.Literal(key))

    def likenesses(self, key_node: str) -> set[Likeness]:
        """What rules found of a key node."""
        return {Likeness(*json.loads(text)) for text in self._objects(key_node, ALIKE)}

    def canonical(self, key_node: str) -> str:
        """The node that stands for a key node: itself, unless it is one with others."""
        return self._one(key_node, CANONICAL) or key_node

    def members(self, canonical: str) -> list[str]:
        """The key nodes that a node stands for, itself among them."""
        return sorted({canonical, *self._subjects(CANONICAL, ox.NamedNode(canonical))})

    def verdicts(self, node: str) -> dict[Pair, str]:
        """People's verdicts on a key node or a claim, in force."""
        found = {}
        for quad in self.store.quads_for_pattern(None, JUDGES, ox.NamedNode(node), _PEOPLE):
            about = self.store.quads_for_pattern(quad.subject, None, None, _PEOPLE)
            told = [(q.predicate, q.object.value) for q in about]  # type: ignore[union-attr]
            both = [value for predicate, value in told if predicate == JUDGES]
            found[pair(*both)] = next(value for predicate, value in told if predicate == VERDICT)
        return found

    def tally(self, unit: str) -> Tally:
        """What is told in all of a unit's node."""
        told = self._one(unit_iri(unit), TALLY)
        return Tally.from_json(json.loads(told)) if told else Tally()

    def text_keys(self, source: str) -> set[str]:
        """What a source shares with others of the same text."""
        return set(self._objects(source, TEXT_KEY))

    def sources_with(self, text_key: str) -> list[str]:
        """The sources that have a text key."""
        return self._subjects(TEXT_KEY, ox.Literal(text_key))

    def spoken_by(self, voice: str) -> list[str]:
        """The sources that speak with a voice, the one it is named after among them."""
        return sorted({voice, *self._subjects(VOICE, ox.NamedNode(voice))})

    def voice(self, source: str) -> str:
        """The source that stands for all whose text is that of `source`."""
        return self._one(source, VOICE) or source

    def _subjects(self, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> list[str]:
        found = self.store.quads_for_pattern(None, predicate, value, GRAPH)
        return [q.subject.value for q in found]  # type: ignore[union-attr]

    def _objects(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        found = self.store.quads_for_pattern(ox.NamedNode(subject), predicate, None, GRAPH)
        return [q.object.value for q in found]  # type: ignore[union-attr]

    def _one(self, subject: str, predicate: ox.NamedNode) -> str | None:
        return next(iter(self._objects(subject, predicate)), None)


@lru_cache(maxsize=50_000)
def _reading(text: str) -> Reading:
    return Reading.from_json(text)


def reading_triples(reading: Reading) -> set[str]:
    """What the index holds of a claim, apart from its units."""
    claim = iri(reading.claim)
    nodes = {f"{claim} {KEY_NODE} {iri(n)}" for n in reading.key_nodes()}
    return nodes | {f"{claim} {READING} {literal(reading.to_json())}"}


def unit_triples(reading: Reading) -> set[str]:
    """What the index holds of the units that a resolved claim touches."""
    claim = iri(reading.claim)
    return {f"{claim} {IN_UNIT} {literal(unit)}" for unit in reading.units}


def profile_triples(key_node: str, counts: Counts, keys: Iterable[str]) -> set[str]:
    """What the index holds of a key node that somebody mentions."""
    if not counts:
        return set()
    told = json.dumps(counts, ensure_ascii=False, sort_keys=True)
    found = {f"{iri(key_node)} {PROFILE} {literal(told)}"}
    return found | {f"{iri(key_node)} {LOOKED_UP_BY} {literal(key)}" for key in keys}


def likeness_triples(x: Likeness) -> set[str]:
    """What the index holds of a likeness, at both its ends."""
    told = literal(json.dumps([x.one, x.other, x.rule, x.score, x.short]))
    return {f"{iri(end)} {ALIKE} {told}" for end in (x.one, x.other)}


def canonical_triples(key_node: str, canonical: str) -> set[str]:
    """What the index holds of a node that another stands for."""
    return {f"{iri(key_node)} {CANONICAL} {iri(canonical)}"} if key_node != canonical else set()


def unit_iri(unit: str) -> str:
    """A unit as a subject in the index.

    >>> unit_iri("agency https://e.org/a")
    'https://w3id.org/simpul/index/agency?https://e.org/a'
    """
    kind, _, subject = unit.partition(" ")
    return f"{INDEX}/{kind}?{subject}"


def tally_triples(unit: str, tally: Tally) -> set[str]:
    """What the index holds of what is told of a unit's node."""
    if not tally.weights:
        return set()
    return {f"{iri(unit_iri(unit))} {TALLY} {literal(json.dumps(tally.to_json(), ensure_ascii=False))}"}


def source_triples(source: str, text_keys: Iterable[str], voice: str) -> set[str]:
    """What the index holds of a source."""
    found = {f"{iri(source)} {TEXT_KEY} {literal(key)}" for key in text_keys}
    return found | ({f"{iri(source)} {VOICE} {iri(voice)}"} if voice != source else set())
