"""Who won what: ranked lists under headings, and sentences that tell ranks, relations between ranks, or prizes.

The rules, each named in the evidence of what it finds:

- `ranked-list`: lines that begin with a number or a rank and name a winner, under a heading that tells of winners;
- `rank-then-winner`: 'peringkat 1 diraih X', 'Juara II Kabupaten Y';
- `winner-then-rank`: 'X berhasil menyabet juara ketiga';
- `rank-after-others`: 'X di urutan ketiga setelah A dan B', 'di atasnya …', 'disusul B' (`rank_relations`);
- `same-prize`: 'juara favorit lainnya adalah A dan B', 'predikat serupa jatuh kepada A dan B';
- `prize-without-rank`: 'X meraih penghargaan untuk Kategori …'.

Hopes, targets and nominations are no awards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.loaders.grammar.actors import Actor
from simpul.loaders.grammar.labels import CAPITALS, categories_in, category_in, cluster_in, looks_like_category
from simpul.loaders.grammar.names import name_at, skip_honorifics
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.rank_relations import relations
from simpul.loaders.grammar.ranks import Ranked, ranks
from simpul.loaders.grammar.win import Win, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.page import Page


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    category: str | None
    cluster: str | None
    winners: bool


_ITEM: Final = re.compile(r"\s*(?:(?P<number>\d{1,2})\s*[.)]|(?P<roman>[IVX]{1,4})[.)]|[-•*–])\s*")


_AFTER_RANK: Final = re.compile(r"[\s,:]*(?:(?:lainnya|nya|itu|tersebut|masing-masing|berturut-turut)\s+)?")


_SUBJECT_REACH: Final = 160


_SHORT: Final = 90


def wins(page: Page, who: Sequence[Actor], organisers: frozenset[str]) -> list[Win]:
    """The wins that a page tells, in order; of one winner, rank, category and cluster there is one."""
    if not page.sentences_with(*CUES) and not page.sentences_with("disusul", "diikuti", "atasnya"):
        return []
    able = [
        a
        for a in who
        if (a.code or a.kind == "other")
        and a.name not in organisers
        and not _whole_area(page, a)
        and not _in_name(page, a)
    ]
    found = [*_listed(page, able), *_told(page, able), *relations(page, able)]
    return _merged(found)


def _whole_area(page: Page, actor: Actor) -> bool:
    """'se-Jawa Tengah' says who may take part; it wins nothing."""
    return bool(re.search(r"\b[Ss]e(?:-\s?|\s)$", page.text[max(0, actor.start - 4) : actor.start]))


def _in_name(page: Page, actor: Actor) -> bool:
    """'Sentra Budi Perkasa Palembang' is an office in Palembang, and not the city: a capitalised word leads to it."""
    if actor.kind != "region" or actor.end - actor.start > len(actor.name.split(" ", 1)[-1]):
        return False
    line = page.line_at(actor.start)
    before = _CAPITALISED.search(page.text, max(line.start if line else 0, actor.start - 30), actor.start)
    return bool(before) and not (line and page.is_headline(line))


_CAPITALISED: Final = re.compile(
    r"(?<=[a-z] )(?!(?:Juara|Terbaik|Peringkat|Pemenang|Harapan|Ke|Kontingen|Tim|Klaster|Kategori|[IVX]+)\b)"
    r"[A-Z][a-z]+\s\Z"
)


def _merged(found: Sequence[Win]) -> list[Win]:
    merged: list[Win] = []
    for win in found:
        same = next((w for w in merged if _same(w, win)), None)
        if same is None:
            merged.append(win)
        else:
            same.category, same.cluster = same.category or win.category, same.cluster or win.cluster
            same.evidence.extend(e for e in win.evidence if e not in same.evidence)
    return merged


def _same(one: Win, other: Win) -> bool:
    return (
        one.actor.key == other.actor.key
        and one.rank == other.rank
        and (one.category == other.category or None in {one.category, other.category})
        and (one.cluster == other.cluster or None in {one.cluster, other.cluster})
    )


def _listed(page: Page, able: Sequence[Actor]) -> Iterator[Win]:
    """Ranked lists: each item line's number or rank, and the first winner that it names."""
    if not any(_ITEM.match(page.text, line.start) or _RANK_LINE.match(page.text, line.start) for line in page.lines):
        return
    for line in _headed(page):
        if not line.winners:
            continue
        text = page.quote(line.span)
        item = _ITEM.match(text)
        told = ranks(text)
        starts = bool(told) and told[0].start <= (item.end() if item else 0) + 2
        number = told[0].rank if starts else int(item["number"]) if item and item["number"] else None
        actor = next(iter(standing(able, line.span.start, line.span.end)), None)
        if actor is None and item and number is not None:
            people = _people(page, line.span.start + item.end())
            actor = people[0] if people and people[0].end >= line.span.end else None
        if number is None or actor is None or len(text) > _LISTED:
            continue
        if not starts and item and actor.start > line.span.start + item.end() + 2:
            continue
        yield Win(actor, number, line.category, line.cluster, [(line.span, "ranked-list", 0.95)])


