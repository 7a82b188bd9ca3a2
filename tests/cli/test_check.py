"""`simpul check` as a user runs it: what is planted is found and named."""

import json
from importlib.resources import files

import pytest

SAMPLES = files("simpul.loaders") / "samples"
PREFIXES = """@prefix simpul: <https://w3id.org/simpul/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
"""
DESCRIBED = """ ;
    skos:definition "One thing or another."@en , "Satu dan lain hal."@id ; skos:example "x"@id ;
    dcterms:source "us" ; rdfs:isDefinedBy <https://w3id.org/simpul/ontology> ;
    skos:prefLabel "{en}"@en , "{id}"@id ."""
ODD = DESCRIBED.format(en="Odd", id="Ganjil")
# What is planted, the rule that finds it, and the term that the message must name.
PLANTED = {
    "a property of two kinds": (
        "simpul:rank a owl:ObjectProperty .", "IllegalPunning", "simpul:rank",
    ),
    "a property with values that leads to nodes": (
        "simpul:Award rdfs:subClassOf [ a owl:Restriction ; owl:onProperty simpul:rank ; owl:hasValue simpul:x ] .",
        "IllegalPunning",
        "simpul:rank",
    ),
    "a property that is a class": (
        "simpul:rank a owl:Class .", "two-kinds", "simpul:rank",
    ),
    "a class that is declared nowhere": (
        "simpul:Award rdfs:subClassOf ex:Prize .", "UseOfUndeclaredClass", "https://example.org/Prize:",
    ),
    "a derived property that is functional": (
        "simpul:visited a owl:FunctionalProperty .",
        "UseOfNonSimplePropertyInFunctionalPropertyAxiom",
        "simpul:visited",
    ),
    "a transitive property that is asymmetric": (
        "simpul:within a owl:AsymmetricProperty .",
        "UseOfNonSimplePropertyInAsymmetricObjectPropertyAxiom",
        "simpul:within",
    ),
    "a datatype that OWL lacks": (
        "simpul:score rdfs:range <http://www.w3.org/2001/XMLSchema#gYear> .", "UseOfUnknownDatatype", "simpul:score",
    ),
    "chains that depend on each other": (
        "simpul:host owl:propertyChainAxiom ( simpul:visitor simpul:visited ) .",
        "UseOfPropertyInChainCausesCycle",
        "simpul:host",
    ),
    "a class without possible members": (
        f"simpul:Odd a owl:Class ; rdfs:subClassOf simpul:Region , simpul:Organization{ODD}",
        "unsatisfiable",
        "simpul:Odd",
    ),
    "a node of two disjoint classes": (
        "<https://w3id.org/simpul/region/kota-batam> a simpul:City , simpul:Province .",
        "inconsistent",
        "id:region/kota-batam",
    ),
    "terms that cannot be, each with a node": (
        "simpul:City rdfs:subClassOf simpul:Award . <https://w3id.org/simpul/region/kota-batam> a simpul:City .",
        "inconsistent",
        "SubClassOf(simpul:City simpul:Award)",
    ),
    "a term without Indonesian": (
        'simpul:Odd a owl:Class ; skos:prefLabel "Odd"@en .', "missing-label", "simpul:Odd",
    ),
    "two labels in one language": (
        'simpul:Award skos:prefLabel "Prize"@en .', "several-labels", "simpul:Award",
    ),
    "a term without a definition": (
        'simpul:Odd a owl:Class ; skos:prefLabel "Odd"@en , "Ganjil"@id .', "missing-definition", "simpul:Odd",
    ),
    "two definitions in one language": (
        'simpul:Award skos:definition "A prize."@en .', "several-definitions", "simpul:Award",
    ),
    "the label of another term": (
        f"simpul:Odd a owl:Class{DESCRIBED.format(en='Award', id='Ganjil')}", "shared-label", "simpul:Award",
    ),
    "a definition in lower case": (
        'simpul:Odd a owl:Class ; skos:definition "something odd."@en .', "lower-case-definition", "simpul:Odd",
    ),
    "a definition that does not end": (
        'simpul:Odd a owl:Class ; skos:definition "Something odd"@en .', "definition-without-stop", "simpul:Odd",
    ),
    "a term that is used and declared nowhere": (
        "simpul:Award rdfs:seeAlso simpul:Odd .", "undeclared-reference", "simpul:Odd",
    ),
    "a deprecated term": (
        "simpul:Organization owl:deprecated true .", "deprecated-reference", "simpul:Agency",
    ),
    "a class above itself": (
        "simpul:Organization rdfs:subClassOf simpul:Agency .", "cycle", "simpul:Agency",
    ),
    "a term without a source": (
        'simpul:Odd a owl:Class ; skos:definition "Odd."@en .', "missing-source", "simpul:Odd",
    ),
    "a property without a domain": (
        f"simpul:odd a owl:ObjectProperty ; rdfs:range simpul:Region{ODD}", "missing-domain-or-range", "simpul:odd",
    ),
    "a class named like a property": (
        f"simpul:odd a owl:Class{ODD}", "name-case", "simpul:odd",
    ),
    "a concept in no scheme": (
        "<https://w3id.org/simpul/concept/topic/odd> a skos:Concept .", "loose-concept", "id:concept/topic/odd",
    ),
}  # fmt: skip


