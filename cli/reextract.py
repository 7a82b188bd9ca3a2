"""The command `simpul reextract`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from simpul.cli.loading import Writer
from simpul.cli.options import console, store_option
from simpul.cli.writing import writing
from simpul.graph.store.catalogue import moment
from simpul.loaders.grammar import EXTRACTOR_VERSION
from simpul.loaders.load import Loaded, read_again
from simpul.ontology.claims import KINDS, claim_iris
from simpul.ontology.ntriples import iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simpul.graph import KnowledgeGraph
    from simpul.ontology.document import Document

_SHOWN: Final = 20


@click.command()
@store_option
@click.option("--all", "anew", is_flag=True, help="Also what this version of the extractor has read already.")
@click.option("--dry-run", is_flag=True, help="Only print the difference.")
@click.option("--yes", is_flag=True, help="Take the difference over without asking.")
@click.option("-j", "processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
def reextract(store: Path, anew: bool, dry_run: bool, yes: bool, processes: int) -> None:
    """Read the stored texts again with this version of the extractor, and show which facts come and go.

    Tables and RDF state their facts themselves and are left as they are.
    """
    with writing(store) as graph:
        others = [
            e.source for e in graph.catalogue.entries() if _is_ours(e.extractor) and (anew or _is_old(e.extractor))
        ]
        difference = _Difference()
        for loaded in read_again(_documents(graph, others), processes):
            difference.add(graph, loaded)
        difference.show(len(others))
        if not difference.sources or dry_run:
            return
        if not yes and not click.confirm("Take this over?", default=False, err=True):
            console().print("Nothing was changed.")
            return
        writer = Writer(graph)
        for loaded in read_again(_documents(graph, difference.sources), processes):
            writer.add(loaded)
        writer.flush()
        graph.folder.note({"action": "reextract", "sources": len(difference.sources), "time": moment()})
        console().print(f"Taken over: {len(difference.sources)} sources.")


def _is_ours(extractor: str) -> bool:
    return extractor.isdigit()


def _is_old(extractor: str) -> bool:
    return extractor != EXTRACTOR_VERSION


def _documents(graph: KnowledgeGraph, sources: list[str]) -> Iterator[tuple[str, Document]]:
    for source in sources:
        entry, document = graph.catalogue.entry(source), graph.catalogue.document(source)
        if entry and document:
            yield entry.path, document


def _before(graph: KnowledgeGraph, source: str) -> dict[str, tuple[str, str]]:
    """The claims of a source as the store has them: kind, and the first of the words behind each."""
    rows = graph.query(
        "SELECT ?claim ?kind (MIN(?words) AS ?quote)"
        f" {{ ?claim simpul:reportedIn {iri(source)} ; a simpul:Claim ; simpul:claimKind ?kind ;"
        " simpul:evidence/simpul:quote ?words } GROUP BY ?claim ?kind"
    ).rows
    return {str(claim): (str(kind), _line(str(quote))) for claim, kind, quote in rows}


def _after(loaded: Loaded) -> dict[str, tuple[str, str]]:
    found = claim_iris(loaded.document.source, loaded.facts)
    return {claim: (fact.kind, _line(min(e.quote for e in fact.evidence))) for claim, fact in found.items()}


def _line(quote: str) -> str:
    return " ".join(quote.split())


class _Difference:
    """The facts that come and go; sources in which only the version of the extractor changes count too."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self._came: Counter[str] = Counter()
        self._went: Counter[str] = Counter()
        self._lines: list[str] = []

    def add(self, graph: KnowledgeGraph, loaded: Loaded) -> None:
        """Compare what a source says now with what it said."""
        source, there = loaded.document.source, graph.source(loaded.document.source)
        before, after = _before(graph, source), _after(loaded)
        if before == after and there and there.extractor == loaded.extractor:
            return
        self.sources.append(source)
        for sign, counter, those in (
            ("+", self._came, after.items() - before.items()),
            ("−", self._went, before.items() - after.items()),
        ):
            counter.update(kind for _, (kind, _) in those)
            self._lines += [f"  {sign} {kind}: “{quote}” ({source})" for _, (kind, quote) in sorted(those)]

    def show(self, read: int) -> None:
        """Print it."""
        out = console()
        came, went = self._came.total(), self._went.total()
        out.print(f"{read} texts read again, {len(self.sources)} with another outcome: {came} facts come, {went} go")
        for kind in KINDS:
            if self._came[kind] or self._went[kind]:
                out.print(f"  {kind}: +{self._came[kind]} −{self._went[kind]}")
        for line in self._lines[:_SHOWN]:
            out.print(line, markup=False)
        if len(self._lines) > _SHOWN:
            out.print(f"  … {len(self._lines) - _SHOWN} more")
