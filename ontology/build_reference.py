"""Writes `docs/ontology-reference.md`, every term of the model with its meaning, from its Turtle files.

Run `python -m simpul.ontology.build_reference` in a checkout after a change to the model; a test holds the page
against it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rdflib.namespace import OWL, SKOS
from rdflib.term import URIRef

from simpul.ontology.iris import NS, ONTOLOGY
from simpul.ontology.model import (
    annotation_properties,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
)
from simpul.ontology.reference.entries import is_stated, rows, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "ontology-reference.md"
_LINES: Final = {
    "Is": ("super", "aligned"),
    "Close to": ("close",),
    "Becomes": ("becomes",),
    "Inverse of": ("inverse",),
    "Same as": ("same",),
    "Note": ("note",),
    "Has": ("limits",),
    "Follows from": ("chain",),
    "Never also": ("never",),
    "Always": ("always",),
    "Example": ("example",),
    "Source": ("source",),
}
_WITH_COMMAS: Final = ("Never also", "Always")


def main() -> None:
    """Write the page."""
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")


def reference() -> str:
    """The whole page as Markdown."""
    model = model_graph()
    version = model.value(URIRef(ONTOLOGY), OWL.versionInfo)
    head = (
        "# Ontology reference\n\n"
        f"Every term of the ontology, version {version}; the namespace is `{NS}`. Made by\n"
        "`python -m simpul.ontology.build_reference`: change the model, not this page. How the model is laid out is\n"
        "told in [ontology.md](ontology.md).\n"
    )
    sections = _sections()
    contents = [f"- [{title}](#{_anchor(title)}): {len(names)}" for title, names in sections.items()]
    body = [part for title, names in sections.items() for part in _section(model, title, names)]
    return "\n".join([head, *contents, "", *body])


def _sections() -> dict[str, list[str]]:
    literal = [n for n in datatype_properties() if not is_stated(n)]
    linking = [n for n in object_properties() if not is_stated(n)]
    stated = [n for n in (*datatype_properties(), *object_properties()) if is_stated(n)]
    return {
        "Classes": list(classes()),
        "Properties that link nodes": linking,
        "Properties with values": literal,
        "Properties of claims": sorted(stated),
        "Properties of terms": list(annotation_properties()),
    }


def _section(model: Graph, title: str, names: Iterable[str]) -> Iterator[str]:
    yield f"## {title}\n"
    for name in names:
        yield "\n".join(_entry(model, name)) + "\n"


def _entry(model: Graph, name: str) -> Iterator[str]:
    term = URIRef(NS + name)
    english, indonesian = (text(model, term, SKOS.prefLabel, language) for language in ("en", "id"))
    yield f"### {name}\n"
    yield f"**{english}** · *{indonesian}*\n"
    yield f"{text(model, term, SKOS.definition, 'en')}<br>"
    yield f"*{text(model, term, SKOS.definition, 'id')}*\n"
    yield from (f"- {line}" for line in _lines(model, name))


def _lines(model: Graph, name: str) -> Iterator[str]:
    told = {row.key: row.values["en"] for row in rows(model, name)}
    if "domain" in told and "range" in told:
        yield f"From {told['domain'][0]} to {told['range'][0]}"
    for title, keys in _LINES.items():
        values = [value for key in keys for value in told.get(key, ())]
        if values:
            between = ", " if title in _WITH_COMMAS else "; "
            yield f"{title}: {between.join(sorted(values) if len(keys) > 1 else values)}"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


if __name__ == "__main__":
    main()
