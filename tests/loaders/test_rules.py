"""Each rule of the grammar has an example that runs: in the reports we ship, or in a sentence of our own below."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from simpul.loaders.evaluation.corpus import shipped
from simpul.loaders.grammar import extract
from simpul.loaders.load import Found, load
from simpul.ontology.document import Document

GRAMMAR = Path(str(files("simpul.loaders.grammar")))
# Hyphenated words of the source that name no rule, and the rule that leaves a region undecided, which is no fact.
NO_RULES = {"masing-masing", "national-body", "region-undecided"}

# Rules that none of the reports we ship needs, each with a sentence that does.
SENTENCES = {
    "holder-replaced": "Sulpakar dilantik sebagai Penjabat Bupati Mesuji menggantikan Saply.",
    "innovation-in-top": "Pemkab Sinjai masuk Top 99 Inovasi Pelayanan Publik melalui Rumah Tunggu Kelahiran.",
    "innovation-launched": "Pemkab Kudus meluncurkan layanan Kudus Sehat di alun-alun.",
    "innovation-listed": "Pemkab Kudus punya inovasi, yaitu:\n1. Simpel Kudus: izin satu pintu\n2. Kudus Menanam\n",
    "innovation-predicate": "Pemkab Kudus berbenah. Simpel Kudus merupakan salah satu inovasi di sana.",
    "region-in-province": "Rombongan dari Banjar (Jawa Barat) tiba.",
    "pair-of-posts": "Bupati dan Wakil Bupati Kudus Hartopo – Masan hadir.",
}


def rules_of(facts):
    return {evidence.rule for fact in facts for evidence in fact.evidence}


def read(text, kind):
    return [f for f in extract(Document(source="x:a", text=text)) if f.kind == kind]


@cache
def fired():
    """The rules that made a fact of the reports that come with simpul."""
    found = set()
    for folder in shipped():
        for article in sorted(folder.glob("*.txt")):
            found |= rules_of(load(Found(article, folder, named=True)).facts)
    return frozenset(found)


def test_every_rule_that_the_source_names_has_an_example():
    """A rule's name in the grammar's source is one that a shipped report or a sentence of ours brings up."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in GRAMMAR.glob("*.py"))
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) - NO_RULES
    assert named - fired() - set(SENTENCES) == set()


@pytest.mark.parametrize(("rule", "text"), SENTENCES.items())
def test_a_rule_that_no_report_needs_has_a_sentence(rule, text):
    """The sentence written for a rule makes a fact by that rule."""
    assert rule in rules_of(extract(Document(source="x:a", text=text)))


@pytest.mark.parametrize(
    ("text", "winners"),
    [
        (
            "Lomba Desa Kudus usai. Juara pertama Desa Jati, juara kedua Desa Loram, juara ketiga Desa Gebog.",
            [("Desa Jati", 1), ("Desa Loram", 2), ("Desa Gebog", 3)],
        ),
        (
            "Lomba Desa Kabupaten Kudus usai. Desa Loram dan Desa Gebog sebagai terbaik kedua serta ketiga.",
            [("Desa Loram", 2), ("Desa Gebog", 3)],
        ),
        (
            "Lomba TPID Jawa Tengah usai. TPID terbaik diraih Kota Salatiga, disusul Kota Tegal dan Kota Magelang.",
            [("Kota Salatiga", 1), ("Kota Tegal", 2), ("Kota Magelang", 3)],
        ),
        (
            (
                "Lomba Desa Kabupaten Kudus usai.\n\nPemenang lomba:\n1. Desa Jati — 990 poin (Juara I)\n"
                "2. Desa Loram — 719 poin (Harapan I)\n"
            ),
            [("Desa Jati", 1), ("Desa Loram", "harapan 1")],
        ),
        ("Lomba Desa Kabupaten Kudus usai. Lomba itu dimenangkan Desa Jati Wetan.", [("Desa Jati Wetan", 1)]),
        (
            (
                "Lomba Inovasi Kudus usai. Pemenang kategori Puskesmas ialah Puskesmas Jepang. "
                "Untuk kategori ASN pemenangnya Wira Swastika."
            ),
            [("Puskesmas Jepang", 1), ("Wira Swastika", 1)],
        ),
        (
            "Dua daerah menerima opini WTP. Adapun dua daerah yang dimaksud ialah Kabupaten Kudus dan Kota Tegal.",
            [("Kabupaten Kudus", None), ("Kota Tegal", None)],
        ),
    ],
)
def test_ranks_and_winners_that_take_turns_or_stand_in_lists(text, winners):
    """Who won what is told by the order of names and ranks, by lists, and by sentences that go on with a prize."""
    assert [(a.recipient_name, a.rank) for a in read(text, "award")] == winners


