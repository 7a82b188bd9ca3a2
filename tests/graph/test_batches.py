"""Many sources in one change, changes written ahead, and the catalogue beside the database."""

import pytest
from making import exported, source
from town import BATAM, PALEMBANG, SOURCES, VIDEO, contest, prize

import simpul.graph
from simpul.graph.store import pending, writer
from simpul.graph.store.catalogue import Catalogue, Seen
from simpul.ontology.document import Document, Problem
from simpul.ontology.errors import SourceError, StoreError
from simpul.ontology.iris import source_iri

ONE = source("a.txt", contest(VIDEO), prize(PALEMBANG, 1))
OTHER = source("b.txt", prize(BATAM, 2))


@pytest.fixture
def place(tmp_path):
    return tmp_path / "simpul.db"


@pytest.fixture
def large(monkeypatch):
    """Every change is written ahead, as if it were large."""
    monkeypatch.setattr(pending, "SMALL", 0)


def one_by_one(place, said):
    with simpul.graph.open(place, write=True) as graph:
        for source_, quads in said:
            graph.replace(source_, quads)
        return exported(graph.store, place.parent)


@pytest.mark.usefixtures("large")
def test_sources_in_one_change_give_what_they_give_one_by_one(tmp_path):
    """In one change or in many, written ahead or not, the same sources give the same graph, byte for byte."""
    said = list(SOURCES.values())
    wanted = one_by_one(tmp_path / "one", said)
    with simpul.graph.open(tmp_path / "all", write=True) as graph:
        graph.replace_all(said[:2])
        graph.replace_all(said)
        assert exported(graph.store, tmp_path) == wanted
        graph.replace_all([(name, ()) for name, _ in said[1:]])
        assert exported(graph.store, tmp_path) == one_by_one(tmp_path / "first", said[:1])


def test_each_source_of_a_change_has_its_outcome(place):
    """What is new, other than before, the same and gone is told of each source, in their order."""
    with simpul.graph.open(place, write=True) as graph:
        graph.replace_all([ONE, OTHER])
        new = source("c.txt", contest("Lomba C"))
        other = source("b.txt", prize(BATAM, 3))
        changes = graph.replace_all([new, ONE, other, (source_iri("d.txt"), ())])
        assert [c.outcome for c in changes.each] == ["added", "unchanged", "replaced", "absent"]
        assert [c.claims for c in changes.each] == [1, 0, 1, 0]


def test_a_source_named_twice_in_a_change_is_refused(place):
    """Two versions of a source in one change are refused, and nothing is written."""
    with simpul.graph.open(place, write=True) as graph:
        with pytest.raises(SourceError, match="named twice"):
            graph.replace_all([ONE, OTHER, source("a.txt", prize(PALEMBANG, 3))])
        assert not graph.sources()


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("step", ["remove", "bulk_load", "update"])
def test_a_large_change_that_was_cut_short_is_finished_at_the_next_opening(tmp_path, monkeypatch, step):
    """Whatever step of a large change a crash cut short, who writes next finds all of it; readers saw none of it."""
    said = [source("a.txt", contest(VIDEO), prize(PALEMBANG, 2)), OTHER]
    wanted = one_by_one(tmp_path / "wanted", said)
    place = tmp_path / "simpul.db"
    one_by_one(place, [ONE])
    graph = simpul.graph.open(place, write=True)
    monkeypatch.setattr(pending, "_do", _stopping_before(step))
    with pytest.raises(StoreError, match="make room and load again"):
        graph.replace_all(said)
    monkeypatch.undo()
    del graph
    with simpul.graph.open(place, write=True) as again:
        assert exported(again.store, place.parent) == wanted
        assert not again.folder.pending.exists()


def _stopping_before(step):
    class Cut:
        def __init__(self, store):
            self.store = store

        def __getattr__(self, name):
            if name == step:
                raise OSError(28, "No space left on device")
            return getattr(self.store, name)

    real = pending._do  # noqa: SLF001 - where a crash is to come
    return lambda store, *ahead: real(Cut(store), *ahead)


# The catalogue


def test_the_history_of_a_fact_tells_when_its_support_came_and_went(place):
    """A node's history tells each claim that came to support it and each that was withdrawn, in their order."""
    with simpul.graph.open(place, write=True) as graph:
        graph.replace(*source("a.txt", contest(VIDEO)))
        graph.replace_all([source("c.txt", contest(VIDEO)), OTHER])
        node = graph.query("SELECT ?c { ?c a simpul:Competition }").rows[0][0]
        graph.remove(source_iri("a.txt"))
        told = [(m.came, m.claim.partition("#")[0].rpartition("/")[2]) for m in graph.catalogue.history(str(node))]
    assert told == [(True, "a.txt"), (True, "c.txt"), (False, "a.txt")]


def test_a_text_comes_back_as_it_was_loaded(tmp_path):
    """The catalogue gives back the document, its origin and its problems; forgetting it leaves nothing of it."""
    document = Document(
        source=source_iri("a.txt"), text="Judul\n\nIsi “é”.\n", published="2024-01-02", url="https://e.org/"
    )
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        assert catalogue.entry(document.source) is None
        catalogue.note([Seen("/x/a.txt", document, 3, "grammar 1", (Problem("line 2", "no region 'X'"),))])
        entry = catalogue.entry(document.source)
        assert (entry.path, entry.facts, entry.problems) == ("/x/a.txt", 3, 1)
        assert catalogue.document(document.source) == document
        assert [e.source for e in catalogue.at("/x")] == [document.source]
        assert not catalogue.at("/x/a")
        catalogue.forget(document.source)
        assert (catalogue.entry(document.source), catalogue.document(document.source)) == (None, None)


def test_a_broken_catalogue_is_told_in_one_line(tmp_path):
    """A catalogue that is no database is named, with what to do; the graph itself does not rest on it."""
    (tmp_path / "catalogue.sqlite").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(StoreError, match="delete it and load anew"):
        Catalogue(tmp_path / "catalogue.sqlite").entry("x")


def test_removal_leaves_no_empty_graph(place):
    """A withdrawn source is no source any more, however it was withdrawn."""
    with simpul.graph.open(place, write=True) as graph:
        graph.replace_all([ONE, OTHER])
        graph.replace_all([(OTHER[0], ())])
        assert list(graph.sources()) == [ONE[0]]
        assert writer.source_article(graph.store, OTHER[0]) is None
