"""Sources made by hand: texts that contain the words their facts rest on.

    iri, quads = source("a.txt", said(Award, "Batam juara 1", recipient="21.71", rank=1), published="2020-06-22")

Nothing of the loaders is used, so that what the graph does with facts is tested apart from how they are found.
"""

import os
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import pyoxigraph as ox

from simpul.graph.store import writer
from simpul.graph.store.derived import everything
from simpul.graph.store.export import export
from simpul.ontology.claims import to_quads
from simpul.ontology.document import Document
from simpul.ontology.facts import Evidence
from simpul.ontology.iris import PREFIXES, source_iri
from simpul.ontology.model import REGIONS, turtle

EXTRACTOR = "by hand"


@dataclass(frozen=True)
class Said:
    """A fact to be, and the words a source says it with."""

    kind: type
    quote: str
    values: dict
    confidence: float = 1.0
    rule: str = "by-hand"
    supports: tuple = ()
    also: tuple = ()


_ABOUT_WORDS = {f.name for f in fields(Said)} - {"kind", "quote", "values"}


def said(kind, quote, **values):
    """A fact of `kind` said with `quote`; `also` are more quotes, `supports` the fields that the words support."""
    words = {name: values.pop(name) for name in _ABOUT_WORDS & set(values)}
    return Said(kind, quote, values, **words)


def document(name, *told, published=None, **known):
    """A document whose text is the quotes, one a line after a head line, and its facts."""
    iri = name if ":" in name else source_iri(name)
    text, facts = f"Berita {name}:", []
    for one in told:
        evidence = []
        for quote in (one.quote, *one.also):
            start = len(text) + 1
            text += f"\n{quote}"
            assert text[start : start + len(quote)] == quote
            end = start + len(quote)
            evidence.append(Evidence(iri, start, end, quote, one.rule, one.confidence, one.supports))
        facts.append(one.kind(evidence=tuple(evidence), **one.values))
    return Document(source=iri, text=text, published=published, **known), facts


def source(name, *told, published=None, **known):
    """The source's IRI and its quads."""
    made, facts = document(name, *told, published=published, **known)
    return made.source, to_quads(made, facts, EXTRACTOR)


def loaded(sources, *, authority=False):
    """A store in memory, with or without the region authority, into which `sources` went in their order."""
    store = ox.Store()
    if authority:
        store.bulk_load(turtle(REGIONS), ox.RdfFormat.TURTLE)
        store.update(everything())
    for iri, quads in sources:
        writer.replace(store, iri, quads)
    return store


def exported(store, folder):
    """The bytes of the three forms that hold everything or the knowledge alone."""
    found = []
    for suffix in (".nq", ".trig", ".ttl"):
        path = folder / f"graph{suffix}"
        export(store, path)
        found.append(path.read_bytes())
    return found


def rows(store, sparql):
    """What SPARQL gives, each row a tuple of text."""
    results = store.query(sparql, prefixes=PREFIXES)
    return [tuple(None if term is None else term.value for term in solution) for solution in results]


def child(*arguments):
    """How to run this room's code in another process."""
    here = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(here), str(here.parent.parent / ".dev")])}
    return {"args": [sys.executable, *map(str, arguments)], "env": environment, "text": True}
