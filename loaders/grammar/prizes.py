"""Prizes that a sentence tells without a rank: for a category, a title, ranks in brackets, or 'penghargaan' alone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.labels import categories_in, category_in, cluster_in
from simpul.loaders.grammar.name_lists import names_in_list
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.win import Win, enumerated, hoped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.people import Holder


def wins(page: Page, able: Sequence[Actor], sentence: Span, *, ranked: bool) -> Iterator[Win]:
    """The wins of a sentence that its ranks (if it is `ranked`) do not tell."""
    given = [] if ranked else list(_by_category(page, able, sentence))
    given += _by_title(page, able, sentence)
    given += [] if ranked or given else _beaten(page, able, sentence)
    given += _bracketed(page, able, sentence)
    yield from given
    yield from _earlier(page, able, sentence)
    yield from _titles(page, able, sentence)
    yield from _prizes(page, able, sentence, ranked or bool(given))


def honoured(page: Page, people: Sequence[Holder]) -> Iterator[Win]:
    """'Penerimanya antara lain Bupati A Nama, Bupati B Nama. Lalu, Wali Kota C Nama': people who win for themselves."""
    for told in page.matches(_RECIPIENTS, "penerima", "penerimanya", "peraih", "peraihnya"):
        sentence = page.sentence_at(told.start())
        at = page.number_at(sentence.start)
        for near in page.sentences[at : at + _GO_ON]:
            if near != sentence and not _AND_THEN.match(page.text, near.start):
                break
            found = [h for h in people if near.start <= h.start < near.end and h.post.left >= told.end()]
            if near == sentence and (not found or found[0].post.left > told.end() + _CLOSE):
                break
            for holder in found:
                actor = Actor(holder.start, holder.end, None, holder.name, "person")
                yield Win(actor, None, None, None, [(near, "people-honoured", 0.8)])


_RECIPIENTS: Final = re.compile(
    r"(?:[Pp]enerima|[Pp]eraih)(?:nya)?\s+(?:lain(?:nya)?\s+)?(?:antara\s+lain|adalah|ialah|yaitu|yakni|di\s?antaranya)\s+"
)
_AND_THEN: Final = re.compile(r"(?:Lalu|Kemudian|Selanjutnya|Berikutnya|Juga|Serta|Selain\s+itu)\b")
_GO_ON: Final = 4  # sentences that go on with a list of people
_CLOSE: Final = 5  # characters from the words for recipients to the first of them


def _earlier(page: Page, able: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """'Yang terdahulu diperoleh Pemkab Palas pada 2014, 2015 dan 2016': one win a year, of the same prize."""
    text = page.quote(sentence)
    told = _YEARS.search(text)
    inside = standing(able, sentence.start, sentence.end)
    if told is None or not inside or not _HAD.search(text) or hoped(text):
        return
    for year in re.findall(r"\d{4}", told["years"]):
        yield Win(inside[0], None, None, None, [(sentence, "prize-of-years", 0.75)], int(year))


_YEARS: Final = re.compile(
    r"\b(?:pada|tahun)\s+(?:tahun\s+)?(?P<years>(?:19|20)\d\d(?:\s*,\s*(?:dan\s+)?(?:19|20)\d\d|\s+dan\s+(?:19|20)\d\d)+)"
)
_HAD: Final = re.compile(
    r"\b(?:diperoleh|diraih|diterima|didapat\w*|meraih|menerima|memperoleh|mendapat\w*|mengantongi|menyabet)\b",
    re.IGNORECASE,
)


def _by_category(page: Page, able: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """'Kategori Informatif diraih A, B dan C': all of them win, none before the others."""
    for told in _category_won().finditer(page.text, sentence.start, sentence.end):
        beaten = told["verb"] in _BEATEN or told["winner"]
        first = beaten and not page.words.isdisjoint(("juara", "lomba", "pemenang"))
        named = names_in_list(page, told.end(), sentence.end, able)
        unknown = [replace(a, kind="other") for a in named if a.code is None and " " in a.name]
        for actor in enumerated(page, able, told.end()) or unknown:
            label = category_in(f"kategori {told['label']}") or " ".join(told["label"].split())
            cluster = cluster_in(page.quote(sentence))
            yield Win(actor, 1 if first else None, label, cluster, [(sentence, "category-won-by", 0.85)])


def _beaten(page: Page, able: Sequence[Actor], sentence: Span) -> list[Win]:
    """'Lomba itu dimenangkan Desa X': who wins the contest itself is first."""
    told = _CONTEST_WON.search(page.text, sentence.start, sentence.end)
    winners = enumerated(page, able, told.end()) if told and not hoped(page.quote(sentence)) else []
    return [Win(actor, 1, None, None, [(sentence, "contest-won-by", 0.85)]) for actor in winners[:1]]


_CONTEST_WON: Final = re.compile(
    r"\b[Ll]omba\b[^.;:]{0,60}?\b(?:dimenangkan|dimenangi|dijuarai)\s+(?:oleh\s+)?(?=[A-Z])"
)


def _by_title(page: Page, able: Sequence[Actor], sentence: Span) -> list[Win]:
    """'TPID Provinsi Terbaik tahun 2021 diraih A, B dan C': a title in capitals, as the category."""
    return [
        Win(actor, None, " ".join(told["title"].split()), None, [(sentence, "title-won-by", 0.8)])
        for told in _title_won().finditer(page.text, sentence.start, sentence.end)
        for actor in enumerated(page, able, told.end())
    ]


@cache
def _title_won() -> re.Pattern[str]:
    verbs = lexicon.alternatives([v for v in lexicon.toml("awards.toml")["passive"] if v not in _LOOSE - {"ialah"}])
    return re.compile(
        r"\b(?:(?:[Pp]redikat|[Ss]tatus|[Gg]elar|[Ss]ebutan|[Bb]adan\s+[Pp]ublik)\s+)?"
        r"(?P<title>(?!Adapun|Sedangkan|Sementara|Untuk|Kategori)(?:[A-Z][\w/]*\s+){0,6}?(?:Terbaik|Berprestasi|Berkinerja\s+Terbaik|Ter[a-z]{4,}|Informatif|Pratama|Madya|Nindya|Utama|Paripurna|Peduli\s+HAM))"
        rf"(?:\s+(?:[Tt]ahun\s+)?\d{{4}})?,?\s+(?:juga\s+|berhasil\s+|kini\s+|lagi\s+)*{verbs}\s+(?:oleh\s+|kepada\s+)?(?=[A-Z])"
    )


def _bracketed(page: Page, able: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """'dimenangi Buleleng (peringkat 1), disusul Badung (2) lalu Denpasar (3)': each winner's rank in brackets."""
    inside = standing(able, sentence.start, sentence.end)
    told = [(a, m) for a in inside if (m := _RANK_IN_BRACKETS.match(page.text, a.end))]
    if [int(m["n"]) for _, m in told] == list(range(1, len(told) + 1)) and len(told) > 1:
        category = category_in(page.quote(sentence))
        for actor, match in told:
            yield Win(
                actor,
                int(match["n"]),
                category,
                cluster_in(page.quote(sentence)),
                [(sentence, "rank-in-brackets", 0.85)],
            )