_RANK_LINE: Final = re.compile(r"(?:juara|terbaik|harapan|peringkat|pemenang|urutan|rank)", re.IGNORECASE)
_LISTED: Final = 140


def _headed(page: Page) -> Iterator[_Line]:
    """Each line with the category and cluster of the headings above it, and whether they tell of winners."""
    category = cluster = None
    winners = False
    for span in page.lines:
        text = page.quote(span)
        item = bool(_ITEM.match(text)) or bool(ranks(text[:30]) and ranks(text[:30])[0].start == 0)
        if not item:
            told_category, told_cluster = category_in(text), cluster_in(text)
            heading = len(text) < _SHORT or text.rstrip().endswith(":")
            if told_category and (heading or _WINNERS.search(text)):
                category = told_category
            if heading and told_cluster:
                cluster = told_cluster
            if _WINNERS.search(text) and (text.rstrip().endswith(":") or len(text) < _SHORT):
                winners = not _NOT_WINNERS.search(text)
                cluster = told_cluster if heading else None
                category = told_category
            elif told_category and heading and _STARTS_CATEGORY.match(text) and not _NOT_WINNERS.search(text):
                winners, category = True, told_category
            elif not heading:
                winners, cluster, category = False, None, None
        yield _Line(span, category, cluster, winners)


_WINNERS: Final = re.compile(r"\b(?:pemenang|juara|peraih|penerima\s+(?:penghargaan|anugerah)|terbaik)", re.IGNORECASE)


_STARTS_CATEGORY: Final = re.compile(r"\W*(?:[A-Z\d][.)]\s*)?(?:kategori|katagori|bidang|sektor)\b", re.IGNORECASE)
_NOT_WINNERS: Final = re.compile(r"\b(?:nominasi|nominator|peserta|hadir|juri|rincian pejabat)\b", re.IGNORECASE)


# The words of which a sentence that tells of a prize has one.
CUES: Final = [
    "juara",
    "peringkat",
    "urutan",
    "diurut",
    "diurutan",
    "ranking",
    "rangking",
    "rankking",
    "rank",
    "posisi",
    "terbaik",
    "pemenang",
    "harapan",
    "predikat",
    "gelar",
    "penghargaan",
    "kategori",
    "katagori",
    "opini",
    "top",
    "dinobatkan",
    "prestasi",
    "award",
    "awards",
    "anugerah",
    "anugrah",
    "piala",
    "trofi",
    "tropi",
    "piagam",
]


def _told(page: Page, able: Sequence[Actor]) -> Iterator[Win]:
    """Sentences with ranks: the winner right behind the rank, else the subject before it."""
    last: Win | None = None
    for sentence in page.sentences_with(*CUES):
        text = page.quote(sentence)
        if _again().search(text) and last:
            for actor in enumerated(page, able, sentence.start + _again().search(text).end()):  # type: ignore[union-attr]
                yield Win(actor, last.rank, None, last.cluster, [(sentence, "same-prize", 0.85)])
        if hoped(text):
            continue
        found = ranks(page.text, sentence.start, sentence.end)
        told: list[Win] = []
        for number, ranked in enumerate(found):
            limit = found[number + 1].start if number + 1 < len(found) else sentence.end
            here = list(_ranked_win(page, able, sentence, ranked, limit))
            if not here and told and _no_other(page, able, told[-1], found[number - 1], ranked):
                rest = Span(ranked.start, limit)
                category, cluster = _labels(page, rest, ranked)
                here = [Win(told[-1].actor, ranked.rank, category, cluster, [(sentence, "winner-of-several", 0.85)])]
            elif len(found) > 1:
                for win in here:
                    win.category = category_in(page.text[ranked.start : limit]) or win.category
            told += here
            last = here[-1] if here else last
            yield from here
        given = [] if found else list(_by_category(page, able, sentence))
        given += _by_title(page, able, sentence)
        yield from given
        bracketed = list(_bracketed(page, able, sentence))
        yield from bracketed
        yield from _titles(page, able, sentence)
        yield from _prizes(page, able, sentence, bool(found or given or bracketed))


