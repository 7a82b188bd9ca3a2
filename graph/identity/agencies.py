"""Which names of bodies mean one body, within one region (or among national bodies).

The rules, each named in the judgement that it makes:

- `same-words`: the same form of body and the same fields of affairs, abbreviations written out.
- `spelled-alike`: the same but for slips of the pen.
- `alias-told`: a report spells the short form out for the other.
- `initials`, `blend`: the short form is made of the other's words.
- `fields-added`: the same form of body with the same first field, and more fields beside it, as dinas have that grow.
- `field-shared` (asks people): one's fields are among the other's, but not the first: the two may have been merged.
- `town-added`, `part-of-name`: a university with its town behind it; a hospital by part of its own name.
- `form-changed`: a dinas and a badan of the same fields, of which a region has one after the other.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from simpul.graph.identity.likeness import REMEMBERED, Found
from simpul.graph.identity.spelling import slip, sounded
from simpul.graph.knowledge.names import NATIONAL, kept_words, plain, without_region_of
from simpul.ontology.known_names import affair_words, affairs, national_names, region_forms, regional_names
from simpul.ontology.regions import by_code, by_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpul.graph.identity.profile import Profile

_BRACKETS = re.compile(r"\(([^)]*)\)")
_SHORTEST_INITIALS, _SHORTEST_BLEND = 3, 6


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("simpul.graph.identity") / "agencies.toml").read_text(encoding="utf-8"))


class Form(NamedTuple):
    """A name without its region: the form of body, then its fields in the order told."""

    head: str
    fields: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return (self.head, *self.fields)


def place_of_body(iri: str) -> str:
    """The region's slug that a body's IRI holds, or 'nasional'."""
    return iri.rsplit("/", 2)[1]


@lru_cache(maxsize=REMEMBERED)
def form(name: str, place: str) -> Form | None:
    """A body's name taken apart, abbreviations written out; None where nothing is left.

    >>> form("Diskominfo SP Surakarta", "kota-surakarta")
    Form(head='dinas', fields=('komunikasi', 'informatika', 'statistik', 'persandian'))
    >>> form("Badan Perencanaan Pembangunan Daerah (Bappeda) Kota Batam", "kota-batam").fields
    ('perencanaan', 'pembangunan')
    >>> form("Dinas Kominfo RI", "nasional") == form("Dinas Komunikasi dan Informatika", "nasional")
    True
    """
    bare = " ".join(_BRACKETS.sub(" ", name).split())
    if place == NATIONAL:
        bare = _office_in_full(bare)
    else:
        bare = _OFFICE.sub(" ", without_region_of(_without_province(bare, place), place))
        bare = without_region_of(bare, place)
    words = kept_words(_written_out(bare, place))
    words = tuple(w for n, w in enumerate(words) if w not in words[:n])
    if not words:
        return None
    head, fields = words[0], words[1:]
    less = tuple(w for w in fields if w not in _data()["filler"].get(head, ()))
    return Form(head, less or fields)


def _without_province(name: str, place: str) -> str:
    """A name without the province behind its region ('DPRD Kota Padang Sumbar')."""
    region = by_slug().get(place)
    province = by_code().get(region.code[:2]) if region and "." in region.code else None
    less = without_region_of(name, province.slug) if province else name
    return less if region and plain(region.name).split()[-1] in plain(less).split() else name


_OFFICE = re.compile(
    r"\b(?:kantor\s+(?:wilayah|perwakilan|regional)|kanwil|kanreg|kpw|(?<!dewan )perwakilan)\b", re.IGNORECASE
)


def _office_in_full(name: str) -> str:
    """A national body's office in a region, by the region's own name and without the words that say it is an office.

    >>> _office_in_full("Kantor Perwakilan Bank Indonesia Sulteng"), _office_in_full("Bank Indonesia")
    ('Bank Indonesia Sulawesi Tengah', 'Bank Indonesia')
    """
    words = name.split()
    for at in range(max(1, len(words) - _LONGEST_REGION), len(words)):
        region = _regions().get(plain(" ".join(words[at:])))
        if region:
            head = _OFFICE.sub(
                " ", re.sub(r"\b(?:provinsi|prov\.?)\s*$", "", " ".join(words[:at]), flags=re.IGNORECASE)
            )
            return " ".join(f"{head} {region}".split())
    return name


_LONGEST_REGION = 4


@cache
def _regions() -> dict[str, str]:
    """Names and short forms of provinces, in plain words, and the name of the province."""
    provinces = [r for code, r in by_code().items() if "." not in code]
    return {plain(f): r.name for r in provinces for f in (r.name, *region_forms().get(r.code, ()))}


def _written_out(name: str, place: str) -> str:
    """A name with its short forms in full, the longest first; what is not known stays.

    >>> _written_out("Disdikpora", "kota-batam"), _written_out("Kominfo", "nasional")
    ('dinas pendidikan pemuda dan olahraga', 'kementerian komunikasi informatika')
    """
    words = name.replace("-", " ").replace("/", " ").replace("&", " dan ").casefold().split()
    known, out, at = _full_names(place == NATIONAL), [], 0
    while at < len(words):
        for length in range(len(words) - at, 0, -1):
            short = " ".join(words[at : at + length]).strip(".,")
            full = _affairs().get(short)
            if at == 0:
                glued = short.replace(" ", "") if length > 1 else short
                full = known.get(short) or known.get(glued) or full
            if full is None and length == 1 and short not in affair_words():
                full = pieces(short)
            if full is not None:
                out.append(full)
                at += length
                break
        else:
            out.append(words[at])
            at += 1
    return " ".join(" ".join(out).split())


@lru_cache(maxsize=REMEMBERED)
def pieces(word: str) -> str | None:
    """What a word made of beginnings of words stands for; None for any other word.

    >>> pieces("diskomsandi"), pieces("parekrafbud"), pieces("kesehatan")
    ('dinas komunikasi persandian', 'pariwisata ekonomi kreatif kebudayaan', None)
    >>> pieces("dp2kb")
    'dinas pengendalian penduduk keluarga berencana'
    """
    known = _data()["pieces"]
    for length in range(len(word), 1, -1):
        full = known.get(word[:length])
        if full is not None:
            if length == len(word):
                return str(full)
            rest = pieces(word[length:])
            if rest is not None:
                return f"{full} {rest}"
    known_rest = _affairs().get(word[1:]) or (pieces(word[1:]) if len(word) > _SHORTEST_BLEND else None)
    return f"dinas {known_rest}" if word.startswith("d") and known_rest and len(word) > _SHORTEST_INITIALS else None


def body_in_full(name: str) -> str:
    """A regional body's name, or a field of affairs, with its short forms written out."""
    return " ".join(w for w in _written_out(name, "").split() if w != "dan")


