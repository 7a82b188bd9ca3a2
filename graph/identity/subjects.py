"""What users point at when they judge or reject: IRIs in full or in short, of nodes or of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.graph.identity.profile import KINDS, kind_of
from simpul.graph.store.index import Index
from simpul.ontology.claims import statement
from simpul.ontology.errors import UsageError
from simpul.ontology.iris import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

_RESTS_ON: Final = ox.NamedNode(NS + "restsOn")
_PAIRED: Final = ("same", "different", "unsure")
_MADE_OF_REPORTS: Final = {"visit": "visit"}
_OWN_CLAIMS: Final = {
    "agency": "agency",
    "official": "official",
    "region": "region",
    "competition": "competition",
    "innovation": "innovation",
    "tenure": "official",
    "post": "official",
}


def full(name: str) -> str:
    """An IRI in full, from one with a known prefix.

    Raises:
        UsageError: it is no IRI.

    >>> full("id:agency/kota-batam/pemerintah")
    'https://w3id.org/simpul/agency/kota-batam/pemerintah'
    """
    bare = name.strip().strip("<>")
    prefix, colon, rest = bare.partition(":")
    iri = PREFIXES[prefix] + rest if colon and prefix in PREFIXES else bare
    try:
        return str(ox.NamedNode(iri).value)
    except ValueError as error:
        raise UsageError(f"'{name}' is no IRI; 'simpul query' and 'simpul review' print IRIs") from error


def judgeable(store: ox.Store, verdict: str, one: str, other: str) -> tuple[str, ...]:
    """The two subjects of a verdict, in order; a visit is stood for by the first claim that tells of it.

    Raises:
        UsageError: there is no such verdict or node, or the two cannot be judged.
    """
    if verdict not in _PAIRED:
        raise UsageError(f"'{verdict}' is no verdict on two nodes; say {', '.join(_PAIRED)}")
    index = Index(store)
    subjects = sorted({_subject(index, full(name)) for name in (one, other)})
    if len(subjects) != 2:  # noqa: PLR2004 - a pair
        raise UsageError(f"{one} and {other} are one node; name two that differ")
    kinds = {_kind(index, s) for s in subjects}
    if len(kinds) != 1:
        raise UsageError(f"{one} and {other} are of two kinds ({' and '.join(sorted(kinds))}); only likes are compared")
    if kinds == {"visit"} and len({index.resolved(s).ref("pair") for s in subjects}) != 1:
        raise UsageError(f"{one} and {other} are visits of other regions; judge the bodies that visit or are visited")
    return tuple(subjects)


def _subject(index: Index, iri: str) -> str:
    kind = kind_of(iri)
    if kind in KINDS and index.profile(iri):
        return iri
    if index.is_claim(iri):
        return iri
    if kind in _MADE_OF_REPORTS and (claims := _claims(index.store, iri)):
        return min(claims)
    known = ", ".join(sorted((*KINDS, *_MADE_OF_REPORTS)))
    raise UsageError(f"{iri}: no {known} with this IRI is in the store; 'simpul query' prints IRIs")


def _kind(index: Index, subject: str) -> str:
    return index.reading(subject).fact.kind if index.is_claim(subject) else kind_of(subject)


def rejectable(store: ox.Store, fact: str) -> list[str]:
    """The keys of the statements that a fact rests on: a claim's own, or those that make a node.

    Raises:
        UsageError: there is no such claim or node.
    """
    iri, index = full(fact), Index(store)
    claims = [iri] if index.is_claim(iri) else _claims(store, iri)
    if not claims:
        raise UsageError(f"{fact}: no such claim or node in the store; 'simpul query' and 'simpul review' print IRIs")
    readings = [index.reading(claim) for claim in claims]
    own = _OWN_CLAIMS.get(kind_of(iri))
    about = [r for r in readings if own is None or r.fact.kind == own] or readings
    return sorted({statement(r.source, r.fact) for r in about})


def _claims(store: ox.Store, node: str) -> list[str]:
    found: Iterable[ox.Quad] = store.quads_for_pattern(ox.NamedNode(node), _RESTS_ON, None, ox.DefaultGraph())
    return sorted(q.object.value for q in found)  # type: ignore[union-attr]
