"""The same as the pages, as JSON."""

from __future__ import annotations

from typing import Annotated, TypeVar, cast
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import msgspec
from litestar import Response, Router, delete, get, put
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromQuery, Parameter

from rawi.model import (
    Affair,
    Article,
    CopyLink,
    Coverage,
    Hit,
    Notes,
    Outlet,
    Record,
    Statement,
    Story,
)
from rawi.newsroom.searching import Group, Order
from rawi.serve.access import member_of, owner_only
from rawi.serve.http import Ask, ErrorBody, respond
from rawi.serve.list_query import Narrowed
from rawi.serve.pages.outlet_rows import OutletRow
from rawi.serve.reader import Desk, Name, Reader, json_bytes

JSON = "application/json"
T = TypeVar("T")
UTC_ZONE = ZoneInfo("UTC")
ERRORS = {
    code: ResponseSpec(data_container=ErrorBody, description=words, generate_examples=False)
    for code, words in (
        (400, "the request cannot be used"),
        (401, "a token is needed"),
        (403, "not for whoever asks"),
        (404, "no such thing"),
        (429, "too many wrong tokens"),
    )
}

Limit = Annotated[int, Parameter(ge=1, le=200, description="most items in one answer")]
After = Annotated[str | None, Parameter(description="cursor: ``next`` of the answer before")]
Muted = Annotated[bool, Parameter(description="also what the rules of whoever asks hide")]
Query = Annotated[str, Parameter(description="words, or a phrase in quotation marks")]


class StoryPage(Record, frozen=True, kw_only=True):
    """Some stories, and the cursor of those that follow."""

    items: tuple[Story, ...]
    next: str | None = None


class Why(Record, frozen=True, kw_only=True):
    """Why an article is given beside another."""

    reason: str
    name: str | None = None
    """Of ``names``: whom or what both are about."""


class ArticlePage(Record, frozen=True, kw_only=True):
    """Some articles, and the cursor of those that follow."""

    items: tuple[Article, ...]
    why: tuple[Why, ...] = ()
    """Of similar articles and what to read next: one for each item, in their order."""
    next: str | None = None


