"""Tables of every form become the same facts, each with the cells behind it; what is unclear is told with its place."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.loaders.readers.heard import Heard
from simpul.loaders.tables.mapping import Layout, read_mapping
from simpul.loaders.tables.propose import propose
from simpul.loaders.tables.reader import FORMS, read_table
from simpul.loaders.tables.rows import letter
from simpul.loaders.tables.separated import read_separated
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError
from simpul.ontology.facts import Award, Collaboration, Competition, Count, Party, RegionMention, StudyVisit

FILES = Path(__file__).parent / "files"
WINNERS = """
facts:
- kind: award
  programme: {value: Lomba Inovasi Rekaan}
  recipient: Daerah
  rank: Juara
  category: Kategori
  date: Tanggal
"""


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def heard(folder, name, content, mapping):
    """What a table says; the problems that concern no source are among them."""
    path = written(folder, name, content)
    return list(read_table(path, folder, written(folder, "m.yaml", mapping)))


def refused(folder, name, content, mapping=WINNERS):
    with pytest.raises(SourceError) as told:
        heard(folder, name, content, mapping)
    assert "\n" not in str(told.value)
    return str(told.value)


# What real programs made


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls", "csv"])
def test_the_forms_of_one_table_state_the_same(tmp_path, suffix):
    """XLSX, ODS, XLS and CSV of one table give the same winners; a title above, formulas and serial days do no harm."""
    mapping = written(tmp_path, "m.yaml", WINNERS)
    (sheet,) = read_table(FILES / f"pemenang.{suffix}", FILES, mapping)
    awards = [f for f in sheet.facts if isinstance(f, Award)]
    told = {(a.recipient, a.recipient_kind, a.rank, a.category, a.date) for a in awards}
    merged = {("63.03", "region", "harapan 1", "Kesehatan", "2024-10-22")}
    assert told | merged == merged | {
        ("63.03", "region", 1, "Layanan digital", "2024-10-22"),
        ("21.71", "agency", 3, "Kesehatan", "2024-10-22"),
        ("35.78", "region", "terbaik", "Kesehatan", None),
    }
    assert (merged <= told) == (suffix in {"xlsx", "xls"})  # only these say which cells are merged
    assert all(sheet.document.text[e.start : e.end] == e.quote for f in sheet.facts for e in f.evidence)


def test_evidence_says_in_which_cell_it_stands(tmp_path):
    """Each field of a fact leads to its cell by sheet, column and row, as the programme shows them."""
    (sheet,) = read_table(FILES / "pemenang.xlsx", FILES, written(tmp_path, "m.yaml", WINNERS))
    third = next(f for f in sheet.facts if isinstance(f, Award) and f.recipient == "21.71")
    assert {e.cell: (e.quote, set(e.fields)) for e in third.evidence} == {
        "'Pemenang 2024'!B6": ("Dinas Kesehatan Kota Batam", {"recipient", "recipient_name", "recipient_kind"}),
        "'Pemenang 2024'!D6": ("3", {"rank"}),
        "'Pemenang 2024'!C6": ("Kesehatan", {"category"}),
        "'Pemenang 2024'!E6": ("45587", {"date"}),
    }
    assert next(f for f in sheet.facts if isinstance(f, RegionMention)).evidence[0].cell == "'Pemenang 2024'!B4"


def test_a_name_that_several_regions_have_is_listed_with_them(tmp_path):
    """What cannot be linked makes no fact; it is told with its cell and candidates, and a correction settles it."""
    (sheet,) = read_table(FILES / "pemenang.xlsx", FILES, written(tmp_path, "m.yaml", WINNERS))
    (problem,) = sheet.problems
    assert problem.place == "'Pemenang 2024'!B7"
    assert "may be Kabupaten Semarang (33.22), Kota Semarang (33.74); write under 'regions:'" in problem.why
    settled = written(tmp_path, "n.yaml", WINNERS + "regions: {Semarang: 33.74}\n")
    (again,) = read_table(FILES / "pemenang.xlsx", FILES, settled)
    assert not again.problems
    assert "33.74" in {f.recipient for f in again.facts if isinstance(f, Award)}


# Mappings


def test_records_lead_back_by_pointers_into_json(tmp_path):
    """In JSON, records are found in the object, values within values are named with dots, and evidence is a pointer."""
    records = {"jumlah": 2, "data": [{"tamu": {"nama": "Pemkab Banjar"}, "tuan": "Kota Surakarta", "hal": "wifi"}]}
    mapping = "facts:\n- {kind: visit, visitor: tamu.nama, host: tuan, topic: hal}\n"
    (told,) = heard(tmp_path, "kunjungan.json", json.dumps(records), mapping)
    visit = next(f for f in told.facts if isinstance(f, StudyVisit))
    assert (visit.visitor, visit.visitor_name, visit.host, visit.topic) == ("63.03", "Pemkab Banjar", "33.72", "wifi")
    assert [e.cell for e in visit.evidence] == ["/data/0/tamu/nama", "/data/0/tuan", "/data/0/hal"]


def test_lists_counts_and_parties_are_made_of_cells(tmp_path):
    """Several columns, or one that is split, give the parts of a list, a count or the parties of an agreement."""
    mapping = """
