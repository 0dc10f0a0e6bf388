"""Articles and stories as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rawi.model import Article
from rawi.newsroom import Newsroom

BATCH = 200


def import_form(article: Article) -> dict[str, object]:
    """The article as ``rawi import`` reads it; absent fields are left out."""
    fields: dict[str, object] = {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "summary": article.summary,
        "body": article.text,
        "published": article.published,
        "updated": article.modified,
        "collected": article.collected,
        "authors": article.authors,
        "section": article.section,
        "tags": article.tags,
        "language": article.language,
    }
    return {k: v for k, v in fields.items() if v}


def article_lines(newsroom: Newsroom) -> Iterator[bytes]:
    """Every article in the import form, oldest intake first."""
    for article in newsroom.articles():
        yield msgspec.json.encode(import_form(article)) + b"\n"


def story_lines(newsroom: Newsroom) -> Iterator[bytes]:
    """Every story with the ids of its articles, newest first."""
    after: str | None = None
    while True:
        page = newsroom.stories(limit=BATCH, after=after)
        for story in page:
            line = {
                "id": story.id,
                "headline": story.headline,
                "lead": story.lead,
                "section": story.section,
                "updated": story.updated,
                "first": story.first.id,
                "outlets": story.outlets,
                "copies": story.copies,
                "articles": [a.id for a in story.articles],
            }
            yield msgspec.json.encode({k: v for k, v in line.items() if v is not None}) + b"\n"
        after = page.next
        if after is None:
            return
