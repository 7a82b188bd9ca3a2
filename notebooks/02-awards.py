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
# # Awards: who wins what, and where
#
# A prize is the most reported thing that a local government does. This notebook looks at the prizes in the sample
# reports: who won, in what, and how far a handful of reports can carry a ranking. *Penghargaan: siapa menang apa, dan
# di mana.*

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
# ## The prizes, as they are told
#
# One row an award. The last column holds the words that say so: whoever doubts a row can read them.

# %%
winners = graph.query("winners").frame()
winners[["competition", "edition_year", "category", "rank", "winner", "words"]]

# %% [markdown]
# Which contests are these, and how many prizes of each do the reports tell of?

# %%
import matplotlib.pyplot as plt

BLUE, ORANGE, GREY = "#0072B2", "#E69F00", "#8A8F98"

counts = winners.groupby("competition").size().sort_values()
short = [name if len(name) < 50 else name[:47] + "…" for name in counts.index]
figure, axes = plt.subplots(figsize=(8, 2.6), layout="constrained")
axes.barh(short, counts, color=BLUE)
axes.set_xlabel("awards told of")
axes.xaxis.get_major_locator().set_params(integer=True)
axes.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# ## Where the winners are
#
# Counted by province. 'Representation' compares a province's share of the winners with its share of those that took
# part. With these reports it is 1 nearly everywhere, and that is no finding: reports rarely name who took part and
# did not win.

# %%
provinces = graph.query("winners-by-province").frame()
provinces

# %%
figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
ordered = provinces.sort_values("winners")
axes.barh(ordered["province"], ordered["winners"].astype(int), color=ORANGE)
axes.set_xlabel("governments that won something")
axes.xaxis.get_major_locator().set_params(integer=True)
axes.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# ## Favourites of the public
#
# A favourite is chosen by clicks, not by a jury. These won that way and have no ranked prize in the same contest:

# %%
graph.query("favourites-without-rank").frame()

# %% [markdown]
# ## Who wins beside whom
#
# Winners and contests make a network of two kinds of nodes. To ask who wins beside whom it is projected on the
# winners. Done naively, a contest of 500 winners would link each of them with 499 others and drown everything else;
# with Newman's weights each contest gives each of its winners links that sum to 1.

# %%
import pandas as pd

from simpul.graph.network.measures import table

awards, beside = graph.network("awards"), graph.network("winners")
print(awards.number_of_nodes(), "winners and editions,", awards.number_of_edges(), "links")
pd.DataFrame(table(beside)).drop(columns="node").head(8)

# %% [markdown]
# The strength of each winner is the number of contests in which it won beside somebody: a whole number, however large
# the contest.

# %%
strengths = sorted({round(degree, 6) for _, degree in beside.degree(weight="weight")})
strengths

# %% [markdown]
# ## What the data cannot say
#
# - These are the prizes that a few press offices wrote about, not the prizes that there were. A government that never
#   wins and one that never writes look alike.
# - Winners write more than losers; that is why 'representation' needs reports of those who took part, and there are
#   hardly any.
# - A contest that fifty governments entered and one that three entered count the same here. Where a report tells how
#   many took part, the edition has it (`simpul query editions`); most do not.
# - 25 reports were picked to show what the extractor can read. They are no sample of anything.

# %%
graph.close()
