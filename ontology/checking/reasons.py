"""What HermiT holds of an ontology, and the few statements that make it so; for the child process that runs Java."""

from __future__ import annotations

from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import jpype

from simpul.ontology.checking.conflict import smallest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OWL_API: Final = "org.semanticweb.owlapi"
_SECONDS: Final = 20
_SHOWN: Final = 5
_OF_NODES: Final = frozenset(
    {"ClassAssertion", "ObjectPropertyAssertion", "DataPropertyAssertion", "NegativeObjectPropertyAssertion"}
    | {"NegativeDataPropertyAssertion", "SameIndividual", "DifferentIndividuals"}
)
"""The kinds of axioms that say something of nodes; all others are about terms."""


class _TimeIsUpError(Exception):
    """There was not enough time to find the reason."""


class Reasons:
    """HermiT on one ontology; reasons are looked for for twenty seconds at most, then findings go without one."""

    def __init__(self, ontology: Any) -> None:  # noqa: ANN401 - a Java object
        self._ontology = ontology
        self._manager = jpype.JClass(f"{_OWL_API}.apibinding.OWLManager").createOWLOntologyManager()
        self._factory = self._manager.getOWLDataFactory()
        self._hermit = jpype.JClass("org.semanticweb.HermiT.Reasoner")
        self._inconsistent = jpype.JClass(f"{_OWL_API}.reasoner.InconsistentOntologyException")
        self._configuration = jpype.JClass("org.semanticweb.HermiT.Configuration")()
        self._configuration.ignoreUnsupportedDatatypes = True
        self._end = monotonic() + _SECONDS

    def judged(self) -> dict[str, Any]:
        """Whether the whole can be; the contradictions; the classes without members; each with its statements."""
        if not self._consistent(self._ontology):
            return {"consistent": False, "contradictions": list(self._contradictions()), "unsatisfiable": []}
        reasoner = self._hermit(self._configuration, self._ontology)
        bottom = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
        reasoner.dispose()
        classes = sorted(bottom, key=lambda found: str(found.getIRI()))
        empty = [
            {"term": str(found.getIRI()), "statements": self._why_empty(found) if number < _SHOWN else []}
            for number, found in enumerate(classes)
        ]
        return {"consistent": True, "contradictions": [], "unsatisfiable": empty}

    def _contradictions(self) -> Iterator[dict[str, Any]]:
        """One contradiction after the other, each without the statements that made those before it."""
        left = self._statements()
        for _ in range(_SHOWN):
            try:
                found = smallest(left, self._contradict)
            except _TimeIsUpError:
                return
            if not found:
                return
            nodes = {n for a in found for n in a.getIndividualsInSignature() if not n.isBuiltIn()}
            yield {
                "nodes": sorted(str(node.getIRI()) for node in nodes),
                "terms": sorted(str(e.getIRI()) for e in found[0].getSignature() if not e.isBuiltIn()),
                "statements": [str(axiom) for axiom in found],
            }
            taken = [a for a in found if str(a.getAxiomType().getName()) in _OF_NODES] or found
            left = [axiom for axiom in left if axiom not in taken]

    def _why_empty(self, found: Any) -> list[str]:  # noqa: ANN401
        """The statements by which a class can have no member, [] if there was no time to find them."""
        member = self._factory.getOWLNamedIndividual(jpype.JClass(f"{_OWL_API}.model.IRI").create("urn:member"))
        supposed = self._factory.getOWLClassAssertionAxiom(found, member)
        try:
            reason = smallest([*self._statements(), supposed], self._contradict)
        except _TimeIsUpError:
            return []
        return [str(axiom) for axiom in reason if axiom != supposed]

    def _statements(self) -> list[Any]:
        """The statements that can contradict each other, sorted; that many classes are disjoint is said of each two."""
        return sorted(
            {part for axiom in self._ontology.getLogicalAxioms() for part in self._parts(axiom)},
            key=lambda axiom: (str(axiom.getAxiomType().getName()) in _OF_NODES, str(axiom)),
        )

    def _parts(self, axiom: Any) -> Iterable[Any]:  # noqa: ANN401
        kind = str(axiom.getAxiomType().getName())
        if kind == "DisjointUnion":
            return [axiom.getOWLEquivalentClassesAxiom(), *self._parts(axiom.getOWLDisjointClassesAxiom())]
        if kind == "DisjointClasses":
            classes = sorted(axiom.getClassExpressions(), key=str)
            of_two = jpype.JArray(jpype.JClass(f"{_OWL_API}.model.OWLClassExpression"))
            return [self._factory.getOWLDisjointClassesAxiom(of_two(pair)) for pair in combinations(classes, 2)]
        return [axiom]

    def _contradict(self, axioms: Sequence[Any]) -> bool:
        if monotonic() > self._end:
            raise _TimeIsUpError
        part = self._manager.createOntology(jpype.java.util.HashSet(list(axioms)))
        try:
            return not self._consistent(part)
        finally:
            self._manager.removeOntology(part)

    def _consistent(self, ontology: Any) -> bool:  # noqa: ANN401
        reasoner = self._hermit(self._configuration, ontology)
        try:
            return bool(reasoner.isConsistent())
        except self._inconsistent:
            return False
        finally:
            reasoner.dispose()  # else the ontology keeps it, and memory runs out