@cache
def _full_names(national: bool) -> dict[str, str]:
    """Short forms with which a name begins, with and without the dashes in them."""
    one, other = regional_names(), national_names()
    known = {**one, **other} if national else {**other, **one}
    loose = {form.replace("-", " ").replace("/", " "): name for form, name in known.items()}
    found = {**loose, **known, **_data()["short"], **_data()["national" if national else "regional"]}
    return {form: full.casefold() for form, full in found.items() if full.casefold() != form}


@cache
def _affairs() -> dict[str, str]:
    return {short: full.casefold() for short, full in {**affairs(), **_data()["words"]}.items()}


def keys(profile: Profile) -> Iterator[str]:
    """What a body is looked up by; two bodies that share none are not compared."""
    place = place_of_body(profile.iri)
    for name in (*profile.names, *_telling(profile.said("alias"))):
        found = form(name, place)
        if found is None:
            continue
        rare = [w for w in found.fields if w not in _data()["common"]["fields"]]
        yield from (f"agency|{place}|{word[:_STEM]}" for word in rare or found.words)
        yield f"agency|{place}|:{_joined(*found.fields)[:_STEM]}"
        if not found.fields:
            yield f"agency|{place}|={_joined(found.head)}"
        else:
            yield from (f"agency|{place}|={letters}" for letters in _initials(name, place))
            if place != NATIONAL:
                yield f"agency|{place}|^{found.head[:2]}"
        if place != NATIONAL and not found.fields:
            yield f"agency|{place}|^{found.head[:2]}"


