"""What `simpul load` promises of every source: loaded once, kept up to date, withdrawn when gone, nothing by halves."""

from __future__ import annotations

import gzip
import json
import resource
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from simpul.graph import KnowledgeGraph
from simpul.graph.store.export import export

REPORT = "{name} meraih juara {rank} Lomba Inovasi Daerah {year}.\nPenghargaan diterima di Jakarta pada tahun {year}.\n"
MAPPING = """
facts:
- {kind: award, programme: {value: Lomba Rekaan}, recipient: Daerah, rank: Juara}
"""


def report(folder, name, **told):
    folder.mkdir(exist_ok=True)
    told = {"name": "Pemkot Batam", "rank": 1, "year": 2023} | told
    (folder / name).write_text(REPORT.format(**told), encoding="utf-8")


def table(folder, *rows):
    folder.mkdir(exist_ok=True)
    (folder / "pemenang.csv").write_text("\n".join(["Daerah,Juara", *rows]) + "\n", encoding="utf-8")
    (folder / "pemenang.csv.map.yaml").write_text(MAPPING, encoding="utf-8")


def exported(simpul, store="simpul.db"):
    with KnowledgeGraph(simpul.folder / store) as graph:
        export(graph.store, simpul.folder / "graph.nq")
    return (simpul.folder / "graph.nq").read_bytes()


def sources(simpul, store="simpul.db"):
    return [row["source"] for row in json.loads(simpul("sources", "--json", "--store", store).stdout)]


# Keeping up to date


def test_what_is_gone_from_a_folder_is_withdrawn_only_when_asked(simpul):
    """Without --sync a deleted file's source stays; with it the source goes, and what others tell too stays."""
    for name in ("a.txt", "b.txt"):
        report(simpul.folder / "berita", name)
    simpul("load", "berita")
    (simpul.folder / "berita" / "a.txt").unlink()
    assert "1 unchanged" in simpul("load", "berita").stdout
    assert sources(simpul) == ["a.txt", "b.txt"]
    assert "1 unchanged, 1 withdrawn" in simpul("load", "berita", "--sync").stdout
    assert sources(simpul) == ["b.txt"]
    simpul("load", "berita", "--store", "anew.db")
    assert exported(simpul) == exported(simpul, "anew.db")


def test_sync_leaves_other_folders_and_what_cannot_be_read(simpul):
    """A source of another folder stays; so does one whose file is there but cannot be read, and that is told."""
    report(simpul.folder / "x", "a.txt")
    report(simpul.folder / "y", "b.txt")
    report(simpul.folder / "y", "c.txt", year=2024)
    simpul("load", "x", "y")
    (simpul.folder / "y" / "b.txt").write_bytes(b"\xff\xfe\x00")
    done = simpul("load", "y", "--sync")
    assert "not withdrawn, as its file could not be read" in done.stdout
    assert sources(simpul) == ["a.txt", "b.txt", "c.txt"]


def test_rows_that_go_from_a_table_withdraw_their_facts(simpul):
    """A table whose rows changed says what it says now; its former facts are gone and their history tells it."""
    table(simpul.folder / "t", "Kota Batam,1", "Kab. Banjar,2")
    simpul("load", "t")
    fact = simpul.rows("SELECT ?a { ?a a simpul:Award ; simpul:rank 2 }")[0]["a"]
    table(simpul.folder / "t", "Kota Batam,1")
    assert "1 replaced" in simpul("load", "t").stdout
    assert len(simpul.rows("SELECT ?a { ?a a simpul:Award }")) == 1
    told = json.loads(simpul("history", fact, "--json").stdout)
    assert [m["came"] for m in told] == [True, False]
    assert "Nothing supports it any more" in simpul("history", fact).stdout


def test_words_behind_a_fact_of_a_table_say_its_cell(simpul):
    """Where commands show the words behind a fact of a table, the cell stands beside the file."""
    table(simpul.folder / "t", "Kota Batam,1")
    simpul("load", "t")
    rows = simpul.rows("SELECT ?q ?c { ?e simpul:quote ?q ; simpul:cell ?c }")
    assert {(row["q"], row["c"]) for row in rows} == {("Kota Batam", "A2"), ("1", "B2")}


