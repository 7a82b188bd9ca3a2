"""What a report tells of a visit beside its two sides: the topic, who led and received it, how many came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar import lexicon
from simpul.ontology.facts import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.page import Page, Span
    from simpul.loaders.grammar.people import Holder
    from simpul.loaders.grammar.visits import Visit


def tell_details(page: Page, visits: Sequence[Visit], people: Sequence[Holder]) -> None:
    """Fill in the topic, leader, receiver and delegation of each visit."""
    of: dict[str | None, list[Holder]] = {}
    for holder in people:
        if holder.post.status != "former":
            for side in {holder.post.region, holder.post.org}:
                of.setdefault(side, []).append(holder)
    delegation = _delegation(page) if visits else []
    for visit in visits:
        visit.topic, visit.topic_span = _topic(page, visit)
        visit.leader = _person(page, of.get(visit.visitor.key, []), _LED)
        visit.receiver = _person(page, of.get(visit.host.key, []), _RECEIVED)
        visit.delegation = list(delegation)


_TOPIC_NEAR: Final = 6  # sentences from the cue on
_HEAD: Final = 20  # sentences at the beginning of a report
_ABOUT: Final = re.compile(
    r"\b(?:tentang|terkait|mengenai|perihal|belajar(?:\s+tentang)?|mempelajari|pelajari|mengetahui|mendalami|guna|untuk\s+(?:menggali|mempelajari|mengetahui|melihat))\s+(?P<topic>[^.,;:()\n]{5,90})",
    re.IGNORECASE,
)


def _topic(page: Page, visit: Visit) -> tuple[str | None, Span | None]:
    """What they came to learn, and the sentence that says so: near the cue, else at the beginning of the report."""
    at = page.number_at(visit.cue.start)
    for sentence in [*page.sentences[at : at + _TOPIC_NEAR], *page.sentences[: min(at, _HEAD)]]:
        told = _ABOUT.search(page.quote(sentence))
        if told:
            return trimmed_topic(told["topic"]), sentence
    return None, None


def trimmed_topic(words: str) -> str:
    """A topic without what the sentence goes on to say.

    >>> trimmed_topic("pengelolaan sampah terpadu, Selasa"), trimmed_topic("tata kota yang rapi")
    ('pengelolaan sampah terpadu', 'tata kota')
    >>> trimmed_topic("belajar pengelolaan media center ke Diskominfo Kota Banjarbaru")
    'pengelolaan media center'
    """
    days = "|".join(re.escape(d) for d in lexicon.toml("calendar.toml")["days"])
    end = rf",?\s+(?:pada\s+)?(?:{days})\b|\s+(?:dapat|bisa|agar|supaya|yang|sehingga|serta\s+untuk)\b"
    flat = re.split(end, " ".join(words.split()), flags=re.IGNORECASE)[0]
    return re.split(r"\s+(?:ke|di|dari)\s+(?=[A-Z])", _TO_LEARN.sub("", flat))[0].rstrip(" ,")


_TO_LEARN: Final = re.compile(
    r"^(?:(?:mem|ber)?(?:belajar|pelajari)|menggali|melihat|mengetahui|mendalami|memperdalam)\s+(?:tentang\s+|mengenai\s+)?",
    re.IGNORECASE,
)


_LED: Final = re.compile(r"\b(?:dipimpin|diketuai|pimpinan\s+rombongan|ketua\s+rombongan|memimpin)\b", re.IGNORECASE)
_RECEIVED: Final = re.compile(
    r"\b(?:disambut|diterima|ditemui|menyambut|menerima|sambut|terima|penerimaan)\b", re.IGNORECASE
)


def _person(page: Page, ours: Sequence[Holder], words: re.Pattern[str]) -> Holder | None:
    """The person of one side beside the words that tell the part; else the first head of that side that speaks."""
    for holder in ours:
        sentence = page.sentence_at(holder.start)
        if words.search(page.quote(sentence)):
            return holder
    heads = [
        h
        for h in ours
        if re.match(
            r"(?:\w+ )?(?:Kepala (?:Dinas|Badan)|Bupati|Wali Kota|Wakil|Ketua|Sekretaris Daerah|Gubernur)",
            h.post.position,
        )
    ]
    return heads[0] if heads and words is _LED else None


_CAME: Final = re.compile(
    r"\b(?:bersama|membawa|mengajak|sebanyak|rombongan|diikuti|beranggotakan|mengikutsertakan|berjumlah|terdiri(?:\s+dari|\s+atas)?)\s+(?:\w+\s+){0,2}?"
    r"(?P<number>\d{1,3})\s+(?P<of>(?:orang|awak\s+media|wartawan|jurnalis|anggota|peserta|kepala\s+\w+|personel|pejabat|pegawai|camat|kades|kepala\s+desa)(?:\s+(?:media|dewan|DPRD))?)",
    re.IGNORECASE,
)


_CAME_WORDS: Final = (
    *("bersama", "membawa", "mengajak", "sebanyak", "rombongan", "diikuti", "beranggotakan", "mengikutsertakan"),
    *("berjumlah", "terdiri"),
)


def _delegation(page: Page) -> list[tuple[Count, Span]]:
    counts = []
    for match in page.matches(_CAME, *_CAME_WORDS):
        of = " ".join(match["of"].split())
        counts.append((Count(int(match["number"]), of), page.sentence_at(match.start())))
    return counts[:2]
