"""Bad input gives one line that says what and where, exit status 2, and no change to the store."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def digest(folder: Path) -> str:
    """Names and contents of all files, but for locks and Oxigraph's own log of being opened."""
    whole = hashlib.sha256()
    for path in sorted(
        p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock" and not p.name.startswith(("LOG", "LOCK"))
    ):
        whole.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nowhere.txt", None, "nowhere.txt: no such file"),
        ("empty.txt", b"", "empty.txt: the file is empty"),
        ("picture.txt", b"\x89PNG\x00\x01\x02", "picture.txt: a binary file"),
        ("latin.txt", b"caf\xe9", "latin.txt: line 1: not UTF-8"),
        ("table.xyz", b"a,b", "table.xyz: no reader for '.xyz'; there are some for .atom, .csv"),
        ("table.csv", b"a,b", "table.csv: a table needs a mapping; 'simpul map init"),
    ],
)
def test_a_bad_file_changes_nothing(simpul, name, content, said):
    """A file that cannot be read is named with the reason, and no store is made for it."""
    if content is not None:
        (simpul.folder / name).write_bytes(content)
    (simpul.folder / "good.txt").write_text("Pemkot Batam meraih juara 1.", encoding="utf-8")
    assert said in simpul.refused("load", "good.txt", name)
    assert not (simpul.folder / "simpul.db").exists()


def test_a_bad_file_leaves_a_store_as_it_was(loaded, tmp_path):
    """With a store there, a bad file leaves every byte of it."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    before = digest(loaded.folder / "simpul.db")
    loaded.refused("load", bad)
    assert digest(loaded.folder / "simpul.db") == before


def test_bad_files_in_a_folder_are_skipped_and_reported(simpul):
    """A folder's bad files are listed with the reason, and the others are loaded."""
    folder = simpul.folder / "berita"
    folder.mkdir()
    (folder / "a.txt").write_text("Wali Kota Batam Amsakar Achmad hadir.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"caf\xe9")
    (folder / "c.csv").write_text("x", encoding="utf-8")
    (folder / "d.xyz").write_text("x", encoding="utf-8")
    done = simpul("load", "berita")
    assert done.returncode == 0
    assert "Articles loaded into simpul.db: 1 added" in done.stdout
    assert "b.txt: line 1: not UTF-8" in done.stdout
    assert "c.csv: a table without a mapping; 'simpul map init FILE' proposes one" in done.stdout
    assert "d.xyz: no reader for such files" in done.stdout


def test_a_folder_that_is_no_store_is_left_alone(simpul):
    """A folder with other things in it is refused as a store, for reading and for writing."""
    other = simpul.folder / "other"
    other.mkdir()
    (other / "notes.md").write_text("mine", encoding="utf-8")
    (simpul.folder / "a.txt").write_text("Isi.", encoding="utf-8")
    for arguments in (("load", "a.txt"), ("query", "winners"), ("remove", "a.txt"), ("export", "x.nq")):
        assert "not a Simpul store" in simpul.refused(*arguments, "--store", "other")
    assert [p.name for p in other.iterdir()] == ["notes.md"]


def test_a_store_that_is_not_there_is_not_made_by_asking(simpul):
    """Reading a store that is not there says how to make one, and makes none."""
    assert "no store there" in simpul.refused("query", "winners")
    assert not (simpul.folder / "simpul.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [("query", "winners"), ("network", "visits"), ("remove", "a.txt"), ("reject", "id:x", "--why", "salah")],
)
def test_the_demos_store_is_named_where_it_is_there(simpul, arguments):
    """Where no store is, the message names that of the demo if it exists, and is silent of it if it does not."""
    assert "simpul-demo" not in simpul.refused(*arguments)
    (simpul.folder / "simpul-demo" / "simpul.db").mkdir(parents=True)
    said = simpul.refused(*arguments)
    assert "simpul.db: no store there; 'simpul load PATH --store simpul.db' makes one" in said
    assert said.endswith(", or ask the demo's: --store simpul-demo/simpul.db")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SELECT * {"], "malformed SPARQL"),
        (["SELECT * " + "{" * 5000 + "?s ?p ?o" + "}" * 5000], "nested 5000 deep"),
        (["SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"], "SERVICE"),
        (["INSERT DATA { <a:a> <a:b> 1 }"], "INSERT changes the store"),
        (["DROP ALL"], "DROP changes the store"),
        (["winnners"], "no query is called 'winnners'"),
        (["winners", "-p", "nope=1"], "no parameter 'nope'; it takes: contest"),
        (["winners", "-p", "year=then"], "'then' is no whole number"),
        (["winners", "-p", "year"], "write NAME=VALUE"),
        (["winners", "-p", "year=2020", "-p", "year=2021"], "given twice"),
        (["visitors-of-region"], "needs --param region="),
        (["visitors-of-region", "-p", "region=Semarang"], "say which"),
        (["visitors-of-region", "-p", "region=Atlantis"], "no region is called 'Atlantis'"),
        (["nowhere.rq"], "nowhere.rq: no such file"),
        (["winners", "--format", "pdf"], "'pdf' is not one of"),
    ],
)
def test_a_bad_question_is_refused_in_one_line(loaded, arguments, said):
    """A question that cannot be asked is refused with the reason, and the store stays as it was."""
    before = digest(loaded.folder / "simpul.db")
    assert said in loaded.refused("query", *arguments)
    assert digest(loaded.folder / "simpul.db") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["network", "friends"], "no layer 'friends'; there are: visits"),
        (["view", "friends", "-o", "x.html"], "no layer 'friends'"),
        (["network", "visits", "-o", "x.docx"], "written as .graphml, .gexf, .csv"),
        (["export", "x.docx"], "written as .ttl, .trig, .nq, .jsonld"),
        (["export", "no/such/folder/x.nq"], "cannot be written"),
        (["view", "visits", "-o", "no/such/folder/x.html"], "cannot be written"),
        (["view", "visits", "-o", "x.txt"], "name it .html"),
        (["remove", "nobody.txt"], "no such source in the store"),
        (["conquer"], "No such command 'conquer'"),
        (["load"], "Missing argument"),
    ],
)
def test_other_bad_requests_are_refused_in_one_line(loaded, arguments, said):
    """Unknown layers, suffixes, sources, commands and folders are named in one line."""
    assert said in loaded.refused(*arguments)


