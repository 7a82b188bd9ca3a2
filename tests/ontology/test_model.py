from itertools import combinations

import pytest
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, XSD
from rdflib.term import BNode, Literal, URIRef

from simpul.ontology.iris import NS, ONTOLOGY, PREFIXES
from simpul.ontology.model import (
    ALIGNMENTS,
    TERMS,
    annotation_properties,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
)

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))
AXIOMS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.onProperty)
VOCABULARIES = {DCTERMS, FOAF, GEO, ORG, PROV, SDO, SKOS, VANN}
OTHERS = {
    "http://data.europa.eu/m8g/": {"PublicOrganisation", "PublicService", "PublicEvent", "Participation", "role"},
    "http://vivoweb.org/ontology/core#": {"Award", "AwardReceipt", "assignedBy"},
    "http://www.w3.org/ns/oa#": {"SpecificResource", "hasSource", "start", "end", "exact"},
}
EXPECTED_CLASSES = """
    Region Province Regency City Organization Agency Government Department Board Council Secretariat Section Ministry
    Directorate NationalBody Hospital Company University Media Official Post Tenure CompetitionSeries Competition
    Category Cluster Award Participation StudyVisit Collaboration Innovation Article Evidence Claim Disagreement
    DisagreementSide Count Party KnowledgeNode Judgement ChangeEvent RegionVersion RegionChange
    Replication
"""
EXPECTED_SHAPES = {
    "jurisdiction": ("Organization", "Region"),
    "partOf": ("Region", "Region"),
    "heldBy": ("Tenure", "Official"),
    "postIn": ("Post", "Organization"),
    "editionOf": ("Competition", "CompetitionSeries"),
    "recipient": ("Award", "Organization Official"),
    "competition": ("Award Participation", "Competition"),
    "receivedBy": ("Award StudyVisit", "Official"),
    "visitor": ("StudyVisit", "Organization"),
    "party": ("Collaboration", "Organization"),
    "source": ("Evidence", "Article"),
    "side": ("Disagreement", "DisagreementSide"),
    "hosted": ("Organization", "Organization"),
    "partyRegion": ("Party", "Region"),
}

MODEL = model_graph(TERMS, ALIGNMENTS)
TERMS = sorted({*classes(), *object_properties(), *datatype_properties(), *annotation_properties()})


def own(name: str) -> URIRef:
    return URIRef(NS + name)


def languages(term: URIRef, prop: URIRef) -> list[str]:
    return sorted(v.language or "" for v in MODEL.objects(term, prop) if isinstance(v, Literal))


def members(node: URIRef | BNode) -> set[str]:
    """The local names that a domain or range stands for, one class or the union of several."""
    union = MODEL.value(node, OWL.unionOf)
    parts = Collection(MODEL, union) if union else [node]
    return {str(part).removeprefix(NS) for part in parts}


def built_in(term: URIRef) -> bool:
    return str(term).startswith(BUILT_IN)


def declared(kind: URIRef) -> set[URIRef]:
    return {term for term in MODEL.subjects(RDF.type, kind) if isinstance(term, URIRef)}


def own_subjects() -> set[URIRef]:
    return {s for s in MODEL.subjects() if isinstance(s, URIRef) and s.startswith(NS)}


def test_header():
    """The ontology says its version, licence, title and prefix."""
    header = URIRef(ONTOLOGY)
    assert MODEL.value(header, OWL.versionInfo) == Literal("0.2.0")
    assert MODEL.value(header, OWL.versionIRI) == URIRef(ONTOLOGY + "/0.2.0")
    assert MODEL.value(header, OWL.priorVersion) == URIRef(ONTOLOGY + "/0.1.0")
    assert MODEL.value(header, DCTERMS.license)
    assert MODEL.value(header, VANN.preferredNamespacePrefix) == Literal("simpul")
    assert str(MODEL.value(header, VANN.preferredNamespaceUri)) == NS
    assert languages(header, DCTERMS.title) == ["en", "id"]


@pytest.mark.parametrize("name", TERMS)
def test_terms_are_described(name):
    """Each term has a label and a definition in English and in Indonesian, and says which ontology defines it."""
    term = own(name)
    assert languages(term, SKOS.prefLabel) == ["en", "id"]
    assert languages(term, SKOS.definition) == ["en", "id"]
    assert set(MODEL.objects(term, RDFS.isDefinedBy)) == {URIRef(ONTOLOGY)}


@pytest.mark.parametrize("name", TERMS)
def test_definitions_are_sentences(name):
    """A definition is a sentence of its own in each language, with a capital and a full stop."""
    texts = [str(v) for v in MODEL.objects(own(name), SKOS.definition)]
    assert len(set(texts)) == 2
    assert all(t[0].isupper() and t.endswith(".") and len(t) > 8 for t in texts)


def test_definitions_are_distinct():
    """No two terms share a definition: two terms for one thing would be one too many."""
    texts = [str(v) for v in MODEL.objects(None, SKOS.definition)]
    assert sorted(t for t in set(texts) if texts.count(t) > 1) == []


def test_classes_are_the_agreed_ones():
    """The classes are those that the other rooms rely on."""
    assert set(classes()) == set(EXPECTED_CLASSES.split())


@pytest.mark.parametrize("name", [*object_properties(), *datatype_properties()])
def test_properties_have_domain_and_range(name):
    """Each property says once what has it and what its values are."""
    assert len(list(MODEL.objects(own(name), RDFS.domain))) == 1
    assert len(list(MODEL.objects(own(name), RDFS.range))) == 1


