"""The questions that the first issue asked, put to the graph of the five real articles; skipped without ../shared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")

THIRD = (
    "Banyumas Terbaik di Lomba New Normal\n\n"
    "Pemkab Banyumas menjadi juara 1 Klaster Kabupaten Sektor Pasar Tradisional pada Lomba Inovasi Daerah Tatanan "
    "Normal Baru 2020 yang digelar Kemendagri.\n"
)
OTHER = (
    "Banyumas Raih IGA\n\n"
    "Pemkab Banyumas meraih juara 1 Innovative Government Award (IGA) 2020 yang digelar Kemendagri.\n"
)
CONFLICT = (
    "Palembang Juara Dua\n\n"
    "Pemkot Palembang meraih juara kedua Klaster Kota Sektor Pasar Tradisional pada Lomba Video Inovasi Daerah Tatanan "
    "Normal Baru Produktif dan Aman COVID-19 2020 yang digelar Kemendagri.\n"
)


@pytest.fixture(scope="module")
def real(tmp_path_factory, simpul_in):
    """A store with the five articles; tests only read it."""
    command = simpul_in(tmp_path_factory.mktemp("real"))
    assert command("load", SHARED / "articles").returncode == 0
    return command


def only(rows):
    assert len(rows) == 1, rows
    return rows[0]


def test_who_visited_whom_on_22_october_2024(real):
    """Banjar's DKISP visited Surakarta's, led by Aidil Basith, received by Heny Ermawati, with 37 journalists."""
    row = only(real.rows("visit-delegations", "-p", "date=2024-10-22"))
    assert row["visitor"].endswith("Kabupaten Banjar")
    assert row["host"].endswith("Kota Surakarta")
    assert (row["leader"], row["receivedBy"]) == ("Aidil Basith", "Heny Ermawati")
    assert row["delegation"] == "37 awak media"
    assert "37 awak media" in row["words"]
    assert "disambut" in row["words"]


def test_ranks_1_to_3_of_amc_2024_and_when_and_where(real):
    """Madiun, Semarang and Musi Banyuasin in this order; on 5 March 2024 in the Trans Convention Centre."""
    rows = real.rows("winners", "-p", "contest=AMC", "-p", "year=2024")
    assert [(r["rank"], r["winner"].rsplit(" ", 1)[1]) for r in rows] == [
        ("1", "Madiun"),
        ("2", "Semarang"),
        ("3", "Banyuasin"),
    ]
    edition = only(real.rows("editions", "-p", "contest=AMC"))
    assert edition["ceremonyDate"] == "2024-03-05"
    assert edition["ceremonyVenue"].startswith("Trans Convention Centre")
    assert "5 Maret" in edition["words"]


def test_what_jakarta_won_in_2019_and_for_which_video(real):
    """Two prizes without rank at GSMS 2019; the video is that of the dismantled footbridge."""
    rows = real.rows("awards-of-region", "-p", "region=31", "-p", "year=2019")
    assert {r["category"]: r["work"] for r in rows} == {
        "Best Use of Videos untuk Pemerintah Daerah": "Pembongkaran Jembatan Penyeberangan Orang Bundaran HI",
        "Best Collaboration dengan Kata Kunci Perubahan Iklim": "",
    }
    assert {r["date"] for r in rows} == {"2019-09-24"}
    assert "Kantor Staf Kepresidenan" in only(real.rows("editions", "-p", "contest=GSMS"))["supporters"]


def test_how_many_took_part_in_2020_and_what_batam_entered(real):
    """460 regions and 2,517 videos; Batam seven videos in seven sectors."""
    edition = only(real.rows("editions", "-p", "year=2020"))
    assert (edition["participants"], edition["entries"]) == ("460 daerah", "2517 video")
    batam = only(real.rows("participations", "-p", "region=Batam"))
    assert batam["entries"] == "7 video"
    assert len(batam["categories"].split("; ")) == 7
    assert "tujuh video" in batam["words"]


def test_which_body_of_surakarta_handles_media_contracts(real):
    """Prokopim does, in the words that say so."""
    row = only(real.rows("responsibilities", "-p", "region=Surakarta", "-p", "topic=kontrak"))
    assert row["agency"].startswith("Protokol")
    assert "Prokopim" in row["words"]


def test_which_innovations_surakarta_and_palembang_showed(real):
    """Free internet with Telkom, and shopping by WhatsApp."""
    assert only(real.rows("innovations", "-p", "region=Surakarta"))["innovation"] == "Internet Gratis"
    assert only(real.rows("innovations", "-p", "region=Palembang"))["innovation"] == "Belanja via WhatsApp"


def test_who_handed_what_to_whom(real):
    """Tito Karnavian handed Batam's favourite prize to Amsakar Achmad."""
    row = only([r for r in real.rows("handovers") if r["handedBy"]])
    assert (row["handedBy"], row["receivedBy"]) == ("Tito Karnavian", "Amsakar Achmad")
    assert "piagam" in row["words"]


