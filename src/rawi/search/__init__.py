"""Search: query analysis, index interface, tantivy index."""

from rawi.model import Filters
from rawi.search.index import Entry, Found, Held, Results, SearchIndex, SearchOptions
from rawi.search.snippet import snippet
from rawi.search.tantivy_index import TantivyIndex

__all__ = [
    "Entry",
    "Filters",
    "Found",
    "Held",
    "Results",
    "SearchIndex",
    "SearchOptions",
    "TantivyIndex",
    "snippet",
]
