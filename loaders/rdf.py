"""RDF as a source: claims of ours go into their sources' graphs; what somebody else says in our terms becomes claims.

Oxigraph parses into a store on disk, so that a file may be larger than memory. All is checked against the shapes first:
a source whose claims break one is refused, a node that breaks one is told and left out.

Two kinds of statements are understood. *Claims*, as an export has them, keep their source, words and confidence.
*Nodes in our terms* (`ex:v a simpul:StudyVisit; simpul:visitor …`) are stated by the file itself: the words behind each
are the lines of N-Triples that say so. Triples about other nodes are kept in the file's own graph.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from simpul.loaders.readers.files import readable
from simpul.loaders.readers.heard import Heard
from simpul.loaders.readers.text import source_of
from simpul.loaders.tables import cells
from simpul.loaders.tables.cells import Linker, Unclear
from simpul.ontology.checking.shapes import of_claims
from simpul.ontology.claims import KINDS, read_claims, row_of, to_quads
from simpul.ontology.document import Document, Problem
from simpul.ontology.errors import SourceError
from simpul.ontology.facts import Count, Evidence, Fact, Party, needed_fields, stated_fields
from simpul.ontology.iris import BASE, NS, RDF, RDFS, slash_hint
from simpul.ontology.regions import by_code, by_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simpul.ontology.checking.finding import Finding

FORMS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}
MOST_BYTES: Final = 5_000_000_000
EXTRACTOR: Final = "rdf"
_MOST_OF_OWN: Final = 1_000_000  # triples of a file that state facts themselves: they are read at once
_CHECKED_AT_ONCE: Final = 100_000
_TYPE: Final = RDF + "type"
_REPORTED_IN: Final = ox.NamedNode(NS + "reportedIn")
_RESTS_ON: Final = ox.NamedNode(NS + "restsOn")
_LABELS: Final = (
    RDFS + "label",
    NS + "name",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    "https://schema.org/name",
    "http://purl.org/dc/terms/title",
)
_OF_TERM: Final = {NS + fact.term: kind for kind, fact in KINDS.items()}


def read_rdf(path: Path, root: Path) -> Iterator[Heard | Problem]:
    """The sources whose claims a file holds, or the file itself as a source that states what its nodes say.

    Raises:
        SourceError: the file is missing, too large or malformed (the message names the place), or holds neither.
    """
    readable(path, most=MOST_BYTES)
    base = source_of(path, root)
    with tempfile.TemporaryDirectory(prefix="simpul-") as place:
        store = ox.Store(place)
        try:
            with path.open("rb") as file:
                store.bulk_load(file, FORMS[path.suffix.lower()], base_iri=base)
        except (SyntaxError, ValueError, OSError) as error:
            form = FORMS[path.suffix.lower()].name
            with path.open("rb") as file:
                hint = slash_hint(file.read(1_000_000).decode("utf-8", "replace"))
            raise SourceError(f"{path}: no {form}: {' '.join(str(error).split())[:300]}; mend it{hint}") from None
        if not len(store):
            raise SourceError(f"{path}: no statement in it")
        sources = sorted(_sources_of_claims(store))
        if not sources and any(True for _ in store.quads_for_pattern(None, _RESTS_ON, None, None)):
            raise SourceError(f"{path}: knowledge without its claims; export it as .trig or .nq and load that")
        if sources:
            yield from _claims(store, sources)
        else:
            yield _Own(path, base, store).heard()
        del store


# Claims


def _sources_of_claims(store: ox.Store) -> set[str]:
    """The sources that complete claims in the file are of."""
    found = store.query(
        f"SELECT DISTINCT ?s {{ {{ GRAPH ?g {{ ?c <{NS}claimKind> ?k ; <{NS}reportedIn> ?s ; ?stated ?v }} }}"
        f" UNION {{ ?c <{NS}claimKind> ?k ; <{NS}reportedIn> ?s ; ?stated ?v }}"
        f" FILTER(STRSTARTS(STR(?stated), '{NS}stated')) }}"
    )
    return {row["s"].value for row in found}  # type: ignore[union-attr]


def _claims(store: ox.Store, sources: list[str]) -> Iterator[Heard | Problem]:
    """Each source with its claims, checked together with others so that the shapes are asked seldom."""
    waiting: list[tuple[str, list[ox.Triple]]] = []
    size = 0
    for source in sources:
        triples = list(_of_source(store, source))
        waiting.append((source, triples))
        size += len(triples)
        if size > _CHECKED_AT_ONCE:
            yield from _checked(waiting)
            waiting, size = [], 0
    yield from _checked(waiting)


def _of_source(store: ox.Store, source: str) -> Iterator[ox.Triple]:
    """What a source's graph holds, else all that stands under its IRI."""
    graph = ox.NamedNode(source)
    if store.contains_named_graph(graph):
        yield from (q.triple for q in store.quads_for_pattern(None, None, None, graph))
        return
    claims = (q.subject for q in store.quads_for_pattern(None, _REPORTED_IN, graph, ox.DefaultGraph()))
    waiting = [graph, *(c for c in claims if str(c).startswith(f"<{source}#"))]
    seen = set(waiting)
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, ox.DefaultGraph()):
            yield quad.triple
            part = quad.object
            if isinstance(part, ox.NamedNode) and part.value.startswith(f"{source}#") and part not in seen:
                seen.add(part)
                waiting.append(part)


