"""Facts documents against gold ones: what was found, missed and made up, and what confidence was worth.

Facts are paired one to one within an article, the best pair first. Beside the kinds themselves, some of their fields
are counted (dates of awards and visits, categories, clusters, organisers): of facts that were paired, and of facts
missed or made up, as gold has them. What gold calls ambiguous is neither right nor wrong.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from simpul.loaders.evaluation.kinds import NAMED, PROGRAMME, RULES, SAME
from simpul.loaders.evaluation.likeness import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Document = Mapping[str, Any]

# A field counted for itself: its kind, its name in the report, its key, and how alike its values must be (None: equal).
_FIELDS: Final = (
    ("competitions", "organisers", "organiser", 70),
    ("awards", "award_dates", "date", None),
    ("awards", "award_categories", "category", 70),
    ("awards", "award_clusters", "cluster", 70),
    ("visits", "visit_dates", "date", None),
)
KINDS: Final = (*RULES, *(name for _, name, _, _ in _FIELDS))
_FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
BINS: Final = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Error:
    """A fact of gold that was missed, or one that was found and is not in gold.

    `linked` names the other side where both speak of the same words and only the region's code or name differs: the
    thing was found and linked wrongly.
    """

    article: str
    kind: str
    item: Any
    linked: str | None = None


@dataclass(slots=True)
class Report:
    """Counts per kind over all articles, the errors, and the outcomes by confidence and by rule."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[Error] = field(default_factory=list)
    false: list[Error] = field(default_factory=list)
    outcomes: list[tuple[str, str, float, bool]] = field(default_factory=list)  # kind, rule, confidence, right

    def precision(self, kind: str | None = None) -> float | None:
        """Of what was found, the share that is right; None where nothing was found."""
        return _ratio(self._sum(self.right, kind), self._sum(self.found, kind))

    def recall(self, kind: str | None = None) -> float | None:
        """Of what gold holds, the share that was found; None where it holds nothing."""
        return _ratio(self._sum(self.right, kind), self._sum(self.gold, kind))

    def f1(self, kind: str | None = None) -> float | None:
        """The harmonic mean of precision and recall; over all kinds (micro) without `kind`."""
        right, gold, found = (self._sum(c, kind) for c in (self.right, self.gold, self.found))
        return _ratio(2 * right, gold + found)

    @staticmethod
    def _sum(counts: Counter[str], kind: str | None) -> int:
        return counts[kind] if kind else sum(counts[k] for k in KINDS)

    def calibration(self) -> list[tuple[float, float, int, int]]:
        """For each stretch of confidence: its bounds, the facts said in it, and how many of them are right."""
        table = []
        for low, high in itertools.pairwise(BINS):
            inside = [right for _, _, c, right in self.outcomes if low <= c < high]
            table.append((low, min(high, 1.0), len(inside), sum(inside)))
        return table

    def rules(self) -> dict[tuple[str, str], tuple[int, int]]:
        """For each kind and rule: how many facts it made, and how many of them are right."""
        made: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for kind, rule, _, right in self.outcomes:
            made[kind, rule].append(right)
        return {key: (len(rights), sum(rights)) for key, rights in sorted(made.items())}

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "kinds": {k: self.row(k) for k in KINDS},
            "micro": self.row(None),
            "calibration": [
                {"from": low, "to": high, "facts": n, "right": right} for low, high, n, right in self.calibration()
            ],
            "rules": [
                {"kind": k, "rule": r, "facts": n, "right": right} for (k, r), (n, right) in self.rules().items()
            ],
            "missed": [_error(e) for e in self.missed],
            "false": [_error(e) for e in self.false],
        }

    def row(self, kind: str | None) -> dict[str, Any]:
        """Counts and ratios of one kind, or of all of them."""
        return {
            "gold": self._sum(self.gold, kind),
            "found": self._sum(self.found, kind),
            "right": self._sum(self.right, kind),
            "precision": self.precision(kind),
            "recall": self.recall(kind),
            "f1": self.f1(kind),
        }


def _error(error: Error) -> dict[str, Any]:
    return {"article": error.article, "kind": error.kind, "item": error.item, "linked": error.linked}


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def evaluate(pairs: Iterable[tuple[str, Document, Document]]) -> Report:
    """Compare (article, gold document, found document) triples; the documents are as `simpul extract` prints them."""
    report = Report()
    for article, gold, found in pairs:
        for kind in RULES:
            _compare(report, article, kind, gold, found)
    return report


