"""Tables as sources: rows out of any common form, and a mapping that says what their columns state.

`rows` is what all forms have in common; `separated`, `spreadsheets` and `records` read CSV and TSV, XLSX and ODS, JSON
and JSON lines. `mapping` is the declaration in YAML, `cells` turns a cell into the value of a field, `reader` makes
documents and facts of it all, and `propose` writes a first mapping from a header.
"""
