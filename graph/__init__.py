"""How it is kept, asked, analysed and shown.

`open` gives a `KnowledgeGraph`: `.query()`, `.rdf`, `.network(layer)`, `.view(layer)`, and, opened with
`write=True`, `.replace(source, quads)` and `.remove(source)`.
"""

from simpul.graph.knowledge_graph import KnowledgeGraph, open  # noqa: A004 - read as `simpul.graph.open`

__all__ = ["KnowledgeGraph", "open"]
