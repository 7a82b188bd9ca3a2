"""Whether the ontology and what is written with it are as they should be: profile, consistency, hygiene, shapes."""
