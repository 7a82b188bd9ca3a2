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
# # Study visits and collaborations: who learns from whom
#
# An officer wants to know whom to visit; a researcher wants to know how practice travels. Both look at the same
# network: who came, who received, to learn what. *Studi banding dan kerja sama: siapa belajar dari siapa.*

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
# ## The visits
#
# Read from the whole report: who led, who received, with how many. The words that say so are one query further.

# %%
visits = graph.query("visit-delegations").frame()
visits[["visitor", "host", "visit_date", "topic", "leader", "receivedBy"]]

# %% [markdown]
# ## Who is visited
#
# A visit is a link from the visitor to the host. All bodies of a region stand for its government, unless one asks for
# `level="agency"`.

# %%
import pandas as pd

from simpul.graph.network.measures import reciprocity, table

network = graph.network("visits")
print(network, network.graph["left_out"])
pd.DataFrame(table(network)).drop(columns=["node", "kind"]).head(8)

# %% [markdown]
# How sure is such a ranking? Draw as many visits as there are, with replacement, two hundred times, and see between
# which ranks each host comes to lie in nine of ten draws. With so few visits the intervals are wide; a list without
# them would pretend.

# %%
from simpul.graph.network.layers import links
from simpul.graph.network.measures import received
from simpul.graph.network.uncertainty import homophily, rank_intervals

columns = links(graph, "visits")
intervals = rank_intervals(columns, received, top=8)
pd.DataFrame(
    [(r.label, r.value, r.rank, r.low, r.high) for r in intervals],
    columns=["host", "visits received", "rank", "from", "to"],
)

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(8, 3), layout="constrained")
for place, r in enumerate(reversed(intervals)):
    axes.plot([r.low, r.high], [place, place], color="#8A8F98", linewidth=3, solid_capstyle="round")
    axes.plot(r.rank, place, "o", color="#0072B2", markersize=8)
axes.set_yticks(range(len(intervals)), [r.label for r in reversed(intervals)])
axes.set_xlabel("rank by visits received: as told (dot), in nine of ten resamples (line)")
axes.invert_xaxis()
axes.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# ## Do neighbours visit neighbours?
#
# The assortativity by province says how far visits stay within one (1: all of them, 0: as by chance). Beside it
# stands what chance gives, twice: with provinces shuffled among the governments, and with who-visits-whom drawn anew.

# %%
found = homophily(columns, "province")
pd.DataFrame(
    [("provinces shuffled", found.shuffled), ("visits drawn anew", found.rewired)], columns=["null model", "against"]
).assign(
    observed=lambda t: [a.observed for a in t["against"]],
    by_chance=lambda t: [a.mean for a in t["against"]],
    p=lambda t: [a.p for a in t["against"]],
).drop(columns="against")

# %% [markdown]
# ## From one to another
#
# The shortest chain of visits and agreements between two governments, with the facts behind each step:

# %%
from simpul.graph.network.between import bridges, chain
from simpul.graph.network.history import government_of, history

steps = chain(graph, government_of("Kota Palembang"), government_of("Kota Batam"))
pd.DataFrame([(s.source[1], s.target[1], ", ".join(s.facts)) for s in steps], columns=["from", "to", "by"])

# %% [markdown]
# And who holds provinces together: without these, some would have no chain to the others any more.

# %%
pd.DataFrame(
    [(b.label, b.province, len(b.parted), ", ".join(b.sole)) for b in bridges(graph)][:6],
    columns=["region", "province", "provinces cut off", "tied through it alone"],
)

# %% [markdown]
# ## Whom to visit
#
# Kabupaten Banjar wants to learn about free internet. Only hosts with something on the topic are named, each with
# what speaks for it.

# %%
from simpul.graph.network.recommend import recommend

hosts = recommend(history(graph), government_of("Kabupaten Banjar"), "internet gratis")
for host in hosts:
    print(f"{host.label}: {host.score:.3f}")
    for reason in host.reasons:
        print("  -", reason.words["en"])

# %% [markdown]
# The words behind the first reason:

# %%
from simpul.graph.ask.words import quotes_of

fact = hosts[0].reasons[0].facts[0]
[(quote.text, quote.source_title) for quote in quotes_of(graph, [fact])[fact]]

# %% [markdown]
# ## The picture
#
# Search with `/`, filter by the legend, click a node to read the words. The page stands in a frame of its own and
# asks no host for anything.

# %%
graph.view("visits")

# %% [markdown]
# ## What the data cannot say
#
# **Unreported is not unvisited.** So many governments are told of at all, and in these provinces:

# %%
from simpul.graph.network.coverage import coverage

seen = coverage(graph)
print(f"{seen.reported} of {seen.governments} governments")
pd.DataFrame(seen.provinces, columns=["province", "reported", "governments"]).query("reported > 0")

# %% [markdown]
# - A host that writes about its guests seems busier than one that does not. No interval sees that.
# - A visit is not a lesson learned. What appeared afterwards is another question (`simpul diffusion`), and after is
#   not because.
# - The days are those of the reports where the text tells no other.

# %%
graph.close()
