"""What a rule says of two key nodes."""

from __future__ import annotations

from dataclasses import dataclass

REMEMBERED = 1 << 16
"""How many names each function that takes names apart remembers."""
SURE = 0.9
"""From this score on a rule judges 'same'; below it, 'unsure', and people are asked."""


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """Two nodes, the rule that finds them alike, and how sure it is.

    `short` is the one of the two that says less (an abbreviation, a name without its last word): it joins the other
    only where nothing else fits it as well.
    """

    one: str
    other: str
    rule: str
    score: float
    short: str | None = None

    @property
    def sure(self) -> bool:
        """Whether it judges 'same' by itself."""
        return self.score >= SURE

    def end(self, iri: str) -> str:
        """The node at the other end."""
        return self.other if iri == self.one else self.one


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found, before it is said of which nodes: `short` is 0 or 1, the profile that says less."""

    rule: str
    score: float
    short: int | None = None
