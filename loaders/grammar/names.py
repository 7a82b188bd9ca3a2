"""Names of people: where one begins and ends, and what beside it is address or degree."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.page import Span

_WORD: Final = (
    r"[A-Z][a-zà-ÿ]*(?:['’`][A-Za-z]?[a-z]+)?[a-z](?:-[A-Z][a-z]+)?|[A-Z]\.?(?=\s+[A-Z])|[A-Z]\.(?=[A-Z][a-z])"
)


_BALINESE: Final = (
    r"(?:I|Ni)\s+(?=(?:Gusti|Gst|Made|Wayan|Nyoman|Ketut|Putu|Gede|Gde|Komang|Kadek|Nengah|Dewa|Ngurah|Luh)\b)"
)


_NAME: Final = re.compile(
    rf"(?<!\w)(?:{_BALINESE})?(?:{_WORD})(?:(?:[ \t]+|(?<=\.))(?:(?:bin|binti|van|de)\s+)?(?:{_WORD})){{0,8}}"
)


_LONGEST_NAME: Final = 5
_WORDS: Final = re.compile(r"\S+")
_BALINESE_FIRST: Final = re.compile(_BALINESE)
_LAST_INITIAL: Final = re.compile(r"(?:\s+|(?<!\S))[A-Z]\.?\Z")


def only_degrees(text: str) -> bool:
    """Whether a stretch holds nothing but degrees and commas.

    >>> only_degrees(", S.Sos, M.Si"), only_degrees(" SE MM"), only_degrees(" membuka")
    (True, True, False)
    """
    degrees = _degrees()
    bare = (word.replace(".", "").strip("()/-'’\"”").casefold() for word in text.replace(",", " ").split())
    return all(word in degrees for word in bare if word)


@cache
def _degrees() -> frozenset[str]:
    return frozenset(" ".join(lexicon.words("degrees.txt")).split())


def name_at(text: str, place: int) -> Span | None:
    """The person's name that begins at a place, as long as its words can be part of one.

    >>> text = "Nuhfil Hanani meneken nota"
    >>> text[: name_at(text, 0).end]
    'Nuhfil Hanani'
    """
    match = _NAME.match(text, place)
    if match is None:
        return None
    end, count = place, 0
    for word in _WORDS.finditer(match[0]):
        bare = word[0].strip(".,")
        if bare == "I" and count == 0 and _BALINESE_FIRST.match(text, place):
            end, count = place + word.end(), count + 1
            continue
        if count == 0 and (bare in _no_first_names() or _NOUN.fullmatch(bare)):
            return None
        if bare in stops() or bare in _honorifics() or bare.casefold() in days() or count == _LONGEST_NAME:
            break
        if text[place + word.start() : place + word.end()].endswith(".") and len(bare) > 1:
            break
        end, count = place + word.end(), count + 1
    while end > place and (initial := _LAST_INITIAL.search(text, place, end)):
        end = initial.start()
    if count == 0 or end == place:
        return None
    if text[end : end + 1].isalpha():
        return None
    return Span(place, end)


# Nouns that the language makes of verbs begin no name: 'Kependudukan', 'Penanggulangan', 'Digitalisasi'.
_NOUN: Final = re.compile(r"(?:Ke|Pe[nmr]|Peng|Pem|Per)\w{4,}an|\w+(?:isasi|ikasi|ologi)")


@cache
def stops() -> frozenset[str]:
    """Capitalised words that end a name."""
    ministers = {
        form for row in lexicon.table("ministries.csv") for form in row["minister"].split("|") if " " not in form
    }
    return frozenset(" ".join(lexicon.words("name_stops.txt")).split()) | ministers


@cache
def _no_first_names() -> frozenset[str]:
    """Words that begin no person's name: those of posts, of bodies and of their affairs."""
    affairs = {line.partition("=")[0] for line in lexicon.words("affairs.txt")}
    posts = {row["form"].split()[0] for row in lexicon.table("posts.csv")}
    return frozenset((affairs | posts).difference(*(line.split() for line in lexicon.words("also_names.txt"))))


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(lexicon.words("honorifics.txt"))


@cache
def days() -> frozenset[str]:
    """The names of days and months, in lower case."""
    calendar = lexicon.toml("calendar.toml")
    return frozenset([*calendar["days"], *calendar["months"]])


@cache
def _honorific() -> re.Pattern[str]:
    forms = sorted(lexicon.words("honorifics.txt"), key=len, reverse=True)
    return re.compile(
        rf"(?:(?:{'|'.join(map(re.escape, forms))})(?:\.\s*|\s+|,\s*(?=[A-Z]))|[A-Z]{{2,3}}\.?\s+(?=[A-Z][a-z])"
        rf"|R\.\s*|\((?:[Cc]and?|HC|H\.C|[Pp]urn)\.?\)\s*)"
    )


def skip_honorifics(text: str, place: int) -> int:
    """The place behind the titles and forms of address that begin at a place.

    >>> text = "Drs. H. Sulpakar"
    >>> text[skip_honorifics(text, 0) :]
    'Sulpakar'
    """
    while match := _honorific().match(text, place):
        if match.end() == place:
            break
        place = match.end()
    return place


_DEGREE: Final = re.compile(r"\s*,?\s*([A-Z][\w.]*)")
_CAPITALS: Final = re.compile(r"\s*,\s*[A-Z]{2,5}(?=\s*,|\s+dan\b)")  # a degree that no list knows: ', IAI,'


def behind_degrees(text: str, place: int, limit: int) -> int:
    """The place behind the degrees that follow a name."""
    while True:
        word = _DEGREE.match(text, place, limit)
        if word is None or not only_degrees(word[1]):
            word = _CAPITALS.match(text, place, limit)
        if word is None:
            return place
        place = word.end()
