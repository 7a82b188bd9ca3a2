from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib

import pytest
from website import LITTLE, PAGE, refused, says

from simpul.loaders.readers import exchange
from simpul.loaders.readers.exchange import Limits
from simpul.loaders.readers.hosts import is_public
from simpul.loaders.readers.web import Web


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "not an address",
    ],
)  # fmt: skip
def test_what_is_not_public(site, web, address):
    """No address of this machine or its network is asked, in whichever way it is written, whatever its name."""
    assert not is_public(address)
    told = refused(web(allow=frozenset(), resolve=lambda *_: ["93.184.215.14", address]), "http://kabar.example/")
    assert "which is not on the public Internet" in told
    assert site.asked == []


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_what_is_public(address):
    """Public addresses are asked, also where one version of the protocol carries the other."""
    assert is_public(address)


def test_numbers_of_this_machine_are_refused(site, tmp_path):
    """Without leave for tests this machine is not asked, by whatever number or name."""
    web = Web(tmp_path / "cache.sqlite")
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"):
        told = refused(web, site.url("/", host=host))
        assert "not on the public Internet" in told or "is not known" in told
    assert site.asked == []


def test_a_name_is_asked_at_the_address_that_was_checked(site, web):
    """A name that resolves to another address the second time gains nothing: the connection is made to the first."""
    site.pages["/a"] = PAGE
    told = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    one = web(names=("kabar.invalid",), resolve=lambda *_: next(told))
    assert one.get(site.url("/a", host="kabar.invalid")).data == PAGE
    assert {sent["Host"] for sent in site.headers} == {f"kabar.invalid:{site.port}"}


def test_a_later_answer_of_the_name_service_is_checked_too(site, web):
    """A name that is public for robots.txt and private for the page is refused for the page."""
    told = iter([["127.0.0.1"], ["10.0.0.1"]])

    class First:
        """Leave for the first question only."""

        left = 1

        def __contains__(self, _):
            self.left -= 1
            return self.left >= 0

    one = web(allow=First(), resolve=lambda *_: next(told))
    assert "has the address 10.0.0.1" in refused(one, site.url("/a", host="kabar.invalid"))
    assert site.asked == ["/robots.txt"]


