"""Files that are zip archives within: how much they hold is looked at before they are opened."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


def refuse_bomb(path: Path, most: int) -> None:
    """Refuse a file that is no zip archive, or that would fill more than `most` bytes when unpacked.

    Raises:
        SourceError: it is so.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"{path}: broken or cut short ({error}); get the file anew") from None
    if size > most:
        raise SourceError(
            f"{path}: {size // 1_000_000} MB when unpacked, more than {most // 1_000_000} MB are not read"
        )
