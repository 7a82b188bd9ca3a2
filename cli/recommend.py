"""The command `simpul recommend`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from simpul.cli.options import (
    console,
    counted,
    json_option,
    language_option,
    print_json,
    print_table,
    print_words,
    store_option,
)
from simpul.graph import KnowledgeGraph
from simpul.graph.network.coverage import coverage
from simpul.graph.network.history import government_of, governments, history
from simpul.graph.network.reasons import settings
from simpul.graph.network.recommend import backtest, own
from simpul.graph.network.recommend import recommend as best_hosts
from simpul.graph.network.topics import topics as told_topics
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simpul.graph.network.history import History
    from simpul.graph.network.reasons import Reason
    from simpul.graph.network.recommend import BackTest


@click.command()
@click.option("--region", help="Who wants to learn: 'Kabupaten Banjar', or its code.")
@click.option("--topic", help="What about: a few words, or a topic by its label.")
@click.option("--top", type=click.IntRange(min=1), default=5, show_default=True, help="How many hosts.")
@click.option("--backtest", "year", type=int, metavar="YEAR", help="Instead: rank the hosts of visits from YEAR on.")
@click.option("--topics", "listed", is_flag=True, help="Instead: list the topics that reports tell of.")
@json_option
@language_option
@store_option
def recommend(  # noqa: PLR0913 - what the user may say
    *,
    region: str | None,
    topic: str | None,
    top: int,
    year: int | None,
    listed: bool,
    as_json: bool,
    language: str,
    store: Path,
) -> None:
    """Whom to visit to learn about a topic, with what speaks for each host and the words behind it."""
    if year is not None or listed:
        if region is not None or topic is not None or (listed and year is not None):
            taken = "--topics lists all topics" if listed else "--backtest takes the regions and topics of the visits"
            raise UsageError(f"{taken}; leave out --region and --topic{' and --backtest' if listed else ''}")
        if year is not None:
            _backtest(store, year, as_json=as_json)
        else:
            _topics(store, language, as_json=as_json)
        return
    if region is None or topic is None or not topic.strip():
        raise UsageError("give both, such as --region 'Kabupaten Banjar' --topic 'internet gratis'; or --backtest YEAR")
    government = government_of(region)
    with KnowledgeGraph(store) as graph:
        known = history(graph)
        hosts = best_hosts(known, government, topic, top=top)
        if as_json:
            print_json(hosts)
            return
        for number, host in enumerate(hosts, start=1):
            console().print(Text(f"{number}. {host.label}  {host.score:.3f}", style="bold"))
            _reasons(graph, host.reasons, language)
        seen = coverage(graph)
        told = {"topic": topic, "reported": seen.reported, "governments": seen.governments}
        if not hosts and not _own(graph, known, government, told, language):
            click.echo(settings()["messages"]["nothing"][language].format(**told))
            return
    note = settings()["messages"]["coverage"][language].format(**told)
    console().print(note, style="dim", markup=False)


def _reasons(graph: KnowledgeGraph, reasons: Iterable[Reason], language: str) -> None:
    for reason in reasons:
        console().print(Text(f"  - {reason.words[language]}"))
        print_words(graph, reason.facts)


def _own(graph: KnowledgeGraph, known: History, government: str, told: dict[str, object], language: str) -> bool:
    """Say what the asking region alone is told to have on the topic; whether there is anything."""
    found = own(known, government, str(told["topic"]))
    if found:
        only = settings()["messages"]["only_own"][language].format(region=governments()[government].label, **told)
        console().print(Text(only, style="bold"))
        _reasons(graph, found, language)
    return bool(found)


def _topics(store: Path, language: str, *, as_json: bool) -> None:
    with KnowledgeGraph(store) as graph:
        found = told_topics(history(graph))
    if as_json:
        print_json(found)
        return
    if not found:
        click.echo(settings()["messages"]["no_topics"][language])
        return
    rows = [(t.indonesian, t.english, t.governments) for t in found]
    print_table(("topik", "topic", "governments"), rows)


def _backtest(store: Path, year: int, *, as_json: bool) -> None:
    with KnowledgeGraph(store) as graph:
        found, left_out = backtest(history(graph), year)
    if as_json:
        print_json({"methods": found, "left_out": left_out})
        return
    rows: list[BackTest] = found
    left = f"left out: {left_out} without a topic or a clear date"
    if not rows[0].visits:
        click.echo(f"nothing to rank: no report tells of a visit from {year} on with its topic and date; {left}")
        return
    columns = ("ranked by", "host among first 10", "mean 1/rank")
    print_table(columns, [(b.method, b.hits, b.reciprocal_rank) for b in rows])
    click.echo(f"{counted(rows[0].visits, 'visit')} from {year} on, ranked by what was told before; {left}")
