import json
from copy import deepcopy

import pytest

from simpul.ontology.facts import (
    Agency,
    Award,
    Collaboration,
    Competition,
    Count,
    Evidence,
    Innovation,
    Official,
    Participation,
    Party,
    RegionMention,
    StudyVisit,
)
from simpul.ontology.facts_document import facts_document
from simpul.ontology.model import resource

jsonschema = pytest.importorskip("jsonschema")

WORDS = (Evidence(source="urn:x", start=3, end=8, quote="Batam", rule="region", confidence=0.8, fields=("name",)),)
FULL = (
    RegionMention(evidence=WORDS, code="21.71"),
    Agency(
        evidence=WORDS,
        name="Dinas Kesehatan Kota Batam",
        aliases=("Dinkes",),
        region="21.71",
        agency_kind="dinas",
        responsibilities=("imunisasi",),
    ),
    Official(
        evidence=WORDS,
        name="Amsakar Achmad",
        position="Wakil Wali Kota",
        region="21.71",
        org="Pemerintah Kota Batam",
        aliases=("Amsakar",),
        status="definitive",
        from_date="2016",
        to_date="2021-03-05",
    ),
    Competition(
        evidence=WORDS,
        name="Lomba Inovasi Daerah",
        organiser="Kementerian Dalam Negeri",
        year=2020,
        supporters=("BNPB",),
        categories=("Restoran",),
        clusters=("Kota",),
        participants=(Count(460, "daerah"),),
        entries=(Count(2517, "video"),),
        ceremony_date="2020-06-22",
        ceremony_venue="Jakarta",
    ),
    Award(
        evidence=WORDS,
        programme="Lomba Inovasi Daerah",
        recipient="21.71",
        recipient_name="Pemko Batam",
        rank="favorit",
        category="Restoran",
        cluster="Kota",
        date="2020",
        awarded_by="Kementerian Dalam Negeri",
        handed_by="Tito Karnavian",
        received_by="Amsakar Achmad",
        work="video",
        criterion="jumlah suka",
        status="conferred",
    ),
    Participation(
        evidence=WORDS,
        region="21.71",
        competition="Lomba Inovasi Daerah",
        categories=("Restoran",),
        entries=(Count(7, "video"),),
    ),
    StudyVisit(
        evidence=WORDS,
        visitor="63.03",
        visitor_name="DKISP Kabupaten Banjar",
        host="33.72",
        host_name="Diskominfo SP Kota Surakarta",
        date="2024-10-22",
        topic="informasi publik",
        form="studi tiru",
        leader="Aidil Basith",
        received_by="Heny Ermawati",
        delegation=(Count(37, "awak media"),),
    ),
    Collaboration(
        evidence=WORDS,
        parties=(Party("Pemerintah Kota Batam", "21.71"), Party("Telkom")),
        topic="internet",
        date="2024",
        form="MoU",
    ),
    Innovation(evidence=WORDS, name="Internet gratis", owner="21.71", description="di taman", partners=("Telkom",)),
)
SPARSE = (
    Agency(evidence=WORDS, name="Telkom"),
    Official(evidence=WORDS, name="Edison", position="Kepala Dinas"),
    Competition(evidence=WORDS, name="Anugerah Media Center"),
    Award(evidence=WORDS, recipient="Edison", recipient_kind="person", rank=1),
    Participation(evidence=WORDS, region="21", competition="Anugerah Media Center"),
    StudyVisit(evidence=WORDS, visitor="Universitas Riau", host="21.71"),
    Collaboration(evidence=WORDS),
    Innovation(evidence=WORDS, name="Internet gratis"),
)
BROKEN = {
    "a fact without evidence": lambda d: d["awards"][0]["evidence"].clear(),
    "a confidence of zero": lambda d: d["awards"][0].update(confidence=0),
    "a rank of zero": lambda d: d["awards"][0].update(rank=0),
    "a region by name": lambda d: d["regions"].append("Kota Batam"),
    "a month for a date": lambda d: d["visits"][0].update(date="2024-10"),
    "a status nobody knows": lambda d: d["officials"][0].update(status="sementara"),
    "a key that is not there": lambda d: d["agencies"][0].pop("kind"),
    "a key that has no place": lambda d: d["visits"][0].update(colour="biru"),
    "a list that is missing": lambda d: d.pop("innovations"),
}


def schema():
    return json.loads(resource("facts.schema.json").read_text(encoding="utf-8"))


def validator():
    return jsonschema.Draft202012Validator(schema())


def printed(facts):
    return json.loads(json.dumps(facts_document("a1", "2020-06-23", facts)))


def described(part):
    """All the schema's parts that stand for a value: they must say what it is."""
    for key in ("properties", "$defs"):
        for name, inner in part.get(key, {}).items():
            yield name, inner
            yield from described(inner)


def test_schema_is_one():
    """The file is a valid JSON Schema of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_part_is_described():
    """Each key of the document says what it holds, itself or by the definition it points to."""
    silent = [name for name, part in described(schema()) if not part.get("description") and "$ref" not in part]
    assert silent == []


@pytest.mark.parametrize("facts", [FULL, SPARSE, ()], ids=["every field", "required fields", "nothing"])
def test_documents_are_valid(facts):
    """Documents with every field, with the required ones only and with no fact at all fit the schema."""
    assert [error.message for error in validator().iter_errors(printed(facts))] == []


def test_every_key_is_printed():
    """The schema names exactly the keys that a document has, in lists, items and parts of items."""
    definitions = schema()["$defs"]
    document = printed(FULL)
    assert set(schema()["properties"]) == set(document)
    for key, part in schema()["properties"].items():
        name = part.get("items", {}).get("$ref", "").removeprefix("#/$defs/")
        if key != "regions" and name:
            assert set(definitions[name]["properties"]) == set(document[key][0]), key
            assert None not in document[key][0].values(), key


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN)
def test_broken_documents_are_refused(harm):
    """What no extraction may print does not fit the schema."""
    document = deepcopy(printed(FULL))
    harm(document)
    assert not validator().is_valid(document)
