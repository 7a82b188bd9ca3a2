from __future__ import annotations

import pytest
from website import PAGE, answer, in_turn, refused, says

from simpul.loaders.readers.exchange import AGENT


def test_a_page_is_fetched(site, web):
    """Its bytes, its type and its charset; the request says who asks, and nothing of the user."""
    site.pages["/a"] = says(200, PAGE, Content_Type="Text/HTML; charset=ISO-8859-1", Set_Cookie="a=b")
    site.pages["/b"] = PAGE
    one = web()
    page = one.get(site.url("/a?utm_source=x&id=7#atas"))
    assert (page.url, page.data, page.fetched) == (site.url("/a?id=7"), PAGE, True)
    assert (page.content_type, page.charset) == ("text/html", "iso-8859-1")
    assert (one.get(site.url("/b")).content_type, one.get(site.url("/b")).charset) == ("", None)
    assert site.asked == ["/robots.txt", "/a?id=7", "/b"]
    for sent in site.headers:
        assert sent["User-Agent"] == AGENT
        assert AGENT.startswith("Simpul/")
        assert AGENT.endswith(" (+https://w3id.org/simpul)")
        assert sent["Host"] == f"127.0.0.1:{site.port}"
        assert not {"Cookie", "Authorization", "Referer"} & set(sent)


def test_a_charset_that_nobody_knows_is_none(site, web):
    """A charset that Python does not know, or that is none of text, is left to the reader of the page."""
    site.pages["/a"] = says(200, PAGE, Content_Type="text/html; charset=ngawur")
    site.pages["/b"] = says(200, PAGE, Content_Type="text/html; charset=hex")
    assert [web().get(site.url(path)).charset for path in ("/a", "/b")] == [None, None]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site, web, status):
    """The page is that at the end, under the address at the end."""
    site.pages["/a"] = says(status, Location="b/../c?id=1&fbclid=2#x")
    site.pages["/c"] = PAGE
    page = web().get(site.url("/a"))
    assert (page.url, page.data) == (site.url("/c?id=1"), PAGE)


def test_redirects_end(site, web):
    """Five redirects are followed, not six, and no loop."""
    for n in range(1, 7):
        site.pages[f"/{n}"] = says(302, Location=f"/{n + 1}")
    site.pages["/7"] = PAGE
    site.pages["/loop"] = says(302, Location="/loop")
    assert web().get(site.url("/2")).data == PAGE
    for path in ("/1", "/loop"):
        assert "redirected more than 5 times" in refused(web(), site.url(path))


