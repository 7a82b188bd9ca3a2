from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

SAMPLES = Path(str(files("simpul.loaders") / "samples"))


def exported(simpul, *loads):
    for arguments in loads:
        done = simpul(*arguments)
        assert done.returncode == 0, done.stderr
    assert simpul("export", "out.nq").returncode == 0
    return (simpul.folder / "out.nq").read_bytes()


@pytest.fixture
def three(tmp_path):
    """Three articles in a folder of their own: two on one contest, one on a visit."""
    folder = tmp_path / "berita"
    folder.mkdir()
    for pattern in ("2020-06-22-palembang*.txt", "2020-06-22-batam*.txt", "2024-10-22*.txt"):
        shutil.copy(next(SAMPLES.glob(pattern)), folder)
    return folder


def test_loading_again_changes_nothing(simpul, three):
    """A second load of the same files finds every source unchanged, and the export keeps its bytes."""
    first = exported(simpul, ("load", three))
    done = simpul("load", three)
    assert "3 unchanged" in done.stdout
    assert exported(simpul) == first


def test_loading_in_parts_and_in_any_order_gives_the_same_bytes(simpul, three):
    """One by one backwards, or all at once: the same export."""
    whole = exported(simpul, ("load", three, "--store", "simpul.db"))
    shutil.rmtree(simpul.folder / "simpul.db")
    parts = [("load", path) for path in sorted(three.glob("*.txt"), reverse=True)]
    assert exported(simpul, *parts) == whole


def test_removing_a_source_leaves_what_the_others_say(simpul, three):
    """After a removal the export is that of a store that never had the source."""
    batam, palembang, visit = (next(three.glob(f"*{name}*.txt")) for name in ("batam", "palembang", "surakarta"))
    without = exported(simpul, ("load", batam, visit))
    shutil.rmtree(simpul.folder / "simpul.db")
    assert exported(simpul, ("load", three), ("remove", palembang.name)) == without


def test_a_changed_file_replaces_its_claims(simpul, three):
    """A file whose text changed says what its new text says, and no longer what the old one said."""
    path = next(three.glob("*surakarta*.txt"))
    exported(simpul, ("load", three))
    path.write_text(path.read_text(encoding="utf-8").replace("37 awak media", "12 awak media"), encoding="utf-8")
    assert "1 replaced" in simpul("load", three).stdout
    rows = simpul.rows("visit-delegations", "-p", "date=2024-10-22")
    assert [row["delegation"] for row in rows] == ["12 awak media"]


def test_extract_prints_evidence_that_gives_back_its_quote():
    """Every offset of `extract --format json` gives back its quote, for every sample."""
    # Run in this process for speed; test_extract_as_json runs the command itself.
    from simpul.loaders.load import load_all  # noqa: PLC0415 - only here

    for loaded in load_all([SAMPLES]):
        for fact in loaded.facts:
            for evidence in fact.evidence:
                assert loaded.document.text[evidence.start : evidence.end] == evidence.quote
                assert evidence.start >= loaded.document.body_start


def test_extract_as_json(simpul):
    """`extract --format json` prints the facts document, and nothing else."""
    path = next(SAMPLES.glob("2024-10-22*.txt"))
    document = json.loads(simpul("extract", path, "--format", "json").stdout)
    text = path.read_text(encoding="utf-8")
    assert document["id"] == path.stem
    assert document["visits"][0]["visitor"] == "63.03"
    for evidence in document["visits"][0]["evidence"]:
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_extract_as_a_table_shows_the_quotes(simpul):
    """Without --format each fact stands with the words that support it."""
    done = simpul("extract", next(SAMPLES.glob("2024-10-22*.txt")))
    assert "visit" in done.stdout
    assert "“" in done.stdout


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_answers_in_every_format_hold_the_same_rows(loaded, form):
    """Each format has one row for each host."""
    done = loaded("query", "busiest-hosts", "--format", form)
    rows = len(loaded.rows("busiest-hosts"))
    match form:
        case "json":
            found = len(json.loads(done.stdout)["results"]["bindings"])
        case "xml":
            found = len(ET.fromstring(done.stdout)[1])  # noqa: S314 - our own output
        case _:
            found = len(done.stdout.strip().splitlines()) - 1
    assert found == rows > 0


def test_a_query_file_takes_the_parameters_its_head_declares(loaded, tmp_path):
    """A .rq file of one's own is asked with its parameters."""
    path = tmp_path / "hosts.rq"
    path.write_text(
        "# title: Hosts\n# param name: text - a word\n\n"
        "SELECT DISTINCT ?host { VALUES ?name { UNDEF } ?v simpul:hostName ?host\n"
        "  FILTER(!BOUND(?name) || CONTAINS(?host, ?name)) }",
        encoding="utf-8",
    )
    assert all("Badung" in row["host"] for row in loaded.rows(path, "-p", "name=Badung"))
    assert len(loaded.rows(path)) > len(loaded.rows(path, "-p", "name=Badung")) > 0


def test_queries_are_listed_in_both_languages(simpul):
    """Every named query has a title in English and one in Indonesian."""
    english, indonesian = simpul("queries").stdout, simpul("queries", "--language", "id").stdout
    assert "Who won a contest" in english
    assert "Siapa pemenang suatu lomba" in indonesian


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_networks_are_written_for_other_programs(loaded, tmp_path, suffix, read):
    """What is written reads back with the same nodes."""
    path = tmp_path / f"visits{suffix}"
    done = loaded("network", "visits", "-o", path)
    assert done.returncode == 0, done.stderr
    assert f"visits: {read(path).number_of_nodes()} nodes" in done.stdout


def test_a_view_is_one_page_without_another_host(loaded, tmp_path):
    """The page is written and asks no other host for anything."""
    path = tmp_path / "visits.html"
    assert loaded("view", "visits", "-o", path).returncode == 0
    page = path.read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "<script src" not in page
    assert set(re.findall(r"<link [^>]*href=.(\w+:)", page)) <= {"data:"}


def test_the_demo_goes_the_whole_way(simpul):
    """The demo loads, asks, measures, shows, and says where the pages are; it can be run again."""
    done = simpul("demo")
    assert done.returncode == 0, done.stderr
    steps = [done.stdout.index(step) for step in ("1. Load", "2. Ask", "3. Measure", "4. See", "5. Take along")]
    assert all(a < b for a, b in pairwise(steps))
    assert (simpul.folder / "simpul-demo" / "visits.html").exists()
    assert simpul("demo").returncode == 0


def test_help_names_every_command(simpul):
    """`simpul --help` lists the commands, each with a sentence."""
    text = simpul("--help").stdout
    for command in ("load", "remove", "sources", "extract", "query", "queries", "export", "network", "view", "demo"):
        assert f"\n  {command} " in text
