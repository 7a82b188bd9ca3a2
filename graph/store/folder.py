"""The store folder: one Oxigraph database for the writer, snapshots for readers.

    simpul.db/
      SIMPUL           what kind of folder this is, and its format
      live/            the database that the one writer holds open; Oxigraph locks it
      snapshots/000007 hard-linked copies that readers open, never written to
      CURRENT          the name of the newest snapshot
      judgements.jsonl what people judge; may be shared and kept under version control
      UNPUBLISHED      there while `live` has commits that no snapshot has
      PENDING          there while a large change is being written; who opens `live` next finishes it
      catalogue.sqlite where sources came from, their texts, and when facts won and lost support
      journal.jsonl    what was done when, a line each; neither is part of the graph

Oxigraph leaves it undefined what a reader sees beside a writer, so readers never open `live`: they open the newest
snapshot. A reader that finds commits without a snapshot (the writer was killed) publishes one first.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from simpul.graph.store import derived, pending
from simpul.graph.store.catalogue import Catalogue
from simpul.ontology import changes
from simpul.ontology.errors import StoreBusy, StoreError
from simpul.ontology.iris import ONTOLOGY
from simpul.ontology.model import REGIONS, SCHEMES, turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simpul.graph.identity.judgements import Judgement

try:
    import fcntl
except ImportError:  # Windows refuses to delete what a reader has open, which serves the same end
    fcntl = None  # type: ignore[assignment]

FORMAT: Final = 3
_MARKER: Final = "SIMPUL"
_JOURNAL: Final = "journal.jsonl"
_JUDGEMENTS: Final = "judgements.jsonl"
_ATTEMPTS: Final = 20
_DEMO: Final = Path("simpul-demo/simpul.db")  # where 'simpul demo' leaves its store, from where it was run


def no_store(path: Path) -> StoreError:
    """The error that no store is at a path: how to make one, and where the demo's is, if it is there."""
    demo = f", or ask the demo's: --store {_DEMO.as_posix()}" if _DEMO.exists() else ""
    return StoreError(f"{path}: no store there; 'simpul load PATH --store {path}' makes one{demo}")


