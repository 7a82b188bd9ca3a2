"""For each kind of node that can be one with another: what it is looked up by, how two are compared, what clashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from simpul.graph.identity import agencies, contests, people
from simpul.graph.identity.likeness import Likeness
from simpul.ontology.iris import node, short_hash
from simpul.ontology.ntriples import TYPE, iri, literal, own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpul.graph.identity.likeness import Found
    from simpul.graph.identity.profile import Profile

AUTOMATIC: Final = node("judgements", "automatic")
"""The named graph of the judgements that rules make."""


class Rules(NamedTuple):
    """The rules of one kind.

    `keys` are what a node is found by, `sought` what it is looked for by; two nodes of which one seeks a key of the
    other are compared.
    """

    keys: Callable[[Profile], Iterator[str]]
    sought: Callable[[Profile], Iterator[str]]
    compare: Callable[[Profile, Profile, Callable[[str], str]], Found | None]
    clash: Callable[[Profile, Profile], bool]


def _no_keys(_profile: Profile) -> Iterator[str]:
    yield from ()


def _nothing(*_: object) -> None:
    return None


RULES: Final = {
    "agency": Rules(agencies.keys, agencies.keys, agencies.compare, agencies.clash),
    "official": Rules(people.keys, people.keys, people.compare, people.clash),
    "competition": Rules(contests.keys, contests.sought, contests.compare, contests.clash),
    "innovation": Rules(_no_keys, _no_keys, _nothing, lambda *_: False),
}
"""In the order in which they are resolved: people and contests are compared by the bodies they belong to."""


def likeness(kind: str, one: Profile, other: Profile, body: Callable[[str], str]) -> Likeness | None:
    """What the rules of a kind find of two nodes, whichever comes first."""
    first, second = sorted((one, other), key=lambda p: p.iri)
    found = RULES[kind].compare(first, second, body)
    if found is None:
        return None
    short = None if found.short is None else (first, second)[found.short].iri
    return Likeness(first.iri, second.iri, found.rule, found.score, short)


def triples(likeness: Likeness, *, same: bool) -> Iterator[str]:
    """A rule's judgement in the graph of automatic judgements."""
    subject = iri(node("judgement", short_hash(likeness.one, likeness.other, likeness.rule)))
    yield f"{subject} {TYPE} {own('Judgement')}"
    yield f"{subject} {own('verdict')} {literal('same' if same else 'unsure')}"
    yield f"{subject} {own('judges')} {iri(likeness.one)}"
    yield f"{subject} {own('judges')} {iri(likeness.other)}"
    yield f"{subject} {own('rule')} {literal(likeness.rule)}"
    yield f"{subject} {own('score')} {literal(float(likeness.score))}"
