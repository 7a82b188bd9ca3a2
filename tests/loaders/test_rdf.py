"""RDF comes in as claims of its sources, or as a source whose own nodes state facts."""

from __future__ import annotations

import contextlib
import itertools
import re
from importlib.resources import as_file, files

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import simpul.graph
from simpul.graph.store.export import export
from simpul.loaders.load import load_all
from simpul.loaders.rdf import FORMS, read_rdf
from simpul.loaders.readers.heard import Heard
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError
from simpul.ontology.facts import Award, Collaboration, Competition, Count, Party, StudyVisit

PREFIXES = """
@prefix s: <https://w3id.org/simpul/ontology#> .
@prefix a: <https://w3id.org/simpul/agency/> .
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
VISIT = """
ex:v a s:StudyVisit ;
    s:visitor <https://w3id.org/simpul/agency/kabupaten-banjar/pemerintah> ;
    s:host <https://w3id.org/simpul/agency/kota-surakarta/pemerintah> ;
    s:date "2024-10-22"^^xsd:date ; s:topic "wifi gratis" .
"""


def heard(folder, turtle, name="data.ttl"):
    path = folder / name
    path.write_text(PREFIXES + turtle if isinstance(turtle, str) else "", encoding="utf-8")
    if isinstance(turtle, bytes):
        path.write_bytes(turtle)
    return list(read_rdf(path, folder))


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """A store with some samples, and its export in each form that holds claims."""
    folder = tmp_path_factory.mktemp("samples")
    with as_file(files("simpul.loaders") / "samples") as place:
        paths = sorted(place.glob("*.txt"))[:6]
        with simpul.graph.open(folder / "one.db", write=True) as graph:
            graph.replace_all([(one.document.source, one.quads) for one in load_all(paths)])
            for suffix in (".nq", ".trig", ".jsonld", ".ttl"):
                export(graph.store, folder / f"graph{suffix}")
    return folder


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_an_export_loaded_gives_the_same_export(samples, tmp_path, suffix):
    """What was exported and is loaded elsewhere gives the same graph there, byte for byte."""
    with simpul.graph.open(tmp_path / "other.db", write=True) as graph:
        graph.replace_all([(h.document.source, h.quads) for h in read_rdf(samples / f"graph{suffix}", samples)])
        export(graph.store, tmp_path / "graph.nq")
    assert (tmp_path / "graph.nq").read_bytes() == (samples / "graph.nq").read_bytes()


def test_claims_of_one_graph_go_to_their_sources(samples, tmp_path):
    """Claims laid together without graphs, as N-Triples, are parted by the source that each is reported in."""
    quads = ox.parse(path=str(samples / "graph.nq"))
    (tmp_path / "all.nt").write_bytes(ox.serialize({q.triple for q in quads}, format=ox.RdfFormat.N_TRIPLES))
    apart = {h.document.source: set(h.quads) for h in read_rdf(samples / "graph.nq", samples)}
    together = {h.document.source: set(h.quads) for h in read_rdf(tmp_path / "all.nt", tmp_path)}
    assert list(together) == list(apart)
    assert all(apart[source] <= together[source] for source in apart)


def test_knowledge_without_claims_is_refused(samples):
    """An export in Turtle, which holds no claims, says what to load instead."""
    with pytest.raises(SourceError, match=r"knowledge without its claims; export it as \.trig or \.nq"):
        list(read_rdf(samples / "graph.ttl", samples))


def test_claims_that_break_a_shape_are_refused_by_source(samples, tmp_path):
    """A source with a claim that breaks a shape is told with it and left out; the others come."""
    lines = (samples / "graph.nq").read_text(encoding="utf-8").splitlines()
    line = next(x for x in lines if "#confidence>" in x and x.count("<https://w3id.org/simpul/source/") == 2)
    broken = line.rpartition("> <")[2]
    text = "\n".join(re.sub(r'"[\d.]+"', '"7"', x) if x == line else x for x in lines)
    (tmp_path / "broken.nq").write_text(text, encoding="utf-8")
    told = list(read_rdf(tmp_path / "broken.nq", tmp_path))
    (problem,) = (one for one in told if isinstance(one, Problem))
    assert problem.place.partition("#")[0] in broken
    assert "breaks the shape" in problem.why
    assert len(told) == len(list(read_rdf(samples / "graph.nq", samples)))


def test_nodes_in_our_terms_become_claims_with_the_lines_that_say_so(tmp_path):
    """Visits, awards and agreements that somebody states in our terms are claims; the words are the triples."""
    (told,) = heard(
        tmp_path,
        VISIT
        + """
