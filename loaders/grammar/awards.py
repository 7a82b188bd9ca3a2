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
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon, prizes, ranked_lists
from simpul.loaders.grammar.actors import in_name
from simpul.loaders.grammar.labels import CAPITALS, categories_in, category_in, cluster_in, looks_like_category
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing
from simpul.loaders.grammar.rank_relations import relations
from simpul.loaders.grammar.rank_sequences import Turn, alone, followers, lies_in, turns
from simpul.loaders.grammar.ranks import Ranked, ranks
from simpul.loaders.grammar.win import Win, enumerated, hoped, person_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simpul.loaders.grammar.actors import Actor
    from simpul.loaders.grammar.page import Page
    from simpul.loaders.grammar.people import Holder


_AFTER_RANK: Final = re.compile(r"[\s,:]*(?:(?:lainnya|nya|itu|tersebut|masing-masing|berturut-turut)\s+)?")


_SUBJECT_REACH: Final = 160


def wins(page: Page, who: Sequence[Actor], people: Sequence[Holder], organisers: frozenset[str]) -> list[Win]:
    """The wins that a page tells, in order; the same win may be told more than once (see `merged`)."""
    if not page.sentences_with(*CUES) and not page.sentences_with("disusul", "diikuti", "atasnya"):
        return []
    able = [
        a
        for a in who
        if (a.code or a.kind == "other" or _ENTRANT.match(a.name))
        and a.name not in organisers
        and not _whole_area(page, a)
        and not in_name(page, a)
    ]
    able = [a for n, a in enumerate(able) if n == 0 or able[n - 1].kind != "other" or not lies_in(page, able[n - 1], a)]
    everybody = [a for a in who if a.name not in organisers and not _whole_area(page, a)]
    found = [
        *ranked_lists.wins(page, able),
        *_told(page, able, everybody),
        *relations(page, able),
        *prizes.honoured(page, people),
    ]
    return sorted(found, key=lambda w: w.evidence[0][0].start)


# Bodies without a region that take part in contests; ministries and the like give prizes more than they win them.
_ENTRANT: Final = re.compile(r"Universitas|Institut|Politeknik|PT\b|Rumah Sakit|Bank\b|Perum|LKPP|Sekolah Tinggi")


def _whole_area(page: Page, actor: Actor) -> bool:
    """'se-Jawa Tengah' says who may take part; it wins nothing."""
    return bool(_ALL_OF.search(page.text, max(0, actor.start - 4), actor.start))


_ALL_OF: Final = re.compile(r"\b[Ss]e(?:-\s?|\s)\Z")


def merged(found: Sequence[Win]) -> list[Win]:
    """Of one programme's wins: of one winner, rank, category and cluster there is one, with all its evidence."""
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
        and one.year == other.year
        and (one.category == other.category or None in {one.category, other.category})
        and (one.cluster == other.cluster or None in {one.cluster, other.cluster})
    )


