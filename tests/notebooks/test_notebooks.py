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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of jupyter_client and zmq, not ours
def test_notebooks_run(path, tmp_path, monkeypatch):
    """Every cell runs, in a kernel of its own, and the main ones show something."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / ".dev"))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("sources" in output.get("text", "") for output in shown)
    assert any("Heny Ermawati" in str(output.get("data", "")) for output in shown)
    assert any("KiB" in output.get("text", "") for output in shown)
