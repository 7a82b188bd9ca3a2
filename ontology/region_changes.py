"""Regions that were split off, renamed or moved to another province, by law (`names/region_changes.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from simpul.ontology.iris import node, slug
from simpul.ontology.known_names import table
from simpul.ontology.regions import Region, by_code

KINDS: Final = ("split", "renaming", "recoding", "transfer")


@dataclass(frozen=True, slots=True)
class RegionChange:
    """A change of one region: its kind, date (a day or a year), law, and what was before.

    `region` is the present code of the region that came of it or goes on after it; `origin` that of the region of whose
    land it was made, or of the province in which it lay; `before` and `code_before` are its name and code until then.
    """

    kind: str
    date: str
    law: str
    region: str
    origin: str | None
    before: str | None
    code_before: str | None

    @property
    def iri(self) -> str:
        """Its node."""
        return node("change", slug(self.law), by_code()[self.region].slug)

    @property
    def label(self) -> str:
        """What changed, in Indonesian, with the law."""
        now = by_code()[self.region].label
        origin = by_code()[self.origin].label if self.origin else ""
        match self.kind:
            case "split":
                told = f"{now} dimekarkan dari {origin}"
            case "transfer":
                told = f"{now} berpindah dari {origin} ke {by_code()[by_code()[self.region].province or ''].label}"
            case _:
                told = f"{self.before} menjadi {now}"
        return f"{told} ({self.law})"


@dataclass(frozen=True, slots=True)
class RegionVersion:
    """The name, code and province (its present code) of a region from one day or year to another; None is open."""

    region: str
    number: int
    name: str
    code: str
    province: str | None
    valid_from: str | None
    valid_until: str | None

    @property
    def iri(self) -> str:
        """Its node."""
        return f"{by_code()[self.region].iri}/version/{self.number}"


@cache
def region_changes() -> tuple[RegionChange, ...]:
    """All changes, in the order of their dates.

    >>> next(c for c in region_changes() if c.region == "12.12").label
    'Kabupaten Toba Samosir menjadi Kabupaten Toba (PP 14/2020)'
    """
    rows = table("region_changes.csv")
    found = [RegionChange(**{name: value or None for name, value in row.items()}) for row in rows]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda change: change.date))


def versions(region: Region) -> tuple[RegionVersion, ...]:
    """The versions of a region, the earliest first; one that is valid always where nothing is known to have changed.

    >>> [(v.code, v.valid_from, v.valid_until) for v in versions(by_code()["93.01"])]
    [('91.01', None, '2022-07-25'), ('93.01', '2022-07-25', None)]
    """
    mine = [change for change in region_changes() if change.region == region.code]
    born = next((c.date for c in mine if c.kind == "split"), None)
    turns = [change for change in mine if change.kind != "split"]
    name, code, province = region.label, region.code, region.province
    states = [(name, code, province)]
    for change in reversed(turns):
        name, code = change.before or name, change.code_before or code
        province = change.origin or province
        states.insert(0, (name, code, province))
    bounds = pairwise([born, *(change.date for change in turns), None])
    return tuple(
        RegionVersion(region.code, number, *state, *bound)
        for number, (state, bound) in enumerate(zip(states, bounds, strict=True), start=1)
    )