class HitPage(Record, frozen=True, kw_only=True):
    """Some search results, how many there are in all, and how they divide."""

    items: tuple[Hit, ...]
    total: int
    outlets: tuple[tuple[str, int], ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    days: tuple[tuple[str, int], ...] = ()
    """ISO dates, UTC, the latest first."""
    respelled: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words of the query, and the other spellings that were searched for them."""
    meant: str | None = None
    """The query as it was perhaps meant, where a word of it occurs nowhere."""
    ignored: tuple[str, ...] = ()
    """Parts of the query that could not be read."""
    next: str | None = None


class FullArticle(Record, frozen=True, kw_only=True):
    """An article with what is known about it."""

    article: Article
    notes: Notes
    topic: str | None = None
    """Of its section."""
    story_id: str | None = None
    copies: tuple[CopyLink, ...] = ()
    versions: int = 1


class OutletWithHealth(Record, frozen=True, kw_only=True):
    """An outlet and how collecting it goes."""

    outlet: Outlet
    health: OutletRow


def _story(reader: Reader, story: Story, full: bool) -> Story:
    """As it is answered: the first report is one of those that are given."""
    if all(article.id != story.first.id for article in story.articles):
        story = msgspec.structs.replace(story, first=story.articles[0])
    if full:
        return story
    return msgspec.structs.replace(
        story,
        articles=tuple(reader.visible(a, full) for a in story.articles),
        first=reader.visible(story.first, full),
    )


def _notes(notes: Notes, full: bool) -> Notes:
    """Without the text that they point into, offsets mean nothing: only names stay."""
    return notes if full else Notes(keywords=notes.keywords, credits=notes.credits)


def _answer(request: Ask, value: T, modified: str | None = None) -> Response[T]:
    """``value`` as JSON; encoded here already, because its ETag comes from the bytes."""
    return cast("Response[T]", respond(request, json_bytes(value), JSON, modified=modified))


def _articles(
    request: Ask,
    reader: Reader,
    found: tuple[Article, ...],
    after: str | None = None,
    why: tuple[Why, ...] = (),
) -> Response[ArticlePage]:
    full = reader.full(request)
    items = tuple(reader.visible(a, full) for a in found)
    return _answer(request, ArticlePage(items=items, why=why, next=after))


@get("/stories", sync_to_thread=True, responses=ERRORS)
def list_stories(
    request: Ask,
    reader: Desk,
    asked: Narrowed,
    limit: Limit = 20,
    after: After = None,
    muted: Muted = False,
) -> Response[StoryPage]:
    """Stories by day, newest day first, inside a day the most covered first.

    What rules hide is left out after a page was cut, so that one may be shorter than ``limit``.
    """
    page = reader.stories(asked, UTC_ZONE, after, limit)
    person, full = reader.person(request), reader.full(request)
    shown = reader.newsroom.visible_among(page, person.number) if person and not muted else page
    items = tuple(_story(reader, s, full) for s in shown)
    return _answer(request, StoryPage(items=items, next=page.next), reader.newsroom.changed())


@get("/stories/{story_id:str}", sync_to_thread=True, responses=ERRORS)
def get_story(request: Ask, reader: Desk, story_id: Name, muted: Muted = False) -> Response[Story]:
    """One story with its articles, oldest first."""
    found = _opened(request, reader, story_id, muted)
    shown = _story(reader, found, reader.full(request))
    return _answer(request, shown, reader.newsroom.changed())


@get("/stories/{story_id:str}/coverage", sync_to_thread=True, responses=ERRORS)
def get_coverage(
    request: Ask, reader: Desk, story_id: Name, muted: Muted = False
) -> Response[Coverage]:
    """One story side by side, by country and kind of the outlets."""
    found = reader.newsroom.coverage_of(_opened(request, reader, story_id, muted))
    return _answer(request, found, reader.newsroom.changed())


def _opened(request: Ask, reader: Reader, story_id: str, muted: bool) -> Story:
    """The story, without the reports that rules hide; whole where they hide all of it."""
    found, person = reader.newsroom.story(unquote(story_id)), reader.person(request)
    if person is None or muted:
        return found
    return reader.newsroom.visible_of(found, person.number)


@get("/affairs/{affair_id:str}", sync_to_thread=True, responses=ERRORS)
def get_affair(request: Ask, reader: Desk, affair_id: Name) -> Response[Affair]:
    """A running matter with its stories, the latest first; also by the id of any of them."""
    found = reader.newsroom.affair(unquote(affair_id))
    return _answer(request, found, reader.newsroom.changed())


@get("/articles/{article_id:str}", sync_to_thread=True, responses=ERRORS)
def get_article(request: Ask, reader: Desk, article_id: Name) -> Response[FullArticle]:
    """One article with keywords, entities, quotes, dates, credits and copies."""
    room, full = reader.newsroom, reader.full(request)
    found = room.article(unquote(article_id))
    story = room.story_of(found.id)
    answer = FullArticle(
        article=reader.visible(found, full),
        notes=_notes(room.notes(found.id), full),
        topic=room.topic(found.section),
        story_id=story.id if story else None,
        copies=tuple(room.copies(found.id)),
        versions=len(room.versions(found.id)) + 1,
    )
    return _answer(request, answer, reader.newsroom.changed())


@get("/articles/{article_id:str}/similar", sync_to_thread=True, responses=ERRORS)
def similar(
    request: Ask, reader: Desk, article_id: Name, limit: Limit = 10
) -> Response[ArticlePage]:
    """Articles of other stories, one a story, with the reason for each: on the same matter,
    nearest first; where these are few of the same affair, or about the same names."""
    found = reader.newsroom.around(unquote(article_id), limit=limit)
    given = {one.article.id: Why(reason=one.reason, name=one.name) for one in found.similar}
    articles = reader.newsroom.whole(given)
    return _articles(request, reader, articles, why=tuple(given[a.id] for a in articles))


@get("/articles/{article_id:str}/next", sync_to_thread=True, responses=ERRORS)
def next_read(request: Ask, reader: Desk, article_id: Name) -> Response[ArticlePage]:
    """The one article to read after this; no item where there is none."""
    found = reader.newsroom.around(unquote(article_id))
    if found.next_read is None or found.next_reason is None:
        return _articles(request, reader, ())
    return _articles(request, reader, (found.next_read,), why=(Why(reason=found.next_reason),))


@get("/articles/{article_id:str}/versions", sync_to_thread=True, responses=ERRORS)
def versions(request: Ask, reader: Desk, article_id: Name) -> Response[ArticlePage]:
    """Earlier versions of an article; for whoever is signed in."""
    member_of(request, reader.options)
    found = reader.newsroom.article(unquote(article_id))
    return _articles(request, reader, tuple(reader.newsroom.versions(found.id)))


@get("/search", sync_to_thread=True, responses=ERRORS)
def search(
    request: Ask,
    reader: Desk,
    asked: Narrowed,
    q: Query = "",
    order: FromQuery[Order] = "relevance",
    group: FromQuery[Group] = "copies",
    limit: Limit = 20,
    after: After = None,
) -> Response[HitPage]:
    """Articles that answer a query, best or latest first; snippets mark the matching words.

    One of each copy group, one of each story, or every article.
    """
    found = reader.find(q.strip(), asked, UTC_ZONE, after, limit, order=order, group=group)
    full = reader.full(request)
    items = tuple(
        msgspec.structs.replace(h, article=reader.visible(h.article, full)) for h in found
    )
    page = HitPage(
        items=items,
        total=found.total,
        outlets=found.outlets,
        sections=found.sections,
        days=found.days,
        respelled=tuple((r.word, r.lemmas) for r in found.respelled),
        meant=found.meant,
        ignored=found.ignored,
        next=found.next,
    )
    return _answer(request, page)


@get("/keywords/{keyword:str}", sync_to_thread=True, responses=ERRORS)
def about(
    request: Ask, reader: Desk, keyword: Name, limit: Limit = 20, after: After = None
) -> Response[ArticlePage]:
    """Articles with that keyword, newest first."""
    page = reader.newsroom.about(unquote(keyword), limit=limit, after=after)
    return _articles(request, reader, tuple(page), page.next)


@get("/outlets", sync_to_thread=True, responses=ERRORS)
def list_outlets(request: Ask, reader: Desk) -> Response[tuple[OutletWithHealth, ...]]:
    """All outlets with their health."""
    rows = reader.outlet_rows()
    return _answer(request, tuple(OutletWithHealth(outlet=o, health=row) for o, row in rows))


@get("/saved", sync_to_thread=True, responses=ERRORS)
def list_saved(
    request: Ask, reader: Desk, limit: Limit = 50, after: After = None
) -> Response[ArticlePage]:
    """What this person saved, the last saved first."""
    person = member_of(request, reader.options)
    page = reader.newsroom.saved(limit, after, person.number)
    return _articles(request, reader, tuple(page), page.next)


@put("/saved/{article_id:str}", status_code=204, sync_to_thread=False, responses=ERRORS)
def save(request: Ask, reader: Desk, article_id: Name) -> None:
    """Save an article."""
    person = member_of(request, reader.options)
    found = reader.newsroom.article(unquote(article_id))
    reader.newsroom.marks.of(person.number).save(found.id, True)


class StatementPage(Record, frozen=True, kw_only=True):
    """Some statements, and the cursor of those that follow."""

    items: tuple[Statement, ...]
    next: str | None = None


@get("/quotes", sync_to_thread=True, responses=ERRORS)
def quotes(
    request: Ask,
    reader: Desk,
    speaker: FromQuery[str | None] = None,
    entity: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    limit: Limit = 50,
    after: After = None,
    grouped: FromQuery[bool] = False,
) -> Response[StatementPage]:
    """Who said what, the latest first: by speaker, by a name in the statement.

    ``grouped``: a statement that several articles tell once, with the others as variants.
    """
    if not reader.full(request):
        owner_only(request, reader.options)
    page = reader.newsroom.quotes(speaker, entity, since, limit, after, grouped=grouped)
    return _answer(request, StatementPage(items=tuple(page), next=page.next))


@delete("/saved/{article_id:str}", sync_to_thread=False, responses=ERRORS)
def unsave(request: Ask, reader: Desk, article_id: Name) -> None:
    """Take an article off the saved ones."""
    person = member_of(request, reader.options)
    reader.newsroom.marks.of(person.number).save(unquote(article_id), False)


def api_router() -> Router:
    """All routes under /api."""
    return Router(
        "/api",
        route_handlers=[
            list_stories,
            get_story,
            get_coverage,
            get_affair,
            get_article,
            similar,
            next_read,
            versions,
            search,
            about,
            quotes,
            list_outlets,
            list_saved,
            save,
            unsave,
        ],
        tags=["news"],
    )
