import json
import os
import signal
import subprocess

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import child, exported, loaded, said, source
from town import BATAM, PALEMBANG, SOURCES, VIDEO, contest, prize

import simpul.graph
from simpul.graph.store import folder as folder_module
from simpul.graph.store import writer
from simpul.graph.store.export import export
from simpul.graph.store.folder import FORMAT, StoreFolder
from simpul.ontology.errors import SourceError, StoreBusy, StoreError, UsageError
from simpul.ontology.facts import Agency
from simpul.ontology.iris import ONTOLOGY, source_iri
from simpul.ontology.ntriples import literal

# A writer that says which source it has committed, line by line, until it is killed.
WRITING = """
import sys
import simpul.graph
from test_store import version
graph = simpul.graph.open(sys.argv[1], write=True)
print("open", flush=True)
for number in range(int(sys.argv[2]), 100_000):
    graph.replace(*version(number))
    print(number, flush=True)
"""
# A writer or reader that holds the store open until told to go on.
HOLDING = """
import itertools
import sys
import simpul.graph
with simpul.graph.open(sys.argv[1], write=sys.argv[2] == "write") as graph:
    for line in itertools.chain(["open"], sys.stdin):
        print(line.strip(), len(graph.sources()), flush=True)
"""
NQ = ox.RdfFormat.N_QUADS
ONE, OTHER = source("a.txt", contest("Lomba A")), source("b.txt", prize(PALEMBANG, 1))


FILES = 4


def version(number):
    """One of FILES sources, said anew with each number."""
    return source(f"{number % FILES}.txt", contest(VIDEO), prize(PALEMBANG, 1, category=f"hotel {number}"))


@pytest.fixture
def place(tmp_path):
    return tmp_path / "simpul.db"


@pytest.fixture
def filled(place):
    with simpul.graph.open(place, write=True) as graph:
        graph.replace(*ONE)
    return place


def running(script, *arguments):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(**child("-c", script, *arguments), **pipes)


def known(place):
    with simpul.graph.open(place) as graph:
        return list(graph.sources())


def everything(path):
    """Every file below a path with its bytes; a file stands for itself."""
    found = [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]
    return {str(f): f.read_bytes() if f.is_file() else None for f in found}


def snapshots(place):
    return sorted(p.name for p in (place / "snapshots").iterdir() if p.is_dir())


# The folder


def test_a_store_is_made_with_the_model_and_the_regions(place):
    """A new store knows the regions in its default graph and the ontology in a graph of its own."""
    with simpul.graph.open(place, write=True) as graph:
        assert graph.query("ASK { ?r a simpul:City ; rdfs:label 'Kota Batam' }").rows == ((True,),)
        assert graph.query(f"ASK {{ GRAPH <{ONTOLOGY}> {{ simpul:Award a owl:Class }} }}").rows == ((True,),)
    assert known(place) == []


