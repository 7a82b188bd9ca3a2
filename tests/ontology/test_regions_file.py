from collections import Counter

import pytest
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Literal, URIRef

from simpul.ontology.build_regions import TARGET, authority
from simpul.ontology.iris import NS
from simpul.ontology.model import REGIONS, regions_graph, turtle
from simpul.ontology.region_changes import region_changes, versions
from simpul.ontology.regions import by_code, by_former_code

GRAPH = regions_graph()
ALL = tuple(by_code().values())


def own(name: str) -> URIRef:
    return URIRef(NS + name)


def values(iri: str, name: str) -> list[str]:
    return sorted(str(v) for v in GRAPH.objects(URIRef(iri), own(name)))


def test_file_is_current():
    """The committed file is, byte for byte, what the script makes of the table."""
    assert turtle(REGIONS).decode() == authority()
    assert TARGET.name == REGIONS


def test_counts():
    """38 provinces, 416 kabupaten, 98 kota and 546 governments stand there, with all versions and changes."""
    kinds = Counter(str(kind).removeprefix(NS) for kind in GRAPH.objects(None, RDF.type))
    leaves = {"Province": 38, "Regency": 416, "City": 98, "Government": 546}
    history = {"RegionVersion": sum(len(versions(r)) for r in ALL), "RegionChange": len(region_changes())}
    assert kinds == leaves | history | {"Region": 552, "Agency": 546, "Organization": 546}


def test_slugs_are_unique():
    """No two regions share a slug, so no two share an IRI, although 26 bare names are both a kabupaten and a kota."""
    assert len({region.slug for region in ALL}) == len(ALL) == 552


def test_provinces_exist():
    """Every kabupaten and kota lies in a province of the file, the one its code begins with."""
    for region in ALL:
        if region.kind == "provinsi":
            assert values(region.iri, "partOf") == []
        else:
            province = by_code()[region.province or ""]
            assert province.kind == "provinsi"
            assert region.code.startswith(province.code + ".")
            assert values(region.iri, "partOf") == [province.iri]


def test_codes():
    """Every region has its present code; 26 in the youngest Papua provinces have their former one as well."""
    present = {str(o): str(s) for s, o in GRAPH.subject_objects(own("code"))}
    former = {str(o): str(s) for s, o in GRAPH.subject_objects(own("formerCode"))}
    assert present == {region.code: region.iri for region in ALL}
    assert former == {code: region.iri for code, region in by_former_code().items()}
    assert len(former) == 26
    assert {r.province for r in by_former_code().values()} == {"93", "94", "95", "96"}
    assert set(former).isdisjoint(present)


def test_coordinates_are_in_indonesia():
    """Every centroid lies between Sabang and Merauke, Miangas and Rote."""
    for region in ALL:
        assert -11.1 < float(values(region.iri, "latitude")[0]) < 6.1, region.label
        assert 95.0 < float(values(region.iri, "longitude")[0]) < 141.1, region.label


def test_wikidata():
    """All regions but the four youngest provinces lead to a Wikidata item, each to its own."""
    items = [str(item) for item in GRAPH.objects(None, SKOS.exactMatch)]
    assert len(items) == len(set(items)) == 548
    without = {r.code for r in ALL if (URIRef(r.iri), SKOS.exactMatch, None) not in GRAPH}
    assert without == {"93", "94", "95", "96"}


def test_governments():
    """Each region that governs itself has one government with its name; Jakarta's six units have none of their own."""
    governed = [region for region in ALL if region.has_government]
    assert len(governed) == 546
    for region in governed:
        government = URIRef(region.government_iri)
        assert (government, RDFS.label, Literal(region.government_name)) in GRAPH
        assert values(region.government_iri, "name") == [region.government_name]
        assert values(region.government_iri, "agencyKind") == ["government"]
        assert values(region.government_iri, "jurisdiction") == [region.iri]


@pytest.mark.parametrize("region", [r for r in ALL if not r.has_government], ids=lambda r: r.slug)
def test_units_of_jakarta(region):
    """An administrative unit is a region without a government: Jakarta's government stands for it."""
    assert list(GRAPH.subjects(own("jurisdiction"), URIRef(region.iri))) == []
    assert region.government_iri == by_code()["31"].government_iri
