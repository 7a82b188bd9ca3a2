from __future__ import annotations

import socket
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from simpul.loaders.grammar import extract
from simpul.loaders.readers.feeds import documents, entries
from simpul.ontology.errors import SourceError

HOME = "https://kabar.example/feed/"
STORY = (
    (
        "REKAAN – Dinas Komunikasi dan Informatika Kota Batam melakukan studi tiru ke Pemerintah Kota Semarang, "
        "Kamis (17/10/2024)."
    ),
    "Rombongan mempelajari jaringan & pusat data; hasilnya dibahas bersama perangkat daerah lain.",
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Kabar &amp; Rekaan</title><link>https://kabar.example/</link>
<item><title>Kota Batam Belajar ke Kota Semarang</title><link>https://kabar.example/1?utm_source=rss</link>
<pubDate>Tue, 22 Oct 2024 23:30:00 +0700</pubDate>
<description>&lt;p&gt;{STORY[0]}&lt;/p&gt;&lt;p&gt;{STORY[1].replace("&", "&amp;amp;")}&lt;/p&gt;</description></item>
<item><title>Ringkas</title><link>https://kabar.example/2</link><description>Baca di situs kami.</description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://kabar.example/berita/"><title>Kabar Atom</title>
<entry><title type="html">Kota &lt;b&gt;Batam&lt;/b&gt; Belajar</title><link rel="self" href="x.atom"/>
<link rel="alternate" href="../isi/3#atas"/><updated>2024-10-24T01:00:00Z</updated>
<published>2024-10-23T00:30:00+07:00</published><summary>Ringkasan.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY[0]}</p><script>alert(1)</script>
<p>{STORY[1].replace("&", "&amp;")}</p></div></content></entry></feed>"""
WORDPRESS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Pemerintah Kota Rekaan</title><link>https://rekaan.example</link>
<item><title>Kota Batam Belajar</title><link>https://rekaan.example/2024/10/belajar/</link>
<dc:creator><![CDATA[admin]]></dc:creator><pubDate>Sel, 22 Okt 2024 20:15:00 +0700</pubDate>
<guid isPermaLink="false">https://rekaan.example/?p=7</guid>
<description><![CDATA[<p>Kota Batam belajar [&#8230;]</p>]]></description>
<content:encoded><![CDATA[<figure><img src="/a.jpg"><figcaption>Rombongan</figcaption></figure><p>{STORY[0]}</p>
<p>{STORY[1].replace("&", "&amp;")}</p>
<p>The post <a href="https://rekaan.example/2024/10/belajar/">Kota Batam Belajar</a> appeared first on
<a href="https://rekaan.example">Pemerintah Kota Rekaan</a>.</p>]]></content:encoded></item></channel></rss>"""


def read(text, base=HOME, **more):
    return entries(text if isinstance(text, bytes) else text.encode(), base, "umpan.xml", **more)


def feed(*items, head='<?xml version="1.0" encoding="utf-8"?>'):
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel><title>Kabar</title>{inside}</channel></rss>'


def item(day="", link="https://kabar.example/1", story=STORY[0], title="Judul"):
    return f"<title>{title}</title><link>{link}</link>{day}<description>{story}</description>"


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    def nothing(*_, **__):
        raise AssertionError("asked the network")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, nothing)
    monkeypatch.setattr(socket.socket, "connect", nothing)


def test_rss():
    """Title, canonical address, day in the zone told, the feed's title, and the paragraphs of the summary."""
    first, second = read(RSS)
    assert (first.title, first.link) == ("Kota Batam Belajar ke Kota Semarang", "https://kabar.example/1")
    assert (first.published, first.publisher) == ("2024-10-22", "Kabar & Rekaan")
    assert first.text == "\n\n".join(STORY)
    assert (second.published, second.text) == (None, "Baca di situs kami.")


def test_atom():
    """The alternate link made absolute, the day of publication, not of change; the content, not the summary."""
    (found,) = read(ATOM)
    assert (found.title, found.link) == ("Kota Batam Belajar", "https://kabar.example/isi/3")
    assert (found.published, found.publisher) == ("2024-10-23", "Kabar Atom")
    assert found.text == "\n\n".join(STORY)


