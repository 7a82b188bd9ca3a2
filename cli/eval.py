"""The command `simpul eval`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simpul.cli.eval_identity import evaluate_identity
from simpul.cli.options import console, print_table
from simpul.loaders.evaluation.corpus import shipped
from simpul.loaders.load import Found
from simpul.loaders.load import load as read
from simpul.ontology.errors import SourceError, UsageError
from simpul.ontology.facts_document import facts_document

if TYPE_CHECKING:
    from simpul.loaders.evaluation.report import Error, Report


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path), required=False)
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help="Folder of the .txt articles; without it, the gold's own folder.",
)
@click.option("--errors", is_flag=True, help="Print every fact missed, and every fact made up with its words.")
@click.option("--rules", is_flag=True, help="Print how often each rule is right.")
@click.option("--identity", is_flag=True, help="How well it is decided which mentions are one, not what is extracted.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def eval(  # noqa: A001, PLR0913 - the command's name; one option each
    gold: Path | None, *, articles: Path | None, errors: bool, rules: bool, identity: bool, as_json: bool
) -> None:
    """Compare what is extracted from articles with the gold documents in GOLD, a folder.

    Without GOLD, the retold reports that come with simpul are read. Every NAME.json in GOLD goes with NAME.txt. Where
    no name fits and there are as many articles as gold documents, they go together in the order of their names.
    With --identity, GOLD holds agencies.jsonl, people.jsonl, competitions.jsonl and visits.jsonl, a mention a line.
    """
    if identity:
        if articles or rules:
            raise UsageError("--identity reads mentions, not articles: it goes with GOLD, --errors and --json only")
        evaluate_identity(gold, errors=errors, as_json=as_json)
        return
    from simpul.loaders.evaluation.report import evaluate  # noqa: PLC0415 - rapidfuzz is slow to start

    if gold is None and articles is not None:
        raise UsageError(f"{articles}: --articles goes with the folder of their gold documents")
    folders = [(gold, articles or gold)] if gold else [(f, f) for f in shipped()]
    triples = [(g.stem, _gold(g), _extracted(a)) for folder in folders for g, a in _together(*folder)]
    report = evaluate(triples)
    if as_json:
        click.echo(json.dumps({"articles": len(triples), **report.as_dict()}, ensure_ascii=False, indent=1))
        return
    _print(report, len(triples))
    if gold is None:
        console().print(
            "The rules have been mended with these reports at hand. What they reached on each folder when it was new "
            "to them stands in docs/extraction.md.",
            markup=False,
        )
    if rules:
        rows = [(k, r, n, right, _three(right / n)) for (k, r), (n, right) in report.rules().items()]
        print_table(("kind", "rule", "facts", "right", "precision"), rows)
    if errors:
        for head, several in (("missed", report.missed), ("made up", report.false)):
            for error in several:
                console().print(f"{head}: {error.article}: {error.kind}: {_words(error)}", markup=False)


def _together(gold: Path, articles: Path) -> list[tuple[Path, Path]]:
    for folder in (gold, articles):
        if folder.is_file():
            raise SourceError(f"{folder}: a file; name the folder that holds it")
        if not folder.is_dir():
            raise SourceError(f"{folder}: no such folder")
    golds, texts = sorted(gold.glob("*.json")), sorted(articles.glob("*.txt"))
    if not golds:
        below = sorted(p.name for p in gold.iterdir() if p.is_dir() and any(p.glob("*.json")))
        hint = f"; name one of its folders: {', '.join(below)}" if below else ""
        raise SourceError(f"{gold}: no gold documents (*.json) in it{hint}")
    by_name = {text.stem: text for text in texts}
    if not any(g.stem in by_name for g in golds) and len(golds) == len(texts):
        return list(zip(golds, texts, strict=True))
    missing = next((g for g in golds if g.stem not in by_name), None)
    if missing:
        raise SourceError(
            f"{articles}: no {missing.stem}.txt for {missing.name}; name the articles' folder by --articles"
        )
    return [(g, by_name[g.stem]) for g in golds]


def _gold(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: no gold document: {error}") from error
    if not isinstance(document, dict):
        raise SourceError(f"{path}: no gold document: one JSON object is expected")
    if not any(isinstance(document.get(kind), list) for kind in _LISTS):
        raise SourceError(f"{path}: no gold document: it holds none of {', '.join(_LISTS)} as a list")
    return document


_LISTS = ("regions", "agencies", "officials", "competitions", "awards", "visits", "collaborations", "innovations")


def _extracted(path: Path) -> dict[str, Any]:
    loaded = read(Found(path, path.parent, named=True))
    document = facts_document(path.stem, loaded.document.published, loaded.facts)
    plain: dict[str, Any] = json.loads(json.dumps(document))
    return plain


def _print(report: Report, articles: int) -> None:
    from simpul.loaders.evaluation.report import KINDS  # noqa: PLC0415 - rapidfuzz is slow to start

    rows = []
    for kind in (*KINDS, None):
        row = report.row(kind)
        counts = [row["gold"], row["found"], row["right"]]
        rows.append((kind or "all (micro)", *counts, *(_three(row[r]) for r in ("precision", "recall", "f1"))))
    print_table(("kind", "gold", "found", "right", "precision", "recall", "F1"), rows)
    out = console()
    out.print(f"{articles} articles", markup=False)
    linked = sum(e.linked is not None for e in report.missed)
    out.print(f"facts missed: {len(report.missed)}, {linked} of them found but linked to something else", markup=False)
    for low, high, n, right in report.calibration():
        out.print(f"confidence {low:.1f} to {high:.1f}: {right} of {n} facts right{_percent(right, n)}", markup=False)


def _three(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.3f}"


def _percent(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.0f} in 100)" if whole else ""


def _words(error: Error) -> str:
    """What an error is about: its telling fields, what it was linked to, and the words behind it."""
    item = error.item
    if isinstance(item, str):
        return item
    told = [f"{k} {item[k]}" for k in _TELLING if item.get(k)]
    linked = f"; linked to {error.linked}" if error.linked else ""
    evidence = item.get("evidence") or []
    quote = f" “{' '.join(evidence[0]['quote'].split())}” [{evidence[0]['rule']}]" if evidence else ""
    return "; ".join(told) + linked + quote


_TELLING = (
    *("name", "position", "region", "org", "programme", "recipient", "recipient_name", "rank", "category", "cluster"),
    *("visitor", "visitor_name", "host", "host_name", "parties", "topic", "date", "owner", "organiser", "year"),
)