class StoreFolder:
    """A store folder at `path`; nothing is opened or made until asked for."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._live = self.path / "live"
        self._snapshots = self.path / "snapshots"
        self._unpublished = self.path / "UNPUBLISHED"
        self._current = self.path / "CURRENT"
        self.pending = self.path / "PENDING"

    def open_for_writing(self) -> ox.Store:
        """The live database, made with the ontology and the region authority if there is none yet.

        Raises:
            StoreBusy: another process is writing.
            StoreError: the folder is something else, or of another format.
        """
        if not self._exists():
            self._create()
        self._check()
        return self._open_live()

    def open_for_reading(self) -> tuple[ox.Store, contextlib.ExitStack]:
        """The newest snapshot, and a stack to close when done with it.

        Raises:
            StoreError: there is no store, the folder is something else, or of another format.
        """
        if not self._exists():
            raise no_store(self.path)
        self._check()
        if self._unpublished.exists():
            with contextlib.suppress(StoreBusy):
                self.publish(self._open_live())
        for _ in range(_ATTEMPTS):
            held = contextlib.ExitStack()
            snapshot = self._snapshots / self._current.read_text(encoding="utf-8").strip()
            locked = held.enter_context(_lock(_lock_file(snapshot), exclusive=False))
            if locked and snapshot.is_dir():
                return ox.Store.read_only(str(snapshot)), held
            held.close()
        raise StoreError(f"{self.path}: no snapshot could be opened; is somebody deleting files in there?")

    def mark_unpublished(self) -> None:
        """To be called before a commit: from now on `live` is ahead of the snapshots."""
        self._unpublished.touch()

    def publish(self, store: ox.Store) -> None:
        """Make the state of `store` what readers see, and delete the snapshots that nobody reads."""
        number = 1 + max((int(p.name) for p in self._snapshots.iterdir() if p.name.isdigit()), default=0)
        name = f"{number:06}"
        store.backup(str(self._snapshots / name))
        _write_whole(self._current, name + "\n")
        self._unpublished.unlink(missing_ok=True)
        for old in sorted(p for p in self._snapshots.iterdir() if p.name.isdigit() and p.name != name):
            with _lock(_lock_file(old), exclusive=True) as alone:
                if alone:
                    shutil.rmtree(old, ignore_errors=True)
                    _lock_file(old).unlink(missing_ok=True)

    def catalogue(self) -> Catalogue:
        """The catalogue of sources; close it when done."""
        return Catalogue(self.path / "catalogue.sqlite")

    @property
    def judgements_file(self) -> Path:
        """The file of people's judgements, which only grows; it need not be there."""
        return self.path / _JUDGEMENTS

    def add_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Append judgements to the file, each on a line of its own even after one that a crash cut short."""
        lines = b"".join(j.to_json().encode() + b"\n" for j in judgements)
        _append(self.judgements_file, lines)

    def note(self, entry: dict[str, Any]) -> None:
        """Append one entry to the journal, on a line of its own even after one that a crash cut short."""
        _append(self.path / _JOURNAL, json.dumps(entry, ensure_ascii=False, sort_keys=True).encode() + b"\n")

    def journal(self) -> list[dict[str, Any]]:
        """The journal's entries, oldest first; a line cut short by a crash is left out."""
        path = self.path / _JOURNAL
        entries = []
        for line in path.read_bytes().split(b"\n") if path.exists() else []:
            with contextlib.suppress(ValueError):
                entries.append(json.loads(line))
        return entries

    def _exists(self) -> bool:
        if self.path.is_dir():
            return any(self.path.iterdir())
        if self.path.exists():
            raise StoreError(f"{self.path}: a file, not a store folder; name another place with --store")
        return False

    def _check(self) -> None:
        try:
            found = json.loads((self.path / _MARKER).read_text(encoding="utf-8"))["format"]
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreError(f"{self.path}: not a Simpul store (no readable {_MARKER} in it)") from None
        if found != FORMAT:
            raise StoreError(f"{self.path}: a store of format {found}, this version reads {FORMAT}; load anew")

    def _open_live(self) -> ox.Store:
        try:
            store = ox.Store(str(self._live))
            pending.finish(store, self.pending)
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreBusy(f"{self.path}: store busy, another process is writing to it; try again later") from None
            raise StoreError(f"{self.path}: the database cannot be opened: {error}") from error
        return store

    def _create(self) -> None:
        """Make the folder beside its place and move it there, so that it is whole or not there at all."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            building = Path(tempfile.mkdtemp(prefix=f".{self.path.name}-", dir=self.path.parent))
        except OSError as error:
            raise StoreError(f"{self.path}: the folder cannot be made: {error.strerror}") from error
        try:
            fresh = StoreFolder(building)
            fresh._snapshots.mkdir()
            _fill(ox.Store(str(building / "live")), fresh)
            (building / _MARKER).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
            building.chmod(0o755)
            if self.path.is_dir():
                self.path.rmdir()
            building.rename(self.path)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise


def _fill(store: ox.Store, folder: StoreFolder) -> None:
    """Regions, changes of bodies and concepts go into the default graph, the ontology into a graph of its own."""
    store.bulk_load(turtle(REGIONS), ox.RdfFormat.TURTLE)
    store.bulk_load("\n".join(changes.triples()).encode(), ox.RdfFormat.N_TRIPLES)
    store.bulk_load(turtle(SCHEMES), ox.RdfFormat.TURTLE)
    store.update(derived.everything())
    graph = ox.NamedNode(ONTOLOGY)
    store.bulk_load(turtle(), ox.RdfFormat.TURTLE, to_graph=graph)
    folder.publish(store)


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _append(path: Path, lines: bytes) -> None:
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            lines = lines if file.read(1) == b"\n" else b"\n" + lines
        file.write(lines)


def _lock_file(snapshot: Path) -> Path:
    return snapshot.with_name(f"{snapshot.name}.lock")


@contextlib.contextmanager
def _lock(path: Path, *, exclusive: bool) -> Iterator[bool]:
    """Whether the lock could be had at once; readers share one, who deletes a snapshot needs it alone."""
    with path.open("a", encoding="utf-8") as file:
        yield _flock(file, exclusive=exclusive)


def _flock(file: IO[str], *, exclusive: bool) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
