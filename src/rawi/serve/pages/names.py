"""The pages of a name: what it is over all articles, and what somebody said."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from litestar import Response, get

from rawi.errors import NotFoundError
from rawi.model import Brief
from rawi.newsroom.profiles import Profile
from rawi.serve.access import owner_only
from rawi.serve.finished import finished
from rawi.serve.http import Ask
from rawi.serve.pages import views
from rawi.serve.pages.following import button, mutes_of
from rawi.serve.pages.handlers import After
from rawi.serve.pages.reading import reading_of
from rawi.serve.reader import Desk, FeedLink, Name, Reader
from rawi.serve.ui.screen import address


@get("/entity/{name:str}", sync_to_thread=True)
@finished
def entity(request: Ask, reader: Desk, name: Name) -> Response[bytes]:
    """A person, organisation, place or other name: stories by day, company, statements."""
    ui = reader.screen(request)
    found = reader.newsroom.entity(unquote(name))
    context = {
        "ui": ui,
        "profile": found,
        "beside": views.by_kind(found.beside),
        "affairs": affairs(found),
        "days": views.by_days(_by_time(found.stories), ui.zone),
        "statements": found.statements if ui.full else (),
        "read": reading_of(request, reader, found.stories),
        "feed": FeedLink(address("feeds/entity", found.name)),
        "followed": button(request, reader, "entity", found.name),
        "mutes": mutes_of(request, reader),
    }
    return reader.page(request, "entity.html", context, modified=reader.newsroom.changed())


@get("/speaker/{name:str}", sync_to_thread=True)
@finished
def speaker(request: Ask, reader: Desk, name: Name, after: After = None) -> Response[bytes]:
    """What somebody said, the latest first, each statement once with its other tellings."""
    if not reader.full(request):
        owner_only(request, reader.options)
    wanted = unquote(name)
    said = _said(reader, wanted, after)
    context = said | {
        "followed": button(request, reader, "speaker", said["name"]),
        "ui": reader.screen(request),
        "first": not after,
        "feed": FeedLink(address("feeds/speaker", wanted)),
    }
    return reader.page(request, "speaker.html", context, modified=reader.newsroom.changed())


def _said(reader: Reader, name: str, after: str | None) -> dict[str, Any]:
    known: Profile | None = None
    with suppress(NotFoundError):
        known = reader.newsroom.entity(name)
    shown = known.name if known and known.kind in ("person", "organisation") else name
    page = reader.newsroom.quotes(speaker=shown, limit=20, after=after, grouped=True)
    return {"name": shown, "known": known, "statements": tuple(page), "next": page.next}


def affairs(found: Profile) -> list[tuple[Brief, int]]:
    """The latest story of each running matter, with how many of its stories name it."""
    latest = {story.affair: story for story in reversed(found.stories)}
    return [(latest[name], number) for name, number in found.affairs if name in latest]


def _by_time(stories: Iterable[Brief]) -> list[Brief]:
    return sorted(stories, key=lambda story: story.updated or "", reverse=True)
