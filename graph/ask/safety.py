"""What SPARQL may be asked: a question of this store alone, no deeper than the stack can bear.

Oxigraph recurses over what it reads: brackets within brackets, and chains such as `a || b || c` or the triples of one
group, which become as deep a tree. Too deep, and the process ends. `SERVICE` would make this machine call another one.
All this is refused before Oxigraph sees the text. An update is refused by name, since Oxigraph's own message for it
('expected CONSTRUCT') helps nobody.

The text is read as Oxigraph's parser reads it: a keyword needs no space around it ('1SERVICE:x{…}' is a number and a
SERVICE), `<` begins an IRI except after a value in round brackets, and where that leaves a doubt the text is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simpul.ontology.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 500
"""Brackets within brackets, and signs before a value (`!`, `-`, `^`) within one another."""

MAX_LENGTH: Final = 2100
"""Words and signs on the way in: those before a place in its own group, and in each group around it.

Measured with 8 MiB of stack: a level takes at most 11 kB, a word 2 kB, an element of a list 8 kB.
"""

_LIST_ELEMENT: Final = 4
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})

_ESCAPE: Final = r"""\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"""
_LOCAL: Final = r"(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?#@%])*+"
_TOKEN: Final = re.compile(
    rf"""
    (?P<blank>\#[^\n\r]*+|\s++)
    |(?P<string>\"""(?:[^"\\]|{_ESCAPE}|"(?!""))*+\"""|'''(?:[^'\\]|{_ESCAPE}|'(?!''))*+'''
        |"(?:[^"\\\n\r]|{_ESCAPE})*+"|'(?:[^'\\\n\r]|{_ESCAPE})*+')
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    |(?P<name>(?:[^\W\d_][\w.-]*+|_)?:{_LOCAL})
    |(?P<other>[?$]\w+|@[A-Za-z0-9-]+|\d+)
    |(?P<word>[^\W\d]+)
    |(?P<open>[({{\[])|(?P<close>[)}}\]])|(?P<end>>>)|(?P<sign>.)
    """,
    re.DOTALL | re.VERBOSE,
)
_CLOSES: Final = {")": "(", "}": "{", "]": "["}
_DATA: Final = "VALUES"


def check(sparql: str) -> None:
    """Refuse what is not a plain question.

    >>> check("SELECT ?s { ?s ?p 'SERVICE {{{' }  # DELETE")
    >>> check("ask { service <https://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    simpul.ontology.errors.QueryError: SERVICE would ask another machine; Simpul only asks its own store

    Raises:
        QueryError: it is empty, an update, nested deeper than `MAX_DEPTH`, longer than `MAX_LENGTH`, or calls a
            SERVICE; or a bracket in it closes nothing.
    """
    first = None
    reader = _Reader(sparql)
    for word in reader.words():
        if "SERVICE" in word:
            raise QueryError("SERVICE would ask another machine; Simpul only asks its own store")
        first = first or (word if word in _UPDATES | _FORMS else None)
        if first in _UPDATES:
            raise QueryError(f"{first} changes the store; 'simpul query' only asks (SELECT, ASK, CONSTRUCT, DESCRIBE)")
    if reader.deepest > MAX_DEPTH:
        raise QueryError(f"the query is nested {reader.deepest} deep; at most {MAX_DEPTH} levels are read")
    if reader.longest > MAX_LENGTH:
        raise QueryError(f"the query has {reader.longest} words and signs in one group; at most {MAX_LENGTH} are read")
    if first is None:
        raise QueryError("no question in it; write SELECT, ASK, CONSTRUCT or DESCRIBE")


@dataclass(slots=True)
class _Level:
    """An open bracket, how much stands in it so far, and whether it lies in the rows of VALUES."""

    bracket: str
    length: int = 0
    data: bool = False


@dataclass(slots=True)
class _Reader:
    """Goes through a query token by token, keeping account of what is open around the place it has come to."""

    text: str
    levels: list[_Level] = field(default_factory=lambda: [_Level("")])
    length: int = 0
    longest: int = 0
    deepest: int = 0
    signs: int = 0
    after_value: bool = False
    data_next: bool = False
    service_prefix: bool = False

    def words(self) -> Iterator[str]:
        """The keywords in upper case."""
        position = 0
        while token := _TOKEN.match(self.text, position):
            kind, position = str(token.lastgroup), token.end()
            if kind == "blank":
                continue
            if kind == "iri" and self._is_less_than(token[0]):
                kind, position = "sign", token.start() + 1
                self._count(_LIST_ELEMENT)
            said = self.text[token.start() : position]
            if self.service_prefix and said == "{":
                yield "SERVICE"
            self.service_prefix = kind == "name" and "SERVICE" in said.partition(":")[0].upper()
            if kind == "word":
                yield said.upper()
            self._step(kind, said)

    def _is_less_than(self, text: str) -> bool:
        """Whether `<…>` begins with an operator: only after a value in round brackets."""
        if self.levels[-1].bracket != "(" or self.levels[-1].data or not self.after_value:
            return False
        if re.search(r"[#'\\]", text):
            raise QueryError(
                f"malformed SPARQL: {text} may be an IRI or 'less than'; write a space after '<' or a prefix"
            )
        return True

    def _step(self, kind: str, said: str) -> None:
        value = kind in {"string", "iri", "name", "other"} or (kind == "word" and said.upper() in {"TRUE", "FALSE"})
        if self.after_value and (value or kind == "open") and self.levels[-1].bracket == "(":
            self._count(_LIST_ELEMENT)
        self._count(1)
        match kind:
            case "open":
                self._open(said)
            case "close":
                self._close(said)
            case "sign" if said == "," and self.levels[-1].bracket == "(":
                self._forget()
            case "sign" if said == "\\":
                raise QueryError(r"malformed SPARQL: '\' stands outside strings and names, where no escape is read")
        self.signs = self.signs + 1 if said in {"!", "-", "+", "^"} else 0
        self.data_next = said.upper() == _DATA if kind == "word" else self.data_next and kind in {"other", "close"}
        self.after_value = value or kind in {"close", "end"}
        self.deepest = max(self.deepest, len(self.levels) - 1 + self.signs)
        self.longest = max(self.longest, self.length)

    def _open(self, bracket: str) -> None:
        inside = self.levels[-1].data and bracket == "("
        self.levels.append(_Level(bracket, data=inside or (self.data_next and bracket != "[")))

    def _close(self, bracket: str) -> None:
        if self.levels[-1].bracket != _CLOSES[bracket]:
            raise QueryError(f"malformed SPARQL: a '{bracket}' closes nothing")
        self._forget()
        names = self.levels.pop()
        # The names of VALUES (?x ?y) stand before its rows.
        self.data_next = names.data and names.bracket == "(" and not self.levels[-1].data

    def _count(self, number: int) -> None:
        if not self.levels[-1].data:
            self.levels[-1].length += number
            self.length += number

    def _forget(self) -> None:
        """What stood in this bracket so far does not make deeper what follows."""
        self.length -= self.levels[-1].length
        self.levels[-1].length = 0
