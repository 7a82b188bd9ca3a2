"""One sentence of our own for each thing that the grammar must read, or must leave alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.loaders.grammar import extract
from simpul.loaders.grammar.dates import dates
from simpul.loaders.grammar.page import read as split
from simpul.ontology.document import Document
from simpul.ontology.facts import Count


def read(text, kind, published=None):
    return [f for f in extract(Document(source="x:a", text=text, published=published)) if f.kind == kind]


def codes(text):
    return {f.code for f in read(text, "region")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wali Kota Semarang hadir.", {"33.74"}),
        ("Bupati Semarang hadir.", {"33.22"}),
        ("Pemkab Bandung dan Pemkot Bandung sepakat.", {"32.04", "32.73"}),
        ("Ia lahir di Semarang.", set()),
        ("Bupati Banjar datang. Kata warga Banjar, itu baik.", {"63.03"}),
        ("Rombongan dari Pasuruan (Jawa Timur) tiba.", {"35"}),
        ("Dinkominfo Muba dan Pemkot Solo bertemu.", {"16.06", "33.72"}),
        ("Kabupaten Lembata diwakili warga Limbata.", {"53.13"}),
        ("Pemerintah Kota (Pemkot) Cilegon hadir.", {"36.72"}),
        ("Kabar itu dimuat Liputan Sumsel dan Radar Bogor.", set()),
        ("Jumlahnya kembali naik; batu dan kayu dijual.", set()),
    ],
)
def test_regions_are_decided_by_context_or_left_undecided(text, expected):
    """A marker beside a name decides its kind; a bare name that is two regions stays undecided."""
    assert codes(text) == expected


@pytest.mark.parametrize("klaster", [("Kota", "33.74"), ("Kabupaten", "33.22")])
def test_a_heading_decides_the_names_below_it(klaster):
    """'Semarang' under 'Klaster Kota' is the kota, under 'Klaster Kabupaten' the kabupaten."""
    kind, code = klaster
    text = f"Pemenang lomba:\nKlaster {kind}\n1. Semarang\n2. Surakarta\n"
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Diskominfo Kota Batam hadir.", "Dinas Komunikasi dan Informatika Kota Batam", "21.71"),
        ("Pemkab Sleman hadir.", "Pemerintah Kabupaten Sleman", "34.04"),
        ("DPRD Sleman hadir.", "Dewan Perwakilan Rakyat Daerah Kabupaten Sleman", "34.04"),
        ("Menurut Kemendagri, itu benar.", "Kementerian Dalam Negeri", None),
        ("Kominfo Palembang sibuk di Kota Palembang.", "Dinas Komunikasi dan Informatika Kota Palembang", "16.71"),
        ("Ditjen IKP Kementerian Kominfo hadir.", "Direktorat Jenderal Informasi dan Komunikasi Publik", None),
        ("Universitas Brawijaya hadir.", "Universitas Brawijaya", None),
    ],
)
def test_bodies_get_their_full_names_and_regions(text, name, region):
    """Abbreviations are spelt out, and the region behind a body is its region."""
    assert any(a.name.startswith(name) and a.region == region for a in read(text, "agency"))


def test_an_abbreviation_that_the_text_defines_is_known_afterwards():
    """'Badan X (Baperlitbang) Kabupaten Y' makes 'Baperlitbang' that body in the sentences behind it."""
    text = "Badan Perencanaan Pembangunan (Bapeluh) Kabupaten Kudus hadir.\nMenurut Bapeluh, rencana itu baik."
    agency = next(a for a in read(text, "agency") if a.name.startswith("Badan Perencanaan"))
    assert agency.name == "Badan Perencanaan Pembangunan Kabupaten Kudus"
    assert len(agency.evidence) == 2


@pytest.mark.parametrize(
    ("text", "name", "position", "status"),
    [
        ("Bupati Sleman Sri Purnomo hadir.", "Sri Purnomo", "Bupati", "definitive"),
        ("Pj Bupati Batang, Lani Dwi Rejeki memimpin.", "Lani Dwi Rejeki", "Penjabat Bupati", "Pj"),
        ("H.Edison selaku Kepala Dinas Sosial Kota Palembang hadir.", "Edison", "Kepala Dinas Sosial", "definitive"),
        ("Hadir:\n- Drs Said Romadhon, S.H. (Sekda Kabupaten Purworejo)", "Said Romadhon", "Sekretaris Daerah", None),
        ("Menteri Dalam Negeri Tito Karnavian hadir.", "Tito Karnavian", "Menteri Dalam Negeri", "definitive"),
        ("Mantan Bupati Kudus Hartopo hadir.", "Hartopo", "Bupati", "former"),
        ("Kabupaten Badung: Bupati I Nyoman Giri Prasta.", "I Nyoman Giri Prasta", "Bupati", "definitive"),
    ],
)
def test_people_are_found_with_their_posts(text, name, position, status):
    """A name right behind a post, or before it with 'selaku' or a bracket, holds it; titles and degrees go."""
    found = [(o.name, o.position, o.status) for o in read(text, "official")]
    assert any(n == name and p == position and status in {None, s} for n, p, s in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Instruksi Presiden Nomor 9 tahun 2015 tentang Pengelolaan Komunikasi Publik berlaku.",
        "Bupati Sleman menyampaikan terima kasih. Acaranya meriah.",
        "Pj Bupati Batang Baru Bisa Lantik Enam Kepala Dinas",
    ],
)
def test_words_beside_a_post_are_no_names(text):
    """Capitalised words beside a post that are no name make nobody an official."""
    assert read(text, "official") == []


def test_posts_in_a_row_belong_to_one_person():
    """'semula X dan Plt Y, sekarang Z' says three posts of one person, the first ones former."""
    text = (
        "Bupati Batang melantik pejabat. Yarsono, semula Kepala Dinas Sosial dan Plt Kepala Dinas Kesehatan, "
        "sekarang Kepala Dinas Pendidikan."
    )
    found = {o.position: o.status for o in read(text, "official") if o.name == "Yarsono"}
    assert found["Kepala Dinas Sosial"] == "former"
    assert found["Kepala Dinas Pendidikan"] == "incoming"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Senin, (19/11/2018)", "2018-11-19"),
        ("(10/11/16)", "2016-11-10"),
        ("Jum'at 7 Juli 2023", "2023-07-07"),
        ("Kamis, 23/5/2019", "2019-05-23"),
        ("5 Nopember 2020", "2020-11-05"),
        ("22-24 Oktober 2024", "2024-10-22"),
        ("31 Februari 2024", None),
    ],
)
def test_dates_are_read_as_the_press_writes_them(text, value):
    """Days in figures and words are read; a day that no calendar has is none."""
    assert [d.value for d in dates(text)] == ([value] if value else [])


def test_a_day_without_a_year_takes_that_of_the_publication():
    """'(24/9)' in an article of 2019 is in 2019, and not known without a publication date."""
    text = "DPRD Kudus melakukan studi banding ke DPRD Sleman, Selasa (24/9)."
    assert [v.date for v in read(text, "visit", "2019-09-25")] == ["2019-09-24"]
    assert [v.date for v in read(text, "visit")] == [None]


CONTEST = (
    "Lomba Inovasi Desa Nusantara 2021 digelar Kementerian Desa, Pembangunan Daerah Tertinggal dan Transmigrasi.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pemkot Batam meraih juara kedua.", {("21.71", 2)}),
        ("Juara I Kabupaten Kudus, Juara II Kabupaten Pati.", {("33.19", 1), ("33.18", 2)}),
        (
            "Juara I, II dan III diraih Kota Batam, Kota Bogor, dan Kota Solo.",
            {("21.71", 1), ("32.71", 2), ("33.72", 3)},
        ),
        (
            "Kota Batam berada di urutan ketiga setelah Kota Bogor dan Kota Solo.",
            {("32.71", 1), ("33.72", 2), ("21.71", 3)},
        ),
        ("Kota Bogor di posisi teratas disusul Kota Batam.", {("32.71", 1), ("21.71", 2)}),
        ("Juara Harapan II Kabupaten Kudus.", {("33.19", "harapan 2")}),
        ("Juara favorit diraih Kota Batam dan Kota Bogor.", {("21.71", "favorit"), ("32.71", "favorit")}),
        ("Para pemenang:\nKlaster Kota\n1. Bogor\n2. Semarang\n", {("32.71", 1), ("33.74", 2)}),
        ("Pemkot Batam masuk nominasi juara 1.", set()),
        ("Pemkot Batam berharap meraih juara 1.", set()),
        ("Peserta:\n1. Kota Bogor\n2. Kota Batam\n", set()),
    ],
)
def test_ranks_are_read_in_every_layout_and_hopes_are_none(text, expected):
    """Lists, sentences and relations between ranks give awards; hopes, nominations and attendance do not."""
    assert {(a.recipient, a.rank) for a in read(CONTEST + text, "award")} == expected


def test_a_prize_without_a_rank_is_an_award_for_each_category():
    """'meraih penghargaan untuk Kategori A, dan Kategori B' is two awards without rank."""
    text = (
        "Pada Smart City Summit 2022, Pemkot Batam meraih penghargaan untuk Kategori Tata Kelola, dan Kategori "
        "Layanan Publik."
    )
    assert {(a.category, a.rank) for a in read(text, "award")} == {("Tata Kelola", None), ("Layanan Publik", None)}


def test_who_hands_over_a_prize_wins_none_and_a_dateline_neither():
    """In 'Surabaya – Gubernur … menyerahkan piala' nobody wins; the winners are those who are said to."""
    text = (
        "Surabaya – Gubernur Jawa Timur Khofifah menyerahkan piala Lomba Kampung Iklim 2024, Rabu (2/10/2024). "
        "Juara pertama diraih Kabupaten Malang, sedangkan Kabupaten Magetan harus puas di peringkat ketiga."
    )
    assert {(a.recipient, a.rank) for a in read(text, "award")} == {("35.07", 1), ("35.20", 3)}


def test_a_dateline_neither_wins_nor_visits():
    """The place before the dash only says where the report was written."""
    award = "JAKARTA – Kabupaten Ngawi Mendapat Penghargaan Desa Hebat Award 2021 untuk kategori kabupaten maju."
    assert {a.recipient for a in read(award, "award")} <= {"35.21"}
    visit = "Palu – DPRD Jawa Barat melakukan studi banding ke DPRD Provinsi Bali."
    assert {(v.visitor, v.host) for v in read(visit, "visit")} == {("32", "51")}


@pytest.mark.parametrize("piece", ["studi tiru ke Kota Bogor ", "Juara 1 Kota Bogor ", "MoU Pemkot Bogor dan "])
def test_one_endless_sentence_takes_no_endless_time(piece):
    """A line of 50 kB without a full stop is cut, so that no rule sees more than a thousand characters at once."""
    page = split(Document(source="x:a", text=piece * (50_000 // len(piece))))
    assert max(s.end - s.start for s in page.sentences) <= 1000
    assert len(page.sentences) >= 50


def test_turnout_and_entries_are_counted():
    """How many took part, how many works were entered, and what one region sent are told as numbers."""
    text = (
        CONTEST
        + "Pemkot Batam meraih juara 1. Pemkot Batam mengirimkan tujuh video dari total 2.517 video yang masuk. "
        + "Partisipan lomba sebanyak 460 daerah."
    )
    contest = read(text, "competition")[0]
    assert contest.entries == (Count(2517, "video"),)
    assert contest.participants == (Count(460, "daerah"),)
    assert read(text, "participation")[0].entries == (Count(7, "video"),)


@pytest.mark.parametrize(
    ("text", "visitor", "host"),
    [
        ("Diskominfo Kabupaten Banjar melakukan studi tiru ke Pemkot Surakarta.", "63.03", "33.72"),
        ("DPRD Badung menerima kunjungan kerja DPRD Sleman.", "34.04", "51.03"),
        ("Bappeda Sragen jadi tujuan studi banding Bappeda Kota Palangka Raya.", "62.71", "33.14"),
        ("Pemkab Kudus melaksanakan kaji tiru di Kota Semarang.", "33.19", "33.74"),
    ],
)
def test_visitor_and_host_are_told_apart(text, visitor, host):
    """'ke' and 'di' lead to the host, 'menerima' and 'jadi tujuan' say who it is."""
    assert [(v.visitor, v.host) for v in read(text, "visit")] == [(visitor, host)]


def test_several_visitors_are_several_visits():
    """'A (Provinsi), B dan C' visit one host in three visits."""
    text = (
        "DPRD DKI Jakarta menerima kunjungan kerja dari Kota Pasuruan (Jawa Timur), Kabupaten Badung (Bali) "
        "dan Kabupaten Kudus."
    )
    assert {v.visitor for v in read(text, "visit")} == {"35.75", "51.03", "33.19"}


def test_a_visit_tells_who_led_who_received_and_how_many_came():
    """Leader, receiver and delegation come with the sentences that say so."""
    text = (
        "Pemkab Banjar melakukan studi tiru ke Pemkot Surakarta, Selasa (22/10/2024).\n"
        "Rombongan dipimpin Bupati Banjar Saidi Mansyur bersama 37 awak media.\n"
        "Mereka disambut Wali Kota Surakarta Teguh Prakosa."
    )
    visit = read(text, "visit")[0]
    assert (visit.leader, visit.received_by, visit.date) == ("Saidi Mansyur", "Teguh Prakosa", "2024-10-22")
    assert visit.delegation == (Count(37, "awak media"),)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Pemkab Kudus dan Universitas Diponegoro menandatangani MoU.", {"33.19", "Universitas Diponegoro"}),
        (
            "MoU itu diteken Bupati Kudus Hartopo dan Wali Kota Semarang Hendrar Prihadi.",
            {"33.19", "33.74"},
        ),
        (
            "Badung – Bupati Badung I Wayan Adi dan Rektor Universitas Udayana I Ketut Sudarsana meneken MoU.",
            {"51.03", "Universitas Udayana"},
        ),
        ("Pemkot Surakarta menyediakan internet gratis bekerja sama dengan Telkom.", {"33.72", "Telkom"}),
    ],
)
def test_parties_are_those_named_or_those_who_signed(text, parties):
    """The parties of an agreement are named, or stand behind those who signed."""
    found = read(text, "collaboration")
    assert [{p.region or p.name for p in c.parties} for c in found] == [parties]


def test_links_to_other_articles_are_no_evidence():
    """What stands in a 'Baca juga' line, a byline or a comment form is not read."""
    text = "Pemkot Batam rapat.\nBaca juga: Pemkab Kudus Raih Juara 1 Lomba Desa 2021\nTinggalkan Balasan Pemkab Pati\n"
    assert codes(text) == {"21.71"}
    assert read(text, "award") == []


WORDS = [
    *re.findall(
        r"\S+", "Kota Kabupaten Semarang Batam juara I II dan Pemkot meraih studi tiru ke MoU Kepala Dinas Bupati"
    ),
    *(",", ".", "\n", "(", ")", "\u200f", "\u00a0", "“", "1.", "22/6/2020", "Klaster", ":", "\x0b", "😀", "Drs.", "H."),
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *WORDS,
            ]
        )
        | st.text(max_size=6),
        max_size=60,
    )
)
def test_no_text_makes_it_fail_and_offsets_always_hold(pieces):
    """Whatever the text, extraction ends without an error and every offset gives back its quote."""
    text = " ".join(pieces)
    for fact in extract(Document(source="x:a", text=text)):
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Acara di Kota Batam dihadiri Camat Bengkong, Tairan Saragih.", "Tairan Saragih", "Camat Bengkong"),
        ("Kasat Pol PP Kota Batam Imam Tohari memimpin apel.", "Imam Tohari", "Kepala Satuan Polisi Pamong Praja"),
    ],
)
def test_heads_of_small_places_and_of_the_civil_police_are_found(text, name, position):
    """A camat's place ends where the comma stands; the head of the Satpol PP is one under any of his titles."""
    assert [(o.name, o.position) for o in read(text, "official")] == [(name, position)]


