"""The triples that rules derive (`simpul.ontology.derivation`), kept true while the triples below them change.

What may no longer follow is found in the state before, by the triples that go: it is taken away, and put back where it
still follows otherwise. What newly follows is found in the state after, by the triples that come. All of it is SPARQL
in the transaction of the change itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from simpul.ontology.derivation import bound, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from simpul.ontology.derivation import Rule

Pairs = dict[str, set[tuple[str, str]]]


def everything() -> str:
    """The update that derives all that follows in a store from which nothing has been derived."""
    return " ;\n".join(rule.insertion() for rule in rules())


def update(store: ox.Store, removed: Iterable[str], added: Iterable[str]) -> Iterator[str]:
    """The operations that follow after `removed` has gone from the default graph and `added` has come.

    `store` is in the state before; triples are N-Triples without the final dot.
    """
    gone, come = _by_predicate(removed), _by_predicate(added)
    for rule in rules():
        doubtful = _doubtful(store, rule, gone)
        if doubtful:
            triples = " ".join(f"{s} <{rule.head.predicate}> {o} ." for s, o in sorted(doubtful))
            yield f"DELETE DATA {{ {triples} }}"
            yield rule.insertion(bound(rule.head, doubtful))
        for pattern in rule.body:
            if not pattern.many and (pairs := come.get(pattern.predicate)):
                yield rule.insertion(bound(pattern, pairs))


def _doubtful(store: ox.Store, rule: Rule, gone: Pairs) -> set[tuple[str, str]]:
    """The subjects and objects that a rule derived with the help of a triple that goes."""
    found: set[tuple[str, str]] = set()
    for pattern in rule.body:
        if not pattern.many and (pairs := gone.get(pattern.predicate)):
            solutions = store.query(rule.selection(bound(pattern, pairs)))
            found.update((str(solution[0]), str(solution[1])) for solution in solutions)  # type: ignore[union-attr]
    return found


def _by_predicate(triples: Iterable[str]) -> Pairs:
    found: Pairs = defaultdict(set)
    for triple in triples:
        subject, predicate, value = triple.split(" ", 2)
        found[predicate[1:-1]].add((subject, value))
    return found
