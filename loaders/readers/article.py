"""From lines that were taken out of a file to a document: the title first, an empty line between paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.readers.fragments import document_text
from simpul.ontology.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_WORDS: Final = 8  # fewer are a menu, or nothing
_TITLE_LENGTH: Final = 200
_TITLE_LINES: Final = 10  # so far down a title is looked for
_TITLE_WORDS: Final = 3
_BETWEEN: Final = re.compile(r"\s+[-–—|»:]+\s+")  # what stands between a title and the name of a site
_WORD: Final = re.compile(r"\w+")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff]")


def as_document(  # noqa: PLR0913 - what is known of an article
    source: str,
    lines: list[str],
    title: str | None,
    *,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Document:
    """The document of an article; its title becomes the first line where it is not that already."""
    return Document(
        source=source,
        text=document_text(title, lines),
        title=title or lines[0][:_TITLE_LENGTH],
        publisher=publisher,
        published=published,
        url=url,
    )


def tidied(lines: Iterable[str]) -> list[str]:
    r"""The lines that have words, one space between words; no signs that nobody sees, no halves of characters.

    >>> tidied(["Kota\xa0 Batam\x00", "  ", "\ud83d\ude00 \ud83d"])
    ['Kota Batam', '😀 �']
    """
    whole = (line.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for line in lines)
    return [line for line in (" ".join(_UNSEEN.sub("", line).split()) for line in whole) if line]


def titled(lines: list[str], told: str | None) -> tuple[str | None, list[str]]:
    """The title and the lines, after what the properties of a file tell of the title.

    Properties are often of another text, or of none. What they tell counts where it stands near the top, with or
    without the name of a site, and then comes first; or where most of its words are those of the text.

    >>> titled(["Beranda", "Batam ke Kota Semarang", "Isi."], "Batam ke Kota Semarang - Kabar Rekaan")
    ('Batam ke Kota Semarang', ['Batam ke Kota Semarang', 'Beranda', 'Isi.'])
    >>> titled(["Batam belajar ke Kota Semarang.", "Isi."], "Microsoft Word - naskah.docx")
    (None, ['Batam belajar ke Kota Semarang.', 'Isi.'])
    """
    told = " ".join((told or "").split())
    parts = _BETWEEN.split(told)
    names = {part.casefold() for part in (told, *parts, *_BETWEEN.split(told, maxsplit=1)) if _is_title(part)}
    for place, line in enumerate(lines[:_TITLE_LINES]):
        if line.casefold() in names or (_is_title(line) and told.casefold().startswith(line.casefold())):
            return line, [line, *lines[:place], *lines[place + 1 :]]
    best = max(parts, key=len)
    words, known = _words(best), _words(" ".join(lines))
    if _is_title(best) and 2 * len(words & known) > len(words):
        return best[:_TITLE_LENGTH], lines
    return None, lines


def _is_title(text: str) -> bool:
    return len(_words(text)) >= _TITLE_WORDS


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
