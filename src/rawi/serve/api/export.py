"""A newsroom as JSON lines: what ``rawi import`` brings back whole, and its stories."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rawi import writers
from rawi.ingest.import_form import exported
from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.store.personal.marks import Kept

_MOST_SAVED = 10_000_000
"""What is saved is read whole; nobody saves so much by hand."""
BATCH = 200
"""Stories that are read at a time."""


def newsroom_lines(newsroom: Newsroom) -> Iterator[bytes]:
    """The outlets, then the articles: all that an import brings back."""
    for outlet in newsroom.outlets():
        yield msgspec.json.encode({"record": "outlet"} | msgspec.to_builtins(outlet)) + b"\n"
    yield from article_lines(newsroom)


def _line(article: Article) -> dict[str, object]:
    """The import form, with the people of its author lines, which an import leaves aside:
    credits are read from the lines as published."""
    people = writers(article.authors)
    return exported(article) | ({"writers": people} if people else {})


def article_lines(newsroom: Newsroom) -> Iterator[bytes]:
    """Every article in the import form, oldest intake first.

    Earlier editions stand before the last one, under its id; what the reader saved says so,
    with note and labels, and so does the article that founded a story that was saved.
    """
    saved = {(one.kind, one.name): one for one in newsroom.marks.kept(_MOST_SAVED)}
    for article in newsroom.articles():
        for edition in newsroom.versions(article.id):
            older = msgspec.structs.replace(edition, id=article.id)
            yield msgspec.json.encode(_line(older)) + b"\n"
        own, story = saved.get(("article", article.id)), saved.get(("story", article.id))
        last = _line(article) | (_said(own) if own else {})
        yield msgspec.json.encode(last | ({"story": _said(story)} if story else {})) + b"\n"


def _said(kept: Kept) -> dict[str, object]:
    """That it is saved, with what was written on it."""
    fields = {"saved": True, "note": kept.note, "labels": kept.labels}
    return {name: value for name, value in fields.items() if value}


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
