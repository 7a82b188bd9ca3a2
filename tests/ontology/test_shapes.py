import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD
from rdflib.term import BNode, Literal, URIRef

from simpul.graph.identity.judgements import VERDICTS
from simpul.graph.knowledge.tallied import CLASS_OF_KIND
from simpul.ontology.checking import reference, shapes
from simpul.ontology.checking.shapes import SHAPE_NS, SHAPES, violations
from simpul.ontology.claims import stated
from simpul.ontology.facts import FACT_TYPES, stated_fields
from simpul.ontology.iris import BASE, NS
from simpul.ontology.model import (
    SCHEMES,
    TERMS,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
    regions_graph,
    turtle,
)
from simpul.ontology.regions import by_code

HERE = Path(__file__).parent
WRONG = BASE + "wrong/"
CODES = ("16", "33", "63", "31", "16.71", "33.72", "63.03", "14", "21", "21.71")
KNOWN = NS + "KnowledgeNode"
DATES = {XSD.date, XSD.gYearMonth, XSD.gYear, XSD.string}
RANKS = {XSD.integer, XSD.string}
OPEN = {"about", "judges", "rejects"}
"""Properties whose values may be of so many kinds that the shapes ask for an IRI only."""

MODEL = model_graph(TERMS)
GRAPH = Graph().parse(data=turtle(SHAPES), format="turtle")


def own(name):
    return URIRef(NS + name)


def ntriples(*files, more=""):
    graph = Graph()
    for file in files:
        graph.parse(HERE / file)
    prefixes = f"@base <{BASE}> . @prefix simpul: <{NS}> . @prefix rdfs: <{RDFS}> .\n"
    graph.parse(data=prefixes + more, format="turtle")
    nodes = {URIRef(iri) for code in CODES for iri in (by_code()[code].iri, by_code()[code].government_iri)}
    for triple in regions_graph():
        if triple[0] in nodes:
            graph.add(triple)
    return graph.serialize(format="nt").encode()


def node_shape(name):
    (found,) = GRAPH.subjects(SH.targetClass, own(name))
    return found


def property_shapes(name):
    """The property shapes of a class and of those above it, by the path they are on."""
    found = {}
    for above in MODEL.transitive_objects(own(name), RDFS.subClassOf):
        for shape in GRAPH.subjects(SH.targetClass, above):
            for one in GRAPH.objects(shape, SH.property):
                found.setdefault(GRAPH.value(one, SH.path), []).append(one)
    return found


def named(expression, link):
    """The members of a union or list in the model, or the one class or datatype that stands there instead of it."""
    members = MODEL.value(expression, link)
    return list(Collection(MODEL, members)) if members else [expression]


def domain(name):
    known = named(MODEL.value(own("KnowledgeNode"), OWL.equivalentClass), OWL.unionOf)
    told = [c for d in MODEL.objects(own(name), RDFS.domain) for c in named(d, OWL.unionOf)]
    wide = [k for c in told for k in (known if str(c) == KNOWN else [c])]
    return [str(c).removeprefix(NS) for c in wide]


def listed(shape, link):
    members = GRAPH.value(shape, link)
    return list(Collection(GRAPH, members)) if members else []


def alternatives(shape, link):
    """The values of `link` on a shape, or on each of the shapes that its sh:or lists."""
    return {v for one in [shape, *listed(shape, SH["or"])] for v in GRAPH.objects(one, link)}


def shapes_on(name):
    return [shape for shape in GRAPH.subjects(SH.path, own(name)) if GRAPH.value(shape, SH.sparql) is None]


@pytest.fixture(scope="module")
def wrong():
    """The sample with the wrong data."""
    return ntriples("sample.ttl", "wrong.ttl")


@pytest.fixture(scope="module")
def found(wrong):
    return violations(wrong)


def test_every_class_has_one_node_shape():
    """Each class of our own, but the inferred KnowledgeNode, is the target of one node shape named after it."""
    targets = Counter(GRAPH.objects(None, SH.targetClass))
    assert targets == {own(name): 1 for name in classes() if name != "KnowledgeNode"}
    for name in set(classes()) - {"KnowledgeNode"}:
        assert node_shape(name) == URIRef(f"{SHAPE_NS}{name}Shape")
        assert (node_shape(name), RDF.type, SH.NodeShape) in GRAPH


