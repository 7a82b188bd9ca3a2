"""Addresses and feeds become sources: fetched only when asked for, the feed's own words where a page fails."""

from __future__ import annotations

import pytest
from website import says

from simpul.loaders.from_web import from_web
from simpul.loaders.hear import Options, hear
from simpul.loaders.load import Address, Loaded, Unread, find, load_each
from simpul.loaders.readers.heard import Heard
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError

STORY = "Pemerintah Kota Batam meraih juara pertama Lomba Inovasi Rekaan yang diadakan pada tahun 2023 di Jakarta."
HTML = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    + f"<p>{STORY}</p>" * 3
    + "</article></body></html>"
)


def html(title="Batam juara"):
    return says(body=HTML.format(title=title).encode(), Content_Type="text/html; charset=utf-8")


def feed(site, *paths, summary="Ringkasan singkat."):
    items = "".join(
        f"<item><title>Judul {path}</title><link>{site.url(path)}</link><description>{summary}</description>"
        "<pubDate>Sel, 22 Okt 2024 10:00:00 +0700</pubDate></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel><title>Kabar Rekaan</title>{items}</channel></rss>".encode()


def told(found):
    return [h.document for h in found if isinstance(h, Heard)], [h for h in found if isinstance(h, Problem)]


def test_a_page_is_a_source_by_its_address(site, web):
    """A page that is fetched is named by the address at which it was found, and its article is read."""
    site.pages["/a"] = says(301, Location="/b?utm_source=x")
    site.pages["/b"] = html()
    (document,), problems = told(list(from_web(site.url("/a"), web())))
    assert (document.source, document.url) == (site.url("/b"), site.url("/b"))
    assert document.text.startswith("Batam juara\n\nPemerintah Kota Batam")
    assert not problems


def test_a_feed_gives_the_pages_of_its_articles(site, web):
    """Each article's page is fetched; what the page does not say of its day and publisher, the feed tells."""
    site.pages["/feed"] = says(body=feed(site, "/1", "/2"), Content_Type="application/rss+xml")
    site.pages["/1"], site.pages["/2"] = html("Satu"), html("Dua")
    documents, problems = told(list(from_web(site.url("/feed"), web())))
    assert [(d.source, d.title) for d in documents] == [(site.url("/1"), "Satu"), (site.url("/2"), "Dua")]
    assert {(d.published, d.publisher) for d in documents} == {("2024-10-22", "Kabar Rekaan")}
    assert not problems


def test_where_a_page_cannot_be_had_the_feed_speaks_for_it(site, web):
    """A page that is gone, or holds no article, is told; the feed's own words are read if they are enough."""
    site.pages["/feed"] = says(body=feed(site, "/gone", summary=STORY), Content_Type="application/rss+xml")
    documents, problems = told(list(from_web(site.url("/feed"), web())))
    assert [(d.source, STORY in d.text) for d in documents] == [(site.url("/gone"), True)]
    (problem,) = problems
    assert (problem.place, "there is no such page (404)" in problem.why) == (site.url("/gone"), True)
    site.pages["/feed"] = says(body=feed(site, "/gone"), Content_Type="application/rss+xml")
    documents, problems = told(list(from_web(site.url("/feed"), web())))
    assert not documents
    assert problems[-1].why.endswith("and its page could not be read")


def test_a_saved_feed_is_read_without_fetching(site, tmp_path):
    """A feed in a file gives what it has itself; no page is asked for unless fetching was."""
    (tmp_path / "kabar.rss").write_bytes(feed(site, "/1", summary=STORY))
    (document,), problems = told(list(hear(tmp_path / "kabar.rss", tmp_path)))
    assert (document.source, document.published) == (site.url("/1"), "2024-10-22")
    assert not problems
    assert not site.asked


def test_a_list_of_addresses_is_fetched_only_when_asked(site, web, tmp_path):
    """Without leave a list is refused when named, passed over in a folder; with it each address is read or told."""
    site.pages["/1"] = html()
    path = tmp_path / "daftar.urls"
    path.write_text(f"# daftar\n{site.url('/1')}\n{site.url('/2')}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="only with --fetch"):
        list(hear(path, tmp_path))
    assert find([tmp_path])[1] == [(path, "a list of addresses; they are fetched only with --fetch")]
    assert not list(hear(path, tmp_path, Options(fetch=True)))  # looked at, not fetched
    assert not site.asked
    documents, problems = told(list(hear(path, tmp_path, Options(fetch=True, web=web()))))
    assert [d.source for d in documents] == [site.url("/1")]
    assert [p.place for p in problems] == [site.url("/2")]


def test_addresses_go_the_way_of_files(site, web, tmp_path):
    """Among files an address is loaded as they are, and one that fails does not stop the others."""
    site.pages["/1"] = html()
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    files = [Address(site.url("/0")), Address(site.url("/1")), *find([tmp_path])[0]]
    first, second, third = load_each(files, lambda _: None, Options(fetch=True, web=web()))
    assert isinstance(first, Unread)
    assert isinstance(second, Loaded)
    assert isinstance(third, Loaded)
    assert (first.path, second.path) == (site.url("/0"), site.url("/1"))
    assert "award" in {fact.kind for fact in second.facts}


def test_what_is_no_page_is_told(site, web):
    """Pictures and tables are not read from the web; the line says what to do."""
    site.pages["/a.png"] = says(body=b"\x89PNG", Content_Type="image/png")
    with pytest.raises(SourceError, match="image/png is not read from the web; save it as a file"):
        list(from_web(site.url("/a.png"), web()))
