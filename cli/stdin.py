"""Standard input as a file among others: its name is made of what it holds."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simpul.loaders.hear import form, suffixes
from simpul.ontology.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_BYTES: Final = 1_000_000_000
_CHUNK: Final = 1 << 20


@contextmanager
def standard_input(paths: Sequence[Path], suffix: str | None) -> Iterator[tuple[list[Path], Path | None]]:
    """The paths, '-' among them replaced by a file with what standard input holds, and the folder to name it from.

    The source is called 'stdin/HASH.SUFFIX', so that the same input is the same source.

    Raises:
        UsageError: '-' stands beside other paths, or `suffix` is that of no reader or for no standard input.
        SourceError: nothing comes, or too much.
    """
    if suffix is not None and (Path("-") not in paths or f".{suffix.lstrip('.').lower()}" not in suffixes()):
        raise UsageError(f"--as {suffix}: goes with '-' and one of {', '.join(sorted(suffixes()))}")
    if Path("-") not in paths:
        yield list(paths), None
        return
    if len(paths) > 1:
        raise UsageError("'-' stands alone; load files with a command of their own")
    with tempfile.TemporaryDirectory(prefix="simpul-") as place:
        path = _kept(Path(place) / "stdin", suffix)
        try:
            yield [path], Path(place)
        except SourceError as error:
            raise SourceError(str(error).replace(str(path), "-")) from None


def _kept(folder: Path, suffix: str | None) -> Path:
    folder.mkdir()
    path, told = folder / "input", hashlib.sha256()
    with path.open("wb") as out:
        while chunk := sys.stdin.buffer.read(_CHUNK):
            told.update(chunk)
            out.write(chunk)
            if out.tell() > _MOST_BYTES:
                raise SourceError(f"-: more than {_MOST_BYTES // 1_000_000} MB; save it to a file")
    if not path.stat().st_size:
        raise SourceError("-: nothing came from standard input")
    end = f".{suffix.lstrip('.').lower()}" if suffix else form(path) or ".txt"
    return path.rename(folder / f"{told.hexdigest()[:12]}{end}")