def test_guests_named_by_their_kind_are_nobody():
    """'Bupati X, Unsur Forkopimda' names no person called Unsur."""
    text = "Ikrar itu diikuti Bupati Banjar, Unsur Forkopimda Kabupaten Banjar, Pimpinan BUMD dan tamu lain."
    assert read(text, "official") == []


def test_a_region_named_once_holds_for_later_mentions_of_the_post():
    """A governor who speaks elsewhere stays the governor of the province that stands beside his first mention."""
    text = (
        "Gubernur Sumatera Selatan Herman Deru bertemu menteri di Jakarta.\n\n"
        "DPRD Provinsi DKI Jakarta dan Pemprov DKI Jakarta hadir di Jakarta.\n\nGubernur Herman Deru lalu pulang."
    )
    assert {o.region for o in read(text, "official")} == {"16"}


def test_a_visit_is_told_by_ialah_and_bersama():
    """'Yang melakukan kunjungan kerja ialah Komisi IV DPRD A bersama Komisi A DPRD B' names two visitors."""
    text = (
        "Ruang rapat Pemkot Balikpapan, Rabu, dipakai menerima dua rombongan.\n\n"
        "Dua Komisi Bertamu ke Pemkot Balikpapan.\n\n"
        "Yang melakukan kunjungan kerja ialah Komisi IV DPRD Kota Banjarmasin "
        "bersama Komisi A DPRD Kabupaten Bandung Barat."
    )
    assert {(v.visitor, v.host) for v in read(text, "visit")} == {("63.71", "64.71"), ("32.17", "64.71")}


