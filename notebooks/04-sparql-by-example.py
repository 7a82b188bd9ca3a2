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
# # SPARQL by example: ten questions
#
# The graph answers SPARQL, the query language of the web of data. Ten questions, from the plainest to those that need
# evidence, absence and counting. *Sepuluh pertanyaan dalam SPARQL, dari yang paling sederhana.*

# %%
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import simpul.graph
from simpul.loaders.load import load_all

folder = Path(tempfile.mkdtemp(prefix="simpul-"))
graph = simpul.graph.open(folder / "simpul.db", write=True)
with as_file(files("simpul.loaders") / "samples") as samples:
    for loaded in load_all([samples]):
        graph.replace(loaded.document.source, loaded.quads)

print(len(graph.sources()), "sources")

# %% [markdown]
# The prefix `simpul:` and the usual ones (`rdfs:`, `skos:`, `prov:` …) need not be declared. `frame()` gives a pandas
# table.
#
# ## 1. What is there?
#
# Every node says what it is by `a` (rdf:type). Count the kinds.

# %%
graph.query("""
SELECT ?kind (COUNT(?node) AS ?count) { ?node a ?kind FILTER(STRSTARTS(STR(?kind), STR(simpul:))) }
GROUP BY ?kind ORDER BY DESC(?count) LIMIT 12
""").frame()

# %% [markdown]
# ## 2. Which study visits are there?
#
# A pattern is a sentence with gaps: a semicolon goes on about the same subject.

# %%
graph.query("""
SELECT ?visitor ?host {
  ?visit a simpul:StudyVisit ; simpul:visitorName ?visitor ; simpul:hostName ?host
} ORDER BY ?visitor
""").frame()

# %% [markdown]
# ## 3. And when, where it is known?
#
# Without OPTIONAL a visit without a date would be lost. What is partly known ('2018') spans days: `simpul:earliest`
# and `simpul:latest`.

# %%
graph.query("""
SELECT ?visitor ?host ?date ?earliest ?latest {
  ?visit a simpul:StudyVisit ; simpul:visitorName ?visitor ; simpul:hostName ?host .
  OPTIONAL { ?visit simpul:date ?date ; simpul:earliest ?earliest ; simpul:latest ?latest }
} ORDER BY ?earliest
""").frame()

# %% [markdown]
# ## 4. Which of them were in 2018?
#
# A visit surely lies in a year when its earliest and its latest day do.

# %%
graph.query("""
SELECT ?visitor ?host ?date {
  ?visit a simpul:StudyVisit ; simpul:visitorName ?visitor ; simpul:hostName ?host ; simpul:date ?date ;
         simpul:earliest ?first ; simpul:latest ?last .
  FILTER(?first >= "2018-01-01"^^xsd:date && ?last <= "2018-12-31"^^xsd:date)
} ORDER BY ?date
""").frame()

# %% [markdown]
# ## 5. Which words say so?
#
# Each fact leads to its evidence, and that to the article. A slash walks along two properties.

# %%
graph.query("""
SELECT ?host ?quote ?title {
  ?visit a simpul:StudyVisit ; simpul:hostName ?host ; simpul:evidence ?words .
  ?words simpul:quote ?quote ; simpul:source/simpul:title ?title .
  FILTER(CONTAINS(?host, "Surakarta"))
} LIMIT 5
""").frame()

# %% [markdown]
# ## 6. Who received most guests?
#
# Bodies stand for their government, so that three dinas of one city count as the city.

# %%
graph.query("""
SELECT ?government (COUNT(DISTINCT ?visit) AS ?visits) {
  ?visit a simpul:StudyVisit ; simpul:host/simpul:standsFor/rdfs:label ?government
} GROUP BY ?government ORDER BY DESC(?visits) ?government LIMIT 5
""").frame()

# %% [markdown]
# ## 7. Who visited and never was visited?
#
# Absence is asked for by FILTER NOT EXISTS. Mind what it means: no report *here* tells of it.

# %%
graph.query("""
SELECT DISTINCT ?government {
  ?visit simpul:visitor/simpul:standsFor ?one . ?one rdfs:label ?government .
  FILTER NOT EXISTS { ?other simpul:host/simpul:standsFor ?one }
} ORDER BY ?government
""").frame()

# %% [markdown]
# ## 8. Who learned from whom, in one step?
#
# Shortcuts such as `simpul:learnedFrom` are derived from the visits by rules, so that one need not walk over them.

# %%
graph.query("""
SELECT ?learner ?teacher { ?one simpul:learnedFrom ?other . ?one rdfs:label ?learner . ?other rdfs:label ?teacher }
ORDER BY ?teacher ?learner
""").frame()

# %% [markdown]
# ## 9. What is about digital government, whatever it is called?
#
# Topics are concepts with what is narrower below them. A star walks any number of steps.

# %%
graph.query("""
SELECT ?what ?concept {
  ?top skos:prefLabel "komunikasi dan informatika"@id . ?narrower skos:broader* ?top ; skos:prefLabel ?concept .
  ?node simpul:classifiedAs ?narrower ; rdfs:label ?what .
  FILTER(LANG(?concept) = "id") FILTER EXISTS { ?node a simpul:StudyVisit }
} ORDER BY ?what LIMIT 8
""").frame()

# %% [markdown]
# ## 10. What does one source claim, in its own words?
#
# The default graph is derived: each thing once. What a source itself says stands in a graph of its own, named by the
# source.

# %%
source = sorted(graph.sources())[0]
graph.query(f"""
SELECT ?kind ?quote {{
  GRAPH <{source}> {{ ?claim a simpul:Claim ; simpul:claimKind ?kind ; simpul:evidence/simpul:quote ?quote }}
}} ORDER BY ?kind LIMIT 8
""").frame()

# %% [markdown]
# ## Names for questions
#
# Questions that are asked often have names and parameters (`simpul queries` lists them), and every SPARQL works from
# the shell too: `simpul query 'SELECT …' --format csv`.

# %%
graph.query("visitors-of-region", region="Kota Surakarta").frame()

# %% [markdown]
# ## What the data cannot say
#
# - A question that finds nothing has not shown that there is nothing. `FILTER NOT EXISTS` asks about the graph, not
#   about Indonesia.
# - A count counts what is told. Ask `simpul coverage` who is told of at all before you compare two regions.
# - Dates that are told in part answer questions about days only as far as they go.

# %%
graph.close()
