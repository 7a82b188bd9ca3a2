"""What a change of sources or judgements does to the store: the triples that go and those that come, graph by graph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simpul.graph.identity import kinds
from simpul.graph.identity.partition import pair
from simpul.graph.identity.profile import changed, mentions
from simpul.graph.identity.resolved import resolved
from simpul.graph.identity.resolver import Resolver
from simpul.graph.identity.same_text import one_text, text_keys, voices
from simpul.graph.knowledge import tallied
from simpul.graph.knowledge.derive import INDEX, article_triples, derive
from simpul.graph.store import index as index_of
from simpul.graph.store.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pyoxigraph as ox

    from simpul.graph.identity.partition import Pair
    from simpul.graph.identity.profile import Counts
    from simpul.graph.knowledge.reading import Reading
    from simpul.ontology.claims import Article

DEFAULT: Final = ""


@dataclass(slots=True)
class Difference:
    """Triples (N-Triples, without the final dot) to remove from and add to each graph; '' is the default graph."""

    removed: dict[str, set[str]] = field(default_factory=dict)
    added: dict[str, set[str]] = field(default_factory=dict)

    def note(self, graph: str, before: Iterable[str], after: Iterable[str]) -> None:
        """`before` is there and `after` shall be."""
        self.removed.setdefault(graph, set()).update(before)
        self.added.setdefault(graph, set()).update(after)

    def size(self, graph: str) -> tuple[int, int]:
        """How many triples are added to a graph, and how many removed."""
        return len(self.added.get(graph, ())), len(self.removed.get(graph, ()))

    def settled(self) -> Difference:
        """Without what goes and comes back."""
        graphs = {*self.removed, *self.added}
        removed = {g: self.removed[g] - self.added[g] for g in graphs}
        return Difference(removed, {g: self.added[g] - self.removed[g] for g in graphs})


@dataclass(frozen=True, slots=True)
class Said:
    """A source with what it says: its article and its claims; None and nothing for a source that is not there."""

    article: Article | None
    readings: tuple[Reading, ...]


def difference(
    store: ox.Store,
    articles: Callable[[str], Article | None],
    said: Mapping[str, Said],
    verdicts: Mapping[Pair, str | None],
) -> Difference:
    """What follows when sources say other things than before, and people judge pairs otherwise than before.

    `articles` gives the article of a source that is in the store; `said` holds the sources that change; `verdicts`
    holds the pairs that are judged otherwise, None for a judgement taken back.
    """
    return _Change(store, articles, said, verdicts).made()


class _Change:
    def __init__(
        self,
        store: ox.Store,
        articles: Callable[[str], Article | None],
        said: Mapping[str, Said],
        verdicts: Mapping[Pair, str | None],
    ) -> None:
        self.store = store
        self.index = Index(store)
        self.articles = articles
        self.said = said
        self.verdicts = verdicts
        self.out = Difference()
        self.old = {r.claim: r for s in said for r in self._readings_of(s)}
        self.new = {r.claim: r for s in said.values() for r in s.readings}
        self.voices: dict[str, str] = {}
        self._resolved_before: dict[str, Reading] = {}
        self._by_source: dict[str, list[Reading]] = {}

    def made(self) -> Difference:
        profiles = self._profiles()
        resolver = Resolver(self.index, profiles, self._verdicts_of, self._judged(), self._belonging)
        resolver.run()
        self._texts()
        self._index_nodes(resolver, profiles)
        self._automatic(resolver)
        self._knowledge(resolver)
        return self.out.settled()

    def _readings_of(self, source: str) -> list[Reading]:
        return [self.index.reading(claim) for claim in self.index.claims_in(f"source {source}")]

    def _profiles(self) -> dict[str, Counts]:
        """The profiles of the key nodes of which more or less is said than before."""
        taken, given = self._mentions(self.old.values()), self._mentions(self.new.values())
        found = {}
        for node in {*taken, *given}:
            before = self.index.profile(node)
            after = changed(before, taken.get(node, ()), given.get(node, ()))
            if after != before:
                found[node] = after
        return found

    @staticmethod
    def _mentions(readings: Iterable[Reading]) -> dict[str, list[Counts]]:
        by_source: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            by_source[reading.source].append(reading)
        found: dict[str, list[Counts]] = defaultdict(list)
        for theirs in by_source.values():
            for node, counts in mentions(theirs):
                found[node].append(counts)
        return found

    def _judged(self) -> set[str]:
        return {node for both in self.verdicts for node in both}

    def _verdicts_of(self, node: str) -> dict[Pair, str]:
        """People's verdicts on a node, after the change."""
        found: dict[Pair, str | None] = dict(self.index.verdicts(node))
        found |= {both: verdict for both, verdict in self.verdicts.items() if node in both}
        return {both: verdict for both, verdict in found.items() if verdict}

    def _belonging(self, bodies: Iterable[str]) -> set[str]:
        """Who and what is told of in a claim that mentions one of the bodies."""
        moved, found = set(bodies), set[str]()
        for body in moved:
            for claim in self.index.claims_of(body):
                if claim not in self.old:
                    found |= self.index.reading(claim).key_nodes()
        for reading in self.new.values():
            nodes = reading.key_nodes()
            found |= nodes if nodes & moved else set()
        return found

    # Texts

    def _texts(self) -> None:
        """Whose voice each source is, where the change may make a difference."""
        after = {s: text_keys(told.article) if told.article else set() for s, told in self.said.items()}
        before = {s: self.index.text_keys(s) for s in self.said}
        start = set()
        for source in self.said:
            if before[source] != after[source]:
                start |= {source, *self._sharing(before[source])}
        now: dict[str, str] = {}
        if start:
            present = sorted(s for s in start if self._text_keys(s, after))
            now = dict(voices(present, lambda s: self._one_text(s, after)))
        for source in {*now, *self.said}:
            old_voice = self.index.voice(source)
            voice = now.get(source, source)
            if source not in now and after.get(source) == before.get(source):
                voice = old_voice
            self.voices[source] = voice
            old_triples = index_of.source_triples(source, before.get(source) or self.index.text_keys(source), old_voice)
            keys = after[source] if source in after else self.index.text_keys(source)
            self.out.note(INDEX, old_triples, index_of.source_triples(source, keys, voice))

    def _text_keys(self, source: str, after: Mapping[str, set[str]]) -> set[str]:
        return after[source] if source in after else self.index.text_keys(source)

    def _sharing(self, keys: Iterable[str]) -> set[str]:
        return {source for key in keys for source in self.index.sources_with(key)}

    def _one_text(self, source: str, after: Mapping[str, set[str]]) -> list[str]:
        """The sources of the same text, after the change."""
        mine, keys = self._article(source), self._text_keys(source, after)
        others = self._sharing(keys) - set(after) - {source}
        others |= {s for s, theirs in after.items() if s != source and theirs & keys}
        return [s for s in sorted(others) if mine and (theirs := self._article(s)) and one_text(mine, theirs)]

    def _article(self, source: str) -> Article | None:
        return self.said[source].article if source in self.said else self.articles(source)

    # What is written

    def _index_nodes(self, resolver: Resolver, profiles: Mapping[str, Counts]) -> None:
        for node in {*profiles, *resolver.keys}:
            counts = self.index.profile(node)
            keys = self.index.keys(node)
            after = profiles.get(node, counts)
            self.out.note(
                INDEX,
                index_of.profile_triples(node, counts, keys),
                index_of.profile_triples(node, after, resolver.keys.get(node, keys)),
            )
        for node, likenesses in resolver.likenesses.items():
            before = {t for x in self.index.likenesses(node) for t in index_of.likeness_triples(x)}
            self.out.note(INDEX, before, {t for x in likenesses for t in index_of.likeness_triples(x)})
        for node, canonical in resolver.canonicals.items():
            self.out.note(
                INDEX,
                index_of.canonical_triples(node, self.index.canonical(node)),
                index_of.canonical_triples(node, canonical),
            )

    def _automatic(self, resolver: Resolver) -> None:
        """The judgements that rules make, where nobody judges."""
        for node in {*resolver.likenesses, *resolver.canonicals, *self._judged()}:
            before, told = self.index.likenesses(node), self.index.verdicts(node)
            after, tell = resolver.likenesses.get(node, before), self._verdicts_of(node)
            self.out.note(
                kinds.AUTOMATIC,
                (
                    t
                    for x in before
                    if pair(x.one, x.other) not in told
                    for t in kinds.triples(x, same=self.index.canonical(x.one) == self.index.canonical(x.other))
                ),
                (
                    t
                    for x in after
                    if pair(x.one, x.other) not in tell
                    for t in kinds.triples(x, same=resolver.canonical(x.one) == resolver.canonical(x.other))
                ),
            )

    def _knowledge(self, resolver: Resolver) -> None:
        affected = self._affected(resolver)
        after: dict[str, Reading] = {}
        for claim, reading in {**affected, **self.new}.items():
            voice = self.voices.get(reading.source) or self.index.voice(reading.source)
            after[claim] = resolved(reading, resolver.canonical, voice, self._verdicts_of(claim))
        before = {claim: self._before(claim) for claim in {*affected, *self.old}}
        for claim in {*before, *after}:
            self.out.note(
                INDEX,
                index_of.unit_triples(before[claim]) if claim in before else (),
                index_of.unit_triples(after[claim]) if claim in after else (),
            )
        for readings, note in ((self.old, "before"), (self.new, "after")):
            told = {t for r in readings.values() for t in index_of.reading_triples(r)}
            self.out.note(INDEX, *((told, ()) if note == "before" else ((), told)))
        for unit in sorted({u for r in (*before.values(), *after.values()) for u in r.units}):
            if tallied.is_tallied(unit):
                self._tallied(unit, before, after)
            else:
                then = [self._before(claim) for claim in self.index.claims_in(unit)]
                now = [r for r in then if r.claim not in before] + [r for r in after.values() if unit in r.units]
                self.out.note(DEFAULT, derive(unit, then), derive(unit, now))
        self._articles()

    def _tallied(self, unit: str, before: Mapping[str, Reading], after: Mapping[str, Reading]) -> None:
        """A unit whose node is made from a tally: only those who speak otherwise are read, and added and taken away."""
        old = [r for r in before.values() if unit in r.units]
        new = [r for r in after.values() if unit in r.units]
        voices = {r.speaker for r in (*old, *new)}
        others = [r for r in self._spoken(unit, voices) if r.claim not in before and r.claim not in after]
        tally = self.index.tally(unit)
        then, now = tallied.tally_of(unit, [*old, *others]), tallied.tally_of(unit, [*new, *others])
        holders = [tallied.holders_at_once(unit, tally)]
        self.out.note(DEFAULT, tallied.summary(unit, tally) | tallied.roots(unit, [*old, *others]), ())
        self.out.note(INDEX, index_of.tally_triples(unit, tally), ())
        tally.add(then, -1)
        tally.add(now)
        holders.append(tallied.holders_at_once(unit, tally))
        self.out.note(DEFAULT, (), tallied.summary(unit, tally) | tallied.roots(unit, [*new, *others]))
        self.out.note(INDEX, (), index_of.tally_triples(unit, tally))
        if any(holders):
            all_then = [self._before(claim) for claim in self.index.claims_in(unit)]
            all_now = [r for r in all_then if r.claim not in before] + new
            self.out.note(
                DEFAULT,
                tallied.impossible(unit, holders[0], all_then) if holders[0] else (),
                tallied.impossible(unit, holders[1], all_now) if holders[1] else (),
            )

    def _spoken(self, unit: str, voices: Iterable[str]) -> list[Reading]:
        """The claims in a unit of all sources that spoke with one of some voices before."""
        found = []
        for voice in voices:
            for source in self.index.spoken_by(voice):
                found += [r for r in self._of_source(source) if unit in r.units and r.speaker == voice]
        return found

    def _of_source(self, source: str) -> list[Reading]:
        if source not in self._by_source:
            claims = self.index.claims_in(f"source {source}")
            self._by_source[source] = [self._before(claim) for claim in claims]
        return self._by_source[source]

    def _before(self, claim: str) -> Reading:
        found = self._resolved_before.get(claim)
        if found is None:
            found = self._resolved_before[claim] = self.index.resolved(claim)
        return found

    def _affected(self, resolver: Resolver) -> dict[str, Reading]:
        """The claims of other sources whose nodes or voice are other than before."""
        claims: set[str] = set()
        for node, canonical in resolver.canonicals.items():
            if canonical != self.index.canonical(node):
                claims.update(self.index.claims_of(node))
        for source, voice in self.voices.items():
            if voice != self.index.voice(source):
                claims.update(self.index.claims_in(f"source {source}"))
        claims.update(c for c in self._judged() if "#" in c and self.index.is_claim(c))
        return {claim: self.index.reading(claim) for claim in claims - set(self.old)}

    def _articles(self) -> None:
        for source in {*self.voices, *self.said}:
            old, voice = self.articles(source), self.index.voice(source)
            new = self._article(source)
            self.out.note(
                DEFAULT,
                article_triples(old, voice) if old else (),
                article_triples(new, self.voices.get(source, voice)) if new else (),
            )