def test_wordpress():
    """Names of days in Indonesian, the whole article before its summary, and no foot that repeats the title."""
    (found,) = read(WORDPRESS)
    assert (found.link, found.published) == ("https://rekaan.example/2024/10/belajar/", "2024-10-22")
    assert found.text == "\n\n".join(("Rombongan", *STORY))


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Tue, 22 Oct 2024 23:59:59 +0700", "2024-10-22"),
        ("Tue, 22 Oct 2024 00:00:01 +0900", "2024-10-22"),
        ("Tue, 22 Oct 2024 23:59:59 -0500", "2024-10-22"),
        ("22 Oct 2024 10:15 GMT", "2024-10-22"),
        ("2024-10-22T00:30:00+07:00", "2024-10-22"),
        ("2024-10-22T23:30:00Z", "2024-10-22"),
        ("2024-10-22", "2024-10-22"),
        ("2024-10-22 10:15:00", "2024-10-22"),
        ("Selasa, 22 Oktober 2024 10:15 WIB", "2024-10-22"),
        ("Selasa, 22 Oktober 2024 | 10:15 WITA", "2024-10-22"),
        ("Sel, 22 Okt 2024", "2024-10-22"),
        ("Min, 1 Des 2024 23:15:00 +0700", "2024-12-01"),
        ("Jum'at, 9 Agustus 2024", "2024-08-09"),
        ("Kam, 2 Mei 2024 06:00 WIB", "2024-05-02"),
        ("22/10/2024 10:15", "2024-10-22"),
        ("Oktober 2024", None),
        ("2024-10", None),
        ("Rab, 31 Feb 2024", None),
        ("Wed, 31 Feb 2024 10:00:00 +0700", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_days(told, day):
    """A day is the one in the zone told, in the words of RFC 822, ISO 8601 or the Indonesian press; or not known."""
    (found,) = read(feed(item(f"<pubDate>{told}</pubDate>")))
    assert found.published == day


def test_an_article_stands_once():
    """A second entry with the same address is passed over, and told."""
    notes = []
    found = read(feed(item(), item(link="HTTPS://kabar.example/1?fbclid=x#y", title="Lain")), notes=notes)
    assert [e.title for e in found] == ["Judul"]
    assert notes == ["umpan.xml: article 2 passed over: https://kabar.example/1 stands in the feed before"]


def test_links_are_absolute():
    """A relative link is completed by the feed's address; what is no address of a page is passed over, and told."""
    notes = []
    items = (item(link=link) for link in ("/a", "b", "javascript:alert(1)", "file:///etc/passwd", ""))
    found = read(feed(*items), notes=notes)
    assert [e.link for e in found] == ["https://kabar.example/a", "https://kabar.example/feed/b"]
    assert [note.partition(" passed over: ")[0] for note in notes] == [f"umpan.xml: article {n}" for n in (3, 4, 5)]
    assert read(feed(item(link="/a")), base=None) == []


def test_documents():
    """Title and paragraphs are the text, the address is source and URL; what says too little is a problem."""
    made, problems = documents(read(RSS))
    (document,) = made
    assert document.text == "\n\n".join(("Kota Batam Belajar ke Kota Semarang", *STORY)) + "\n"
    assert (document.source, document.url) == ("https://kabar.example/1", "https://kabar.example/1")
    assert (document.published, document.publisher) == ("2024-10-22", "Kabar & Rekaan")
    assert (document.title, document.body_start) == ("Kota Batam Belajar ke Kota Semarang", 0)
    assert problems == [
        "https://kabar.example/2: the feed tells no more than a heading; fetch the page, or save it as a file"
    ]
    kinds = {fact.kind for fact in extract(document)}
    assert "visit" in kinds


def test_eight_words_are_enough():
    """Eight words make a document, seven do not; the title is not counted."""
    seven = "satu dua tiga empat lima enam tujuh"
    made, problems = documents(read(feed(item(story=seven), item(link="/2", story=f"{seven} delapan", title=""))))
    assert [d.text for d in made] == [f"{seven} delapan\n"]
    assert [d.title for d in made] == [f"{seven} delapan"]
    assert len(problems) == 1


def test_a_title_stands_once():
    """An article that begins with its own title does not say it twice."""
    (document,), _ = documents(read(feed(item(story=f"&lt;p&gt;JUDUL&lt;/p&gt;&lt;p&gt;{STORY[0]}&lt;/p&gt;"))))
    assert document.text == f"JUDUL\n\n{STORY[0]}\n"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8-sig", "utf-8", None),
        ("utf-16", "utf-16", None),
        ("cp1252", "windows-1252", None),
        ("cp1252", "utf-8", None),  # declared wrongly
        ("cp1252", "utf-8", "windows-1252"),  # put right by the server
        ("mac_roman", "utf-8", "macintosh"),
        ("utf-8", "utf-8", "us-ascii"),  # the server is wrong
        ("utf-8", "ngawur", "ngawur"),
    ],
)
def test_encodings(encoding, declared, charset):
    """The dash is a dash, whatever the encoding, and where feed or server declare it wrongly."""
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    (found,) = read(feed(item(), head=head).encode(encoding), charset=charset)
    assert found.text.startswith("REKAAN – Dinas")