_STEM = 6  # letters of a word that are compared first: slips come later in words more often than before


def compare(one: Profile, other: Profile, _body: Callable[[str], str]) -> Found | None:
    """What the names of two bodies of one place say."""
    place = place_of_body(one.iri)
    if place != place_of_body(other.iri) or "pemerintah" in {_last(one.iri), _last(other.iri)}:
        return None
    sides = [[f for n in profile.names if (f := form(n, place))] for profile in (one, other)]
    told = [_aliases(profile, place) for profile in (one, other)]
    found = [_forms(a, b, place) for a in sides[0] for b in sides[1]]
    letters = [{i for n in profile.names for i in _initials(n, place)} for profile in (one, other)]
    for short, names in enumerate(sides):
        if any(_joined(*f.words) in told[1 - short] for f in names):
            found.append(Found("alias-told", 0.97, short))
        if any(not f.fields and f.head in letters[1 - short] for f in names):
            found.append(Found("initials", 0.93, short))
    return max((f for f in found if f), key=lambda f: (f.score, f.rule), default=None)


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def _aliases(profile: Profile, place: str) -> frozenset[str]:
    brackets = [short for name in profile.names for short in _BRACKETS.findall(name)]
    told = [form(alias, place) for alias in _telling((*profile.said("alias"), *brackets))]
    return frozenset(_joined(*f.words) for f in told if f)


def _telling(aliases: tuple[str, ...]) -> list[str]:
    """Aliases that are not just the form of body ('Dinas', 'Pemkab')."""
    return [a for a in aliases if plain(a) not in _data()["common"]["aliases"] and len(a) >= _SHORTEST_INITIALS]


def _joined(*words: str) -> str:
    return "".join(words)


@lru_cache(maxsize=REMEMBERED)
def _initials(name: str, place: str) -> frozenset[str]:
    """First letters of a name of several fields, with and without the words that tell no body from another.

    >>> sorted(_initials("Bank Rakyat Indonesia", "nasional"))
    ['bri']
    """
    found = form(name, place)
    if found is None or not found.fields:
        return frozenset()
    told = plain(_BRACKETS.sub(" ", name)).split()
    ways = [
        found.words,
        tuple(w for w in found.words if w != "daerah"),
        tuple(w for w in told if w not in {"dan", "serta", "pt", "tbk", "persero"}),
    ]
    return frozenset(i for words in ways if len(i := "".join(w[0] for w in words)) >= _SHORTEST_INITIALS)


def _forms(a: Form, b: Form, place: str) -> Found | None:
    if set(a.words) == set(b.words) or _joined(*a.words) == _joined(*b.words):
        return Found("same-words", 0.99)
    if (a.head == b.head and _slips(a.fields, b.fields)) or (slip(a.head, b.head) and set(a.fields) == set(b.fields)):
        return Found("spelled-alike", 0.94)
    for short, (less, more) in enumerate(((a, b), (b, a))):
        long_enough = not less.fields and more.fields and len(less.head) >= _SHORTEST_BLEND
        if long_enough and blend(less.head, more.words):
            return Found("blend", 0.91, short)
    return _grown(a, b, place)


