"""An article or a story with what stands around it: copies, similar articles, what to read next."""

from __future__ import annotations

from sqlalchemy import Connection

from rawi.model import Article, CopyLink, Headline, Record, Story
from rawi.newsroom.recent_window import Recent
from rawi.store import reading, story_rows
from rawi.store.surroundings import StoredArticle, headlines, stored_article


class Around(Record, frozen=True, kw_only=True):
    """An article with what stands around it, the others without their texts."""

    stored: StoredArticle
    similar: tuple[Headline, ...]
    """Articles of other stories on the same matter, likest first."""
    next_read: Article | None
    named: dict[str, Headline]
    """The articles that are similar, copied or copies, by id."""


def around(connection: Connection, recent: Recent, article_id: str, limit: int) -> Around:
    """Raises ``NotFoundError``."""
    found = stored_article(connection, article_id)
    similar, following = recent.beside(article_id, found.similar, limit)
    linked = {name for link in found.links for name in (link.article_id, link.older_id)}
    named = headlines(connection, linked.union(similar))
    read = reading.articles(connection, [following]) if following else ()
    return Around(
        stored=found,
        similar=tuple(named[name] for name in similar if name in named)[:limit],
        next_read=read[0] if read else None,
        named=named,
    )


class AroundStory(Record, frozen=True, kw_only=True):
    """A story with what stands around it."""

    story: Story
    links: tuple[CopyLink, ...]
    """Between its articles."""
    similar: tuple[Headline, ...]
    """Articles of other stories on the same matter as its first report, likest first."""


def around_story(connection: Connection, recent: Recent, story_id: str, limit: int) -> AroundStory:
    """Raises ``NotFoundError``."""
    story = story_rows.story(connection, story_id)
    before = reading.similar_at_intake(connection, story.first.id)
    similar, _ = recent.beside(story.first.id, before, limit)
    named = headlines(connection, similar)
    return AroundStory(
        story=story,
        links=links_within(connection, frozenset(a.id for a in story.articles)),
        similar=tuple(named[name] for name in similar if name in named)[:limit],
    )


def links_within(connection: Connection, ids: frozenset[str]) -> tuple[CopyLink, ...]:
    """The links both of whose articles are among the ids."""
    found = reading.copies(connection, sorted(ids))
    return tuple(x for x in found if x.article_id in ids and x.older_id in ids)
