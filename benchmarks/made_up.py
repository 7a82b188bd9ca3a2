"""Made-up articles for benchmarks: a text that grows with each fact that is said in it."""

from __future__ import annotations

from simpul.ontology.claims import to_quads
from simpul.ontology.document import Document
from simpul.ontology.facts import Evidence, Fact
from simpul.ontology.iris import source_iri


class MadeUp:
    """An article in the making: its source, and facts each with a line of words of its own."""

    def __init__(self, number: int) -> None:
        self.source = source_iri(f"berita/{number}.txt")
        self.lines = [f"Berita {number}"]
        self.facts: list[Fact] = []

    def say(self, kind: type[Fact], confidence: float = 1.0, **values: object) -> None:
        """Add a fact with its words."""
        words = f"{kind.kind} {' '.join(str(v) for v in values.values())}"
        start = len("\n".join(self.lines)) + 1
        self.lines.append(words)
        evidence = Evidence(self.source, start, start + len(words), words, "made-up", confidence)
        self.facts.append(kind(evidence=(evidence,), **values))

    def quads(self, published: str, publisher: str | None = None) -> list[str]:
        """The article's claims as N-Quads lines."""
        text = "\n".join(self.lines)
        document = Document(source=self.source, text=text, published=published, publisher=publisher)
        return to_quads(document, self.facts, "made-up")
