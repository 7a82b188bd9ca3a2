"""Facts as the JSON document that `simpul extract --format json` prints (its schema: `facts.schema.json`)."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from simpul.ontology.facts import (
    Agency,
    Award,
    Collaboration,
    Competition,
    Fact,
    Innovation,
    Official,
    Participation,
    RegionMention,
    StudyVisit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

KEYS: dict[str, type[Fact]] = {
    "agencies": Agency,
    "officials": Official,
    "competitions": Competition,
    "awards": Award,
    "participations": Participation,
    "visits": StudyVisit,
    "collaborations": Collaboration,
    "innovations": Innovation,
}
_JSON_NAMES = {"agency_kind": "kind", "from_date": "from", "to_date": "to"}


def facts_document(identifier: str, published: str | None, facts: Iterable[Fact]) -> dict[str, Any]:
    """The facts of one article as a JSON-ready dictionary, in the order they were given."""
    found = list(facts)
    regions = [f for f in found if isinstance(f, RegionMention)]
    return {
        "id": identifier,
        "published": published,
        "regions": list(dict.fromkeys(f.code for f in regions)),
        "region_mentions": [_item(f) for f in regions],
        **{key: [_item(f) for f in found if isinstance(f, kind)] for key, kind in KEYS.items()},
    }


def _item(fact: Fact) -> dict[str, Any]:
    item = {
        _JSON_NAMES.get(f.name, f.name): _plain(getattr(fact, f.name)) for f in fields(fact) if f.name != "evidence"
    }
    if isinstance(fact, Collaboration):
        item["parties"] = [party.name for party in fact.parties]
        item["party_regions"] = [party.region for party in fact.parties]
    if isinstance(fact, Competition):
        item["ceremony"] = {"date": item.pop("ceremony_date"), "venue": item.pop("ceremony_venue")}
    evidence = [
        {
            "start": e.start,
            "end": e.end,
            "quote": e.quote,
            "fields": [_JSON_NAMES.get(n, n) for n in e.fields],
        }
        | {"rule": e.rule, "confidence": e.confidence}
        for e in fact.evidence
    ]
    return item | {"evidence": evidence, "confidence": fact.confidence}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a field's value may be any of the fact types' field types
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