def test_two_reports_speak_of_one_contest(real):
    """One competition of 2020 holds the twelve of 'Pasar Tradisional' by cluster and rank, and the three favourites."""
    rows = real.rows("winners", "-p", "contest=normal", "-p", "in_category=tradisional")
    ranks = {(r["cluster"], r["rank"]): r["winner"] for r in rows}
    assert len(rows) == 12
    assert {cluster for cluster, _ in ranks} == {"Provinsi", "Kota", "Kabupaten", "Kabupaten Tertinggal"}
    assert ranks["Kota", "3"].endswith("Palembang")
    assert ranks["Kabupaten", "3"] == "Kabupaten Semarang"
    assert ranks["Kabupaten Tertinggal", "1"] == "Kabupaten Lembata"
    favourites = [r["winner"] for r in real.rows("favourites-without-rank")]
    assert [f.rsplit(" ", 1)[1] for f in favourites] == ["Batam", "Bekasi", "Salatiga"]
    assert len(real.rows("editions", "-p", "year=2020")) == 1


def test_a_third_report_joins_by_rule_and_another_contest_does_not(simpul):
    """A report that calls the contest differently joins it; another contest of the ministry stays by itself."""
    shutil.copytree(SHARED / "articles", simpul.folder / "berita")
    (simpul.folder / "berita" / "third.txt").write_text(THIRD, encoding="utf-8")
    (simpul.folder / "berita" / "other.txt").write_text(OTHER, encoding="utf-8")
    assert simpul("load", "berita").returncode == 0
    names = [r["competition"] for r in simpul.rows("editions", "-p", "year=2020")]
    assert len(names) == 2
    assert any("Innovative Government Award" in n for n in names)
    rows = simpul.rows("winners", "-p", "contest=Tatanan", "-p", "in_category=tradisional")
    assert len(rows) == 12
    assert {r["winner"]: r["articles"] for r in rows}["Kabupaten Banyumas"] == "2"


def test_a_planted_rank_conflict_is_shown_with_both_sides(simpul):
    """Query 20 shows rank 2 and rank 3 of Palembang, each with its article and words; the award is counted once."""
    shutil.copytree(SHARED / "articles", simpul.folder / "berita")
    (simpul.folder / "berita" / "conflict.txt").write_text(CONFLICT, encoding="utf-8")
    assert simpul("load", "berita").returncode == 0
    rows = simpul.rows("rank-conflicts")
    assert [(r["rank"], r["article"].rsplit("/", 1)[1][:8]) for r in rows] == [("2", "conflict"), ("3", "000_f497")]
    assert "juara kedua" in rows[0]["words"]
    assert len(simpul.rows("winners", "-p", "contest=Tatanan", "-p", "in_category=tradisional")) == 12


def test_removing_the_first_report_leaves_what_the_other_says(simpul):
    """Without report 000 the graph is, byte for byte, that of the other four."""
    assert simpul("load", SHARED / "articles").returncode == 0
    first = next((SHARED / "articles").glob("000_*.txt")).name
    assert simpul("remove", first).returncode == 0
    assert simpul("export", "left.nq").returncode == 0
    others = sorted(p for p in (SHARED / "articles").glob("*.txt") if p.name != first)
    assert simpul("load", *others, "--store", "fresh.db").returncode == 0
    assert simpul("export", "fresh.nq", "--store", "fresh.db").returncode == 0
    assert (simpul.folder / "left.nq").read_bytes() == (simpul.folder / "fresh.nq").read_bytes()


def test_a_corpus_of_general_news_is_loaded_by_its_proposed_mapping(simpul_in, tmp_path):
    """500 rows of news become sources by one command: named by their addresses, each once, dated as the column says."""
    command = simpul_in(tmp_path)
    corpus = SHARED / "corpora" / "detik-500.csv"
    assert command("map", "init", corpus, "-o", "berita.map.yaml").returncode == 0
    done = command("load", corpus, "--mapping", "berita.map.yaml")
    assert done.returncode == 0, done.stderr
    assert "472 added" in done.stdout  # 28 rows have the address of a row before them
    assert "and 25 more: the same source as one before it; the first is kept" in done.stdout
    days = command.rows("SELECT (COUNT(?d) AS ?n) { ?a a simpul:Article ; simpul:published ?d ; simpul:url ?u }")
    assert only(days)["n"] == "472"