_RANK_IN_BRACKETS: Final = re.compile(r"\s*\((?:peringkat\s+|juara\s+|ranking\s+|urutan\s+)?(?P<n>\d)\)", re.IGNORECASE)


@cache
def _category_won() -> re.Pattern[str]:
    verbs = lexicon.alternatives([v for v in lexicon.toml("awards.toml")["passive"] if v not in _LOOSE])
    return re.compile(
        rf"\b(?:(?P<winner>[Pp]emenang|[Jj]uara)\s+(?:untuk\s+)?)?(?:[Kk]at[ae]gori|[Bb]idang|[Ss]ektor|[Cc]abang)\s+(?P<label>\w[^.;:\n]{{2,70}}?),?\s+(?:(?:juga|berhasil|masing-masing)\s+)*"
        rf"(?P<verb>{verbs}|(?(winner)(?:adalah|ialah|yaitu|yakni)|(?!))|pemiliknya|pemenangnya|peraihnya|penerimanya)\s+(?:(?:oleh|kepada|adalah|ialah|yaitu|yakni)\s+)?"
        r"(?:(?:masing-masing|antara\s+lain)\s+)?(?=[A-Z])"
    )


_BEATEN: Final = {"dimenangi", "dimenangkan", "dijuarai", "pemenangnya"}
_LOOSE: Final = {"yaitu", "yakni", "adalah", "ialah", "milik", "kepada", "oleh"}


