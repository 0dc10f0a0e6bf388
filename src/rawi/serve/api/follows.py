"""What somebody follows and mutes, as JSON."""

from __future__ import annotations

from typing import Annotated, TypeVar, cast

from litestar import Response, delete, get, post
from litestar.params import Body

from rawi.errors import NotFoundError
from rawi.model import Brief, Record
from rawi.serve.api.endpoints import ERRORS, JSON, After, Limit
from rawi.serve.http import Ask, respond
from rawi.serve.list_query import Number
from rawi.serve.pages.following import follows_of
from rawi.serve.reader import Desk, json_bytes
from rawi.store.personal.follows import Follow, Mute
from rawi.store.personal.items import Stream

T = TypeVar("T")


class NewFollow(Record, frozen=True, kw_only=True):
    """What to follow."""

    kind: str
    """entity, keyword, affair, speaker, search."""
    name: str
    """A name; of an affair its id; of a search its fields as in an address: ``q=...``."""
    title: str = ""


class NewMute(Record, frozen=True, kw_only=True):
    """What to hide."""

    kind: str
    """outlet, word, author, person, section."""
    name: str


class Followed(Record, frozen=True, kw_only=True):
    """What is followed, with how many of its reports are unread."""

    follow: Follow
    unread: int


class BriefPage(Record, frozen=True, kw_only=True):
    """Some stories without texts, and the cursor of those that follow."""

    items: tuple[Brief, ...]
    next: str | None = None


def _answer(request: Ask, value: T) -> Response[T]:
    return cast(Response[T], respond(request, json_bytes(value), JSON))


@get("/follows", sync_to_thread=True, responses=ERRORS)
def list_follows(request: Ask, reader: Desk) -> Response[tuple[Followed, ...]]:
    """What this person follows, with unread counts."""
    follows = follows_of(request, reader)
    reader.newsroom.judge_arrivals()
    counts = follows.unread()
    found = tuple(Followed(follow=f, unread=counts.get(f.number, 0)) for f in follows.all())
    return _answer(request, found)


@post("/follows", status_code=200, sync_to_thread=True, responses=ERRORS)
def add_follow(request: Ask, reader: Desk, data: Annotated[NewFollow, Body()]) -> Response[Follow]:
    """Follow something; twice is once."""
    made = reader.newsroom.followable(data.kind, data.name, data.title)
    return _answer(request, reader.newsroom.follow(made, follows_of(request, reader).person))


@get("/follows/{number:int}/stories", sync_to_thread=True, responses=ERRORS)
def followed_stories(
    request: Ask, reader: Desk, number: Number, limit: Limit = 50, after: After = None
) -> Response[BriefPage]:
    """Stories of one followed thing, those that came in last first, without muted ones."""
    follows = follows_of(request, reader)
    stream = Stream(follows=(follows.one(number).number,))
    page = reader.newsroom.stories_of_stream(stream, limit, after, follows.person)
    shown = reader.newsroom.sifted(page, follows.person).shown
    return _answer(request, BriefPage(items=shown, next=page.next))


@delete("/follows/{number:int}", sync_to_thread=True, responses=ERRORS)
def remove_follow(request: Ask, reader: Desk, number: Number) -> None:
    """Follow it no more."""
    follows = follows_of(request, reader)
    follows.remove(follows.one(number))


@get("/mutes", sync_to_thread=True, responses=ERRORS)
def list_mutes(request: Ask, reader: Desk) -> Response[tuple[Mute, ...]]:
    """The rules by which things are hidden from this person."""
    return _answer(request, follows_of(request, reader).mutes())


@post("/mutes", status_code=200, sync_to_thread=True, responses=ERRORS)
def add_mute(request: Ask, reader: Desk, data: Annotated[NewMute, Body()]) -> Response[Mute]:
    """Hide something from now on; twice is once."""
    made = reader.newsroom.mute(data.kind, data.name, follows_of(request, reader).person)
    return _answer(request, made)


@delete("/mutes/{number:int}", sync_to_thread=True, responses=ERRORS)
def remove_mute(request: Ask, reader: Desk, number: Number) -> None:
    """Hide it no more."""
    follows = follows_of(request, reader)
    found = next((one for one in follows.mutes() if one.number == number), None)
    if found is None:
        raise NotFoundError(f"there is no rule {number}")
    follows.remove(found)


HANDLERS = (
    list_follows,
    add_follow,
    followed_stories,
    remove_follow,
    list_mutes,
    add_mute,
    remove_mute,
)
