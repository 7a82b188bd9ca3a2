"""The region authority: Indonesia's 38 provinces and 514 kabupaten and kota.

Read from `regions.csv` (Kemendagri codes after Kepmendagri 300.2.2-2430/2025); `regions.ttl` is made from the same
file by `python -m simpul.ontology.build_regions`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from simpul.ontology.iris import node, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND_TERMS = {"provinsi": "Province", "kabupaten": "Regency", "kota": "City"}
_USUAL_NAMES = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}  # what press and agencies call them


@dataclass(frozen=True, slots=True)
class Region:
    """One province, kabupaten or kota; `lat` and `lon` are WGS 84 degrees of its centroid."""

    code: str
    kind: str
    name: str
    province: str | None
    lat: float
    lon: float
    wikidata: str | None
    former_code: str | None

    @property
    def label(self) -> str:
        """Kind and name as a government's letterhead has them.

        >>> by_code()["16.71"].label, by_code()["31"].label, by_code()["31.71"].label
        ('Kota Palembang', 'Provinsi DKI Jakarta', 'Kota Administrasi Jakarta Pusat')
        """
        return f"{self.kind.capitalize()} {_USUAL_NAMES.get(self.code, self.name)}"

    @property
    def slug(self) -> str:
        """A stable readable key: codes change, this does not.

        >>> by_code()["93.01"].slug
        'kabupaten-merauke'
        """
        return slug(self.label)

    @property
    def iri(self) -> str:
        """The IRI of the region as a place."""
        return node("region", self.slug)

    @property
    def has_government(self) -> bool:
        """Whether it governs itself; Jakarta's six administrative units do not."""
        return not (self.code.startswith("31.") and "Administrasi" in self.name)

    @property
    def government_name(self) -> str:
        """The name of its government.

        >>> by_code()["33.72"].government_name
        'Pemerintah Kota Surakarta'
        """
        return f"Pemerintah {self.label}"

    @property
    def government_iri(self) -> str:
        """The IRI of its government; for an administrative unit, that of its province's."""
        if not self.has_government:
            return by_code()[self.code[:2]].government_iri
        return node("agency", self.slug, "pemerintah")


@cache
def by_code() -> Mapping[str, Region]:
    """All 552 regions by their present Kemendagri code, in the order of the codes."""
    with (files("simpul.ontology") / "regions.csv").open(encoding="utf-8") as rows:
        regions = [
            Region(
                row["code"],
                row["kind"],
                row["name"],
                row["province"] or None,
                float(row["lat"]),
                float(row["lon"]),
                row["wikidata"] or None,
                row["former_code"] or None,
            )
            for row in csv.DictReader(rows)
        ]
    return MappingProxyType({region.code: region for region in regions})


@cache
def by_slug() -> Mapping[str, Region]:
    """All regions by the readable key in their IRIs."""
    return MappingProxyType({region.slug: region for region in by_code().values()})


@cache
def by_former_code() -> Mapping[str, Region]:
    """The regions whose code changed, by the code they had before."""
    return MappingProxyType({r.former_code: r for r in by_code().values() if r.former_code})


def is_code(text: str | None) -> bool:
    """Whether `text` is the present code of a region.

    >>> is_code("16.71"), is_code("Kota Palembang"), is_code(None)
    (True, False, False)
    """
    return text in by_code()
