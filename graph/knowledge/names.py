"""Keys: what a name is reduced to before two names are compared, and the IRIs made of the reduced names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from simpul.ontology.iris import node, slug
from simpul.ontology.regions import Region, by_code

NATIONAL = "nasional"
_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9-]{1,9})\)|^([A-Z][A-Z0-9-]{1,9})(?=\s+(?:tahun\s+)?\d{4}$|$)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("simpul.graph.knowledge") / "words.toml").read_text(encoding="utf-8"))


@cache
def _weak(kind: str) -> frozenset[str]:
    return frozenset(_words()[kind]["weak"].split())


def plain(text: str) -> str:
    """Lower case, words only, synonyms replaced by one of them.

    >>> plain("Lomba “New Normal” COVID-19")
    'lomba tatanan normal baru covid'
    """
    words = " ".join(_WORD.findall(re.sub(r"['’‘`]", "", text.casefold())))
    for other, usual in _words()["synonyms"].items():
        words = re.sub(rf"\b{other}\b", usual, words)
    return words


def strong_words(name: str) -> frozenset[str]:
    """The words by which a contest is known: no event words, no year, no acronym in brackets.

    >>> sorted(strong_words("Lomba Video Inovasi Daerah Tatanan Normal Baru Produktif dan Aman COVID-19 (LID) 2020"))
    ['baru', 'normal', 'tatanan']
    """
    bare = re.sub(r"\([^)]*\)", " ", name)
    return frozenset(w for w in plain(bare).split() if w not in _weak("competition") and not _YEAR.fullmatch(w))


def acronyms(name: str) -> frozenset[str]:
    """Acronyms that a contest's name gives itself, or is.

    >>> acronyms("Anugerah Media Center (AMC) 2024") == acronyms("AMC 2024")
    True
    """
    found = {a or b for a, b in _ACRONYM.findall(name) if (a or b).isupper()}
    return frozenset(found)


def category_key(name: str | None) -> str | None:
    """A category or cluster without the words that only say that it is one.

    >>> category_key("Sektor Pasar Tradisional"), category_key("Klaster Kota"), category_key(None)
    ('pasar tradisional', 'kota', None)
    """
    if not name:
        return None
    kept = [w for w in plain(name).split() if w not in _weak("category")]
    return " ".join(kept) or plain(name)


def topic_key(topic: str | None) -> str:
    """A topic's words, sorted.

    >>> topic_key("Internet gratis, internet desa")
    'desa gratis internet'
    """
    return " ".join(sorted(set(plain(topic or "").split()) - _weak("category")))


def person_key(name: str) -> str:
    """A person's name as a readable key.

    >>> person_key("Ma’ruf Amin")
    'maruf-amin'
    """
    return slug(name)


def agency_iri(name: str, region_code: str | None) -> str:
    """The IRI of a body: its region, and the words of its name without the region's, the form of body first.

    >>> a = agency_iri("Dinas Komunikasi, Informatika, Statistik dan Persandian Kota Surakarta", "33.72")
    >>> a == agency_iri("Dinas Komunikasi Informatika Persandian dan Statistik Surakarta", "33.72")
    True
    >>> agency_iri("Pemerintah Kota Surakarta", "33.72")
    'https://w3id.org/simpul/agency/kota-surakarta/pemerintah'
    >>> agency_iri("Kementerian Dalam Negeri RI", None)
    'https://w3id.org/simpul/agency/nasional/kementerian-dalam-negeri'
    """
    region = by_code().get(region_code or "")
    if region is None:
        return node("agency", NATIONAL, slug(" ".join(_kept(name, "agency"))))
    words = _kept(_without_region(name, region), "agency")
    if not words:
        return region.government_iri
    head, *fields = words
    return node("agency", region.slug, slug(" ".join([head, *sorted(set(fields))])))


def _kept(name: str, kind: str) -> list[str]:
    words = plain(name).split()
    return [w for w in words if w not in _weak(kind)] or ([] if kind == "agency" and "pemerintah" in words else words)


def _without_region(name: str, region: Region) -> str:
    """`name` without its region at the end, however the region is written.

    >>> _without_region("Dinas Kesehatan Provinsi DKI Jakarta", by_code()["31"])
    'Dinas Kesehatan'
    """
    forms = {region.label, region.name, region.label.partition(" ")[2], region.name.replace(" ", "")}
    tail = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    kinds = r"(?:(?:provinsi|prov\.?|kabupaten|kab\.?|kotamadya|kota)\s+)?"
    return re.sub(rf"[\s,]*\b{kinds}(?:{tail})\s*$", "", name, flags=re.IGNORECASE)


def official_iri(name: str, place: str) -> str:
    """The IRI of a person, known by name and by the place (a region's slug or a body's key) of the post.

    >>> official_iri("Heny Ermawati", "kota-surakarta")
    'https://w3id.org/simpul/official/kota-surakarta/heny-ermawati'
    """
    return node("official", place, person_key(name))


def place_of(agency: str) -> str:
    """The part of a body's IRI that says where it belongs: the region's slug, or the national body itself.

    >>> place_of("https://w3id.org/simpul/agency/kota-batam/pemerintah")
    'kota-batam'
    >>> place_of("https://w3id.org/simpul/agency/nasional/kementerian-dalam-negeri")
    'kementerian-dalam-negeri'
    """
    place, body = agency.rsplit("/", 2)[1:]
    return body if place == NATIONAL else place
