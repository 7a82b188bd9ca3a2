"""`simpul eval --identity`: how well it is decided which mentions are one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from simpul.cli.options import console, print_table
from simpul.ontology.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from simpul.graph.identity.evaluation import Mention, Score

_TELLING = (
    *("name", "position", "status", "org", "region", "organiser", "organiser_region", "year"),
    *("visitor", "visitor_name", "host", "host_name", "date", "topic", "published"),
)


def evaluate_identity(gold: Path | None, *, errors: bool, as_json: bool) -> None:
    """Print, for each gold folder and kind of mention, pairwise and B-cubed precision, recall and F1.

    Raises:
        SourceError: the folder is missing or holds no gold.
    """
    from simpul.graph.identity.evaluation import (  # noqa: PLC0415 - slow to start
        GOLD_KINDS,
        evaluate,
        shipped_gold,
        together,
    )

    if gold is not None and not gold.is_dir():
        raise SourceError(f"{gold}: no such folder")
    folders = [gold] if gold else shipped_gold()
    scores = [(folder.name, score) for folder in folders for score in evaluate(folder)]
    if as_json:
        told = [{"folder": folder, "kind": s.kind, **s.as_dict()} for folder, s in scores]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    columns = ("folder", "kind", "mentions", "pairs", "precision", "recall", "F1", "B³ precision", "B³ recall", "B³ F1")
    rows = [_row(folder, score) for folder, score in scores]
    if len(folders) > 1:
        rows += [_row("all", together([s for _, s in scores if s.kind == kind])) for kind in GOLD_KINDS]
    print_table(columns, rows)
    if gold is None:
        console().print(
            "The rules have been mended with these mentions at hand. What they reached on each folder when it was new "
            "to them stands in docs/identity.md.",
            markup=False,
        )
    if errors:
        for folder, score in scores:
            for pair in score.wrong:
                head = "missed" if pair.same else "wrongly joined"
                out = f"{head}: {folder} {score.kind} {pair.one['case']}: {_words(pair.one)} / {_words(pair.other)}"
                console().print(out, markup=False)


def _row(folder: str, score: Score) -> tuple[object, ...]:
    figures = (f"{figure:.3f}" for figure in (*score.pairwise, *score.b_cubed))
    return (folder, score.kind, score.mentions, len(score.pairs), *figures)


def _words(mention: Mention) -> str:
    return "; ".join(str(mention[name]) for name in _TELLING if mention.get(name))