@pytest.mark.parametrize("there", [False, True])
def test_a_store_is_made_whole_or_not_at_all(place, monkeypatch, there):
    """When making a store fails, nothing of it is left; an empty folder that was there stays."""
    if there:
        place.mkdir()
    monkeypatch.setattr(folder_module, "_fill", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        simpul.graph.open(place, write=True)
    assert list(place.parent.iterdir()) == ([place] if there else [])
    monkeypatch.undo()
    simpul.graph.open(place, write=True).close()
    assert known(place) == []


def test_no_store_is_made_by_reading(place):
    """Reading where no store is says so and makes none."""
    with pytest.raises(StoreError, match="no store there"):
        simpul.graph.open(place)
    assert not place.exists()


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("kind", ["file", "folder", "marker", "newer", "older", "live"])
def test_what_is_no_store_is_refused(place, kind, write):
    """A file, another folder, or a store of another format is refused in one line and left as it was."""
    if kind == "file":
        place.write_text("catatan")
    else:
        place.mkdir()
        (place / "catatan.txt").write_text("penting")
    markers = {"marker": "[]", "newer": json.dumps({"format": FORMAT + 1}), "older": '{"format": 0}', "live": "{}"}
    if kind in markers:
        (place / "SIMPUL").write_text(markers[kind])
        (place / "live").mkdir()
    before = everything(place)
    with pytest.raises(StoreError) as refused:
        simpul.graph.open(place, write=write)
    assert "\n" not in str(refused.value)
    assert str(place) in str(refused.value)
    assert everything(place) == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """Below a file no store can be made, which is said in one line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made") as refused:
        simpul.graph.open(tmp_path / "file" / "simpul.db", write=True)
    assert "\n" not in str(refused.value)


# One writer, many readers


def test_a_second_writer_is_refused_while_a_reader_reads_on(filled):
    """While one process writes, another gets 'store busy' in one line, and readers read on."""
    with running(HOLDING, filled, "write") as writing, running(HOLDING, filled, "read") as reading:
        assert writing.stdout.readline() == "open 1\n"
        assert reading.stdout.readline() == "open 1\n"
        with pytest.raises(StoreBusy, match="store busy") as refused:
            simpul.graph.open(filled, write=True)
        assert "\n" not in str(refused.value)
        assert known(filled) == [ONE[0]]
        reading.stdin.write("again\n")
        reading.stdin.flush()
        assert reading.stdout.readline() == "again 1\n"
        writing.stdin.close()
        reading.stdin.close()
    with simpul.graph.open(filled, write=True) as graph:
        assert graph.replace(*OTHER).outcome == "added"


def test_a_reader_sees_one_state(filled):
    """A reader sees the state it opened while a writer commits and publishes, and the next reader sees the new one."""
    with running(HOLDING, filled, "read") as reading:
        assert reading.stdout.readline() == "open 1\n"
        with simpul.graph.open(filled) as here, simpul.graph.open(filled, write=True) as graph:
            graph.replace(*OTHER)
            assert len(here.sources()) == 1
            graph.close()
            assert len(here.sources()) == 1
        reading.stdin.write("again\n")
        reading.stdin.flush()
        assert reading.stdout.readline() == "again 1\n"
        reading.stdin.close()
    assert known(filled) == [ONE[0], OTHER[0]]


def test_snapshots_in_use_are_kept(filled):
    """A snapshot that somebody reads outlives newer ones; what nobody reads is deleted."""
    first = snapshots(filled)
    assert len(first) == 1
    with running(HOLDING, filled, "read") as reading:
        assert reading.stdout.readline() == "open 1\n"
        for one in (OTHER, (ONE[0], ())):
            with simpul.graph.open(filled, write=True) as graph:
                graph.replace(*one)
        assert len(snapshots(filled)) == 2
        assert snapshots(filled)[0] == first[0]
        reading.stdin.close()
    with simpul.graph.open(filled, write=True) as graph:
        graph.replace(*ONE)
    assert len(snapshots(filled)) == 1
    assert sorted(p.name for p in (filled / "snapshots").iterdir() if p.suffix) == []


def test_a_snapshot_about_to_be_deleted_is_not_read(filled, monkeypatch):
    """A reader that finds the newest snapshot locked for deletion looks again for a newer one."""
    with simpul.graph.open(filled) as graph:
        before = snapshots(filled)
        locks = []

        def refuse_once(_file, *, exclusive):
            locks.append(exclusive)
            return len(locks) > 1

        monkeypatch.setattr(folder_module, "_flock", refuse_once)
        store, held = StoreFolder(filled).open_for_reading()
        with held:
            assert len(writer.sources(store)) == len(graph.sources()) == 1
    assert locks == [False, False]
    assert snapshots(filled) == before


@pytest.mark.parametrize("lines", [0, 1, 2, 5, 9, 17])
def test_killing_loses_nothing_committed(filled, tmp_path, lines):
    """A writer killed at any moment has kept the last version of each source that it committed, none by half."""
    number = 0
    for _ in range(3):
        with running(WRITING, filled, number) as writing:
            assert writing.stdout.readline() == "open\n"
            told = [writing.stdout.readline() for _ in range(lines)]
            os.kill(writing.pid, signal.SIGKILL)
            number += len(told) + len(writing.stdout.read().splitlines())
            assert writing.wait() == -signal.SIGKILL
    with simpul.graph.open(filled) as graph, simpul.graph.open(tmp_path / "again.db", write=True) as again:
        again.replace(*ONE)
        for last in range(max(0, number - FILES), number + 1):
            iri, quads = version(last)
            graph_of = graph.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
            if last < number or {str(q) for q in graph_of} == {str(q) for q in ox.parse("\n".join(quads), NQ)}:
                again.replace(iri, quads)
        assert exported(graph.store, tmp_path) == exported(again.store, tmp_path)
    with simpul.graph.open(filled, write=True) as graph:
        assert graph.replace(*OTHER).outcome == "added"


def test_a_change_is_one_transaction():
    """Whatever a source changes is written by one update, which Oxigraph does whole or not at all."""
    calls = []

    class Watched:
        def __init__(self, store):
            self.store = store

        def __getattr__(self, name):
            calls.append(name)
            return getattr(self.store, name)

    store = loaded([version(0), OTHER])
    for quads in (version(FILES)[1], ()):
        calls.clear()
        writer.replace(Watched(store), version(0)[0], quads)
        assert [c for c in calls if c not in {"query", "quads_for_pattern", "contains_named_graph"}] == ["update"]


def test_what_a_killed_writer_left_is_published(filled):
    """Commits that no snapshot has yet are seen by the next reader."""
    graph = simpul.graph.open(filled, write=True)
    graph.replace(*OTHER)
    assert known(filled) == [ONE[0]]
    del graph
    assert known(filled) == [ONE[0], OTHER[0]]


def test_closing_twice_is_harmless_and_a_closed_graph_says_so(filled):
    """A graph closed twice is closed; asking it afterwards says to open it again."""
    graph = simpul.graph.open(filled, write=True)
    graph.replace(*OTHER)
    graph.close()
    graph.close()
    with pytest.raises(StoreError, match="already closed"):
        graph.sources()


# The journal


def test_the_journal_survives_a_cut_line(filled):
    """A line that a crash cut short, even within a letter, is left out, and the next entry is not lost with it."""
    store = StoreFolder(filled)
    store.note({"action": "load", "path": "a\u2028b"})
    with (filled / "journal.jsonl").open("ab") as journal:
        journal.write('{"action": "load", "path": "é'.encode()[:-1])
    store.note({"action": "remove"})
    assert store.journal() == [{"action": "load", "path": "a\u2028b"}, {"action": "remove"}]


def test_a_store_without_a_journal_has_an_empty_one(filled):
    """Before anything is noted the journal is empty."""
    assert StoreFolder(filled).journal() == []


# What goes in


def without(term):
    return [line for line in ONE[1] if f"#{term}>" not in line]


def other(old, new):
    """The quads of ONE with another value in place of one of theirs."""
    changed = [line.replace(old, new) for line in ONE[1]]
    assert changed != ONE[1]
    return changed


BAD = {
    "malformed": [*ONE[1], "this is no quad ."],
    "cut": [*ONE[1][:-1], ONE[1][-1][:-20]],
    "other graph": [*ONE[1], ONE[1][0].replace(f"<{ONE[0]}> .", "<https://example.org/lain> .")],
    "no graph": [*ONE[1], ONE[1][0].replace(f" <{ONE[0]}> .", " .")],
    "no evidence": without("evidence"),
    "no quote": without("quote"),
    "no name": without("statedName"),
    "no number": other(literal(2020), '"dua ribu"'),
    "too sure": other(literal(1.0), literal(2.5)),
    "unknown kind": other('"competition"', '"gossip"'),
    "a name that is a number": other('"Lomba A"', literal(7)),
    "another's claims": other(f"<{ONE[0]}#", f"<{OTHER[0]}#"),
    "a triple for a value": [f"<{ONE[0]}> <a:b> <<( <a:b> <a:c> <a:d> )>> <{ONE[0]}> ."],
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_quads_change_nothing(tmp_path, kind):
    """Quads that are malformed, of another graph or incomplete are refused by the source's name; nothing changes."""
    store = loaded([SOURCES["batam"], OTHER])
    before = exported(store, tmp_path), len(store)
    with pytest.raises(SourceError, match=r"a\.txt"):
        writer.replace(store, ONE[0], BAD[kind])
    assert (exported(store, tmp_path), len(store)) == before


@pytest.mark.parametrize(
    "name", ["", "laporan satu.txt", "https://example.org/a b", "https://example.org/>} ; DROP ALL #"]
)
def test_what_is_no_iri_names_no_source(name):
    """A source must be named by an IRI."""
    with pytest.raises(SourceError):
        writer.replace(loaded([]), name, [])


def test_the_stores_own_graphs_are_no_sources(filled):
    """The ontology and the index cannot be replaced or withdrawn as if they were sources."""
    with simpul.graph.open(filled, write=True) as graph:
        before = len(graph.store)
        for name in (ONTOLOGY, folder_module.ONTOLOGY, "https://w3id.org/simpul/index"):
            with pytest.raises(SourceError, match="store's own"):
                graph.remove(name)
        assert len(graph.store) == before


@pytest.mark.parametrize(
    "iri",
    [
        source_iri("2024/laporan “satu” (1) & dua's #3?.txt"),
        "https://example.org/berita?q=kota&halaman=2",
        "https://example.org/berita/kota-é-🦜",
        "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
        "http://example.org/a'b*c,d;e=f~g!$(h)",
    ],
)
def test_sources_may_have_odd_iris(iri, tmp_path):
    """A source with any valid IRI can be loaded, found, exported, read again and withdrawn."""
    odd = source(iri, contest("Lomba A"), prize(BATAM, 1))
    store = loaded([OTHER, odd])
    assert set(writer.sources(store)) == {iri, OTHER[0]}
    again = ox.Store()
    again.load(exported(store, tmp_path)[0], ox.RdfFormat.N_QUADS)
    assert exported(again, tmp_path) == exported(store, tmp_path)
    assert writer.remove(store, iri).outcome == "removed"
    assert exported(store, tmp_path) == exported(loaded([OTHER]), tmp_path)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(min_size=1, max_size=20)
    | st.sampled_from(['"""', "\\", "\r\n\t", "\x00\x01\x7f", "\u202e🦜\u2028", "} ; DROP ALL"])
)
def test_any_text_goes_in_and_comes_back(text):
    """Names and quotes with any characters are stored as they are, and going in again changes nothing."""
    iri, quads = source("a.txt", said(Agency, text, name=text, aliases=("x", text)))
    store = loaded([(iri, quads)])
    found = {q.object.value for q in store if str(q.predicate).endswith(("#statedName>", "#quote>"))}
    assert found == {text}
    assert writer.replace(store, iri, quads).outcome == "unchanged"


