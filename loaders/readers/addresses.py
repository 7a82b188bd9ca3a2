"""Addresses of pages: one way to write each, so that a page is one source whoever links to it.

What RFC 3986 holds for the same address is written the same (urllib3 parses, as it does when fetching), and parameters
that only say who sent the reader are dropped (`tracking.toml`). Nothing else is: 'http' and 'https', with and without
'www.' or a slash at the end may be different pages.
"""

from __future__ import annotations

import ipaddress
import re
import string
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote_plus

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from urllib3.util import Url

PORTS: Final = {"http": 80, "https": 443}
_ADDRESS: Final = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/\\?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_NAME: Final = re.compile(r"[a-z0-9_](?:[-a-z0-9_]*[a-z0-9_])?(?:\.[a-z0-9_](?:[-a-z0-9_]*[a-z0-9_])?)*")
_PERCENT: Final = re.compile(r"%(?P<hex>[0-9A-Fa-f]{2})?")
_UNRESERVED: Final = frozenset(string.ascii_letters + string.digits + "-._~")
_DROPPED: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])  # controls, as browsers drop tabs and line ends
_SHOWN: Final = 200


class Place(NamedTuple):
    """Where a page is: what connections and the request's line need."""

    scheme: str
    host: str  # an IPv6 address stands without its brackets
    port: int
    origin: str
    target: str  # path and query


def canonical(url: str) -> str:
    """The one way to write the address of a page; it is a valid IRI in ASCII.

    >>> canonical("HTTPS://Kabar.Example:443/a b?id=7&utm_source=x#atas")
    'https://kabar.example/a%20b?id=7'

    Raises:
        SourceError: it is no address of a page (http or https), or has a name and a password in it.
    """
    head, mark, query = normalised(url).partition("?")
    kept = "&".join(part for part in query.split("&") if part and not _tracks(part))
    return head + mark + kept if kept else head


def normalised(url: str) -> str:
    """The address with every parameter: lower-case scheme and host, no default port, no fragment, ASCII only.

    >>> normalised("http://kabar.example./a/../b?x=ä")
    'http://kabar.example/b?x=%C3%A4'

    Raises:
        SourceError: as `canonical` does.
    """
    parsed = _parsed(url)
    port = "" if parsed.port in {None, PORTS[parsed.scheme or ""]} else f":{parsed.port}"
    query = f"?{parsed.query}" if parsed.query else ""
    return f"{parsed.scheme}://{parsed.host}{port}{parsed.path or '/'}{query}"


def place(address: str) -> Place:
    """The parts of an address that `canonical` or `normalised` gave.

    >>> place("http://[2001:db8::1]:81/a?b")
    Place(scheme='http', host='2001:db8::1', port=81, origin='http://[2001:db8::1]:81', target='/a?b')
    """
    scheme, _, rest = address.partition("://")
    authority, slash, target = rest.partition("/")
    host, _, port = authority.partition("]:" if authority.startswith("[") else ":")
    number = int(port) if port else PORTS[scheme]
    return Place(scheme, host.strip("[]"), number, f"{scheme}://{authority}", slash + target)


def addresses(text: str, where: str) -> list[str]:
    r"""The addresses in a list, one a line, each once; empty lines and those that begin with '#' are passed over.

    >>> addresses("# berita\nhttps://kabar.example/1?fbclid=x\nhttps://kabar.example/1\n", "daftar.txt")
    ['https://kabar.example/1']

    Raises:
        SourceError: a line is no address of a page; the message names the line.
    """
    found: dict[str, None] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if (told := line.strip()) and not told.startswith("#"):
            try:
                found[canonical(told)] = None
            except SourceError as error:
                raise SourceError(f"{where}: line {number}: {error}") from None
    return list(found)


def _parsed(url: str) -> Url:
    match = _ADDRESS.fullmatch(url.translate(_DROPPED).strip())
    if not match:
        raise SourceError(f"{_shown(url)}: no address of a page; write http:// or https:// and the rest")
    if "@" in match["authority"]:
        raise SourceError(
            f"{_shown(match['rest'])}: an address with a user's name in it; take out what stands before '@'"
        )
    try:
        host = _host(match["authority"])
        return parse_url(_PERCENT.sub(_escape, f"{match['scheme'].lower()}://{host}{match['rest']}"))
    except (LocationParseError, ValueError):
        raise SourceError(f"{_shown(url)}: no address of a page; its host or port cannot be read") from None


def _host(authority: str) -> str:
    """Host and port in small letters and ASCII (what is not becomes IDNA), without the dot that may end a name.

    Raises:
        ValueError: it is no host.
    """
    if authority.startswith("["):
        address, end, port = authority[1:].partition("]")
        if not end or "%" in address:
            raise ValueError(authority)
        return f"[{ipaddress.IPv6Address(address).compressed}]{port}"
    name, colon, port = _PERCENT.sub(_escape, authority).partition(":")
    ascii_name = (name if name.isascii() else name.encode("idna").decode()).lower().removesuffix(".")
    if not _NAME.fullmatch(ascii_name):  # here, as what IDNA makes of a letter may be a slash
        raise ValueError(authority)
    return ascii_name + colon + port


def _escape(match: re.Match[str]) -> str:
    """'%' that begins no escape, escaped; escapes of letters, digits and '-._~' undone (RFC 3986, 6.2.2.2)."""
    if match["hex"] is None:
        return "%25"
    character = chr(int(match["hex"], 16))
    return character if character in _UNRESERVED else match[0].upper()


@cache
def _tracking() -> tuple[tuple[str, ...], frozenset[str]]:
    told = tomllib.loads((files("simpul.loaders") / "readers" / "tracking.toml").read_text(encoding="utf-8"))
    return tuple(told["beginnings"]), frozenset(told["names"])


def _tracks(parameter: str) -> bool:
    beginnings, names = _tracking()
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in names or name.startswith(beginnings)


def _shown(url: str) -> str:
    """What can be shown of an address in a line."""
    return "".join(c if c.isprintable() else "?" for c in url.strip())[:_SHOWN] or "''"
