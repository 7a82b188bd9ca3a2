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
# # How far to trust it: evidence, confidence, contradictions, coverage
#
# A graph that is made from prose by rules is wrong in places. It should say where it may be. *Seberapa jauh dapat
# dipercaya: bukti, keyakinan, pertentangan, cakupan.*

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
# ## Every statement has words
#
# No fact is without evidence: the exact words, and where in the text they stand. Count the facts that have none.

# %%
graph.query("""
SELECT (COUNT(DISTINCT ?fact) AS ?facts) (SUM(IF(BOUND(?words), 0, 1)) AS ?without_words) {
  ?fact simpul:reportedIn ?article OPTIONAL { ?fact simpul:evidence ?words }
}
""").frame()

# %% [markdown]
# ## How sure
#
# Each fact has a confidence: what the rule that found it was worth on reports with known answers. A histogram over
# all facts:

# %%
import matplotlib.pyplot as plt

facts = graph.query("""
SELECT ?kind ?confidence { ?fact a ?class ; simpul:confidence ?confidence .
  FILTER(STRSTARTS(STR(?class), STR(simpul:))) BIND(STRAFTER(STR(?class), "#") AS ?kind) }
""").frame()
facts["confidence"] = facts["confidence"].astype(float)
figure, axes = plt.subplots(figsize=(8, 2.8), layout="constrained")
axes.hist(facts["confidence"], bins=[x / 20 for x in range(10, 21)], color="#0072B2", edgecolor="white")
axes.set_xlabel("confidence")
axes.set_ylabel("facts")
axes.spines[["top", "right"]].set_visible(False)

# %%
facts.groupby("kind")["confidence"].describe()[["count", "min", "50%", "max"]].round(2)

# %% [markdown]
# The weakest, each on one source alone:

# %%
graph.query("weak-facts", below=80).frame()

# %% [markdown]
# ## One voice or many
#
# What several independent sources say weighs more. One press release on ten sites is one voice, so what counts is
# `independentSourceCount`.

# %%
graph.query("""
SELECT ?voices (COUNT(?fact) AS ?facts) { ?fact simpul:independentSourceCount ?voices }
GROUP BY ?voices ORDER BY ?voices
""").frame()

# %% [markdown]
# ## When sources contradict each other
#
# The samples agree. So let a report that is made up for this notebook say something else about a prize, and see what
# becomes of it: the first line marks it as invented, and everything it alone supports is marked so too.

# %%
reports = folder / "reports"
reports.mkdir()
(reports / "lain.txt").write_text(
    "# rekaan (invented) | sumber: buku catatan | terbit: 2024-03-06 | penerbit: Warta Andai\n\n"
    "Musi Banyuasin Juara\n\n"
    "SEKAYU – Dinas Komunikasi dan Informatika Kabupaten Musi Banyuasin meraih juara 1 kategori Kontribusi Konten "
    "Audio Visual klaster Indonesia Bagian Barat pada Anugerah Media Center (AMC) 2024.\n",
    encoding="utf-8",
)
for loaded in load_all([reports]):
    graph.replace(loaded.document.source, loaded.quads)

for conflict in graph.conflicts():
    print(conflict.label)
    for side in conflict.sides:
        shown = "shown" if side.shown else "not shown"
        print(f"  {conflict.field} {side.value}: {side.independent} independent source, {shown}")

# %% [markdown]
# Both sides stand, with their words; the graph takes the side with more independent voices, and where they are even
# it does not choose by itself. A query shows both:

# %%
graph.query("disagreements").frame()

# %% [markdown]
# ## A person decides, and can take it back
#
# Whoever knows better rejects a claim. It stays rejected when the source is read again, and nothing is lost: taken
# back, the graph is what it was, to the byte.

# %%
wrong = graph.query("""
SELECT DISTINCT ?claim { ?claim a simpul:Claim ; simpul:claimKind "award" ; simpul:reportedIn ?article .
  ?article simpul:publisher "Warta Andai" }
""").rows
made = graph.reject(wrong[0][0], who="pembaca", why="rekaan") if wrong else []
print(len(graph.query("disagreements").rows), "rows of disagreement after the rejection")
for judgement in made:
    graph.take_back(judgement.id, who="pembaca", why="only to show it")
print(len(graph.query("disagreements").rows), "rows after it was taken back")

# %% [markdown]
# ## What is not sure in time
#
# A network in time takes only links that surely lie within it. The rest is counted, not dropped in silence.

# %%
from simpul.graph.network.layers import links

for period in ({}, {"start": "2018", "end": "2018"}, {"start": "2018-03", "end": "2018-12"}):
    found = links(graph, "visits", **period)
    print(period, len(found), "visits, left out:", dict(found.left_out))

# %% [markdown]
# ## Who is told of at all

# %%
import pandas as pd

from simpul.graph.network.coverage import coverage

seen = coverage(graph)
provinces = pd.DataFrame(seen.provinces, columns=["province", "reported", "governments"])
provinces["share"] = provinces["reported"] / provinces["governments"]
figure, axes = plt.subplots(figsize=(8, 6.5), layout="constrained")
axes.barh(provinces["province"], provinces["governments"], color="#D9DCE1", label="governments")
axes.barh(provinces["province"], provinces["reported"], color="#0072B2", label="told of in a report")
axes.invert_yaxis()
axes.tick_params(axis="y", labelsize=7)
axes.legend(frameon=False, loc="lower right")
axes.spines[["top", "right"]].set_visible(False)
print(f"{seen.reported} of {seen.governments} governments")
provinces.nlargest(5, "share").round(2)

# %% [markdown]
# ## What the data cannot say
#
# - Confidence is about reading, not about truth: a report that is wrong is read rightly.
# - Independence is about texts. Two reporters who asked the same spokesman are two voices here.
# - What no report tells cannot contradict anything.
# - Coverage counts who is named at all; it does not say how much of what they do is written down.

# %%
graph.close()
