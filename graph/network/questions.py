"""The SPARQL of this folder, by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sparql(name: str) -> str:
    """The query in `sparql/NAME.rq`."""
    return (files("simpul.graph.network") / "sparql" / f"{name}.rq").read_text(encoding="utf-8")
