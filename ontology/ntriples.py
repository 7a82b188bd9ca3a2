"""N-Triples and N-Quads lines, written by hand because that is the fast way into Oxigraph.

rdflib's `Literal.n3()` is slow and breaks N-Triples for literals of several lines.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from simpul.ontology.iris import NS, RDF, RDFS, XSD

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = re.compile(r'["\\\n\r\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f]')
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_YEAR: Final = re.compile(r"\d{4}")

TYPE: Final = f"<{RDF}type>"
LABEL: Final = f"<{RDFS}label>"


def iri(text: str) -> str:
    """An IRI reference; `text` must be an IRI already (`iris` percent-encodes what is not).

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    return f"<{text}>"


def own(name: str) -> str:
    """The reference of the ontology's term `name`.

    >>> own("rank")
    '<https://w3id.org/simpul/ontology#rank>'
    """
    return f"<{NS}{name}>"


def literal(value: str | float, language: str | None = None) -> str:
    r"""A literal: true and false are xsd:boolean, whole numbers xsd:integer, others xsd:decimal.

    >>> print(literal("satu\n\"dua\""), literal(3), literal(0.9), literal("kota", "id"))
    "satu\n\"dua\"" "3"^^<http://www.w3.org/2001/XMLSchema#integer> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal> "kota"@id

    Numbers are written in their canonical form, as Oxigraph gives them back:

    >>> print(literal(1.0), literal(1e-05))
    "1"^^<http://www.w3.org/2001/XMLSchema#decimal> "0.00001"^^<http://www.w3.org/2001/XMLSchema#decimal>
    """  # noqa: E501 - one line of output
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD}integer>'
    if isinstance(value, float):
        return f'"{Decimal(str(value)).normalize():f}"^^<{XSD}decimal>'
    if value.isprintable():  # most are, and need no look at each letter
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"@{language}' if language else f'"{text}"'
    text = _ESCAPED.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", value)
    return f'"{text}"@{language}' if language else f'"{text}"'


def date(text: str) -> str:
    """A partial date as it is told: a day, a month, a year, or text that is none of them.

    >>> date("2024-10-22"), date("2024")
    ('"2024-10-22"^^<http://www.w3.org/2001/XMLSchema#date>', '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    """
    if _DAY.fullmatch(text):
        return f'"{text}"^^<{XSD}date>'
    if _MONTH.fullmatch(text):
        return f'"{text}"^^<{XSD}gYearMonth>'
    if _YEAR.fullmatch(text):
        return f'"{text}"^^<{XSD}gYear>'
    return literal(text)