facts:
- kind: collaboration
  parties: [Pihak I, Pihak II]
  topic: Tentang
- kind: competition
  name: Tentang
  year: Tahun
  supporters: {column: Mitra, split: ";"}
  participants: {column: Peserta, of: kabupaten}
  where: {Jenis: [Lomba]}
"""
    table = (
        "Pihak I,Pihak II,Tentang,Tahun,Mitra,Peserta,Jenis\n"
        "Pemkab Banyumas,PT Telkom,Wifi,2024,A; B,2.517,Lomba\nKota Batam,UI,X,,,,-\n"
    )
    (told,) = heard(tmp_path, "t.csv", table, mapping)
    first, second = (f for f in told.facts if isinstance(f, Collaboration))
    assert first.parties == (Party("Pemerintah Kabupaten Banyumas", "33.02"), Party("PT Telkom"))
    assert second.topic == "X"
    (contest,) = (f for f in told.facts if isinstance(f, Competition))
    assert (contest.name, contest.year, contest.supporters) == ("Wifi", 2024, ("A", "B"))
    assert contest.participants == (Count(2517, "kabupaten"),)


def test_rows_that_are_articles_become_documents(tmp_path):
    """A row with a text is an article, named by its address, else by its key; rows without one are told."""
    mapping = "articles: {text: isi, title: judul, url: tautan, published: tgl, key: id}\nsource: {publisher: Kabar}\n"
    isi = "Wali Kota Batam menerima penghargaan inovasi daerah dari kementerian."
    table = (
        f'id,judul,isi,tautan,tgl\n7,Judul,"{isi}",https://e.org/a?utm_source=x#b,2024-10-22\n8,Lain,"{isi}",,\n9,,,,\n'
    )
    first, second, problem = heard(tmp_path, "berita.csv", table, mapping)
    assert isinstance(first, Heard)
    assert (first.document.source, first.document.published) == ("https://e.org/a", "2024-10-22")
    assert first.document.text == f"Judul\n\n{isi}\n"
    assert second.document.source == "https://w3id.org/simpul/source/berita.csv/8"
    assert second.document.publisher == "Kabar"
    assert problem == Problem("row 4", "fewer than 8 words, no article")


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("facts: [", "line 1: no YAML"),
        ("a: 1", "'a' is not known; there are table, source, articles, facts, regions"),
        ("table: {header: 0}", "table, header: here stands the number of a row"),
        ("source: {title: x}", "here stands 'articles' or 'facts'"),
        ("articles: {title: x}", "articles: here stands a 'text'"),
        ("facts: [{kind: prize}]", "facts 1, kind: here stands one of region, agency"),
        ("facts: [{kind: award, rank: Juara}]", "facts 1: here stands 'recipient': without it there is no award"),
        ("facts: [{kind: award, recipient: {as: rank}}]", "facts 1, recipient: here stands a column"),
        ("facts: [{kind: award, winner: x}]", "facts 1: 'winner' is not known; there are programme, recipient"),
        (
            "facts: [{kind: award, recipient: Menang}]",
            "no column 'Menang' (m.yaml: facts 1, recipient); there are a, b",
        ),
        ("facts: [{kind: award, recipient: c}]", "no column 'c' (m.yaml: facts 1, recipient); it stands there 2 times"),
        ("table: {encoding: klingon}\nfacts: [{kind: award, recipient: a}]", "no encoding is called 'klingon'"),
        ("&a [*a, *a]", "here stands names with values"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_the_place(tmp_path, monkeypatch, mapping, said):
    """Whatever is wrong in a mapping is told in one line, with its place and what may stand there."""
    monkeypatch.chdir(tmp_path)
    assert said in refused(Path(), "t.csv", "a,b,c,c\n1,2,3,4\n", mapping)


def test_every_form_of_table_can_be_proposed_for(tmp_path):
    """A proposed mapping reads the table that it was made for, articles with the form of their days told."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["judul", "tanggal", "isi_berita"])
    rows.writerow(["Satu", "10/21/2025 20:43", "kata " * 100])
    path = written(tmp_path, "berita.csv", table.getvalue())
    mapping = written(tmp_path, "m.yaml", propose(path))
    assert "format: '%m/%d/%Y %H:%M'" in mapping.read_text(encoding="utf-8")
    (row,) = read_table(path, tmp_path, mapping)
    assert row.document.published == "2025-10-21"
    assert read_mapping(written(tmp_path, "w.yaml", propose(FILES / "pemenang.ods"))).facts[0].kind == "award"
    assert "add a line:   programme: {value: NAME}" in propose(FILES / "pemenang.ods")
    nothing = propose(written(tmp_path, "x.csv", "aa,bb\n1,2\n"))
    assert "# facts:" in nothing
    assert "#   bb: 2" in nothing
    with pytest.raises(SourceError, match=r"no table; mappings are for \.csv"):
        propose(written(tmp_path, "x.txt", "Isi"))