def test_entities_of_html_are_read():
    """A feed that uses HTML's entities is no XML, and is read all the same; where it is broken is told."""
    notes = []
    (found,) = read(feed(item(title="Kota&nbsp;Batam")), notes=notes)
    assert found.title == "Kota Batam"
    assert notes == ["umpan.xml: line 1, column 104: undefined entity; 1 articles were read all the same"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('<?xml version="1.0"?>\n<rss>\n <channel></chanel>\n</rss>', "line 3, column 13: mismatched tag; "),
        ('<?xml version="1.0"?><rss></chanel>', "line 1, column 29: mismatched tag; "),
        ('<rss version="2.0">\n <channel><\n', "line 2, column 12: not well-formed (invalid token); "),
        ('<!DOCTYPE rss PUBLIC "a"\n "http://a.example/">\n<rss><channel>', "line 3, column 15: no element found; "),
        ("Bukan umpan\n", "line 1, column 1: syntax error; "),
        ("<!doctype html><html><body><p>Halaman<p>biasa</body></html>", "line 1, column 1: syntax error; "),
        ("<a/>", ""),
        ("", ""),
        (" \n", ""),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(text, place):
    """Where nothing can be read, one line says at which line and column it is broken, if it is."""
    with pytest.raises(SourceError) as refused:
        read(text)
    told = f"umpan.xml: {place}no article of a feed (RSS or Atom) can be read; give a page as a page"
    assert str(refused.value) == told


def test_a_feed_may_be_empty():
    """A feed without articles is a feed."""
    assert read(feed()) == []


def test_what_breaks_off_is_read_so_far():
    """Of a feed that breaks off, the articles before are read."""
    text = RSS[: RSS.index("<item><title>Ringkas")]
    notes = []
    assert [e.link for e in read(text, notes=notes)] == ["https://kabar.example/1"]
    assert "no element found; 1 articles were read all the same" in notes[0]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE rss [<!ENTITY a9 "{"ha" * 100_000}">]>',
    "file": f'<!DOCTYPE rss [<!ENTITY a9 SYSTEM "{Path(__file__).as_uri()}">]>',
    "network": '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
    "behind a comment": f'<!-- <rss --><!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>',
    "small letters": f'<!DOCTYPE rss [<!entity a9 "{"ha" * 100_000}">]>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7", "cp037"])
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_entities_do_not_grow_or_fetch(bomb, encoding):
    """A feed with entities of its own is refused before they are read, in any encoding, in little time and memory."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}'
    data = feed(item(title="&a9;" * 1000), head=head).replace("–", "-").encode(encoding)
    started = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="declares entities of its own"):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < 2


def test_what_lies_outside_is_not_fetched():
    """A declaration, a stylesheet, an inclusion and pictures that lie elsewhere are not asked for."""
    head = (
        '<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?>'
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/a.dtd">'
    )
    inside = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    story = "&lt;img src='http://127.0.0.1:9/a.png'&gt;" + STORY[0] + inside
    (found,) = read(feed(item(story=story), head=head))
    assert "Dinas Komunikasi" in found.text
    assert "root:" not in found.text


def test_a_name_of_a_file_is_no_feed():
    """Bytes that are a path or an address are never opened."""
    for name in (__file__, "https://kabar.example/feed", "file:///etc/passwd"):
        with pytest.raises(SourceError, match="no article of a feed"):
            read(name)


def test_deep_nesting_is_read_or_refused():
    """Elements within elements without end neither break nor hang the reader."""
    for inside in ("<b>" * 20_000, "&lt;div&gt;" * 20_000 + STORY[0]):
        try:
            found = read(feed(item(story=inside)))
        except SourceError:
            continue
        assert documents(found)


MARKS = (
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "<link>",
    "\x00",
    "&lt;p",
    "é",
    "<?xml",
    "<!--",
)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_a_feed_or_refused(data):
    """Whatever is damaged, there are documents that can be told and kept, or one line that says why not."""
    text = data.draw(st.sampled_from([RSS, ATOM, WORDPRESS, ""]))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(MARKS) | st.text(max_size=6))
            + text[at + data.draw(st.integers(0, 9)) :]
        )
    raw = text.encode("utf-8", "surrogatepass") + data.draw(st.binary(max_size=8))
    refused = notes = ""
    try:
        found = read(raw, notes=(told := []))
    except SourceError as error:
        found, refused, told = [], str(error), []
    notes = [refused, *told]
    assert all(len(line.splitlines()) <= 1 for line in notes)
    for document in documents(found)[0]:
        assert NamedNode(document.source).value == document.url
        assert document.content_hash
        assert document.text.strip()
