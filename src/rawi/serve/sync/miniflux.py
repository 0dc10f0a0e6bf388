"""Miniflux's API, for the programs that speak it.

Followed: https://miniflux.app/docs/api.html. Its users, feeds and filters are managed on
Rawi's own pages; reading, marking and saving is here.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import HttpMethod, Response, route
from litestar.concurrency import sync_to_thread
from msgspec.structs import replace

from rawi.errors import InputError
from rawi.serve.access import people_of
from rawi.serve.http import Ask
from rawi.serve.reader import Desk, Name, json_bytes
from rawi.serve.sync.asking import Asked, asked, signed_in
from rawi.serve.sync.entries import Entry, articles_of, byline_of, html_of, link_of, seconds_of
from rawi.serve.sync.feeds import Feed, feeds_of, folders_of, small_number
from rawi.serve.sync.follow_labels import follow_labels, labels_on
from rawi.serve.ui.formats import instant
from rawi.store.personal.items import Item, Stream
from rawi.store.personal.people import Person

MOST, DEEPEST = 1000, 100_000
"""Entries in one answer, and how many may stand before them."""
LATEST = 10**11
"""Seconds since 1970 that a time may be: more, in microseconds, is no number of a store."""
NOWHERE = "All"
"""The category of feeds in no folder: every feed of Miniflux has one."""
_WORDS = 200
"""Read in a minute."""


@route(
    "/v1/{path:path}",
    http_method=[HttpMethod.GET, HttpMethod.PUT],
    include_in_schema=False,
    status_code=200,
)
async def api(request: Ask, reader: Desk, path: Name) -> Response[bytes]:
    """Every call."""
    body = await request.body()
    return await sync_to_thread(_api, asked(request, reader, b""), path.strip("/"), body)


def _sender(request: Ask) -> Person | None:
    """By an app's password, as ``X-Auth-Token`` or as the password of a name (Basic)."""
    people = people_of(request)
    if token := request.headers.get("x-auth-token"):
        return people.of_app(token)
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(value).decode("utf-8", "replace").partition(":")
    except (binascii.Error, ValueError):
        return None
    person = people.of_app(secret)
    return person if person and person.name.casefold() == name.strip().casefold() else None


def _api(given: Asked, path: str, body: bytes) -> Response[bytes]:
    if not signed_in(given, _sender(given.request)):
        return _answer({"error_message": "Access Unauthorized"}, 401)
    for method, pattern, call in _CALLS:
        found = re.fullmatch(pattern, path)
        if found and method == given.request.method:
            try:
                answer = call(given, *map(int, found.groups()), **_sent(call, body))
            except InputError as why:
                return _answer({"error_message": str(why)}, 400)
            return _said(answer)
    return _said({})


def _said(answer: object) -> Response[bytes]:
    """What a call gives: None is done, an empty object is not there."""
    if answer is None:
        return Response(b"", status_code=204)
    return _answer(answer, 200) if answer != {} else _answer({"error_message": "not found"}, 404)


def _answer(told: object, status: int) -> Response[bytes]:
    return Response(json_bytes(told), status_code=status, media_type="application/json")


def _sent(call: Callable[..., object], body: bytes) -> dict[str, Any]:
    """The body of a call that takes one."""
    if call is not _mark:
        return {}
    try:
        return {"sent": msgspec.json.decode(body, type=_Marked)}
    except msgspec.MsgspecError as why:
        raise InputError(f"the body: {why}") from why


class _Marked(msgspec.Struct, frozen=True):
    entry_ids: list[int]
    status: str


def _version(_: Asked) -> object:
    return {"version": "2.2.0", "commit": "", "build_date": "", "go_version": ""}


def _me(given: Asked) -> object:
    who = given.who
    return {
        "id": who.number,
        "username": who.name,
        "is_admin": False,
        "theme": "system_serif",
        "language": given.reader.options.language,
        "timezone": given.reader.options.zone,
        "entry_sorting_direction": "desc",
        "entries_per_page": 100,
    }


def _category(given: Asked, folder: str | None) -> dict[str, object]:
    title = folder or NOWHERE
    return {"id": small_number(title), "title": title, "user_id": given.who.number}


