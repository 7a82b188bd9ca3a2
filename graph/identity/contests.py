"""Which names of contests mean one edition.

An edition has an organiser and a year; a report may lack either. The rules, each named in the judgement it makes:

- `same-contest`: names of one house (a government, a ministry, whichever of its units) and year that mean one contest.
- `organiser-untold`, `year-untold`: a report lacks the organiser or the year, and says the same name or acronym in a
  year that fits (without one: the year it was published in, or the one before until March).
- `other-organiser`: a name of one coined word, or an acronym, in the same year, of two national bodies, which gave the
  prize together; any other name of two houses asks people.

Names are alike by acronym, by the same words, or by enough of them (`contest_names`), unless they name other regions,
other levels (kabupaten, provinsi, nasional) or other tiers (Adipura and Adipura Kencana).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from simpul.graph.identity.contest_names import Contest, alike, data, other_event, parsed, without
from simpul.graph.identity.likeness import REMEMBERED, Found
from simpul.graph.knowledge.days import day_number
from simpul.graph.knowledge.names import NATIONAL, kept_words, plain
from simpul.graph.knowledge.reading import UNKNOWN
from simpul.ontology.iris import node, slug
from simpul.ontology.known_names import directorates, national_names, table
from simpul.ontology.regions import by_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpul.graph.identity.profile import Profile

_LATE = "03"  # reports until March may tell of the year before


class Edition(NamedTuple):
    """Organiser (IRI), year and the source it is scoped to, as far as an IRI tells them."""

    organiser: str | None
    year: str | None
    scope: str


def edition(iri: str, body: Callable[[str], str]) -> Edition:
    """What the IRI of a contest's key node says.

    >>> edition("https://w3id.org/simpul/competition/-/2023/lomba-desa~ab12", str)
    Edition(organiser=None, year='2023', scope='ab12')
    """
    *organiser, year, name = iri.removeprefix(node("competition", "")).split("/")
    known = None if organiser == [UNKNOWN] else body(node("agency", *organiser))
    return Edition(known, None if year == UNKNOWN else year, name.partition("~")[2])


def keys(profile: Profile) -> Iterator[str]:
    """What a contest is found by: each year it may be of, with its telling words, acronyms and beginnings of words."""
    for year, place, contest in _told(profile):
        yield from (f"competition|{year}|{word}" for word in _words_to_look_up(contest))
        yield from (f"competition|{year}|{place}|has {piece}" for piece in {w[:_PIECE] for w in contest.spelled})
        yield from (f"competition|{year}|{place}|is {piece}" for piece in {w[:_PIECE] for w in contest.acronyms})


def sought(profile: Profile) -> Iterator[str]:
    """What others are found by that it may be one with: an acronym looks for names with its pieces, and they for it."""
    for year, place, contest in _told(profile):
        yield from (f"competition|{year}|{word}" for word in _words_to_look_up(contest))
        yield from (f"competition|{year}|{place}|is {piece}" for piece in {w[:_PIECE] for w in contest.spelled})
        yield from (f"competition|{year}|{place}|has {piece}" for piece in {w[:_PIECE] for w in contest.acronyms})


def _told(profile: Profile) -> Iterator[tuple[str, str, Contest]]:
    """Each year and house that a contest may be of, with each of its names."""
    told = edition(profile.iri, str)
    for year in [told.year] if told.year else _years(profile):
        for place in sorted(houses(told.organiser)) if told.organiser else ["-"]:
            for name in profile.names:
                contest = parsed(name)
                bare = without(contest, _own_words(told.organiser))
                yield from ((year, place, c) for c in ({contest, bare} if bare != contest else {contest}))


def _words_to_look_up(contest: Contest) -> set[str]:
    """Acronyms, a telling word that is alone, and of several each with the first letter of another: two are shared.

    Of a name that has no telling word, all words together.
    """
    words = sorted(contest.words)
    pairs = {f"{one[:_STEM]}+{other[0]}" for one in words for other in words if one != other}
    alone = contest.acronyms | contest.capitals | (contest.words if len(words) == 1 else frozenset())
    nothing = set() if contest.words else {" ".join(sorted(contest.spelled))}
    return {w[:_STEM] for w in alone} | contest.initials | contest.loose | pairs | nothing


_STEM, _PIECE = 5, 2


def _years(profile: Profile) -> list[str]:
    """The years that a report which tells none may mean; '-' where it is not known when it was published."""
    found = set()
    for day in profile.said("published"):
        found.add(day[:4])
        if day[5:7] <= _LATE:
            found.add(str(int(day[:4]) - 1))
    return sorted(found) or [UNKNOWN]


def compare(one: Profile, other: Profile, body: Callable[[str], str]) -> Found | None:
    """What names, organisers and years of two contests say."""
    a, b = edition(one.iri, body), edition(other.iri, body)
    if (a.year and b.year and a.year != b.year) or not _year_fits(a, b, one, other):
        return None
    how = max((_alike(x, y, a, b) for x in one.names for y in other.names), default=0)
    told = a.organiser and b.organiser
    if not how or (how == 1 and not told):
        return None
    if told and not houses(str(a.organiser)) & houses(str(b.organiser)):
        sure = a.year and b.year and _given_together(one, other, a, b)
        return Found("other-organiser", 0.9 if sure else 0.5) if how > 1 else None
    if told and a.year and b.year:
        return Found("same-contest", 0.95)
    rule = "year-untold" if told else "organiser-untold"
    says = [bool(e.organiser) + bool(e.year) for e in (a, b)]
    short = None if says[0] == says[1] else int(says[0] > says[1])
    if not (a.year and b.year) and not _near(one, other):
        return Found(rule, 0.7, short)
    return Found(rule, 0.92, short)


def _near(one: Profile, other: Profile) -> bool:
    """Whether some report of one was published within two months of one of the other: they may be of one ceremony."""
    days = [[n for d in p.said("published") if (n := day_number(d)) is not None] for p in (one, other)]
    if not days[0] or not days[1]:
        return True
    return any(abs(x - y) <= _NEAR for x in days[0] for y in days[1])


_NEAR = 60


def _given_together(one: Profile, other: Profile, a: Edition, b: Edition) -> bool:
    """Whether two national bodies give one prize: an acronym or a name of one coined word is both's, and the event."""
    if {str(e.organiser).rsplit("/", 2)[1] for e in (a, b)} != {NATIONAL}:
        return False
    names = [[parsed(n) for n in p.names] for p in (one, other)]
    generic = set(data("event")["generic"])
    return any(
        alike(x, y) > 1 and x.acronyms & y.acronyms - generic and (x.event & y.event or not (x.event and y.event))
        for x in names[0]
        for y in names[1]
    )


