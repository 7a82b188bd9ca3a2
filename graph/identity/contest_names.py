"""A contest's name taken apart: the words it is known by, its acronyms, the regions in it, its level and its tier."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from simpul.graph.identity.agencies import blend
from simpul.graph.identity.likeness import REMEMBERED
from simpul.graph.identity.spelling import slip, sounded
from simpul.graph.knowledge.names import plain
from simpul.ontology.known_names import affair_words, region_forms
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

_BRACKETS = re.compile(r"\(([^)]*)\)")
_NUMBER = re.compile(r"(?:\d+(?:th|st|nd|rd)?|ke|(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))")
_PART_OF = re.compile(r"\b(?:kategori|kelompok|cabang|bidang)\b", re.IGNORECASE)
_SHORTEST = 3  # letters of an acronym that can be made of a name's first letters


@cache
def data(section: str) -> Any:  # noqa: ANN401 - a section of a TOML file
    """A section of `contests.toml`."""
    return tomllib.loads((files("simpul.graph.identity") / "contests.toml").read_text(encoding="utf-8"))[section]


class Contest(NamedTuple):
    """What a name says; `regions` are codes, several where a form is ambiguous."""

    words: frozenset[str]
    acronyms: frozenset[str]
    capitals: frozenset[str]
    initials: frozenset[str]
    loose: frozenset[str]
    regions: frozenset[str]
    level: str | None
    tier: frozenset[str]
    spelled: tuple[str, ...]
    event: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def parsed(name: str) -> Contest:
    """A contest's name taken apart.

    >>> c = parsed("Anugerah Pesona Indonesia (API) Award 2019")
    >>> sorted(c.words), sorted(c.acronyms), "api" in c.initials
    (['pesona'], ['api', 'pesona'], False)
    >>> c = parsed("Krenova Tingkat Provinsi Jateng")
    >>> sorted(c.words), sorted(c.regions), c.level
    (['krenova'], ['33'], 'provinsi')
    """
    bare = _PART_OF.split(_BRACKETS.sub(_unless_acronym, name), maxsplit=1)[0]
    told = _without_synonyms(plain(bare).split() or plain(name).split())
    words, regions, level = _without_regions(told)
    content = [w for w in words if not _NUMBER.fullmatch(w)]
    weak, tiers = set(data("weak")["words"]), set(data("tier")["words"])
    strong = {w for w in content if w not in weak and w not in tiers}
    brackets = {w for text in _BRACKETS.findall(name) for w in plain(text).split() if not _NUMBER.fullmatch(w)}
    capitals = set() if name.isupper() else {w.casefold() for w in _CAPITALS.findall(bare)} - weak - _regions().keys()
    single = {w for w in strong if len(strong) == 1}
    capitals = {w for w in capitals if not _NUMBER.fullmatch(w)}
    own = brackets - weak if len(brackets) == 1 else set()
    joining = set(data("weak")["joining"])
    full = tuple(w for w in told if not _NUMBER.fullmatch(w) and w not in joining)
    bare_words = tuple(w for w in content if w not in joining)
    return Contest(
        words=frozenset(strong),
        acronyms=frozenset(own | single),
        capitals=frozenset(capitals),
        initials=frozenset(_exact(told, strong)) if own else frozenset(_initials(full) | _initials(bare_words)),
        loose=frozenset(_loose(bare_words)),
        regions=regions,
        level=level,
        tier=frozenset(w for w in content if w in tiers),
        event=frozenset(data("event")["kinds"].get(w, "") for w in content) - {""},
        spelled=bare_words,
    )


_CAPITALS = re.compile(r"\b[A-Z]{3,7}\b")


def _unless_acronym(found: re.Match[str]) -> str:
    """What stands in brackets is part of the name, unless it is one word, which is another name."""
    return f" {found[1]} " if len(_WORD.findall(found[1])) > 1 else " "


_WORD = re.compile(r"\w+")


def without(contest: Contest, words: frozenset[str]) -> Contest:
    """A contest's name without the words of its organiser's, where others are left.

    >>> sorted(without(parsed("Anugerah Meritokrasi KASN"), frozenset({"kasn"})).words)
    ['meritokrasi']
    """
    left = contest.words - words
    if not left or left == contest.words:
        return contest
    single = left if len(left) == 1 else frozenset[str]()
    return contest._replace(words=left, acronyms=(contest.acronyms - words) | single)


def _without_synonyms(words: list[str]) -> list[str]:
    text = f" {' '.join(words)} "
    for other, usual in data("synonyms").items():
        text = text.replace(f" {other} ", f" {usual} ")
    return text.split()


def _initials(words: Sequence[str]) -> set[str]:
    """First letters of a name, with or without up to two words at its beginning and its end; three letters and more."""
    letters = "".join(w[0] for w in words)
    return {
        letters[start:end]
        for start in (0, 1, 2)
        for end in range(start + _SHORTEST, len(letters) + 1)
        if end >= len(letters) - 2
    }


def _exact(words: Sequence[str], strong: set[str]) -> set[str]:
    """First letters of the telling words alone: of a name that has an acronym of its own, no others are tried."""
    letters = "".join(w[0] for w in words if w in strong)
    return {letters} if len(letters) >= _SHORTEST else set()


def _loose(words: Sequence[str]) -> set[str]:
    """First letters without the first word and a word that may be left out ('… Keterbukaan Informasi Badan Publik')."""
    left = [w for w in words[1:] if w not in data("weak")["left_out"]]
    letters = "".join(w[0] for w in left)
    return {letters} if len(left) < len(words) - 1 and len(letters) >= _SHORTEST else set()


def _without_regions(words: list[str]) -> tuple[list[str], frozenset[str], str | None]:
    """Words without the names of regions and of levels, the codes of those regions, and the level.

    A kind before a name chooses among namesakes; a region behind 'di' is where the prizes were given.
    """
    left: list[str] = []
    found: frozenset[str] = frozenset()
    level = None
    at = 0
    while at < len(words):
        codes, length = _region_at(words, at)
        before = words[at - 1] if at else ""
        if codes and before == "di":
            at += length
        elif codes:
            narrowed = frozenset(c for c in codes if by_code()[c].kind == before) or codes
            found = found & narrowed or found | narrowed
            at += length
        elif words[at] in data("level")["words"] and _says_level(words, at):
            level = words[at]
            at += 1
        else:
            left.append(words[at])
            at += 1
    return [w for w in left if w != "tingkat"], found, level


def _says_level(words: list[str], at: int) -> bool:
    """Whether a word for a level says where the contest is held: behind 'tingkat', at the end, before a region."""
    if words[at] in {"nasional", "internasional"}:
        return True
    rest = [w for w in words[at + 1 :] if not _NUMBER.fullmatch(w) and w != "tahun"]
    return words[at - 1] == "tingkat" or (at > 0 and not rest) or bool(_region_at(words, at + 1)[0])


def _region_at(words: list[str], at: int) -> tuple[frozenset[str], int]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        if codes := _regions().get(" ".join(words[at : at + length])):
            return codes, length
    return frozenset(), 0


_LONGEST = 5


@cache
def _regions() -> dict[str, frozenset[str]]:
    """Names and forms of regions, in plain words, and the codes they may mean."""
    found: dict[str, frozenset[str]] = {}
    for code, region in by_code().items():
        bare = re.sub(r"^(?:administrasi|kepulauan)\s+", "", region.name, flags=re.IGNORECASE)
        for form in {region.name, bare, *region_forms().get(code, ())}:
            key = plain(form)
            if key not in data("weak")["no_region"]:
                found[key] = found.get(key, frozenset()) | {code}
    return found


def alike(one: Contest, other: Contest) -> int:
    """How surely two names mean one contest: 2 by acronym or the same words, 1 by enough of them, 0 not.

    >>> alike(parsed("IGA 2019"), parsed("Innovative Government Award"))
    2
    >>> alike(parsed("Adipura 2019"), parsed("Adipura Kencana 2019"))
    0
    """
    if one.tier ^ other.tier:
        return 0
    if one.acronyms & other.acronyms or any(_spells(x, y) for x, y in ((one, other), (other, one))):
        return 2
    if one.acronyms & other.loose or other.acronyms & one.loose or _coined(one, other) or _coined(other, one):
        return 1
    if not one.words and not other.words:
        return 1 if one.spelled and set(one.spelled) == set(other.spelled) else 0
    return _words_alike(one.words, other.words)


def other_event(one: Contest, other: Contest) -> bool:
    """Whether two names say no more than a thing that any event may be about, and say it of two kinds of event.

    >>> other_event(parsed("Lomba Desa 2018"), parsed("Anugerah Desa"))
    True
    """
    return one.words == other.words <= set(data("event")["generic"]) and not one.event & other.event


def _coined(short: Contest, long: Contest) -> bool:
    """Whether one is known by a single word that is no ordinary one, and the other has it ('Sekolah Adiwiyata')."""
    return len(short.words) == 1 and short.words < long.words and not short.words & _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    """Words that names of many contests have: fields of affairs, and what any event may be about."""
    return affair_words() | frozenset(data("event")["generic"]) | frozenset(data("weak")["ordinary"])


def _spells(short: Contest, long: Contest) -> bool:
    """Whether one has an acronym that is made of the other's words."""
    return bool((short.acronyms | short.capitals) & long.initials) or _blended(short, long)


def _words_alike(a: frozenset[str], b: frozenset[str]) -> int:
    if not a or not b:
        return 0
    if a == b or "".join(sorted(a)) == "".join(sorted(b)) or _spelled_alike(a, b):
        return 2
    shared = len(a & b)
    enough = shared >= _SHARED and shared / min(len(a), len(b)) >= _COVERED and shared / len(a | b) >= _JACCARD
    return 1 if enough else 0


def _blended(short: Contest, long: Contest) -> bool:
    """Whether an acronym of one is made of pieces of words of the other ('Krenova', 'Inotek')."""
    runs = [long.spelled[i:j] for i in range(len(long.spelled)) for j in range(i + 2, len(long.spelled) + 1)]
    return any(len(a) >= _SHORTEST_BLEND and blend(a, run) for a in short.acronyms for run in runs if a not in run)


_SHORTEST_BLEND = 6
_SHARED, _COVERED, _JACCARD = 2, 0.75, 0.5


def _spelled_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    left, right = sorted(a - b), sorted(b - a)
    if "".join(map(sounded, left)) == "".join(map(sounded, right)):
        return True
    return len(left) == len(right) == 1 and (slip(left[0], right[0]) or sounded(left[0]) == sounded(right[0]))