def test_robots_txt_is_obeyed(site, web):
    """What it forbids is not asked for: the longest rule holds, with wildcards, and the group of our name."""
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: Simpul\nDisallow: /rahasia\nAllow: /rahasia/umum\nDisallow: /*?s=\n"
    )
    for path in ("/a", "/rahasia/umum", "/rahasia/x", "/a?s=kota"):
        site.pages[path.partition("?")[0]] = PAGE
    one = web()
    for path in ("/a", "/rahasia/umum"):
        assert one.get(site.url(path)).data == PAGE
    for path in ("/rahasia/x", "/a?s=kota"):
        assert refused(one, site.url(path)) == (
            f"{site.url(path)}: its robots.txt forbids it; open it in a browser and save the page"
        )
    assert site.asked == ["/robots.txt", "/a", "/rahasia/umum"]


def test_robots_txt_holds_for_redirects(site, web):
    """A redirect to what robots.txt forbids is not followed."""
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /b"
    site.pages["/a"] = says(302, Location="/b")
    assert "its robots.txt forbids it" in refused(web(), site.url("/a"))
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows_all(site, web, status):
    """A robots.txt that is not there, or not for us, forbids nothing."""
    site.pages |= {"/robots.txt": says(status), "/a": PAGE}
    assert web().get(site.url("/a")).data == PAGE


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_fails_forbids_all(site, web, status):
    """A server that cannot say what it allows is asked for nothing, and for its robots.txt only once."""
    site.pages |= {"/robots.txt": says(status), "/a": PAGE}
    one = web()
    for _ in range(2):
        told = refused(one, site.url("/a"))
        assert f"the server does not say what it allows ({status}); try again later" in told
    assert site.asked == ["/robots.txt"]


def test_a_robots_txt_that_cannot_be_reached_forbids_all(site, web):
    """A redirect of robots.txt into the network of this machine is not followed, and nothing is asked."""
    site.pages |= {"/robots.txt": says(302, Location="http://10.0.0.1/robots.txt"), "/a": PAGE}
    told = refused(web(resolve=lambda host, _: [host]), site.url("/a"))
    assert "its host does not say what it allows" in told
    assert "not on the public Internet" in told
    assert site.asked == ["/robots.txt"]


def test_a_host_is_asked_once_a_second(site, web, clock):
    """A second lies between the end of one request and the next to the same host; another host need not wait."""
    site.pages["/a"] = site.pages["/b"] = PAGE
    one = web(names=("127.0.0.1", "lain.invalid"))
    one.get(site.url("/a"))
    assert clock.slept == [1.0]
    clock.now += 0.4
    one.get(site.url("/b"))
    assert clock.slept == [1.0, 0.6]
    one.get(site.url("/b", host="lain.invalid"))
    assert clock.slept == [1.0, 0.6, 1.0]  # between its robots.txt and its page
    clock.now += 10
    site.pages["/c"] = PAGE
    one.get(site.url("/c"))
    assert clock.slept == [1.0, 0.6, 1.0]


@pytest.mark.parametrize(("told", "waited"), [(b"7", 7.0), (b"0.1", 1.0), (b"3600", 30.0), (b"x", 1.0), (b"-5", 1.0)])
def test_the_delay_that_a_host_asks_for(site, web, clock, told, waited):
    """Crawl-delay is kept up to 30 seconds, and never less than our own pause."""
    site.pages |= {"/robots.txt": b"User-agent: *\nCrawl-delay: " + told, "/a": PAGE}
    web().get(site.url("/a"))
    assert clock.slept == [waited]


def conditional(mark, value, header):
    def page(request):
        if request.headers.get(header) == value:
            answer(request, 304)
        else:
            answer(request, 200, PAGE, **{mark: value, "Content_Type": "text/html; charset=utf-8"})

    return page


@pytest.mark.parametrize(
    ("mark", "value", "header"),
    [
        ("ETag", '"satu"', "If-None-Match"),
        ("Last_Modified", "Tue, 22 Oct 2024 03:15:00 GMT", "If-Modified-Since"),
    ],
)
def test_what_did_not_change_is_not_sent_again(site, web, mark, value, header):
    """The page of an earlier session is asked for by its mark; on 304 it is the page that was kept."""
    site.pages["/a"] = conditional(mark, value, header)
    first, again = web().get(site.url("/a")), web().get(site.url("/a"))
    assert (first.fetched, again.fetched) == (True, False)
    assert (again.url, again.data, again.content_type, again.charset) == (first.url, PAGE, "text/html", "utf-8")
    assert header not in site.headers[1]
    assert site.headers[-1][header] == value


def test_what_changed_replaces_what_was_kept(site, web):
    """Another state of the page is what is given, now and from what was kept."""
    site.pages["/a"] = says(200, b"lama", ETag='"1"')
    web().get(site.url("/a"))
    site.pages["/a"] = says(200, b"baru", ETag='"2"')
    one = web()
    assert (one.get(site.url("/a")).data, one.get(site.url("/a")).data) == (b"baru", b"baru")
    site.pages["/a"] = says(404)
    assert "there is no such page (404)" in refused(web(), site.url("/a"))


def test_an_address_is_asked_once_in_a_session(site, web):
    """The second time the page is what was kept, unless its server forbids to keep it."""
    site.pages |= {"/a": says(302, Location="/b"), "/b": PAGE, "/c": says(200, PAGE, Cache_Control="private, No-Store")}
    one = web()
    assert [one.get(site.url("/a")).fetched for _ in range(2)] == [True, False]
    assert [one.get(site.url("/c")).fetched for _ in range(2)] == [True, True]
    assert site.asked == ["/robots.txt", "/a", "/b", "/c", "/c"]


def test_a_cache_that_is_none(site, web, tmp_path):
    """A file that is no cache of ours is left alone, and named."""
    site.pages["/a"] = PAGE
    (tmp_path / "cache.sqlite").write_bytes(b"bukan basis data, " * 100)
    assert "cache.sqlite: no cache of pages can be kept there" in refused(web(), site.url("/a"))
    assert (tmp_path / "cache.sqlite").read_bytes() == b"bukan basis data, " * 100


def test_a_busy_server_is_asked_once_more(site, web, clock):
    """After the time that it names, if that is a minute at most; never a third time."""
    site.pages["/a"] = in_turn(says(429, Retry_After="20"), says(200, PAGE))
    assert web().get(site.url("/a")).data == PAGE
    assert clock.slept == [1.0, 20.0]
    site.pages["/b"] = says(503, Retry_After="60")
    assert "the server is busy (503); try again later" in refused(web(), site.url("/b"))
    assert site.asked.count("/b") == 2


@pytest.mark.parametrize("told", ["61", "besok", "", "Tue, 22 Oct 2999 03:15:00 GMT", "-1"])
def test_a_busy_server_is_not_waited_for_longer(site, web, told):
    """More than a minute, or no time that can be read, is left to the user."""
    site.pages["/a"] = says(429, Retry_After=told)
    assert "the server is busy (429); try again later" in refused(web(), site.url("/a"))
    assert site.asked == ["/robots.txt", "/a"]


def test_a_busy_server_may_name_a_day(site, web, clock):
    """A day and an hour that are over are no reason to wait."""
    site.pages["/a"] = in_turn(says(503, Retry_After="Tue, 22 Oct 2024 03:15:00 GMT"), says(200, PAGE))
    assert web().get(site.url("/a")).data == PAGE
    assert clock.slept[1] == 0.0


@pytest.mark.parametrize(
    ("status", "why"),
    [(204, "no page"), (304, "no page"), (400, "no page"), (401, "everybody"), (403, "everybody"),
     (404, "no such page"), (410, "no such page"), (500, "failed"), (302, "no page")],
)  # fmt: skip
def test_what_is_no_page(site, web, status, why):
    """Each answer that is no page has a line with its address, what it is and what to do."""
    site.pages["/a"] = says(status)
    told = refused(web(), site.url("/a"))
    assert told.startswith(site.url("/a") + ": ")
    assert why in told
    assert f"({status}); " in told
