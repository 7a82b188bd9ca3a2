"""Pieces of HTML as plain text, and how the text of a document is put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLOCKS: Final = (
    "address", "article", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "td", "th",
    "tr", "ul",
)  # fmt: skip


def paragraphs(html: str) -> list[str]:
    """The lines of a piece of HTML, each block by itself, without scripts, menus and empty lines.

    >>> paragraphs("<p>Batam &amp; <b>Semarang</b></p><script>x</script><ul><li>satu<li>dua</ul>tiga<br>empat")
    ['Batam & Semarang', 'satu', 'dua', 'tiga', 'empat']
    """
    from trafilatura.baseline import basic_cleaning  # noqa: PLC0415 - slow to start, and most loads have no page
    from trafilatura.utils import load_html, remove_control_characters  # noqa: PLC0415 - as above

    tree = load_html(f"<html><body><div>{html}</div></body></html>")
    if tree is None:
        return []
    return lines(remove_control_characters("".join(_pieces(basic_cleaning(tree)))))


def lines(text: str) -> list[str]:
    r"""The lines of a text that have words, with single spaces.

    >>> lines(" satu  dua \n\n tiga")
    ['satu dua', 'tiga']
    """
    return [line for told in text.splitlines() if (line := " ".join(told.split()))]


def document_text(title: str | None, told: Sequence[str]) -> str:
    r"""The title and the paragraphs, one empty line between them; a title that is the first line stands once.

    >>> document_text("Batam juara", ["Batam Juara", "Hasilnya …"])
    'Batam Juara\n\nHasilnya …\n'
    """
    if title and not (told and told[0].casefold() == title.casefold()):
        told = (title, *told)
    return "\n\n".join(told) + "\n"


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """The text of an element, line breaks around blocks and none within; lxml nests 256 elements at most."""
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield _on_one_line(element.text)
    for child in element:
        yield from _pieces(child)
        yield _on_one_line(child.tail)
    if block:
        yield "\n"


def _on_one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
