import pytest
from rdflib.namespace import RDFS, SKOS
from rdflib.term import URIRef

from simpul.ontology.build_reference import TARGET, reference
from simpul.ontology.iris import NS, compact
from simpul.ontology.model import (
    annotation_properties,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
)

pytestmark = pytest.mark.skipif(not TARGET.parent.is_dir(), reason="the source archive carries no docs folder")


def test_page_is_current():
    """The committed page is, byte for byte, what the script makes of the model."""
    assert TARGET.read_text(encoding="utf-8") == reference()


def test_every_term_has_an_entry():
    """Each class and property of the model has a heading on the page, once for each kind of term."""
    headings = [line.removeprefix("### ") for line in reference().splitlines() if line.startswith("### ")]
    terms = [*classes(), *object_properties(), *datatype_properties(), *annotation_properties()]
    assert sorted(headings) == sorted(terms)


def test_every_entry_names_its_source():
    """The entry of each term says where the term comes from, once."""
    entries = reference().split("\n### ")[1:]
    assert [entry.split("\n")[0] for entry in entries if entry.count("\n- Source: ") != 1] == []


def test_alignments_are_told():
    """The room's page names every class and property of other vocabularies that the model is aligned with."""
    page = TARGET.with_name("ontology.md").read_text(encoding="utf-8")
    model = model_graph()
    links = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
    foreign = {str(o) for p in links for o in model.objects(None, p) if isinstance(o, URIRef)}
    named = {compact(iri) for iri in foreign if not iri.startswith(NS)}
    assert sorted(name for name in named if name not in page) == []
