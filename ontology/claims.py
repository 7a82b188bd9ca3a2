"""Facts of one source as RDF claims, and back.

A source has one named graph, named by the source's IRI. In it stand the article, one claim for each fact, and one
evidence node for each piece of evidence. Every IRI is local to the source and depends on nothing but its content, so
the same document gives the same quads.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

import pyoxigraph as ox

from simpul.ontology.concepts import by_notation, notation_of
from simpul.ontology.facts import FACT_TYPES, Count, Evidence, Fact, Party, stated_fields
from simpul.ontology.iris import NS, RDF, short_hash
from simpul.ontology.ntriples import TYPE, date, iri, literal, own
from simpul.ontology.regions import by_code, is_code
from simpul.ontology.sketch import sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simpul.ontology.document import Document

KINDS: Final = {fact_type.kind: fact_type for fact_type in FACT_TYPES}
_ARTICLE_TEXTS: Final = {"title": "title", "publisher": "publisher", "url": "url", "retells": "retells"}
_TUPLES: Final = {
    (fact_type.kind, f.name)
    for fact_type in FACT_TYPES
    for f in fields(fact_type)
    if f.default == () and f.default is not MISSING
}

Row = tuple[str, str, str | int | float]
"""Subject, predicate and object of a triple as plain Python values (an IRI is a str)."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a source's graph says of the source itself."""

    source: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    retells: str | None = None
    presented_as: str | None = None
    content_hash: str | None = None
    extractor: str | None = None
    sketch: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as one source states it, and the IRIs of the claim and of its evidence (in the fact's order)."""

    iri: str
    source: str
    fact: Fact
    evidence_iris: tuple[str, ...]


def stated(field_name: str) -> str:
    """The ontology's name for a field as a claim states it.

    >>> stated("recipient_name")
    'statedRecipientName'
    """
    return "stated" + "".join(word.capitalize() for word in field_name.split("_"))


def to_quads(document: Document, facts: Iterable[Fact], extractor: str) -> list[str]:
    """N-Quads lines, sorted, for the source's named graph: the article, its claims and their evidence."""
    graph = iri(document.source)
    triples = [*_article_triples(document, extractor)]
    for local, (fact, evidence) in _merged(document.source, facts).items():
        triples += _claim_triples(local, fact, evidence)
    return sorted({f"{triple} {graph} ." for triple in triples})


def _article_triples(document: Document, extractor: str) -> Iterator[str]:
    article = iri(document.source)
    yield f"{article} {TYPE} {own('Article')}"
    yield f"{article} {own('contentHash')} {literal(document.content_hash)}"
    yield f"{article} {own('extractorVersion')} {literal(extractor)}"
    if document.published:
        yield f"{article} {own('published')} {date(document.published)}"
    if concept := by_notation("content", document.presented_as):
        yield f"{article} {own('presentedAs')} {iri(concept)}"
    if told := sketch(document.text[document.body_start :]):
        yield f"{article} {own('textSketch')} {literal(told)}"
    for name, attribute in _ARTICLE_TEXTS.items():
        value = getattr(document, attribute)
        if value:
            yield f"{article} {own(name)} {literal(value)}"


def claim_iris(source: str, facts: Iterable[Fact]) -> dict[str, Fact]:
    """The facts of a source by the IRIs that their claims have; what is stated twice is one claim."""
    return {local: fact for local, (fact, _) in _merged(source, facts).items()}


def _merged(source: str, facts: Iterable[Fact]) -> dict[str, tuple[Fact, list[Evidence]]]:
    """One entry for each distinct statement, under its claim's IRI, with all evidence given for it."""
    merged: dict[str, tuple[Fact, list[Evidence]]] = {}
    for fact in facts:
        local = f"{source}#{fact.kind}-{short_hash(*_content(fact))}"
        merged.setdefault(local, (fact, []))[1].extend(fact.evidence)
    return merged


def _claim_triples(local: str, fact: Fact, evidence: Iterable[Evidence]) -> Iterator[str]:
    claim = iri(local)
    yield f"{claim} {TYPE} {own('Claim')}"
    yield f"{claim} {own('claimKind')} {literal(fact.kind)}"
    yield f"{claim} {own('reportedIn')} {iri(local.partition('#')[0])}"
    for name in stated_fields(type(fact)):
        yield from _value_triples(claim, local, name, getattr(fact, name))
    same = {replace(e, fields=tuple(sorted(set(e.fields)))) for e in evidence}
    for number, one in enumerate(sorted(same), start=1):
        yield from evidence_triples(claim, f"{local}-e{number}", one)


def _content(fact: Fact) -> list[str]:
    return [
        f"{name}={sorted(set(value)) if isinstance(value, tuple) else value!r}"
        for name in stated_fields(type(fact))
        if (value := getattr(fact, name)) not in (None, ())
    ]


def _value_triples(claim: str, local: str, name: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - any field's value
    for number, item in enumerate(sorted(set(value)) if isinstance(value, tuple) else [value], start=1):
        if item is None:
            continue
        if isinstance(item, Count | Party):
            part = iri(f"{local}-{name.replace('_', '-')}-{number}")
            yield f"{claim} {own(stated(name))} {part}"
            yield from _part_triples(part, item)
        else:
            yield f"{claim} {own(stated(name))} {literal(item)}"


def _part_triples(part: str, item: Count | Party) -> Iterator[str]:
    if isinstance(item, Count):
        yield f"{part} {TYPE} {own('Count')}"
        yield f"{part} {own('number')} {literal(item.number)}"
        yield f"{part} {own('counted')} {literal(item.of)}"
        return
    yield f"{part} {TYPE} {own('Party')}"
    yield f"{part} {own('partyName')} {literal(item.name)}"
    if item.region:
        yield f"{part} {own('partyRegion')} {iri(by_code()[item.region].iri)}"


def evidence_triples(claim: str, local: str, evidence: Evidence) -> Iterator[str]:
    """The words behind a claim (a reference such as `<iri>`), as the evidence node with the IRI `local`."""
    node = iri(local)
    yield f"{claim} {own('evidence')} {node}"
    yield f"{node} {TYPE} {own('Evidence')}"
    yield f"{node} {own('source')} {iri(evidence.source)}"
    yield f"{node} {own('start')} {literal(evidence.start)}"
    yield f"{node} {own('end')} {literal(evidence.end)}"
    yield f"{node} {own('quote')} {literal(evidence.quote)}"
    yield f"{node} {own('rule')} {literal(evidence.rule)}"
    yield f"{node} {own('confidence')} {literal(float(evidence.confidence))}"
    for name in evidence.fields:
        yield f"{node} {own('supportsField')} {literal(name)}"
    if evidence.cell:
        yield f"{node} {own('cell')} {literal(evidence.cell)}"


_IDENTIFYING: Final = {
    "official": ("position",),
    "award": ("programme", "rank", "category"),
    "participation": ("competition",),
}


def statement(source: str, fact: Fact) -> str:
    """The key of what a source states, without the details that another reading of the same words may give.

    A fact that people reject is known by it, so that it stays rejected when the source is read again.
    """
    names = sorted({*fact.core, *_IDENTIFYING.get(fact.kind, ())})
    return f"{source}#{fact.kind}-statement-{short_hash(*(repr(getattr(fact, name)) for name in names))}"


def read_claims(source: str, rows: Iterable[Row]) -> tuple[Article, list[Claim]]:
    """The article and the claims that a source's graph holds, claims in the order of their IRIs.

    Raises:
        ValueError: the graph holds a claim of an unknown kind, or one whose fields or evidence are incomplete.
    """
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in rows:
        nodes[subject][predicate.removeprefix(NS)].append(value)
    claims = [
        _claim(source, subject, said, nodes)
        for subject, said in sorted(nodes.items())
        if NS + "Claim" in said.get(RDF + "type", [])
    ]
    return _article(source, nodes.get(source, {})), claims


def row_of(quad: ox.Quad | ox.Triple) -> Row:
    """A triple, or that of a quad, as plain Python values.

    Raises:
        ValueError: its value is a triple itself.
    """
    term = quad.object
    if isinstance(term, ox.Triple):
        raise ValueError(f"{term} is a triple, not a value")  # noqa: TRY004 - of the data, not of the program
    if not isinstance(term, ox.Literal):
        return quad.subject.value, quad.predicate.value, term.value  # type: ignore[union-attr]
    match term.datatype.value.rpartition("#")[2]:
        case "integer":
            return quad.subject.value, quad.predicate.value, int(term.value)  # type: ignore[union-attr]
        case "decimal" | "double":
            return quad.subject.value, quad.predicate.value, float(term.value)  # type: ignore[union-attr]
    return quad.subject.value, quad.predicate.value, term.value  # type: ignore[union-attr]


def _article(source: str, said: dict[str, list[Any]]) -> Article:
    names = [*_ARTICLE_TEXTS, "published"]
    values = {name: said[name][0] for name in names if said.get(name)}
    return Article(
        source=source,
        content_hash=_one(said, "contentHash"),
        extractor=_one(said, "extractorVersion"),
        sketch=_one(said, "textSketch"),
        presented_as=notation_of(_one(said, "presentedAs")),
        **values,
    )


def _claim(source: str, subject: str, said: dict[str, list[Any]], nodes: dict[str, dict[str, list[Any]]]) -> Claim:
    kind = _one(said, "claimKind")
    if kind not in KINDS:
        raise ValueError(f"{subject}: claims of kind {kind!r} are not known")
    values: dict[str, Any] = {}
    for name, types in _types(kind).items():
        found = [_part(nodes[v]) if v in nodes else v for v in said.get(stated(name), [])]
        if wrong := [v for v in found if not isinstance(v, types)]:
            raise ValueError(f"{subject}: {stated(name)} cannot be {wrong[0]!r}")
        if (kind, name) in _TUPLES:
            values[name] = tuple(sorted(found))
        elif found:
            values[name] = found[0]
    evidence = sorted((_evidence(nodes[e]), e) for e in said.get("evidence", []))
    try:
        fact = KINDS[kind](evidence=tuple(e for e, _ in evidence), **values)
    except TypeError as error:
        raise ValueError(f"{subject}: a claim of kind {kind!r} is incomplete: {error}") from error
    iris = tuple(e for _, e in evidence)
    if not all(i.startswith(f"{source}#") for i in (subject, *iris)) or any(e.source != source for e, _ in evidence):
        raise ValueError(f"{subject}: a claim and its evidence must be of the source whose graph they stand in")
    return Claim(subject, source, fact, iris)


@cache
def _types(kind: str) -> dict[str, tuple[type, ...]]:
    """The types that a value of each field of a kind of fact, or an item of it, may have.

    >>> _types("award")["rank"]
    (<class 'int'>, <class 'str'>)
    """
    hints = get_type_hints(KINDS[kind])
    told = {name: get_args(hints[name]) or (hints[name],) for name in stated_fields(KINDS[kind])}
    return {name: tuple(t for t in types if t is not NoneType and t is not Ellipsis) for name, types in told.items()}


def _part(said: dict[str, list[Any]]) -> Count | Party:
    if "number" in said:
        return Count(int(said["number"][0]), str(said["counted"][0]))
    region = _one(said, "partyRegion")
    return Party(str(said["partyName"][0]), _code_of(region) if region else None)


def _code_of(region_iri: str) -> str:
    for code, region in by_code().items():
        if region.iri == region_iri:
            return code
    raise ValueError(f"{region_iri} is no region")


def _evidence(said: dict[str, list[Any]]) -> Evidence:
    return Evidence(
        source=str(said["source"][0]),
        start=int(said["start"][0]),
        end=int(said["end"][0]),
        quote=str(said["quote"][0]),
        rule=str(said["rule"][0]),
        confidence=float(said["confidence"][0]),
        fields=tuple(sorted(said.get("supportsField", []))),
        cell=_one(said, "cell") or "",
    )


def _one(said: dict[str, list[Any]], name: str) -> Any:  # noqa: ANN401 - a literal's Python value
    return said[name][0] if said.get(name) else None


def region_label(code_or_name: str) -> str:
    """A readable name for what a field holds: the label of a region's code, or the name as it is.

    >>> region_label("16.71"), region_label("Telkom")
    ('Kota Palembang', 'Telkom')
    """
    return by_code()[code_or_name].label if is_code(code_or_name) else code_or_name
