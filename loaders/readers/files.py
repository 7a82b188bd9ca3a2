"""Files as text, or one line on why they are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 20_000_000  # of a text: the longest articles have a hundredth
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MANY_CONTROLS: Final = 0.02


def readable(path: Path, most: int) -> None:
    """Refuse a file that cannot be opened, is empty, or has more than `most` bytes.

    Raises:
        SourceError: it is so.
    """
    try:
        with path.open("rb"):
            size = path.stat().st_size
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error
    if not size:
        raise SourceError(f"{path}: the file is empty")
    if size > most:
        raise SourceError(f"{path}: larger than {most // 1_000_000} MB; split it, or take out what is not needed")


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """The bytes of a file, of which there may be at most `most`.

    Raises:
        SourceError: the file is missing, unreadable, or too large.
    """
    try:
        if most is not None and path.stat().st_size > most:
            raise SourceError(f"{path}: larger than {most // 1_000_000} MB; take out what is no article")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error


def known_charset(name: str | None) -> bool:
    """Whether Python knows an encoding of text by this name.

    >>> [known_charset(name) for name in ("utf-8", "UTF-16", "hex", "ngawur", None)]
    [True, True, False, False, False]
    """
    try:
        b" ".decode(name or "?", "replace")  # of no bytes at all Python would not look the name up
    except (LookupError, ValueError):
        return False
    return True


def decoded(path: Path) -> str:
    """The text of a file, byte for byte (line ends are kept).

    Raises:
        SourceError: the file is missing, unreadable, empty, binary or not UTF-8; the message names the place.
    """
    data = read_bytes(path, most=MOST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise SourceError(f"{path}: a binary file or UTF-16, not a text in UTF-8; save it as UTF-8") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path}: line {line}: not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}); save it as UTF-8"
        ) from None
    if len(_CONTROL.findall(text)) > _MANY_CONTROLS * len(text):
        raise SourceError(f"{path}: a binary file or UTF-16, not a text in UTF-8; save it as UTF-8")
    if not text.strip():
        raise SourceError(f"{path}: the file is empty")
    return text
