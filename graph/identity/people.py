"""Which names of people mean one person, within one region (or among national bodies).

The rules, each named in the judgement that it makes; 'post' is the same post, or one that contains the other's words:

- `same-name`: the same name, however it is spelled; a single word only with the same post.
- `same-name-and-post`, `same-long-name`: of people without a region, who could be namesakes anywhere, with the same
  post, or a name of three words and more.
- `slip-same-post`, `slip`: the same but for one slip of the pen; where no post is told, that is enough.
- `part-same-post`, `part`: one name lacks words of the other or has initials for them.
- `told-together`: two places, but one report tells of both posts: somebody who moved.
- `part-other-post`, `slip-other-post`, `same-name-other-body`, `one-word` (ask people).
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from simpul.graph.identity.agencies import body_in_full
from simpul.graph.identity.likeness import REMEMBERED, Found
from simpul.graph.identity.spelling import NamesAlike, name_words, names_alike, sounded, words
from simpul.graph.knowledge.names import NATIONAL, plain, without_region_of
from simpul.graph.knowledge.posts import post_title
from simpul.ontology.iris import node
from simpul.ontology.known_names import posts
from simpul.ontology.regions import by_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpul.graph.identity.profile import Profile


def place_of_person(iri: str) -> str:
    """The region's slug in a person's IRI; 'nasional' for people of national bodies."""
    place = iri.removeprefix(node("official", "")).partition("/")[0]
    return place if place in by_slug() else NATIONAL


def keys(profile: Profile) -> Iterator[str]:
    """What a person is looked up by: the place, and how words of the name begin and end that are not too common."""
    place = place_of_person(profile.iri)
    for name in profile.names:
        found = [w for w in name_words(name) if len(w) > 1]
        rare = [w for w in found if words("same")["words"].get(w, w) not in words("common")["words"]]
        for word in map(sounded, rare or found):
            yield f"official|{place}|{word[0]}{_VOWELS.sub('', word[1:])[:_SKELETON]}"
            yield f"official|{place}|…{word[-_TAIL:]}"


_VOWELS = re.compile("[aeiou]")
_SKELETON, _TAIL = 2, 4  # letters by which a word is looked up: its first consonants, and its end
_LONG = 3  # words of a name that two people of national bodies hardly share


def compare(one: Profile, other: Profile, body: Callable[[str], str]) -> Found | None:
    """What names and posts of two people say."""
    alike = _names(one, other)
    if alike is None:
        return None
    if other.iri in one.said("with"):
        return Found("told-together", 0.96)
    place = place_of_person(one.iri)
    if place != place_of_person(other.iri):
        return None
    national = place == NATIONAL
    shared = _share_post(one, other, body, national=national, deputies=alike.words > 1 or alike.how == "equal")
    return _in_one_place(alike, one, other, shared, national=national)


def _in_one_place(
    alike: NamesAlike, one: Profile, other: Profile, shared: bool | None, *, national: bool
) -> Found | None:
    if alike.how == "near":
        return _NEAR[shared]
    if alike.words == 1:
        return _one_word(alike, one, other, shared)
    if alike.how == "part":
        rule, score = _PART[shared]
        return Found(rule, score, _shorter(one, other))
    return _equal(alike, shared) if national else Found("same-name", 0.99)


_NEAR: Final = {True: Found("slip-same-post", 0.94), None: Found("slip", 0.91), False: Found("slip-other-post", 0.6)}
_PART: Final = {True: ("part-same-post", 0.95), None: ("part", 0.92), False: ("part-other-post", 0.7)}


def _names(one: Profile, other: Profile) -> NamesAlike | None:
    found = [a for x in one.names for y in other.names if (a := names_alike(x, y))]
    return min(found, key=lambda a: (("equal", "near", "part").index(a.how), -a.words), default=None)


def _equal(alike: NamesAlike, shared: bool | None) -> Found:
    """People of national bodies, who could be namesakes from anywhere."""
    if shared is not False:
        return Found("same-name-and-post", 0.97)
    return Found("same-long-name", 0.91) if alike.words >= _LONG else Found("same-name-other-body", 0.7)


def _one_word(alike: NamesAlike, one: Profile, other: Profile, shared: bool | None) -> Found | None:
    """A single word makes it only with the same post, or where no post contradicts and the word is long and so rare."""
    short = None if alike.how == "equal" else _shorter(one, other)
    if shared:
        return Found("same-name" if short is None else "part-same-post", 0.91, short)
    name = min((n for p in (one, other) for n in p.names), key=lambda n: (len(name_words(n)), n))
    if shared is False:
        return None
    return Found("one-word", 0.9 if len(name_words(name)[0]) >= _RARE else _ASK, short)


_RARE, _ASK = 8, 0.5  # letters of a name that is rare; the score by which people are asked


def _shorter(one: Profile, other: Profile) -> int:
    """Which of two says less: fewer words, then fewer letters; the second where both say as much."""
    size = [max(((len(name_words(n)), len(n)) for n in p.names), default=(0, 0)) for p in (one, other)]
    return 0 if size[0] < size[1] else 1


def _share_post(
    one: Profile, other: Profile, body: Callable[[str], str], *, national: bool, deputies: bool = True
) -> bool | None:
    """Whether the two share a post; None where one of them is told without any.

    A post contains another whose words it has; 'Wakil Bupati' that of 'Bupati' only with `deputies`.
    """
    place = place_of_person(one.iri)
    told = [[_post(p, place) for p in profile.said("post")] for profile in (one, other)]
    sides = [[(title, body(iri) if iri else "") for title, iri in side] for side in told]
    if not sides[0] or not sides[1]:
        return None
    return any(_one_post(a, b, national, deputies) for a in sides[0] for b in sides[1])


@lru_cache(maxsize=REMEMBERED)
def _post(told: str, place: str) -> tuple[frozenset[str], str]:
    """A post's words in full, without its region's and without what a body of its form may lack; and the body's IRI.

    >>> sorted(_post('["Plt. Kadis Kominfo Kota Batam", ""]', "kota-batam")[0])
    ['dinas', 'informatika', 'kepala', 'komunikasi']
    """
    position, iri = json.loads(told)
    title = plain(in_full(without_region_of(post_title(position), place)))
    return frozenset(title.split()) - {"dan", "daerah", "ri"}, iri


@lru_cache(maxsize=REMEMBERED)
def in_full(position: str) -> str:
    """A post with its short forms written out.

    >>> in_full("Menkes"), in_full("Kepala Diskominfo")
    ('menteri kesehatan', 'kepala dinas komunikasi informatika')
    """
    left, out = position.casefold().replace(".", " ").split(), []
    known = {**posts(), **words("posts")}
    while left:
        length = next((n for n in range(len(left), 0, -1) if " ".join(left[:n]) in known), 0)
        if length:
            out.append(known[" ".join(left[:length])].casefold())
            left = left[length:]
        else:
            rest = body_in_full(" ".join(left))
            if rest != " ".join(left):
                return " ".join([*out, rest])
            out.append(left.pop(0))
    return " ".join(out)


def _one_post(a: tuple[frozenset[str], str], b: tuple[frozenset[str], str], national: bool, deputies: bool) -> bool:
    if national and a[1] and b[1] and a[1] != b[1]:
        return False
    if not deputies and ("wakil" in a[0]) != ("wakil" in b[0]):
        return False
    return a[0] <= b[0] or b[0] <= a[0]


def clash(one: Profile, other: Profile) -> bool:
    """Whether two people cannot be one, though both are like a third: their names do not go together.

    Two parts of one long name may share a single word of it ('Ramdhan Pomanto', 'Danny Pomanto'): in one post they
    can be one.
    """
    if _names(one, other) is not None:
        return False
    common = set(words("common")["words"])
    sides = [{sounded(w) for n in p.names for w in name_words(n) if w not in common} for p in (one, other)]
    return not (sides[0] & sides[1] and _share_post(one, other, str, national=False) is not False)