def _slips(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether fields are the same but for slips of the pen, in any order."""
    left, right = sorted(set(a) - set(b)), sorted(set(b) - set(a))
    if not left or len(left) != len(right):
        return False
    return all(any(slip(word, other) or sounded(word) == sounded(other) for other in right) for word in left)


def blend(short: str, words: tuple[str, ...]) -> bool:
    """Whether a short form is made of beginnings (or middles of three letters) of all words, in their order.

    >>> blend("diskominfo", ("dinas", "komunikasi", "informatika")), blend("bappeda", ("badan", "kepegawaian"))
    (True, False)
    >>> blend("disdikbud", ("dinas", "pendidikan", "kebudayaan"))
    True
    """
    if not words:
        return not short
    head, rest = words[0], words[1:]
    for length in range(min(len(short), len(head), _PART), 0, -1):
        piece = short[:length]
        fits = head.startswith(piece) or (length >= _MIDDLE and piece in head) or _data()["pieces"].get(piece) == head
        if fits and blend(short[length:], rest):
            return True
    return False


_PART, _MIDDLE = 6, 3


def _grown(a: Form, b: Form, place: str) -> Found | None:
    """Bodies of one form that say more or less of their fields or names, and a form that was changed.

    A national body with a branch's words beside its own is that branch, not more of the same.
    """
    if not a.fields or not b.fields:
        return None
    growing = _data()["growing"]["heads"]
    if place == NATIONAL and (set(a.fields) ^ set(b.fields)) & set(_data()["common"]["branch"]):
        return None
    if a.head != b.head:
        both = {a.head, b.head} <= set(growing) and set(a.fields) == set(b.fields)
        return Found("form-changed", 0.91) if both else None
    if a.head in growing:
        return _more_fields(a, b)
    rule = {_CAMPUS: _campus, _HOSPITAL: _hospital}.get(a.head)
    return rule(a, b) if rule else None


def _more_fields(a: Form, b: Form) -> Found | None:
    for short, (less, more) in enumerate(((a, b), (b, a))):
        if set(less.fields) < set(more.fields):
            first = less.fields[0] == more.fields[0]
            return Found("fields-added", 0.91, short) if first else Found("field-shared", 0.6)
    return None


_CAMPUS, _HOSPITAL = "universitas", "rumah"


def _campus(a: Form, b: Form) -> Found | None:
    """A university with the town it is in behind its name; 'Universitas Negeri X' is named by the town itself."""
    for short, (less, more) in enumerate(((a, b), (b, a))):
        added = more.fields[len(less.fields) :]
        if more.fields[: len(less.fields)] == less.fields and " ".join(added) in _towns():
            return None if less.fields[-1] in _data()["common"]["campus"] else Found("town-added", 0.93, short)
    return None


def _hospital(a: Form, b: Form) -> Found | None:
    """Hospitals known by a name of their own, however much of it is told."""
    sides = [{sounded(w) for w in f.fields} - _hospital_words() for f in (a, b)]
    if sides[0] and sides[0] == sides[1]:
        return Found("same-words", 0.97)
    for short, (less, more) in enumerate((sides, sides[::-1])):
        if less and less < more:
            return Found("part-of-name", 0.9, short)
    return None


@cache
def _hospital_words() -> frozenset[str]:
    return frozenset(map(sounded, _data()["common"]["hospital"]))


@cache
def _towns() -> frozenset[str]:
    return frozenset(plain(region.name) for region in by_slug().values())


def clash(one: Profile, other: Profile) -> bool:
    """Whether two bodies cannot be one, though both are like a third: neither's words are among the other's.

    'Dinas Pendidikan' and 'Dinas Kebudayaan' are both like 'Dinas Pendidikan dan Kebudayaan'.
    """
    place = place_of_body(one.iri)
    sides = [[f for n in profile.names if (f := form(n, place)) and f.fields] for profile in (one, other)]
    pairs = [(a, b) for a in sides[0] for b in sides[1]]
    if not pairs:
        return False
    return not any(_forms(a, b, place) or a.fields[0] == b.fields[0] for a, b in pairs)
