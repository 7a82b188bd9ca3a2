"""How well identity is decided, against mentions that people told apart by hand.

A gold folder holds `agencies.jsonl`, `people.jsonl`, `competitions.jsonl` and `visits.jsonl`, one mention a line:
`case` (mentions that could be confused), `entity` (which of them are one), `source`, `published`, and what the report
says. Every mention is loaded as a source's claim into a store of its own; pairs are judged within their cases.

Pairwise precision, recall and F1 count pairs of mentions judged one; B-cubed averages over mentions how much of their
group is theirs (Bagga and Baldwin 1998).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from simpul.graph.store import writer
from simpul.graph.store.index import Index
from simpul.ontology.claims import to_quads
from simpul.ontology.document import Document
from simpul.ontology.errors import SourceError
from simpul.ontology.facts import Agency, Award, Competition, Evidence, Fact, Official, StudyVisit
from simpul.ontology.iris import NS, node, source_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

GOLD_KINDS: Final = ("agencies", "people", "competitions", "visits")
_COMMON = ("case", "entity", "source", "published")
Mention = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of a case, whether they are one, and whether they were judged one."""

    one: Mention
    other: Mention
    same: bool
    judged: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How a kind came out."""

    kind: str
    mentions: int
    pairs: tuple[Pair, ...]
    cubed: tuple[float, float]

    @property
    def pairwise(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of pairs judged one."""
        right = sum(p.same and p.judged for p in self.pairs)
        return _with_f1(
            right / max(1, sum(p.judged for p in self.pairs)), right / max(1, sum(p.same for p in self.pairs))
        )

    @property
    def b_cubed(self) -> tuple[float, float, float]:
        """B-cubed precision, recall and F1."""
        return _with_f1(*self.cubed)

    @property
    def wrong(self) -> list[Pair]:
        """Pairs judged otherwise than they are."""
        return [p for p in self.pairs if p.same != p.judged]

    def as_dict(self) -> dict[str, Any]:
        """The figures, and the wrong pairs."""
        names = ("precision", "recall", "f1")
        return {
            "mentions": self.mentions,
            "pairs": len(self.pairs),
            "same": sum(p.same for p in self.pairs),
            "pairwise": dict(zip(names, self.pairwise, strict=True)),
            "b_cubed": dict(zip(names, self.b_cubed, strict=True)),
            "wrong": [{"one": p.one, "other": p.other, "same": p.same} for p in self.wrong],
        }


def _with_f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shipped_gold() -> list[Path]:
    """The gold folders that come with Simpul, in the order in which rules met them."""
    with as_file(files("simpul.graph.identity") / "gold") as folder:
        return sorted(p for p in folder.iterdir() if any(p.glob("*.jsonl")))


def evaluate(folder: Path) -> list[Score]:
    """Each kind's score on a gold folder.

    Raises:
        SourceError: the folder holds no gold, or a line of it is no mention.
    """
    found = [(kind, folder / f"{kind}.jsonl") for kind in GOLD_KINDS]
    there = [(kind, path) for kind, path in found if path.is_file()]
    if not there:
        raise SourceError(f"{folder}: none of {', '.join(f'{k}.jsonl' for k in GOLD_KINDS)} is in it")
    return [_score(kind, _mentions(kind, path)) for kind, path in there]


def together(scores: Sequence[Score]) -> Score:
    """The score of one kind on several folders."""
    size = sum(s.mentions for s in scores)
    precision, recall = (sum(s.cubed[n] * s.mentions for s in scores) / max(1, size) for n in (0, 1))
    return Score(scores[0].kind, size, tuple(p for s in scores for p in s.pairs), (precision, recall))


def _mentions(kind: str, path: Path) -> list[Mention]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            mention = json.loads(line)
            missing = [k for k in (*_COMMON, *_NEEDED[kind]) if not mention.get(k)]
        except (ValueError, AttributeError) as error:
            raise SourceError(f"{path}, line {number}: no mention: {error}") from error
        if missing:
            raise SourceError(f"{path}, line {number}: a mention of {kind} lacks {', '.join(missing)}")
        found.append(mention)
    return found


_NEEDED: Final = {
    "agencies": ("name",),
    "people": ("name",),
    "competitions": ("name",),
    "visits": ("visitor", "host"),
}


