"""The reference page: every term and concept in one HTML file that asks nothing of the network and runs no script."""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape
from rdflib.namespace import DCTERMS, OWL, SKOS
from rdflib.term import Literal, URIRef

from simpul.ontology.concepts import concepts
from simpul.ontology.iris import BASE, NS, ONTOLOGY, PREFIXES, node, term
from simpul.ontology.model import (
    TERMS,
    annotation_properties,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
    resource,
    themes,
)
from simpul.ontology.reference.drawing import drawing
from simpul.ontology.reference.entries import LANGUAGES, rows, text
from simpul.ontology.reference.picture import picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rdflib import Graph

    from simpul.ontology.concepts import Concept

_NAME: Final = re.compile(r"“[^”]*”|\b(?:\w+:)?\w+\b")
_PROSE: Final = ("note", "example", "source", "always")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of an entry: its heading and its values, each with its language; one language where they are the same."""

    heading: Mapping[str, str]
    values: Sequence[tuple[str, Sequence[Markup]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page shows it."""

    name: str
    iri: str
    kind: Mapping[str, str]
    label: Mapping[str, str]
    definition: Mapping[str, str]
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as the page shows it; some have no diagram."""

    name: str
    title: Mapping[str, str]
    intro: Mapping[str, str]
    diagram: Markup | None
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Twig:
    """A concept with those below it; some explain themselves and have no definition."""

    concept: Concept
    anchor: str
    definition: Mapping[str, str] | None
    words: Sequence[str]
    below: Sequence[Twig]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme with its concepts as a tree."""

    anchor: str
    title: Mapping[str, str]
    definition: Mapping[str, str]
    count: int
    tops: Sequence[Twig]


def page() -> str:
    """The whole page as HTML."""
    model = model_graph()
    style = _read("page.css")
    listed = [_theme(model, name) for name in _words()["themes"]]
    return (
        _environment()
        .from_string(_read("page.html.j2"))
        .render(
            ontology=_ontology(model),
            words=_words()["page"],
            languages=LANGUAGES,
            themes=listed,
            schemes=[_scheme(model, name) for name in concepts()],
            indexes={language: _index(listed, language) for language in LANGUAGES},
            style=Markup(style),  # noqa: S704 (our own file)
            policy=f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'",
        )
    )


def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _read(name: str) -> str:
    return (resource("reference") / name).read_text("utf-8")


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_read("words.toml"))


def _ontology(model: Graph) -> Mapping[str, Any]:
    subject = URIRef(ONTOLOGY)
    return {
        "title": _texts(model, subject, DCTERMS.title),
        "description": _texts(model, subject, DCTERMS.description),
        "version": model.value(subject, OWL.versionInfo),
        "version_iri": model.value(subject, OWL.versionIRI),
        "licence": model.value(subject, DCTERMS.license),
        "namespace": NS,
    }


def _texts(model: Graph, subject: URIRef, prop: URIRef) -> dict[str, str]:
    return {language: text(model, subject, prop, language) for language in LANGUAGES}


def _theme(model: Graph, name: str) -> Theme:
    words = _words()["themes"][name]
    shown = picture(model_graph(TERMS), name)
    titles = {language: f"{_words()['page']['diagram'][language]}: {words[language]}" for language in LANGUAGES}
    intro = {language: words[f"{language}_intro"] for language in LANGUAGES}
    entries = [_entry(model, term_name) for term_name in themes()[name]]
    return Theme(name, words, intro, drawing(shown, name, titles) if shown else None, entries)


def _entry(model: Graph, name: str) -> Entry:
    subject = URIRef(term(name))
    told = {row.key: row.values for row in rows(model, name)}
    facts = [_fact(model, subject, key, told[key]) for key in _words()["rows"] if key in told]
    label, definition = _texts(model, subject, SKOS.prefLabel), _texts(model, subject, SKOS.definition)
    return Entry(name, term(name), _words()["kinds"][_kind(name)], label, definition, facts)


def _kind(name: str) -> str:
    kinds = {
        "class": classes(),
        "object": object_properties(),
        "datatype": datatype_properties(),
        "annotation": annotation_properties(),
    }
    return next(kind for kind, names in kinds.items() if name in names)


def _fact(model: Graph, subject: URIRef, key: str, values: Mapping[str, Sequence[str]]) -> Fact:
    heading = _words()["rows"][key]
    if key == "example":
        examples = (o for o in model.objects(subject, SKOS.example) if isinstance(o, Literal))
        said = sorted((example.language or "en", str(example)) for example in examples)
        return Fact(heading, [(language, [escape(example)]) for language, example in said])
    show = escape if key in _PROSE else _linked
    told = [(language, [show(value) for value in values[language]]) for language in LANGUAGES]
    return Fact(heading, told if values["en"] != values["id"] else told[:1])


def _linked(words: str) -> Markup:
    """Words about terms with a link from each name to where it is defined: on this page, or in its vocabulary.

    >>> _linked("recipient exactly 1")
    Markup('<a href="#recipient">recipient</a> exactly 1')
    >>> _linked("org:Post")
    Markup('<a href="http://www.w3.org/ns/org#Post">org:Post</a>')
    """
    parts: list[Markup] = []
    end = 0
    for match in _NAME.finditer(words):
        target = _target(match[0])
        shown = escape(match[0])
        parts += [
            escape(words[end : match.start()]),
            Markup('<a href="{}">{}</a>').format(target, shown) if target else shown,
        ]
        end = match.end()
    return Markup("").join([*parts, escape(words[end:])])


def _target(name: str) -> str | None:
    prefix, colon, local = name.partition(":")
    if colon:
        return PREFIXES[prefix] + local if prefix in PREFIXES else None
    return f"#{name}" if name in _all_terms() else None


@cache
def _all_terms() -> frozenset[str]:
    return frozenset(name for names in themes().values() for name in names)


def _scheme(model: Graph, name: str) -> Scheme:
    subject = URIRef(node("scheme", name))
    listed = concepts()[name]
    iris = {concept.iri for concept in listed}
    tops = [_twig(model, concept, listed) for concept in listed if concept.broader not in iris]
    title, definition = _texts(model, subject, SKOS.prefLabel), _texts(model, subject, SKOS.definition)
    return Scheme(_anchor(str(subject)), title, definition, len(listed), tops)


def _twig(model: Graph, concept: Concept, listed: Sequence[Concept]) -> Twig:
    below = [_twig(model, other, listed) for other in listed if other.broader == concept.iri]
    subject = URIRef(concept.iri)
    definition = _texts(model, subject, SKOS.definition) if (subject, SKOS.definition, None) in model else None
    words = [word for word in concept.words if word != concept.indonesian]
    return Twig(concept, _anchor(concept.iri), definition, words, below)


def _anchor(iri: str) -> str:
    """Where the page tells of a concept or scheme: the end of its IRI."""
    return iri.removeprefix(BASE)


def _index(listed: Iterable[Theme], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The labels of all terms in a language, with the names of their terms, by first letter."""
    entries = sorted((e.label[language], e.name) for theme in listed for e in theme.entries)
    entries.sort(key=lambda entry: (entry[0].casefold(), entry[1]))
    return list(_by_letter(entries))


def _by_letter(entries: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for letter in sorted({label[0].upper() for label, _ in entries}):
        yield letter, [entry for entry in entries if entry[0][0].upper() == letter]
