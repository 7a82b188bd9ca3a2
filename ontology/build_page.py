"""Writes the reference as an HTML page: `python -m simpul.ontology.build_page OUTPUT_FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from simpul.ontology.reference.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page into the file that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m simpul.ontology.build_page", description="Writes the reference.")
    parser.add_argument("file", type=Path, help="the HTML file; its folder is made where it is missing")
    target: Path = parser.parse_args(arguments).file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
