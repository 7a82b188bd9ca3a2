"""PDF files with a text layer, as browsers and word processors make them.

The words and where they stand come from pypdf; `lines` makes paragraphs of them, without the heads and feet of pages.
The day is looked for in the text only: the properties of a PDF know when it was printed, not when the report appeared.

Offsets of evidence count in the text that was taken out. A PDF can be made to take all memory and time, so there are
bounds on both.
"""

from __future__ import annotations

import io
import logging
import math
import time
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from simpul.loaders.grammar import published_date
from simpul.loaders.readers.article import FEWEST_WORDS, as_document, tidied, titled
from simpul.loaders.readers.files import read_bytes
from simpul.loaders.readers.lines import Line, paragraphs, without_frame
from simpul.loaders.readers.text import source_of
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from simpul.ontology.document import Document

MOST_BYTES: Final = 50_000_000
MOST_PAGES: Final = 2_000
MOST_TEXT: Final = 20_000_000
MOST_SECONDS: Final = 120
_MOST_STREAM: Final = 10_000_000  # bytes of one packed part; a page of text has some ten thousand
_MOST_FORMS: Final = 200  # drawings within drawings on a page
_MARKS: Final = 2048  # so near the ends of the file are its marks
_UNKNOWN: Final = "\ufffd"
_MANY_UNKNOWN: Final = 0.1
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def read_pdf(path: Path, root: Path) -> Document:
    """The article in the PDF `path`; its source IRI is its path relative to `root`.

    Raises:
        SourceError: the file is missing, unreadable, empty, encrypted, cut off or no PDF, it has no text layer, or it
            is larger than 50 MB, 2,000 pages, 20 MB of text or two minutes of reading.
    """
    data = read_bytes(path, most=MOST_BYTES)
    if not data:
        raise SourceError(f"{path}: the file is empty")
    if b"%PDF-" not in data[:_MARKS]:
        raise SourceError(f"{path}: is no PDF; save it anew, or give it the suffix of what it is")
    if b"%%EOF" not in data[-_MARKS:]:
        raise SourceError(f"{path}: cut off before its end; download or print it anew")
    told, drawn = _drawn(path, data)
    told = " ".join(tidied([told.translate(_LIGATURES)]))
    kept, address = without_frame(drawn, told)
    title, lines = titled(paragraphs(kept), told)
    text = " ".join(lines)
    if text.count(_UNKNOWN) > _MANY_UNKNOWN * len(text):
        raise SourceError(f"{path}: its text layer does not say what letters it has; run OCR on it, or save its text")
    if len(text.split()) < FEWEST_WORDS:
        raise SourceError(f"{path}: has no text layer; run OCR on it, or save its text as a .txt file")
    return as_document(source_of(path, root), lines, title, published=published_date("\n".join(lines)), url=address)


def _drawn(path: Path, data: bytes) -> tuple[str, list[Line]]:
    """The title that the properties tell, and the lines of all pages.

    Raises:
        SourceError: it cannot be read, or goes beyond a bound.
    """
    import pypdf  # noqa: PLC0415 - slow to start, and most loads have no PDF

    try:
        with (
            _quiet(),
            pypdf.apply_configuration(
                zlib_maximum_output_length=_MOST_STREAM,
                lzw_maximum_output_length=_MOST_STREAM,
                run_length_maximum_output_length=_MOST_STREAM,
                array_based_stream_maximum_output_length=_MOST_STREAM,
                xform_maximum_invocations_per_extraction=_MOST_FORMS,
            ),
        ):
            reader = pypdf.PdfReader(io.BytesIO(data))
            return _title(path, reader), _lines(path, reader)
    except SourceError:
        raise
    except pypdf.errors.DependencyError:
        raise SourceError(_locked(path)) from None
    except pypdf.errors.LimitReachedError:
        raise SourceError(f"{path}: unpacks to far more than a text; print it anew, or save its text") from None
    except Exception as error:  # noqa: BLE001 - of a broken file pypdf raises whatever comes
        raise SourceError(f"{path}: a broken PDF ({type(error).__name__}); download or print it anew") from None


def _locked(path: Path) -> str:
    return f"{path}: is encrypted; print it anew without a password, or save its text as a .txt file"


@contextmanager
def _quiet() -> Iterator[None]:
    """What pypdf finds odd in a file is not told while it is read."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _title(path: Path, reader: Any) -> str:  # noqa: ANN401 - a reader of pypdf
    """The title that the properties tell.

    Raises:
        SourceError: the file is encrypted, or has too many pages.
    """
    if reader.is_encrypted:
        raise SourceError(_locked(path))
    if len(reader.pages) > MOST_PAGES:
        raise SourceError(f"{path}: more than {MOST_PAGES:,} pages; take out what is no article")
    told = reader.metadata.title if reader.metadata else None
    return told if isinstance(told, str) else ""


def _lines(path: Path, reader: Any) -> list[Line]:  # noqa: ANN401 - as above
    """The lines of all pages.

    Raises:
        SourceError: they are more, or take longer to read, than an article.
    """
    until, size = time.monotonic() + MOST_SECONDS, 0
    lines: list[Line] = []

    def in_time(*_: object) -> None:
        if time.monotonic() > until:
            raise SourceError(f"{path}: takes more than {MOST_SECONDS} seconds to read; save its text as a .txt file")

    for number, page in enumerate(reader.pages):
        pieces = _Pieces(number)
        page.extract_text(visitor_operand_before=in_time, visitor_text=pieces.add)
        in_time()  # pypdf passes over what is raised within a form
        size += pieces.size
        if size > MOST_TEXT:
            raise SourceError(f"{path}: more than {MOST_TEXT // 1_000_000} MB of text; take out what is no article")
        lines += pieces.lines()
        reader.resolved_objects.clear()  # else all that was unpacked stays in memory
    return lines


class _Pieces:
    """The pieces of text of a page in the order in which they are drawn, by lines."""

    def __init__(self, page: int) -> None:
        self.size = 0
        self._page = page
        self._lines: list[list[tuple[str, float, float, float]]] = [[]]

    def add(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Take a piece that pypdf found, with the matrices of the page and of the text."""
        self.size += len(text)
        if self.size > MOST_TEXT or not text:
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        large = size * math.sqrt(abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])))
        first, *others = text.split("\n")
        self._lines[-1].append((first, _sane(x), _sane(y), _sane(large)))
        self._lines += [[(other, _sane(x), _sane(y), _sane(large))] for other in others]

    def lines(self) -> Iterator[Line]:
        """The lines that have words; the size of a line's letters is that of its longest piece."""
        for pieces in self._lines:
            worded = [piece for piece in pieces if piece[0].strip()]
            for text in tidied(["".join(piece[0] for piece in pieces).translate(_LIGATURES)]):
                first, longest = worded[0], max(worded, key=lambda piece: len(piece[0]))
                yield Line(text, self._page, first[1], first[2], longest[3])


def _sane(number: float) -> float:
    """The number, or 0 where no page is that large.

    >>> _sane(12.5), _sane(float("nan")), _sane(1e300)
    (12.5, 0.0, 0.0)
    """
    return float(number) if abs(number) < 1e6 else 0.0  # noqa: PLR2004 - see above
