"""One request and its answer, within bounds of time and size.

The connection goes to an address that was checked before; the host's name is in the request and is what its certificate
is checked for. Nothing is sent that tells of the user: no cookies, no passwords, no address of a page that led here.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError

from simpul.loaders.readers.addresses import PORTS, place
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from urllib3.response import BaseHTTPResponse

NAME: Final = "Simpul"
AGENT: Final = f"{NAME}/{version('simpul')} (+https://w3id.org/simpul)"
_OK: Final = 200
_PIECE: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is waited for: bytes of an answer, unpacked; seconds of silence; seconds for the whole answer."""

    size: int = 20_000_000
    silence: float = 30.0
    whole: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `data` is empty where the status is not 200."""

    status: int
    headers: Mapping[str, str]
    data: bytes


def ask(url: str, ips: Iterable[str], headers: Mapping[str, str], limits: Limits) -> Answer:
    """The answer of the first of `ips` that can be reached.

    Raises:
        SourceError: none can be reached, the certificate is not the host's, or the answer is broken, too large or slow.
    """
    with _Watch(limits.whole) as watch:
        try:
            with closing(_connected(url, ips, limits, watch)) as connection:
                return _told(url, connection, headers, limits, watch)
        except ssl.SSLError as error:
            raise SourceError(
                f"{url}: no safe connection: {_reason(error)}; open it in a browser to see why"
            ) from error
        except (HTTPError, http.client.HTTPException, OSError) as error:
            if watch.late:
                raise SourceError(_slow(url, limits)) from error
            raise SourceError(
                f"{url}: the server cannot be reached or broke off: {_reason(error)}; try again later"
            ) from error


class _Watch:
    """Ends the connection when the time for a whole answer is over, however slowly its bytes drip."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self.connection: HTTPConnection | None = None
        self.sock: socket.socket | None = None  # a connection forgets it when the answer is its last
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def _end(self) -> None:
        self.late = True
        sock = self.sock or (self.connection.sock if self.connection else None)
        if sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _connected(url: str, ips: Iterable[str], limits: Limits, watch: _Watch) -> HTTPConnection:
    failed: Exception | None = None
    for ip in ips:
        if watch.late:
            break
        connection = _connection(url, ip, limits.silence)
        watch.connection = connection
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            failed = error
        else:
            watch.sock = connection.sock
            return connection
    raise failed or OSError("no time is left")


def _connection(url: str, ip: str, silence: float) -> HTTPConnection:
    at = place(url)
    if at.scheme == "http":
        return HTTPConnection(ip, at.port, timeout=silence)
    return HTTPSConnection(ip, at.port, timeout=silence, ssl_context=_safe(), server_hostname=at.host)


@cache
def _safe() -> ssl.SSLContext:
    return ssl.create_default_context()


def _told(url: str, connection: HTTPConnection, headers: Mapping[str, str], limits: Limits, watch: _Watch) -> Answer:
    at = place(url)
    host = f"[{at.host}]" if ":" in at.host else at.host
    own = {
        "Host": host if at.port == PORTS[at.scheme] else f"{host}:{at.port}",
        "User-Agent": AGENT,
        "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if watch.late:
        raise SourceError(_slow(url, limits))
    connection.request("GET", at.target, headers={**own, **headers}, preload_content=False)
    with closing(connection.getresponse()) as response:
        data = _body(url, response, limits, watch) if response.status == _OK else b""
        if watch.late:
            raise SourceError(_slow(url, limits))
        return Answer(response.status, response.headers, data)


def _body(url: str, response: BaseHTTPResponse, limits: Limits, watch: _Watch) -> bytes:
    """The whole answer, unpacked piece by piece: what is packed small may be endless."""
    packed = " ".join(response.headers.get("Content-Encoding", "identity").lower().split())
    if packed not in {"", "identity", "gzip", "x-gzip"}:
        raise SourceError(f"{url}: packed as '{packed}', which was not asked for; save the page as a file")
    data = bytearray()
    try:
        while piece := response.read1(_PIECE, decode_content=True):
            data += piece
            if len(data) > limits.size:
                raise SourceError(f"{url}: larger than {limits.size // 1_000_000} MB; that is no article")
            if watch.late:
                break
    except DecodeError as error:
        raise SourceError(f"{url}: not packed as it says ({packed}); save the page as a file") from error
    return bytes(data)


def _slow(url: str, limits: Limits) -> str:
    return f"{url}: no whole answer within {limits.whole:g} seconds; try again later"


def _reason(error: Exception) -> str:
    """The last words of an error of urllib3 or of the system, in one line."""
    told = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
    return " ".join(str(told).split()).rpartition(">: ")[2] or type(error).__name__
