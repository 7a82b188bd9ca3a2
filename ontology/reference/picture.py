"""What the diagram of a theme shows: its classes, those of other themes that they are linked with, and the lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib.collection import Collection
from rdflib.namespace import OWL, RDFS, SKOS
from rdflib.term import BNode, Literal, URIRef

from simpul.ontology.iris import NS, compact, term
from simpul.ontology.model import classes, object_properties, themes
from simpul.ontology.reference.entries import is_stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Name:
    """A term as a diagram names it: its local name, or `prefix:name` of another vocabulary, and its two labels."""

    term: str
    english: str
    indonesian: str


@dataclass(frozen=True, slots=True)
class Box:
    """A class: whether the theme declares it, and the properties that lead from it to its own kind."""

    name: Name
    own: bool
    loops: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Properties that lead from the same classes to the same classes."""

    names: tuple[Name, ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The diagram of a theme: boxes, which of them are kinds of which, and labels, in the order of the model."""

    boxes: tuple[Box, ...]
    kinds: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...]


def picture(model: Graph, theme: str) -> Picture | None:
    """The diagram of a theme; None where the theme has no classes.

    >>> from simpul.ontology.model import TERMS, model_graph
    >>> shown = picture(model_graph(TERMS), "person")
    >>> [(box.name.term, box.own) for box in shown.boxes]
    [('Official', True), ('Post', True), ('Tenure', True), ('Organization', False)]
    >>> [(label.sources, label.names[0].term, label.targets) for label in shown.labels][0]
    (('Tenure',), 'heldBy', ('Official',))
    """
    own = [name for name in themes()[theme] if name in classes()]
    if not own:
        return None
    kinds = tuple((name, above) for name in own for above in _supers(model, name))
    together = _together(model, theme)
    labels = tuple(Label(tuple(names), *ends) for ends, names in together.items() if not _is_loop(*ends))
    loops = {sources[0]: tuple(names) for (sources, targets), names in together.items() if _is_loop(sources, targets)}
    ends = (end for label in labels for end in (*label.sources, *label.targets))
    names = dict.fromkeys([*own, *(above for _, above in kinds), *ends, *loops])
    return Picture(tuple(Box(_name(model, n), n in own, loops.get(n, ())) for n in names), kinds, labels)


def _supers(model: Graph, name: str) -> list[str]:
    above = model.objects(URIRef(term(name)), RDFS.subClassOf)
    return sorted(_short(node) for node in above if isinstance(node, URIRef))


def _together(model: Graph, theme: str) -> Mapping[tuple[tuple[str, ...], tuple[str, ...]], list[Name]]:
    """The theme's properties by the classes that they lead from and to."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Name]] = defaultdict(list)
    for name in themes()[theme]:
        if name in object_properties() and not is_stated(name):
            ends = [_members(model, model.value(URIRef(term(name)), p)) for p in (RDFS.domain, RDFS.range)]
            found[ends[0], ends[1]].append(_name(model, name))
    return found


def _is_loop(sources: tuple[str, ...], targets: tuple[str, ...]) -> bool:
    return sources == targets and len(sources) == 1


def _members(model: Graph, node: Node | None) -> tuple[str, ...]:
    """The classes of a union, or the one class that a node is; anything at all where nothing is said."""
    if not isinstance(node, BNode):
        return (_short(OWL.Thing if node is None else node),)
    parts = model.value(node, OWL.unionOf)
    return () if parts is None else tuple(_short(part) for part in Collection(model, parts))


def _name(model: Graph, name: str) -> Name:
    labels = {o.language: str(o) for o in model.objects(URIRef(term(name)), SKOS.prefLabel) if isinstance(o, Literal)}
    return Name(name, labels.get("en", name), labels.get("id", ""))


def _short(node: Node) -> str:
    iri = str(node)
    return iri.removeprefix(NS) if iri.startswith(NS) else compact(iri)
