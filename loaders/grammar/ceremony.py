"""When, where and by whom prizes are handed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.dates import Dated
    from simpul.loaders.grammar.page import Span
    from simpul.loaders.grammar.people import Holder


@dataclass(slots=True)
class Ceremony:
    """When and where prizes are given, each with its sentence; `coming` if that lies ahead."""

    date: str | None = None
    span: Span | None = None
    venue: str | None = None
    venue_span: Span | None = None
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A ceremony and the handing over at it, as one page tells them."""

    ceremony: Ceremony
    handover: Handover | None
    works: Sequence[tuple[Span, str, str | None, int | None]] = ()
    criteria: Sequence[tuple[Span, str, bool]] = ()


@dataclass(slots=True)
class Handover:
    """Who hands a prize to whom."""

    giver: Holder | None
    receiver: Holder | None
    span: Span


_GIVEN: Final = re.compile(
    r"\b(?:diserahkan|penyerahan(?:nya)?|menyerahkan(?:nya)?|menerimanya|penganugerahan|menganugerahkan|dianugerahkan|diberikan|malam\s+puncak|puncak\s+acara|diumumkan|hasilnya"
    r"|piagam(?:nya)?|acara(?:nya)?\s+(?:digelar|berlangsung)|penghargaannya)\b",
    re.IGNORECASE,
)


_GIVEN_WORDS: Final = [
    "diserahkan",
    "penyerahan",
    "penyerahannya",
    "menyerahkan",
    "menyerahkannya",
    "menerimanya",
    "penganugerahan",
    "menganugerahkan",
    "dianugerahkan",
    "diberikan",
    "malam",
    "puncak",
    "diumumkan",
    "hasilnya",
    "piagam",
    "piagamnya",
    "acara",
    "acaranya",
    "kegiatan",
    "kegiatannya",
    "penghargaannya",
]


_COMING: Final = re.compile(r"\b(?:akan|mendatang|nantinya|nanti|bakal|dijadwalkan|baru\s+akan)\b", re.IGNORECASE)


_VENUE: Final = re.compile(
    r"\b(?:di|bertempat\s+di|tempatnya\s+di)\s+(?P<venue>(?:[A-Z][\w'’&.-]*|kantor|ballroom)(?:,?\s+(?:[A-Z][\w'’&.-]*|\([A-Z][^)]*\)))+)"
)


def ceremony(found: Analysis) -> Ceremony:
    """The day and place in sentences about giving prizes: the first day and the first place that they name."""
    told = Ceremony()
    page = found.page
    for sentence in page.sentences_with(*_GIVEN_WORDS):
        text = page.quote(sentence)
        given = bool(_GIVEN.search(text))
        held = re.match(r"(?:Acara|Kegiatan)(?:nya)?\b", text)
        if not given and not (held and (told.date or re.search(r"\bdigelar\b", text))):
            continue
        told.coming = told.coming or (given and bool(_COMING.search(text)))
        days = list(found.dates_in(sentence)) or _just_before(found, sentence)
        if days and told.date is None:
            told.date = _resolved(found, days[0])
            told.span = page.sentence_at(days[0].start)
        venue = _VENUE.search(text)
        if venue and told.venue is None:
            told.venue, told.venue_span = _venue(venue["venue"]), sentence
    return told


def day_of_prizes(found: Analysis) -> tuple[str | None, Span | None]:
    """The day in the first sentence about prizes that names one and does not only say when somebody spoke."""
    page = found.page
    for sentence in page.sentences_with(*_PRIZES):
        text = page.quote(sentence)
        days = found.dates_in(sentence) or _left_over(found, sentence)
        if days and not _SPOKEN.search(text) and not _OTHER_DAY.search(page.text[sentence.start : days[0].start]):
            return _resolved(found, days[0]), sentence
    return None, None


_PRIZES: Final = (
    *("penghargaan", "award", "awards", "anugerah", "anugrah", "penganugerahan", "juara", "piala", "trofi", "tropi"),
    *("piagam", "pemenang", "predikat", "lomba", "kompetisi", "hadiah", "penutupan", "terbaik"),
)
_OTHER_DAY: Final = re.compile(
    r"\b(?:hari\s+jadi|ulang\s+tahun|HUT|peringatan|sejak|hingga|sampai|undang-undang)\b[^,.]{0,40}$", re.IGNORECASE
)


