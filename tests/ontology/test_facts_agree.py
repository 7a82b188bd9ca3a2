from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import URIRef

from simpul.ontology.claims import stated
from simpul.ontology.facts import FACT_TYPES, Count, Party, stated_fields
from simpul.ontology.iris import NS
from simpul.ontology.model import classes, datatype_properties, model_graph, object_properties

MODEL = model_graph()
FIELDS = [(fact_type, name) for fact_type in FACT_TYPES for name in stated_fields(fact_type)]
IDS = [f"{fact_type.kind}-{name}" for fact_type, name in FIELDS]
DATES = {"date", "from_date", "to_date", "ceremony_date"}


def own(name: str) -> URIRef:
    return URIRef(NS + name)


def item_types(fact_type: type, name: str) -> set[Any]:
    """The types that one value of a field may have, None aside."""
    hint = get_type_hints(fact_type)[name]
    parts = {p for p in get_args(hint) if p is not Ellipsis} or {hint}
    return parts - {type(None)}


def expected_range(fact_type: type, name: str) -> URIRef:
    types = item_types(fact_type, name)
    if name in DATES or len(types) > 1:
        return RDFS.Literal
    return {str: XSD.string, int: XSD.integer, Count: own("Count"), Party: own("Party")}[types.pop()]


@pytest.mark.parametrize("fact_type", FACT_TYPES, ids=lambda t: t.kind)
def test_fact_types_have_classes(fact_type):
    """Each type of fact says which class its knowledge belongs to, and the class exists."""
    assert fact_type.term in classes()


@pytest.mark.parametrize(("fact_type", "name"), FIELDS, ids=IDS)
def test_fields_have_knowledge_properties(fact_type, name):
    """The property that a field names for the knowledge graph exists."""
    assert stated_fields(fact_type)[name] in {*object_properties(), *datatype_properties()}


@pytest.mark.parametrize(("fact_type", "name"), FIELDS, ids=IDS)
def test_fields_can_be_stated(fact_type, name):
    """Each field has a property of claims: of nodes for counts and parties, of literals for all else."""
    composite = item_types(fact_type, name) & {Count, Party}
    kind = OWL.ObjectProperty if composite else OWL.DatatypeProperty
    assert (own(stated(name)), RDF.type, kind) in MODEL
    assert MODEL.value(own(stated(name)), RDFS.domain) == own("Claim")
    assert MODEL.value(own(stated(name)), RDFS.range) == expected_range(fact_type, name)


def test_stated_properties_have_fields():
    """No property of claims is left over: each belongs to a field, and leads to those fields' knowledge properties."""
    wanted: dict[str, set[str]] = {}
    for fact_type, name in FIELDS:
        wanted.setdefault(stated(name), set()).add(stated_fields(fact_type)[name])
    found = {
        str(s).removeprefix(NS): {str(o).removeprefix(NS) for o in MODEL.objects(s, own("knowledgeProperty"))}
        for s in MODEL.subjects(RDFS.domain, own("Claim"))
        if str(s).startswith(NS + "stated")
    }
    assert found == wanted


@pytest.mark.parametrize("part", [Count, Party])
def test_parts_of_facts_can_be_stated(part):
    """Counts and parties have as many properties of their own as they have fields."""
    mine = [p for p in MODEL.subjects(RDFS.domain, own(part.__name__)) if (p, RDFS.range, None) in MODEL]
    assert len(mine) == len(fields(part))


def test_kinds_of_claims_are_listed():
    """The definition of claimKind names every kind of fact in both languages."""
    texts = list(MODEL.objects(own("claimKind"), URIRef("http://www.w3.org/2004/02/skos/core#definition")))
    assert len(texts) == 2
    assert all(fact_type.kind in str(text) for text in texts for fact_type in FACT_TYPES)
