"""What regions were before: the table of changes, and the versions that follow from it."""

import re
from itertools import pairwise

import pytest

from simpul.ontology.region_changes import KINDS, region_changes, versions
from simpul.ontology.regions import by_code

CHANGES = region_changes()
OLDER = ("65.01", "65.02", "65.03", "65.04", "65.71")  # moved in 2012, before the codes that regions.csv remembers


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c.law} {c.region}")
def test_changes_are_of_known_regions(change):
    """Each change is of a known kind, by a law, on a day or in a year, of regions that the authority knows."""
    assert change.kind in KINDS
    assert re.fullmatch(r"(UU|PP) \d+/\d{4}|Kepmendagri [\w.-]+/\d{4}", change.law)
    assert re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", change.date)
    assert change.date[:4] <= change.law[-4:] or change.kind == "renaming"
    assert change.region in by_code()
    assert change.origin is None or change.origin in by_code()
    assert bool(change.before) == (change.kind == "renaming")
    assert bool(change.origin) == (change.kind in {"split", "transfer"})
    assert bool(change.code_before) == (change.kind == "transfer")


def test_changes_are_in_order_and_told_once():
    """Changes stand in the order of their dates, and each has a node of its own."""
    assert [c.date for c in CHANGES] == sorted(c.date for c in CHANGES)
    assert len({c.iri for c in CHANGES}) == len(CHANGES)


def test_former_codes_are_explained():
    """Each former code that the authority remembers comes of a transfer, and each transfer since 2022 gives one."""
    remembered = {r.code: r.former_code for r in by_code().values() if r.former_code}
    told = {c.region: c.code_before for c in CHANGES if c.kind == "transfer"}
    assert {code: told.pop(code) for code in OLDER}
    assert told == remembered


def test_versions_lead_to_the_present():
    """The last version of a region is what the authority says of it; versions follow each other without a gap."""
    for region in by_code().values():
        found = versions(region)
        last = found[-1]
        assert (last.name, last.code, last.province) == (region.label, region.code, region.province)
        assert last.valid_until is None
        assert all(a.valid_until == b.valid_from for a, b in pairwise(found))


def test_merauke_lay_in_papua():
    """Until July 2022 Merauke was 91.01 in Papua; since then it is 93.01 in Papua Selatan, a province since then."""
    then, now = versions(by_code()["93.01"])
    assert (then.code, then.province, then.valid_until) == ("91.01", "91", "2022-07-25")
    assert (now.code, now.province, now.valid_from) == ("93.01", "93", "2022-07-25")
    (selatan,) = versions(by_code()["93"])
    assert (selatan.valid_from, selatan.valid_until) == ("2022-07-25", None)


def test_renamed_regions_keep_their_node():
    """A renaming gives a region two versions of one node, the earlier one under the old name."""
    then, now = versions(by_code()["61.02"])
    assert (then.name, then.valid_until) == ("Kabupaten Pontianak", "2014")
    assert (now.name, now.code) == ("Kabupaten Mempawah", then.code)