def _left_over(found: Analysis, sentence: Span) -> list[Dated]:
    """'Lomba ini berlangsung di Balai Bupati. Rabu (14/8/2024).': a day that stands in a sentence of its own."""
    page = found.page
    at = page.number_at(sentence.start) + 1
    behind = page.sentences[at] if at < len(page.sentences) else sentence
    return found.dates_in(behind) if _ONLY_DAY.fullmatch(page.quote(behind)) else []


_ONLY_DAY: Final = re.compile(
    r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’`]at|Sabtu|Minggu|Ahad)\s*[,(]?\s*\d[^a-z]{3,25}"
)


def _resolved(found: Analysis, day: Dated) -> str | None:
    """The day, in the contest's own year where it tells none: pages may be dated long after the prizes."""
    year = _contest_year(found)
    told = found.page.text[day.start : day.end]
    if _RANGE.match(told):
        return day.value[:4] if day.value else str(year) if year else None  # on which of the days, nobody says
    if year and not re.search(r"\d{4}|[/.-]\d{1,2}[/.-]\d{2}$", told):
        return f"{year}-{day.month:02}-{day.day:02}"
    return day.value


_RANGE: Final = re.compile(r"\d{1,2}\s*[-–]\s*\d{1,2}\s+[A-Z]")


def _just_before(found: Analysis, sentence: Span) -> list[Dated]:
    """The day in the sentence before, of one paragraph: 'Selasa (8/10/2024) siang. Di sana … menyerahkan'."""
    at = found.page.number_at(sentence.start)
    line = found.page.line_at(sentence.start) or sentence
    before = found.page.sentences[at - 1] if at else sentence
    return found.dates_in(before) if before.start >= line.start else []


def dateline(found: Analysis) -> tuple[str | None, Span | None]:
    """The day in the first sentences of the report, if they do not only say when somebody spoke."""
    for sentence in found.page.sentences[:_LEAD]:
        days = [d for d in found.dates_in(sentence) if d.value]
        if days and not _SPOKEN.search(found.page.quote(sentence)):
            return days[0].value, sentence
    return None, None


_LEAD: Final = 3


_SPOKEN: Final = re.compile(
    r"\b(?:disampaikan|dikatakan|kata|ujar\w*|ungkap\w*|menyampaikan|mengatakan|jelas\w*|tutur\w*)\b", re.IGNORECASE
)


def _contest_year(found: Analysis) -> int | None:
    years = {p.year for p in found.programmes if p.year}
    return next(iter(years)) if len(years) == 1 else None


def _venue(text: str) -> str:
    flat = " ".join(text.split()).rstrip(",.")
    return re.split(r",?\s+(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’`]at|Sabtu|Minggu|Ahad)\b", flat)[0]


_HANDED: Final = ("diberikan", "diserahkan", "menyerahkan", "serahkan", "menerima", "menerimanya", "terima")


def handover(found: Analysis) -> Handover | None:
    """'diberikan langsung oleh A kepada B', 'A menyerahkan piagam ke B', 'B menerimanya dari A'."""
    page = found.page
    partly: Handover | None = None
    for sentence in page.sentences_with(*_HANDED):
        text = page.quote(sentence)
        if not re.search(r"\b(?:penghargaan|piagam\w*|trofi|piala|reward|anugerah|menerimanya)\b", text, re.IGNORECASE):
            continue
        giver = receiver = None
        for holder in found.holders:
            if not sentence.start <= holder.post.left < sentence.end:
                continue
            left = min(holder.start, holder.post.left)
            before, after = page.text[sentence.start : left], page.text[max(holder.end, holder.post.end) : sentence.end]
            if re.search(r"\b(?:oleh|dari|diserahkan|diserahkan\s+langsung)\s+$", before, re.IGNORECASE) or re.match(
                r"\s+(?:menyerahkan|serahkan|memberikan)\b", after
            ):
                giver = giver or holder
            elif re.search(r"\b(?:kepada|ke)\s+$", before, re.IGNORECASE) or re.match(
                r"\s+(?:\w+\s+){0,2}?(?:menerima\w*|terima)\b", after
            ):
                receiver = receiver or holder
        if giver and receiver:
            return Handover(giver, receiver, sentence)
        if (giver or receiver) and partly is None:
            partly = Handover(giver, receiver, sentence)
    return partly
