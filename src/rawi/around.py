"""An article with what stands around it: its story, its copies, what to read after it."""

from __future__ import annotations

from sqlalchemy import Connection

from rawi.model import Article, Headline, Record
from rawi.recent import Recent
from rawi.store import reading
from rawi.store.around import Told, headlines, told


class Around(Record, frozen=True, kw_only=True):
    """An article with what stands around it, the others without their texts."""

    told: Told
    similar: tuple[Headline, ...]
    """Articles of other stories on the same matter, likest first."""
    next_read: Article | None
    named: dict[str, Headline]
    """The articles that are similar, copied or copies, by id."""


def around(connection: Connection, recent: Recent, article_id: str, limit: int) -> Around:
    """Raises ``NotFoundError``."""
    found = told(connection, article_id)
    similar, following = recent.beside(connection, article_id, found.similar, limit)
    linked = {name for link in found.links for name in (link.article_id, link.older_id)}
    named = headlines(connection, linked.union(similar))
    read = reading.articles(connection, [following]) if following else ()
    return Around(
        told=found,
        similar=tuple(named[name] for name in similar if name in named)[:limit],
        next_read=read[0] if read else None,
        named=named,
    )