@pytest.mark.parametrize("name", [*datatype_properties(), *object_properties()])
def test_every_property_is_in_the_shapes_of_its_domain(name):
    """Each property is in the shape of each class of its domain, or of one above that class."""
    assert domain(name)
    for name_of_class in domain(name):
        assert own(name) in property_shapes(name_of_class), name_of_class


def test_no_shape_names_an_unknown_term():
    """What shapes and their queries name in our namespace is declared by the ontology."""
    declared = {*classes(), *datatype_properties(), *object_properties()}
    nodes = {str(n).removeprefix(NS) for t in GRAPH for n in t if isinstance(n, URIRef) and str(n).startswith(NS)}
    queried = {n for q in GRAPH.objects(None, SH.select) for n in re.findall(r"simpul:(\w+)", str(q))}
    assert queried
    assert {*nodes, *queried} - {""} <= declared


def test_every_shape_is_named_and_used():
    """Node and property shapes have IRIs of ours, and each property shape belongs to a node shape."""
    used = set(GRAPH.objects(None, SH.property))
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in GRAPH.subjects(RDF.type, kind):
            assert str(shape).startswith(SHAPE_NS)
    assert used == set(GRAPH.subjects(RDF.type, SH.PropertyShape))
    assert not [n for link in ("or", "in") for n in GRAPH.objects(None, SH[link]) if None in Collection(GRAPH, n)]
    assert not [m for n in GRAPH.objects(None, SH["or"]) for m in Collection(GRAPH, n) if isinstance(m, BNode)]


def test_every_shape_speaks_both_languages():
    """Each shape has one severity, and one message in English and one in Indonesian that says what to do."""
    for shape in {*GRAPH.subjects(RDF.type, SH.NodeShape), *GRAPH.subjects(RDF.type, SH.PropertyShape)}:
        messages = list(GRAPH.objects(shape, SH.message))
        assert sorted(str(m.language) for m in messages) == ["en", "id"], shape
        assert all("; " in m and m.endswith(".") for m in messages), shape
        assert len(set(GRAPH.objects(shape, SH.severity)) & {SH.Violation, SH.Warning, SH.Info}) == 1, shape


@pytest.mark.parametrize("name", datatype_properties())
def test_datatypes_are_those_of_the_ontology(name):
    """The datatypes, bounds and lists of values that shapes allow agree with the range in the ontology."""
    (told,) = MODEL.objects(own(name), RDFS.range)
    kept = [s for s in shapes_on(name) if alternatives(s, SH.datatype) or listed(s, SH["in"])]
    if name == "statedValue":
        assert {GRAPH.value(s, SH.nodeKind) for s in shapes_on(name)} == {SH.Literal}
        return
    assert kept
    for shape in kept:
        types = alternatives(shape, SH.datatype) or {v.datatype or XSD.string for v in listed(shape, SH["in"])}
        if told == RDFS.Literal:
            assert types == {XSD.date} or types in (DATES, RANKS), shape
        elif values := MODEL.value(told, OWL.oneOf):
            assert set(listed(shape, SH["in"])) == set(Collection(MODEL, values)), shape
        else:
            assert types == {MODEL.value(told, OWL.onDatatype) or told}, shape
            for facet, value in facets(told):
                assert GRAPH.value(shape, SH[facet]).toPython() == value, shape


def facets(datatype):
    restrictions = MODEL.value(datatype, OWL.withRestrictions)
    for one in Collection(MODEL, restrictions) if restrictions else []:
        for facet, value in MODEL.predicate_objects(one):
            yield str(facet).removeprefix(str(XSD)), value.toPython()


@pytest.mark.parametrize("name", sorted(set(object_properties()) - OPEN))
def test_classes_are_those_of_the_ontology(name):
    """Each link leads, by its shapes, to classes that the ontology's range names, or to some below them."""
    (told,) = MODEL.objects(own(name), RDFS.range)
    allowed = {below for c in named(told, OWL.unionOf) for below in MODEL.transitive_subjects(RDFS.subClassOf, c)}
    kept = [shape for shape in shapes_on(name) if alternatives(shape, SH["class"])]
    assert kept
    assert all(alternatives(shape, SH["class"]) <= allowed for shape in kept)