def _compare(report: Report, article: str, kind: str, gold: Document, found: Document) -> None:
    wanted, said = list(gold.get(kind) or []), list(found.get(kind) or [])
    paired = _pairs(kind, wanted, said)
    doubtful = [a["value"] for a in gold.get("ambiguous") or [] if _is_of(a, kind)]
    dropped = {f for f in range(len(said)) if f not in paired.values() and _any(kind, doubtful, said[f])}
    kept = [f for f in range(len(said)) if f not in dropped]
    report.gold[kind] += len(wanted)
    report.found[kind] += len(kept)
    report.right[kind] += len(paired)
    misses = [wanted[g] for g in range(len(wanted)) if g not in paired]
    alarms = [said[f] for f in kept if f not in paired.values()]
    report.missed += [Error(article, kind, m, _link(kind, m, alarms)) for m in misses]
    report.false += [Error(article, kind, a, _link(kind, a, misses)) for a in alarms]
    for f in kept:
        for rule, confidence in _made_by(kind, said[f], found):
            report.outcomes.append((kind, rule, confidence, f in paired.values()))
    for of_kind, name, key, least in _FIELDS:
        if of_kind == kind:
            _count_field(report, (name, key, least), [wanted, said], paired, kept)


def _count_field(
    report: Report,
    counted: tuple[str, str, int | None],
    sides: Sequence[Sequence[Any]],
    paired: Mapping[int, int],
    kept: Sequence[int],
) -> None:
    (name, key, least), (wanted, said) = counted, sides
    back = {f: g for g, f in paired.items()}
    for g, item in enumerate(wanted):
        if _has(item, key):
            report.gold[name] += 1
            if g in paired and _equal(item[key], said[paired[g]].get(key), least):
                report.right[name] += 1
    for f in kept:
        if _has(said[f], key) and (f not in back or _has(wanted[back[f]], key)):
            report.found[name] += 1


def _has(item: Mapping[str, Any], key: str) -> bool:
    value = item.get(key)
    return bool(_FULL_DATE.fullmatch(str(value or ""))) if key == "date" else bool(value)


def _equal(gold: object, found: object, least: int | None) -> bool:
    return gold == found if least is None else alike(gold, found) >= least


def _pairs(kind: str, wanted: Sequence[Any], said: Sequence[Any]) -> dict[int, int]:
    rule = RULES[kind]
    scored = [(-score, g, f) for g, a in enumerate(wanted) for f, b in enumerate(said) if (score := rule(a, b)) > 0]
    paired: dict[int, int] = {}
    for _, g, f in sorted(scored):
        if g not in paired and f not in paired.values():
            paired[g] = f
    return paired


def _is_of(ambiguous: object, kind: str) -> bool:
    if not isinstance(ambiguous, dict) or "value" not in ambiguous:
        return False
    said = str(ambiguous.get("kind"))
    return said == kind or {"agency": "agencies"}.get(said, f"{said}s") == kind


def _any(kind: str, doubtful: Sequence[Any], item: object) -> bool:
    fit = [d for d in doubtful if isinstance(d, type(item))]
    return any(RULES[kind](d, item) > 0 for d in fit)


def _made_by(kind: str, item: Any, found: Document) -> list[tuple[str, float]]:  # noqa: ANN401 - a code or an item
    """The rule of a fact's first evidence, and the fact's confidence; gold-like documents have neither."""
    if kind == "regions":
        item = next((m for m in found.get("region_mentions") or [] if m.get("code") == item), {})
    evidence = item.get("evidence") or []
    return [(str(evidence[0].get("rule")), float(item["confidence"]))] if evidence and "confidence" in item else []


def _link(kind: str, item: Any, others: Sequence[Any]) -> str | None:  # noqa: ANN401 - a code or an item
    """What the other side calls the same thing by, where only the region or the linked name differs."""
    if kind == "agencies":
        same = (o for o in others if alike(item["name"], o["name"]) >= NAMED and o.get("region") != item.get("region"))
        return next((f"{o['name']} ({o.get('region')})" for o in same), None)
    if kind in {"visits", "awards"}:
        keys = ("visitor", "host") if kind == "visits" else ("recipient",)
        for other in others:
            near = [alike(item.get(f"{k}_name"), other.get(f"{k}_name")) for k in keys]
            if all(n >= PROGRAMME for n in near) and any(n >= SAME for n in near):
                return ", ".join(str(other.get(k)) for k in keys)
    return None
