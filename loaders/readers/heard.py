"""What readers give: sources, each a document with what it states where the reader knows that itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simpul.ontology.document import Document, Problem
    from simpul.ontology.facts import Fact


@dataclass(frozen=True, slots=True)
class Heard:
    """A source that was read.

    `facts` is None where the text is for the extractor; else the reader (named with its version by `extractor`) states
    them. `quads` are claims that came as RDF; then the text did not come with them, and `told_hash` is what they tell
    of it. `where` is its place in the file, '' where it is the file.
    """

    document: Document
    facts: tuple[Fact, ...] | None = None
    extractor: str = ""
    problems: tuple[Problem, ...] = ()
    quads: tuple[str, ...] | None = None
    where: str = ""
    told_hash: str | None = None