def _categories(given: Asked) -> object:
    feeds = feeds_of(given.reader, given.items)
    bare = any(feed.folder is None for feed in feeds.values())
    folders = [*folders_of(feeds), *([None] if bare else []), *follow_labels(given)]
    return [_category(given, name) for name in folders]


def _feed(given: Asked, feed: Feed) -> dict[str, object]:
    return {
        "id": small_number(feed.outlet),
        "user_id": given.who.number,
        "title": feed.title,
        "site_url": feed.site or "",
        "feed_url": feed.address or "",
        "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "parsing_error_count": 0,
        "parsing_error_message": "",
        "disabled": False,
        "category": _category(given, feed.folder),
        "icon": None,
    }


def _feeds(given: Asked) -> list[dict[str, Any]]:
    return [_feed(given, feed) for feed in feeds_of(given.reader, given.items).values()]


def _one_feed(given: Asked, number: int) -> object:
    return next((f for f in _feeds(given) if f["id"] == number), {})


def _feeds_of(given: Asked, category: int) -> object:
    return [f for f in _feeds(given) if f["category"]["id"] == category]


def _counters(given: Asked) -> object:
    items = given.items
    left, read = items.unread().outlets, items.read()
    numbers = {name: small_number(name) for name in feeds_of(given.reader, items)}
    return {
        "reads": {number: read.get(name, 0) for name, number in numbers.items()},
        "unreads": {number: left[name] for name, number in numbers.items()},
    }


def _stream(given: Asked, **narrowed: Any) -> Stream:
    """The entries that a request asks for. Raises ``InputError`` for what is not offered."""
    if given.one("search"):
        raise InputError("search: use /api/search")
    status = {"read": True, "unread": False}
    wanted = {value for value in given.all("status") if value in status}
    bounds = {"until": "before_entry_id", "since": "after_entry_id"}
    near = {key: given.number(name, 0, 2**62) for key, name in bounds.items()}
    # What was published later came in later; who asks for what changed is given everything.
    came = max(given.number(name, 0, LATEST) for name in ("after", "published_after"))
    since = max(near["since"] + 1 if near["since"] else 0, came * 10**6)
    return Stream(
        read=status[wanted.pop()] if len(wanted) == 1 else None,
        starred=_truth(given.one("starred")),
        until=near["until"] - 1 if near["until"] else None,
        since=since or None,
        **narrowed,
    )


def _truth(value: str) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(value.lower())


def _entries(given: Asked, **narrowed: Any) -> object:
    if not narrowed and (given.has("category_id") or given.has("feed_id")):
        feed, category = (given.number(name, 0, 2**62) for name in ("feed_id", "category_id"))
        narrowed = _narrowed(given, feed or None, category or None)
    stream = _stream(given, **narrowed)
    limit = given.number("limit", 100, MOST) or 100
    before = given.number("offset", 0, DEEPEST)
    rising = given.one("direction", "asc") == "asc"
    found = given.items.page(stream, before + limit, oldest_first=rising)[before:]
    return {"total": given.items.count(stream), "entries": _told(given, found)}


def _narrowed(given: Asked, feed: int | None, category: int | None) -> dict[str, Any]:
    """What a feed or a category asks for: outlets, or something followed."""
    for label, follow in follow_labels(given).items():
        if category == small_number(label):
            return {"follows": (follow.number,)}
    return {"outlets": _outlets(given, feed, category)}


def _outlets(given: Asked, feed: int | None, category: int | None) -> tuple[str, ...]:
    """The outlets of a feed or a category by number."""
    return tuple(
        name
        for name, one in feeds_of(given.reader, given.items).items()
        if (feed is None or small_number(name) == feed)
        and (category is None or small_number(one.folder or NOWHERE) == category)
    )


def _of_feed(given: Asked, number: int) -> object:
    return _entries(given, **_narrowed(given, number, None))


def _of_category(given: Asked, number: int) -> object:
    return _entries(given, **_narrowed(given, None, number))


