"""DOCX files, as Word, LibreOffice and Google Docs make them.

Paragraphs and tables come in the order of the document; a row of a table is a line, its cells between ' | '. Words that
a reviewer put in count, words struck out do not; heads, feet, notes and text boxes are left out. The day is looked for
in the text only: the properties of a DOCX know when the file was made, not when the report appeared.

Offsets of evidence count in the text that was taken out. The file is weighed before it is unpacked, and a document type
definition, which no DOCX has, is not read.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from simpul.loaders.grammar import published_date
from simpul.loaders.readers.article import FEWEST_WORDS, as_document, tidied, titled
from simpul.loaders.readers.files import read_bytes
from simpul.loaders.readers.text import source_of
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simpul.ontology.document import Document

MOST_BYTES: Final = 50_000_000
MOST_UNPACKED: Final = 100_000_000
MOST_XML: Final = 20_000_000  # a novel has some five
_MOST_RATIO, _SMALL = 200, 1_000_000  # what is small unpacked may be packed as tightly as it likes
_OLD: Final = b"\xd0\xcf\x11\xe0"
_TITLES: Final = ("title", "heading 1")
_TITLE_LINES: Final = 10
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_NOT_READ: Final = {f"{_W}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "pPr", "rPr")}

_WRAPS: Final = {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}


def read_docx(path: Path, root: Path) -> Document:
    """The article in the DOCX `path`; its source IRI is its path relative to `root`.

    Raises:
        SourceError: the file is missing, unreadable, empty, encrypted, cut off or no DOCX, it has no text, or it is
            larger than 50 MB, or unpacks to more than 100 MB (20 MB without pictures) or to far more than it has.
    """
    data = read_bytes(path, most=MOST_BYTES)
    if not data:
        raise SourceError(f"{path}: the file is empty")
    if data.startswith(_OLD):
        raise SourceError(f"{path}: a file of old Word or one with a password; save it as .docx without a password")
    try:
        _weigh(path, data)
        told, heading, lines = _told(data)
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 - of a broken file python-docx, lxml and zipfile raise whatever comes
        raise SourceError(f"{path}: no DOCX, or a broken one ({type(error).__name__}); save it anew") from None
    title, lines = titled(lines, heading or told)
    if len(" ".join(lines).split()) < FEWEST_WORDS:
        raise SourceError(f"{path}: has no text of an article; save what is in its pictures or boxes as a .txt file")
    return as_document(source_of(path, root), lines, title, published=published_date("\n".join(lines)))


def _weigh(path: Path, data: bytes) -> None:
    """See that a packed file may be unpacked.

    Raises:
        SourceError: it would be too large, or declares a document type.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        whole = sum(part.file_size for part in parts)
        texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        if whole > MOST_UNPACKED or whole > max(_SMALL, _MOST_RATIO * len(data)):
            raise SourceError(f"{path}: unpacks to far more than an article; save it anew, without its pictures")
        if sum(part.file_size for part in texts) > MOST_XML:
            raise SourceError(f"{path}: more than {MOST_XML // 1_000_000} MB of text; take out what is no article")
        if any(b"<!DOCTYPE" in packed.read(part).replace(b"\x00", b"") for part in texts):
            raise SourceError(f"{path}: declares a document type, which no DOCX does; save it anew")


def _told(data: bytes) -> tuple[str, str | None, list[str]]:
    """The title that the properties tell, the paragraph that has the style of a title, and the lines."""
    import docx  # noqa: PLC0415 - slow to start, and most loads have no DOCX

    document = docx.Document(io.BytesIO(data))
    styles = {style.style_id: (style.name or "").casefold() for style in document.styles}
    lines: list[str] = []
    headings: dict[str, str] = {}
    for paragraph, text in _paragraphs(document.element.body):
        found = tidied(text.split("\n"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
        name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        if found and name in _TITLES and len(lines) < _TITLE_LINES:
            found = [" ".join(found)]
            headings.setdefault(name, found[0])
        lines += found
    return document.core_properties.title, next((headings[name] for name in _TITLES if name in headings), None), lines


def _paragraphs(block: Any) -> Iterator[tuple[Any | None, str]]:  # noqa: ANN401 - an element of lxml
    """The paragraphs of the body, of a cell or of what wraps some, with their text; a row of a table has none."""
    for part in block:
        if part.tag == f"{_W}p":
            yield part, "".join(_words(part))
        elif part.tag == f"{_W}tbl":
            yield from _rows(part)
        elif isinstance(part.tag, str) and part.tag not in _NOT_READ:
            yield from _paragraphs(part)


def _rows(table: Any) -> Iterator[tuple[Any | None, str]]:  # noqa: ANN401 - as above
    """The rows of a table; one with a single filled cell is there for the layout, and its paragraphs are as others."""
    for row in _own(table, f"{_W}tr"):
        cells = [list(_paragraphs(cell)) for cell in _own(row, f"{_W}tc")]
        filled = [cell for cell in cells if any(text.strip() for _, text in cell)]
        if len(filled) == 1:
            yield from filled[0]
        elif filled:
            yield None, " | ".join(" ".join(" ".join(text for _, text in cell).split()) for cell in filled)


def _own(block: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401 - as above
    """The rows of a table or the cells of a row, also those in a content control, and not those of a table within."""
    for part in block:
        if part.tag == tag:
            yield part
        elif part.tag in _WRAPS:
            yield from _own(part, tag)


def _words(part: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """The words in a paragraph, a line's end for each break within it."""
    for inner in part:
        if inner.tag == f"{_W}t":
            yield inner.text or ""
        elif inner.tag in _BREAKS:
            yield _BREAKS[inner.tag]
        elif isinstance(inner.tag, str) and inner.tag not in _NOT_READ and not inner.tag.endswith("}AlternateContent"):
            yield from _words(inner)
