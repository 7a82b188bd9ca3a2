"""Extraction of random, damaged and endless texts: no exception, true offsets, work that grows with the length."""

from __future__ import annotations

import random
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simpul.loaders.grammar import extract
from simpul.loaders.grammar.silences import silences
from simpul.ontology.document import Document

LOADERS = Path(str(files("simpul.loaders")))
ARTICLES = [
    p.read_text(encoding="utf-8") for p in sorted([*LOADERS.glob("samples/*.txt"), *LOADERS.glob("gold/*/*.txt")])
]
STRANGE = '()“”‘"\u200f\u202e\u00ad\u00a0\x00.,;:\n–İıſß1é😀'


def truncated(text, rng):
    return text[rng.randrange(len(text)) :][: rng.randrange(1, len(text))]


def shuffled(text, rng):
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def one_line(text, rng):
    return text.replace("\n", " ").replace(". ", " ")[: rng.randrange(1, len(text))]


def strewn(text, rng):
    return "".join(rng.choice(STRANGE) if rng.random() < 0.03 else c for c in text)


def shouted(text, rng):
    return text.upper()[rng.randrange(len(text) // 2) :]


def nested_quotes(text, rng):
    return "".join(rng.choice('“(‘"') + w + rng.choice('”)’"') + " " for w in text.split())


def checked(text, published=None):
    document = Document(source="x:a", text=text, published=published)
    facts = extract(document)
    for fact in facts:
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
    for silence in silences(document, facts):
        assert text[silence.start : silence.end] == silence.quote
    return facts


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from(ARTICLES),
    st.sampled_from([truncated, shuffled, one_line, strewn, shouted, nested_quotes]),
    st.integers(0, 10_000),
    st.sampled_from([None, "2020-02-29"]),
)
def test_damaged_reports_are_read_without_error(text, damage, seed, published):
    """However a report is damaged, extraction and its explanation end without an error, and every offset holds."""
    checked(damage(text, random.Random(seed)), published)  # noqa: S311 - damage is no secret


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("Kota BPemjuDr.SIl(1/)“”,:;\n-"), max_size=200))
@example("Pemkot Batam rapat (Telkom")
@example("MEMORANDUM OF UNDERSTANDİNG antara Pemkot Batam dan Pemkab Kudus, 5 APRİL 2020")
@example("MoU Pemkab Kudus dengan Pemkab Pati; PKS Pemkab Demak dengan Pemkab Jepara.")
@example("Walİ Kota Batam, wali\tkota Batam dan WALI KOTA Batam")
@example('inovasi " " dan aplikasi “”')
def test_scraps_are_read_without_error(text):
    """Scraps of words, brackets and marks are read without an error, and so is what once was not."""
    checked(text)


ENDLESS = [
    *("studi tiru ke Kota Bogor ", "Juara 1 Kota Bogor ", "MoU Pemkot Bogor dan ", "Lomba Video Inovasi "),
    *("kunjungan kerja DPRD Kota Bogor, ", "Kepala Dinas ", "Bupati Kudus Nama ", "Bengkulu, Semarang dan "),
    *("inovasi Abc, ", "5 Maret 2020 (", "Aa Bb "),
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_work_grows_with_the_length_alone(piece):
    """A line four times as long takes about four times the work, in function calls: no rule is quadratic."""
    short, long = (_calls(piece * (size // len(piece))) for size in (6_000, 24_000))
    assert long < 6 * short


def _calls(text):
    """How many Python functions one extraction calls: a measure of work that no other process disturbs."""
    import sys  # noqa: PLC0415 - one use

    extract(Document(source="x:a", text=text[:500]))
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        extract(Document(source="x:a", text=text))
    finally:
        sys.setprofile(None)
    return count


def test_ten_megabytes_in_one_line_end():
    """A report of 10 MB without a line break or full stop is read to its end, every offset true."""
    text = " ".join(ARTICLES).replace("\n", " ").replace(". ", " ")
    text = (text * (10_000_000 // len(text) + 1))[:10_000_000]
    assert len(checked(text)) > 1
