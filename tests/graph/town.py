"""One hand-made world of reports for all tests of this room: contests, visits, agreements, people, innovations."""

from making import said, source

from simpul.ontology.facts import (
    Agency,
    Award,
    Collaboration,
    Competition,
    Count,
    Innovation,
    Official,
    Participation,
    Party,
    RegionMention,
    StudyVisit,
)

PALEMBANG, BATAM, SURAKARTA, SURABAYA, SEMARANG = "16.71", "21.71", "33.72", "35.78", "33.74"
BANJAR, SRAGEN, BADUNG = "63.03", "33.14", "51.03"
VIDEO = "Lomba Video Inovasi Daerah Tatanan Normal Baru Produktif dan Aman COVID-19"
PREPARING = "Lomba Inovasi Penyiapan Tatanan Normal Baru Produktif dan Aman Covid-19"
SHORT = "lomba video new normal Kemendagri"
OTHERS = ("Innovative Government Award (IGA) 2020", "Lomba Inovasi Desa 2020", "Lomba Video Pilkada Sehat 2020")
MARKET = "Sektor Pasar Tradisional"


def contest(name, **values):
    return said(
        Competition, f"{name} digelar", **{"name": name, "organiser": "Kementerian Dalam Negeri", "year": 2020} | values
    )


def prize(recipient, rank, *, programme=VIDEO, **values):
    words = f"{recipient} meraih {rank} {values.get('category', '')} {programme}"
    given = {"recipient": recipient, "rank": rank, "programme": programme, "awarded_by": "Kementerian Dalam Negeri"}
    return said(Award, words, **given | values)


def visit(visitor, host, date=None, **values):
    return said(StudyVisit, f"{visitor} ke {host} {date}", visitor=visitor, host=host, date=date, **values)