@pytest.mark.parametrize(("name", "shape"), EXPECTED_SHAPES.items(), ids=EXPECTED_SHAPES)
def test_properties_lead_where_agreed(name, shape):
    """Properties that rooms share lead from and to the agreed classes."""
    found = (members(MODEL.value(own(name), RDFS.domain)), members(MODEL.value(own(name), RDFS.range)))
    assert found == tuple(set(part.split()) for part in shape)


@pytest.mark.parametrize(("one", "other"), list(combinations(KINDS, 2)))
def test_no_term_is_of_two_kinds(one, other):
    """In OWL 2 DL no name is both a class and a property, or a property of two kinds."""
    assert declared(one) & declared(other) == set()


def test_predicates_are_declared():
    """Every predicate is the language's own or a declared annotation property: the model states no facts."""
    used = {p for p in MODEL.predicates() if not built_in(p)}
    assert used <= declared(OWL.AnnotationProperty)


def test_named_terms_are_declared():
    """Every class and property that an axiom or an alignment names is declared in the model itself."""
    known = set().union(*(declared(kind) for kind in KINDS))
    named = {o for p in (*AXIOMS, SKOS.closeMatch, own("knowledgeProperty")) for o in MODEL.objects(None, p)}
    named |= set(MODEL.objects(None, OWL.someValuesFrom)) | set(MODEL.objects(None, OWL.allValuesFrom))
    named |= {o for o in MODEL.objects(None, RDF.first) if isinstance(o, URIRef)}
    foreign = {n for n in named if isinstance(n, URIRef) and not built_in(n) and not n.startswith(PREFIXES["wd"])}
    assert sorted(foreign - known) == []
    assert sorted(own_subjects() - known) == []


def test_declared_foreign_terms_are_used():
    """A term of another vocabulary is declared because the model uses it, or regions.ttl does."""
    known = set().union(*(declared(kind) for kind in KINDS))
    used = set(MODEL.objects()) | set(MODEL.predicates())
    unused = {str(t) for t in known if not t.startswith(NS)} - {str(t) for t in used}
    assert unused == {str(SKOS.exactMatch)}


def test_foreign_terms_exist():
    """A term of another vocabulary is spelt as that vocabulary spells it."""
    known = set().union(*(declared(kind) for kind in KINDS))
    for term in (t for t in known if not t.startswith(NS)):
        vocabulary = next((v for v in VOCABULARIES if term.startswith(str(v))), None)
        if vocabulary is not None:
            assert term in vocabulary, term
        else:
            base = next(b for b in OTHERS if term.startswith(b))
            assert term.removeprefix(base) in OTHERS[base], term


def test_ranges_are_datatypes_of_owl():
    """Data ranges use datatypes that OWL 2 and HermiT know: no xsd:date, no xsd:gYear."""
    ranges = {MODEL.value(own(name), RDFS.range) for name in datatype_properties()}
    named = {r for r in ranges if isinstance(r, URIRef)} | set(MODEL.objects(None, OWL.onDatatype))
    assert named == {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, RDFS.Literal}


def test_chained_properties_stay_simple():
    """A property implied by a chain, or its inverse, is never functional, asymmetric or counted (OWL 2 DL, 11.2)."""
    chained = set(MODEL.subjects(OWL.propertyChainAxiom))
    chained |= {s for s, o in MODEL.subject_objects(OWL.inverseOf) if o in chained}
    derived = ("visited", "hosted", "learnedFrom", "headedBy", "successorOf", "toldAs")
    assert set(map(own, derived)) == {c for c in chained if isinstance(c, URIRef)}
    allowed = {OWL.ObjectProperty}
    assert all(set(MODEL.objects(c, RDF.type)) == allowed for c in chained)
    assert chained & set(MODEL.objects(None, OWL.onProperty)) == set()


def test_prefixes_are_shared():
    """The model's prefixes mean what the prefixes of exports and queries mean."""
    bound = {prefix: str(namespace) for prefix, namespace in Graph().parse(data=MODEL.serialize()).namespaces()}
    assert all(PREFIXES[prefix] == bound[prefix] for prefix in PREFIXES.keys() & bound.keys())


def test_model_is_about_no_one():
    """The model has no individuals: knowledge and claims have graphs of their own."""
    types = {t for s, t in MODEL.subject_objects(RDF.type) if isinstance(t, URIRef)}
    assert not {t for t in types if t.startswith(NS)}


def test_the_table_of_supertypes_is_that_of_the_model():
    """Every class has in `supertypes` the classes of our own that the model puts above it."""
    from rdflib import OWL, RDF, RDFS, URIRef  # noqa: PLC0415 - only here

    from simpul.ontology.iris import NS  # noqa: PLC0415 - only here
    from simpul.ontology.model import model_graph  # noqa: PLC0415 - only here
    from simpul.ontology.supertypes import SUPERTYPES  # noqa: PLC0415 - only here

    graph = model_graph()
    above = {
        str(c).removeprefix(NS): {
            str(o).removeprefix(NS)
            for o in graph.transitive_objects(c, RDFS.subClassOf)
            if o != c and isinstance(o, URIRef) and str(o).startswith(NS)
        }
        for c in graph.subjects(RDF.type, OWL.Class)
        if str(c).startswith(NS)
    }
    assert {c: set(s) for c, s in SUPERTYPES.items()} == {c: s for c, s in above.items() if s}
