"""The concepts of the schemes (`schemes/*.ttl`), and which of them words mean.

Words are looked for as a reader would: whole words, capitals aside, the longest label first, so that 'desa wisata'
is a tourist village and no village.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.ontology.iris import PREFIXES, node
from simpul.ontology.model import SCHEMES, turtle

if TYPE_CHECKING:
    from collections.abc import Mapping

_SKOS: Final = PREFIXES["skos"]
_REMEMBERED: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its IRI and scheme, labels in English and Indonesian, the words that mean it, and what is above it.

    `notation` is the word that facts use for it, where they have one; `broader` is the IRI of the concept above.
    """

    iri: str
    scheme: str
    english: str
    indonesian: str
    words: tuple[str, ...]
    notation: str | None
    broader: str | None


@cache
def concepts() -> Mapping[str, tuple[Concept, ...]]:
    """The concepts of each scheme, in the order of their IRIs.

    >>> [c.notation for c in concepts()["prize"] if c.notation]
    ['favourite', 'harapan', 'other', 'ranked']
    """
    told: dict[str, dict[str, list[str | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(turtle(SCHEMES), ox.RdfFormat.TURTLE):
        value = triple.object if isinstance(triple.object, ox.Literal) else triple.object.value
        told[triple.subject.value][triple.predicate.value.removeprefix(_SKOS)].append(value)
    found: dict[str, list[Concept]] = defaultdict(list)
    for iri, said in sorted(told.items()):
        if iri.startswith(node("concept", "")):
            concept = _concept(iri, said)
            found[concept.scheme].append(concept)
    return {scheme: tuple(those) for scheme, those in found.items()}


def _concept(iri: str, said: Mapping[str, list[str | ox.Literal]]) -> Concept:
    labels = {v.language: v.value for v in said["prefLabel"] if isinstance(v, ox.Literal)}
    others = sorted(v.value for v in said.get("altLabel", ()) if isinstance(v, ox.Literal))
    notation = next((v.value for v in said.get("notation", ()) if isinstance(v, ox.Literal)), None)
    broader = next((v for v in said.get("broader", ()) if isinstance(v, str)), None)
    scheme = iri.removeprefix(node("concept", "")).partition("/")[0]
    return Concept(iri, scheme, labels["en"], labels["id"], (labels["id"], *others), notation, broader)


@cache
def by_notation(scheme: str, notation: str | None) -> str | None:
    """The concept that a word of facts stands for; None where there is none.

    >>> by_notation("visit-form", "studi tiru")
    'https://w3id.org/simpul/concept/visit-form/studi-tiru'
    """
    return next((c.iri for c in concepts()[scheme] if notation is not None and c.notation == notation), None)


def notation_of(iri: str | None) -> str | None:
    """The word of facts that a concept stands for; None where it has none, or there is no such concept.

    >>> notation_of("https://w3id.org/simpul/concept/visit-form/studi-tiru")
    'studi tiru'
    """
    return next((c.notation for those in concepts().values() for c in those if c.iri == iri), None)


@lru_cache(maxsize=_REMEMBERED)
def told_in(scheme: str, text: str) -> tuple[str, ...]:
    """The concepts of a scheme whose words a text holds, sorted.

    >>> [iri.rpartition("/")[2] for iri in told_in("topic", "pengelolaan desa wisata dan Smart City")]
    ['desa-wisata', 'pariwisata', 'smart-city']
    """
    meant = _meant(scheme)
    return tuple(sorted({iri for word in _pattern(scheme).findall(text.casefold()) for iri in meant[word]}))


@lru_cache(maxsize=_REMEMBERED)
def beginning(scheme: str, text: str) -> str | None:
    """The concept of a scheme by whose words a text begins, the longest of them; None where it begins by none.

    >>> beginning("post-kind", "Wakil Bupati Banjar"), beginning("post-kind", "Juru Kunci")
    ('https://w3id.org/simpul/concept/post-kind/deputy-head-of-region', None)
    """
    match = _pattern(scheme).match(text.casefold())
    return min(_meant(scheme)[match[0]]) if match else None


@cache
def _meant(scheme: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for concept in concepts()[scheme]:
        for word in concept.words:
            found[word.casefold()].add(concept.iri)
    return {word: frozenset(those) for word, those in found.items()}


@cache
def _pattern(scheme: str) -> re.Pattern[str]:
    longest_first = sorted(_meant(scheme), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
