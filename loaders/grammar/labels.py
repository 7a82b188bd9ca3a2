"""Categories and clusters: what a prize is given for, and among whom it is competed for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.ranks import ranks

CAPITALS: Final = (
    r"[A-Z0-9][\w'’/-]*(?:[ ]*\([^)\n]{1,30}\))?"
    r"(?:(?:[ ]+(?:dan|untuk|dengan|of|for|the|in|and|di|pada|se-?|ke)){0,2},?[ ]+"
    r"(?:\([^)\n]{1,30}\)|[A-Z0-9][\w'’/-]*))*"
)


def looks_like_category(label: str) -> bool:
    """Whether a capitalised phrase behind a rank says in what: several words, no contest's and no region's name."""
    words = label.split()
    return len(words) >= 2 and words[0] not in _NOT_CATEGORY  # noqa: PLR2004 - one word is a name more often


# Capitalised words behind a rank that begin something else than a category.
_NOT_CATEGORY: Final = frozenset(
    re.findall(
        r"\w+",
        "Kota Kabupaten Provinsi Pemkot Pemkab Pemprov Pemerintah Kelas Tingkat Nasional Klaster Lomba Anugerah "
        "Anugrah Diskominfo Dinkominfo Dinas Badan KIM Video Indonesia Se Award Penghargaan Kompetisi Festival Piala",
    )
)
_SHORTEST: Final = 3


@cache
def _category() -> re.Pattern[str]:
    heads = lexicon.alternatives([f for h in lexicon.toml("awards.toml")["category"] for f in (h, h.capitalize())])
    return re.compile(
        rf"\b(?:{heads}|[Pp]redikat(?=\s+[A-Z]))\s+(?P<label>(?:{CAPITALS})"
        r"|(?:pasar\s+\w+|[a-z]+(?:\s+[a-z,]+){2,14}?)(?=,\s+yakni|,\s+yaitu|[.;]|$)"
        r"|(?!ini|itu|yang|tersebut|lain|masing)[a-z]{3,}(?:\s+[a-z]{3,}){0,2}?(?=\s+(?:dan|serta|pada|dalam|di|tingkat|untuk|diraih|dimenangi|se-?)\b|[,.;]|$))"
    )


def category_in(text: str) -> str | None:
    """The category or sector that a text names.

    >>> category_in("pemenang dalam Sektor Pasar Tradisional yang di bagi"), category_in("katagori Klaster Kota")
    ('Pasar Tradisional', None)
    """
    for match in _category().finditer(text):
        label = match["label"].strip(" ,")
        if (
            not re.match(r"(?i)klaster|kluster|cluster|ini\b|yang\b|tersebut|lain|unggulan|apa", label)
            and (
                len(label) >= _SHORTEST or (label.isupper() and label.isalpha() and match[0][:8].lower() == "predikat")
            )
            and not ranks(label)
        ):
            return _tidy(label)
    return None


def categories_in(text: str) -> list[str]:
    """All categories that a text names, in order."""
    labels, place = [], 0
    while (told := _category().search(text, place)) is not None:
        another = _another_label().search(text, *told.span("label"))
        place = another.start() if another else told.end()
        labels.append(_tidy(text[told.start("label") : place].strip(" ,")))
    return [x for x in dict.fromkeys(labels) if x and not re.match(r"(?i)klaster|ini\b|yang\b|tersebut|lain", x)]


def _tidy(label: str) -> str:
    flat = _winner_behind().split(_another_label().split(" ".join(label.split()))[0])[0]
    flat = _LEVEL_OR_YEAR.sub("", flat)
    flat = re.sub(r"\s+(?:dan|untuk|dengan|of|for|the|in|and|di|pada|se-?|ke)$", "", flat)
    return (
        flat
        if flat[:1].isupper()
        else " ".join(w if w in {"dan", "di", "untuk"} else w.capitalize() for w in flat.split())
    )


_LEVEL_OR_YEAR: Final = re.compile(
    r"\s+[Tt]ingkat\s+(?:Nasional|Provinsi|Kabupaten|Kota)\b.*$|\s+(?:[Tt]ahun\s+)?(?:19|20)\d\d$|,?\s+(?:Juara|Peringkat|Terbaik)\s+(?:\d|[IVX]+\b).*$"
)


@cache
def _winner_behind() -> re.Pattern[str]:
    """Where a label ends because a winner is named: 'Bidang Pelayanan Publik, Puskesmas Maron tampil …'."""
    groups = lexicon.alternatives(lexicon.toml("awards.toml")["groups"])
    return re.compile(
        rf",\s+(?=(?:Kabupaten|Kota|Provinsi|Pem[a-z]+|Dinas|Dis\w+|Badan|Bagian|Universitas|PT|RSUD|{groups})(?!\w))"
    )


@cache
def _another_label() -> re.Pattern[str]:
    """Where a label ends because the next one, or a contest's name, begins: 'Klaster Kota Sektor Pasar'."""
    words = lexicon.toml("awards.toml")
    heads = [h.capitalize() for h in (*words["category"], *words["cluster"]) if h not in {"wilayah", "bidang"}]
    return re.compile(
        rf"\s+(?:(?:pada|dalam|di|untuk)\s+)?(?:{lexicon.alternatives([*heads, *words['prefix_heads']])})\b"
    )


# 'Tertib Administrasi Kelompok Dasa Wisma': a word for a cluster that a name holds.
_IN_NAME: Final = re.compile(r"(?<=\w )(?!(?:Kategori|Sektor|Juara|Terbaik)\b)[A-Z][a-z]+\s\Z")


@cache
def _cluster() -> re.Pattern[str]:
    heads = lexicon.alternatives([f for h in lexicon.toml("awards.toml")["cluster"] for f in (h, h.capitalize())])
    return re.compile(
        rf"\b(?:{heads})\s+(?P<label>[A-Z][\w/]*(?:\s+[A-Z][\w/]*){{0,6}}|(?:pemerintah|pemda|kementerian|lembaga|instansi|perguruan|perusahaan|sekolah)\s+[a-z]+)"
    )


def cluster_in(text: str) -> str | None:
    """The cluster that a text names.

    >>> cluster_in("juara ketiga katagori Klaster Kota perlombaan"), cluster_in("Klaster Kabupaten Tertinggal")
    ('Kota', 'Kabupaten Tertinggal')
    """
    found = [
        _another_label().split(" ".join(m["label"].split()))[0]
        for m in _cluster().finditer(text)
        if not (m[0][0].isupper() and _IN_NAME.search(text, max(0, m.start() - 25), m.start()))
    ]
    return " ".join(w.capitalize() if w.islower() else w for w in found[0].split()) if len(set(found)) == 1 else None