def _score(kind: str, told: Sequence[Mention]) -> Score:
    answers = _answers(kind, told)
    cases: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(told):
        cases[mention["case"]].append(number)
    pairs, precision, recall = [], 0.0, 0.0
    for numbers in cases.values():
        gold = {n: {m for m in numbers if told[m]["entity"] == told[n]["entity"]} for n in numbers}
        mine = {n: {m for m in numbers if answers[m] == answers[n]} for n in numbers}
        pairs += [Pair(told[a], told[b], b in gold[a], b in mine[a]) for a, b in combinations(numbers, 2)]
        precision += sum(len(gold[n] & mine[n]) / len(mine[n]) for n in numbers)
        recall += sum(len(gold[n] & mine[n]) / len(gold[n]) for n in numbers)
    size = max(1, len(told))
    return Score(kind, len(told), tuple(pairs), (precision / size, recall / size))


def _answers(kind: str, told: Sequence[Mention]) -> list[str]:
    """The node that each mention came to be."""
    store = ox.Store()
    by_source: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(told):
        by_source[source_iri(f"{kind}/{mention['case']}/{mention['source']}")].append(number)
    claims: dict[int, str] = {}
    for source, numbers in by_source.items():
        text = "\n".join(f"{n}: {json.dumps(told[n], ensure_ascii=False)}" for n in numbers)
        facts: list[Fact] = []
        for n in numbers:
            start = text.index(f"{n}: ")
            words = text[start:].partition("\n")[0]
            evidence = (Evidence(source, start, start + len(words), words, "gold"),)
            facts += _FACTS[kind](told[n], evidence)
        document = Document(source=source, text=text, published=told[numbers[0]]["published"])
        quads = to_quads(document, facts, "gold")
        writer.replace(store, source, quads)
        claims |= _claims(store, source, numbers)
    index = Index(store)
    return [_node(store, index, kind, claims[n]) for n in range(len(told))]


def _claims(store: ox.Store, source: str, numbers: Iterable[int]) -> dict[int, str]:
    """The claim that each mention of a source became: the one whose evidence is its line."""
    found: dict[int, str] = {}
    graph = ox.NamedNode(source)
    for number in numbers:
        for quad in store.quads_for_pattern(None, ox.NamedNode(NS + "quote"), None, graph):
            claim = quad.subject.value.rpartition("-e")[0]  # type: ignore[union-attr]
            told = quad.object.value.startswith(f"{number}: ")  # type: ignore[union-attr]
            if told and (number not in found or "#agency-" in found[number]):
                found[number] = claim
    return found


def _node(store: ox.Store, index: Index, kind: str, claim: str) -> str:
    reading = index.resolved(claim)
    if kind == "visits":
        quads = store.quads_for_pattern(None, ox.NamedNode(NS + "restsOn"), ox.NamedNode(claim), ox.DefaultGraph())
        return next(q.subject.value for q in quads if q.subject.value.rpartition("/")[0] == node("visit"))  # type: ignore[union-attr]
    names = {"agencies": ("self",), "people": ("person", "handed_by", "received_by"), "competitions": ("contest",)}
    return next(iri for name in names[kind] if (iri := reading.ref(name)))


def _agency(mention: Mention, evidence: tuple[Evidence, ...]) -> Iterator[Fact]:
    aliases = tuple(mention.get("aliases") or ())
    yield Agency(name=mention["name"], aliases=aliases, region=mention.get("region"), evidence=evidence)


def _person(mention: Mention, evidence: tuple[Evidence, ...]) -> Iterator[Fact]:
    """A person without a post is met as one who hands over or takes a prize."""
    name, region, body = mention["name"], mention.get("region"), mention.get("org")
    if mention.get("position"):
        yield Official(
            name=name,
            position=mention["position"],
            region=region,
            org=body,
            status=mention.get("status"),
            evidence=evidence,
        )
    elif region:
        yield Award(recipient=region, received_by=name, evidence=evidence)
    else:
        yield Award(recipient="-", awarded_by=body, handed_by=name, evidence=evidence)


def _contest(mention: Mention, evidence: tuple[Evidence, ...]) -> Iterator[Fact]:
    organiser, region = mention.get("organiser"), mention.get("organiser_region")
    yield Competition(name=mention["name"], organiser=organiser, year=mention.get("year"), evidence=evidence)
    if organiser and region:
        yield Agency(name=organiser, region=region, evidence=evidence)


def _visit(mention: Mention, evidence: tuple[Evidence, ...]) -> Iterator[Fact]:
    fields = ("visitor", "visitor_name", "host", "host_name", "date", "topic")
    yield StudyVisit(**{name: mention.get(name) for name in fields}, evidence=evidence)  # type: ignore[arg-type]


_FACTS: Final[Mapping[str, Callable[[Mention, tuple[Evidence, ...]], Iterator[Fact]]]] = {
    "agencies": _agency,
    "people": _person,
    "competitions": _contest,
    "visits": _visit,
}
