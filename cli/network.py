"""The command `simpul network`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simpul.cli.network_data import found, intervals, layer, left_out, mixing, ranked, strongest
from simpul.cli.options import (
    console,
    counted,
    json_option,
    language_option,
    print_json,
    print_table,
    selection_options,
    store_option,
)
from simpul.graph import KnowledgeGraph
from simpul.graph.network.coverage import coverage
from simpul.graph.network.files import write
from simpul.graph.network.layers import LEVELS, links
from simpul.graph.network.links import Links, flat
from simpul.graph.network.measures import measures, reciprocity, table
from simpul.graph.network.structure import brokers, communities
from simpul.graph.network.words import filters, meaning, note

if TYPE_CHECKING:
    import networkx as nx

_SHOWN: Final = ("measures", "intervals", "communities", "brokers", "backbone", "homophily")
_REASONS: Final = {
    "loop": "of a node to itself",
    "same": "made equal by the level",
    "topic": "on other topics",
    "undated": "without a date",
    "outside": "of other days",
    "vague": "whose date is too vague",
    "order": "of posts in an unknown order",
}


_COVERED: Final = "reports tell of {} of {} governments: unreported is not unvisited ('simpul coverage')"


@click.command()
@click.argument("name", metavar="LAYER")
@click.option("--level", type=click.Choice(LEVELS), default="regency", show_default=True)
@selection_options
@click.option("--show", type=click.Choice(_SHOWN), default="measures", show_default=True, help="What to measure.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of what draws at random.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many rows to print.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Also write .graphml, .gexf or .csv (links).")
@json_option
@language_option
@store_option
def network(  # noqa: PLR0913 - what the user may say
    *,
    name: str,
    level: str,
    topic: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    show: str,
    seed: int,
    top: int,
    output: Path | None,
    as_json: bool,
    language: str,
    store: Path,
) -> None:
    """Measure a layer: visits, learning, awards, winners, collaborations, officials, careers or agencies.

    --language is that of the lines that explain the measures.
    """
    chosen = {"topic": topic, "start": start, "end": end, "as_of": as_of}
    with KnowledgeGraph(store) as graph:
        seen = coverage(graph)
        if name == "winners":
            made: nx.Graph | Links = graph.network(name, level=level, **chosen)
        else:
            made = links(graph, name, level=level, **chosen)
    if output is not None:
        write(made.networkx() if isinstance(made, Links) else made, output)
    if as_json:
        about = {"layer": name, "level": level, "selection": chosen, **layer(made), "left_out": dict(left_out(made))}
        print_json(about | {"reported": seen.reported, "governments": seen.governments, show: found(made, show, seed)})
        return
    some = len(made) if isinstance(made, Links) else made.number_of_edges()
    if some:
        _SHOW[show](made, top, seed)
    if show == "measures" and (some or not filters(**chosen)):
        _explained(made, name, language)
    if some:
        console().print(f"  {_COVERED.format(seen.reported, seen.governments)}", style="dim", markup=False)
    _closing(name, made, some, filters(**chosen))
    if output is not None:
        click.echo(f"written to {output}")


def _closing(name: str, made: nx.Graph | Links, some: int, chosen: str) -> None:
    """How large the layer is and what is left out; of one without links, that there is nothing, and why."""
    told = ", ".join(f"{number} {_REASONS[reason]}" for reason, number in left_out(made).items())
    if some:
        size = f"{counted(len(made.nodes), 'node')}, {counted(some, 'link')}"
    else:
        size = f"no links{chosen and f' ({chosen})'}{'' if told else ': no report in the store tells of any'}"
    console().print(f"{name}: {size}{told and f'; left out: {told}'}", markup=False)


def _names(made: nx.Graph | Links) -> dict[str, str]:
    known = dict(zip(made.nodes, made.about, strict=True)) if isinstance(made, Links) else made.nodes
    return {node: str(known[node].get("label", node)) for node in made.nodes}


def _measures(made: nx.Graph | Links, top: int, seed: int) -> None:
    rows = table(made)[:top]
    columns = [m.name for m in measures(made)]
    ranks = {r.node: f"{r.low}-{r.high}" if r.low < r.high else f"{r.low}" for r in ranked(made, seed)}
    head = ("node", "kind", *(["rank"] if ranks else []), *columns)
    told = [(*([ranks.get(r["node"], "")] if ranks else []), *(r[c] for c in columns)) for r in rows]
    print_table(head, [(r["label"], r["kind"], *values) for r, values in zip(rows, told, strict=True)])


def _explained(made: nx.Graph | Links, name: str, language: str) -> None:
    """Each measure in the words of the layer, with its source; and how many pairs are linked both ways."""
    out, those = console(), measures(made)
    if isinstance(made, Links) and len(made):
        out.print(f"  {note('rank', language, measure=those[0].name)}", style="dim", markup=False)
    for measure in those:
        told = f"{measure.name}: {meaning(measure.name, name, language)}"
        out.print(f"  {told} ({measure.source})", style="dim", markup=False)
    if flat(made).directed and len(flat(made).weight):
        out.print(f"reciprocity of the collapsed network: {reciprocity(made):.3f}", markup=False)


def _intervals(made: nx.Graph | Links, top: int, seed: int) -> None:
    rows = [(r.label, r.value, r.rank, f"{r.low} to {r.high}") for r in intervals(made, top, seed)]
    print_table(("node", measures(made)[0].name, "rank", "90% interval"), rows)
    note = "  interval: the ranks in 90% of 200 resamples of the facts; what is not reported is not in it"
    console().print(note, style="dim", markup=False)


def _communities(made: nx.Graph | Links, top: int, seed: int) -> None:
    best, names = communities(made, seed=seed), _names(made)
    rows = []
    for number, members in enumerate(best.members[:top], start=1):
        stability = sum(best.stability[node] for node in members) / len(members)
        rows.append((number, len(members), stability, ", ".join(sorted(names[node] for node in members))))
    print_table(("community", "nodes", "stability", "who"), rows)
    told = f"modularity {best.modularity:.3f}, agreement of {best.runs} runs {best.agreement:.3f} (adjusted Rand index)"
    console().print(told, markup=False)


def _brokers(made: nx.Graph | Links, top: int, seed: int) -> None:
    del seed
    names = _names(made)
    rows = [(names[b.node], b.effective_size, b.constraint) for b in brokers(made)[:top]]
    print_table(("node", "effective size", "constraint"), rows)
    console().print("  Burt 1992: many unlinked neighbours, few ties that lead to the same", style="dim", markup=False)


def _backbone(made: nx.Graph | Links, top: int, seed: int) -> None:
    del seed
    names = _names(made)
    rows = [(names[one], names[other], weight) for one, other, weight in strongest(made)]
    print_table(("source", "target", "weight"), rows[:top])
    console().print(
        f"backbone: {len(rows)} of {len(flat(made).weight)} pairs (disparity filter, alpha 0.05)", markup=False
    )


def _homophily(made: nx.Graph | Links, top: int, seed: int) -> None:
    del top
    rows = []
    for told in mixing(made, seed):
        for null, against in (("labels shuffled", told.shuffled), ("links rewired", told.rewired)):
            expected = f"{against.mean:.3f} ± {against.deviation:.3f}"
            rows.append((told.attribute, told.links, against.observed, null, expected, against.p))
    print_table(("attribute", "links", "assortativity", "null model", "by chance", "p"), rows)


_SHOW: Final = {
    "measures": _measures,
    "intervals": _intervals,
    "communities": _communities,
    "brokers": _brokers,
    "backbone": _backbone,
    "homophily": _homophily,
}
