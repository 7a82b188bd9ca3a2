"""Writes `regions.ttl`, the region authority as RDF, from `regions.csv` and `names/region_changes.csv`.

Run `python -m simpul.ontology.build_regions` after a change to the table; a test holds the file against it. The
output is the same, byte for byte, for the same table: regions stand in the order of their codes, each with its
government after it, every statement on a line of its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from simpul.ontology.iris import BASE, PREFIXES, XSD
from simpul.ontology.ntriples import date, literal
from simpul.ontology.region_changes import RegionChange, RegionVersion, region_changes, versions
from simpul.ontology.regions import KIND_TERMS, Region, by_code
from simpul.ontology.supertypes import types

TARGET: Final = Path(__file__).with_name("regions.ttl")
_USED_PREFIXES: Final = ("rdfs", "simpul", "skos", "wd", "xsd")
_HEADER: Final = """\
# The 38 provinces and 514 kabupaten and kota of Indonesia, and the 546 bodies that govern them;
# what they were called and where they lay before, and the laws that changed it.
# Made by `python -m simpul.ontology.build_regions` from regions.csv and names/region_changes.csv: change those.
"""


def main() -> None:
    """Write the file beside the table."""
    TARGET.write_text(authority(), encoding="utf-8", newline="\n")


def authority() -> str:
    """The whole authority as Turtle."""
    prefixes = f"@base <{BASE}> .\n"
    prefixes += "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in _USED_PREFIXES)
    blocks = [block for region in by_code().values() for block in _blocks(region)]
    blocks += [_change(change) for change in region_changes()]
    return "\n".join([_HEADER, prefixes, *blocks])


def _blocks(region: Region) -> list[str]:
    blocks = [_node(region.iri, KIND_TERMS[region.kind], _region_statements(region))]
    blocks += [_version(version) for version in versions(region)]
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
        *(("simpul:alias", literal(v.name)) for v in versions(region) if v.name != region.label),
        *(("simpul:splitFrom", _region(c.origin)) for c in _splits() if c.region == region.code and c.origin),
        *wikidata,
    ]


@cache
def _splits() -> tuple[RegionChange, ...]:
    return tuple(change for change in region_changes() if change.kind == "split")


def _version(version: RegionVersion) -> str:
    statements = [
        ("rdfs:label", literal(f"{version.name} ({version.code})")),
        ("simpul:versionOf", _region(version.region)),
        ("simpul:name", literal(version.name)),
        ("simpul:versionCode", literal(version.code)),
        *([("simpul:versionProvince", _region(version.province))] if version.province else []),
        *([("simpul:validFrom", _date(version.valid_from))] if version.valid_from else []),
        *([("simpul:validUntil", _date(version.valid_until))] if version.valid_until else []),
    ]
    return _node(version.iri, "RegionVersion", statements)


def _change(change: RegionChange) -> str:
    before = change.origin if change.kind == "split" and change.origin else change.region
    statements = [
        ("rdfs:label", literal(change.label)),
        ("simpul:changeKind", literal(change.kind)),
        ("simpul:regionBefore", _region(before)),
        ("simpul:regionAfter", _region(change.region)),
        ("simpul:changedOn", _date(change.date)),
        ("simpul:legalBasis", literal(change.law)),
    ]
    return _node(change.iri, "RegionChange", statements)


def _region(code: str) -> str:
    return _iri(by_code()[code].iri)


def _date(text: str) -> str:
    """A day or a year as Turtle.

    >>> _date("2022-07-25"), _date("2008")
    ('"2022-07-25"^^xsd:date', '"2008"^^xsd:gYear')
    """
    return date(text).replace(f"<{XSD}", "xsd:").removesuffix(">")


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
