"""Search: query analysis, index interface, tantivy index."""

from rawi.model import Filters
from rawi.search.index import Found, Held, Results, SearchIndex
from rawi.search.snippet import snippet
from rawi.search.tantivy_index import TantivyIndex

__all__ = ["Filters", "Found", "Held", "Results", "SearchIndex", "TantivyIndex", "snippet"]
