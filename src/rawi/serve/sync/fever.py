"""Fever, the API of an older reader that many apps still speak.

Followed: https://web.archive.org/web/20230616124016/https://feedafever.com/api
"""

from __future__ import annotations

from itertools import groupby

from litestar import HttpMethod, Response, route
from litestar.concurrency import sync_to_thread
from msgspec.structs import replace

from rawi.serve.access import people_of
from rawi.serve.http import Ask
from rawi.serve.reader import Desk, json_bytes
from rawi.serve.sync.asking import Asked, asked, signed_in
from rawi.serve.sync.entries import articles_of, byline_of, html_of, link_of, seconds_of
from rawi.serve.sync.feeds import small_number
from rawi.serve.sync.fever_feeds import FeverFeed, Shelf, follows_shelf, outlets_shelf
from rawi.store.personal.items import Item

AT_ONCE = 50
"""Items in one answer, as Fever has it."""
MOST = 100_000
"""Ids in one answer."""
FOLLOWED = "/followed"
"""Behind the address of the API: what somebody follows, instead of the outlets."""
UNREAD, SAVED = "unread_item_ids", "saved_item_ids"
_ID_LISTS: dict[str, dict[str, bool]] = {UNREAD: {"read": False}, SAVED: {"starred": True}}


@route(
    ["/fever", "/fever/", "/api/fever.php", "/fever/followed", "/fever/followed/"],
    http_method=[HttpMethod.GET, HttpMethod.POST],
    include_in_schema=False,
    status_code=200,
)
async def fever(request: Ask, reader: Desk) -> Response[bytes]:
    """One answer to all that the request asks."""
    given = asked(request, reader, await request.body())
    return await sync_to_thread(_fever, request, given)


def _fever(request: Ask, given: Asked) -> Response[bytes]:
    answer: dict[str, object] = {"api_version": 3, "auth": 0}
    if signed_in(given, people_of(request).of_fever(given.one("api_key"))):
        answer |= {"auth": 1, "last_refreshed_on_time": given.marks.last_number() // 1_000_000}
        followed = request.url.path.rstrip("/").endswith(FOLLOWED)
        shelf = follows_shelf(given) if followed else outlets_shelf(given)
        answer |= _marked(given, shelf) | _told(given, shelf)
    return Response(json_bytes(answer), media_type="application/json")


def _told(given: Asked, shelf: Shelf) -> dict[str, object]:
    answer: dict[str, object] = {}
    if given.has("groups"):
        names = sorted({feed.group for feed in shelf.feeds if feed.group})
        answer["groups"] = [{"id": small_number(name), "title": name} for name in names]
    if given.has("feeds"):
        answer["feeds"] = [_feed(feed) for feed in shelf.feeds]
    if given.has("groups") or given.has("feeds"):
        answer["feeds_groups"] = _groups(shelf)
    if given.has("favicons"):
        answer["favicons"] = []
    if given.has("links"):
        answer["links"] = []
    for name in _ID_LISTS:
        if given.has(name):
            answer[name] = _ids(given, shelf, name)
    if given.has("items"):
        answer |= _items(given, shelf)
    return answer


def _feed(feed: FeverFeed) -> dict[str, object]:
    return {
        "id": feed.number,
        "favicon_id": 0,
        "title": feed.title,
        "url": feed.address,
        "site_url": feed.site,
        "is_spark": 0,
        "last_updated_on_time": 0,
    }


def _groups(shelf: Shelf) -> list[dict[str, object]]:
    placed = sorted((feed.group, feed.number) for feed in shelf.feeds if feed.group)
    return [
        {"group_id": small_number(group), "feed_ids": ",".join(str(n) for _, n in members)}
        for group, members in groupby(placed, key=lambda one: one[0])
    ]


def _ids(given: Asked, shelf: Shelf, name: str) -> str:
    stream = replace(shelf.whole, **_ID_LISTS[name])
    return ",".join(str(item.number) for item in given.items.page(stream, MOST))


def _chosen(given: Asked, shelf: Shelf) -> list[Item]:
    """The items that are asked for: by ids, behind one or before one."""
    items = given.items
    if given.has("with_ids"):
        numbers = [int(n[:19]) for n in given.one("with_ids").split(",")[:AT_ONCE] if n.isdecimal()]
        return items.of_numbers(numbers)
    if before := given.number("max_id", 0, 2**62):
        return items.page(shelf.whole, AT_ONCE, before)
    since = given.number("since_id", 0, 2**62)
    return items.page(shelf.whole, AT_ONCE, since, oldest_first=True)


def _items(given: Asked, shelf: Shelf) -> dict[str, object]:
    entries = articles_of(given.reader, _chosen(given, shelf))
    ids = [article.id for _, article in entries]
    read, saved = given.marks.read_among(ids), given.marks.saved_among(ids)
    feeds = shelf.placed(item for item, _ in entries)
    told = [
        {
            "id": item.number,
            "feed_id": feeds[item.number],
            "title": article.title or "",
            "author": byline_of(article),
            "html": html_of(article),
            "url": link_of(given.request, article),
            "is_saved": int(article.id in saved),
            "is_read": int(article.id in read),
            "created_on_time": seconds_of(article, item),
        }
        for item, article in entries
        if item.number in feeds
    ]
    return {"items": told, "total_items": given.items.count(shelf.whole)}


def _marked(given: Asked, shelf: Shelf) -> dict[str, object]:
    """Carry out ``mark``; the ids that it changed, as Fever answers."""
    kind, how, number = given.one("mark"), given.one("as"), given.number("id", 0, 2**62)
    if given.request.method != "POST" or not kind:
        return {}
    if kind == "item":
        changed = _mark_item(given, how, number)
        return {changed: _ids(given, shelf, changed)}
    if how == "read":
        upto = given.number("before", 0, 2**62) * 1_000_000 or None
        given.items.mark_stream(replace(shelf.stream(kind, number), read=False, until=upto))
    return {UNREAD: _ids(given, shelf, UNREAD)}


def _mark_item(given: Asked, how: str, number: int) -> str:
    """Mark one item; the name of the list that this changes."""
    ids = [item.article_id for item in given.items.of_numbers([number])]
    if how in ("read", "unread"):
        given.marks.mark_all(ids, how == "read")
        return UNREAD
    if how in ("saved", "unsaved"):
        for name in ids:
            given.marks.save(name, how == "saved")
    return SAVED


HANDLERS = (fever,)