def test_one_rank_in_two_categories_is_two_awards():
    """'Juara I untuk dua kategori, yaitu Kategori A dan Kategori B' is won twice."""
    text = (
        "Lomba Teknologi Lampung usai. Kabupaten Mesuji dinobatkan sebagai Juara I untuk dua kategori, yaitu "
        "Kategori Inovasi Unggulan dan Kategori Posyantek Berprestasi."
    )
    found = [(a.rank, a.category) for a in read(text, "award")]
    assert found == [(1, "Inovasi Unggulan"), (1, "Posyantek Berprestasi")]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Pemkab Kudus meneken MoU dengan tiga kampus, yaitu STIH Awang Long, UINSI Samarinda dan IKIP Tegal.",
            {("Pemerintah Kabupaten Kudus", p) for p in ("STIH Awang Long", "UINSI Samarinda", "IKIP Tegal")},
        ),
        (
            "Kudus - PKS antara BPBD Kota Tegal dan BPBD Kabupaten Kudus diteken.",
            {
                (
                    "Badan Penanggulangan Bencana Daerah Kabupaten Kudus",
                    "Badan Penanggulangan Bencana Daerah Kota Tegal",
                )
            },
        ),
        (
            (
                "Kudus - MoU antara Pemkab Kudus dan Pemkot Tegal diteken. "
                "Daerah lain yang juga menandatangani MoU yaitu Kabupaten Pati dan Kabupaten Blora."
            ),
            {
                ("Pemerintah Kabupaten Kudus", "Pemerintah Kota Tegal"),
                ("Pemerintah Kabupaten Pati", "Pemerintah Kota Tegal"),
                ("Pemerintah Kabupaten Blora", "Pemerintah Kota Tegal"),
            },
        ),
        (
            (
                "Diteken MoU antara Pemkab Kudus dan Pemkot Tegal tentang air, serta MoU antara Pemkab Pati dan "
                "Pemkab Blora tentang sampah."
            ),
            {
                ("Pemerintah Kabupaten Kudus", "Pemerintah Kota Tegal"),
                ("Pemerintah Kabupaten Blora", "Pemerintah Kabupaten Pati"),
            },
        ),
    ],
)
def test_agreements_pair_those_who_sign(text, pairs):
    """A list's partners each sign with the one at its head; two agreements of one sentence have their own parties."""
    assert {tuple(sorted(p.name for p in c.parties)) for c in read(text, "collaboration")} == {
        tuple(sorted(p)) for p in pairs
    }


@pytest.mark.parametrize(
    "text",
    [
        (
            "Rombongan DPRD Pati belajar sampah. Kunjungan kerja itu dipimpin Ketua DPRD Pati, Ali Badrudin.\n\n"
            "Mereka disambut Sekda Kota Tegal di balai kota. Pemkot Tegal senang dengan kedatangan itu."
        ),
        "Pemkot Tegal menerima tamu di balai kota. Kunjungan itu diikuti Bupati Pati untuk belajar sampah.",
    ],
)
def test_a_visit_is_read_from_several_sentences(text):
    """Guests and hosts whom no sentence names together are told apart by what is said of each."""
    assert [(v.visitor, v.host) for v in read(text, "visit")] == [("33.18", "33.76")]


def test_ministries_visited_in_turn():
    """One that is at home in the report and goes to ministries visits each of them."""
    text = (
        "Kudus - Beberapa kementerian didatangi Bupati Kudus Hartopo dalam kunjungan kerja.\n\n"
        "Yang pertama dikunjungi ialah Kementerian Kesehatan. Kunjungan berlanjut ke Kementerian Perhubungan."
    )
    found = [(v.visitor, v.host) for v in read(text, "visit")]
    assert found == [("33.19", "Kementerian Kesehatan"), ("33.19", "Kementerian Perhubungan")]


def test_people_are_honoured_in_their_own_names():
    """Holders of posts behind 'penerimanya antara lain' win as persons."""
    text = (
        "Penghargaan Satyalancana Wira Karya diberikan Presiden. "
        "Penerimanya antara lain Bupati Malang Rendra Kresna, Bupati Pasuruan Irsyad Yusuf."
    )
    found = [(a.recipient, a.recipient_kind) for a in read(text, "award")]
    assert found == [("Rendra Kresna", "person"), ("Irsyad Yusuf", "person")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dirut Rumah Sakit Meuraxa, Fuziati, hadir.", "Rumah Sakit Meuraxa"),
        ("Dinas Sosial Pemerintah Provinsi Jawa Tengah hadir.", "Dinas Sosial Provinsi Jawa Tengah"),
        ("Kadiskominfo Kota Bandung, Aos Bintang, hadir.", "Dinas Komunikasi dan Informatika Kota Bandung"),
        ("UINSI Samarinda dan IKIP Tegal hadir.", "IKIP Tegal"),
    ],
)
def test_bodies_that_only_a_name_or_a_post_tells(text, name):
    """Private hospitals, bodies behind a government's name, those that a head's post names, universities in a row."""
    assert name in {a.name for a in read(text, "agency")}


