"""How the graph is kept: a store folder, its one writer, its readers' snapshots, and what leaves it.

`folder` is the folder on disk with its lock and snapshots, `writer` brings the default graph up to date as sources
come and go, `export` writes the graph to a file.
"""
