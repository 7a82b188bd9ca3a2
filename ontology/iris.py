"""Every IRI of the graph is minted here, from one base."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote

BASE: Final = "https://w3id.org/simpul/"
ONTOLOGY: Final = BASE + "ontology"
NS: Final = ONTOLOGY + "#"
AUTHORITY: Final = BASE + "regions"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# The prefixes that exports, queries and printed IRIs share.
PREFIXES: Final = {
    "simpul": NS,
    "id": BASE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "cpov": "http://data.europa.eu/m8g/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "vivo": "http://vivoweb.org/ontology/core#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "wd": "http://www.wikidata.org/entity/",
}

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; what has none becomes a hash of itself.

    >>> slug("Kota Padang Sidempuan")
    'kota-padang-sidempuan'
    >>> slug("Ma’ruf Amin")
    'maruf-amin'
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"['’‘`]", "", text.casefold()))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return _NOT_WORD.sub("-", ascii_only).strip("-") or short_hash(text)


def short_hash(*parts: object) -> str:
    """Twelve hexadecimal digits of the SHA-256 of `parts`, for keys that have no readable form.

    >>> short_hash("a", "b") == short_hash("a", "b") != short_hash("ab")
    True
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]


def term(name: str) -> str:
    """The IRI of the ontology's class or property `name`."""
    return NS + name


def source_iri(relative_path: str) -> str:
    """The IRI of a source that has no URL: its path relative to the load root.

    >>> source_iri("2024/laporan satu.txt")
    'https://w3id.org/simpul/source/2024/laporan%20satu.txt'
    """
    return BASE + "source/" + quote(relative_path.replace("\\", "/").lstrip("/"))


def node(kind: str, *parts: str) -> str:
    """The IRI of a canonical node: its kind and the readable or hashed parts of its key.

    >>> node("agency", "kota-palembang", "dinas-komunikasi-informatika")
    'https://w3id.org/simpul/agency/kota-palembang/dinas-komunikasi-informatika'
    """
    return BASE + "/".join((kind, *parts))


def compact(iri: str) -> str:
    """`iri` with a prefix of PREFIXES where one fits, longest namespace first.

    >>> compact("https://w3id.org/simpul/ontology#Award")
    'simpul:Award'
    """
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def slash_hint(text: str) -> str:
    """What to write instead, for SPARQL or Turtle with a short name that only messages use; else nothing.

    >>> slash_hint("SELECT ?p { id:visit/08e5d75fa682 ?p ?o }")
    "; no short name holds a '/': write <https://w3id.org/simpul/visit/08e5d75fa682>"
    """
    match = re.search(r"(?<![\w:<])id:([\w-]+/[\w/-]+)", text)
    return f"; no short name holds a '/': write <{node('')}{match[1]}>" if match else ""