def _entry(given: Asked, number: int) -> object:
    found = _told(given, given.items.of_numbers([number]))
    return found[0] if found else {}


def _entry_of(given: Asked, _: int, number: int) -> object:
    return _entry(given, number)


def _told(given: Asked, found: list[Item]) -> list[dict[str, object]]:
    entries = articles_of(given.reader, found)
    ids = [article.id for _, article in entries]
    feeds = feeds_of(given.reader, given.items)
    read, saved = given.marks.read_among(ids), given.marks.saved_among(ids)
    followed = labels_on(given, ids)
    told = []
    for item, article in entries:
        feed = feeds.get(item.outlet) or Feed(outlet=item.outlet, title=item.outlet, folder=None)
        marks: dict[str, object] = {"status": "read" if article.id in read else "unread"}
        marks["tags"] = [*article.tags, *followed.get(article.id, ())]
        told.append(_shown(given, (item, article), feed) | marks | {"starred": article.id in saved})
    return told


def _shown(given: Asked, entry: Entry, feed: Feed) -> dict[str, object]:
    item, article = entry
    came = _time(item.number / 1e6)
    return {
        "id": item.number,
        "user_id": given.who.number,
        "feed_id": small_number(feed.outlet),
        "title": article.title or "",
        "url": link_of(given.request, article),
        "comments_url": "",
        "author": byline_of(article),
        "content": html_of(article),
        "hash": article.id,
        "published_at": _time(seconds_of(article, item)),
        "created_at": came,
        "changed_at": came if instant(article.modified) is None else article.modified,
        "share_code": "",
        "reading_time": max(1, len(article.text.split()) // _WORDS),
        "enclosures": [
            {"id": n, "url": e.url, "mime_type": e.type or "", "size": e.length or 0}
            for n, e in enumerate(article.enclosures)
        ],
        "feed": _feed(given, feed),
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _mark(given: Asked, sent: _Marked) -> None:
    if sent.status not in ("read", "unread"):
        raise InputError(f"status: {sent.status!r} is neither read nor unread")
    items = given.items.of_numbers(sent.entry_ids[: MOST * 10])
    given.marks.mark_all([item.article_id for item in items], sent.status == "read")


def _star(given: Asked, number: int) -> object:
    """Save what is not saved, and the other way round; None where it is done."""
    for item in given.items.of_numbers([number]):
        saved = bool(given.marks.saved_among([item.article_id]))
        given.marks.save(item.article_id, not saved)
        return None
    return {}


def _read_all(given: Asked, _: int) -> None:
    given.items.mark_stream(Stream(read=False))


def _read_feed(given: Asked, number: int) -> None:
    stream = Stream(outlets=_outlets(given, number, None))
    given.items.mark_stream(replace(stream, read=False))


def _read_category(given: Asked, number: int) -> None:
    given.items.mark_stream(Stream(**_narrowed(given, None, number), read=False))


_N = "([0-9]{1,18})"
_CALLS: tuple[tuple[str, str, Callable[..., object]], ...] = (
    ("GET", "version", _version),
    ("GET", "me", _me),
    ("GET", "categories", _categories),
    ("GET", f"categories/{_N}/feeds", _feeds_of),
    ("GET", f"categories/{_N}/entries", _of_category),
    ("GET", "feeds", _feeds),
    ("GET", "feeds/counters", _counters),
    ("GET", f"feeds/{_N}", _one_feed),
    ("GET", f"feeds/{_N}/entries", _of_feed),
    ("GET", "entries", _entries),
    ("GET", f"entries/{_N}", _entry),
    ("GET", f"(?:feeds|categories)/{_N}/entries/{_N}", _entry_of),
    ("PUT", "entries", _mark),
    ("PUT", f"entries/{_N}/(?:bookmark|star)", _star),
    ("PUT", f"users/{_N}/mark-all-as-read", _read_all),
    ("PUT", f"feeds/{_N}/mark-all-as-read", _read_feed),
    ("PUT", f"categories/{_N}/mark-all-as-read", _read_category),
)
"""Icons are not there: asking for one is 404, as for a feed without."""
HANDLERS = (api,)