def _by_category(page: Page, able: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """'Kategori Informatif diraih A, B dan C': all of them win, none before the others."""
    for told in _category_won().finditer(page.text, sentence.start, sentence.end):
        for actor in enumerated(page, able, told.end()):
            label = category_in(f"kategori {told['label']}")
            cluster = cluster_in(page.quote(sentence))
            yield Win(actor, None, label, cluster, [(sentence, "category-won-by", 0.85)])


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
        r"\b(?P<title>(?:[A-Z][\w/]*\s+){1,6}?(?:Terbaik|Berprestasi|Berkinerja\s+Terbaik|Ter[a-z]{4,}))"
        rf"(?:\s+[Tt]ahun\s+\d{{4}})?\s+(?:juga\s+|berhasil\s+)?{verbs}\s+(?:oleh\s+|kepada\s+)?(?=[A-Z])"
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
        rf"\b[Kk]ategori\s+(?P<label>[A-Z][^.;:\n]{{2,70}}?)\s+(?:juga\s+|berhasil\s+)?{verbs}\s+(?:oleh\s+|kepada\s+)?"
        r"(?:(?:masing-masing|antara\s+lain)\s+)?(?=[A-Z])"
    )


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


def _ranked_win(page: Page, able: Sequence[Actor], sentence: Span, ranked: Ranked, limit: int) -> Iterator[Win]:
    category, cluster = _labels(page, sentence, ranked)
    gap = _to_winner().match(page.text, ranked.end)
    place = gap.end() if gap else ranked.end
    behind = enumerated(page, able, place)
    explicit = bool(gap and gap["verb"])
    if explicit and not behind:
        behind = _people(page, place)
    if behind and len(ranked.ranks) > 1:
        for actor, rank in zip(behind, ranked.ranks, strict=False):
            yield Win(actor, rank, category, cluster, [(_clause(sentence, ranked, actor), "rank-then-winner", 0.9)])
        return
    subject = _subject(page, able, sentence, ranked)
    if behind and (explicit or subject is None or behind[0].start < limit):
        several = behind if not isinstance(ranked.rank, int) and explicit else behind[:1]
        if explicit or subject is None or not _won().search(page.text[subject.end : ranked.start]):
            for actor in several:
                rule = "rank-then-winner" if len(several) == 1 else "same-prize"
                yield Win(actor, ranked.rank, category, cluster, [(_clause(sentence, ranked, actor), rule, 0.9)])
            return
    if subject and len(ranked.ranks) == 1:
        clause = _clause(sentence, ranked, subject)
        yield Win(subject, ranked.rank, category, cluster, [(clause, "winner-then-rank", 0.9)])


def _people(page: Page, place: int) -> list[Actor]:
    """A person who wins in their own name: 'juara pertama diraih Dayu, warga Sambas'."""
    start = skip_honorifics(page.text, place)
    name = name_at(page.text, start)
    return [Actor(name.start, name.end, None, " ".join(page.quote(name).split()), "person")] if name else []


def _clause(sentence: Span, ranked: Ranked, actor: Actor) -> Span:
    """The sentence, or where the winner stands on the next line, the stretch of both."""
    if sentence.start <= actor.start < sentence.end:
        return sentence
    return Span(min(sentence.start, actor.start), max(ranked.end, actor.end))


def _no_other(page: Page, able: Sequence[Actor], win: Win, before: Ranked, ranked: Ranked) -> bool:
    """'juara I kategori A dan juara II kategori B': both are won by whoever won the first."""
    between = page.text[before.end : ranked.start]
    told = any(rule in {"winner-then-rank", "winner-of-several"} for _, rule, _ in win.evidence)
    return told and not standing(able, before.end, ranked.start) and bool(_JOINS.search(between))


_JOINS: Final = re.compile(r"(?:,|\bdan|\bserta|;)\s+(?:\w+\s+){0,2}$")


@cache
def _to_winner() -> re.Pattern[str]:
    verbs = lexicon.alternatives(lexicon.toml("awards.toml")["passive"])
    return re.compile(
        rf"[\s,:]*(?:(?:lainnya|masing-masing|berturut-turut|itu|tersebut|nasional|se-\s?Indonesia)\s+)*(?P<verb>(?:(?:{verbs}|untuk)\s+)+)?(?:oleh\s+|kepada\s+)?",
        re.IGNORECASE,
    )


