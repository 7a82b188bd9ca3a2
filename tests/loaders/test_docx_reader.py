from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.loaders.grammar import extract
from simpul.loaders.load import Found, load
from simpul.loaders.readers.docx import MOST_BYTES, MOST_XML, read_docx
from simpul.ontology.errors import SourceError

FILES = Path(__file__).parent / "files"
ARTICLE = (FILES / "artikel.txt").read_text(encoding="utf-8")
TITLE, BYLINE, *STORY = ARTICLE.strip().split("\n\n")


def written(path, *paragraphs, heading=0, title=None):
    document = docx.Document()
    for place, text in enumerate(paragraphs):
        document.add_heading(text, heading) if place == 0 and heading else document.add_paragraph(text)
    if title is not None:
        document.core_properties.title = title
    document.save(path)
    return path


def repacked(path, name, content, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(FILES / "artikel.docx") as old, zipfile.ZipFile(path, "w", method) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)


def facts(path):
    return [(f.kind, *(e.quote for e in f.evidence)) for f in load(Found(path, path.parent, named=True)).facts]


def test_what_a_word_processor_saved_is_read():
    """A DOCX of LibreOffice: the paragraphs; no head, no foot, no day of making, no title of another text."""
    found = read_docx(FILES / "artikel.docx", FILES)
    assert found.text == ARTICLE
    assert (found.title, found.published, found.publisher, found.url) == (TITLE, "2024-10-22", None, None)


def test_a_document_says_what_its_text_would_say(tmp_path):
    """The facts of a DOCX are those of the same words in a .txt file, whoever made it, with offsets into its text."""
    made = written(tmp_path / "a.docx", TITLE, BYLINE, *STORY, heading=1)
    told = [facts(path) for path in (FILES / "artikel.txt", FILES / "artikel.docx", made)]
    assert told[0] == told[1] == told[2]
    assert {kind for kind, *_ in told[0]} >= {"visit", "award", "official", "collaboration"}
    loaded = load(Found(made, tmp_path, named=True))
    assert all(loaded.document.text[e.start : e.end] == e.quote for fact in loaded.facts for e in fact.evidence)


def test_tables_stand_where_they_stand(tmp_path):
    """Rows are lines of cells, in the order of the document; a row of one cell is there for the layout."""
    document = docx.Document()
    document.add_paragraph("Daftar pemenang lomba rekaan tingkat kota dan kabupaten.")
    table = document.add_table(rows=3, cols=2)
    for place, text in enumerate(("Peringkat", "Daerah", "1", "Kota Batam", "Catatan panitia:\nsementara", "")):
        table.cell(place // 2, place % 2).text = text
    table.cell(1, 1).add_table(rows=1, cols=2).cell(0, 0).text = "Kepulauan Riau"
    document.add_paragraph("Penutup.")
    document.save(tmp_path / "a.docx")
    assert read_docx(tmp_path / "a.docx", tmp_path).text.split("\n\n")[1:] == [
        "Peringkat | Daerah",
        "1 | Kota Batam Kepulauan Riau",
        "Catatan panitia:",
        "sementara",
        "Penutup.\n",
    ]


def test_words_put_in_count_and_words_struck_out_do_not(tmp_path):
    """Links, insertions of reviewers and content controls are text; deletions, field codes and boxes are not."""
    document = docx.Document()
    paragraph = document.add_paragraph("Kota Batam belajar smart city ke ")
    marks = f'{nsdecls("w")} w:id="1" w:author="a"'
    for xml in (
        f"<w:del {marks}><w:r><w:delText>Kota Solo </w:delText></w:r></w:del>",
        f"<w:ins {marks}><w:r><w:t>Kota Semarang</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:instrText>DATE</w:instrText></w:r>",
        f"<w:hyperlink {nsdecls('w')}><w:r><w:t>, anak</w:t><w:noBreakHyphen/><w:t>anak</w:t></w:r></w:hyperlink>",
        f"<w:r {nsdecls('w')}><w:pict><w:p><w:r><w:t>Iklan</w:t></w:r></w:p></w:pict><w:t> ikut.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no other way
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Isi.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    paragraph._p.addnext(parse_xml(control))  # noqa: SLF001 - likewise
    document.save(tmp_path / "a.docx")
    text = read_docx(tmp_path / "a.docx", tmp_path).text
    assert text == "Kota Batam belajar smart city ke Kota Semarang, anak-anak ikut.\n\nIsi.\n"


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Word Document", "Siaran Pers"),
        ("", "Siaran Pers"),
        ("Dinas Kominfo Batam ke Semarang", "Dinas Kominfo Batam ke Semarang"),
        ("Rencana anggaran tahun depan", "Siaran Pers"),
    ],
)
def test_a_title_in_the_properties_counts_where_it_fits_the_text(tmp_path, told, title):
    """The words of a title in the properties must be those of the text; else the first line is the title."""
    story = ("Siaran Pers", "Dinas Kominfo Kota Batam melakukan studi tiru ke Kota Semarang.")
    found = read_docx(written(tmp_path / "a.docx", *story, title=told), tmp_path)
    assert found.title == title
    assert found.text.split("\n\n")[0] == title


