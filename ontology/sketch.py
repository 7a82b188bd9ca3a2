"""A small sketch of a text by which near-duplicates are found: MinHash over shingles of words.

Broder, A. (1997): On the resemblance and containment of documents. The sketches are made by datasketch.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

WORDS: Final = 4  # words in a shingle
PERMUTATIONS: Final = 128
ROWS: Final = 4  # values in a band: texts of likeness s share one of 32 bands with probability 1-(1-s^4)^32
SHORTEST: Final = 30  # shingles; a shorter text is too little to tell by
_WORD: Final = re.compile(r"\w+")


def sketch(text: str) -> str | None:
    """The sketch of a text as base64 of 128 unsigned 32-bit numbers, big end first; None for a text too short.

    >>> one = " ".join(f"kata{n}" for n in range(100))
    >>> likeness(sketch(one), sketch(one + " baru")) > 0.9, sketch("terlalu pendek")
    (True, None)
    """
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[n : n + WORDS]).encode() for n in range(len(words) - WORDS + 1)}
    if len(shingles) < SHORTEST:
        return None
    from datasketch import MinHash  # noqa: PLC0415 - slow to start, and only loaders make sketches

    minhash = MinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update_batch(shingles)
    return base64.b64encode(minhash.hashvalues.astype(">u4").tobytes()).decode()


def likeness(one: str | None, other: str | None) -> float:
    """The estimated Jaccard likeness, 0 to 1, of two texts' shingles; 0 where one has no sketch."""
    if one is None or other is None:
        return 0.0
    return float(np.mean(_values(one) == _values(other)))


def bands(told: str | None) -> Iterator[str]:
    """The bands of a sketch: texts that share one are worth comparing."""
    if told is not None:
        values = _values(told)
        for number in range(0, len(values), ROWS):
            yield f"{number // ROWS}:{values[number : number + ROWS].tobytes().hex()}"


def _values(told: str) -> NDArray[np.uint32]:
    return np.frombuffer(base64.b64decode(told), dtype=">u4")
