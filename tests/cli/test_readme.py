from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from simpul.cli.main import COMMANDS
from simpul.cli.main import simpul as command
from simpul.graph.ask.named import queries

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "loaders" / "samples"


def test_the_python_of_the_readme_runs_as_it_is_printed(simpul):
    """The snippet runs on a folder of articles, and leaves the page that it says."""
    (simpul.folder / "berita").mkdir()
    shutil.copy(next(SAMPLES.glob("2024-10-22*.txt")), simpul.folder / "berita")
    snippet = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    done = simpul.python(snippet)
    assert done.returncode == 0, done.stderr
    assert (simpul.folder / "visits.html").exists()


@pytest.mark.parametrize(
    "name", ["README.md", "README.id.md", "docs/graph.md", "docs/extraction.md", "CONTRIBUTING.md"]
)
def test_the_docs_name_only_commands_queries_and_files_that_are_there(name):
    """Each `simpul COMMAND`, each `simpul query NAME` and each linked file exists."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:bin/|\$ |`)simpul ([a-z-]+)", text)) <= set(COMMANDS)
    assert set(re.findall(r"simpul query ([a-z-]+)(?=[ `])", text)) <= set(queries())
    for link in re.findall(r"\]\(([\w./-]+)\)", text):
        assert ((ROOT / name).parent / link).exists(), link


@pytest.mark.parametrize("name", ["README.md", "README.id.md", "docs/network.md"])
def test_the_docs_say_how_to_ask_what_the_demo_loaded(name):
    """Wherever commands are shown, it is said which option leads them to the store of 'make demo'."""
    assert "`--store simpul-demo/simpul.db`" in (ROOT / name).read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_explains_itself():
    """No command is undocumented: README shows it, and its help begins with a sentence."""
    for name in COMMANDS:
        assert f"simpul {name}" in README or f"make {name}" in README, name
        help_text = CliRunner().invoke(command, [name, "--help"]).output
        assert re.search(r"\n\n  [A-Z].*?\.\n\n", help_text, re.DOTALL), name
