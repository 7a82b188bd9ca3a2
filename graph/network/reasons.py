"""What speaks for a host, in words by language; the words and the weights are data (`recommend.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LANGUAGES: Final = ("en", "id")


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a host: which part of the score, in words by language, and the facts it rests on."""

    part: str
    words: Mapping[str, str]
    facts: tuple[str, ...] = ()


@cache
def settings() -> Mapping[str, Any]:
    """The weights, scales and words of `recommend.toml`."""
    return tomllib.loads((files("simpul.graph.network") / "recommend.toml").read_text(encoding="utf-8"))


def reason(name: str, facts: Sequence[str]) -> Reason:
    """A reason that rests on facts, in their number; what is on other topics is of the part that it is other to."""
    return Reason(name.removeprefix("other_"), reason_words(name, len(facts)), tuple(facts))


def reason_words(name: str, count: int = 0, kind: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The words of a reason by language, with a number or the kind of a region in them."""
    said = settings()["reasons"][name]
    return {
        language: said[f"{language}_one" if count == 1 and f"{language}_one" in said else language].format(
            count=count, kind=(kind or {}).get(language, "")
        )
        for language in _LANGUAGES
    }
