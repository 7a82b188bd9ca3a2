"""How sure a figure is: rank intervals by resampling, and what chance alone would give.

What no report tells is not seen by any of these: they say how far the reported links bear a figure, not how far the
reports bear the truth. `coverage` says who is reported on at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from simpul.graph.network.links import Flat, Links, Places

_DRAWS: Final = 200
_REPAIRS: Final = 100  # rounds in which links of a node to itself are drawn anew


@dataclass(frozen=True, slots=True)
class RankInterval:
    """A node's value and rank (1 is the highest), and the ranks between which it lies in `share` of the resamples."""

    node: str
    label: str
    value: float
    rank: int
    low: int
    high: int


def rank_intervals(  # noqa: PLR0913 - what a bootstrap is
    links: Links,
    measure: Callable[[Flat], Mapping[str, float]],
    *,
    top: int = 10,
    draws: int = _DRAWS,
    share: float = 0.9,
    seed: int = 0,
) -> list[RankInterval]:
    """The top nodes of a measure with the intervals of their ranks, by a bootstrap over what the links stand for.

    Each resample draws as many facts as there are, with replacement; the links of a fact go together. A rank is one
    more than how many nodes have a higher value, so equals share the better rank. Efron, B. and Tibshirani, R.
    (1993), An Introduction to the Bootstrap, chapter 13 (the percentile interval).

    Raises:
        UsageError: `share` is not between 0 and 1, or `draws` not positive.
    """
    if not 0 < share < 1 or draws < 1:
        raise UsageError("a rank interval needs draws above 0 and a share between 0 and 1")
    if not len(links):
        return []
    values = _column(links, measure(links.flat()))
    ranks = _ranks(values)
    best = sorted(range(len(ranks)), key=lambda n: (ranks[n], links.about[n].get("label", ""), links.nodes[n]))[:top]
    facts, which = np.unique(np.array(links.fact), return_inverse=True)
    chance = np.random.default_rng(seed)
    seen = np.empty((draws, len(best)), dtype=np.int64)
    for number in range(draws):
        counts = chance.multinomial(len(facts), np.full(len(facts), 1 / len(facts)))
        seen[number] = _ranks(_column(links, measure(links.flat(counts[which].astype(np.float64)))))[best]
    low = np.quantile(seen, (1 - share) / 2, axis=0, method="inverted_cdf")
    high = np.quantile(seen, (1 + share) / 2, axis=0, method="inverted_cdf")
    return [
        RankInterval(
            links.nodes[n],
            str(links.about[n].get("label", links.nodes[n])),
            float(values[n]),
            int(ranks[n]),
            int(a),
            int(b),
        )
        for n, a, b in zip(best, low, high, strict=True)
    ]


def _column(links: Links, values: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([round(values[node], 12) for node in links.nodes])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """One more than how many are higher.

    >>> _ranks(np.array([3.0, 5.0, 3.0, 1.0])).tolist()
    [2, 1, 2, 4]
    """
    ordered = np.sort(values)
    return np.asarray(len(values) - np.searchsorted(ordered, values, side="right") + 1, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class AgainstChance:
    """A figure beside what a null model gives: mean and standard deviation over `draws`, and the share as large.

    `p` counts the observation itself among the draws, so it is never 0: (1 + how many are as large) / (1 + draws).
    Davison, A. C. and Hinkley, D. V. (1997), Bootstrap Methods and their Application, section 4.2.
    """

    observed: float
    mean: float
    deviation: float
    p: float
    draws: int

    @classmethod
    def of(cls, observed: float, drawn: Sequence[float]) -> AgainstChance:
        """The figure beside those drawn from the null model."""
        values = np.asarray(drawn, dtype=np.float64)
        as_large = int((values >= observed - 1e-12).sum())
        return cls(
            float(observed), float(values.mean()), float(values.std()), (1 + as_large) / (1 + len(values)), len(values)
        )


@dataclass(frozen=True, slots=True)
class Homophily:
    """Whether like links with like: the assortativity of an attribute, against two null models.

    `shuffled` permutes the attribute among the nodes; `rewired` keeps it and how many links each node has in and out,
    and draws who links with whom anew, without links of a node to itself.
    """

    attribute: str
    links: int
    shuffled: AgainstChance
    rewired: AgainstChance


def homophily(links: Links, attribute: str, *, draws: int = _DRAWS, seed: int = 0) -> Homophily | None:
    """The assortativity coefficient of an attribute over the links between nodes that have it; None without any.

    1 where all links stay within, 0 as by chance. Each link counts, so a pair that is linked thrice counts thrice.
    Newman, M. E. J. (2003), Mixing patterns in networks, Physical Review E 67, 026126, equation 2.
    """
    values = [about.get(attribute) for about in links.about]
    names = {name: place for place, name in enumerate(sorted({str(v) for v in values if v is not None}))}
    kinds = np.array([names[str(v)] if v is not None else -1 for v in values], dtype=np.int64)
    told = (kinds[links.source] >= 0) & (kinds[links.target] >= 0) if len(links) else np.zeros(0, dtype=np.bool_)
    source, target = links.source[told], links.target[told]
    if not len(source) or len(names) < 2:  # noqa: PLR2004 - mixing needs two kinds
        return None
    chance = np.random.default_rng(seed)
    observed = _assortativity(kinds[source], kinds[target], len(names), directed=links.directed)
    held = np.unique(np.concatenate([source, target]))
    shuffled, rewired = [], []
    for _ in range(draws):
        mixed = kinds.copy()
        mixed[held] = chance.permutation(kinds[held])
        shuffled.append(_assortativity(mixed[source], mixed[target], len(names), directed=links.directed))
        one, other = _rewired(source, target, chance, directed=links.directed)
        rewired.append(_assortativity(kinds[one], kinds[other], len(names), directed=links.directed))
    return Homophily(attribute, len(source), AgainstChance.of(observed, shuffled), AgainstChance.of(observed, rewired))


def _assortativity(one: Places, other: Places, kinds: int, *, directed: bool) -> float:
    mixing = np.zeros((kinds, kinds))
    np.add.at(mixing, (one, other), 1.0)
    if not directed:
        mixing = mixing + mixing.T
    mixing /= mixing.sum()
    expected = float(mixing.sum(axis=1) @ mixing.sum(axis=0))
    return 1.0 if expected == 1 else (float(np.trace(mixing)) - expected) / (1 - expected)


def _rewired(source: Places, target: Places, chance: np.random.Generator, *, directed: bool) -> tuple[Places, Places]:
    """The links with ends drawn anew by stub matching; loops that are left after many rounds are dropped."""
    one, stubs = source, target
    if not directed:
        both = chance.permutation(np.concatenate([source, target]))
        one, stubs = both[: len(source)], both[len(source) :]
    other = permuted(one, stubs, chance)
    kept = one != other
    return one[kept], other[kept]


def permuted(one: Places, other: Places, chance: np.random.Generator) -> Places:
    """`other` in a random order, each beside one of `one` that it differs from, as far as a hundred rounds bring it."""
    drawn = chance.permutation(other)
    for _ in range(_REPAIRS):
        loops = np.flatnonzero(one == drawn)
        if not len(loops):
            break
        for here, there in zip(loops, chance.integers(len(drawn), size=len(loops)), strict=True):
            drawn[here], drawn[there] = drawn[there], drawn[here]
    return drawn
