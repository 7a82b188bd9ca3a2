# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first look
#
# Reports of Indonesian local governments become a graph that can be asked, measured and seen, and every statement
# leads back to the words that support it. This notebook goes the whole way with the sample reports that ship with
# Simpul. *Buku catatan ini menempuh seluruh jalan: memuat, bertanya, mengukur, melihat.*

# %%
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import simpul.graph
from simpul.loaders.load import load_all

folder = Path(tempfile.mkdtemp(prefix="simpul-"))

# %% [markdown]
# ## Load
#
# `load_all` reads articles and extracts their facts; `replace` makes the facts what a source says and brings the
# derived graph up to date, in one transaction.

# %%
graph = simpul.graph.open(folder / "simpul.db", write=True)
with as_file(files("simpul.loaders") / "samples") as samples:
    for loaded in load_all([samples]):
        graph.replace(loaded.document.source, loaded.quads)

print(len(graph.sources()), "sources")

# %% [markdown]
# What one source says, each fact with its quote:

# %%
loaded.document.title, [(fact.kind, fact.evidence[0].quote) for fact in loaded.facts][:5]

# %% [markdown]
# ## Ask
#
# By name (`simpul queries` lists the names) or in SPARQL. `frame()` gives a pandas DataFrame.

# %%
graph.query("visit-delegations", date="2024-10-22").frame().T

# %%
graph.query("winners", contest="normal", year=2020, in_category="tradisional").frame()

# %%
graph.query("""
SELECT ?visitor ?host ?date {
  ?visit a simpul:StudyVisit ; simpul:visitorName ?visitor ; simpul:hostName ?host .
  OPTIONAL { ?visit simpul:date ?date }
} ORDER BY ?date ?visitor
""").frame()

# %% [markdown]
# Which words support a fact?

# %%
graph.query("evidence", about="Kota Surakarta (2024-10-22)").frame()[["quote", "article", "confidence"]]

# %% [markdown]
# The same store under the rdflib API:

# %%
rdf = graph.rdf
list(rdf.query("SELECT (COUNT(?award) AS ?awards) { ?award a simpul:Award }"))

# %% [markdown]
# ## Measure
#
# A layer is a NetworkX graph; visits lead from visitor to host.

# %%
import pandas as pd

from simpul.graph.network.measures import table

visits = graph.network("visits")
pd.DataFrame(table(visits)).drop(columns="node").head(10)

# %% [markdown]
# ## See
#
# A page that needs no other host: search, filter by the legend, click a node to read the words.

# %%
page = folder / "visits.html"
graph.view("visits").write_html(str(page))
print(page.stat().st_size // 1024, "KiB")

# %%
graph.close()
