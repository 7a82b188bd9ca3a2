from __future__ import annotations

import io
import logging
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from simpul.loaders.grammar import extract
from simpul.loaders.load import Found, find, load
from simpul.loaders.readers import pdf
from simpul.loaders.readers.pdf import read_pdf
from simpul.ontology.errors import SourceError

FILES = Path(__file__).parent / "files"
ARTICLE = (FILES / "artikel.txt").read_text(encoding="utf-8")
TITLE, BYLINE, *STORY = ARTICLE.strip().split("\n\n")
PAGE = f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - Kabar Rekaan</title>
<style>@page {{ size: {{size}} }}</style></head><body><h1>{TITLE}</h1><div>{BYLINE}</div>
{"".join(f"<p>{line}</p>" for line in STORY)}</body></html>"""
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PRINTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
ONE_LINE = b"BT /F 12 Tf 20 700 Td (Kota Batam belajar smart city ke Kota Semarang pada hari Kamis.) Tj ET"


def written(path, *contents, title="", locked=False):
    writer = pypdf.PdfWriter()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F"): writer._add_object(named)})  # noqa: SLF001 - pypdf has no other way
    for content in contents:
        page = writer.add_blank_page(width=595, height=842)
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())  # noqa: SLF001 - likewise
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if title:
        writer.add_metadata({"/Title": title})
    if locked:
        writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(path)
    return path


def facts(path):
    return [(f.kind, *(e.quote for e in f.evidence)) for f in load(Found(path, path.parent, named=True)).facts]


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed")
@pytest.mark.parametrize("size", ["A4", "105mm 120mm"])
@pytest.mark.parametrize("frame", [(), ("--no-pdf-header-footer",)])
def test_pages_that_a_browser_printed_are_read(tmp_path, frame, size):
    """On one page or on some, with moment, title, address and page number around it or without: the article only."""
    (tmp_path / "a.html").write_text(PAGE.replace("{size}", size), encoding="utf-8")
    to = f"--print-to-pdf={tmp_path / 'a.pdf'}"
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    told = subprocess.run(
        [CHROMIUM, *PRINTS, *frame, profile, to, (tmp_path / "a.html").as_uri()], capture_output=True, check=False
    )
    assert (tmp_path / "a.pdf").exists(), told.stderr
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) > 1 or size == "A4"
    found = read_pdf(tmp_path / "a.pdf", tmp_path)
    assert found.text == ARTICLE
    assert (found.title, found.published, found.body_start) == (TITLE, "2024-10-22", 0)
    assert facts(tmp_path / "a.pdf") == facts(FILES / "artikel.txt")


def test_what_a_word_processor_printed_is_read():
    """Two pages of LibreOffice: no day from their heads, no page number, no title of another text."""
    found = read_pdf(FILES / "artikel.pdf", FILES)
    assert found.text == ARTICLE
    assert (found.title, found.published, found.publisher, found.url) == (TITLE, "2024-10-22", None, None)
    assert facts(FILES / "artikel.pdf") == facts(FILES / "artikel.txt")
    assert {kind for kind, *_ in facts(FILES / "artikel.pdf")} >= {"visit", "award", "official", "collaboration"}


def test_the_day_of_printing_is_not_the_day_of_the_report(tmp_path):
    """Where the text says no day there is none, whatever the properties say."""
    assert read_pdf(written(tmp_path / "a.pdf", ONE_LINE), tmp_path).published is None


def test_evidence_is_found_at_its_offsets():
    """Each quote stands where the fact says, in the text that was taken out."""
    loaded = load(Found(FILES / "artikel.pdf", FILES, named=True))
    quotes = [(e, loaded.document.text[e.start : e.end]) for fact in loaded.facts for e in fact.evidence]
    assert quotes
    assert all(e.quote == words for e, words in quotes)


@pytest.mark.parametrize(
    ("told", "title", "first"),
    [
        ("Kota Batam belajar smart city - Kabar Rekaan", "Kota Batam belajar smart city", True),
        ("Microsoft Word - naskah rilis final.docx", None, False),
        ("naskah", None, False),
    ],
)
def test_a_title_in_the_properties_counts_where_it_fits_the_text(tmp_path, told, title, first):
    """Of the title in the properties the words must be those of the text; else the first line is the title."""
    found = read_pdf(written(tmp_path / "a.pdf", ONE_LINE, title=told), tmp_path)
    line = "Kota Batam belajar smart city ke Kota Semarang pada hari Kamis."
    assert found.title == (title or line)
    assert found.text.startswith(f"{title}\n\n" if first else line)


BOMB = b" " * 10_000_001


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: path.write_bytes(b"Kota Batam"), "is no PDF; save it anew"),
        (lambda path: path.write_bytes((FILES / "artikel.pdf").read_bytes()[:9000]), "cut off before its end"),
        (lambda path: path.write_bytes(b"%PDF-1.7\nKota\n%%EOF"), r"a broken PDF \(\w+\); download or print it anew"),
        (lambda path: written(path, b"0 0 m"), r"has no text layer; run OCR on it, or save its text as a \.txt file"),
        (lambda path: written(path, ONE_LINE, locked=True), "is encrypted; print it anew without a password"),
        (lambda path: written(path, *[b""] * (pdf.MOST_PAGES + 1)), "more than 2,000 pages"),
        (lambda path: written(path, BOMB), "unpacks to far more than a text"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, make, says):
    """One line names the file, what is wrong with it and what to do."""
    make(tmp_path / "a.pdf")
    with pytest.raises(SourceError, match=rf"\A[^\n]*a\.pdf: {says}[^\n]*\Z"):
        read_pdf(tmp_path / "a.pdf", tmp_path)


@pytest.mark.parametrize(
    ("bound", "most", "says"),
    [
        ("MOST_TEXT", 50, "of text; take out what is no article"),
        ("MOST_SECONDS", -1, "seconds to read; save its text"),
        ("MOST_BYTES", 500, "larger than 0 MB"),
    ],
)
def test_reading_is_bounded(tmp_path, monkeypatch, bound, most, says):
    """More text, time or bytes than an article has is refused."""
    monkeypatch.setattr(pdf, bound, most)
    with pytest.raises(SourceError, match=says):
        read_pdf(written(tmp_path / "a.pdf", ONE_LINE), tmp_path)


def test_letters_that_are_not_told_are_refused(tmp_path):
    """Where fonts do not say what their signs mean there is nothing to read."""
    with pytest.raises(SourceError, match="does not say what letters it has; run OCR on it"):
        read_pdf(written(tmp_path / "a.pdf", ONE_LINE.replace(b"/F ", b"/G ")), tmp_path)


def test_nothing_is_logged_and_the_log_is_left_as_it_was(tmp_path, caplog):
    """What pypdf has to say of odd files stays unsaid while we read, and only then."""
    logging.getLogger("pypdf").setLevel(logging.INFO)
    whole = (FILES / "artikel.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(whole.replace(b"startxref\n", b"startxref\n9"))
    assert read_pdf(tmp_path / "a.pdf", tmp_path).text == ARTICLE
    assert not caplog.records
    assert logging.getLogger("pypdf").level == logging.INFO
    logging.getLogger("pypdf").setLevel(logging.NOTSET)
    pypdf.PdfReader(io.BytesIO((tmp_path / "a.pdf").read_bytes()))
    assert caplog.records


def test_folders_are_searched_for_documents_too(tmp_path):
    """PDF and DOCX files are found beside texts, whatever the case of the suffix."""
    for name in ("a.PDF", "b.docx", "c.doc"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, passed = find([tmp_path])
    assert [f.path.name for f in found] == ["a.PDF", "b.docx"]
    assert [p.name for p, _ in passed] == ["c.doc"]


WHOLE = (FILES / "artikel.pdf").read_bytes()


@given(
    st.one_of(
        st.binary(max_size=300).map(lambda data: b"%PDF-1.4\n" + data + b"\n%%EOF"),
        st.integers(0, len(WHOLE)).map(lambda end: WHOLE[:end]),
        st.integers(0, len(WHOLE)).map(lambda end: WHOLE[:end] + b"\n%%EOF"),
        st.tuples(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=40)).map(
            lambda cut: WHOLE[: cut[0]] + cut[1] + WHOLE[cut[0] + len(cut[1]) :]
        ),
    )
)
@settings(deadline=None, max_examples=80)
def test_any_bytes_are_a_pdf_or_refused(tmp_path_factory, data):
    """Whatever stands in the file, there is a document with a text, or one line that says why not."""
    path = tmp_path_factory.mktemp("any") / "a.pdf"
    path.write_bytes(data)
    try:
        document = read_pdf(path, path.parent)
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert document.text.strip()
        assert document.content_hash
        extract(document)