def test_a_paragraph_broken_at_a_fixed_width_is_read_whole():
    """A sentence over several full lines is one sentence; evidence holds the line break as it stands in the text."""
    text = (
        "Dinas Komunikasi dan Informatika Kabupaten Banjar melakukan studi tiru\n"
        "ke Diskominfo Kota Surakarta untuk belajar internet gratis.\n"
    )
    visit = read(text, "visit")[0]
    assert (visit.visitor, visit.host) == ("63.03", "33.72")
    assert any("tiru\nke" in e.quote for e in visit.evidence)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gubernur Nusa Tenggara Barat Lalu Muhamad Iqbal hadir.", "Lalu Muhamad Iqbal"),
        ("Wakil Gubernur Bali Anak Agung Ngurah Oka hadir.", "Anak Agung Ngurah Oka"),
        ("Bupati Sumedang Tata Zumantara hadir.", "Tata Zumantara"),
        ("Kadisbudpar Kota Batam Undang Sudrajat hadir.", "Undang Sudrajat"),
    ],
)
def test_a_name_may_begin_with_an_everyday_word(text, name):
    """'Lalu', 'Anak', 'Tata' and 'Undang' mean something else, and are names as well."""
    assert [o.name for o in read(text, "official")] == [name]


def test_a_headlines_link_takes_no_words_of_the_report_with_it():
    """A 'Baca juga' line is left out alone, though the report goes on behind it in small letters."""
    text = (
        "Pemkot Surakarta menerima tamu dari luar Jawa yang ingin belajar\n"
        "Baca juga: Warga Kota Semarang Menanti Bus Baru di Halte Pandanaran\n"
        "internet gratis dari Diskominfo Kabupaten Banjar.\n"
    )
    assert codes(text) == {"33.72", "63.03"}
