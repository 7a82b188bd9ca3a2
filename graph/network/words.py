"""What networks say of themselves in words, by language; the words are data (`words.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def meaning(measure: str, layer: str, language: str = "en") -> str:
    """What a measure says of the nodes of a layer, in the layer's own words where it has some.

    >>> meaning("received", "agencies")
    'bodies that belong to it: links into it (weighted in-degree)'
    >>> meaning("core", "agencies", "id")
    'k terbesar dari inti-k yang memuatnya'
    """
    own, general = words()["layers"].get(layer, {}), words()["measures"]
    said: str = (own.get(measure) or general[measure])[language]
    return said


def note(name: str, language: str = "en", **told: str) -> str:
    """A note by its name, with what it tells in it."""
    said: str = words()["notes"][name][language]
    return said.format(**told)


def filters(language: str = "en", /, **selection: str | None) -> str:
    """What of `topic`, `start`, `end` and `as_of` is in force, in one phrase; '' where nothing is.

    >>> filters(topic="smart city", start="2020", end=None), filters("id", as_of="2021")
    ("on 'smart city', from 2020", 'keadaan 2021')
    """
    said = words()["filters"]
    return ", ".join(
        said[name][language].format(value=" ".join(value.split())) for name in said if (value := selection.get(name))
    )


@cache
def words() -> Mapping[str, Any]:
    """All of `words.toml`."""
    return tomllib.loads((files("simpul.graph.network") / "words.toml").read_text(encoding="utf-8"))
