from __future__ import annotations

from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(notebook):
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_store_no_outputs_and_agree_with_their_pair(path):
    """A notebook holds no outputs, and its py:percent pair has the same cells."""
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    assert cells(notebook) == cells(jupytext.read(path.with_suffix(".py")))


# What each has to show, in text or in a table.
SHOWN = {
    "01-first-look": ("Heny Ermawati", "KiB"),
    "02-awards": ("Anugerah Media Center (AMC) 2024", "winners and editions"),
    "03-who-learns-from-whom": ("Kabupaten Badung", "has an innovation on the topic", "of 546 governments"),
    "04-sparql-by-example": ("Kabupaten Banyuwangi", "Kota Surakarta"),
    "05-how-far-to-trust-it": ("rank 1: 1 independent source", "2 rows after it was taken back", "of 546 governments"),
}


def test_every_notebook_says_what_the_data_cannot_say():
    """All but the first look end with it, and each has an Indonesian line under its heading."""
    assert {path.stem for path in NOTEBOOKS} == set(SHOWN)
    for path in NOTEBOOKS:
        told = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
        assert any("*" in line for line in told[0].splitlines()), path
        headings = [text.splitlines()[0] for text in told]
        assert path.stem == "01-first-look" or "## What the data cannot say" in headings[-2:], path


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of jupyter_client and zmq, not ours
def test_notebooks_run(path, tmp_path, monkeypatch):
    """Every cell runs, in a kernel of its own, and the main ones show something; no file is left lying about."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / ".dev"))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = "".join(output.get("text", "") + "".join(map(str, output.get("data", {}).values())) for output in outputs)
    assert "25 sources" in shown
    assert [words for words in SHOWN[path.stem] if words not in shown] == []
    assert any("text/html" in output.get("data", {}) for output in outputs)
    assert list(tmp_path.iterdir()) == []
