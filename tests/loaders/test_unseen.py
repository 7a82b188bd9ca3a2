"""What reports that no rule had seen taught: one sentence or two of our own for each lesson, and the figures held."""

from __future__ import annotations

import json

import pytest

from simpul.loaders.evaluation.corpus import shipped
from simpul.loaders.evaluation.report import evaluate
from simpul.loaders.grammar import extract
from simpul.loaders.readers.text import read_text
from simpul.ontology.document import Document
from simpul.ontology.facts_document import facts_document


def _facts(text, kind):
    return [f for f in extract(Document(source="urn:test", text=text)) if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Acara di Kota Batam dihadiri Camat Bengkong, Tairan Saragih.", "Tairan Saragih", "Camat Bengkong"),
        ("Kasat Pol PP Kota Batam Imam Tohari memimpin apel.", "Imam Tohari", "Kepala Satuan Polisi Pamong Praja"),
    ],
)
def test_heads_of_small_places_and_of_the_civil_police_are_found(text, name, position):
    """A camat's place ends where the comma stands; the head of the Satpol PP is one under any of his titles."""
    assert [(o.name, o.position) for o in _facts(text, "official")] == [(name, position)]


def test_guests_named_by_their_kind_are_nobody():
    """'Bupati X, Unsur Forkopimda' names no person called Unsur."""
    text = "Ikrar itu diikuti Bupati Banjar, Unsur Forkopimda Kabupaten Banjar, Pimpinan BUMD dan tamu lain."
    assert _facts(text, "official") == []


def test_a_region_named_once_holds_for_later_mentions_of_the_post():
    """A governor who speaks elsewhere stays the governor of the province that stands beside his first mention."""
    text = (
        "Gubernur Sumatera Selatan Herman Deru bertemu menteri di Jakarta.\n\n"
        "DPRD Provinsi DKI Jakarta dan Pemprov DKI Jakarta hadir di Jakarta.\n\nGubernur Herman Deru lalu pulang."
    )
    assert {o.region for o in _facts(text, "official")} == {"16"}


def test_a_visit_is_told_by_ialah_and_bersama():
    """'Yang melakukan kunjungan kerja ialah Komisi IV DPRD A bersama Komisi A DPRD B' names two visitors."""
    text = (
        "Ruang rapat Pemkot Balikpapan, Rabu, dipakai menerima dua rombongan.\n\n"
        "Dua Komisi Bertamu ke Pemkot Balikpapan.\n\n"
        "Yang melakukan kunjungan kerja ialah Komisi IV DPRD Kota Banjarmasin "
        "bersama Komisi A DPRD Kabupaten Bandung Barat."
    )
    assert {(v.visitor, v.host) for v in _facts(text, "visit")} == {("63.71", "64.71"), ("32.17", "64.71")}


def test_a_paragraph_broken_at_a_fixed_width_is_read_whole():
    """A sentence over several full lines is one sentence; evidence holds the line break as it stands in the text."""
    text = (
        "Dinas Komunikasi dan Informatika Kabupaten Banjar melakukan studi tiru\n"
        "ke Diskominfo Kota Surakarta untuk belajar internet gratis.\n"
    )
    visit = _facts(text, "visit")[0]
    assert (visit.visitor, visit.host) == ("63.03", "33.72")
    assert any("tiru\nke" in e.quote for e in visit.evidence)


@pytest.mark.parametrize(("folder", "reached"), [("samples", 0.94), ("first", 0.81), ("second", 0.78)])
def test_f1_on_the_shipped_gold_stays_where_it_was(folder, reached):
    """What was reached on the reports that come with simpul is not lost again."""
    (reports,) = (path for path in shipped() if path.name == folder)
    triples = []
    for article in sorted(reports.glob("*.txt")):
        document = read_text(article, reports)
        said = facts_document(article.stem, document.published, extract(document))
        triples.append((article.stem, json.loads(article.with_suffix(".json").read_text(encoding="utf-8")), said))
    assert evaluate(triples).f1() >= reached
