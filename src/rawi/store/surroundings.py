"""What stands around one article, as its page shows it: few queries, no texts of others."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from rawi.annotation.topics import topic_of
from rawi.errors import NotFoundError
from rawi.model import Article, Brief, CopyLink, Headline, Notes, Record
from rawi.store import schema as s
from rawi.store.codec import (
    article_of,
    copy_of,
    headline_of,
    notes_of,
    readable,
    readable_or,
    similar_of,
)
from rawi.store.story_rows import brief

_NAME: BindParameter[str] = bindparam("name")
_NAMES: BindParameter[list[str]] = bindparam("names", expanding=True)
_ONE = (
    select(
        s.article.c.record.label("article"),
        s.article.c.edition,
        s.article.c.time,
        s.note.c.record.label("notes"),
        s.note.c.similar,
        s.story,
    )
    .join(s.note, s.note.c.intake == s.article.c.intake)
    .join(s.story, s.story.c.id == s.article.c.story)
    .where(s.article.c.id == _NAME)
)
_LINKS = (
    select(s.copy.c.record)
    .where(or_(s.copy.c.article_id == _NAME, s.copy.c.older_id == _NAME))
    .order_by(s.copy.c.intake, s.copy.c.article_id, s.copy.c.older_id)
)
_HEADLINES = select(s.article.c.id, s.article.c.record).where(s.article.c.id.in_(_NAMES))


class StoredArticle(Record, frozen=True, kw_only=True):
    """An article with all that is kept of it."""

    article: Article
    time: float
    """When it counts as published, in seconds since 1970."""
    topic: str | None
    """Of its section."""
    notes: Notes
    story: Brief
    editions: int
    similar: tuple[str, ...]
    """Ids of articles that were similar when it came in."""
    links: tuple[CopyLink, ...]
    """To what it copies and to its copies, the largest share first."""


def stored_article(connection: Connection, article_id: str) -> StoredArticle:
    """Raises ``NotFoundError``."""
    row = connection.execute(_ONE, {"name": article_id}).first()
    if row is None:
        raise NotFoundError(f"no article {article_id!r}")
    article = article_of(row.article)
    found = connection.execute(_LINKS, {"name": article_id}).scalars()
    links = [link for _, link in readable(copy_of, ((article_id, one) for one in found))]
    return StoredArticle(
        article=article,
        time=row.time,
        topic=topic_of(article.section),
        editions=row.edition,
        notes=readable_or(notes_of, article_id, row.notes, Notes()),
        similar=readable_or(similar_of, article_id, row.similar, ()),
        story=brief(row),
        links=tuple(sorted(links, key=lambda link: -link.share)),
    )


def headlines(connection: Connection, ids: Iterable[str]) -> dict[str, Headline]:
    """By id; those not stored, or not readable, are left out."""
    rows = connection.execute(_HEADLINES, {"names": list(ids)})
    return dict(readable(headline_of, rows))