# Bad tables


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\n\n", "no row with column names"),
        ("a.csv", b"Daerah,Juara,Kategori,Tanggal\nBatam,1\xe9,,\n", "line 2: not UTF-8"),
        ("a.csv", b'Daerah,Juara,Kategori,Tanggal\n"Batam,1,,\n', "line 2: unexpected end of data"),
        ("a.csv", b"Daerah,Juara,Kategori,Tanggal\n" + b"x" * 2_100_000, "field larger than field limit"),
        ("a.xlsx", b"PK\x03\x04 no more", "broken or cut short"),
        ("a.xlsx", (FILES / "pemenang.xlsx").read_bytes()[:4000], "broken or cut short"),
        ("a.xls", b"\xd0\xcf\x11\xe0 no more", "no spreadsheet can be read"),
        ("a.json", b'{"a": ', "no JSON"),
        ("a.json", b"[" * 100_000, "no JSON"),
        ("a.json", b'{"a": 1}', "no list of records"),
        ("a.jsonl", b'{"Daerah": "Batam"}\n{"Daerah', "line 2: no JSON"),
        ("a.jsonl", b"[1]\n", "line 1: no record"),
        ("a.jsonl", b'{"Daerah": "' + b"x" * 21_000_000, "line 1: longer than 20 MB"),
    ],
)
def test_a_bad_table_is_told_in_one_line(tmp_path, name, content, said):
    """Tables that are cut short, wrongly encoded, endless or no tables are told in one line with the place."""
    assert said in refused(tmp_path, name, content)


def test_a_spreadsheet_that_would_fill_the_memory_is_not_opened(tmp_path, monkeypatch):
    """What would be too large when unpacked is refused by its directory."""
    monkeypatch.setattr("simpul.loaders.tables.spreadsheets._MOST_UNPACKED", 1000)
    assert "MB when unpacked" in refused(tmp_path, "a.xlsx", (FILES / "pemenang.xlsx").read_bytes())


def test_formulas_and_errors_of_formulas_are_no_values(tmp_path):
    """A cell that holds a formula or its error states nothing, and is told."""
    table = "Daerah,Juara,Kategori,Tanggal\nKota Batam,=B1,#REF!,2024-10-22\n"
    (told,) = heard(tmp_path, "a.csv", table, WINNERS)
    (award,) = (f for f in told.facts if isinstance(f, Award))
    assert (award.rank, award.category, award.date) == (None, None, "2024-10-22")
    assert [p.place for p in told.problems] == ["B2", "C2"]


def test_tables_in_another_encoding_are_read_when_the_mapping_says_so(tmp_path):
    """Windows-1252 is read where declared, UTF-16 where marked."""
    table = "Daerah;Juara;Kategori;Tanggal\nKota Batam;1;Café;2024-10-22\n"
    declared = "table: {encoding: windows-1252}" + WINNERS
    for content, mapping in ((table.encode("cp1252"), declared), (table.encode("utf-16"), WINNERS)):
        (told,) = heard(tmp_path, "a.csv", content, mapping)
        assert next(f.category for f in told.facts if isinstance(f, Award)) == "Café"


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_what_a_table_says_stands_in_its_text(tmp_path_factory, rows):
    """Whatever a table holds, its evidence stands in its text where it says, and its cell is that of the row."""
    folder = tmp_path_factory.mktemp("table")
    out = io.StringIO()
    csv.writer(out).writerows([["Daerah", "Juara", "Kategori", "Tanggal"], *rows])
    (told,) = heard(folder, "t.csv", out.getvalue(), "table: {delimiter: ','}" + WINNERS)
    lines = told.document.text.split("\n")
    for fact in told.facts:
        for e in fact.evidence:
            assert told.document.text[e.start : e.end] == e.quote
            assert e.quote in " ".join(rows[int(e.cell[1:]) - 2][ord(e.cell[0]) - ord("A")].split())
    assert len(lines) >= 2


@given(st.binary(max_size=300), st.sampled_from(sorted(FORMS)))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, suffix):
    """Bytes that are no table are refused as a bad source, and never otherwise."""
    folder = tmp_path_factory.mktemp("bytes")
    with contextlib.suppress(SourceError):
        heard(folder, f"t{suffix}", content, WINNERS)


@given(st.integers(0, 20_000))
def test_columns_are_lettered_as_spreadsheets_do(number):
    """Letters count like digits without a zero."""
    value = 0
    for sign in letter(number):
        value = value * 26 + ord(sign) - ord("A") + 1
    assert value == number + 1


def test_columns_without_names_or_with_the_same_are_told_apart(tmp_path):
    """An empty or doubled name has the column's letter, by which a mapping names it."""
    path = written(tmp_path, "t.csv", "Nama,,Nama\na,b,c\n")
    (table,) = read_separated(path, Layout())
    assert table.columns == ("Nama [A]", "[B]", "Nama [C]")
