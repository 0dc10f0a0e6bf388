"""What a search reads of the store: its hits with their stories, and which copy which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, select, union

from rawi.model import Article
from rawi.store import schema as s
from rawi.store.codec import article_of, readable
from rawi.store.reading import NAMED, chunks

_REPORTS = select(s.article.c.id, s.article.c.story, s.article.c.record).where(
    s.article.c.id.in_(NAMED)
)


def _copied(side: Column[str]) -> Select[tuple[int, str, str]]:
    c = s.copy.c
    return select(c.intake, c.article_id, c.older_id).where(c.partial.is_(False), side.in_(NAMED))


_COPIED = union(_copied(s.copy.c.article_id), _copied(s.copy.c.older_id))


def reports(connection: Connection, ids: Sequence[str]) -> tuple[tuple[Article, str], ...]:
    """Articles in the order of ``ids``, each with the id of its story; those not stored, or not
    readable, are left out."""
    found: dict[tuple[str, str], Article] = {}
    for some in chunks(ids):
        rows = connection.execute(_REPORTS, {"ids": some})
        found |= readable(article_of, (((name, story), record) for name, story, record in rows))
    told = {name: (article, story) for (name, story), article in found.items()}
    return tuple(told[name] for name in ids if name in told)


def copied_pairs(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Ids of each copy that any of the articles is, or has, and of what it is a copy of."""
    found: set[tuple[int, str, str]] = set()
    for some in chunks(ids):
        rows: Iterable[Any] = connection.execute(_COPIED, {"ids": some})
        found.update((intake, one, other) for intake, one, other in rows)
    return [(one, other) for _, one, other in sorted(found)]
