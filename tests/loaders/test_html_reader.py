from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.loaders.grammar import extract
from simpul.loaders.load import Found, find, load
from simpul.loaders.readers.html import MOST_BYTES, read_html
from simpul.loaders.readers.registry import readers
from simpul.ontology.errors import SourceError

TITLE = "Kota Batam Belajar Smart City ke Kota Semarang"
STORY = (
    (
        "BATAM – Dinas Komunikasi dan Informatika Kota Batam melakukan studi tiru ke Pemerintah Kota Semarang, "
        "Kamis (17/10/2024), untuk mempelajari smart city."
    ),
    (
        "Rombongan dipimpin Kepala Dinas Komunikasi dan Informatika Kota Batam, Azril Apriansyah. "
        "Mereka diterima pejabat setempat."
    ),
    "Hasil kunjungan akan dibahas bersama perangkat daerah lain, antara lain mengenai jaringan dan pusat data kota.",
)
BYLINE = "Oleh: Redaksi | Selasa, 22 Oktober 2024 | 10:15 WIB"
FRAME = """<!doctype html><html lang="id"><head>{charset}<title>{title} - Kabar Rekaan</title>{head}</head><body>
<header><nav><ul><li><a href="/">Beranda</a></li><li><a href="/b">Berita</a></li></ul></nav>
<span>Jumat, 1 November 2024</span></header>
<main><article><h1>{title}</h1>{byline}{story}</article></main>
<aside><h3>Populer</h3><ul><li><a href="/x">Kabupaten Banjar meraih juara 1 Lomba Rekaan</a>
<small>1 Januari 2020</small></li></ul></aside>
<footer>Hak cipta Kabar Rekaan</footer></body></html>"""


def page(*, head="", byline="", charset='<meta charset="utf-8">'):
    story = "".join(f"<p>{line}</p>" for line in STORY)
    return FRAME.format(title=TITLE, head=head, byline=byline, story=story, charset=charset)


def read(tmp_path, text, name="a.html", encoding="utf-8"):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_html(tmp_path / name, tmp_path)


def test_the_article_is_taken_out_of_the_page(tmp_path):
    """Title and story, each paragraph by itself; no menu, no list of other articles, no foot of the page."""
    read_as = read(tmp_path, page())
    assert read_as.text == "\n\n".join((TITLE, *STORY)) + "\n"
    assert (read_as.title, read_as.body_start) == (TITLE, 0)


def test_a_page_says_what_its_text_would_say(tmp_path):
    """The facts of the page are those of the same words in a .txt file, with offsets into what was taken out."""
    (tmp_path / "a.txt").write_text("\n\n".join((TITLE, *STORY)) + "\n", encoding="utf-8")
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    one, other = (load(Found(tmp_path / name, tmp_path, named=True)) for name in ("a.txt", "a.html"))
    told = [[(f.kind, *(e.quote for e in f.evidence)) for f in loaded.facts] for loaded in (one, other)]
    assert told[0] == told[1]
    assert {kind for kind, *_ in told[1]} >= {"visit", "official"}
    for fact in other.facts:
        for e in fact.evidence:
            assert other.document.text[e.start : e.end] == e.quote


LD = json.dumps(
    {"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "datePublished": "2024-10-22T10:15:00+07:00"}]}
)


@pytest.mark.parametrize(
    ("head", "byline", "day"),
    [
        ('<meta property="article:published_time" content="2024-10-22T10:15:00+07:00">', "", "2024-10-22"),
        ('<meta itemprop="datePublished" content="2024-10-22">', "", "2024-10-22"),
        (f'<script type="application/ld+json">{LD}</script>', "", "2024-10-22"),
        ("", '<time itemprop="datePublished" datetime="2024-10-22T03:15Z">kemarin</time>', "2024-10-22"),
        ("", f'<div class="meta">{BYLINE}</div>', "2024-10-22"),
        ("", '<div><span>Redaksi</span> <span class="tgl">22 Oktober 2024</span></div>', "2024-10-22"),
        ("", "<p><small>/ Selasa, 22 Oktober 2024 / 08.33 WIB</small></p>", "2024-10-22"),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ('<meta property="article:published_time" content="kemarin">', "", None),
        ("", "", None),
    ],
)
def test_the_day_is_declared_or_stands_in_a_byline(tmp_path, head, byline, day):
    """What the markup declares comes first, then a byline; neither the day of the visit nor today's counts."""
    found = read(tmp_path, page(head=head, byline=byline))
    assert found.published == day


def test_address_and_publisher_come_with_the_page(tmp_path):
    """The canonical address and the name of the site; of a saved page the address that the browser noted."""
    head = '<link rel="canonical" href="https://kabar.example/1"><meta property="og:site_name" content="Kabar Rekaan">'
    found = read(tmp_path, page(head=head))
    assert (found.url, found.publisher) == ("https://kabar.example/1", "Kabar Rekaan")
    saved = "<!-- saved from url=(0025)https://kabar.example/2 -->" + page()
    assert read(tmp_path, saved).url == "https://kabar.example/2"
    assert read(tmp_path, page(head='<link rel="canonical" href="javascript:alert(1)">')).url is None


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8-sig", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("utf-16", ""),
    ],
)
def test_encodings_are_read_as_declared(tmp_path, encoding, charset):
    """UTF-8 with and without a mark, Windows' western encoding, UTF-16: the dash of the story is a dash."""
    assert STORY[0] in read(tmp_path, page(charset=charset), encoding=encoding).text


def test_an_encoding_that_nobody_knows_is_read_as_utf8(tmp_path):
    """A page in one file whose part declares an encoding that Python does not know is read all the same."""
    part = "Content-Type: text/html; charset=ngawur\n\n" + page(charset="")
    saved = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n{part}\n--x--\n"
    assert STORY[0] in read(tmp_path, saved, "a.mhtml").text


@pytest.mark.parametrize(
    "text", ["<html><body></body></html>", "<html><body><nav><a>Beranda</a></nav></body></html>", "\x00\x01"]
)
def test_a_page_without_an_article_is_refused(tmp_path, text):
    """Where nothing is told the file is named, with what to do."""
    with pytest.raises(SourceError, match=r"a\.html: no article was found in the page; save its text as a \.txt file"):
        read(tmp_path, text)


def test_what_is_too_large_is_refused(tmp_path):
    """More than 20 MB are no article."""
    with (tmp_path / "a.html").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SourceError, match="larger than 20 MB"):
        read_html(tmp_path / "a.html", tmp_path)


def test_folders_are_searched_for_pages_too(tmp_path):
    """Texts and pages are found side by side, whatever the case of the suffix."""
    for name in ("a.txt", "b.HTML", "c.htm", "d.mhtml", "e.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, passed = find([tmp_path])
    assert [f.path.name for f in found] == ["a.txt", "b.HTML", "c.htm", "d.mhtml"]
    assert [p.name for p, _ in passed] == ["e.csv"]
    assert set(readers()) >= {".txt", ".html", ".htm", ".mhtml", ".mht"}


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=80)
def test_any_bytes_are_a_page_or_refused(tmp_path_factory, data):
    """Whatever stands in the file, there is a document with a text, or one line that says why not."""
    folder, told = tmp_path_factory.mktemp("any"), []
    for name in ("a.html", "a.mhtml"):
        (folder / name).write_bytes(data)
        try:
            document = read_html(folder / name, folder)
        except SourceError as error:
            told.append(str(error))
        else:
            assert document.text.strip()
            extract(document)
    assert not any("\n" in line for line in told)
