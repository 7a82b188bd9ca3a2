"""The object that users of Python hold: ask it, measure it, see it, and load into it."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from simpul.graph.ask.answer import Answer, answer
from simpul.graph.ask.named import queries
from simpul.graph.ask.safety import check
from simpul.graph.conflicts import conflicts
from simpul.graph.identity.judgements import Judgement, in_force, read_judgements
from simpul.graph.identity.review import candidates
from simpul.graph.identity.subjects import judgeable, rejectable
from simpul.graph.store import pending, writer
from simpul.graph.store.folder import StoreFolder
from simpul.ontology.errors import QueryError, StoreError, UsageError
from simpul.ontology.iris import PREFIXES, slash_hint

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from simpul.graph.conflicts import Conflict
    from simpul.graph.identity.review import Candidate
    from simpul.graph.store.writer import Change, Changes
    from simpul.graph.view.page import SafeNetwork
    from simpul.ontology.claims import Article


class KnowledgeGraph:
    """An open store. Use it in a `with`, or `close()` it; a writer publishes to readers when it closes.

    A reader sees the newest published state, whole and unchanging, while others write.
    """

    def __init__(self, store: str | os.PathLike[str], *, write: bool = False) -> None:
        self.folder = StoreFolder(store)
        self.writable = write
        self._held = contextlib.ExitStack()
        self._changed = False
        self.catalogue = self.folder.catalogue()
        self._store: ox.Store | None
        if write:
            self._store = self.folder.open_for_writing()
            self._follow_judgements()
        else:
            self._store, self._held = self.folder.open_for_reading()

    @property
    def store(self) -> ox.Store:
        """The Oxigraph store itself.

        Raises:
            StoreError: the graph is closed.
        """
        if self._store is None:
            raise StoreError(f"{self.folder.path}: already closed; open it again")
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Publish what was written, and let go of the store."""
        if self._store is not None and self._changed:
            pending.finish(self._store, self.folder.pending)
            self.folder.publish(self._store)
        self._changed = False
        self._store = None
        self.catalogue.close()
        self._held.close()

    def query(self, question: str, **parameters: str | int) -> Answer:
        """Ask a named question (with its parameters) or SPARQL; the prefixes of `iris.PREFIXES` are known.

        Raises:
            QueryError: the name, a parameter or the SPARQL is wrong, or the SPARQL is not a plain question.
        """
        sparql = self._sparql(question, {name: str(value) for name, value in parameters.items()})
        check(sparql)
        try:
            return answer(lambda: self.store.query(sparql, prefixes=PREFIXES))
        except SyntaxError as error:
            raise QueryError(f"malformed SPARQL, {_short(str(error))}{slash_hint(sparql)}") from None
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {_short(str(error))}") from error

    @staticmethod
    def _sparql(question: str, parameters: dict[str, str]) -> str:
        named = queries()
        if question in named:
            return named[question].bind(parameters)
        if not any(c in question for c in " \n\t{"):
            raise QueryError(f"no query is called '{question}'; 'simpul queries' lists them")
        if parameters:
            raise QueryError("parameters go with named queries; write the values into your SPARQL")
        return question

    @property
    def rdf(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset: its default graph is the knowledge, named graphs are the sources' claims.

        Ask it by SPARQL; walking it triple by triple is slow. Write through `replace` and `remove` only.
        """
        import oxrdflib  # noqa: PLC0415 - rdflib is slow to start, and most commands do without it
        import rdflib  # noqa: PLC0415 - likewise

        dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def network(self, layer: str, **options: Any) -> nx.Graph:  # noqa: ANN401 - passed on to the layer
        """One layer as a NetworkX graph; `simpul.graph.network.layers` says what each holds.

        Raises:
            UsageError: there is no such layer.
        """
        from simpul.graph.network import layers  # noqa: PLC0415 - NetworkX is slow to start

        return layers.network(self, layer, **options)

    def view(self, layer: str, **options: Any) -> SafeNetwork:  # noqa: ANN401 - passed on to the layer
        """One layer as a pyvis network whose pages are safe and need no other host.

        Raises:
            UsageError: there is no such layer.
        """
        from simpul.graph.view.of_layer import layer_view  # noqa: PLC0415 - pyvis and IPython are slow to start

        return layer_view(self, layer, **options)

    def replace(self, source: str, quads: Iterable[str]) -> Change:
        """Make `quads` (N-Quads lines in the graph `source`) what a source says, and derive what follows.

        `simpul.ontology.claims.to_quads` makes them from a document and its facts. One transaction: all or nothing.

        Raises:
            SourceError: the quads are no claims of this source; nothing is written.
            StoreError: the graph was opened for reading.
        """
        self._refuse_reader()
        self.folder.mark_unpublished()
        change = writer.replace(self.store, source, quads)
        self._note(change)
        return change

    def replace_all(self, said: Iterable[tuple[str, Iterable[str]]]) -> Changes:
        """As `replace`, for several sources in one transaction, each once; many at once are written much faster.

        Raises:
            SourceError: the quads of one of them are no claims of it; nothing is written.
            StoreError: the graph was opened for reading, or the disk is full.
        """
        self._refuse_reader()
        self.folder.mark_unpublished()
        self._changed = True
        try:
            changes = writer.replace_all(self.store, said, self.folder.pending)
        except OSError as error:
            raise StoreError(f"{self.folder.path}: cannot be written: {error}; make room and load again") from error
        self._note(changes.whole)
        return changes

    def _note(self, change: Change) -> None:
        """Note what a change did to the support of nodes."""
        self._changed = self._changed or change.outcome not in {"unchanged", "absent"}
        if change.came or change.went:
            self.catalogue.supports(change.came, change.went)

    def remove(self, source: str) -> Change:
        """Withdraw a source: its claims, its text, and what rests on nothing else."""
        change = self.replace(source, ())
        self.catalogue.forget(source)
        return change

    def judge(self, verdict: str, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Note that somebody holds two nodes (or two claims of one kind of event) 'same', 'different' or 'unsure'.

        Visits are judged by a claim of each: their nodes are made of their reports.

        Raises:
            UsageError: there is no such verdict or node, or the two cannot be judged: they are of two kinds, or one.
            StoreError: the graph was opened for reading.
        """
        return self.judge_all([(verdict, one, other, why)], who=who)[0]

    def judge_all(self, verdicts: Iterable[tuple[str, str, str, str]], *, who: str) -> list[Judgement]:
        """As `judge`, for many: verdict, one, other and why of each. All are noted, or none where one cannot be.

        Raises:
            UsageError: one of them cannot be judged.
            StoreError: the graph was opened for reading.
        """
        moment = _now()
        made = [Judgement(moment, v, judgeable(self.store, v, one, other), who, why) for v, one, other, why in verdicts]
        self.add_judgements(made)
        return made

    def reject(self, fact: str, *, who: str, why: str) -> list[Judgement]:
        """Note that a fact is wrong: a claim, or a node with every claim that makes it. It stays so when read again.

        Raises:
            UsageError: there is no such claim or node.
            StoreError: the graph was opened for reading.
        """
        moment = _now()
        made = [Judgement(moment, "reject", (key,), who, why) for key in rejectable(self.store, fact)]
        self.add_judgements(made)
        return made

    def take_back(self, judgement: str, *, who: str, why: str = "") -> Judgement:
        """Take back the judgement of that id: the graph is then what it was, or would be, without it.

        Raises:
            UsageError: there is no such judgement, or it is taken back already.
            StoreError: the graph was opened for reading.
        """
        held = self.judgements()
        if not any(j.id == judgement for j in held):
            raise UsageError(f"{judgement}: no such judgement; 'simpul judgements' lists them with their ids")
        if any(j.verdict == "withdraw" and j.subjects[0] == judgement for j in held):
            raise UsageError(f"{judgement}: already taken back")
        made = Judgement(_now(), "withdraw", (judgement,), who, why)
        self.add_judgements([made])
        return made

    def add_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Add somebody else's judgements; gives how many are new. Those that are there already stay once."""
        self._refuse_reader()
        known = {j.id for j in self.judgements()}
        new = [j for j in judgements if j.id not in known]
        self.folder.add_judgements(new)
        self._follow_judgements()
        return len(new)

    def judgements(self) -> list[Judgement]:
        """All judgements of people ever noted in this store, those taken back among them, oldest line first."""
        return read_judgements(self.folder.judgements_file)

    def candidates(self, *, kind: str | None = None, judged_same: bool = False) -> list[Candidate]:
        """Pairs for people to look at (`simpul.graph.identity.review`)."""
        return candidates(self.store, kind=kind, judged_same=judged_same)

    def conflicts(self, *, field: str | None = None, impossible: bool = False) -> list[Conflict]:
        """What sources say differently, and what cannot be (`simpul.graph.conflicts`)."""
        return conflicts(self.store, field=field, impossible=impossible)

    def _follow_judgements(self) -> None:
        """Bring the store up to date with the file of judgements, which others may have added to."""
        held = in_force(read_judgements(self.folder.judgements_file))
        if held != writer.people(self.store):
            self.folder.mark_unpublished()
            self._note(writer.judge(self.store, held))
            self._changed = True

    def _refuse_reader(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.folder.path}: opened for reading; open it with write=True to change it")

    def source(self, iri: str) -> Article | None:
        """What the store knows of one source, or None."""
        return writer.source_article(self.store, iri)

    def sources(self) -> dict[str, Article]:
        """What the store knows of each source, by IRI."""
        return writer.sources(self.store)


def open(store: str | os.PathLike[str], *, write: bool = False) -> KnowledgeGraph:  # noqa: A001 - `simpul.graph.open`
    """Open a store folder; with `write=True` it is made if it is not there, and nobody else can write meanwhile.

    Raises:
        StoreBusy: somebody else is writing.
        StoreError: there is no store, or the folder is something else.
    """
    return KnowledgeGraph(store, write=write)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _short(message: str) -> str:
    """A parser's message on one line, without its list of every token it would have taken."""
    line = " ".join(message.split())
    head, expected, _ = line.partition("expected one of")
    return head.removesuffix(": ").rstrip() if expected else line
