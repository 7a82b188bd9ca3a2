"""Is every term described as it should be? Queries in `hygiene/*.rq`, after ROBOT's report.

A query is plain SPARQL with a head of comments: title, severity and message, in English and in Indonesian. Each row it
gives is a finding about its `?term`; {names} in the message are filled from the row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.ontology.checking.finding import Finding
from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import compact
from simpul.ontology.model import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

SEVERITIES: Final = ("violation", "warning", "info")
_HEAD: Final = re.compile(r"^# ([\w@]+): (.+)$", re.MULTILINE)
_NEEDED: Final = frozenset({"title", "title@id", "severity", "message", "message@id"})


@dataclass(frozen=True, slots=True)
class Query:
    """A query for what is wrong: what it looks for, how bad that is, and what is said of each row it gives."""

    name: str
    title: str
    title_id: str
    severity: str
    message: str
    message_id: str
    sparql: str


@cache
def queries() -> tuple[Query, ...]:
    """All queries, in the order of their names.

    >>> [query.name for query in queries()][:2]
    ['cycle', 'definition-without-stop']
    """
    files = sorted((f for f in resource("hygiene").iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(parse(f.name.removesuffix(".rq"), f.read_text("utf-8")) for f in files)


def parse(name: str, text: str) -> Query:
    """A query from its file's text.

    Raises:
        SimpulError: its head lacks something, or the severity is none of `SEVERITIES`.
    """
    head = dict(_HEAD.findall(text))
    if missing := sorted(_NEEDED - set(head)):
        raise SimpulError(f"{name}.rq: its head lacks {', '.join(missing)}")
    if head["severity"] not in SEVERITIES:
        raise SimpulError(f"{name}.rq: severity {head['severity']!r} is none of {', '.join(SEVERITIES)}")
    return Query(
        name, head["title"], head["title@id"], head["severity"], head["message"], head["message@id"], sparql=text
    )


def findings(graph: Graph) -> list[Finding]:
    """What the queries find in an ontology, sorted; takes some tenths of a second."""
    store = ox.Store()
    store.bulk_load(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return sorted({finding for query in queries() for finding in _asked(store, query)})


def _asked(store: ox.Store, query: Query) -> Iterator[Finding]:
    solutions = store.query(query.sparql)
    names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
    for solution in solutions:  # type: ignore[union-attr]
        row = {name: _text(solution[name]) for name in names}
        term = solution["term"]
        if not isinstance(term, ox.NamedNode):
            continue
        message, message_id = (_filled(text, row) for text in (query.message, query.message_id))
        yield Finding("hygiene", query.name, query.severity, term.value, message, message_id)


def _text(term: object) -> str:
    match term:
        case ox.NamedNode(value=iri):
            return compact(iri)
        case ox.Literal(value=text):
            return text
    return ""


def _filled(message: str, row: dict[str, str]) -> str:
    """The message with a row's values in place, all at once.

    >>> _filled("“{one}” and “{other}”", {"one": "{other}", "other": "b"})
    '“{other}” and “b”'
    """
    return re.sub(r"\{(\w+)\}", lambda match: row.get(match[1], match[0]), message)
