"""What people judge: two nodes are the same, different or unsure; a fact is wrong; a judgement is taken back.

Judgements are lines of JSON in a file that only grows. Files of several people can be joined in any way (by version
control, or one behind the other): what is in force depends on the set of judgements, not on their order. Of several
judgements of one pair the last one said holds.

    {"id": "5d0c…", "subjects": ["https://…/a", "https://…/b"], "verdict": "same", "when": "2026-03-01T08:00:00+00:00",
     "who": "rina", "why": "one letterhead"}
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from simpul.graph.identity.partition import pair
from simpul.ontology.errors import SourceError
from simpul.ontology.iris import node, short_hash
from simpul.ontology.ntriples import TYPE, iri, literal, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PEOPLE: Final = node("judgements")
"""The named graph of people's judgements in force."""
VERDICTS: Final = ("same", "different", "unsure", "reject", "withdraw")
_ON_ONE: Final = {"reject", "withdraw"}


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """Who judges what, when and why.

    `subjects` are two nodes for same, different and unsure; the key of a statement (`simpul.ontology.claims.statement`)
    for reject; the id of a judgement for withdraw. `when` is an ISO 8601 time with its zone.
    """

    when: str
    verdict: str
    subjects: tuple[str, ...]
    who: str
    why: str = ""

    @property
    def id(self) -> str:
        """A short name of this judgement, made of all it says."""
        return short_hash(self.when, self.verdict, *self.subjects, self.who, self.why)

    @property
    def iri(self) -> str:
        """Its node in the graph of judgements."""
        return node("judgement", self.id)

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps({"id": self.id, **asdict(self)}, ensure_ascii=False, sort_keys=True)


def from_json(line: str) -> Judgement:
    """The judgement on a line.

    Raises:
        ValueError: the line is no judgement; the message says why.
    """
    data: dict[str, Any] = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("one JSON object is expected")  # noqa: TRY004 - of the data, not of the program
    missing = [name for name in ("when", "verdict", "subjects", "who") if not data.get(name)]
    if missing:
        raise ValueError(f"it lacks {', '.join(missing)}")
    if data["verdict"] not in VERDICTS:
        raise ValueError(f"verdict {data['verdict']!r} is none of {', '.join(VERDICTS)}")
    subjects = data["subjects"]
    wanted = 1 if data["verdict"] in _ON_ONE else 2
    if not isinstance(subjects, list) or len(set(map(str, subjects))) != wanted:
        raise ValueError(f"'{data['verdict']}' is said of {wanted} subject{'s' if wanted > 1 else ''}")
    texts = [*subjects, data["when"], data["who"], data.get("why", "")]
    if not all(isinstance(text, str) for text in texts) or any(set(s) & set(' <>"{}|\\^`\n') for s in subjects):
        raise ValueError("when, who and why are texts, subjects are IRIs")
    ordered = tuple(sorted(subjects))
    return Judgement(data["when"], data["verdict"], ordered, data["who"], data.get("why", ""))


def read_judgements(path: Path) -> list[Judgement]:
    """The judgements in a file, each once, in the order of the file; none where there is no file.

    Raises:
        SourceError: a line is no judgement, or the file cannot be read; the message says which line.
    """
    if not path.exists():
        return []
    found: dict[str, Judgement] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            judgement = from_json(line)
        except ValueError as error:
            raise SourceError(f"{path}, line {number}: no judgement: {error}; mend or delete the line") from error
        found.setdefault(judgement.id, judgement)
    return list(found.values())


def in_force(judgements: Iterable[Judgement]) -> set[Judgement]:
    """The judgements that hold: not taken back, and the last of their pair or statement.

    A withdrawal can itself be withdrawn, by a later one.
    """
    by_id = {j.id: j for j in judgements}
    gone: set[str] = set()
    for j in sorted((j for j in by_id.values() if j.verdict == "withdraw"), reverse=True):
        if j.id not in gone:
            gone.add(j.subjects[0])
    last: dict[tuple[bool, tuple[str, ...]], Judgement] = {}
    for j in sorted(j for j in by_id.values() if j.verdict != "withdraw" and j.id not in gone):
        last[j.verdict == "reject", j.subjects] = j
    return set(last.values())


def triples(judgement: Judgement) -> Iterator[str]:
    """The judgement in the graph of people's judgements."""
    subject = iri(judgement.iri)
    yield f"{subject} {TYPE} {own('Judgement')}"
    yield f"{subject} {own('verdict')} {literal(judgement.verdict)}"
    for one in judgement.subjects:
        if judgement.verdict == "reject":
            yield f"{subject} {own('rejects')} {iri(one)}"
        else:
            yield f"{subject} {own('judges')} {iri(one)}"
    yield f"{subject} {own('judgedBy')} {literal(judgement.who)}"
    yield f"{subject} {own('judgedOn')} {literal(judgement.when)}"
    if judgement.why:
        yield f"{subject} {own('because')} {literal(judgement.why)}"


def verdicts(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """The verdict on each pair of nodes."""
    return {pair(*j.subjects): j.verdict for j in judgements if j.verdict != "reject"}