def test_the_next_address_is_tried(site, web):
    """Where a host has several addresses and the first cannot be reached, the next is asked."""
    site.pages["/a"] = PAGE
    assert web(resolve=lambda *_: ["::1", "127.0.0.1"]).get(site.url("/a")).data == PAGE


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("file:///etc/passwd", "no address of a page"),
        ("ftp://kabar.example/a", "no address of a page"),
        ("gopher://127.0.0.1:6379/_INFO", "no address of a page"),
        ("data:text/html,x", "no address of a page"),
        ("http://10.0.0.1/", "10.0.0.1, which is not on the public Internet"),
        ("http://[::1]/", "::1, which is not on the public Internet"),
        ("http://[::ffff:10.0.0.1]/", "which is not on the public Internet"),
        ("//169.254.169.254/latest/meta-data", "169.254.169.254, which is not on the public Internet"),
        ("http://siapa:rahasia@kabar.example/", "a user's name in it"),
        ("http://[", "no address"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(site, web, location, why):
    """A redirect to a file, to another scheme, or into the network of this machine is refused."""
    site.pages["/a"] = says(302, Location=location)
    told = refused(web(resolve=lambda host, _: [host]), site.url("/a"))
    assert told.startswith(site.url("/a") + ": redirect")
    assert why in told
    assert site.asked == ["/robots.txt", "/a"]


def test_another_port_of_this_machine_is_refused(site, web):
    """The leave that tests have is for one port: a redirect to another is refused."""
    site.pages["/a"] = says(302, Location=f"http://127.0.0.1:{site.port - 1}/b")
    assert "not on the public Internet" in refused(web(), site.url("/a"))


def endless(piece):
    def page(request):
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        request.close_connection = True
        for _ in range(10_000):
            request.wfile.write(piece)

    return page


def test_what_is_too_large_is_refused(site, web):
    """An answer that says it is too large, and one that does not end, are broken off at the bound."""
    site.pages |= {"/a": b"x" * (LITTLE.size + 1), "/b": endless(b"x" * 10_000), "/c": b"x" * LITTLE.size}
    for path in ("/a", "/b"):
        assert "that is no article" in refused(web(), site.url(path))
    assert len(web().get(site.url("/c")).data) == LITTLE.size


def test_a_small_answer_that_unpacks_to_a_large_one(site, web):
    """Of what is packed no more is unpacked than may be taken, in memory too."""
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    assert len(bomb) < LITTLE.size
    site.pages["/a"] = says(200, bomb, Content_Encoding="gzip")
    site.pages["/b"] = says(200, gzip.compress(bomb), Content_Encoding="gzip, gzip")
    one = web()
    tracemalloc.start()
    try:
        assert "that is no article" in refused(one, site.url("/a"))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert "packed as 'gzip, gzip'" in refused(one, site.url("/b"))


def test_packed_answers(site, web):
    """What is packed by gzip is unpacked; what is broken, or packed as nobody asked, is refused."""
    site.pages["/a"] = says(200, gzip.compress(PAGE), Content_Encoding="gzip")
    site.pages["/b"] = says(200, PAGE, Content_Encoding="gzip")
    site.pages["/c"] = says(200, zlib.compress(PAGE), Content_Encoding="deflate")
    assert web().get(site.url("/a")).data == PAGE
    assert "not packed as it says (gzip)" in refused(web(), site.url("/b"))
    assert "packed as 'deflate'" in refused(web(), site.url("/c"))


def drip(head):
    def page(request):
        request.close_connection = True
        request.wfile.write(head)
        for _ in range(400):
            request.wfile.write(b"x")
            time.sleep(0.01)

    return page


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
    ],
    ids=["header", "body", "length", "chunks", "length of a chunk"],
)
def test_a_slow_drip_ends(site, web, head):
    """An answer that drips, each byte in time, is broken off when the time for all of it is over."""
    site.pages["/a"] = drip(head)
    started = time.monotonic()
    told = refused(web(limits=Limits(whole=0.3)), site.url("/a"))
    assert told == f"{site.url('/a')}: no whole answer within 0.3 seconds; try again later"
    assert time.monotonic() - started < 2


def test_silence_ends(site, web):
    """A server that says nothing is waited for no longer than the bound."""
    done, started = threading.Event(), time.monotonic()
    site.pages["/a"] = lambda _: done.wait(10)
    told = refused(web(limits=Limits(silence=0.1)), site.url("/a"))
    done.set()
    assert time.monotonic() - started < 3
    assert "the server cannot be reached or broke off: " in told


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"not http at all\r\n\r\n",
        b"",
    ],
)
def test_what_breaks_off_is_no_page(site, web, sent):
    """Half an answer, or what is none, is refused, and not kept."""

    def page(request):
        request.close_connection = True
        request.wfile.write(sent)

    site.pages["/a"] = page
    assert "the server cannot be reached or broke off: " in refused(web(), site.url("/a"))


def test_names_that_nobody_knows(web):
    """A host without an address is named."""

    def unknown(*_):
        raise socket.gaierror(-2, "Name or service not known")

    assert "the host kabar.invalid is not known; check" in refused(web(resolve=unknown), "http://kabar.invalid/a")


def test_proxies_of_the_environment_are_not_asked(site, web, monkeypatch):
    """A proxy would resolve names itself, so none is used."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/a"] = PAGE
    assert web().get(site.url("/a")).data == PAGE


def test_certificates_are_checked_for_the_name(web):
    """The connection goes to the number, the greeting names the host, and no certificate means no page."""
    greeted = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def greet():
            connection, _ = server.accept()
            with connection:
                greeted.append(connection.recv(4096))

        thread = threading.Thread(target=greet)
        thread.start()
        told = refused(web(allow=frozenset({("kabar.invalid", port)})), f"https://kabar.invalid:{port}/a")
        thread.join()
    assert b"kabar.invalid" in greeted[0]
    assert "https://kabar.invalid" in told
    context = exchange._safe()  # noqa: SLF001 - what every connection is checked by
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
