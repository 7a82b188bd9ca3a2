from __future__ import annotations

import pytest

from simpul.loaders.readers.lines import Line, paragraphs, without_frame


def drawn(*texts, page=0, x=50, top=700, leading=14, size=12):
    return [Line(text, page, x, top - leading * number, size) for number, text in enumerate(texts)]


def test_lines_become_paragraphs():
    """A gap, a short line, larger letters and a new item end a paragraph; the end of a page need not."""
    first = drawn("Judul berita", size=20, top=730)
    story = drawn(
        "Pemerintah Kota Batam belajar ke Kota",
        "Semarang dan pulang membawa catatan.",
        "Singkat saja.",
        "Hari berikutnya mereka bertemu lagi.",
        "1. Membahas jaringan serat optik kota",
    )
    far, over = drawn("Paragraf yang berdiri sendiri, dan", top=500), drawn("berlanjut di sini.", page=1)
    assert paragraphs([*first, *story, *far, *over]) == [
        "Judul berita",
        "Pemerintah Kota Batam belajar ke Kota Semarang dan pulang membawa catatan. Singkat saja.",
        "Hari berikutnya mereka bertemu lagi.",
        "1. Membahas jaringan serat optik kota",
        "Paragraf yang berdiri sendiri, dan berlanjut di sini.",
    ]


def test_words_are_made_whole_only_where_that_is_sure():
    """A word that stands whole elsewhere, or has a soft hyphen, is joined; a doubled word keeps its hyphen."""
    lines = drawn(
        "Rombongan itu memulai kunjung-", "an resmi bersama anak-", "anak dan pemerin\xad", "tah dalam kunjungan."
    )
    assert paragraphs(lines) == [
        "Rombongan itu memulai kunjungan resmi bersama anak-anak dan pemerintah dalam kunjungan."
    ]


@pytest.mark.parametrize(
    ("head", "foot", "address"),
    [
        ("11/27/26, 1:12 AM Kota Batam belajar…", "https://kabar.example/1 1/1", "https://kabar.example/1"),
        ("27/11/2026, 01.12 Kota Batam belajar ke Semarang", "file:///tmp/a.html 1/1", None),
        (
            "Kota Batam belajar ke Semarang https://kabar.example/2",
            "1 of 1 27/11/2026, 01:12",
            "https://kabar.example/2",
        ),
        ("27/11/2026, 01:12", "Halaman 1", None),
    ],
)
def test_what_browsers_print_around_a_page_is_left_out(head, foot, address):
    """Even of a single page: moment, title, address and page number, as several browsers print them."""
    story = drawn("Kota Batam belajar ke Semarang", "Selasa, 22/10/2024 10:15 WIB", "Isi berita 1/2 bagian")
    lines = [*story, *drawn(head, top=830), *drawn(foot, top=20)]
    assert without_frame(lines, "Kota Batam belajar ke Semarang") == (story, address)


def test_heads_of_several_pages_are_left_out():
    """What stands in one place on the pages goes, whatever its numbers; what is said once stays."""
    pages = [
        line
        for page in range(3)
        for line in (*drawn(f"Buletin {page}", page=page, top=830), *drawn(f"Isi ke-{'abc'[page]}", page=page))
    ]
    assert [line.text for line in without_frame(pages, "")[0]] == ["Isi ke-a", "Isi ke-b", "Isi ke-c"]
