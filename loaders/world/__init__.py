"""An invented world: the 546 governments that there are, and people and events that there never were.

`truth.world` makes it from a seed: who visits whom, who wins, who agrees with whom, and what is taken over after a
visit, with structure planted on purpose. `press.articles` writes reports about it, as text files whose first line says
that they are invented; the whole way from text to analysis can so be held against what is known to be so.
"""
