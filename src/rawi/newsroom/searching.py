"""Searching a newsroom: hits with their articles, folded, snippets, what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Literal, NamedTuple, cast, get_args

from sqlalchemy import Connection

from rawi.errors import InputError
from rawi.model import Filters, Hit
from rawi.search.folding import Groups, folded
from rawi.search.index import Counts, Respelled, Results, SearchOptions, SearchOrder, rank
from rawi.search.meaning import Near
from rawi.search.snippet import Snippets
from rawi.search.suggestion import meant
from rawi.store import reading
from rawi.store.hits import copied_pairs, reports
from rawi.store.paged import Paged

Group = Literal["copies", "stories", "none"]
Order = SearchOrder


class Ordering(NamedTuple):
    """How hits are ordered and folded."""

    by: Order
    group: Group
    """One hit of each copy group, one of each story, or every article."""
    near: Near | None = None
    """How near articles are to a question in meaning, where that is known."""


class Asking(NamedTuple):
    """How a newsroom is searched."""

    query: str
    limit: int
    after: str | None
    how: Ordering
    now: datetime


class Hits(Paged[Hit]):
    """A page of search results."""

    total: int
    """How many articles match in all, those folded away too."""
    outlets: Counts
    """How many matches each outlet has, most first."""
    sections: Counts
    days: Counts
    """How many matches each day has, the latest first."""
    respelled: tuple[Respelled, ...]
    """Words that were searched in other spellings too."""
    meant: str | None
    """The query as it was perhaps meant, where a word of it occurs nowhere."""
    ignored: tuple[str, ...]
    """Parts of the query that could not be read."""


def search(
    index: Callable[..., Results],
    connection: Connection,
    asking: Asking,
    filters: Filters,
) -> Hits:
    """A page of hits with their articles and snippets, ``index`` being a ``SearchIndex.search``.

    Raises ``InputError`` for a cursor of another list.
    """
    after = rank(asking.after)
    how = asking.how
    names = reading.outlet_names(connection, asking.query)
    options = SearchOptions(
        order=how.by, facets=not after, now=asking.now, near=how.near, names=names
    )
    there = reading.outlets_of(connection, filters.country) if filters.country else None
    groups: dict[Group, Groups] = {
        "copies": partial(_copy_groups, connection),
        "stories": partial(reading.stories_of, connection),
        "none": lambda _: {},
    }

    def ranked(depth: int) -> Results:
        return index(asking.query, depth, None, filters, there, options)

    shown, at, results = folded(ranked, groups[group_of(how.group)], asking.limit, after)
    scores = {found.article_id: found.score for found in shown}
    found = reports(connection, list(scores))
    searched = [lemma for word in results.respelled for lemma in word.lemmas]
    snippets = Snippets(asking.query, searched)
    hits = Hits(
        (
            Hit(article=a, score=scores[a.id], snippet=snippets.of(a.text), story=story)
            for a, story in found
        ),
        str(at) if at is not None else None,
    )
    return _told(hits, results, asking.query)


def _told(hits: Hits, results: Results, query: str) -> Hits:
    hits.total, hits.ignored, hits.respelled = results.total, results.ignored, results.respelled
    hits.outlets, hits.sections, hits.days = results.outlets, results.sections, results.days
    texts = (f"{hit.article.title}\n{hit.article.text}" for hit in hits)
    hits.meant = meant(query, results.respelled, texts)
    return hits


def group_of(name: str) -> Group:
    """The grouping of that name. Raises ``InputError``."""
    if name not in get_args(Group):
        raise InputError(f"{name!r} is none of {', '.join(get_args(Group))}")
    return cast(Group, name)


def _copy_groups(connection: Connection, ids: Sequence[str]) -> Mapping[str, str]:
    """Each article's copy group, named by one article of it."""
    return _joined(copied_pairs(connection, ids))


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each name is joined to, by any way over the pairs."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parent.setdefault(name, name)) != name:
            parent[name] = parent[above]
            name = above
        return name

    for one, other in pairs:
        parent[root(one)] = root(other)
    return {name: root(name) for name in list(parent)}