@pytest.mark.parametrize("fact_type", FACT_TYPES, ids=lambda f: f.kind)
def test_every_fact_field_is_in_a_shape(fact_type):
    """The stated property of each field is in the shape of claims, and its knowledge property in some shape."""
    paths = set(GRAPH.objects(None, SH.path))
    for field, term in stated_fields(fact_type).items():
        assert own(stated(field)) in property_shapes("Claim")
        assert own(term) in paths


@pytest.mark.parametrize(
    ("shape", "scheme"),
    [
        ("Organization-agencyKind", "agency-kind"),
        ("Tenure-tenureStatus", "tenure-status"),
        ("Award-prizeKind", "prize"),
    ],
)
def test_lists_of_values_are_the_notations_of_concepts(shape, scheme):
    """Words that shapes allow are the notations of the scheme for them."""
    graph = model_graph(SCHEMES)
    told = {str(n) for c, n in graph[: SKOS.notation] if str(c).startswith(f"{BASE}concept/{scheme}/")}
    assert {str(v) for v in listed(URIRef(SHAPE_NS + shape), SH["in"])} == told


def test_lists_of_values_are_those_of_the_code():
    """Verdicts, kinds of claims and the kind of body of each class are those that the code writes."""
    verdicts = {str(v) for v in listed(URIRef(SHAPE_NS + "Judgement-verdict"), SH["in"])}
    assert verdicts == set(VERDICTS) - {"withdraw"}
    kinds = {str(v) for v in listed(URIRef(SHAPE_NS + "Claim-claimKind"), SH["in"])}
    assert kinds == {fact_type.kind for fact_type in FACT_TYPES}
    for kind, name in CLASS_OF_KIND.items():
        assert listed(URIRef(f"{SHAPE_NS}{name}-agencyKind"), SH["in"]) == [Literal(kind)]


def test_the_sample_conforms():
    """The sample world with the regions it names has nothing that a shape finds, by either engine."""
    sample = ntriples("sample.ttl")
    assert violations(sample) == []
    assert violations(sample, reference.results) == []


def test_each_wrong_node_is_found_by_its_shape(wrong, found):
    """Each planted error is found by the shape that its node is named after, and nothing else is found."""
    planted = {s for s in Graph().parse(data=wrong, format="nt").subjects() if str(s).startswith(WRONG)}
    names = {(str(node).removeprefix(WRONG).partition("/")[0], str(node)) for node in planted}
    assert {(f.rule, f.subject) for f in found} == names
    assert len({rule for rule, _ in names}) >= 70


def test_both_engines_find_the_same(wrong, found):
    """pySHACL, the reference, finds exactly what the fast engine finds."""
    assert violations(wrong, reference.results) == found


def test_findings_tell_severity_and_messages(found):
    """A finding has the severity of its shape in small letters, and the shape's messages."""
    by_rule = {f.rule: f for f in found}
    assert {f.check for f in found} == {"shapes"}
    severities = {
        r: by_rule[r].severity for r in ("Award-recipient", "StudyVisit-to-oneself", "Article-url-no-address")
    }
    assert list(severities.values()) == ["violation", "warning", "info"]
    visit = by_rule["StudyVisit-to-oneself"]
    assert visit.message.startswith("A body visits itself;")
    assert visit.message_id.startswith("Lembaga mengunjungi dirinya sendiri;")


@pytest.mark.parametrize("engine", [shapes.fast, reference.results])
def test_a_blank_node_has_no_subject(engine):
    """A node without an IRI is found by the shape of its class, with no subject to name."""
    found = violations(ntriples(more="[] a simpul:Party ; simpul:partyName 'Telkom' ."), engine)
    assert [(f.rule, f.subject) for f in found] == [("PartyShape", "")]


def test_lone_data_without_a_last_newline_is_read():
    """Triples whose last line has no end are read like others."""
    data = ntriples(more="<x> a simpul:Party .").strip()
    assert [f.rule for f in violations(data)] == ["Party-partyName"]
