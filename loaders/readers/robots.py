"""What a host's robots.txt allows (RFC 9309, with the longest rule and wildcards, as Protego reads it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from protego import Protego

from simpul.loaders.readers.exchange import NAME
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from simpul.loaders.readers.exchange import Answer

_MOST_BYTES: Final = 512_000  # RFC 9309 asks for 500 KiB at least; what stands after them is not read
_MOST_DELAY: Final = 30.0
_OK, _REFUSED, _FAILED = 200, 400, 500


class Rules:
    """What may be asked of a host, and how long to wait between two requests."""

    def __init__(self, told: str) -> None:
        self._rules = Protego.parse(told)
        delay = self._rules.crawl_delay(NAME)
        self.delay = min(max(delay or 0.0, 0.0), _MOST_DELAY)

    def allow(self, url: str) -> bool:
        """Whether the page may be asked for."""
        return self._rules.can_fetch(url, NAME)


def rules(url: str, answer: Answer) -> Rules:
    """The rules in the answer for a robots.txt; one that is not there (4xx) allows all.

    Raises:
        SourceError: the server failed to say what it allows, so nothing may be asked.
    """
    if answer.status == _OK:
        return Rules(answer.data[:_MOST_BYTES].decode("utf-8-sig", "replace"))
    if _REFUSED <= answer.status < _FAILED:
        return Rules("")
    raise SourceError(f"{url}: the server does not say what it allows ({answer.status}); try again later")
