"""The reference page: what is told of each term (`entries`), the diagrams of themes, and the HTML around them.

A diagram goes through three files: `picture` says which boxes and lines it has, `layers` where they stand, `drawing`
makes SVG of them.
"""
