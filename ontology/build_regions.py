"""Writes `regions.ttl`, the region authority as RDF, from `regions.csv`.

Run `python -m simpul.ontology.build_regions` after a change to the table; a test holds the file against it. The
output is the same, byte for byte, for the same table: regions stand in the order of their codes, each with its
government after it, every statement on a line of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from simpul.ontology.iris import BASE, PREFIXES
from simpul.ontology.ntriples import literal
from simpul.ontology.regions import KIND_TERMS, Region, by_code
from simpul.ontology.supertypes import types

TARGET: Final = Path(__file__).with_name("regions.ttl")
_USED_PREFIXES: Final = ("rdfs", "simpul", "skos", "wd")
_HEADER: Final = """\
# The 38 provinces and 514 kabupaten and kota of Indonesia, and the 546 bodies that govern them.
# Made from regions.csv by `python -m simpul.ontology.build_regions`: change the table, not this file.
"""


def main() -> None:
    """Write the file beside the table."""
    TARGET.write_text(authority(), encoding="utf-8", newline="\n")


def authority() -> str:
    """The whole authority as Turtle."""
    prefixes = f"@base <{BASE}> .\n"
    prefixes += "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in _USED_PREFIXES)
    blocks = [block for region in by_code().values() for block in _blocks(region)]
    return "\n".join([_HEADER, prefixes, *blocks])


def _blocks(region: Region) -> list[str]:
    blocks = [_node(region.iri, KIND_TERMS[region.kind], _region_statements(region))]
    if region.has_government:
        blocks.append(_node(region.government_iri, "Government", _government_statements(region)))
    return blocks


def _region_statements(region: Region) -> list[tuple[str, str]]:
    former = [("simpul:formerCode", literal(region.former_code))] if region.former_code else []
    province = [("simpul:partOf", _iri(by_code()[region.province].iri))] if region.province else []
    wikidata = [("skos:exactMatch", f"wd:{region.wikidata}")] if region.wikidata else []
    return [
        ("rdfs:label", literal(region.label)),
        ("simpul:name", literal(region.label)),
        ("simpul:code", literal(region.code)),
        *former,
        ("simpul:latitude", _degrees(region.lat)),
        ("simpul:longitude", _degrees(region.lon)),
        *province,
        *wikidata,
    ]


def _government_statements(region: Region) -> list[tuple[str, str]]:
    return [
        ("rdfs:label", literal(region.government_name)),
        ("simpul:name", literal(region.government_name)),
        ("simpul:agencyKind", literal("government")),
        ("simpul:jurisdiction", _iri(region.iri)),
        ("simpul:government", _iri(region.government_iri)),
        ("simpul:standsFor", _iri(region.government_iri)),
    ]


def _node(iri: str, term: str, statements: list[tuple[str, str]]) -> str:
    classes = ", ".join(f"simpul:{name}" for name in types(term))
    lines = [f"{_iri(iri)} a {classes}", *(f"    {name} {value}" for name, value in statements)]
    return " ;\n".join(lines) + " .\n"


def _iri(iri: str) -> str:
    """`iri` relative to the base.

    >>> _iri("https://w3id.org/simpul/region/kota-batam")
    '<region/kota-batam>'
    """
    return f"<{iri.removeprefix(BASE)}>"


def _degrees(value: float) -> str:
    """Degrees as an xsd:decimal with four digits, some ten metres.

    >>> _degrees(106.815)
    '106.8150'
    """
    return f"{value:.4f}"


if __name__ == "__main__":
    main()