@lru_cache(maxsize=REMEMBERED)
def houses(organiser: str) -> frozenset[str]:
    """The governments or ministries that an organiser belongs to: their units hold contests in their name.

    >>> sorted(houses(node("agency", "kota-malang", "badan-perencanaan")))
    ['kota-malang']
    >>> sorted(houses(node("agency", "nasional", "kemendagri-kementerian-kesehatan")))
    ['dalam-negeri', 'kesehatan']
    """
    place, key = organiser.rsplit("/", 2)[1:]
    if place != NATIONAL:
        return frozenset({place})
    first, *ministries = in_full(key).split("kementerian-")
    found = frozenset(m.strip("-") for m in ministries)
    return frozenset(h for m in found for h in (m, *_lineage().get(m, ()))) or frozenset({first})


@cache
def _lineage() -> dict[str, frozenset[str]]:
    """For each ministry that was renamed, merged or split, what it came of and what came of it."""
    found: dict[str, set[str]] = {}
    for row in table("changes.csv"):
        sides = [[_ministry(name) for name in row[side].split("|")] for side in ("before", "after")]
        for before in sides[0]:
            for after in sides[1]:
                found.setdefault(before, set()).add(after)
                found.setdefault(after, set()).add(before)
    return {name: frozenset(others) for name, others in found.items()}


def _ministry(name: str) -> str:
    return slug(" ".join(kept_words(name))).removeprefix("kementerian-")


