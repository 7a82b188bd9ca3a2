"""Review, judge, reject, judgements, conflicts: as a user runs them, at a terminal and in a pipe."""

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIRST = """# sumber: https://contoh.id/a | terbit: 2024-03-05 | penerbit: Contoh
Kota Batam meraih juara 1 kategori hotel pada Lomba Inovasi Nusantara Tahun 2024 yang diadakan Kementerian Dalam Negeri.
Kepala Dinas Sosial Kota Batam Made Rentin hadir.
"""
SECOND = """# sumber: https://contoh.id/b | terbit: 2024-03-06 | penerbit: Lain
Kota Batam meraih juara 2 kategori hotel pada Lomba Inovasi Nusantara Tahun 2024 yang diadakan Kementerian Dalam Negeri.
Kepala Dinas Kesehatan Kota Batam Made Rantin juga hadir.
"""
OFFICIALS = "SELECT ?o ?name { ?o a simpul:Official ; simpul:name ?name }"


@pytest.fixture
def batam(simpul):
    """A store with two reports that differ on a rank, and name two people alike."""
    (simpul.folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (simpul.folder / "b.txt").write_text(SECOND, encoding="utf-8")
    done = simpul("load", "a.txt", "b.txt")
    assert done.returncode == 0, done.stderr
    assert len(simpul.rows(OFFICIALS)) == 2
    return simpul


def exported(command, name):
    done = command("export", name)
    assert done.returncode == 0, done.stderr
    return (command.folder / name).read_bytes()


def at_a_terminal(command, keys, *arguments):
    """Run `simpul` at a terminal of its own and press keys; gives the exit status and what was printed.

    Each key is pressed when the line that lists the keys has appeared once more and the terminal takes single keys.
    """
    mine, theirs = pty.openpty()
    env = os.environ | {"PYTHONPATH": str(ROOT / ".dev"), "TERM": "xterm", "COLUMNS": "120"}
    run = [sys.executable, "-c", "from simpul.cli import main; main()", *arguments]
    with subprocess.Popen(run, cwd=command.folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        told, pressed = b"", 0
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if select.select([mine], [], [], 0.05)[0]:
                try:
                    told += os.read(mine, 65536)
                except OSError:  # the other end is closed
                    break
            takes_keys = not termios.tcgetattr(mine)[3] & termios.ICANON
            if takes_keys and pressed < len(keys) and told.count(b"q quit") > pressed:
                os.write(mine, keys[pressed].encode())
                pressed += 1
        os.close(mine)
        return process.wait(timeout=30), told.decode(errors="replace")


def test_review_at_a_terminal(batam):
    """Both sides are shown with their words; a key judges at once, 'z' takes it back, and nothing is left of it."""
    before = exported(batam, "before.ttl")
    status, told = at_a_terminal(batam, "szq", "review", "--who", "rina")
    assert status == 0, told
    assert "Made Rantin" in told
    assert "Made Rentin" in told
    assert "Kepala Dinas Sosial Kota Batam Made Rentin" in told
    assert "taken back" in told
    assert exported(batam, "after.ttl") == before
    status, told = at_a_terminal(batam, "sq", "review", "--who", "rina")
    assert "1 judgement noted" in told
    assert len(batam.rows(OFFICIALS)) == 1
    assert "nothing to review" in batam("review").stdout


def test_review_without_a_terminal_reads_lines(batam):
    """In a pipe, each line's first letter is the key, and the end of input quits."""
    command = [sys.executable, "-c", "from simpul.cli import main; main()", "review", "--who", "rina"]
    env = os.environ | {"PYTHONPATH": str(ROOT / ".dev"), "PYTHONIOENCODING": "utf-8"}
    keys = "?\nd\n"
    done = subprocess.run(command, cwd=batam.folder, env=env, input=keys, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 judgement noted" in done.stdout
    assert len(batam.rows(OFFICIALS)) == 2


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_sheet_goes_out_and_comes_back(batam, separator):
    """The pairs go out as a sheet, and come back filled in, in either language and with the separator of the land."""
    assert batam("review", "--csv", "pairs.csv").returncode == 0
    path = batam.folder / "pairs.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert [(r["one_names"], r["other_names"]) for r in rows] == [("Made Rantin", "Made Rentin")]
    rows[0] |= {"verdict": "Sama", "why": "satu orang; salah tulis"}
    out = io.StringIO()
    sheet = csv.DictWriter(out, rows[0], delimiter=separator)
    sheet.writeheader()
    sheet.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    done = batam("review", "--from-csv", "pairs.csv", "--who", "rina")
    assert done.returncode == 0, done.stderr
    assert len(batam.rows(OFFICIALS)) == 1
    assert "satu orang; salah tulis" in batam("judgements").stdout


def test_a_sheet_with_a_wrong_row_changes_nothing(batam):
    """A verdict that is none, a node that is not there and a sheet without columns are refused by their place."""
    batam("review", "--csv", "pairs.csv")
    path = batam.folder / "pairs.csv"
    good = path.read_text(encoding="utf-8-sig")
    before = exported(batam, "before.nq")
    for text, place in (
        (good.replace("\n,", "\nbarangkali,", 1), "line"),
        (good.replace("\n,", "\nsame,", 1).replace("made-rentin", "nobody"), "nobody"),
        ("a,b\n1,2\n", "no column"),
    ):
        path.write_text(text, encoding="utf-8")
        assert place in batam.refused("review", "--from-csv", "pairs.csv")
    path.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in batam.refused("review", "--from-csv", "pairs.csv")
    assert exported(batam, "after.nq") == before


def test_judging_and_taking_back(batam):
    """`judge` notes a verdict with name and reason, `judgements` lists it, and taking it back restores every byte."""
    before = exported(batam, "before.nq")
    one, other = (row["o"].replace("https://w3id.org/simpul/", "id:") for row in batam.rows(OFFICIALS))
    done = batam("judge", "same", one, other, "--who", "rina", "--why", "satu orang")
    assert done.returncode == 0, done.stderr
    judgement = done.stdout.partition(":")[0]
    listed = batam("judgements").stdout
    assert judgement in listed
    assert "rina" in listed
    assert "satu orang" in listed
    assert b"satu orang" in exported(batam, "judged.nq")
    assert batam("judgements", "--take-back", judgement).returncode == 0
    assert exported(batam, "after.nq") == before
    assert "already taken back" in batam.refused("judgements", "--take-back", judgement)
    assert "no such judgement" in batam.refused("judgements", "--take-back", "x")


def test_a_colleagues_judgements_are_added(batam):
    """A colleague's file is added once, whatever the order; a bad line is refused by its number."""
    one, other = sorted(row["o"] for row in batam.rows(OFFICIALS))
    line = {"when": "2024-01-01", "who": "dewi", "verdict": "same", "subjects": [one, other]}
    (batam.folder / "hers.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert "1 new of 1" in batam("judgements", "--add", "hers.jsonl").stdout
    assert "0 new of 1" in batam("judgements", "--add", "hers.jsonl").stdout
    assert len(batam.rows(OFFICIALS)) == 1
    (batam.folder / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    assert "bad.jsonl, line 1" in batam.refused("judgements", "--add", "bad.jsonl")
    assert "no such file" in batam.refused("judgements", "--add", "nowhere.jsonl")


def test_rejecting(batam):
    """A rejected fact is gone from every answer and stays so when its file is loaded again."""
    (award,) = {row["a"] for row in batam.rows("SELECT ?a { ?a a simpul:Award }")}
    done = batam("reject", award, "--why", "bukan Batam", "--who", "rina")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("rejected") == 2
    assert batam.rows("SELECT ?a { ?a a simpul:Award }") == []
    changed = FIRST.replace("hadir.", "hadir pula.")
    (batam.folder / "a.txt").write_text(changed, encoding="utf-8")
    told = batam("load", "a.txt").stdout
    assert "1 replaced" in told
    assert "rejected, left out: 1" in told
    assert batam.rows("SELECT ?a { ?a a simpul:Award }") == []
    assert "no such claim or node" in batam.refused("reject", "id:award/none", "--why", "x")
    assert "--why" in batam.refused("reject", award)


def test_conflicts_show_both_sides(batam):
    """A rank that two reports state differently is shown with both sides, words and days, and why one is shown."""
    told = batam("conflicts").stdout
    assert "rank, sources differ" in told
    assert "2024-03-05 id:source/a.txt" in told
    assert "juara 2 kategori hotel" in told
    assert "only because one must be" in told
    found = json.loads(batam("conflicts", "--json", "--on", "rank").stdout)
    assert [side["value"] for side in found[0]["sides"]] == ["1", "2"]
    assert batam("conflicts", "--impossible").stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("review",), ("judge", "same", "a", "b"), ("reject", "a", "--why", "x"), ("conflicts",),
        ("judgements", "--take-back", "x"),
    ],
)  # fmt: skip
def test_without_a_store_it_is_said_and_none_is_made(simpul, arguments):
    """Judging where no store is says so and makes none."""
    assert "no store there" in simpul.refused(*arguments)
    assert not (simpul.folder / "simpul.db").exists()