def test_what_was_not_understood_is_kept_with_its_place(simpul):
    """Cells that could not be read are in the report and can be listed later; the source tells their number."""
    table(simpul.folder / "t", "Semarang,1", "Kota Batam,1")
    done = simpul("load", "t")
    assert "Not understood: 1" in done.stdout
    assert "A2: award, recipient: 'Semarang' may be Kabupaten Semarang (33.22), Kota Semarang (33.74)" in done.stdout
    (problem,) = json.loads(simpul("sources", "--problems", "--json").stdout)
    assert (problem["source"], problem["place"]) == ("pemenang.csv", "A2")
    (source,) = json.loads(simpul("sources", "--json").stdout)
    assert (source["problems"], source["facts"]) == (1, 2)


def test_texts_are_read_again_and_the_difference_is_shown_first(simpul):
    """A new extractor's facts are shown and taken over only when wanted; then it is as if loaded by it."""
    report(simpul.folder / "berita", "a.txt")
    older = (
        "import simpul.loaders.load as load\n"
        "real = load.extract\n"
        "load.EXTRACTOR_VERSION = '1'\n"
        "load.extract = lambda document: [f for f in real(document) if f.kind != 'award']\n"
        "from simpul.cli import main\n"
        "main()\n"
    )
    assert "award" not in simpul.python(older, "load", "berita").stdout
    before = exported(simpul)
    shown = simpul("reextract", "--dry-run").stdout
    assert "1 texts read again, 1 with another outcome: 1 facts come, 0 go" in shown
    assert "+ award: “" in shown
    assert exported(simpul) == before
    assert "Taken over: 1 sources" in simpul("reextract", "--yes").stdout
    simpul("load", "berita", "--store", "anew.db")
    assert exported(simpul) == exported(simpul, "anew.db")
    assert "0 texts read again" in simpul("reextract").stdout


def test_a_store_without_its_catalogue_is_whole_and_gets_another(simpul):
    """Without the catalogue all facts are there; the next load notes sources and texts again and changes no fact."""
    report(simpul.folder / "berita", "a.txt")
    simpul("load", "berita")
    before = exported(simpul)
    (simpul.folder / "simpul.db" / "catalogue.sqlite").unlink()
    assert exported(simpul) == before
    assert "1 unchanged" in simpul("load", "berita").stdout
    assert exported(simpul) == before
    (source,) = json.loads(simpul("sources", "--json").stdout)
    assert source["facts"] == 5
    assert "1 texts read again, 0 with another outcome" in simpul("reextract", "--all").stdout


def test_claims_of_a_text_that_is_here_leave_it_alone(simpul):
    """An export loaded into its own store changes nothing: the texts stay, and where they came from."""
    report(simpul.folder / "berita", "a.txt")
    simpul("load", "berita")
    before = exported(simpul)
    assert "1 unchanged" in simpul("load", "graph.nq").stdout
    assert exported(simpul) == before
    assert "1 texts read again, 0 with another outcome" in simpul("reextract", "--all").stdout
    report(simpul.folder / "berita", "a.txt", year=2024)
    simpul("load", "berita")
    (simpul.folder / "old.nq").write_bytes(before)
    assert "is loaded under this name" in simpul("load", "old.nq").stdout
    simpul("load", "old.nq", "--store", "other.db")
    assert exported(simpul, "other.db") == before


# Many files, archives, standard input


def test_processes_change_nothing_but_the_time(simpul):
    """With several processes the store and the report are what they are with one."""
    for number in range(24):
        report(simpul.folder / "berita", f"{number}.txt", year=2000 + number, rank=number % 3 + 1)
    (simpul.folder / "berita" / "bad.txt").write_bytes(b"\xff\x00")
    one = simpul("load", "berita")
    two = simpul("load", "berita", "-j", "2", "--store", "two.db")
    assert one.stdout == two.stdout.replace("two.db", "simpul.db")
    assert exported(simpul) == exported(simpul, "two.db")


def test_an_archive_is_loaded_as_the_files_in_it(simpul):
    """Files in a ZIP, in a ZIP within it and behind .gz are sources; names that lead out of it lead nowhere."""
    report(simpul.folder / "berita", "a.txt")
    table(simpul.folder / "berita", "Kab. Banjar,2")
    text = (simpul.folder / "berita" / "a.txt").read_bytes()
    with zipfile.ZipFile(simpul.folder / "inner.zip", "w") as inner:
        inner.writestr("b.txt", text.replace(b"Batam", b"Surabaya"))
    with zipfile.ZipFile(simpul.folder / "arsip.zip", "w") as archive:
        for path in sorted((simpul.folder / "berita").iterdir()):
            archive.write(path, f"2023/{path.name}")
        archive.write(simpul.folder / "inner.zip", "inner.zip")
        archive.writestr("../../out.txt", text)
        archive.writestr("bad.txt", b"\xff\xfe\x00")
        archive.writestr("notes.xyz", b"x")
    (simpul.folder / "c.txt.gz").write_bytes(gzip.compress(text.replace(b"Batam", b"Medan")))
    done = simpul("load", "arsip.zip", "c.txt.gz")
    assert done.returncode == 0, done.stderr
    assert "arsip.zip, bad.txt: a binary file or UTF-16" in done.stdout
    assert "arsip.zip, notes.xyz: no reader for '.xyz'" in done.stdout
    assert sources(simpul) == [
        "arsip.zip/2023/a.txt",
        "arsip.zip/2023/pemenang.csv",
        "arsip.zip/inner.zip/b.txt",
        "arsip.zip/out.txt",
        "c.txt.gz/c.txt",
    ]
    assert not (simpul.folder.parent / "out.txt").exists()


