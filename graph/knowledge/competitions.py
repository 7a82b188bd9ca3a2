"""Which names mean one edition: compared only within one organiser and year.

Two names are one contest when they share an acronym, or when the words they are known by (`names.strong_words`: no
event words, no level, no slogan) overlap enough: at least `SHARED` of them, at least `COVERED` of the shorter name's,
and at least `JACCARD` of both. Names joined through a third are one, so the order of loading does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simpul.graph.knowledge.names import acronyms, plain, strong_words

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARED: Final = 2
COVERED: Final = 0.75
JACCARD: Final = 0.5


def same_edition(one: str, other: str) -> bool:
    """Whether two names of contests of one organiser and year mean one contest.

    >>> video = "Lomba Video Inovasi Daerah Tatanan Normal Baru Produktif dan Aman COVID-19"
    >>> same_edition(video, "Lomba Inovasi Penyiapan Tatanan Normal Baru Produktif dan Aman Covid-19")
    True
    >>> same_edition(video, "lomba inovasi new normal")
    True
    >>> same_edition(video, "Innovative Government Award (IGA) 2020"), same_edition(video, "Lomba Inovasi Desa")
    (False, False)
    """
    if plain(one) == plain(other) or acronyms(one) & acronyms(other):
        return True
    a, b = strong_words(one), strong_words(other)
    if not a or not b:
        return False
    if a == b:
        return True
    shared = len(a & b)
    return shared >= SHARED and shared / min(len(a), len(b)) >= COVERED and shared / len(a | b) >= JACCARD


def editions(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each name, all names of its contest in alphabetical order.

    >>> editions(["GSMS 2019", "Government Social Media Summit (GSMS) 2019"])["GSMS 2019"]
    ('GSMS 2019', 'Government Social Media Summit (GSMS) 2019')
    """
    groups: list[list[str]] = []
    for name in sorted(set(names)):
        joined = [group for group in groups if any(same_edition(name, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append(sorted([name, *(other for group in joined for other in group)]))
    return {name: tuple(group) for group in groups for name in group}
