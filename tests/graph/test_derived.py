"""What rules derive: the same as OWL's axioms entail, and kept true while sources come and go."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import loaded, source
from rdflib import BNode, Graph
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from town import BADUNG, visit

from simpul.graph.store import derived, writer
from simpul.ontology import reasoning
from simpul.ontology.derivation import parse, rules
from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import BASE, NS
from simpul.ontology.model import TERMS, model_graph

RULES = {rule.name: rule for rule in rules()}
HEADS = {rule.head.predicate for rule in rules()}
SMALL = """
    <body/dinas-a> simpul:unitOf <body/kota-a> ; simpul:standsFor <body/kota-a> .
    <body/bidang-a> simpul:unitOf <body/dinas-a> ; simpul:standsFor <body/kota-a> .
    <body/kota-a> simpul:standsFor <body/kota-a> .
    <body/kota-b> simpul:standsFor <body/kota-b> .
    <body/lembaga-c> simpul:standsFor <body/lembaga-c> ; simpul:resultedFrom <change/1> .
    <body/lembaga-d> simpul:changedBy <change/1> .
    <visit/1> simpul:visitor <body/bidang-a> ; simpul:host <body/kota-b> .
    <visit/2> simpul:visitor <body/lembaga-c> ; simpul:host <body/dinas-a> .
    <replication/1> simpul:adopter <body/kota-b> ; simpul:origin <body/lembaga-c> .
    <tenure/1> simpul:headOf <body/dinas-a> ; simpul:heldBy <person/1> .
    <region/x> simpul:partOf <region/y> .
    <visit/1> simpul:reportedIn <source/1> . <source/1> simpul:presentedAs <concept/content/invented> .
"""


def turtle(text):
    return f"@base <{BASE}> .\n@prefix simpul: <{NS}> .\n{text}"


def made(store):
    """The derived triples of a store, as pairs of IRIs by property."""
    found = {}
    for head in HEADS:
        quads = store.quads_for_pattern(None, ox.NamedNode(head), None, ox.DefaultGraph())
        found[head] = {(q.subject.value, q.object.value) for q in quads}
    return found


def test_rules_read_what_no_rule_makes():
    """No rule builds on a triple that a rule derives, and none derives what sources or the authority state."""
    assert {p.predicate for rule in rules() for p in rule.body}.isdisjoint(HEADS)


def expression(model, node):
    """A property, or the inverse of one, in OWL's functional syntax."""
    inverse = model.value(node, OWL.inverseOf)
    return (
        f"ObjectInverseOf({expression(model, inverse)})"
        if isinstance(node, BNode)
        else f"simpul:{str(node)[len(NS) :]}"
    )


def axioms(model):
    """The axioms about our object properties of the kinds that rules stand for, in OWL's functional syntax."""
    for head in (p for p in model.subjects(RDF.type, OWL.ObjectProperty) if str(p).startswith(NS)):
        name = expression(model, head)
        if (head, RDF.type, OWL.TransitiveProperty) in model:
            yield f"TransitiveObjectProperty({name})"
        for other in model.objects(head, OWL.inverseOf):
            yield f"InverseObjectProperties({name} {expression(model, other)})"
        for below in model.subjects(RDFS.subPropertyOf, head):
            yield f"SubObjectPropertyOf({expression(model, below)} {name})"
        for chain in model.objects(head, OWL.propertyChainAxiom):
            steps = " ".join(expression(model, step) for step in Collection(model, chain))
            yield f"SubObjectPropertyOf(ObjectPropertyChain({steps}) {name})"


def test_rules_name_axioms_of_the_model():
    """Each axiom that a rule names stands in the model so; no chain, inverse or transitivity is without a rule."""
    named = {axiom for rule in rules() for axiom in rule.axioms}
    stated = set(axioms(model_graph(TERMS)))
    assert named <= stated
    assert {a for a in stated - named if "Chain" in a or a.startswith(("Transitive", "Inverse"))} == set()


def test_hermit_entails_the_same():
    """On a small graph HermiT entails exactly the triples that the rules derive."""
    store = ox.Store()
    store.bulk_load(turtle(SMALL).encode(), ox.RdfFormat.TURTLE)
    store.update(derived.everything())
    graph = Graph().parse(data=turtle(SMALL), format="turtle")
    for node in {n for triple in graph for n in (triple[0], triple[2])}:
        graph.add((node, RDF.type, OWL.NamedIndividual))
    assert reasoning.entailed(graph, HEADS) == made(store)
    assert sum(map(len, made(store).values())) > 12


def test_each_rule_derives_something():
    """The small graph exercises every rule."""
    for rule in rules():
        store = ox.Store()
        store.bulk_load(turtle(SMALL).encode(), ox.RdfFormat.TURTLE)
        before = len(store)
        store.update(rule.insertion())
        assert len(store) > before, rule.name


EDGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8, unique=True)


@settings(max_examples=60, deadline=None)
@given(EDGES, EDGES)
def test_closures_follow_every_change(before, after):
    """Whatever chain of units becomes whatever other chain, cycles too, the closure is that of the chain itself."""

    def triples(edges):
        return {f"<{BASE}b/{a}> <{NS}unitOf> <{BASE}b/{b}>" for a, b in edges}

    store = ox.Store()
    store.bulk_load("".join(f"{t} .\n" for t in triples(before)).encode(), ox.RdfFormat.N_TRIPLES)
    store.update(derived.everything())
    gone, come = triples(before) - triples(after), triples(after) - triples(before)
    removal, addition = (" ".join(f"{t} ." for t in sorted(ts)) for ts in (gone, come))
    follows = list(derived.update(store, gone, come))
    store.update(" ;\n".join([f"DELETE DATA {{ {removal} }}", f"INSERT DATA {{ {addition} }}", *follows]))
    anew = ox.Store()
    anew.bulk_load("".join(f"{t} .\n" for t in triples(after)).encode(), ox.RdfFormat.N_TRIPLES)
    anew.update(derived.everything())
    assert set(store) == set(anew)


def test_shortcuts_go_with_their_last_source():
    """Who visited whom is derived when a source says so, and goes when the last one that says so goes."""
    first, second = (source(f"{n}.txt", visit("21.71", BADUNG, f"2024-05-{n:02}")) for n in (1, 2))
    store = loaded([first, second], authority=True)
    visited = NS + "visited"
    assert len(made(store)[visited]) == 1
    writer.remove(store, first[0])
    assert len(made(store)[visited]) == 1
    writer.remove(store, second[0])
    assert made(store)[visited] == set()


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?a simpul:x ?b } WHERE {\n  ?a simpul:y ?b .\n}\n",
        "# title: T\n# axiom: A\n\nCONSTRUCT { ?a simpul:x ?b } WHERE {\n  ?a simpul:y ?b . FILTER(?a != ?b)\n}\n",
        "# title: T\n# axiom: A\n\nSELECT * { ?a ?b ?c }\n",
    ],
)
def test_odd_rules_are_refused(text):
    """A file that is no rule is named in one line that says what a rule is."""
    with pytest.raises(SimpulError, match=r"odd\.rq: a rule is") as error:
        parse("odd", text)
    assert "\n" not in str(error.value)