SOURCES = {
    "palembang": source(
        "palembang.txt",
        contest(
            VIDEO,
            supporters=("Kementerian Keuangan", "BNPP"),
            categories=(MARKET, "hotel"),
            clusters=("klaster kota",),
            participants=(Count(34, "provinsi"),),
            entries=(Count(2517, "video"),),
            ceremony_date="2020-06-22",
            ceremony_venue="Jakarta",
        ),
        prize(PALEMBANG, 1, category=MARKET, cluster="kota", date="2020-06-22", received_by="Harnojoyo"),
        prize(PALEMBANG, 3, category="hotel", cluster="kota", date="2020"),
        said(
            Official,
            "Wali Kota Palembang Harnojoyo",
            name="Harnojoyo",
            position="Wali Kota",
            region=PALEMBANG,
            org="Pemerintah Kota Palembang",
        ),
        said(RegionMention, "Kota Palembang", code=PALEMBANG),
        said(
            Participation,
            "Palembang mengirim 7 video",
            region=PALEMBANG,
            competition=VIDEO,
            categories=(MARKET, "hotel"),
            entries=(Count(7, "video"),),
        ),
        published="2020-06-22",
        title="Palembang juara",
        publisher="Kominfo Palembang",
    ),
    "batam": source(
        "batam.txt",
        contest(PREPARING, participants=(Count(34, "provinsi"),)),
        prize(BATAM, "favorit", programme=PREPARING, category="tempat wisata", received_by="Amsakar"),
        said(
            Official,
            "Wakil Wali Kota Batam Amsakar Achmad",
            name="Amsakar Achmad",
            position="Wakil Wali Kota",
            region=BATAM,
            org="Pemerintah Kota Batam",
            aliases=("Amsakar",),
        ),
        said(Participation, "Batam ikut", region=BATAM, competition=PREPARING),
        published="2020-06-23",
        title="Batam favorit",
        publisher="MC Batam",
    ),
    "national": source(
        "nasional/berita.txt",
        prize(PALEMBANG, 2, programme=SHORT, category="pasar tradisional", date="2020", supports=("rank",)),
        prize(SURAKARTA, "favorit", programme=SHORT, category="pasar tradisional", date="2020"),
        prize(SURAKARTA, 1, programme=SHORT, category="hotel", date="2020"),
        published="2020-06-24",
        title="Daftar pemenang",
        publisher="Berita Kita",
    ),
    "others": source(
        "lain.txt",
        *(contest(name) for name in OTHERS),
        prize(BATAM, 1, programme=OTHERS[0], date="2020-12-18"),
        published="2020-12-19",
    ),
    "banjar": source(
        "banjar.txt",
        said(
            Agency,
            "DKISP Kabupaten Banjar",
            name="Dinas Komunikasi Informatika Statistik dan Persandian Kabupaten Banjar",
            aliases=("DKISP",),
            region=BANJAR,
            agency_kind="dinas",
        ),
        visit(
            BANJAR,
            SURAKARTA,
            "2024-10-22",
            visitor_name="DKISP",
            topic="kontrak media",
            form="studi tiru",
            leader="Hj Aida",
            delegation=(Count(37, "awak media"), Count(3, "pejabat")),
            host_name="Dinas Kominfo Statistik dan Persandian Surakarta",
            received_by="Heny Ermawati",
        ),
        said(
            Official,
            "Kepala DKISP Hj Aida Yunani",
            name="Aida Yunani",
            position="Kepala Dinas Komunikasi Informatika Statistik dan Persandian",
            region=BANJAR,
            org="DKISP",
            aliases=("Hj Aida",),
        ),
        published="2024-10-23",
        title="Studi tiru ke Solo",
        publisher="MC Banjar",
    ),
    "surakarta": source(
        "surakarta.txt",
        said(
            Agency,
            "Dinas Komunikasi Informatika Statistik dan Persandian Kota Surakarta",
            name="Dinas Komunikasi Informatika Statistik dan Persandian Kota Surakarta",
            aliases=("Diskominfo SP Surakarta",),
            region=SURAKARTA,
            agency_kind="dinas",
        ),
        said(
            Agency,
            "Diskominfo SP menangani kontrak kerja sama media",
            supports=("responsibilities",),
            name="Dinas Komunikasi Informatika Statistik dan Persandian Kota Surakarta",
            region=SURAKARTA,
            agency_kind="dinas",
            responsibilities=("kontrak kerja sama media",),
        ),
        visit(BANJAR, SURAKARTA, topic="kontrak media", host_name="Diskominfo SP Surakarta", confidence=0.6),
        said(
            Official,
            "Plt. Kepala Diskominfo SP Heny Ermawati",
            name="Heny Ermawati",
            position="Plt. Kepala Dinas Komunikasi Informatika Statistik dan Persandian",
            region=SURAKARTA,
            org="Diskominfo SP Surakarta",
        ),
        published="2024-10-24",
        title="Tamu dari Banjar",
    ),
    "visits": source(
        "kunjungan.txt",
        visit(PALEMBANG, SURABAYA, "2025-09-30", topic="arsip"),
        visit(SURABAYA, PALEMBANG, "2025-11-01"),
        visit(SRAGEN, SURABAYA, "2025", topic="mal pelayanan publik", confidence=0.5),
        visit(BANJAR, SURAKARTA, "2023-05-01", topic="arsip"),
        visit("DPRD DKI Jakarta", BADUNG, "2018-05-18"),
        published="2025-12-01",
        title="Kunjungan",
    ),
    "agreements": source(
        "kerja-sama.txt",
        said(
            Collaboration,
            "Surabaya, Batam, dan Telkom meneken MoU",
            parties=(
                Party("Pemerintah Kota Surabaya", SURABAYA),
                Party("Pemerintah Kota Batam", BATAM),
                Party("Telkom"),
            ),
            topic="layanan digital",
            date="2016-08-11",
            form="MoU",
        ),
        said(
            Collaboration,
            "Surakarta dan Semarang bekerja sama",
            parties=(Party("Kota Surakarta", SURAKARTA), Party("Kota Semarang", SEMARANG)),
            topic="pariwisata",
            date="2019",
        ),
        published="2019-01-21",
    ),
    "innovations": source(
        "inovasi.txt",
        said(
            Innovation,
            "Surabaya punya WargaKu",
            name="WargaKu",
            owner=SURABAYA,
            description="aplikasi pengaduan warga",
            partners=("Telkom", "Institut Teknologi Sepuluh Nopember"),
        ),
        said(Innovation, "Surabaya punya e-Sapawarga", name="e-Sapawarga", owner=SURABAYA),
        published="2021-03-04",
    ),
    "innovations-again": source(
        "inovasi-lama.txt",
        said(Innovation, "WargaKu di Surabaya", name="Wargaku", owner=SURABAYA),
        said(
            Official,
            "mantan Kepala Dinas Arsip Surabaya Budi",
            name="Budi",
            position="Kepala Dinas Arsip",
            region=SURABAYA,
            org="Dinas Arsip Kota Surabaya",
            status="former",
        ),
        published="2020-01-02",
    ),
}