def _checked(waiting: list[tuple[str, list[ox.Triple]]]) -> Iterator[Heard | Problem]:
    lines = [f"{triple} ." for _, triples in waiting for triple in triples]
    wrong: dict[str, list[Finding]] = defaultdict(list)
    for finding in of_claims("\n".join(lines).encode()):
        if finding.severity == "violation":
            wrong[finding.subject.partition("#")[0]].append(finding)
    for source, triples in waiting:
        if found := wrong.get(source):
            more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
            yield Problem(found[0].subject, f"breaks the shape {found[0].rule}: {found[0].message}{more}")
            continue
        quads = sorted(f"{triple} <{source}> ." for triple in triples)
        try:
            article, claims = read_claims(source, map(row_of, triples))
        except (ValueError, KeyError, IndexError) as error:
            yield Problem(source, f"its claims cannot be read: {error}")
            continue
        document = Document(
            source=source,
            text="",
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            retells=article.retells,
        )
        facts = tuple(claim.fact for claim in claims)
        yield Heard(document, facts, EXTRACTOR, quads=tuple(quads), where=source, told_hash=article.content_hash)


# Nodes in our terms


class _Own:
    """A file that is a source itself."""

    def __init__(self, path: Path, source: str, store: ox.Store) -> None:
        if len(store) > _MOST_OF_OWN:
            raise SourceError(f"{path}: {len(store)} statements and no claims; more than {_MOST_OF_OWN} are not read")
        self._path, self._source = path, source
        triples = sorted({_with_names(q, source) for q in _canonical(store)}, key=str)
        self._lines = [f"{triple} ." for triple in triples]
        self._said: dict[str, list[tuple[str, Any, int]]] = defaultdict(list)
        self._starts: list[int] = []
        start = 0
        for number, triple in enumerate(triples):
            self._starts.append(start)
            self._said[str(triple.subject)].append((triple.predicate.value, triple.object, number))
            start += len(self._lines[number]) + 1
        self._regions = Linker({})
        self._problems: list[Problem] = []

    def heard(self) -> Heard:
        wrong = self._wrong()
        facts = [fact for node in self._said if node not in wrong for fact in self._facts(node)]
        document = Document(source=self._source, text="\n".join(self._lines) + "\n", title=self._path.name)
        ours = self._ours()
        own = [f"{line[:-2]} <{self._source}> ." for line in self._lines if line.partition(" ")[0] not in ours]
        quads = sorted({*to_quads(document, facts, EXTRACTOR), *own})
        return Heard(document, tuple(facts), EXTRACTOR, tuple(self._problems), tuple(quads))

    def _ours(self) -> set[str]:
        """The nodes of a class of ours: claims tell what is said of them, so that the store keeps its shape."""
        return {
            node
            for node, said in self._said.items()
            if any(p == _TYPE and getattr(o, "value", "").startswith(NS) for p, o, _ in said)
        }

    def _wrong(self) -> set[str]:
        """The nodes that break a shape, but for those of nodes that are derived from claims, which these are not."""
        found = set()
        for finding in of_claims("\n".join(self._lines).encode()):
            if (
                finding.severity == "violation"
                and not finding.rule.startswith("KnowledgeNode-")
                and (not finding.rule.endswith("-without-claim"))
            ):
                self._problems.append(Problem(finding.subject, f"breaks the shape {finding.rule}: {finding.message}"))
                found.add(f"<{finding.subject}>")
        return found

    def _facts(self, node: str) -> Iterator[Fact]:
        types = {getattr(o, "value", "") for p, o, _ in self._said[node] if p == _TYPE}
        for kind in sorted(_OF_TERM[t] for t in types & set(_OF_TERM)):
            fact = self._fact(node, kind)
            if fact:
                yield fact

    def _fact(self, node: str, kind: str) -> Fact | None:
        values: dict[str, Any] = {}
        evidence: list[Evidence] = []
        for name, term in stated_fields(KINDS[kind]).items():
            those = [(o, n) for p, o, n in self._said[node] if p == NS + term]
            if not those and name == "name":
                those = [(o, n) for p, o, n in self._said[node] if p in _LABELS][:1]
            try:
                told = self._value(kind, name, [o for o, _ in those]) if those else {}
            except Unclear as error:
                self._problems.append(Problem(node.strip("<>"), f"{kind}, {name}: {error}"))
                continue
            values |= told
            evidence += [self._evidence(n, tuple(told)) for _, n in those if told]
        if missing := sorted(needed_fields(KINDS[kind]) - set(values)):
            self._problems.append(Problem(node.strip("<>"), f"{kind}: no {missing[0]}"))
            return None
        return KINDS[kind](evidence=tuple(evidence), **values)

    def _value(self, kind: str, name: str, objects: list[Any]) -> dict[str, Any]:
        how = cells.kind_of(kind, name)
        if how == "parties":
            return {name: tuple(sorted(self._party(o) for o in objects))}
        if how == "count":
            return {name: tuple(sorted(self._count(o) for o in objects))}
        if how == "list":
            return {name: tuple(sorted(self._text(o) for o in objects))}
        first = min(objects, key=str)
        if how in {"region", "body"}:
            return self._body(name, how, first)
        return {name: cells.read(self._text(first), how, self._regions)}

    def _body(self, name: str, how: str, term: Any) -> dict[str, Any]:  # noqa: ANN401 - an RDF term
        code, text = _region(term), self._text(term)
        if code is None:
            linked = self._regions.link(text)
            code, whole = linked.code, linked.whole
        else:
            whole = True
        if how == "region":
            return {name: code} if code else {}
        told: dict[str, Any] = {name: code or text}
        if code:
            told[f"{name}_name"] = text
        if name == "recipient":
            told["recipient_kind"] = "other" if not code else "region" if whole else "agency"
        return told

    def _party(self, term: Any) -> Party:  # noqa: ANN401 - likewise
        code = _region(term)
        return (
            Party(f"Pemerintah {by_code()[code].label}", code) if code else cells.party(self._text(term), self._regions)
        )

    def _count(self, term: Any) -> Count:  # noqa: ANN401 - likewise
        said = {p.removeprefix(NS): o for p, o, _ in self._said.get(str(term), ())}
        if "number" not in said or "counted" not in said:
            raise Unclear(f"'{term}' is no count with simpul:number and simpul:counted")
        return Count(int(said["number"].value), said["counted"].value)

    def _text(self, term: Any) -> str:  # noqa: ANN401 - likewise
        """A literal's text, or a node's label; of a region and of bodies that the file does not name, from the IRI."""
        if isinstance(term, ox.Literal):
            return " ".join(term.value.split())
        if code := _region(term):
            return by_code()[code].label
        labels = sorted((_LABELS.index(p), o.value) for p, o, _ in self._said.get(str(term), ()) if p in _LABELS)
        if labels:
            return str(labels[0][1])
        raise Unclear(f"{term} has no label in the file; give it an rdfs:label")

    def _evidence(self, number: int, names: tuple[str, ...]) -> Evidence:
        line = self._lines[number]
        start = self._starts[number]
        return Evidence(self._source, start, start + len(line), line, EXTRACTOR, 1.0, names)


def _canonical(store: ox.Store) -> ox.Dataset:
    """The triples of all graphs, blank nodes labelled so that the same file gives the same labels."""
    quads = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in store)
    quads.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return quads


def _with_names(quad: ox.Quad, source: str) -> ox.Triple:
    """A triple whose blank nodes have IRIs of the source: they must be found again when it is withdrawn."""

    def named(term: Any) -> Any:  # noqa: ANN401 - an RDF term
        return ox.NamedNode(f"{source}#blank-{term.value}") if isinstance(term, ox.BlankNode) else term

    return ox.Triple(named(quad.subject), quad.predicate, named(quad.object))


def _region(term: Any) -> str | None:  # noqa: ANN401 - likewise
    """The code of the region that an IRI names, itself or by its government."""
    parts = str(getattr(term, "value", "")).split("/")
    for place in ("region", "agency"):
        if place in parts[:-1] and parts[-1] in {"pemerintah", parts[parts.index(place) + 1]}:
            region = by_slug().get(parts[parts.index(place) + 1])
            return region.code if region and str(term.value).startswith(BASE) else None
    return None