def test_reading_graphs_refuse_to_write(filled):
    """A graph opened for reading neither replaces nor removes, and says how to."""
    with simpul.graph.open(filled) as graph:
        for change in (lambda: graph.replace(*OTHER), lambda: graph.remove(ONE[0])):
            with pytest.raises(StoreError, match="write=True"):
                change()
    assert known(filled) == [ONE[0]]


# What comes out


def test_exports_are_whole_or_not_there(tmp_path):
    """An export that cannot be written leaves what was there, and says so in one line."""
    store = loaded([ONE])
    with pytest.raises(UsageError, match="cannot be written"):
        export(store, tmp_path / "nowhere" / "graph.ttl")
    with pytest.raises(UsageError, match=r"not '\.xlsx'"):
        export(store, tmp_path / "graph.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld", ".ttl"])
def test_exports_can_be_read_back(tmp_path, suffix):
    """Each form read back holds the statements exported; Turtle holds the knowledge alone."""
    store = loaded([ONE, OTHER])
    path = tmp_path / f"graph{suffix}"
    number = export(store, path)
    again = ox.Store()
    again.load(path=path)
    assert len(again) == number
    graphs = {str(g.value) for g in again.named_graphs()}
    assert graphs == (set() if suffix == ".ttl" else {ONE[0], OTHER[0]})
