"""From claims to knowledge: which node a claim speaks of, and what the graph says of that node.

`names` gives the keys, `reading` binds the names that one source uses to nodes, `visits` tells which reports are of one
visit, `tallied` and `tally` sum up what many reports speak of, and `derive` makes the triples of the default graph from
the readings that touch a node. Nothing here knows a store: the same readings give the same triples, in any order.
"""
