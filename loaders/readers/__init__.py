"""Readers: a source becomes a document, its text as loaded and what is known of its origin."""
