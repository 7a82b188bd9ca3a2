"""The named questions: files in `graph/queries`, each with title, question and parameters in its head.

A head is the comment lines that a file begins with:

    # title: Who has visited a region
    # title@id: Siapa yang pernah mengunjungi sebuah daerah
    # question: 21
    # param region: region, required - the host (code, name or IRI)
    # param topic: text - a word of the topic

Each parameter stands in the query as `VALUES ?region { UNDEF }`; a value given takes UNDEF's place, so that the file
is plain SPARQL that runs anywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.ontology import iris
from simpul.ontology.errors import QueryError
from simpul.ontology.iris import PREFIXES
from simpul.ontology.ntriples import date, iri, literal
from simpul.ontology.region_names import regions_called

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEAD: Final = re.compile(r"#\s*(?P<key>[\w@ -]+?):\s*(?P<value>.*)")
_PLACE: Final = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_PARAMETER: Final = re.compile(r"(?P<type>\w+)(?P<required>,\s*required)?\s*-\s*(?P<what>.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, type (a key of `TYPES`), whether it must be given, and what it is."""

    name: str
    type: str
    required: bool
    what: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name; `question` is its number among the competency questions, where it has one."""

    name: str
    title: str
    title_id: str
    question: str | None
    parameters: tuple[Parameter, ...]
    sparql: str

    def bind(self, values: Mapping[str, str]) -> str:
        """The SPARQL with `values` in place.

        Raises:
            QueryError: a parameter is unknown, missing, or has a value that does not fit its type.
        """
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                takes = ", ".join(known) or "none"
                raise QueryError(f"query '{self.name}' has no parameter '{name}'; it takes: {takes}")
        for parameter in self.parameters:
            if parameter.required and parameter.name not in values:
                raise QueryError(f"query '{self.name}' needs --param {parameter.name}=…: {parameter.what}")
        bound = {name: TYPES[known[name].type](name, value) for name, value in values.items()}
        # All at once, so that no value is taken for the place of another.
        return _PLACE.sub(lambda m: f"VALUES ?{m[1]} {{ {bound.get(m[1], 'UNDEF')} }}", self.sparql)


@cache
def queries() -> Mapping[str, NamedQuery]:
    """All named questions by name, in the order of their names."""
    folder = files("simpul.graph") / "queries"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name.removesuffix(".rq"): parse(f.name.removesuffix(".rq"), f.read_text("utf-8")) for f in found}


def parse(name: str, text: str) -> NamedQuery:
    """A named question from its file's text.

    Raises:
        QueryError: the head lacks a title, or a parameter's line or place in the query is wrong.
    """
    head: dict[str, str] = {}
    for line in text.splitlines():
        if not (said := _HEAD.match(line)):
            break
        head[said["key"]] = said["value"].strip()
    if "title" not in head:
        raise QueryError(f"{name}.rq: its first lines have no '# title: …'")
    parameters = tuple(
        _parameter(name, key.removeprefix("param "), value, text)
        for key, value in head.items()
        if key.startswith("param ")
    )
    return NamedQuery(name, head["title"], head.get("title@id", head["title"]), head.get("question"), parameters, text)


def _parameter(query: str, name: str, line: str, text: str) -> Parameter:
    said = _PARAMETER.fullmatch(line)
    if not said or said["type"] not in TYPES:
        raise QueryError(f"{query}.rq: parameter '{name}' should read 'TYPE[, required] - what it is' ({line!r})")
    if f"VALUES ?{name} {{ UNDEF }}" not in text:
        raise QueryError(f"{query}.rq: parameter '{name}' needs 'VALUES ?{name} {{ UNDEF }}' in the query")
    return Parameter(name, said["type"], bool(said["required"]), said["what"])


def region_iri(name: str, value: str) -> str:
    """The one region that a code, a label, a bare name or an IRI means.

    >>> region_iri("region", "33.72") == region_iri("region", "kota surakarta") == region_iri("region", "Surakarta")
    True

    Raises:
        QueryError: no region is called so, or several are.
    """
    called = regions_called(value)
    found = called.surely or called.bare
    if not found:
        raise QueryError(f"parameter {name}: no region is called {value!r}; give a code (33.72) or 'Kota Surakarta'")
    if len(found) > 1:
        several = " or ".join(f"'{r.label}' ({r.code})" for r in found)
        raise QueryError(f"parameter {name}: {value!r} is {several}; say which")
    return iri(found[0].iri)


def _text(name: str, value: str) -> str:
    del name
    return literal(value)


def _integer(name: str, value: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,18}", value):
        raise QueryError(f"parameter {name}: {value!r} is no whole number")
    return literal(int(value))


def _date(name: str, value: str) -> str:
    try:
        dt.date.fromisoformat(value if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else f"{value}-01-01")
    except ValueError:
        raise QueryError(f"parameter {name}: {value!r} is no date; write YYYY-MM-DD or YYYY") from None
    return date(value)


def _iri(name: str, value: str) -> str:
    try:
        return str(ox.NamedNode(_expanded(value)))
    except ValueError:
        raise QueryError(f"parameter {name}: {value!r} is no IRI") from None


def _source(name: str, value: str) -> str:
    """A source's IRI, or its path relative to the load root."""
    return _iri(name, value) if re.match(r"(https?|id):", value) else iri(iris.source_iri(value))


def _expanded(value: str) -> str:
    prefix, colon, rest = value.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else value


TYPES: Final[dict[str, Callable[[str, str], str]]] = {
    "region": region_iri,
    "text": _text,
    "integer": _integer,
    "date": _date,
    "iri": _iri,
    "source": _source,
}
