"""Which nodes are one thing: keys are a beginning, judgements decide.

A key (`simpul.graph.knowledge.names`) gives every name a *key node*. Key nodes that mean one thing are found by rules
(`agencies`, `people`, `contests`), each judgement with its rule and a score, or told by people (`judgements`).
`partition` makes groups of them that no judgement contradicts, and the node with the first IRI stands for its group
(`resolver`). Nothing is merged: taking a judgement back gives back what was.
"""
