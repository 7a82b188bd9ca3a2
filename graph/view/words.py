"""The words and signs of the page: interface strings in both languages, colour and shape per kind, and communities.

Both are data, in `strings.toml` and `kinds.toml`; this module reads them and gives signs to kinds they do not know.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product, repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANGUAGES = ("en", "id")


@dataclass(frozen=True, slots=True)
class Sign:
    """How a kind of node looks and is called: colour (#rrggbb), vis-network shape, and a label per language."""

    colour: str
    shape: str
    label: Mapping[str, str]


def strings() -> dict[str, dict[str, str]]:
    """All interface words: language -> key -> words, where `{name}` stands for a figure or a name.

    >>> strings()["id"]["search"]
    'Cari'
    """
    return {language: {key: words[language] for key, words in _toml("strings.toml").items()} for language in LANGUAGES}


def signs(kinds: Iterable[str]) -> dict[str, Sign]:
    """A sign for each kind, known or not; no two kinds share one while colours and shapes last (49 pairs).

    >>> signs(["region", "warung"])["region"].label["id"], signs(["warung"])["warung"].label["id"]
    ('Daerah', 'warung')
    """
    known = _known()
    wanted = sorted(set(kinds))
    unknown = [kind for kind in wanted if kind not in known]
    spare = _spare()
    strange = {
        kind: Sign(*spare[place % len(spare)], dict.fromkeys(LANGUAGES, kind)) for place, kind in enumerate(unknown)
    }
    return {kind: known.get(kind) or strange[kind] for kind in wanted}


def community_colours(numbers: Iterable[int]) -> list[tuple[int, str]]:
    """Each community with its colour, in order; those beyond the palette are all grey and told by their number.

    >>> community_colours([3, 0, 3])
    [(0, '#E69F00'), (3, '#56B4E9')]
    """
    table = _toml("kinds.toml")
    ordered = sorted(set(numbers))
    palette = [*table["communities"], *repeat(table["beyond"], len(ordered))]
    return list(zip(ordered, palette, strict=False))


def spoken(words: Mapping[str, str], what: str) -> dict[str, str]:
    """Words in every language of the page: where one is missing, the other language's stand in.

    Raises:
        UsageError: there are no words in either language.

    >>> spoken({"id": "Jaringan"}, "title")
    {'en': 'Jaringan', 'id': 'Jaringan'}
    """
    given = [words[language] for language in LANGUAGES if language in words]
    if not given:
        raise UsageError(f"the {what} has no words in {' or '.join(LANGUAGES)}: give at least one of them")
    return {language: words.get(language, given[0]) for language in LANGUAGES}


def language_of_page(language: str) -> str:
    """The language itself, when the page speaks it.

    Raises:
        UsageError: it does not.
    """
    if language not in LANGUAGES:
        raise UsageError(f"the page does not speak {language!r}: choose one of {', '.join(LANGUAGES)}")
    return language


@cache
def _known() -> Mapping[str, Sign]:
    table = _toml("kinds.toml")["kinds"]
    return MappingProxyType(
        {
            kind: Sign(row["colour"], row["shape"], {language: row[language] for language in LANGUAGES})
            for kind, row in table.items()
        },
    )


@cache
def _spare() -> tuple[tuple[str, str], ...]:
    table = _toml("kinds.toml")
    taken = {(sign.colour, sign.shape) for sign in _known().values()}
    pairs = product(table["shapes"], table["colours"])
    return tuple((colour, shape) for shape, colour in pairs if (colour, shape) not in taken)


@cache
def _toml(name: str) -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads((files("simpul.graph.view") / name).read_text("utf-8")))
