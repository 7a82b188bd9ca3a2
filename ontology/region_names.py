"""Which regions somebody means who writes a code or a name, as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from simpul.ontology.iris import PREFIXES, slug
from simpul.ontology.regions import Region, by_code, by_former_code, by_slug

if TYPE_CHECKING:
    from collections.abc import Mapping

# How letters and talk shorten the kind of a region, or name its government.
_KINDS: Final = {
    "kab": "kabupaten",
    "pemkab": "kabupaten",
    "pemkot": "kota",
    "pemprov": "provinsi",
    "prov": "provinsi",
}
_ALIKE: Final = 85  # of 100; below, a name is another name and no slip of the pen
_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Called:
    """Regions that words may mean: `surely`, by code, address or kind and name; `bare`, by a name without its kind."""

    surely: tuple[Region, ...]
    bare: tuple[Region, ...]


def regions_called(words: str) -> Called:
    """The regions that a code (present or former, with or without its dot), a name, an IRI or a slug means.

    >>> [r.label for r in regions_called("Pemkab. Banjar").surely], [r.label for r in regions_called("Banjar").bare]
    (['Kabupaten Banjar'], ['Kota Banjar', 'Kabupaten Banjar'])
    >>> regions_called("3372") == regions_called("33.72") == regions_called("id:region/kota-surakarta")
    True
    """
    told = words.strip()
    code = f"{told[:2]}.{told[2:]}" if told.isascii() and told.isdigit() and len(told) > 2 else told  # noqa: PLR2004 - 33 72
    wanted = slug(told.removeprefix(PREFIXES["id"]).removeprefix("id:").removeprefix("region/"))
    region = by_code().get(code) or by_former_code().get(code) or by_slug().get(_written_out(wanted))
    return Called((region,) if region else (), () if region else _by_name().get(wanted, ()))


def near(words: str) -> list[str]:
    """Names of regions that hold the words, else of those that are written nearly so; a few at most.

    >>> near("Kota Surabya"), near("Atlantis")
    (['Kota Surabaya'], [])
    """
    told = words.strip().casefold()
    labels = {region.label.casefold(): region.label for region in by_code().values()}
    holding = sorted(label for folded, label in labels.items() if told and told in folded)[:_FEW]
    alike = process.extract(told, list(labels), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_FEW) if told else []
    return holding or [labels[folded] for folded, _, _ in alike]


def _written_out(wanted: str) -> str:
    kind, _, name = wanted.removeprefix("pemerintah-").partition("-")
    return f"{_KINDS.get(kind, kind)}-{name}"


@cache
def _by_name() -> Mapping[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for region in by_code().values():
        for name in dict.fromkeys((slug(region.name), slug(region.label.partition(" ")[2]))):
            found[name] = (*found.get(name, ()), region)
    return found
