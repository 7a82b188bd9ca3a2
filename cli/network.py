"""The command `simpul network`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simpul.cli.options import console, language_option, print_table, selection_options, store_option
from simpul.graph import KnowledgeGraph
from simpul.graph.network.coverage import coverage
from simpul.graph.network.files import write
from simpul.graph.network.layers import LEVELS, links
from simpul.graph.network.links import Links, flat
from simpul.graph.network.measures import measures, reciprocity, table
from simpul.graph.network.structure import backbone, brokers, communities
from simpul.graph.network.uncertainty import homophily, rank_intervals
from simpul.graph.network.words import meaning, note
from simpul.ontology.errors import UsageError

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
@click.argument("layer")
@click.option("--level", type=click.Choice(LEVELS), default="regency", show_default=True)
@selection_options
@click.option("--show", type=click.Choice(_SHOWN), default="measures", show_default=True, help="What to measure.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of what draws at random.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many rows to print.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Also write .graphml, .gexf or .csv (links).")
@language_option
@store_option
def network(  # noqa: PLR0913 - what the user may say
    *,
    layer: str,
    level: str,
    topic: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    show: str,
    seed: int,
    top: int,
    output: Path | None,
    language: str,
    store: Path,
) -> None:
    """Measure a layer: visits, learning, awards, winners, collaborations, officials, careers or agencies.

    --language is that of the lines that explain the measures.
    """
    chosen = {"level": level, "topic": topic, "start": start, "end": end, "as_of": as_of}
    with KnowledgeGraph(store) as graph:
        seen = coverage(graph)
        made: nx.Graph | Links = graph.network(layer, **chosen) if layer == "winners" else links(graph, layer, **chosen)
    if output is not None:
        write(made.networkx() if isinstance(made, Links) else made, output)
    _SHOW[show](made, top, seed)
    if show == "measures":
        _explained(made, layer, language)
    console().print(f"  {_COVERED.format(seen.reported, seen.governments)}", style="dim", markup=False)
    _closing(layer, made)
    if output is not None:
        click.echo(f"written to {output}")


def _closing(layer: str, made: nx.Graph | Links) -> None:
    left_out = made.left_out if isinstance(made, Links) else made.graph.get("left_out", {})
    nodes = len(made.nodes)
    count = len(made) if isinstance(made, Links) else made.number_of_edges()
    told = [f"{number} {_REASONS[reason]}" for reason, number in left_out.items()]
    note = f"; left out: {', '.join(told)}" if told else ""
    console().print(f"{layer}: {nodes} nodes, {count} links{note}", markup=False)


def _names(made: nx.Graph | Links) -> dict[str, str]:
    known = dict(zip(made.nodes, made.about, strict=True)) if isinstance(made, Links) else made.nodes
    return {node: str(known[node].get("label", node)) for node in made.nodes}


def _measures(made: nx.Graph | Links, top: int, seed: int) -> None:
    rows = table(made)[:top]
    columns = [m.name for m in measures(made)]
    ranks = _ranks(made, seed)
    head = ("node", "kind", *(["rank"] if ranks else []), *columns)
    told = [(*([ranks.get(r["node"], "")] if ranks else []), *(r[c] for c in columns)) for r in rows]
    print_table(head, [(r["label"], r["kind"], *values) for r, values in zip(rows, told, strict=True)])


def _explained(made: nx.Graph | Links, layer: str, language: str) -> None:
    """Each measure in the words of the layer, with its source; and how many pairs are linked both ways."""
    out, those = console(), measures(made)
    if isinstance(made, Links) and len(made):
        out.print(f"  {note('rank', language, measure=those[0].name)}", style="dim", markup=False)
    for measure in those:
        told = f"{measure.name}: {meaning(measure.name, layer, language)}"
        out.print(f"  {told} ({measure.source})", style="dim", markup=False)
    if flat(made).directed:
        out.print(f"reciprocity of the collapsed network: {reciprocity(made):.3f}", markup=False)


def _ranks(made: nx.Graph | Links, seed: int) -> dict[str, str]:
    """The rank interval of each node by the first measure; none where there are no links to draw anew."""
    if not isinstance(made, Links):
        return {}
    found = rank_intervals(made, measures(made)[0].compute, top=len(made.nodes), seed=seed)
    return {r.node: f"{r.low}-{r.high}" if r.low < r.high else f"{r.low}" for r in found}


def _intervals(made: nx.Graph | Links, top: int, seed: int) -> None:
    if not isinstance(made, Links):
        raise UsageError("--show intervals draws links anew, and 'winners' has none of its own; take 'awards'")
    measure = measures(made)[0]
    found = rank_intervals(made, measure.compute, top=top, seed=seed)
    rows = [(r.label, r.value, r.rank, f"{r.low} to {r.high}") for r in found]
    print_table(("node", measure.name, "rank", "90% interval"), rows)
    note = "  interval: the ranks in 90% of 200 resamples of the facts; what is not reported is not in it"
    console().print(note, style="dim", markup=False)


def _communities(made: nx.Graph | Links, top: int, seed: int) -> None:
    found, names = communities(made, seed=seed), _names(made)
    rows = []
    for number, members in enumerate(found.members[:top], start=1):
        stability = sum(found.stability[node] for node in members) / len(members)
        rows.append((number, len(members), stability, ", ".join(sorted(names[node] for node in members))))
    print_table(("community", "nodes", "stability", "who"), rows)
    told = (
        f"modularity {found.modularity:.3f}, agreement of {found.runs} runs {found.agreement:.3f} (adjusted Rand index)"
    )
    console().print(told, markup=False)


def _brokers(made: nx.Graph | Links, top: int, seed: int) -> None:
    del seed
    names = _names(made)
    rows = [(names[b.node], b.effective_size, b.constraint) for b in brokers(made)[:top]]
    print_table(("node", "effective size", "constraint"), rows)
    console().print("  Burt 1992: many unlinked neighbours, few ties that lead to the same", style="dim", markup=False)


def _backbone(made: nx.Graph | Links, top: int, seed: int) -> None:
    del seed
    found, names = backbone(made), _names(made)
    order = sorted(
        range(len(found.weight)), key=lambda n: (-found.weight[n], int(found.source[n]), int(found.target[n]))
    )
    rows = [
        (names[found.nodes[found.source[n]]], names[found.nodes[found.target[n]]], float(found.weight[n]))
        for n in order
    ]
    print_table(("source", "target", "weight"), rows[:top])
    console().print(
        f"backbone: {len(rows)} of {len(flat(made).weight)} pairs (disparity filter, alpha 0.05)", markup=False
    )


def _homophily(made: nx.Graph | Links, top: int, seed: int) -> None:
    del top
    if not isinstance(made, Links):
        raise UsageError("--show homophily draws links anew, and 'winners' has none of its own; take 'visits'")
    rows = []
    for attribute in ("province", "tier", "kind"):
        found = homophily(made, attribute, seed=seed)
        if found is not None:
            for null, against in (("labels shuffled", found.shuffled), ("links rewired", found.rewired)):
                expected = f"{against.mean:.3f} ± {against.deviation:.3f}"
                rows.append((attribute, found.links, against.observed, null, expected, against.p))
    print_table(("attribute", "links", "assortativity", "null model", "by chance", "p"), rows)


_SHOW: Final = {
    "measures": _measures,
    "intervals": _intervals,
    "communities": _communities,
    "brokers": _brokers,
    "backbone": _backbone,
    "homophily": _homophily,
}
