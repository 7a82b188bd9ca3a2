"""The command `simpul recommend`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from simpul.cli.options import (
    console,
    json_option,
    language_option,
    print_json,
    print_table,
    print_words,
    store_option,
)
from simpul.graph import KnowledgeGraph
from simpul.graph.network.coverage import coverage
from simpul.graph.network.history import government_of, history
from simpul.graph.network.recommend import backtest, settings
from simpul.graph.network.recommend import recommend as best_hosts
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from simpul.graph.network.recommend import BackTest, Host


@click.command()
@click.option("--region", help="Who wants to learn: 'Kabupaten Banjar', or its code.")
@click.option("--topic", help="What about: words of it, or a concept by its label.")
@click.option("--top", type=click.IntRange(min=1), default=5, show_default=True, help="How many hosts.")
@click.option("--backtest", "year", type=int, metavar="YEAR", help="Instead: rank the hosts of visits from YEAR on.")
@json_option
@language_option
@store_option
def recommend(  # noqa: PLR0913 - what the user may say
    *, region: str | None, topic: str | None, top: int, year: int | None, as_json: bool, language: str, store: Path
) -> None:
    """Whom to visit to learn about a topic, with what speaks for each host and the words behind it."""
    if year is not None:
        if region is not None or topic is not None:
            raise UsageError("--backtest takes the regions and topics of the visits; leave out --region and --topic")
        _backtest(store, year, as_json=as_json)
        return
    if region is None or topic is None or not topic.strip():
        raise UsageError("give both, such as --region 'Kabupaten Banjar' --topic 'internet gratis'; or --backtest YEAR")
    government = government_of(region)
    with KnowledgeGraph(store) as graph:
        hosts = best_hosts(history(graph), government, topic, top=top)
        if as_json:
            print_json(hosts)
            return
        for number, host in enumerate(hosts, start=1):
            _host(graph, number, host, language)
        seen, messages = coverage(graph), settings()["messages"]
    if not hosts:
        click.echo(messages["nothing"][language].format(topic=topic))
    told = messages["coverage"][language].format(reported=seen.reported, governments=seen.governments)
    console().print(told, style="dim", markup=False)


def _host(graph: KnowledgeGraph, number: int, host: Host, language: str) -> None:
    console().print(Text(f"{number}. {host.label}  {host.score:.3f}", style="bold"))
    for reason in host.reasons:
        console().print(Text(f"  - {reason.words[language]}"))
        print_words(graph, reason.facts)


def _backtest(store: Path, year: int, *, as_json: bool) -> None:
    with KnowledgeGraph(store) as graph:
        found, left_out = backtest(history(graph), year)
    if as_json:
        print_json({"methods": found, "left_out": left_out})
        return
    rows: list[BackTest] = found
    columns = ("ranked by", "host among first 10", "mean 1/rank")
    print_table(columns, [(b.method, b.hits, b.reciprocal_rank) for b in rows])
    left = f"left out: {left_out} without a topic or a clear date"
    click.echo(f"{rows[0].visits} visits from {year} on, ranked by what was told before; {left}")