def _titles(page: Page, able: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """'X dinobatkan sebagai TPID Terbaik', 'X masuk Top 45': a title that is won, as the category."""
    for told in _TITLE.finditer(page.text, sentence.start, sentence.end):
        before = [a for a in standing(able, sentence.start, told.start()) if a.end <= told.start()]
        if before and told.start() - before[-1].end < _TITLE_REACH and not hoped(page.quote(sentence)):
            for actor in _row_ending(page, able, before[-1]):
                yield Win(
                    actor, None, " ".join((told["title"] or told["top"]).split()), None, [(sentence, "title-won", 0.75)]
                )


_TITLE_REACH: Final = 60
_TITLE: Final = re.compile(
    r"\b(?:(?:dinobatkan|terpilih|ditetapkan|dinyatakan)\s+(?:sebagai|menjadi)\s+"
    r"(?P<title>(?:[A-Z][\w/]*\s+){0,5}(?:Ter[a-z]+|Informatif|Peduli)(?:\s+(?:[A-Z][\w-]*|kawasan|se-?)){0,5})"
    r"|(?:masuk|meraih|menembus|lolos)\s+(?:dalam\s+|ke\s+|sebagai\s+|jajaran\s+)*(?P<top>(?:Top|TOP)\s+(?:\d{2,3}|[Ii]novasi\s+\w+)))"
)


_ROW: Final = 500  # characters that a row of names spans at most


def _row_ending(page: Page, able: Sequence[Actor], last: Actor) -> list[Actor]:
    """The actors of the row that ends with one: of 'A, B dan C meraih …' all three."""
    row = [last]
    for actor in reversed([a for a in standing(able, last.start - _ROW, last.start) if a.end <= last.start]):
        if not re.fullmatch(r"\s*(?:,|;|dan|serta|,\s*dan|,\s*serta|&)\s*", page.text[actor.end : row[0].start]):
            break
        row.insert(0, actor)
    return row


def _prizes(page: Page, able: Sequence[Actor], sentence: Span, ranked: bool) -> Iterator[Win]:
    """Prizes without a rank: somebody wins 'penghargaan', 'predikat' …, or somebody gives it to them."""
    text = page.quote(sentence)
    if not ranked:
        yield from _received(page, able, sentence)
    if ranked or not _prize_won().search(text):
        return
    given = re.search(r"\b(?:kepada|diterima|diraih|diberikan\s+kepada)\s+(?:oleh\s+)?", text)
    takers: list[Actor] = []
    if given and _gives().search(text[: given.start()]):
        takers = enumerated(page, able, sentence.start + given.end())
    if not takers:
        taking = [a for a in standing(able, sentence.start, sentence.end) if _takes(page, a, sentence)]
        taking = taking[:1] + [a for a in taking[1:] if _NEW_CLAUSE.search(page.text, sentence.start, a.start)]
        if len(taking) > 1:
            yield from _each(page, able, sentence, taking)
            return
        takers = _row_with(page, able, taking[0]) if taking else []
    labels: list[str | None] = [*categories_in(text)]
    for actor in takers:
        for category in labels or [None]:
            yield Win(actor, None, category, cluster_in(text), [(sentence, "prize-without-rank", 0.75)])


def _each(page: Page, able: Sequence[Actor], sentence: Span, taking: Sequence[Actor]) -> Iterator[Win]:
    """'A mendapat Penghargaan Khusus X, B mendapat Penghargaan Khusus Y': each takes its own, as its clause tells."""
    bounds = [a.start for a in taking[1:]] + [sentence.end]
    last_end = -1
    for actor, end in zip(taking, bounds, strict=True):
        if actor.start < last_end:
            continue
        row = _row_with(page, able, actor)
        last_end = row[-1].end
        clause = page.text[actor.end : end]
        special = _SPECIAL.search(clause)
        category = category_in(clause) or (" ".join(special["name"].split()) if special else None)
        for one in row:
            yield Win(one, None, category, cluster_in(clause), [(sentence, "prize-without-rank", 0.75)])


_NEW_CLAUSE: Final = re.compile(
    r"(?:[,;]\s*(?:(?:dan|serta|sedangkan|sementara|lalu|kemudian)\s+)?|\b(?:sedangkan|sementara)\s+)$"
)
_SPECIAL: Final = re.compile(
    r"(?P<name>[Pp]enghargaan\s+[A-Z]\w+(?:\s+(?:dan\s+|bagi\s+|untuk\s+|pada\s+)?[A-Z][\w-]*){1,9})"
)


def _received(page: Page, able: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """'anugerah Pangripta Nusantara sudah pernah diterima Kota Batu', 'dinobatkannya Kota Batu sebagai Kota Sehat'."""
    text = page.quote(sentence)
    told = _received_by().search(text)
    if told is None or hoped(text) or _gives().search(text[: told.start()]):
        return
    named = _QUALIFIED.search(told[0])
    category = category_in(text) or (" ".join(named["name"].split()).removeprefix("Predikat ") if named else None)
    for actor in enumerated(page, able, sentence.start + told.end()):
        yield Win(actor, None, category, cluster_in(text), [(sentence, "prize-received-by", 0.75)])


# 'penghargaan Kualifikasi A (Sangat Terbuka) diberikan kepada': a class of the prize.
_QUALIFIED: Final = re.compile(
    r"(?P<name>(?:Kualifikasi|Predikat|Peringkat|Tingkat(?!\s+(?:Nasional|Provinsi|Kabupaten|Kota))|Kelas|Zona)\s+[A-Z]\w*(?:\s+[A-Z]\w*){0,3}(?:\s*\([^)]{3,30}\))?)"
)


@cache
def _received_by() -> re.Pattern[str]:
    nouns = lexicon.alternatives([n for n in _NOUNS if n not in {"gelar", "opini"}])
    return re.compile(
        rf"(?<!\w){nouns}(?!\w)[^.;:]{{0,80}}?\b(?:diterima|diraih|diperoleh|disabet|didapat(?:kan)?|diboyong|dikantongi|(?:dianugerahkan|diberikan|diserahkan|disematkan|jatuh|ditujukan)\s+kepada|direngkuh)\s+(?:oleh\s+)?"
        rf"(?:(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|\d+)\s+(?:pemerintah\s+)?"
        rf"(?:daerah|kabupaten|kota|provinsi)(?:/\w+)?,\s+(?:yakni|yaitu|antara\s+lain)\s+)?(?=[A-Z])",
        re.IGNORECASE,
    )


def _row_with(page: Page, able: Sequence[Actor], first: Actor) -> list[Actor]:
    """One actor and those that stand in a row behind it."""
    return enumerated(page, able, first.start) or [first]


def _takes(page: Page, actor: Actor, sentence: Span) -> bool:
    """Whether a winning verb and a prize follow soon; who 'menyerahkan piala' takes none."""
    verb = _prize_taken().search(page.text, actor.end, sentence.end)
    if not verb or verb.start() - actor.end >= _PRIZE_REACH:
        return False
    return not _GIVER.search(page.text, sentence.start, actor.start)


_PRIZE_REACH: Final = 70
_GIVER: Final = re.compile(
    r"\b(?:dari|oleh|bersama|di|bupati|wali\s?kota|gubernur|kepada|asal)\s*(?:provinsi\s*-?\s*)?$", re.IGNORECASE
)


@cache
def _prize_won() -> re.Pattern[str]:
    give = lexicon.alternatives(lexicon.toml("awards.toml")["give"])
    return re.compile(rf"{_prize_taken().pattern}|(?<!\w){give}(?!\w){_PRIZE}", re.IGNORECASE)


@cache
def _prize_taken() -> re.Pattern[str]:
    verbs = [v for v in lexicon.toml("awards.toml")["won"] if v not in _NO_PRIZE]
    taken = lexicon.alternatives([*verbs, "diganjar", "dianugerahi"])
    return re.compile(rf"(?<!\w){taken}(?!\w){_PRIZE}", re.IGNORECASE)


# Verbs that join anything to anything, and the words for a prize behind the others.
_NO_PRIZE: Final = {"menjadi", "jadi", "sebagai", "selaku", "masuk", "kembali", "berada", "tercatat"}
_NOUNS: Final = [n for n in lexicon.toml("awards.toml")["nouns"] if n not in {"juara", "terbaik"}]
_PRIZE: Final = rf"\s+(?:\w+\s+){{0,4}}?{lexicon.alternatives(_NOUNS)}(?!\w)"


@cache
def _gives() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){lexicon.alternatives(lexicon.toml('awards.toml')['give'])}(?!\w)", re.IGNORECASE)