def _subject(page: Page, able: Sequence[Actor], sentence: Span, ranked: Ranked) -> Actor | None:
    """The winner before a rank: nearest, and joined to it by a verb of winning or a word like 'di', 'sebagai'."""
    before = [
        a
        for a in standing(able, max(sentence.start, ranked.start - _SUBJECT_REACH), ranked.start)
        if a.end <= ranked.start
    ]
    for actor in reversed(before):
        between = page.text[actor.end : ranked.start]
        if re.search(
            r"\b(?:setelah|di bawah|dari|kepada|bersama|se)\s*$", page.text[max(0, actor.start - 12) : actor.start]
        ):
            continue
        if _won_between(page, actor, ranked) and not ranks(between):
            return actor
    return None


def _won_between(page: Page, actor: Actor, ranked: Ranked) -> bool:
    between = page.text[actor.end : ranked.start]
    return bool(_won().search(between)) or bool(
        re.fullmatch(r"\s+(?:(?:di|pada|sebagai|selaku|di\s+posisi)\s+)?", between)
    )


@cache
def _won() -> re.Pattern[str]:
    verbs = [v for v in lexicon.toml("awards.toml")["won"] if v != "kembali"]
    return re.compile(rf"(?<!\w){lexicon.alternatives(verbs)}(?!\w)", re.IGNORECASE)


def hoped(text: str) -> bool:
    """Whether a sentence tells of a hope, a target or a nomination."""
    return bool(_hoped().search(text))


@cache
def _hoped() -> re.Pattern[str]:
    words = [w for w in lexicon.toml("awards.toml")["hope"] if w not in {"hadiah", "siap"}]
    return re.compile(rf"(?<!\w){lexicon.alternatives(words)}(?!\w)", re.IGNORECASE)


@cache
def _again() -> re.Pattern[str]:
    return re.compile(
        r"(?:predikat|gelar|penghargaan|prestasi|juara)\s+(?:serupa|yang\s+sama)\s+(?:juga\s+)?(?:jatuh\s+kepada|diraih|diterima|diperoleh|diberikan\s+kepada)\s+(?:oleh\s+)?",
        re.IGNORECASE,
    )


def _labels(page: Page, sentence: Span, ranked: Ranked) -> tuple[str | None, str | None]:
    """The category and cluster that a sentence names, or what stands in capitals right behind the rank."""
    text = page.quote(sentence)
    category, cluster = category_in(text), cluster_in(text)
    if category is None:
        run = re.compile(rf"\s+(?P<label>{CAPITALS})").match(page.text, ranked.end)
        if run and looks_like_category(run["label"]):
            category = run["label"]
    return category, cluster


def _prizes(page: Page, able: Sequence[Actor], sentence: Span, ranked: bool) -> Iterator[Win]:
    """Prizes without a rank: somebody wins 'penghargaan', 'predikat' …, or somebody gives it to them."""
    text = page.quote(sentence)
    if ranked or not _prize_won().search(text):
        return
    given = re.search(r"\b(?:kepada|diterima|diraih|diberikan\s+kepada)\s+(?:oleh\s+)?", text)
    takers: list[Actor] = []
    if given and _gives().search(text[: given.start()]):
        takers = enumerated(page, able, sentence.start + given.end())
    if not takers:
        first = next((a for a in standing(able, sentence.start, sentence.end) if _takes(page, a, sentence)), None)
        takers = _row_with(page, able, first) if first else []
    labels: list[str | None] = [*categories_in(text)]
    for actor in takers:
        for category in labels or [None]:
            yield Win(actor, None, category, cluster_in(text), [(sentence, "prize-without-rank", 0.75)])


def _row_with(page: Page, able: Sequence[Actor], first: Actor) -> list[Actor]:
    """One actor and those that stand in a row behind it."""
    return enumerated(page, able, first.start) or [first]


def _takes(page: Page, actor: Actor, sentence: Span) -> bool:
    """Whether a winning verb and a prize follow soon; who 'menyerahkan piala' takes none."""
    verb = _prize_taken().search(page.text, actor.end, sentence.end)
    return bool(verb and verb.start() - actor.end < _PRIZE_REACH)


_PRIZE_REACH: Final = 70


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
