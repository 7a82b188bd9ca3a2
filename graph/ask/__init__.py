"""How the graph is asked: what may be asked, the named questions with their parameters, and answers in any format.

`safety` refuses what no question should do, `named` finds the questions in `graph/queries`, `answer` holds rows.
"""
