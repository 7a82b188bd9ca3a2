"""The readers: what makes a document of a file, by the file's suffix.

Others add theirs by an entry point of the group `simpul.readers`, whose name is the suffix without its dot and whose
object takes the file and the folder that sources are named from, as `read_text` does.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from simpul.loaders.readers.docx import read_docx
from simpul.loaders.readers.html import read_html
from simpul.loaders.readers.pdf import read_pdf
from simpul.loaders.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from simpul.ontology.document import Document

    Reader = Callable[[Path, Path], Document]


@cache
def readers() -> Mapping[str, Reader]:
    """The reader of each suffix; ours cannot be replaced."""
    others = entry_points(group="simpul.readers")
    found: dict[str, Reader] = {f".{point.name.lower()}": point.load() for point in others}
    pages = dict.fromkeys((".html", ".htm", ".mhtml", ".mht"), read_html)
    return found | pages | {".txt": read_text, ".pdf": read_pdf, ".docx": read_docx}
