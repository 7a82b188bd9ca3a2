"""Which sources are one text: a press release that many sites print is one voice, not many.

A loader gives each text a MinHash sketch (`simpul.ontology.sketch`). Sources whose sketches share a band are compared;
those that are alike enough, that have the very same text, or of which one retells the other, speak with one voice: that
of the first source in the alphabet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simpul.ontology.sketch import bands, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from simpul.ontology.claims import Article

ALIKE: Final = 0.7
"""From this estimated Jaccard likeness of their shingles on, two texts are one."""


def text_keys(article: Article) -> set[str]:
    """What a source shares with others of its text: its name, what it retells, its hash, the bands of its sketch."""
    named = [article.source, article.url, article.retells]
    found = {f"text {name}" for name in named if name}
    if article.content_hash:
        found.add(f"hash {article.content_hash}")
    return found | {f"band {band}" for band in bands(article.sketch)}


def one_text(one: Article, other: Article) -> bool:
    """Whether two sources that share a key are one text."""
    if any(not key.startswith("band ") for key in text_keys(one) & text_keys(other)):
        return True
    return likeness(one.sketch, other.sketch) >= ALIKE


def voices(start: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Each source that a start source is one text with, if only through others, and the source that stands for it."""
    done: set[str] = set()
    for source in start:
        if source in done:
            continue
        group, ahead = {source}, [source]
        while ahead:
            for other in neighbours(ahead.pop()):
                if other not in group:
                    group.add(other)
                    ahead.append(other)
        done |= group
        yield from ((member, min(group)) for member in group)
