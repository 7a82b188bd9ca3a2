"""Which node one end of a link becomes at a level, and what is known of its place on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simpul.graph.network.selection import Span
from simpul.ontology.iris import BASE
from simpul.ontology.region_changes import versions
from simpul.ontology.regions import Region, by_code, by_slug

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from simpul.graph.network.selection import Selection
    from simpul.ontology.region_changes import RegionVersion


@dataclass(frozen=True, slots=True)
class Ends:
    """The nodes that ends become under a selection, each made once."""

    selection: Selection
    _made: dict[tuple[str, bool], tuple[str, Mapping[str, Any]]] = field(default_factory=dict)

    def node(self, iri: str, label: str, *, joined: bool = True) -> tuple[str, Mapping[str, Any]]:
        """The IRI and the attributes of the node for a body, or whatever an end is.

        With `joined` a body of a region becomes its government, or its province's, as the level has it.
        """
        if (iri, joined) not in self._made:
            self._made[iri, joined] = self._node(iri, label, joined=joined)
        return self._made[iri, joined]

    def _node(self, iri: str, label: str, *, joined: bool) -> tuple[str, Mapping[str, Any]]:
        kind, _, rest = iri.removeprefix(BASE).partition("/")
        region = by_slug().get(rest.partition("/")[0]) if kind in {"agency", "region"} else None
        if region is None:
            return iri, {"label": label, "kind": kind}
        level = self.selection.level if joined else "agency"
        if level == "province" or (level == "regency" and not region.has_government):
            region = self._province(region)
        if level != "agency":
            return region.government_iri, {"label": self._name(region), "kind": "government", **self._home(region)}
        return iri, {
            "label": label,
            "kind": "government" if iri == region.government_iri else kind,
            **self._home(region),
        }

    def _home(self, region: Region) -> dict[str, Any]:
        province = self._province(region)
        tier = "province" if region.code == province.code else "regency"
        return {
            "region": self._name(region),
            "province": self._name(province),
            "tier": tier,
            "lat": region.lat,
            "lon": region.lon,
        }

    def _province(self, region: Region) -> Region:
        version = self._version(region)
        return by_code()[version.province or region.code] if version else by_code()[region.code[:2]]

    def _name(self, region: Region) -> str:
        version = self._version(region)
        return version.name if version else region.label

    def _version(self, region: Region) -> RegionVersion | None:
        """What a region was on the day of the selection; None for today, and before it was made."""
        day = self.selection.day
        if day is None:
            return None
        return next((v for v in versions(region) if _holds(v, day)), None)


def _holds(version: RegionVersion, day: dt.date) -> bool:
    since = version.valid_from is None or Span.of(version.valid_from).last <= day
    return since and (version.valid_until is None or day < Span.of(version.valid_until).last)
