"""The command `simpul review`."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Final

import click
from rich.columns import Columns
from rich.panel import Panel
from rich.text import Text

from simpul.cli.options import console, store_option, who_option
from simpul.cli.writing import writing
from simpul.graph import KnowledgeGraph
from simpul.graph.identity import sheet
from simpul.graph.identity.profile import KINDS
from simpul.ontology.errors import UsageError
from simpul.ontology.iris import compact

if TYPE_CHECKING:
    from simpul.graph.identity.judgements import Judgement
    from simpul.graph.identity.review import Candidate, Side

KEYS: Final = {"s": "same", "d": "different", "u": "unsure"}
END: Final = "all pairs seen: z undo · q quit"
HELP: Final = "s same · d different · u unsure · n next · z undo · q quit"


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only nodes of this kind.")
@click.option("--same", "judged_same", is_flag=True, help="Look over what rules judged the same.")
@click.option("--list", "listed", is_flag=True, help="Print the pairs and ask nothing.")
@click.option("--csv", "out", type=click.Path(path_type=Path), metavar="FILE", help="Write the pairs as a sheet.")
@click.option("--from-csv", "back", type=click.Path(path_type=Path), metavar="FILE", help="Read a filled sheet.")
@who_option
@store_option
def review(  # noqa: PLR0913 - one option each
    *, kind: str | None, judged_same: bool, listed: bool, out: Path | None, back: Path | None, who: str, store: Path
) -> None:
    """Look at pairs that may be one, side by side, what changes most first.

    Rules judge what is sure and leave the rest to people. Each verdict is noted at once, and can be taken back. In a
    sheet (--csv), fill the column 'verdict' with same, different or unsure (sama, beda, ragu); --from-csv reads it.
    """
    if sum(map(bool, (out, back, listed))) > 1:
        raise UsageError("--list, --csv and --from-csv do not go together; give one of them")
    if back:
        _read(store, back, who)
        return
    if out or listed:
        with KnowledgeGraph(store) as graph:
            found = graph.candidates(kind=kind, judged_same=judged_same)
        if out:
            _write(found, out)
        else:
            for number, candidate in enumerate(found, start=1):
                _show(candidate, number, len(found))
            click.echo(f"{len(found)} pair{'' if len(found) == 1 else 's'} to look at", err=True)
        return
    _ask(store, kind, who, judged_same=judged_same)


def _write(found: list[Candidate], out: Path) -> None:
    try:
        out.write_bytes(sheet.written(found))
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from error
    click.echo(f"{len(found)} pairs written to {out}; fill the column 'verdict', then: simpul review --from-csv {out}")


def _read(store: Path, back: Path, who: str) -> None:
    """All rows of a sheet, or none where one of them is wrong."""
    rows = sheet.read(back)
    with writing(store) as graph:
        made = graph.judge_all(rows, who=who)
    click.echo(f"{len(made)} judgements noted from {back}")


def _ask(store: Path, kind: str | None, who: str, *, judged_same: bool) -> None:
    with writing(store) as graph:
        found = graph.candidates(kind=kind, judged_same=judged_same)
        if not found:
            click.echo("nothing to review")
            return
        at = 0
        done: list[tuple[int, Judgement]] = []
        while True:
            seen_all = at == len(found)
            if seen_all:
                click.echo(END)
            else:
                _show(found[at], at + 1, len(found))
            key = _key()
            if key == "q" or (seen_all and key != "z"):
                break
            if key == "z" and done:
                place, made = done.pop()
                graph.take_back(made.id, who=who, why="undone in review")
                click.echo("taken back")
                at = place
            elif key == "z":
                click.echo("nothing to undo")
            elif key in KEYS:
                pair = found[at]
                done.append((at, graph.judge(KEYS[key], pair.one.iri, pair.other.iri, who=who)))
                click.echo(KEYS[key])
                at += 1
            elif key == "n":
                at += 1
            else:
                click.echo(HELP)
    click.echo(f"{len(done)} judgement{'' if len(done) == 1 else 's'} noted")


def _key() -> str:
    """The key pressed, or the first letter of the next line where no terminal is there; 'q' at the end of input."""
    if sys.stdin.isatty():
        return click.getchar().casefold()
    line = sys.stdin.readline()
    return line.strip()[:1].casefold() if line else "q"


def _show(candidate: Candidate, number: int, count: int) -> None:
    out = console()
    head = f"{number} of {count}: {candidate.kind}; {candidate.rule} {candidate.score:.2f}, judged {candidate.verdict}"
    moved = f"{candidate.moved} claim{'' if candidate.moved == 1 else 's'}"
    out.print(f"{head}; {moved} would move", markup=False, style="bold")
    width = max(30, min(out.width, 160) // 2 - 2)
    out.print(Columns([Panel(_side(side), width=width) for side in (candidate.one, candidate.other)]))
    out.print(HELP, markup=False, style="dim")


def _side(side: Side) -> Text:
    text = Text(f"{'; '.join(side.names)}\n", style="bold")
    text.append(f"{compact(side.iri)}, {side.claims} claim{'' if side.claims == 1 else 's'}\n", style="not bold")
    for said in side.facts:
        text.append(f"\n{said.fact}\n", style="not bold")
        text.append(
            f"“{shorten(said.quote, 200, placeholder=' …')}” {said.published or '-'} {compact(said.source)}\n",
            style="not bold dim",
        )
    return text
