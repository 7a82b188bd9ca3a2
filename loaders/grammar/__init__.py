"""The extractor: from a document to facts, by a gazetteer and a small grammar over Indonesian press style.

`page` cuts the text into lines and sentences; `regions`, `agencies`, `people`, `dates`, `ranks` and `programmes` find
what is mentioned; `awards`, `visits`, `agreements` and `novelties` find what happened; `say_bodies`, `say_awards` and
`say_events` say it as facts, each with its words. Most of what
the rules know of the language is data in `loaders/lexicon`; joining words stand in their patterns.
"""

from simpul.loaders.grammar.dates import published_date
from simpul.loaders.grammar.extractor import EXTRACTOR_VERSION, extract

__all__ = ["EXTRACTOR_VERSION", "extract", "published_date"]
