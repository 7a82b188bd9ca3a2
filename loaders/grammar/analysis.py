"""Everything the rules found on one page, before it is said as facts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simpul.loaders.grammar import agencies, people, posts, regions
from simpul.loaders.grammar.actors import Actor, actors
from simpul.loaders.grammar.dates import Dated, dates
from simpul.loaders.grammar.page import Page, read
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.programmes import Programme, programmes

if TYPE_CHECKING:
    from simpul.loaders.grammar.known_bodies import Body
    from simpul.loaders.grammar.page import Span
    from simpul.loaders.grammar.people import Holder
    from simpul.loaders.grammar.posts import Post
    from simpul.loaders.grammar.regions import Mention
    from simpul.ontology.document import Document


@dataclass(slots=True)
class Analysis:
    """A page and its mentions."""

    page: Page
    regions: list[Mention]
    bodies: list[Body]
    home: str | None
    holders: list[Holder]
    programmes: list[Programme]
    actors: list[Actor]
    dates: list[Dated]
    posts: list[Post] = field(default_factory=list)

    def dates_in(self, span: Span) -> list[Dated]:
        """The dates in a stretch of the text."""
        return list(standing(self.dates, span.start, span.end))


def analyse(document: Document) -> Analysis:
    """Read a document once, rule by rule."""
    page = read(document)
    if not page.sentences:
        return Analysis(page, [], [], None, [], [], [], [])
    mentions = regions.mentions(page)
    bodies = agencies.bodies(page, mentions)
    home = agencies.home(bodies, mentions)
    found = posts.posts(page, mentions, bodies, home)
    holders = people.holders(page, found, mentions, bodies)
    return Analysis(
        page=page,
        regions=mentions,
        bodies=bodies,
        home=home,
        holders=holders,
        programmes=programmes(page, bodies),
        actors=actors(page, bodies, mentions),
        dates=_dated(page),
        posts=found,
    )


def _dated(page: Page) -> list[Dated]:
    """Dates, those without a year in the year of the report, where that is known."""
    found = [d for d in dates(page.text) if page.inside(d.start)]
    years = Counter(d.value[:4] for d in found if d.value)
    published = page.document.published
    resolved = []
    for date in found:
        value = date.value
        if value is None and published:
            value = _before(date, published)
        elif value is None and len(years) == 1 and not re.search(r"\b(?:19|20)\d\d\b", _without(page.text, found)):
            value = f"{next(iter(years))}-{date.month:02}-{date.day:02}"
        resolved.append(Dated(date.start, date.end, value, date.day, date.month))
    return resolved


def _without(text: str, found: list[Dated]) -> str:
    bounds = [0, *(place for date in found for place in (date.start, date.end)), len(text)]
    return "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))


_AHEAD = 40


def _before(date: Dated, published: str) -> str:
    """The day in the year of publication, or the year before if it would lie well ahead of it."""
    year, month = int(published[:4]), int(published[5:7])
    days_ahead = (date.month - month) * 30 + date.day - int(published[8:10])
    return f"{year - (days_ahead > _AHEAD):04}-{date.month:02}-{date.day:02}"