ex:won a s:Award ; s:recipient ex:dinkes ; s:rank 1 ; s:competition ex:lomba .
ex:dinkes a s:Agency ; rdfs:label "Dinas Kesehatan Kota Batam" .
ex:lomba a s:Competition ; rdfs:label "Lomba Rekaan" ; s:year 2024 ; s:entryCount ex:n .
ex:n a s:Count ; s:number 7 ; s:counted "video" .
ex:c a s:Collaboration ; s:party a:nothing , ex:dinkes , <https://w3id.org/simpul/agency/kota-surakarta/pemerintah> .
a:nothing a s:Agency ; rdfs:label "PT Rekaan" .
""",
    )
    facts = {fact.kind: fact for fact in told.facts}
    visit = facts["visit"]
    assert isinstance(visit, StudyVisit)
    assert (visit.visitor, visit.host, visit.date, visit.topic) == ("63.03", "33.72", "2024-10-22", "wifi gratis")
    award = facts["award"]
    assert isinstance(award, Award)
    assert (award.recipient, award.recipient_kind, award.rank, award.programme) == (
        "21.71",
        "agency",
        1,
        "Lomba Rekaan",
    )
    contest = facts["competition"]
    assert isinstance(contest, Competition)
    assert (contest.year, contest.entries) == (2024, (Count(7, "video"),))
    collaboration = facts["collaboration"]
    assert isinstance(collaboration, Collaboration)
    assert Party("Pemerintah Kota Surakarta", "33.72") in collaboration.parties
    assert Party("PT Rekaan") in collaboration.parties
    for fact in told.facts:
        for e in fact.evidence:
            assert told.document.text[e.start : e.end] == e.quote


def test_a_node_that_breaks_a_shape_is_told_and_left_out(tmp_path):
    """What is no whole fact by the shapes is told with the shape; the rest of the file is loaded."""
    (told,) = heard(tmp_path, VISIT + "ex:bad a s:Award ; s:rank 2 .")
    assert [fact.kind for fact in told.facts] == ["visit"]
    (problem,) = told.problems
    assert problem.place == "https://example.org/bad"
    assert problem.why.startswith("breaks the shape Award-recipient: ")


def test_other_triples_stay_in_the_graph_of_the_file(tmp_path):
    """What is said in other terms is kept as it is, blank nodes by names that the same file gives again."""
    text = VISIT + "ex:v2 a ex:Thing ; ex:note [ rdfs:label 'satu' ] , [ rdfs:label 'dua' ] ."
    (one,), (again,) = heard(tmp_path, text), heard(tmp_path, text)
    assert one.quads == again.quads
    kept = [q for q in ox.parse("\n".join(one.quads), ox.RdfFormat.N_QUADS) if "example.org" in str(q.predicate)]
    assert len(kept) == 2
    assert all(q.object.value.startswith("https://w3id.org/simpul/source/data.ttl#blank-") for q in kept)
    assert not any(quad.startswith("<https://example.org/v>") for quad in one.quads)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", b"", "the file is empty"),
        ("a.ttl", b"# nothing", "no statement in it"),
        ("a.ttl", b"<a> <b> 'c", "a.ttl: no Turtle: "),
        ("a.ttl", b"@prefix id: <https://w3id.org/simpul/> .\nid:visit/a a id:x .", "no short name holds a '/'"),
        ("a.rdf", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Desc", "a.rdf: no RDF/XML: "),
        ("a.rdf", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "a.rdf: no RDF/XML: "),
        ("a.jsonld", b'{"@context": "http://127.0.0.1/context", "a": 1}', "a.jsonld: no JSON-LD: "),
        ("a.nq", b"<a:a> <a:b> <a:c", "a.nq: no N-Quads: "),
    ],
)
def test_malformed_rdf_is_told_in_one_line(tmp_path, name, content, said):
    """Broken RDF is told with form and place, and nothing is fetched or expanded for it."""
    with pytest.raises(SourceError) as told:
        heard(tmp_path, content, name)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_entities_do_not_multiply(tmp_path):
    """Entities within entities in RDF/XML are refused before they fill the memory."""
    names = "abcdefghij"
    entities = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in itertools.pairwise(names))
    text = f"<!DOCTYPE r [<!ENTITY a '{'x' * 100}'>{entities}]><r xmlns='http://e.org/'><p>&j;</p></r>"
    with pytest.raises(SourceError):
        heard(tmp_path, text.encode(), "a.rdf")


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMS)))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, suffix):
    """Bytes that are no RDF are refused as a bad source, and never otherwise."""
    with contextlib.suppress(SourceError):
        assert all(isinstance(one, Heard) for one in heard(tmp_path_factory.mktemp("rdf"), content, f"a{suffix}"))
