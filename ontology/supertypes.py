"""The classes above each class, so that a node is found by any of them without reasoning.

A test holds this table against the subclass axioms of the ontology.
"""

from __future__ import annotations

from typing import Final

_AGENCIES: Final = (
    "Government",
    "Department",
    "Board",
    "Council",
    "Secretariat",
    "Section",
    "Ministry",
    "Directorate",
    "NationalBody",
    "Hospital",
)
_REGIONS: Final = ("Province", "Regency", "City")
_ORGANIZATIONS: Final = ("Agency", "Company", "University", "Media")
SUPERTYPES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_REGIONS, ("Region",)),
    **dict.fromkeys(_AGENCIES, ("Agency", "Organization")),
    **dict.fromkeys(_ORGANIZATIONS, ("Organization",)),
}


def types(term: str) -> tuple[str, ...]:
    """The class and the classes above it.

    >>> types("Department"), types("Award")
    (('Department', 'Agency', 'Organization'), ('Award',))
    """
    return (term, *SUPERTYPES.get(term, ()))
