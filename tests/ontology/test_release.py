import os
import subprocess
import sys

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF
from rdflib.term import URIRef

from simpul.ontology.build_release import ENDINGS, canonical, main, serialised
from simpul.ontology.iris import NS, ONTOLOGY
from simpul.ontology.model import ALIGNMENTS, PARTS, TERMS, model_graph, turtle

# rdflib's own reader of JSON-LD uses a class that rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PARSERS = {"ttl": "turtle", "owl": "xml", "jsonld": "json-ld"}


def read(folder, ending):
    return Graph().parse(folder / f"simpul.{ending}", format=PARSERS[ending])


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    main([str(folder)])
    return folder


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_says_what_the_model_says(released, ending):
    """Each file parses again, and is the same graph as the Turtle files that people write."""
    assert isomorphic(read(released, ending), model_graph())


def test_release_is_three_files(released):
    """The folder holds one file for each ending, and nothing else."""
    assert sorted(file.name for file in released.iterdir()) == sorted(f"simpul.{ending}" for ending in ENDINGS)


def test_same_model_gives_the_same_bytes(released, tmp_path):
    """A second process, with another order of hashes, writes the same bytes."""
    command = [sys.executable, "-m", "simpul.ontology.build_release", str(tmp_path)]
    paths = os.pathsep.join(path for path in sys.path if path)
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": paths})
    for ending in ENDINGS:
        name = f"simpul.{ending}"
        assert (tmp_path / name).read_bytes() == (released / name).read_bytes(), name


@pytest.mark.parametrize("ending", ENDINGS)
def test_order_of_the_files_does_not_matter(released, ending):
    """The parts in another order, with blank nodes of other names, are the same release."""
    turned = canonical(turtle(*reversed(PARTS)))
    assert serialised(turned, ending) == (released / f"simpul.{ending}").read_text(encoding="utf-8")


def test_alignments_can_be_left_out(tmp_path):
    """Without alignments the ontology keeps its terms and concepts, and names no class of PROV-O."""
    main([str(tmp_path), "--without", "alignments"])
    graph = read(tmp_path, "ttl")
    assert isomorphic(graph, model_graph(*(part for part in PARTS if part != ALIGNMENTS)))
    assert (URIRef("http://www.w3.org/ns/prov#Entity"), RDF.type, OWL.Class) not in graph
    assert (URIRef(NS + "Award"), RDF.type, OWL.Class) in graph


def test_terms_alone_are_one_ontology(tmp_path):
    """Several parts can be left out at once; what is left still is one ontology with its version."""
    main([str(tmp_path), "--without", "alignments", "--without", "schemes"])
    graph = read(tmp_path, "jsonld")
    assert isomorphic(graph, model_graph(TERMS))
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [URIRef(ONTOLOGY)]


def test_unknown_part_is_refused(tmp_path, capsys):
    """A part that the ontology does not have is an error that names the parts it has."""
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--without", "regions"])
    assert "schemes" in capsys.readouterr().err