def test_a_sure_day_makes_a_visit_no_surer():
    """A visit that the whole report tells keeps that rule's confidence, though its day is told surely."""
    (visit,) = read(
        "Pemkot Tegal menerima tamu, Selasa (5/3/2024). Kunjungan itu diikuti Bupati Pati untuk belajar sampah.",
        "visit",
    )
    assert visit.date == "2024-03-05"
    assert (visit.confidence, visit.evidence[0].rule) == (0.7, "visit-in-scene")


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("DPRD Kudus hadir. Wakil Ketua DPRD Kudus, yaitu Ilwani, S.H., Masan dan Mukhasiron.", "Mukhasiron", None),
        ("Dinas Pariwisata Kudus kini dikepalai Mulyadi.", "Mulyadi", "Kepala Dinas Pariwisata"),
        ("Kadis Perindag Kudus Burhanudin hadir.", "Burhanudin", "Kepala Dinas Perindustrian dan Perdagangan"),
        ("Bupati Kudus Hartopo hadir bersama wakilnya, Masan.", "Masan", "Wakil Bupati"),
        ("Bupati Kudus yang diwakili Staf Ahli dr. Endid Romo hadir.", "Endid Romo", "Staf Ahli"),
        (
            "DPRD Kudus hadir: Heriyanto Thalib SIP, Rollis R Helingo, dan Supriadi, masing-masing anggota Komisi I.",
            "Rollis R Helingo",
            "Anggota Komisi I Dewan Perwakilan Rakyat Daerah",
        ),
        (
            "Dinas Sosial Kudus hadir, diwakili Sekretaris Dinas (Sekdis) Hasna Pasambuna.",
            "Hasna Pasambuna",
            "Sekretaris Dinas Sosial",
        ),
        ("Rektor USU, Dr. Muryanto Amin, hadir di Medan.", "Muryanto Amin", "Rektor"),
    ],
)
def test_people_in_rows_and_behind_verbs(text, name, position):
    """Rows of names share a post; verbs, short forms and deputies tell posts too."""
    found = [(o.name, o.position) for o in read(text, "official")]
    assert any(n == name and position in {None, p} for n, p in found), found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Lomba Desa Kudus 2018 usai. Desa Jati juara I. Penghargaan diterima di Pati, Selasa (11/12).", "2018-12-11"),
        ("Lomba Desa Kudus usai. Desa Jati juara I. Lomba berlangsung di Pati. Rabu (14/8/2024).", "2024-08-14"),
        ("Lomba Desa Kudus usai. Desa Jati juara I. Penghargaan diserahkan pada 25-26 April 2024 di Pati.", "2024"),
    ],
)
def test_the_day_of_a_prize(text, date):
    """A day takes the contest's year; a day in a sentence of its own counts; of a range only the year does."""
    assert {a.date for a in read(text, "award")} == {date}


@pytest.mark.parametrize(
    ("text", "name", "owner"),
    [
        (
            "Pemkab Kudus meniru inovasi. Ada Ayo Cegah Stunting (Ayo Ceting) dari Kota Tegal.",
            "Ayo Cegah Stunting (Ayo Ceting)",
            "33.76",
        ),
        ("Pemkab Kudus bangga. Sejumlah aplikasi dipakai. Sebut saja Hayuku dan Gampil.", "Gampil", "33.19"),
    ],
)
def test_innovations_named_in_passing(text, name, owner):
    """An innovation is its region's that stands behind it, else the report's."""
    assert (name, owner) in [(i.name, i.owner) for i in read(text, "innovation")]


@pytest.mark.parametrize(
    "text", ["Pemkot Tangsel hadir. Banyak inovasi Tangsel ditiru.", "Pemkab Kudus juara kategori Inovasi TTG."]
)
def test_a_region_or_a_category_is_no_innovation(text):
    """'inovasi Tangsel' says whose innovations they are, and names none."""
    assert read(text, "innovation") == []


def test_a_topic_stands_in_its_evidence():
    """The words of a visit's topic, and of an agreement's, stand in a piece of evidence that says it is for them."""
    texts = [
        ("DPRD Pati kunjungan kerja ke DPRD Kota Tegal.\n\nMereka belajar tentang pengelolaan sampah.", "visit"),
        ("MoU antara Pemkab Pati dan Pemkot Tegal diteken. Isinya tentang pengelolaan sampah.", "collaboration"),
    ]
    for text, kind in texts:
        (fact,) = read(text, kind)
        assert fact.topic == "pengelolaan sampah"
        assert any("topic" in e.fields and fact.topic in e.quote for e in fact.evidence)


def test_another_year_s_winner_is_not_this_year_s():
    """'Tahun lalu, gelar juara pertama direbut Kota Tegal' gives this edition no winner."""
    text = "Lomba Inovasi Kudus 2025 usai. Juara I diraih Desa Jati. Tahun lalu, juara I direbut Desa Loram."
    assert [a.recipient_name for a in read(text, "award")] == ["Desa Jati"]


def test_a_former_post_told_by_a_short_name_is_the_same_person_s():
    """'Sebelumnya Siti menjabat …' after 'Siti Nurhayati' is her former post."""
    text = "Siti Nurhayati dilantik sebagai Kepala Dinas Sosial Kudus. Sebelumnya Siti menjabat Kepala Dinas Pertanian."
    found = {(o.name, o.position, o.status) for o in read(text, "official")}
    assert ("Siti Nurhayati", "Kepala Dinas Pertanian", "former") in found
    assert {name for name, _, _ in found} == {"Siti Nurhayati"}