DAMAGED = {
    "a.zip": (b"PK\x03\x04 cut", "broken or cut short"),
    "b.txt.gz": (gzip.compress(b"Isi " * 5000)[:60], "broken or cut short"),
    "c.txt.gz": (b"no gzip", "broken or cut short"),
    "d.html": (b"<html></html>", "no article was found"),
    "e.ttl": (b"<a> <b>", "no Turtle"),
    "f.nq": (b"<a:a> <a:b> <a:c", "no N-Quads"),
    "g.rss": (b"<rss><channel>", "line 1, column 15: no element found"),
    "h.txt": (b"x" * 20_000_001, "larger than 20 MB"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_that_is_named_changes_nothing(simpul, name):
    """Named, a damaged file is told in one line, and nothing is made though others are whole."""
    report(simpul.folder, "good.txt")
    content, said = DAMAGED[name]
    (simpul.folder / name).write_bytes(content)
    assert f"{name}: {said}" in simpul.refused("load", name, "good.txt")
    assert not (simpul.folder / "simpul.db").exists()


def test_damaged_files_in_a_folder_are_passed_over(simpul):
    """In a folder each damaged file is told with its reason, and the others are loaded."""
    report(simpul.folder / "berita", "good.txt")
    for name, (content, _) in DAMAGED.items():
        (simpul.folder / "berita" / name).write_bytes(content)
    done = simpul("load", "berita")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 added" in done.stdout
    for name, (_, said) in DAMAGED.items():
        assert f"berita/{name}: {said}" in done.stdout


def test_strict_stops_before_anything_is_written(simpul):
    """With --strict a bad file in a folder, or a cell that is unclear, ends the load with one line and no change."""
    report(simpul.folder / "berita", "good.txt")
    table(simpul.folder / "berita", "Semarang,1")
    assert "pemenang.csv: A2: award, recipient: 'Semarang' may be" in simpul.refused("load", "berita", "--strict")
    assert not (simpul.folder / "simpul.db").exists()


def test_archives_that_would_fill_the_disk_are_not_unpacked(simpul):
    """A ZIP by its directory and a .gz while unpacking are stopped when they hold too much."""
    with zipfile.ZipFile(simpul.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 3_000_000)
    (simpul.folder / "a.txt.gz").write_bytes(gzip.compress(b"0" * 3_000_000))
    code = (
        "import simpul.loaders.readers.archives as archives\n"
        "archives.MOST_UNPACKED = 1_000_000\n"
        "from simpul.cli import main\n"
        "main()\n"
    )
    for name in ("a.zip", "a.txt.gz"):
        done = simpul.python(code, "load", name)
        assert done.returncode == 2, done
        assert "when unpacked" in done.stderr
        assert not (simpul.folder / "simpul.db").exists()


def test_standard_input_is_a_source_named_by_what_it_holds(simpul):
    """What comes from standard input is recognised by its content, and the same input is the same source."""
    report(simpul.folder, "a.txt")
    command = "from simpul.cli import main; main()"
    for outcome in ("1 added", "1 unchanged"):
        with (simpul.folder / "a.txt").open("rb") as text:
            done = simpul.python(command, "load", "-", input=text)
        assert outcome in done.stdout
    (name,) = sources(simpul)
    assert name.startswith("stdin/")
    assert name.endswith(".txt")
    with (simpul.folder / "a.txt").open("rb") as text:
        done = simpul.python(command, "load", "-", "--as", "json", input=text)
    assert done.returncode == 2
    assert done.stderr.startswith("simpul: -: a table needs a mapping")


# Interruptions


def test_a_load_that_is_interrupted_keeps_what_it_read_and_can_go_on(simpul):
    """Ctrl-C leaves a whole store; loading again goes on, and in the end it is as if never interrupted."""
    for number in range(150):
        report(simpul.folder / "berita", f"{number}.txt", year=2000 + number % 25, rank=number % 3 + 1)
    running = subprocess.Popen(
        [sys.executable, "-c", "from simpul.cli import main; main()", "load", "berita"],
        cwd=simpul.folder,
        env=simpul.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    marker = simpul.folder / "simpul.db" / "catalogue.sqlite"
    deadline = time.monotonic() + 60
    while not marker.exists() and running.poll() is None and time.monotonic() < deadline:
        pass
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    if running.returncode == 130:
        assert "articles are loaded; run it again to go on" in told
    assert simpul("load", "berita").returncode == 0
    simpul("load", "berita", "--store", "anew.db")
    assert exported(simpul) == exported(simpul, "anew.db")


def test_a_full_disk_is_told_in_one_line_and_harms_nothing(simpul):
    """When no more can be written the load ends with one line; with room again it goes on to the whole graph."""
    for number in range(150):
        report(simpul.folder / "berita", f"{number}.txt", year=2000 + number % 25)
    simpul("load", "berita/0.txt")
    code = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))\n"
        "import signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from simpul.cli import main\n"
        "main()\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    done = simpul.python(code, "load", "berita")
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert "make room" in done.stderr
    assert simpul("load", "berita").returncode == 0
    simpul("load", "berita", "--store", "anew.db")
    assert exported(simpul) == exported(simpul, "anew.db")


# The web


def test_nothing_is_fetched_unless_asked_for(simpul):
    """An address is refused without --fetch, and one on this machine or network even with it, in one line."""
    assert "add --fetch" in simpul.refused("load", "https://example.org/a")
    assert "no address" in simpul.refused("load", "https://", "--fetch")
    for url in ("http://127.0.0.1:9/a", "http://10.0.0.1/feed"):
        assert "which is not on the public Internet" in simpul.refused("load", url, "--fetch")
    (simpul.folder / "daftar.urls").write_text("http://127.0.0.1:9/a\n", encoding="utf-8")
    assert "read only with --fetch" in simpul.refused("load", "daftar.urls")
    assert not (simpul.folder / "simpul.db").exists()
    done = simpul("load", "daftar.urls", "--fetch")
    assert done.returncode == 0, done.stderr
    assert "daftar.urls, http://127.0.0.1:9/a: " in done.stdout


def test_a_fetched_page_is_asked_for_anew_and_read_anew_only_when_it_changed(simpul):
    """The second load asks whether the page changed; unchanged it stays, and the store tells where it came from."""
    code = (
        "import functools, http.server, threading, sys\n"
        "import simpul.cli.loading as loading\n"
        "class Page(http.server.BaseHTTPRequestHandler):\n"
        "    def do_GET(self):\n"
        "        there = self.path == '/a'\n"
        "        same = self.headers.get('If-None-Match') == 'one'\n"
        "        text = ('<html><body><article><h1>Batam</h1>' + '<p>Pemerintah Kota Batam meraih juara pertama '\n"
        "                'Lomba Inovasi Rekaan tahun 2023 di Jakarta.</p>' * 3 + '</article></body></html>').encode()\n"
        "        self.send_response(404 if not there else 304 if same else 200)\n"
        "        print('asked', self.path, same, flush=True)\n"
        "        self.send_header('ETag', 'one')\n"
        "        self.send_header('Content-Type', 'text/html')\n"
        "        self.end_headers()\n"
        "        if there and not same:\n"
        "            self.wfile.write(text)\n"
        "    def log_message(self, *_):\n"
        "        pass\n"
        "server = http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv.pop(1))), Page)\n"
        "threading.Thread(target=server.serve_forever, daemon=True).start()\n"
        "port = server.server_address[1]\n"
        "loading.Web = functools.partial(loading.Web, allow=frozenset({('127.0.0.1', port)}), pause=0)\n"
        "sys.argv.insert(2, f'http://127.0.0.1:{port}/a')\n"
        "from simpul.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print(f'port {port}')\n"
    )
    first = simpul.python(code, 0, "load", "--fetch")
    assert "1 added" in first.stdout, first
    port = first.stdout.rpartition("port ")[2].strip()
    second = simpul.python(code, port, "load", "--fetch")
    assert "asked /a True" in second.stdout
    assert "1 unchanged" in second.stdout
    assert sources(simpul) == [f"http://127.0.0.1:{port}/a"]
