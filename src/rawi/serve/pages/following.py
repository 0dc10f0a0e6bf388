"""What somebody follows and mutes: lists of their own, and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from msgspec.structs import replace

from rawi.errors import InputError, NotFoundError
from rawi.model import Brief, Record
from rawi.serve.access import member_of
from rawi.serve.finished import finished, one_view
from rawi.serve.http import Ask
from rawi.serve.list_query import Number
from rawi.serve.pages import views
from rawi.serve.pages.forms import Form, local
from rawi.serve.pages.reading import Wanted, followed_rows, listed, reading_of
from rawi.serve.reader import Desk, FeedLink, Reader
from rawi.serve.ui.screen import Screen, address
from rawi.store.paged import Paged
from rawi.store.personal.follows import Follow, FollowKind, Follows, R
from rawi.store.personal.items import Stream

KINDS: tuple[FollowKind, ...] = ("entity", "speaker", "keyword", "affair", "search")
"""In the order in which they are listed."""


class Button(Record, frozen=True, kw_only=True):
    """What a page lets somebody follow, and whether they do."""

    kind: FollowKind
    name: str
    title: str
    on: bool


def filled(fields: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """The fields that have a value, in the order of the alphabet."""
    return sorted((name, value) for name, value in fields.items() if value)


def follows_of(request: Ask, reader: Reader) -> Follows:
    """What whoever asks follows. Raises 403 for a visitor."""
    return reader.newsroom.follows.of(member_of(request, reader.options).number)


def button(
    request: Ask, reader: Reader, kind: FollowKind, name: str, title: str = ""
) -> Button | None:
    """The button of a page; None for a visitor, and where there is nothing to follow."""
    person = reader.person(request)
    if person is None:
        return None
    with suppress(InputError, NotFoundError):
        made = reader.newsroom.followable(kind, name, title)
        held = reader.newsroom.follows.of(person.number).held(made)
        return Button(kind=kind, name=made.name, title=made.title, on=held is not None)
    return None


def mutes_of(request: Ask, reader: Reader) -> frozenset[tuple[str, str]]:
    """Kind and name of the rules of whoever asks."""
    person = reader.person(request)
    rules = reader.newsroom.follows.of(person.number).mutes() if person else ()
    return frozenset((rule.kind, rule.name) for rule in rules)


def page_of(follow: Follow) -> str:
    """The page of what is followed itself."""
    if follow.kind == "search":
        return f"/search?{follow.name}"
    return address(follow.kind, follow.name)


def feed_of(follow: Follow) -> FeedLink:
    """The feed of what is followed."""
    if follow.kind == "search":
        return FeedLink("/feeds/search", dict(parse_qsl(follow.name)))
    return FeedLink(address(f"feeds/{follow.kind}", follow.name))


def narrowed_by(ui: Screen, follow: Follow) -> str:
    """What a followed search is narrowed by, in words."""
    return ui.narrowed(dict(parse_qsl(follow.name))) if follow.kind == "search" else ""


@get("/following", sync_to_thread=True)
@one_view
def following(request: Ask, reader: Desk) -> Response[bytes]:
    """Everything that somebody follows, by kind, with unread counts."""
    person = member_of(request, reader.options)
    rows = followed_rows(reader, person.number)
    kinds = [(kind, [row for row in rows if row[0].kind == kind]) for kind in KINDS]
    context = {
        "kinds": [(kind, some) for kind, some in kinds if some],
        "page_of": page_of,
        "feed_of": feed_of,
        "narrowed_by": narrowed_by,
    }
    return reader.page(request, "following.html", context)


@get("/following/{number:int}", sync_to_thread=True)
@finished
def followed(
    request: Ask,
    reader: Desk,
    number: Number,
    after: FromQuery[str | None] = None,
    unread: FromQuery[str | None] = None,
    muted: FromQuery[str | None] = None,
) -> Response[bytes]:
    """The stories of one followed thing, those that came in last first."""
    follow = follows_of(request, reader).one(number)
    wanted = Wanted(unread=bool(unread), muted=bool(muted))
    context = _stories(request, reader, follow, after, wanted) | {
        "follow": follow,
        "on": page_of(follow),
        "narrowed": narrowed_by(reader.screen(request), follow),
        "first": not after,
        "fields": {"unread": unread or None, "muted": muted or None},
        "feed": FeedLink(f"/feeds/follow/{follow.number}"),
    }
    return reader.page(request, "followed.html", context)


def _stories(
    request: Ask, reader: Reader, follow: Follow, after: str | None, wanted: Wanted
) -> dict[str, Any]:
    person = member_of(request, reader.options).number
    items, ui = reader.newsroom.items(person), reader.screen(request)
    stream = Stream(follows=(follow.number,), muted=None if wanted.muted else False)

    def page_after(at: str | None) -> Paged[Brief]:
        return reader.newsroom.stories_of_stream(stream, reader.options.page_size, at, person)

    found = listed(request, reader, page_after, after, wanted)
    hidden = items.count(replace(stream, muted=True)) if items.has_rules else 0
    return {
        "days": views.by_days(found.stories, ui.zone),
        "next": found.stories.next,
        "read": replace(reading_of(request, reader, found.stories), muted=found.hidden),
        "hidden": hidden,
        "unread": items.count(replace(stream, read=False, muted=False)),
        "unread_only": wanted.unread,
        "muted_too": wanted.muted,
        "upto": reader.newsroom.marks.last_number(),
    }


@post("/following", status_code=303, sync_to_thread=True)
def choose_followed(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Follow what ``kind`` and ``name`` say, or no more with ``on`` empty."""
    follows = follows_of(request, reader)
    kind, name, title = data.get("kind", ""), data.get("name", ""), data.get("title", "")
    made = _named(follows.all(), kind, name) if not data.get("on") else None
    if made is None:
        made = reader.newsroom.followable(kind, name, title)
    if data.get("on"):
        reader.newsroom.follow(made, follows.person)
    elif held := follows.held(made):
        follows.remove(held)
    return Redirect(local(data.get("back")), status_code=303)


def _named(rules: Iterable[R], kind: str, name: str) -> R | None:
    """The one of just that kind and name, whether it could be made today or not."""
    return next((one for one in rules if (one.kind, one.name) == (kind, name)), None)


@get("/mutes", sync_to_thread=True)
def mutes(request: Ask, reader: Desk) -> Response[bytes]:
    """The rules of whoever asks, and a form for another."""
    ui, facets = reader.screen(request), reader.facets()
    context = {
        "rules": follows_of(request, reader).mutes(),
        "outlets": [(name, ui.outlet(name)) for name in facets.outlets],
        "sections": [(name, ui.section(name)) for name in facets.sections],
    }
    return reader.page(request, "mutes.html", context)


@post("/mutes", status_code=303, sync_to_thread=True)
def choose_muted(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Hide what ``kind`` and ``name`` say from now on, or no more with ``on`` empty."""
    follows = follows_of(request, reader)
    kind, name = data.get("kind", ""), data.get("name", "")
    if data.get("on"):
        reader.newsroom.mute(kind, name, follows.person)
    elif held := _named(follows.mutes(), kind, name):
        follows.remove(held)
    return Redirect(local(data.get("back") or "/mutes"), status_code=303)


HANDLERS = (following, followed, choose_followed, mutes, choose_muted)
