"""Which nodes are one after a change, found anew only around what the change touches.

A likeness of two nodes depends on what is said of those two (and on the bodies they belong to); a group depends on
the nodes that likenesses and verdicts join. So a change is followed from the nodes it touches to what they are or were
like, and no further. The result is what a run over everything would give.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from simpul.graph.identity.kinds import RULES, likeness
from simpul.graph.identity.partition import first, pair, partition
from simpul.graph.identity.profile import Profile, kind_of, same_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from simpul.graph.identity.likeness import Likeness
    from simpul.graph.identity.partition import Pair
    from simpul.graph.identity.profile import Counts


class Known(Protocol):
    """What was resolved before."""

    def profile(self, key_node: str) -> Counts:
        """What is said of a key node; empty where nothing is."""

    def keys(self, key_node: str) -> set[str]:
        """What a key node is looked up by."""

    def nodes_with(self, key: str) -> list[str]:
        """The key nodes that are looked up by `key`."""

    def likenesses(self, key_node: str) -> set[Likeness]:
        """What rules found of a key node."""

    def canonical(self, key_node: str) -> str:
        """The node that stands for a key node."""


class Resolver:
    """Known nodes with a change on top; after `run`, its dictionaries hold what differs."""

    def __init__(
        self,
        known: Known,
        profiles: Mapping[str, Counts],
        verdicts_of: Callable[[str], Mapping[Pair, str]],
        judged: Iterable[str],
        belonging: Callable[[Iterable[str]], Iterable[str]],
    ) -> None:
        """Prepare.

        `profiles` are the new profiles of key nodes that changed; `verdicts_of` gives people's verdicts on a node,
        after the change; `judged` are nodes whose verdicts changed; `belonging` gives the people and contests
        that belong to bodies which are resolved otherwise than before.
        """
        self.known = known
        self.profiles = dict(profiles)
        self.verdicts_of = verdicts_of
        self.judged = set(judged)
        self.belonging = belonging
        self.keys: dict[str, set[str]] = {}
        self.likenesses: dict[str, set[Likeness]] = {}
        self.canonicals: dict[str, str] = {}
        self._with_key: dict[str, set[str]] = defaultdict(set)
        self._profile_cache: dict[str, Profile] = {}

    def run(self) -> None:
        """Resolve kind by kind: bodies first, then who and what belongs to them."""
        for kind in RULES:
            touched = {n for n in self.profiles if kind_of(n) == kind and self._says_else(n)}
            judged = {n for n in self.judged if kind_of(n) == kind}
            if kind in {"official", "competition"}:
                touched |= {n for n in self.belonging(self._moved()) if kind_of(n) == kind}
            before = {n: self._likenesses(n) for n in touched}
            self._compare(kind, touched)
            around = {x.end(n) for n, found in before.items() for x in found}
            self._group(kind, touched | judged | around)

    def canonical(self, key_node: str) -> str:
        """The node that stands for a key node, after the change."""
        found = self.canonicals.get(key_node)
        return found if found is not None else self.known.canonical(key_node)

    def profile(self, key_node: str) -> Profile:
        """What is said of a key node, after the change."""
        found = self._profile_cache.get(key_node)
        if found is None:
            counts = self.profiles.get(key_node)
            found = Profile(key_node, self.known.profile(key_node) if counts is None else counts)
            self._profile_cache[key_node] = found
        return found

    def _says_else(self, node: str) -> bool:
        """Whether more or less is said of a node than before, not only more or less often."""
        return not same_said(self.profiles[node], self.known.profile(node))

    def _moved(self) -> set[str]:
        return {n for n, canonical in self.canonicals.items() if canonical != self.known.canonical(n)}

    def _likenesses(self, key_node: str) -> set[Likeness]:
        found = self.likenesses.get(key_node)
        return found if found is not None else self.known.likenesses(key_node)

    def _compare(self, kind: str, touched: set[str]) -> None:
        """Look up and compare the touched nodes anew."""
        for node in touched:
            profile = self.profile(node)
            self.keys[node] = set(RULES[kind].keys(profile)) if profile.counts else set()
            for key in self.keys[node]:
                self._with_key[key].add(node)
        for node in touched:
            for x in self._likenesses(node):
                for end in (x.one, x.other):
                    self.likenesses[end] = self._likenesses(end) - {x}
            self.likenesses.setdefault(node, set())
        compared = set()
        for node in sorted(touched):
            for other in sorted(self._candidates(node)):
                if pair(node, other) not in compared:
                    compared.add(pair(node, other))
                    self._note(likeness(kind, self.profile(node), self.profile(other), self.canonical))

    def _note(self, x: Likeness | None) -> None:
        if x is not None:
            for end in (x.one, x.other):
                self.likenesses[end] = self._likenesses(end) | {x}

    def _candidates(self, node: str) -> set[str]:
        """The nodes that are looked up by a key of this one, or told of together with it."""
        found: set[str] = set()
        for key in RULES[kind_of(node)].sought(self.profile(node)):
            found |= {other for other in self.known.nodes_with(key) if other not in self.keys} | self._with_key[key]
        found |= {other for other in self.profile(node).said("with") if self.profile(other).counts}
        return found - {node}

    def _group(self, kind: str, start: set[str]) -> None:
        """Group anew every component that a start node is in."""
        seen: set[str] = set()
        for node in sorted(start):
            if node in seen:
                continue
            component = self._component(node)
            seen |= component
            self._settle(kind, component)
        for node in start:
            if not self.profile(node).counts:
                self.canonicals[node] = node

    def _component(self, start: str) -> set[str]:
        """The nodes that sure likenesses and verdicts of 'same' lead to."""
        found: set[str] = set()
        ahead = [start]
        while ahead:
            node = ahead.pop()
            if node in found or not self.profile(node).counts:
                continue
            found.add(node)
            ahead += [x.end(node) for x in self._likenesses(node) if x.sure]
            for (one, other), verdict in self.verdicts_of(node).items():
                if verdict == "same":
                    ahead.append(other if one == node else one)
        return found

    def _settle(self, kind: str, component: set[str]) -> None:
        likenesses = {x for n in component for x in self._likenesses(n) if x.one in component and x.other in component}
        told = {p: v for n in component for p, v in self.verdicts_of(n).items() if set(p) <= component}

        def clash(one: str, other: str) -> bool:
            return RULES[kind].clash(self.profile(one), self.profile(other))

        for node, group in partition(component, likenesses, told, clash).items():
            self.canonicals[node] = first(group)
            self.likenesses.setdefault(node, self._likenesses(node))
