import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from simpul.ontology.checking.shapes import violations

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "loaders" / "samples"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The quads of a store of the samples."""
    folder = tmp_path_factory.mktemp("shapes")
    store, file = str(folder / "simpul.db"), folder / "graph.nq"
    for arguments in (["load", str(SAMPLES), "--store", store], ["export", "--store", store, str(file)]):
        run = [sys.executable, "-c", "from simpul.cli import main; main()", *arguments]
        subprocess.run(run, check=True, env=os.environ | {"PYTHONPATH": str(ROOT / ".dev")}, capture_output=True)
    return list(ox.parse(file.read_bytes(), ox.RdfFormat.N_QUADS))


def ntriples(quads):
    return "".join(sorted({f"{q.subject} {q.predicate} {q.object} .\n" for q in quads})).encode()


def test_knowledge_of_the_samples_conforms(exported):
    """The default graph of a store of the samples breaks no shape."""
    default = ox.DefaultGraph()
    assert violations(ntriples(q for q in exported if q.graph_name == default)) == []


def test_claims_and_judgements_of_the_samples_conform(exported):
    """All graphs of a store together break no shape."""
    assert violations(ntriples(exported)) == []