# The words of which a sentence that tells of a prize has one.
CUES: Final = [
    "juara",
    "dimenangkan",
    "dimenangi",
    "dijuarai",
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
    "unggul",
    "teratas",
    "pemuncaknya",
    "jawara",
    "favorit",
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


_PRIZE_WORD: Final = re.compile(r"\b(?:lomba|penghargaan|anugerah|award|kompetisi|festival|kejuaraan|juara)")


def replace_rule(win: Win, rule: str, confidence: float) -> Win:
    """The same win by another rule, as sure as that one is."""
    win.evidence = [(span, rule, confidence) for span, _, _ in win.evidence]
    return win


def _turn(page: Page, sentence: Span, turn: Turn, who: Sequence[Actor]) -> Win:
    """A winner and a rank that took turns, with the labels that the sentence or its paragraph names."""
    ranked = Ranked(turn.start, turn.end, (turn.rank,))
    category, cluster = _labels(page, sentence, ranked, who)
    if isinstance(turn.rank, str) and turn.rank.startswith("favorit"):
        liked = _LIKED.match(turn.between)
        category = (
            " ".join(w if w in {"dan", "di"} else w.capitalize() for w in liked["label"].split()) if liked else None
        )
    return Win(turn.actor, turn.rank, category, cluster, [(sentence, "ranks-in-turn", 0.9)])


_LIKED: Final = re.compile(r"\s+(?P<label>[a-z]+(?:\s+[a-z]+){0,6}?)(?:\s+di[a-z]+(?:\s+oleh|\s+kepada)?)?\s*$")


# 'Tahun lalu, gelar juara pertama direbut Kota Tangerang': another edition's winner.
_EARLIER: Final = re.compile(r"\b(?:[Tt]ahun\s+(?:lalu|sebelumnya|silam)|[Ee]disi\s+sebelumnya)\b")
# Words of sentences that go on with a prize told before and do not name it: 'tujuh daerah yang dimaksud ialah …'.
_GOING_ON: Final = ("ketiganya", "keduanya", "keempatnya", "kelimanya", "dimaksud", "terpilih", "tersebut", "lainnya")


def _told(page: Page, able: Sequence[Actor], everybody: Sequence[Actor]) -> Iterator[Win]:
    """The wins that sentences tell; one may go on with the prize of the last."""
    last: Win | None = None
    telling = set(page.sentences_with(*CUES))
    for sentence in page.sentences_with(*CUES, *_GOING_ON):
        text = page.quote(sentence)
        if last:
            yield from _same_again(page, able, sentence, last)
        if sentence not in telling or hoped(text) or _EARLIER.search(text):
            continue
        if _counted().search(text):  # '7 daerah mengantongi opini WTP': a later sentence says which
            last = Win(able[0], None, category_in(text), cluster_in(text)) if able else None
            continue
        told = list(_in_sentence(page, able, everybody, sentence))
        last = told[-1] if told else last
        yield from told


def _same_again(page: Page, able: Sequence[Actor], sentence: Span, last: Win) -> Iterator[Win]:
    """'predikat serupa jatuh kepada A dan B', 'Kabupaten Natuna terpilih bersama A dan B': the prize told last."""
    for pattern in (_again(), _TOGETHER):
        told = pattern.search(page.text, sentence.start, sentence.end)
        for actor in enumerated(page, able, told.end()) if told else ():
            yield Win(actor, last.rank, last.category, last.cluster, [(sentence, "same-prize", 0.85)])


def _in_sentence(page: Page, able: Sequence[Actor], everybody: Sequence[Actor], sentence: Span) -> Iterator[Win]:
    """Winners and ranks that take turns, else each rank with its winner, and prizes without a rank."""
    taking = turns(page, everybody, sentence) or followers(page, everybody, sentence)
    if taking:
        yield from (_turn(page, sentence, turn, everybody) for turn in taking)
        return
    found = ranks(page.text, sentence.start, sentence.end)
    told = _by_rank(page, able, sentence, found)
    if found and not told and _PRIZE_WORD.search(page.folded):
        turn = alone(page, [a for a in standing(able, sentence.start, sentence.end) if a.code], sentence)
        told = [replace_rule(_turn(page, sentence, turn, everybody), "rank-beside-winner", 0.75)] if turn else []
    yield from told
    yield from prizes.wins(page, able, sentence, ranked=bool(found))


def _by_rank(page: Page, able: Sequence[Actor], sentence: Span, found: Sequence[Ranked]) -> list[Win]:
    """Each rank of a sentence with its winner: the one right behind it, else the subject before it."""
    told: list[Win] = []
    for number, ranked in enumerate(found):
        limit = found[number + 1].start if number + 1 < len(found) else sentence.end
        here = list(_ranked_win(page, able, sentence, ranked, limit))
        if not here and told and _no_other(page, able, told[-1], found[number - 1], ranked):
            rest = Span(ranked.start, limit)
            category, cluster = _labels(page, rest, ranked, able)
            here = [Win(told[-1].actor, ranked.rank, category, cluster, [(sentence, "winner-of-several", 0.85)])]
        elif len(found) > 1:
            for win in here:
                win.category = category_in(page.text[ranked.start : limit]) or win.category
        if len(found) == 1 and len(here) == 1:
            here = _of_several_categories(here[0], page.quote(sentence))
        told += here
    return told


def _of_several_categories(win: Win, text: str) -> list[Win]:
    """'Juara I untuk dua kategori, yaitu Kategori A dan Kategori B': the rank is won in each of them."""
    labels = categories_in(text) if not re.search(r"\b[Pp]redikat\b", text) else []
    if len(labels) < 2 or win.category not in {None, labels[0]}:  # noqa: PLR2004 - one is the win's own
        return [win]
    return [replace(win, category=label, evidence=list(win.evidence)) for label in labels]


def _ranked_win(page: Page, able: Sequence[Actor], sentence: Span, ranked: Ranked, limit: int) -> Iterator[Win]:
    category, cluster = _labels(page, sentence, ranked, able)
    gap = _to_winner().match(page.text, ranked.end)
    place = gap.end() if gap else ranked.end
    behind = enumerated(page, able, place)
    explicit = bool(gap and gap["verb"])
    if not behind and (far := _further(page, ranked, limit)):
        behind = enumerated(page, able, far)
        explicit = explicit or bool(behind)
    if not behind:
        person = person_at(page, place)
        behind = person if explicit or (person and _FROM_WHERE.match(page.text, person[0].end)) else []
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


# 'juara II Indi Harsono dari Perpustakaan MAN 2', 'juara III Rezky Novi siswi SDN Utama 1'.
_FROM_WHERE: Final = re.compile(
    r"\s+(?:dari|asal|siswa|siswi|mahasiswa|mahasiswi|guru|warga|perwakilan|wakil)\s+(?:\w+\s+)?[A-Z]"
)


def _further(page: Page, ranked: Ranked, limit: int) -> int | None:
    """'Juara I dalam lomba inovasi antar OPD itu jatuh ke tangan X': a few words stand before the verb."""
    verb = _late_verb().match(page.text, ranked.end, limit)
    return verb.end() if verb else None


@cache
def _late_verb() -> re.Pattern[str]:
    verbs = lexicon.alternatives(
        [v for v in lexicon.toml("awards.toml")["passive"] if v.startswith(("di", "jatuh", "menjadi"))]
    )
    return re.compile(
        rf"\s+(?:dalam|pada|di|untuk|lomba|tingkat|kategori|nasional|se-?|kegiatan|ajang|acara|kompetisi|festival|anugerah|penilaian)\b[^,.;:\n]{{0,120}}?\s(?:{verbs})\s+(?:oleh\s+|kepada\s+)?",
        re.IGNORECASE,
    )


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
        rf"[\s,:]*(?:(?:lainnya|masing-masing|berturut-turut|itu|tersebut|nasional|se-\s?Indonesia)\s+)*(?P<verb>(?:(?:{verbs}|untuk)\s+)+)?(?:oleh\s+|kepada\s+)?(?:(?:utusan|kafilah|kontingen|wakil|perwakilan|tim|peserta|duta)\s+(?:dari\s+|asal\s+)?)?",
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


@cache
def _again() -> re.Pattern[str]:
    return re.compile(
        r"(?:predikat|gelar|penghargaan|prestasi|juara)\s+(?:serupa|yang\s+sama)\s+(?:juga\s+)?(?:jatuh\s+kepada|diraih|diterima|diperoleh|diberikan\s+kepada)\s+(?:oleh\s+)?"
        r"|(?:lain(?:nya)?|juga)\s+(?:yang\s+)?(?:juga\s+|turut\s+|ikut\s+)*(?:mendapatkannya|menerimanya|meraihnya|memperolehnya|(?:mendapat(?:kan)?|menerima|meraih|memperoleh)\s+(?:\w+\s+){0,3}?(?:serupa|yang\s+sama|tersebut|itu))"
        r"[^.:;]{0,40}?\b(?:yakni|yaitu|adalah|ialah|antara\s+lain)\s*:?\s*"
        r"|\b(?:[Kk]e(?:dua|tiga|empat|lima|enam)nya)\s+(?:adalah|ialah|yaitu|yakni)\s+"
        r"|\b(?:(?:ke)?(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)|\d+|para)\s+(?:provinsi|kabupaten|kota|daerah|penerima|peraih|instansi)\w*\s+(?:yang\s+dimaksud|itu|tersebut|lainnya)\s+(?:adalah|ialah|yaitu|yakni)\s+",
        re.IGNORECASE,
    )


# 'Dari Kepri, Kabupaten Natuna terpilih bersama Kabupaten Anambas dan Kota Batam'.
_TOGETHER: Final = re.compile(
    r"\b(?:terpilih|meraih\w*|menerima\w*|memperoleh\w*|lolos)\s+(?:\w+\s+){0,3}bersama(?:\s+dengan)?\s+(?=Kab|Kota|Pem|Prov)"
)


@cache
def _counted() -> re.Pattern[str]:
    verbs = lexicon.alternatives(
        [v for v in lexicon.toml("awards.toml")["won"] if v not in {"sebagai", "jadi", "menjadi", "kembali"}]
    )
    return re.compile(
        rf"(?:\b\d+|\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sejumlah|seluruh))\s+(?:(?:pemerintah\s+)?daerah|wilayah|kabupaten(?:/kota)?|kota|provinsi|pemda)\s+(?:lain(?:nya)?\s+)?(?:di\s+[A-Z]\w+\s+)?(?:yang\s+)?(?:\w+\s+)?{verbs}\s",
        re.IGNORECASE,
    )


def _labels(page: Page, sentence: Span, ranked: Ranked, able: Sequence[Actor]) -> tuple[str | None, str | None]:
    """The category and cluster that a sentence names, or what stands in capitals right behind the rank."""
    text = page.quote(sentence)
    kind = _KIND_BEFORE.search(page.text, max(sentence.start, ranked.start - _KIND_REACH), ranked.start)
    category, cluster = category_in(text), cluster_in(text)
    if category is None:
        run = re.compile(rf"\s+(?P<label>{CAPITALS})").match(page.text, ranked.end)
        if (
            run
            and looks_like_category(run["label"])
            and not ranks(run["label"])
            and not standing(able, run.start(), run.end())
        ):
            category = run["label"]
    category = category or (kind[1] if kind else None) or _contest_before(page, sentence, ranked)
    if category is None or cluster is None:
        earlier = _labels_before(page, sentence)
        category, cluster = category or earlier[0], cluster or (earlier[1] if category in {None, earlier[0]} else None)
    return category.removeprefix("Lomba ") if category else None, cluster


def _labels_before(page: Page, sentence: Span) -> tuple[str | None, str | None]:
    """The category and cluster that the same paragraph named last before a sentence about ranks."""
    line = page.line_at(sentence.start)
    at = page.number_at(sentence.start)
    category = cluster = None
    for before in reversed(page.sentences[max(0, at - _LABELS_BACK) : at]):
        if line is None or (before.start < line.start and not _SAME_CATEGORY.match(page.text, line.start)):
            break
        text = page.quote(before)
        if cluster is None and category is None:
            cluster = cluster_in(text)
        category = category or next(reversed(categories_in(text)), None)
        if category:
            break
    return category, cluster


_SAME_CATEGORY: Final = re.compile(r"\W*(?:\w+\s+){0,3}(?:kelompok|klaster|kluster|tingkat)\b", re.IGNORECASE)
_LABELS_BACK: Final = 4  # sentences


# 'Kabupaten Terbaik Kedua': the prize is the second one among kabupaten.
_KIND_BEFORE: Final = re.compile(r"\b(Provinsi|Kabupaten|Kota|Kecamatan|Kelurahan|Desa|Puskesmas|Sekolah)\s+\Z")
_KIND_REACH: Final = 14  # characters


def _contest_before(page: Page, sentence: Span, ranked: Ranked) -> str | None:
    """'Dari lomba Cipta Menu, Juara 1 disabet X. Juara 2 Y.': what a paragraph's contest is in, until its next one."""
    line = page.line_at(sentence.start)
    start = max(line.start if line else sentence.start, ranked.start - _PARAGRAPH)
    told = list(_SUB_CONTEST.finditer(page.text, start, ranked.start))
    if not told or page.text[told[-1].end() : told[-1].end() + 1] == "(":
        return None
    label = " ".join(told[-1]["label"].split())
    return label if len(label) > _BRIEF else None


_PARAGRAPH: Final = 1000  # characters
_BRIEF: Final = 5
_SUB_CONTEST: Final = re.compile(
    r"\b(?:(?:[Dd]ari|[Pp]ada|[Dd]i|[Uu]ntuk|[Dd]alam)\s+(?:cabang\s+|mata\s+)?lomba|[Cc]abang\s+[Ll]omba|Lomba\s+(?:berikutnya|kedua|ketiga|lain(?:nya)?),|^Lomba)\s+"
    r"(?P<label>(?!ini\b|itu\b|tersebut\b|yang\b|tingkat\b|[Ii]novasi\s+[Dd]aerah)[A-Za-z][^,.;:()\n]{4,90}?)(?=,|:|\s+(?:[Jj]uara|[Tt]erbaik|diraih|dimenangi|dimenangkan|direbut|disabet|menempatkan|menjadi|jatuh|dijuarai)\b|\.\s)",
    re.MULTILINE,
)
