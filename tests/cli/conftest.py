from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = Path(str(files("simpul.loaders") / "samples"))


@dataclass
class Simpul:
    """The command as a user runs it: a process of its own in a folder of its own."""

    folder: Path

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run `simpul` with the arguments; what it prints is UTF-8."""
        return self.python("from simpul.cli import main; main()", *arguments)

    def python(self, code: str, *arguments: object, input: IO[bytes] | None = None) -> subprocess.CompletedProcess[str]:  # noqa: A002
        """Run Python code with the arguments as those of a command; `input` is its standard input."""
        command = [sys.executable, "-c", code, *map(str, arguments)]
        pipes = {"stdin": input, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.run(command, cwd=self.folder, env=self.environment, text=True, check=False, **pipes)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that a command sees."""
        return os.environ | {"PYTHONPATH": str(ROOT / ".dev"), "PYTHONIOENCODING": "utf-8"}

    def refused(self, *arguments: object) -> str:
        """Run it, hold that it exits with 2 and says one line, and give that line."""
        done = self(*arguments)
        assert done.returncode == 2, done
        assert done.stderr.count("\n") == 1, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr.strip()

    def rows(self, *arguments: object) -> list[dict[str, str]]:
        """The rows that a query prints as CSV."""
        import csv  # noqa: PLC0415 - one use
        import io  # noqa: PLC0415 - one use

        done = self("query", *arguments, "--format", "csv")
        assert done.returncode == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.fixture
def simpul(tmp_path):
    return Simpul(tmp_path)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """A folder with the sample articles loaded into simpul.db; tests only read it."""
    command = Simpul(tmp_path_factory.mktemp("loaded"))
    done = command("load", SAMPLES)
    assert done.returncode == 0, done.stderr
    return command


@pytest.fixture(scope="session")
def simpul_in():
    """The command in a folder that the caller names."""
    return Simpul
