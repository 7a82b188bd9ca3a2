"""Keys: what a name is reduced to before two names are compared, and the IRIs made of the reduced names."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from simpul.ontology.iris import node, slug
from simpul.ontology.known_names import region_forms
from simpul.ontology.regions import Region, by_code, by_slug

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


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Lower case, words only, synonyms replaced by one of them.

    >>> plain("Lomba “New Normal” COVID-19")
    'lomba tatanan normal baru covid'
    """
    words = " ".join(_WORD.findall(re.sub(r"['’‘`]", "", text.casefold())))
    return _synonym().sub(lambda m: _words()["synonyms"][m[0]], words)


@cache
def _synonym() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()['synonyms'])})\b")


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


@cache
def body_words(kind: str) -> frozenset[str]:
    """Words of names of bodies: 'forms' are those by which a body is known to be one."""
    return frozenset(_words()["agency"][kind].split())


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
    if region is None or plain(name).partition(" ")[0] in _words()["agency"]["national"]:
        return node("agency", NATIONAL, slug(" ".join(_kept(name, "agency"))))
    words = _kept(_without_region(name, region), "agency")
    if not words:
        return region.government_iri
    head, *fields = words
    return node("agency", region.slug, slug(" ".join([head, *sorted(set(fields))])))


def parent_name(name: str) -> str | None:
    """The name of the body that a unit is part of, where the unit's name ends with it.

    >>> parent_name("Bidang Statistik Dinas Kominfo Kota Batam"), parent_name("Komisi A DPRD Kota Batam")
    ('Dinas Kominfo Kota Batam', 'DPRD Kota Batam')
    >>> parent_name("Dinas Kominfo Kota Batam"), parent_name("Sekretariat DPRD Kota Batam")
    (None, 'DPRD Kota Batam')
    """
    found = _unit().search(name)
    return found["parent"] if found else None


@cache
def _unit() -> re.Pattern[str]:
    words = _words()["agency"]
    units, parents = ("|".join(map(re.escape, words[kind])) for kind in ("units", "parents"))
    return re.compile(rf"^(?:{units})\b.*?\b(?P<parent>(?:{parents})\b.+)$", re.IGNORECASE)


def kept_words(name: str) -> tuple[str, ...]:
    """The words that tell a body from another, in order.

    >>> kept_words("Dinas Komunikasi dan Informatika")
    ('dinas', 'komunikasi', 'informatika')
    """
    return tuple(_kept(name, "agency"))


def without_region_of(name: str, place: str) -> str:
    """A body's name without its region, whose slug is `place`; a national body's name as it is.

    >>> without_region_of("Dinas Kesehatan Kota Batam", "kota-batam"), without_region_of("BKN", "nasional")
    ('Dinas Kesehatan', 'BKN')
    """
    region = by_slug().get(place)
    return _without_region(name, region) if region else name


def _kept(name: str, kind: str) -> list[str]:
    words = plain(name).split()
    return [w for w in words if w not in _weak(kind)] or ([] if kind == "agency" and "pemerintah" in words else words)


def _without_region(name: str, region: Region) -> str:
    """`name` without its region at the end, however the region is written.

    >>> _without_region("Dinas Kesehatan Provinsi DKI Jakarta", by_code()["31"])
    'Dinas Kesehatan'
    """
    forms = {region.label, region.name, region.label.partition(" ")[2], region.name.replace(" ", "")}
    forms |= set(region_forms().get(region.code, ()))
    tail = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    kinds = r"(?:(?:provinsi|prov\.?|kabupaten|kab\.?|kotamadya|kota)\s+)?"
    return re.sub(rf"[\s,]*\b{kinds}(?:{tail})\s*$", "", name, flags=re.IGNORECASE)


def official_iri(name: str, place: str, post: str | None = None) -> str:
    """The IRI of a person, known by name and by the place (a region's slug or a body's key) of the post.

    A name of one word is too common for that: the post is part of the key.

    >>> official_iri("Heny Ermawati", "kota-surakarta", "Kepala Dinas")
    'https://w3id.org/simpul/official/kota-surakarta/heny-ermawati'
    >>> official_iri("Supriyadi", "kota-surakarta", "Camat")
    'https://w3id.org/simpul/official/kota-surakarta/supriyadi/camat'
    """
    key = person_key(name)
    return node("official", place, key, *([slug(post)] if post and "-" not in key else []))


def place_of(agency: str) -> str:
    """The part of a body's IRI that says where it belongs: the region's slug, or the national body itself.

    >>> place_of("https://w3id.org/simpul/agency/kota-batam/pemerintah")
    'kota-batam'
    >>> place_of("https://w3id.org/simpul/agency/nasional/kementerian-dalam-negeri")
    'kementerian-dalam-negeri'
    """
    place, body = agency.rsplit("/", 2)[1:]
    return body if place == NATIONAL else place