def test_two_files_that_would_be_one_source_are_refused(simpul):
    """Files of one name in two folders are not taken for one source in silence."""
    for folder in ("x", "y"):
        (simpul.folder / folder).mkdir()
        (simpul.folder / folder / "a.txt").write_text(f"Isi {folder}.", encoding="utf-8")
    assert "would be one source; give --root" in simpul.refused("load", "x", "y")
    assert simpul("load", "x", "y", "--root", ".").returncode == 0


def test_a_file_of_another_folder_does_not_replace_a_source_of_its_name(simpul):
    """A named file that another one's name is taken by is refused; in a folder it is skipped and reported."""
    for folder in ("x", "y"):
        (simpul.folder / folder).mkdir()
        (simpul.folder / folder / "a.txt").write_text(f"Isi {folder}.", encoding="utf-8")
    assert simpul("load", "x").returncode == 0
    assert "is loaded under this name; give --root" in simpul.refused("load", "y/a.txt")
    assert "is loaded under this name; give --root" in simpul("load", "y").stdout


def test_an_interrupted_load_says_how_far_it_came(simpul):
    """Ctrl-C in a load is told in a line, with exit status 130, and what was loaded stays."""
    code = (
        "import simpul.cli.loading\n"
        "import simpul.loaders.load as load\n"
        "from simpul.cli import main\n"
        "real = load.read\n"
        "def read(file):\n"
        "    if file.path.name == 'b.txt':\n"
        "        raise KeyboardInterrupt\n"
        "    return real(file)\n"
        "load.read = read\n"
        "main()\n"
    )
    for name in ("a", "b"):
        (simpul.folder / f"{name}.txt").write_text("Pemkot Batam rapat.", encoding="utf-8")
    done = simpul.python(code, "load", "a.txt", "b.txt")
    assert done.returncode == 130
    assert "interrupted: 1 of 2 articles are loaded; run it again to go on" in done.stderr
    assert "a.txt" in simpul("sources").stdout


def test_a_demo_never_deletes_what_no_demo_made(simpul):
    """The demo's folder is replaced only if a demo made it."""
    mine = simpul.folder / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    assert "no demo made it" in simpul.refused("demo", "--output", "mine")
    assert (mine / "letter.txt").exists()
