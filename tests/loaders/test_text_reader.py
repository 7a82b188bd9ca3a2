from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.loaders.load import find
from simpul.loaders.readers.files import decoded
from simpul.loaders.readers.text import read_text
from simpul.ontology.errors import SourceError, UsageError

HEADER = "# diceritakan ulang (retold) | sumber: https://contoh.example/a | terbit: 2024-10-23 | penerbit: Contoh\n"


def written(folder: Path, content: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "binary"),
        (b"abc\x00\x01\x02\x03", "binary"),
        (b"# sumber: https://contoh.example | terbit: 2025-13-40\nIsi.", "'terbit: 2025-13-40' is no date"),
        (b"# sumber: https://contoh.example | terbit: 31 Mei 2025\nIsi.", "write terbit: YYYY-MM-DD"),
        (b"baris satu\nbaris dua " + b"\xe9 habis", "line 2: not UTF-8 (byte 0xe9 at 21)"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line_that_names_file_and_place(tmp_path, content, said):
    """A file that is empty, binary or not UTF-8 gives one line with its path and the place."""
    path = written(tmp_path, content)
    with pytest.raises(SourceError) as error:
        read_text(path, tmp_path)
    assert said in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    """A path that is not there is named in the message."""
    with pytest.raises(SourceError, match=r"nowhere\.txt: no such file"):
        read_text(tmp_path / "nowhere.txt", tmp_path)


def test_the_header_line_tells_the_origin_and_is_no_body(tmp_path):
    """The header of a retold article gives publisher, date and URL, and the body begins behind it."""
    path = written(tmp_path, (HEADER + "\nJudul Berita\n\nIsi.\n").encode())
    document = read_text(path, tmp_path)
    assert (document.publisher, document.published, document.retells) == (
        "Contoh",
        "2024-10-23",
        "https://contoh.example/a",
    )
    assert document.text[document.body_start :] == "\nJudul Berita\n\nIsi.\n"
    assert document.title == "Judul Berita"


def test_ones_own_article_may_say_where_it_comes_from(tmp_path):
    """A header line without 'retold' gives the article's own URL, date and publisher."""
    path = written(tmp_path, b"# sumber: https://contoh.example/b | terbit: 2025-01-31 | penerbit: Contoh\nJudul\n")
    document = read_text(path, tmp_path)
    assert (document.url, document.retells, document.published) == ("https://contoh.example/b", None, "2025-01-31")
    assert document.title == "Judul"


def test_stores_hidden_folders_and_environments_are_not_looked_into(tmp_path):
    """Loading '.' reads the articles beside a store and a virtual environment, and nothing in them."""
    for name in ("a.txt", "db/x.txt", ".git/y.txt", "venv/lib/z.txt", "berita/b.txt"):
        written(tmp_path, b"Isi.", name)
    written(tmp_path, b"{}", "db/SIMPUL")
    written(tmp_path, b"", "venv/pyvenv.cfg")
    assert [f.path.name for f in find([str(tmp_path)])[0]] == ["a.txt", "b.txt"]


def test_a_source_is_named_by_its_path_below_the_root(tmp_path):
    """The source's IRI is the path relative to the root, percent-encoded, whatever the working folder."""
    path = written(tmp_path, b"Isi.", "2024/laporan satu.txt")
    assert read_text(path, tmp_path).source == "https://w3id.org/simpul/source/2024/laporan%20satu.txt"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_text_is_kept_character_for_character(tmp_path_factory, text):
    """What UTF-8 can say comes back as it was written, so that offsets count the file's own characters."""
    path = written(tmp_path_factory.mktemp("text"), text.encode())
    assert decoded(path) == text.removeprefix("\ufeff")


def test_folders_give_their_articles_in_order_and_say_what_they_passed_over(tmp_path):
    """A folder's .txt files come in the order of their paths; other files are listed with the reason."""
    for name in ("b.txt", "a.txt", "sub/c.TXT", "data.csv", "notes.xyz"):
        written(tmp_path, b"Isi.", name)
    found, passed = find([tmp_path])
    assert [f.path.name for f in found] == ["a.txt", "b.txt", "c.TXT"]
    assert [(p.name, why) for p, why in passed] == [
        ("data.csv", "a table without a mapping; 'simpul map init FILE' proposes one"),
        ("notes.xyz", "no reader for such files"),
    ]


def test_paths_outside_the_root_are_refused(tmp_path):
    """A path that does not lie under --root has no name there, and the message says so."""
    path = written(tmp_path / "x", b"Isi.")
    (tmp_path / "y").mkdir()
    with pytest.raises(UsageError, match="not under --root"):
        find([path], tmp_path / "y")


def test_a_first_line_below_a_blank_one_still_counts(tmp_path):
    """Blank lines before the first line do not make it a title."""
    document = read_text(written(tmp_path, f"\n\n{HEADER}\nJudul\nIsi.".encode()), tmp_path)
    assert (document.published, document.title) == ("2024-10-23", "Judul")


def test_what_is_made_up_says_so(tmp_path):
    """A first line with '(invented)' presents the content as invented; a retelling and a report do not."""
    for head, told in (("# rekaan (invented) | sumber: dunia", "invented"), (HEADER.strip(), None), ("Judul", None)):
        (tmp_path / "a.txt").write_text(f"{head}\n\nKota Batam menang.\n", encoding="utf-8")
        assert read_text(tmp_path / "a.txt", tmp_path).presented_as == told
