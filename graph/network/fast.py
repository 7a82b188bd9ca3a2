"""The short way from a store to arrays, for layers of a hundred thousand links: who is linked with whom, and how often.

`links` gives each link with what it is about, its date and its fact; measures that ask for none of these need only the
ends. They come as CSV, which Oxigraph writes three times as fast as Python can be given terms one by one.
"""

from __future__ import annotations

import io
from typing import Final

import numpy as np
import pandas as pd
import pyoxigraph as ox

from simpul.graph.network.links import Flat
from simpul.graph.network.places import Ends
from simpul.graph.network.selection import Selection
from simpul.ontology.errors import UsageError
from simpul.ontology.iris import PREFIXES

LAYERS: Final = {"visits": ("simpul:visitor", "simpul:host"), "learning": ("simpul:host", "simpul:visitor")}


def flat_layer(store: ox.Store, layer: str, *, level: str = "regency") -> Flat:
    """The visits or the learning of a store as `links(graph, layer, level=level).flat()` has them, nodes sorted by IRI.

    Raises:
        UsageError: there is no such layer here, or no such level.
    """
    if layer not in LAYERS:
        raise UsageError(f"no short way to the layer '{layer}'; there is one to: {', '.join(LAYERS)}")
    ends = Ends(Selection(level=level))
    source, target = LAYERS[layer]
    results = store.query(f"SELECT ?s ?t {{ ?visit {source} ?s ; {target} ?t }}", prefixes=PREFIXES)
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError(f"no rows: {results!r}")
    written = results.serialize(format=ox.QueryResultsFormat.CSV) or b""
    pairs = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False)
    numbers, bodies = pd.factorize(pairs.to_numpy().ravel())
    names, places = np.unique([ends.node(body, body)[0] for body in bodies], return_inverse=True)
    both = places[numbers].reshape(-1, 2) if len(names) else np.zeros((0, 2), dtype=np.int64)
    return Flat.of(names.tolist(), both[:, 0], both[:, 1], np.ones(len(both)), directed=True)
