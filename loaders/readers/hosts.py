"""Hosts that may be asked: those whose every address is one of the public Internet.

A page on the Internet must not make this machine ask its own network (its router, a database, a cloud's metadata). A
name is resolved once for each request, all its addresses are checked, and the connection is made to one that was.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Final

from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Resolver = Callable[[str, int], Iterable[str]]

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order in which the system would try them.

    Raises:
        OSError: the name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public Internet; of one that carries an IPv4 address, whether that does.

    >>> [is_public(a) for a in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "224.0.0.1", "2606:4700::1111")]
    [True, False, False, False, True]
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = (
            ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        )
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local or ip.scope_id is not None:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def checked(url: str, host: str, port: int, resolve: Resolver, allow: frozenset[tuple[str, int]]) -> list[str]:
    """The addresses of a host that may be asked; those of `allow` are not checked.

    Raises:
        SourceError: the host is not known, or one of its addresses is not public.
    """
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise SourceError(f"{url}: the host {host} is not known; check the address and the connection")
    if (host, port) not in allow:
        inside = next((address for address in found if not is_public(address)), None)
        if inside is not None:
            raise SourceError(
                f"{url}: {host} has the address {inside}, which is not on the public Internet; save the page as a file"
            )
    return found
