"""The rules by which shortcuts and closures follow from what the graph holds: files in `rules`, one CONSTRUCT each.

A rule names the axioms of OWL that it stands for, in functional syntax. Its body is one triple pattern a line; a
pattern with a star walks any number of steps, none included. No rule builds on what another derives, so that each can
be brought up to date by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import NS
from simpul.ontology.model import resource

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD: Final = re.compile(r"^# (title|axiom): (.+)$", re.MULTILINE)
_TRIPLE: Final = r"(?P<subject>\?\w+) simpul:(?P<term>\w+)(?P<star>\*?) (?P<object>\?\w+)"
_RULE: Final = re.compile(rf"CONSTRUCT {{ {_TRIPLE} }} WHERE {{\n(?P<body>.*?)}}\n", re.DOTALL)
_PATTERN: Final = re.compile(rf"  {_TRIPLE} \.")


class Pattern(NamedTuple):
    """A triple pattern: two variables and the property between them, walked once or (`many`) any number of times."""

    subject: str
    term: str
    object: str
    many: bool = False

    @property
    def predicate(self) -> str:
        """The property's IRI."""
        return NS + self.term

    @property
    def sparql(self) -> str:
        """The pattern as SPARQL."""
        return f"{self.subject} <{self.predicate}>{'*' if self.many else ''} {self.object} ."


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it says, the OWL axioms it stands for, the triple it makes, and the patterns it makes it from."""

    name: str
    title: str
    axioms: tuple[str, ...]
    head: Pattern
    body: tuple[Pattern, ...]

    @property
    def where(self) -> str:
        """The body as SPARQL."""
        return " ".join(pattern.sparql for pattern in self.body)

    def insertion(self, values: str = "") -> str:
        """An INSERT of all that follows, or of what follows with variables bound by a VALUES clause."""
        return f"INSERT {{ {self.head.sparql} }} WHERE {{ {values} {self.where} }}"

    def selection(self, values: str) -> str:
        """A query for the subjects and objects that follow with some variables bound by a VALUES clause."""
        return f"SELECT DISTINCT {self.head.subject} {self.head.object} {{ {values} {self.where} }}"


def bound(pattern: Pattern, pairs: Iterable[tuple[str, str]]) -> str:
    """A VALUES clause that binds a pattern's subject and object to pairs of terms.

    >>> bound(Pattern("?a", "unitOf", "?b"), [("<x:1>", "<x:2>")])
    'VALUES (?a ?b) { (<x:1> <x:2>) }'
    """
    rows = " ".join(f"({subject} {object_})" for subject, object_ in sorted(pairs))
    return f"VALUES ({pattern.subject} {pattern.object}) {{ {rows} }}"


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their names.

    >>> [rule.head.term for rule in rules()][:3]
    ['belongsTo', 'headedBy', 'hosted']
    """
    files = sorted((f for f in resource("rules").iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(parse(f.name.removesuffix(".rq"), f.read_text("utf-8")) for f in files)


def parse(name: str, text: str) -> Rule:
    """A rule from its file's text.

    Raises:
        SimpulError: it has no title or axiom, or is no CONSTRUCT of one triple from one pattern a line.
    """
    said = _HEAD.findall(text)
    titles, axioms = ([value for key, value in said if key == wanted] for wanted in ("title", "axiom"))
    match = _RULE.search(text)
    lines = match["body"].splitlines() if match else []
    patterns = [_PATTERN.fullmatch(line) for line in lines]
    if not match or match["star"] or not patterns or not all(patterns) or len(titles) != 1 or not axioms:
        raise SimpulError(f"{name}.rq: a rule is a title, its axioms, and one CONSTRUCT with a pattern on each line")
    body = tuple(_pattern(found) for found in patterns if found)
    return Rule(name, titles[0], tuple(axioms), _pattern(match), body)


def _pattern(match: re.Match[str]) -> Pattern:
    return Pattern(match["subject"], match["term"], match["object"], bool(match["star"]))
