"""How it is analysed: layers of the graph as NetworkX networks, and measures of them.

A layer is a projection made by one SPARQL query in `sparql/`; `layers` says what its nodes and links are, `measures`
gives centralities with their sources, `files` writes networks for other programs.
"""
