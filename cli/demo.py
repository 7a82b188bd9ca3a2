"""The command `simpul demo`."""

from __future__ import annotations

import shlex
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simpul.cli.load import print_report
from simpul.cli.loading import load_into
from simpul.cli.options import console, counted, print_table
from simpul.cli.view import write_page
from simpul.graph import KnowledgeGraph
from simpul.graph.ask.named import queries
from simpul.graph.network.measures import measures, table
from simpul.graph.store.export import export
from simpul.loaders.world.press import articles
from simpul.loaders.world.truth import world
from simpul.ontology.errors import StoreError
from simpul.ontology.iris import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simpul.loaders.world.truth import World

_QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("visit-delegations", {"date": "2024-10-22"}),
    ("winners", {"contest": "normal", "year": "2020", "in_category": "tradisional"}),
    ("favourites-without-rank", {}),
    ("editions", {"contest": "AMC"}),
    ("responsibilities", {"region": "Kota Surakarta", "topic": "kontrak"}),
    ("busiest-hosts", {}),
)
_OF_WORLD: tuple[tuple[str, dict[str, str]], ...] = (
    ("busiest-hosts", {"year": "2021"}),
    ("winners", {"contest": "Kota Pintar", "year": "2021"}),
    ("collaborations", {"date": "2021"}),
)
_NEXT_OF_WORLD = "recommend --region 'Kota Surakarta' --topic 'pengelolaan sampah'"
_PAGES = ("visits", "collaborations", "awards", "officials")
_TOP = 8
_WIDE = 60


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("simpul-demo"),
    show_default=True,
    help="The folder to make; one that 'simpul demo' made before is replaced.",
)
@click.option(
    "--world", "invented", is_flag=True, help="An invented world instead: 546 governments, about 1,600 reports."
)
@click.option("--visits", type=click.IntRange(min=1), default=1200, show_default=True, help="Of the invented world.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which invented world.")
def demo(*, output: Path, invented: bool, visits: int, seed: int) -> None:
    """Load the sample articles, ask, measure and show: the whole way through, in a folder of its own."""
    store = _fresh(output)
    out = console()
    if invented:
        out.print("[bold]1. Load[/]: reports about an invented world; nobody and nothing in them has to be so")
        report = load_into(store, _written(output / "reports", world(seed, visits=visits)))
    else:
        out.print("[bold]1. Load[/]: sample reports, retold from the press, into a graph on disk")
        with as_file(files("simpul.loaders") / "samples") as samples:
            report = load_into(store, sorted(samples.glob("*.txt")))
    print_report(report, store)
    with KnowledgeGraph(store) as graph:
        _ask(graph, _OF_WORLD if invented else _QUESTIONS)
        _measure(graph)
        _show(graph, output)
        statements = export(graph.store, output / "knowledge.ttl")
    out.print(f"\n[bold]5. Take along[/]: {statements} statements in {output / 'knowledge.ttl'}")
    asking = _NEXT_OF_WORLD if invented else "query visitors-of-region -p region=Badung"
    out.print(f"Ask on: {program()} {asking} --store {shlex.quote(str(store))}", markup=False)


def _fresh(output: Path) -> Path:
    """The store to make in `output`; what an earlier demo left there is deleted, anything else is not touched."""
    if (
        output.exists()
        and not (output / "simpul.db" / "SIMPUL").exists()
        and (not output.is_dir() or any(output.iterdir()))
    ):
        raise StoreError(f"{output}: there already, and no demo made it; name another folder with --output")
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    return output / "simpul.db"


def _written(folder: Path, made: World) -> list[Path]:
    """The reports of an invented world, one file each."""
    folder.mkdir()
    paths = []
    for told in articles(made):
        paths.append(folder / told.name)
        paths[-1].write_text(told.text, encoding="utf-8")
    return paths


def _ask(graph: KnowledgeGraph, questions: Sequence[tuple[str, dict[str, str]]]) -> None:
    out = console()
    out.print("\n[bold]2. Ask[/]: SPARQL by name, each answer with the words behind it")
    for name, parameters in questions:
        given = "".join(f" -p {shlex.quote(f'{k}={v}')}" for k, v in parameters.items())
        answer = graph.query(name, **parameters)
        filled = [c for c in answer.columns if any(row[c] not in (None, "") for row in answer.dicts())]
        rows = [[_short(row[c]) for c in filled] for row in answer.dicts()[: _TOP * 2]]
        command = f"{program()} query {name}{given} --store {shlex.quote(str(graph.folder.path))}"
        out.print(f"\n{queries()[name].title}\n  {command}", markup=False, style="dim")
        print_table(filled, rows)


def program() -> str:
    """How to call Simpul from here: by name where the shell finds it, else by the path it was called by."""
    return "simpul" if shutil.which("simpul") else shlex.quote(sys.argv[0])


def _short(value: object) -> str:
    text = " ".join(str(value if value is not None else "").split())
    text = compact(text) if text.startswith("https://") else text
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _measure(graph: KnowledgeGraph) -> None:
    out = console()
    out.print("\n[bold]3. Measure[/]: the study-visit network, visitor -> host")
    network = graph.network("visits")
    columns = [m.name for m in measures(network)]
    print_table(("government", *columns), [(r["label"], *(r[c] for c in columns)) for r in table(network)[:_TOP]])
    out.print(f"{counted(network.number_of_nodes(), 'government')}, {counted(network.number_of_edges(), 'visit')}")


def _show(graph: KnowledgeGraph, output: Path) -> None:
    out = console()
    out.print("\n[bold]4. See[/]: interactive pages that need no other host")
    for layer in _PAGES:
        write_page(output / f"{layer}.html", graph.view(layer).generate_html())
        out.print(f"  {(output / f'{layer}.html').resolve().as_uri()}", markup=False)
