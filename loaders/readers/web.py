"""Pages and feeds from the web, fetched politely; only where a user asked for it.

Only http and https, no cookies, no passwords, no proxies. A host is asked what it allows (robots.txt) and at most once
a second; a page that did not change is not sent again. Each address that a redirect leads to is checked like the first.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from simpul.loaders.readers.addresses import canonical, normalised, place
from simpul.loaders.readers.exchange import Answer, Limits, ask
from simpul.loaders.readers.files import known_charset
from simpul.loaders.readers.hosts import checked, resolved
from simpul.loaders.readers.page_cache import PageCache, Stored
from simpul.loaders.readers.robots import Rules, rules
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from simpul.loaders.readers.hosts import Resolver

_MOST_HOPS: Final = 5
_MOST_WAIT: Final = 60.0
_OK, _SAME = 200, 304
_ELSEWHERE: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({429, 503})
_CLOSED: Final = frozenset({401, 402, 403, 407, 451})
_GONE: Final = frozenset({404, 410})
_FAILED: Final = 500
_MARK: Final = re.compile(r"[\x20-\x7e]{1,500}")  # an ETag or a day that can be sent back


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at an address: `url` is where redirects ended, in its canonical form.

    `content_type` is in small letters and without its parameters, or empty; `charset` is one that Python knows.
    `fetched` is False where the server said that nothing changed, or was asked before and not again.
    """

    url: str
    data: bytes
    content_type: str
    charset: str | None
    fetched: bool


class Web:
    """Fetches pages; `cache` is a file that keeps them.

    (host, port) in `allow` are asked though they are not on the public Internet: tests have no other server.
    """

    def __init__(  # noqa: PLR0913 - tests bring a clock and names of their own
        self,
        cache: Path,
        *,
        allow: frozenset[tuple[str, int]] = frozenset(),
        pause: float = 1.0,
        limits: Limits | None = None,
        resolve: Resolver = resolved,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache = PageCache(cache)
        self._allow = allow
        self._pause = pause
        self._limits = limits or Limits()
        self._resolve = resolve
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}  # when a host was asked last
        self._rules: dict[str, Rules | SourceError] = {}  # by origin
        self._delays: dict[str, float] = {}  # by host
        self._ends: dict[str, str] = {}  # where an address led that was asked for before

    def get(self, url: str) -> Page:
        """The page at an address.

        Raises:
            SourceError: it is no address of a page, may not be asked for, or cannot be had; in one line.
        """
        first = canonical(url)
        if first in self._ends and (stored := self._cache.get(self._ends[first])):
            return _page(stored, fetched=False)
        end, answer, stored = self._followed(first, self._permitted_and_kept)
        if answer.status == _SAME and stored:
            self._ends[first] = end
            return _page(stored, fetched=False)
        if answer.status != _OK:
            raise SourceError(_led(first, end, f"{end}: {_complaint(answer)}"))
        sent = _sent(end, answer)
        if "no-store" not in answer.headers.get("Cache-Control", "").lower():
            self._cache.put(sent)
            self._ends[first] = end
        return _page(sent, fetched=True)

    def _followed(self, first: str, before: Callable[[str], Stored | None]) -> tuple[str, Answer, Stored | None]:
        """The answer at the end of redirects; `before` says of each address what is kept of it, or forbids it."""
        at = first
        for _ in range(_MOST_HOPS + 1):
            try:
                stored = before(at)
                answer = self._patiently(at, stored.conditions if stored else {})
                if answer.status not in _ELSEWHERE or not answer.headers.get("Location"):
                    return at, answer, stored
                following = _joined(at, answer.headers["Location"])
            except SourceError as error:
                raise SourceError(_led(first, at, str(error))) from error
            at = following
        raise SourceError(f"{first}: redirected more than {_MOST_HOPS} times; open it in a browser and save the page")

    def _permitted_and_kept(self, url: str) -> Stored | None:
        try:
            allowed = self._told_rules(place(url).origin).allow(url)
        except SourceError as error:
            raise SourceError(f"{url}: not asked for, as its host does not say what it allows: {error}") from error
        if not allowed:
            raise SourceError(f"{url}: its robots.txt forbids it; open it in a browser and save the page")
        return self._cache.get(url)

    def _told_rules(self, origin: str) -> Rules:
        if origin not in self._rules:
            try:
                end, answer, _ = self._followed(f"{origin}/robots.txt", lambda _: None)
                found: Rules | SourceError = rules(end, answer)
            except SourceError as error:
                found = error
            self._rules[origin] = found
        found = self._rules[origin]
        if isinstance(found, SourceError):
            raise SourceError(str(found))
        host = place(origin).host
        self._delays[host] = max(found.delay, self._delays.get(host, 0.0))
        return found

    def _patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer; where a server is busy and says for how long, that of a second request."""
        answer = self._asked(url, headers)
        if answer.status in _BUSY:
            wait = _seconds(answer.headers.get("Retry-After", ""))
            if wait is not None and wait <= _MOST_WAIT:
                self._sleep(wait)
                return self._asked(url, headers)
        return answer

    def _asked(self, url: str, headers: Mapping[str, str]) -> Answer:
        at = place(url)
        ips = checked(url, at.host, at.port, self._resolve, self._allow)
        if at.host in self._last:
            pause = max(self._pause, self._delays.get(at.host, 0.0))
            left = self._last[at.host] + pause - self._clock()
            if left > 0:
                self._sleep(left)
        try:
            return ask(url, ips, headers, self._limits)
        finally:
            self._last[at.host] = self._clock()


def _page(stored: Stored, *, fetched: bool) -> Page:
    return Page(canonical(stored.url), stored.data, stored.content_type, stored.charset, fetched)


def _sent(url: str, answer: Answer) -> Stored:
    told = Message()
    told["Content-Type"] = answer.headers.get("Content-Type", "")
    charset = told.get_content_charset()
    etag, modified = (answer.headers.get(name, "") for name in ("ETag", "Last-Modified"))
    return Stored(
        url=url,
        data=answer.data,
        content_type=told.get_content_type() if answer.headers.get("Content-Type") else "",
        charset=charset if known_charset(charset) else None,
        etag=etag if _MARK.fullmatch(etag) else None,
        modified=modified if _MARK.fullmatch(modified) else None,
    )


def _joined(url: str, location: str) -> str:
    try:
        return normalised(urljoin(url, location))
    except ValueError:
        raise SourceError(f"{url}: redirects to what is no address; open it in a browser") from None
    except SourceError as error:
        raise SourceError(f"{url}: redirects to {error}") from None


def _led(first: str, at: str, told: str) -> str:
    return told if first == at else f"{first}: redirected: {told}"


def _seconds(told: str) -> float | None:
    """How long Retry-After asks to wait: seconds, or a day and an hour."""
    if told.strip().isdecimal():
        return float(told)
    try:
        then = parsedate_to_datetime(told)
    except ValueError:
        return None
    left = (then if then.tzinfo else then.replace(tzinfo=dt.UTC)) - dt.datetime.now(dt.UTC)
    return max(left.total_seconds(), 0.0)


def _complaint(answer: Answer) -> str:
    status = answer.status
    if status in _BUSY:
        return f"the server is busy ({status}); try again later"
    if status in _CLOSED:
        return f"the server does not show it to everybody ({status}); open it in a browser and save the page"
    if status in _GONE:
        return f"there is no such page ({status}); check the address"
    if status >= _FAILED:
        return f"the server failed ({status}); try again later"
    return f"the server sent no page ({status}); open it in a browser and save the page"
