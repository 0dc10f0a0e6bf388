"""What the index finds, as people are shown it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from rawi.model import Filters, Hit
from rawi.search.index import Results
from rawi.search.snippet import Snippets
from rawi.store import reading
from rawi.store.paged import Paged


class Hits(Paged[Hit]):
    """A page of search results."""

    total: int
    """How many articles match in all."""
    outlets: tuple[tuple[str, int], ...]
    """How many matches each outlet has, most first."""
    sections: tuple[tuple[str, int], ...]


def search(
    index: Callable[..., Results],
    connection: Connection,
    query: str,
    filters: Filters,
    limit: int,
    after: str | None,
) -> Hits:
    """A page of hits with their articles and snippets, ``index`` being a ``SearchIndex.search``.

    Raises ``InputError`` for a cursor."""
    there = reading.outlets_of(connection, filters.country) if filters.country else None
    results = index(query, limit, after, filters, there)
    scores = {found.article_id: found.score for found in results.hits}
    found = reading.articles(connection, list(scores))
    shown = Snippets(query)
    hits = Hits(
        (Hit(article=a, score=scores[a.id], snippet=shown.of(a.text)) for a in found),
        results.next,
    )
    hits.total, hits.outlets, hits.sections = results.total, results.outlets, results.sections
    return hits