def planted(folder, text):
    path = folder / "odd.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_the_ontology_is_clean(simpul):
    """The ontology itself is OWL 2 DL, consistent and described to the last term: no violation and no warning."""
    done = simpul("check", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(("text", "rule", "term"), PLANTED.values(), ids=PLANTED)
def test_planted_errors_are_named(simpul, tmp_path, text, rule, term):
    """Each planted error is found by its rule, and the message names the term."""
    checks = "hygiene" if "-" in rule or rule == "cycle" else "profile,consistency"
    done = simpul("check", planted(tmp_path, text), "--only", checks)
    assert done.returncode == 1, done.stderr
    assert any(term in line and line.endswith(f"[{rule}]") for line in done.stdout.splitlines()), done.stdout


def test_reports_are_in_both_languages(simpul, tmp_path):
    """The same finding is told in English and in Indonesian, with a count at the end."""
    path = planted(tmp_path, 'simpul:Award skos:prefLabel "Prize"@en .')
    english, indonesian = (simpul("check", path, "--only", "hygiene", "--lang", lang) for lang in ("en", "id"))
    assert "labels “Award” and “Prize” in language en; keep one" in english.stdout
    assert "label “Award” dan “Prize” dalam bahasa en; pertahankan satu" in indonesian.stdout
    assert english.stderr.strip() == "violations: 1, warnings: 0, remarks: 0"
    assert indonesian.stderr.strip() == "pelanggaran: 1, peringatan: 0, catatan: 0"


def test_warnings_do_not_fail(simpul, tmp_path):
    """A warning is shown, and the exit status is 0."""
    done = simpul("check", planted(tmp_path, f"simpul:odd a owl:AnnotationProperty{ODD}"), "--only", "hygiene")
    assert "warning" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("odd.ttl", "simpul:Award a", "odd.ttl: no Turtle"),
        ("odd.ttl", "@prefix id: <x:> . id:award/x a id:y .", "write <https://w3id.org/simpul/award/x>"),
        ("odd.txt", "", "unknown suffix; give a file that ends in .ttl"),
        ("odd.jsonld", "{", "odd.jsonld: no JSON-LD"),
    ],
)
def test_bad_files_are_one_line(simpul, tmp_path, name, text, complaint):
    """A file that cannot be read is named in one line that says what to do, with exit status 2."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert complaint in simpul.refused("check", path)


def test_odd_requests_are_one_line(simpul, tmp_path):
    """A missing file, an unknown check, a missing store, and files together with a store are refused in one line."""
    asked = (("check", tmp_path / "none.ttl"), ("check", "--only", "spelling"), ("check", "--store", tmp_path / "none"))
    asked += (("check", "a.ttl", "--store", "b"), ("check", "--store", "b", "--only", "profile"))
    for words in asked:
        assert simpul.refused(*words)


def test_a_store_is_checked_by_its_shapes(simpul):
    """What the samples say has the shapes it should have; a node in a file that has not is named, with its shape."""
    assert simpul("load", SAMPLES).returncode == 0
    done = simpul("check", "--store", "simpul.db")
    assert done.returncode == 0, done.stdout
    award = "<https://w3id.org/simpul/award/odd> a simpul:Award ; simpul:rank 0 ."
    done = simpul("check", planted(simpul.folder, award), "--only", "shapes")
    assert done.returncode == 1
    assert any("id:award/odd" in line and "[Award-recipient]" in line for line in done.stdout.splitlines())
    assert "[Award-recipient]" in simpul("check", simpul.folder / "odd.ttl", "--only", "shapes", "--lang", "id").stdout
