"""How it is heard: any source becomes documents, documents become facts with evidence."""
