"""An answer: rows with named columns, a yes or no, or triples."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from simpul.ontology.errors import UsageError
from simpul.ontology.iris import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

Value = str | int | float | bool | Decimal | dt.date | None

FORMATS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave: `columns` and `rows` of plain Python values.

    ASK gives one column `answer` with True or False, CONSTRUCT and DESCRIBE give subject, predicate and object.
    `rows` is in the order of the query's ORDER BY; without one, in no order to rely on.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    _serialized: Callable[[str], bytes]

    def dicts(self) -> list[dict[str, Value]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415 - 0.4 s that only those who want a frame should wait

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def serialize(self, form: str) -> bytes:
        """The answer as csv, tsv, json or xml (W3C SPARQL results; triples as N-Triples whatever is asked).

        Raises:
            UsageError: `form` is none of these.
        """
        return self._serialized(form)


def answer(ask: Callable[[], object]) -> Answer:
    """An answer from `ask`, which asks `pyoxigraph.Store.query`; asked again where the answer is serialised."""
    results = ask()
    if isinstance(results, ox.QuerySolutions):
        columns = tuple(v.value for v in results.variables)
        rows = tuple(tuple(_value(term) for term in solution) for solution in results)
        return Answer(columns, rows, lambda form: _serialize(ask(), form))
    if isinstance(results, ox.QueryBoolean):
        return Answer(("answer",), ((bool(results),),), lambda form: _serialize(ask(), form))
    if not isinstance(results, ox.QueryTriples):
        raise TypeError(f"no answer of SPARQL: {results!r}")
    triples = sorted(results, key=str)
    rows = tuple((_value(t.subject), _value(t.predicate), _value(t.object)) for t in triples)
    as_ntriples = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Answer(("subject", "predicate", "object"), rows, lambda _: as_ntriples)


def _value(term: object) -> Value:
    if not isinstance(term, ox.Literal):
        return None if term is None else str(getattr(term, "value", term))
    text = term.value
    convert: dict[str, Callable[[str], Value]] = {
        "integer": int,
        "decimal": Decimal,
        "double": float,
        "float": float,
        "boolean": lambda t: t in {"true", "1"},
        "date": dt.date.fromisoformat,
    }
    kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
    try:
        return convert[kind](text) if kind in convert else text
    except ValueError:
        return text


def _serialize(results: object, form: str) -> bytes:
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; take one of: table, {', '.join(FORMATS)}")
    if isinstance(results, ox.QueryBoolean) and form in {"csv", "tsv"}:
        return f"answer\r\n{str(bool(results)).lower()}\r\n".encode()
    if isinstance(results, ox.QuerySolutions | ox.QueryBoolean):
        return results.serialize(format=FORMATS[form]) or b""
    raise TypeError(f"no answer of SPARQL: {results!r}")