def test_a_heading_is_the_title(tmp_path):
    """A paragraph in the style of a heading comes first, before what stands above it."""
    document = docx.Document()
    document.add_paragraph("Siaran Pers")
    document.add_heading(TITLE, 1)
    document.add_paragraph(STORY[0])
    document.save(tmp_path / "a.docx")
    found = read_docx(tmp_path / "a.docx", tmp_path)
    assert found.title == TITLE
    assert found.text == "\n\n".join((TITLE, "Siaran Pers", STORY[0])) + "\n"


def test_the_day_of_making_is_not_the_day_of_the_report(tmp_path):
    """Where the text says no day there is none, whatever the properties say."""
    assert read_docx(written(tmp_path / "a.docx", TITLE, *STORY), tmp_path).published is None


DOCUMENT = "word/document.xml"
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: path.write_bytes(b"Kota Batam"), r"no DOCX, or a broken one \(BadZipFile\); save it anew"),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            "a file of old Word or one with a password",
        ),
        (lambda path: path.write_bytes((FILES / "artikel.docx").read_bytes()[:3000]), "no DOCX, or a broken one"),
        (lambda path: repacked(path, "[Content_Types].xml", b"<a/>"), "no DOCX, or a broken one"),
        (lambda path: repacked(path, DOCUMENT, ENTITIES), "declares a document type, which no DOCX does"),
        (lambda path: repacked(path, DOCUMENT, ENTITIES.decode().encode("utf-16")), "declares a document type"),
        (lambda path: repacked(path, "word/media/a.png", b"\x00" * 5_000_000), "unpacks to far more than an article"),
        (lambda path: repacked(path, DOCUMENT, b" " * (MOST_XML + 1), zipfile.ZIP_STORED), "more than 20 MB of text"),
        (lambda path: written(path, "Kota Batam"), "has no text of an article"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, make, says):
    """One line names the file, what is wrong with it and what to do."""
    make(tmp_path / "a.docx")
    with pytest.raises(SourceError, match=rf"\A[^\n]*a\.docx: {says}[^\n]*\Z"):
        read_docx(tmp_path / "a.docx", tmp_path)


def test_what_is_too_large_is_refused(tmp_path):
    """More than 50 MB are no article."""
    with (tmp_path / "a.docx").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SourceError, match="larger than 50 MB"):
        read_docx(tmp_path / "a.docx", tmp_path)


WHOLE = (FILES / "artikel.docx").read_bytes()


def damaged(part):
    place, data = part
    packed, content = io.BytesIO(), zipfile.ZipFile(io.BytesIO(WHOLE)).read(DOCUMENT)
    place %= len(content)
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, content[:place] + data + content[place:] if name == DOCUMENT else old.read(name))
    return packed.getvalue()


@given(
    st.one_of(
        st.binary(max_size=300),
        st.integers(0, len(WHOLE)).map(lambda end: WHOLE[:end]),
        st.tuples(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=40)).map(
            lambda cut: WHOLE[: cut[0]] + cut[1] + WHOLE[cut[0] + len(cut[1]) :]
        ),
        st.tuples(st.integers(0), st.sampled_from([b"<w:p/>", b"<w:tbl>", b"</w:p>", b"x", b"<w:tr/>"])).map(damaged),
    )
)
@settings(deadline=None, max_examples=80)
def test_any_bytes_are_a_document_or_refused(tmp_path_factory, data):
    """Whatever stands in the file, there is a document with a text, or one line that says why not."""
    path = tmp_path_factory.mktemp("any") / "a.docx"
    path.write_bytes(data)
    try:
        document = read_docx(path, path.parent)
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert document.text.strip()
        assert document.content_hash
        extract(document)
