"""A newsroom as JSON lines: what ``rawi import`` brings back whole, and its stories."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rawi.model import Article
from rawi.newsroom import Newsroom

BATCH = 200
"""Stories that are read at a time."""


def import_form(article: Article) -> dict[str, object]:
    """The article as ``rawi import`` reads it; absent fields are left out."""
    fields: dict[str, object] = {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "summary": article.summary,
        "standfirst": article.standfirst,
        "body": article.text,
        "subheads": article.subheads,
        "published": article.published,
        "updated": article.modified,
        "collected": article.collected,
        "authors": article.authors,
        "source": article.source,
        "section": article.section,
        "tags": article.tags,
        "language": article.language,
        "captions": article.captions,
        "image": article.image,
        "enclosures": article.enclosures,
        "related": article.related,
        "truncated": article.truncated,
        "clean": True,
    }
    return {k: v for k, v in fields.items() if v}


def newsroom_lines(newsroom: Newsroom) -> Iterator[bytes]:
    """The outlets, then the articles: all that an import brings back."""
    for outlet in newsroom.outlets():
        yield msgspec.json.encode({"record": "outlet"} | msgspec.to_builtins(outlet)) + b"\n"
    yield from article_lines(newsroom)


def article_lines(newsroom: Newsroom) -> Iterator[bytes]:
    """Every article in the import form, oldest intake first.

    Earlier editions stand before the last one, under its id; what the reader saved says so.
    """
    saved = newsroom.marks.all_saved()
    for article in newsroom.articles():
        for edition in newsroom.versions(article.id):
            older = msgspec.structs.replace(edition, id=article.id)
            yield msgspec.json.encode(import_form(older)) + b"\n"
        last = import_form(article) | ({"saved": True} if article.id in saved else {})
        yield msgspec.json.encode(last) + b"\n"


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
