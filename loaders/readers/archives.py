"""Archives: .zip with any files that there are readers for, and .gz with one."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from simpul.loaders.readers.files import readable
from simpul.loaders.readers.zips import refuse_bomb
from simpul.ontology.document import Problem
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES: Final = {".zip", ".gz"}
MOST_BYTES: Final = 1_000_000_000
MOST_UNPACKED: Final = 2_000_000_000
MOST_FILES: Final = 100_000
_CHUNK: Final = 1 << 20


def unpack(path: Path, into: Path) -> Iterator[Problem]:
    """Unpack an archive into a folder, which is made; what in it cannot be unpacked is told.

    No file is written beside the folder, whatever its name in the archive says; links are not followed.

    Raises:
        SourceError: the archive is missing, broken, cut short or too large.
    """
    readable(path, most=MOST_BYTES)
    into.mkdir(parents=True)
    if path.suffix.lower() == ".gz":
        _gunzip(path, into / (path.stem or "isi.txt"))
        return
    refuse_bomb(path, most=MOST_UNPACKED)
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if len(members) > MOST_FILES:
            raise SourceError(f"{path}: {len(members)} files in it, more than {MOST_FILES} are not read; split it")
        for member in members:
            try:
                archive.extract(member, into)
            except (zipfile.BadZipFile, OSError, ValueError, zlib.error, EOFError, RuntimeError) as error:
                yield Problem(member.filename, f"cannot be unpacked: {error}")


def _gunzip(path: Path, to: Path) -> None:
    try:
        with gzip.open(path) as packed, to.open("wb") as out:
            while chunk := packed.read(_CHUNK):
                if out.tell() > MOST_UNPACKED:
                    raise SourceError(f"{path}: more than {MOST_UNPACKED // 1_000_000} MB when unpacked; split it")
                out.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        shutil.rmtree(to.parent, ignore_errors=True)
        raise SourceError(f"{path}: broken or cut short ({error}); get the file anew") from None