@lru_cache(maxsize=REMEMBERED)
def _own_words(organiser: str | None) -> frozenset[str]:
    """The words of an organiser's name and their first letters: in a contest's name they tell nothing."""
    if organiser is None:
        return frozenset()
    words = organiser.rpartition("/")[2].split("-")
    return frozenset({*words, "".join(w[0] for w in words)})


@lru_cache(maxsize=REMEMBERED)
def in_full(key: str) -> str:
    """A national body's key with short forms of ministries in it written out.

    >>> in_full("badan-penelitian-kemendagri"), in_full("ditjen-otonomi-daerah")
    ('badan-penelitian-kementerian-dalam-negeri', 'kementerian-dalam-negeri')
    """
    left, out = key.split("-"), []
    known = _short_keys()
    while left:
        length = next((n for n in range(len(left), 0, -1) if "-".join(left[:n]) in known), 1)
        short = "-".join(left[:length])
        out.append(known.get(short, short))
        left = left[length:]
    return "-".join(out)


@cache
def _short_keys() -> dict[str, str]:
    """Keys of short forms of national bodies and ministers, and the keys of the bodies."""
    found = {slug(short): slug(" ".join(kept_words(full))) for short, full in national_names().items()}
    for row in table("ministries.csv"):
        key = slug(" ".join(kept_words(row["name"])))
        found[key] = key
        found |= {slug(short): key for short in row["minister"].split("|") if short}
    for field, ministry in directorates().items():
        key = slug(" ".join(kept_words(ministry)))
        fields = slug(" ".join(kept_words(field)))
        found |= {f"{head}-{fields}": key for head in ("ditjen", "direktorat-jenderal")}
    return {**found, **data("houses")}


def _alike(one: str, other: str, a: Edition, b: Edition) -> int:
    """How surely two names mean one contest, for all that names and organisers say of where it is held."""
    x, y = without(parsed(one), _own_words(a.organiser)), without(parsed(other), _own_words(b.organiser))
    places = _places(x, a), _places(y, b)
    if other_event(x, y) or (None not in places and not places[0] & places[1]):  # type: ignore[operator]
        return 0
    told = a.organiser and b.organiser and houses(a.organiser) & houses(b.organiser)
    levels = ({x.level, y.level} if told else {_level(x, a), _level(y, b)}) - {None}
    if len(levels) > 1:
        return 0
    return 2 if plain(one) == plain(other) else alike(x, y)


def _places(contest: Contest, told: Edition) -> frozenset[str] | None:
    """The codes of the regions that a contest is held in, the organiser's where the name says none.

    'nasional' stands for a national body's; None where nothing tells.
    """
    region = by_slug().get(told.organiser.rsplit("/", 2)[1]) if told.organiser else None
    national = contest.level == NATIONAL or (told.organiser is not None and region is None)
    if contest.regions:
        # A national contest names the region that it is held in.
        return contest.regions | ({NATIONAL} if national and contest.level in {None, NATIONAL} else set())
    if told.organiser is None:
        return None
    return frozenset({region.code if region else NATIONAL})


def _level(contest: Contest, told: Edition) -> str | None:
    if contest.level:
        return contest.level
    region = by_slug().get(told.organiser.rsplit("/", 2)[1]) if told.organiser else None
    return region.kind if region else None


def _year_fits(a: Edition, b: Edition, one: Profile, other: Profile) -> bool:
    years = [{e.year} if e.year else set(_years(p)) for e, p in ((a, one), (b, other))]
    return bool(years[0] & years[1])


def clash(one: Profile, other: Profile) -> bool:
    """Whether two contests cannot be one, though both are like a third: two years or tiers, or other places."""
    a, b = edition(one.iri, str), edition(other.iri, str)
    if a.year and b.year and a.year != b.year:
        return True
    names = [[parsed(n) for n in p.names] for p in (one, other)]
    places = [{c for n in side for c in n.regions} for side in names]
    if places[0] and places[1] and not places[0] & places[1]:
        return True
    return not any(x.tier == y.tier for x in names[0] for y in names[1])
