"""Fixed forms found by their first words.

A page's words are indexed once, and each list of forms looks only where one of its first words stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from simpul.loaders.grammar import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simpul.loaders.grammar.page import Page

_WORD = re.compile(r"\w+")


class Gazetteer:
    r"""Forms of one kind, of which the longest at each place is found.

    >>> from simpul.loaders.grammar.page import page_of
    >>> forms = Gazetteer(["studi tiru", "studi", "kaji tiru"])
    >>> [m[0] for m in forms.find(page_of("Studi  tiru dan kaji banding, studi."))]
    ['Studi  tiru', 'studi']
    """

    def __init__(
        self,
        forms: Iterable[str],
        *,
        before: str = r"(?<!\w)",
        after: str = r"(?!\w)",
        same_case: bool = False,
        commas: bool = False,
    ) -> None:
        """Index `forms` by their first words; `before` and `after` are looked at around a form.

        With `commas`, one may stand between its words: 'Menteri Politik, Hukum dan Keamanan'.
        """
        by_word: dict[str, list[str]] = defaultdict(list)
        for form in dict.fromkeys(forms):
            word = _WORD.match(form)
            if word is None:
                raise ValueError(f"a form begins with a letter or digit: {form!r}")
            by_word[word[0].lower()].append(form)
        flags = re.NOFLAG if same_case else re.IGNORECASE
        self._by_word = {
            word: re.compile(rf"{before}{lexicon.alternatives(group, commas=commas)}{after}", flags)
            for word, group in by_word.items()
        }

    def find(self, page: Page) -> Iterator[re.Match[str]]:
        """The forms in the sentences of a page, in order, none inside another."""
        end = 0
        for match in sorted(self._matches(page), key=re.Match.start):
            if match.start() >= end:
                end = match.end()
                yield match

    def _matches(self, page: Page) -> Iterator[re.Match[str]]:
        for word in self._by_word.keys() & page.words:
            pattern = self._by_word[word]
            for start in page.places(word):
                match = pattern.match(page.text, start)
                if match:
                    yield match
