"""From a document to its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import say_bodies
from simpul.loaders.grammar.analysis import analyse
from simpul.loaders.grammar.say_awards import awards_and_contests
from simpul.loaders.grammar.say_events import collaborations, study_visits
from simpul.loaders.grammar.visits import visits

if TYPE_CHECKING:
    from simpul.ontology.document import Document
    from simpul.ontology.facts import Fact

EXTRACTOR_VERSION: Final = "3"


def extract(document: Document) -> list[Fact]:
    """The facts that a document states, each with the words that support it; the same text gives the same facts."""
    found = analyse(document)
    if not found.page.sentences:
        return []
    told = visits(found.page, found.actors, found.holders, found.home)
    return [
        *say_bodies.regions(found),
        *say_bodies.agencies(found),
        *say_bodies.officials(found),
        *awards_and_contests(found),
        *study_visits(found, told),
        *collaborations(found, told),
        *say_bodies.innovations(found, told),
    ]
