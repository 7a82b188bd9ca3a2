"""Paths that respect time: what could have travelled from one node to another along dated links."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simpul.graph.network.links import Links


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that could be reached: by which day for sure, in how many steps, and by the facts of which links."""

    node: str
    day: dt.date
    facts: tuple[str, ...]


def reachable(links: Links, start: str, *, since: dt.date = dt.date.min) -> list[Reached]:
    """What could have been reached from `start` along links each of which surely lies after the one before it.

    A link may be taken where its first possible day is not before the last possible day of the link before. Links
    without a date are not taken. Of several ways the one that surely arrives first is given; in the order of
    arrival. Holme, P. and Saramaki, J. (2012), Temporal networks, Physics Reports 519, 97-125; Kempe, D. and others
    (2002), Connectivity and inference problems for temporal networks, JCSS 64, 820-842.
    """
    place = {node: number for number, node in enumerate(links.nodes)}
    if start not in place:
        return []
    out = _leaving(links)
    arrived: dict[int, tuple[dt.date, tuple[str, ...]]] = {}
    waiting: list[tuple[dt.date, int, str, int, tuple[str, ...]]] = [(since, 0, start, place[start], ())]
    while waiting:
        day, _, _, here, facts = heapq.heappop(waiting)
        if here in arrived:
            continue
        arrived[here] = day, facts
        for first, last, there, fact in out[here]:
            if there not in arrived and first >= day:
                heapq.heappush(waiting, (last, len(facts) + 1, links.nodes[there], there, (*facts, fact)))
    del arrived[place[start]]
    found = [Reached(links.nodes[n], day, facts) for n, (day, facts) in arrived.items()]
    return sorted(found, key=lambda r: (r.day, len(r.facts), r.node))


def _leaving(links: Links) -> dict[int, list[tuple[dt.date, dt.date, int, str]]]:
    found: dict[int, list[tuple[dt.date, dt.date, int, str]]] = defaultdict(list)
    for row, (first, last) in enumerate(zip(links.earliest, links.latest, strict=True)):
        if first is not None and last is not None:
            one, other = int(links.source[row]), int(links.target[row])
            found[one].append((first, last, other, links.fact[row]))
            if not links.directed:
                found[other].append((first, last, one, links.fact[row]))
    return found
