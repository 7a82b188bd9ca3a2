"""What can be said: the OWL model, the region authority, and the Python side of both.

`terms` is the model in a file for each theme, `alignments` what it is to other vocabularies, `schemes` its concepts,
`regions.ttl` the authority of Indonesia's provinces, kabupaten and kota. `facts` holds the fact types that loaders
yield, `claims` turns them into RDF and back, `regions` answers what a code or a name means, `iris` mints every IRI,
`errors` is the tree of errors a user can cause. `model` reads the Turtle files and `reasoning`
asks HermiT whether they hold together. Nothing here imports another room.
"""
