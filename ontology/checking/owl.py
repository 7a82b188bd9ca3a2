"""Is an ontology OWL 2 DL, and does it hold together? Asked of the OWL API and of HermiT, in a process of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import URIRef

from simpul.ontology.checking.finding import Finding
from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import ONTOLOGY, compact
from simpul.ontology.model import resource
from simpul.ontology.reasoning import OWL_DATATYPES, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

_SECONDS: Final = 120
_SHOWN: Final = 5
_MALFORMED: Final = "http://org.semanticweb.owlapi/error#"
_IRI: Final = re.compile(r"<([^<>\s]+)>")
_UNNAMED: Final = re.compile(r"_:genid\S+")


def findings(graph: Graph) -> list[Finding]:
    """What is not OWL 2 DL (check 'profile') and what cannot be (check 'consistency'), sorted; takes some two seconds.

    Literals of datatypes that OWL 2 lacks, days and years among them, are judged as text.

    Raises:
        SimpulError: Java could not be started, took too long, or could not read the ontology.
    """
    told = _asked(b"".join(_lines(graph)))
    return sorted({*_of_profile(told["violations"]), *_of_datatypes(graph), *_of_consistency(told)})


def _lines(graph: Graph) -> Iterator[bytes]:
    """The graph as N-Triples; sorted, so that Java's answer is the same each time.

    Other ontologies' imports and heads are left out: nothing is ever fetched, and the OWL API wants one head.
    """
    fresh = Graph()
    others = set(graph.subjects(RDF.type, OWL.Ontology)) - {URIRef(ONTOLOGY)}
    for triple in graph:
        if triple[0] not in others and triple[1] != OWL.imports:
            fresh.add(readable(triple))
    yield from sorted(fresh.serialize(format="nt", encoding="utf-8").splitlines(keepends=True))


def _asked(ntriples: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "simpul.ontology.checking.java"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    environment.pop("JDK_JAVA_OPTIONS", None)
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=ntriples, capture_output=True, env=environment, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise SimpulError(
            f"Java took more than {_SECONDS} seconds over the ontology; check a smaller part of it"
        ) from None
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise SimpulError(f"Java cannot judge the ontology: {complaint[0]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _of_profile(violations: Iterable[dict[str, Any]]) -> Iterator[Finding]:
    """One finding for each term and kind of violation, with one of the statements that it lies in."""
    statements: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    uses: dict[str, str] = {}
    for violation in violations:
        kind, term = _subject(violation)
        statements[kind, term].add(_readably(violation["statement"]))
        uses[term] = " + ".join(violation["uses"])
    of_two_kinds = {term for kind, term in statements if kind == "IllegalPunning"}
    for (kind, term), found in statements.items():
        if kind == "IllegalPunning":
            odd = {s for (other, about), some in statements.items() if about == term and other != kind for s in some}
            yield _about(kind, term, odd or found, uses[term])
        elif not (kind.startswith("UseOfUndeclared") and term in of_two_kinds):
            yield _about(kind, term, found, uses[term])


def _subject(violation: dict[str, Any]) -> tuple[str, str]:
    """The kind of a violation and the term it is about; the OWL API makes a term up where an expression is broken."""
    if not violation["term"].startswith(_MALFORMED):
        return violation["kind"], violation["term"]
    named = [iri for iri in _IRI.findall(violation["statement"]) if not iri.startswith(_MALFORMED)]
    return "MalformedExpression", next(iter(named), "")


def _about(kind: str, term: str, statements: Iterable[str], uses: str) -> Finding:
    english, indonesian = _words(kind)
    first, *more = sorted(statements, key=lambda text: (text.startswith("Declaration"), text))
    en, local = (f", and {len(more)} more", f", dan {len(more)} lagi") if more else ("", "")
    where = f" ({first}" if first else ""
    return Finding(
        "profile",
        kind,
        "violation",
        term,
        english.replace("{uses}", uses) + (f"{where}{en})" if where else ""),
        indonesian.replace("{uses}", uses) + (f"{where}{local})" if where else ""),
    )


def _readably(statement: str) -> str:
    """A statement of the OWL API with short names.

    >>> _readably("SubClassOf(<https://w3id.org/simpul/ontology#City> <http://example.org/x> )")
    'SubClassOf(simpul:City http://example.org/x)'
    """
    text = _UNNAMED.sub("_:unnamed", _IRI.sub(lambda match: compact(match[1]), " ".join(statement.split())))
    for malformed in re.findall(re.escape(_MALFORMED) + r"Error\d+", text):
        text = text.replace(malformed, "?")
    return text.replace(" )", ")")


def _of_datatypes(graph: Graph) -> Iterator[Finding]:
    """Ranges that OWL 2 has no datatype for: the OWL API lets those of XML Schema pass."""
    english, indonesian = _words("UseOfUnknownDatatype")
    for prop in (RDFS.range, OWL.onDatatype, OWL.onDataRange, OWL.someValuesFrom, OWL.allValuesFrom):
        for subject, datatype in graph.subject_objects(prop):
            if str(datatype).startswith(str(XSD)) and datatype not in OWL_DATATYPES:
                about, told = _named(graph, subject), f"({compact(str(datatype))})"
                yield Finding(
                    "profile", "UseOfUnknownDatatype", "violation", about, f"{english} {told}", f"{indonesian} {told}"
                )


def _named(graph: Graph, node: Node) -> str:
    """The IRI of a node, or of the first term whose description it is part of; '' if there is none."""
    above = (term for term in graph.transitive_subjects(None, node) if isinstance(term, URIRef))
    return str(next(above, ""))


def _words(kind: str) -> tuple[str, str]:
    """What a kind of violation means and what to do, in both languages."""
    words = _messages()
    found = words.get(kind) or next((words[part] for part in words if kind.startswith(part)), words["other"])
    return found["en"], found["id"]


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads((resource("checking") / "profile.toml").read_text(encoding="utf-8"))


def _of_consistency(told: dict[str, Any]) -> Iterator[Finding]:
    if "refused" in told:
        yield _of_words("not-judged", "", _readably(told["refused"]))
        return
    for empty in told["unsatisfiable"]:
        yield _of_words("unsatisfiable", empty["term"], _reason(empty["statements"]))
    for contradiction in told["contradictions"]:
        about = (contradiction["nodes"] or contradiction["terms"] or [""])[0]
        yield _of_words("inconsistent", about, _reason(contradiction["statements"]))
    if not told["consistent"] and not told["contradictions"]:
        yield _of_words("inconsistent-somewhere", "", "")


def _of_words(rule: str, term: str, reason: str) -> Finding:
    texts = (f"{text} ({reason})" if reason else text for text in _words(rule))
    return Finding("consistency", rule, "violation", term, *texts)


def _reason(statements: Iterable[str]) -> str:
    return " + ".join(sorted(_readably(statement) for statement in statements))
