"""What SPARQL may be asked: a question of this store alone, nested no deeper than the parser can bear.

Oxigraph's parser recurses: a query nested some thousands deep ends the process. `SERVICE` would make this machine call
another one. Both are refused before Oxigraph sees the text. An update is refused by name, since Oxigraph's own message
for it ('expected CONSTRUCT') helps nobody.
"""

from __future__ import annotations

import re
from typing import Final

from simpul.ontology.errors import QueryError

MAX_DEPTH: Final = 500
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})

# Longest first: what stands inside strings, IRIs and comments is no syntax. `<` is an IRI's only where one follows.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\''
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\#[^\n\r]*"
    r"|[A-Za-z_][\w.-]*:[\w.%-]*|[?$]\w+|@[A-Za-z-]+"
    r"|(?P<word>[A-Za-z]+)|(?P<open>[({\[])|(?P<close>[)}\]])|(?P<chain>[!+-])",
    re.DOTALL,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(sparql: str) -> None:
    """Refuse what is not a plain question.

    >>> check("SELECT ?s { ?s ?p 'SERVICE {{{' }  # DELETE")
    >>> check("ask { service <https://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    simpul.ontology.errors.QueryError: SERVICE would ask another machine; Simpul only asks its own store

    Raises:
        QueryError: it is empty, an update, nested deeper than `MAX_DEPTH`, or calls a SERVICE.
    """
    depth = deepest = chain = 0
    words: list[str] = []
    for token in _TOKEN.finditer(_decoded(sparql)):
        if token["word"]:
            words.append(token["word"].upper())
        depth += bool(token["open"]) - bool(token["close"])
        chain = chain + 1 if token["chain"] else 0
        deepest = max(deepest, depth, chain)
    if deepest > MAX_DEPTH:
        raise QueryError(f"the query is nested {deepest} deep; at most {MAX_DEPTH} levels are read")
    if "SERVICE" in words:
        raise QueryError("SERVICE would ask another machine; Simpul only asks its own store")
    first = next((w for w in words if w in _UPDATES | _FORMS), None)
    if first in _UPDATES:
        raise QueryError(f"{first} changes the store; 'simpul query' only asks (SELECT, ASK, CONSTRUCT, DESCRIBE)")
    if first is None:
        raise QueryError("no question in it; write SELECT, ASK, CONSTRUCT or DESCRIBE")


def _decoded(sparql: str) -> str:
    """With SPARQL's code point escapes read, as a parser reads them before all else."""
    return _CODEPOINT.sub(_character, sparql)


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point
