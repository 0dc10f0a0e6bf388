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
from rawi.serve.sync.feeds import Feed, feeds_of, folders_of, small_number
from rawi.store.personal.items import Item, Stream

AT_ONCE = 50
"""Items in one answer, as Fever has it."""
MOST = 100_000
"""Ids in one answer."""


@route(
    ["/fever", "/fever/", "/api/fever.php"],
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
        answer |= _marked(given) | _told(given)
    return Response(json_bytes(answer), media_type="application/json")


def _told(given: Asked) -> dict[str, object]:
    feeds = feeds_of(given.reader, given.items)
    answer: dict[str, object] = {}
    if given.has("groups"):
        folders = folders_of(feeds)
        answer["groups"] = [{"id": small_number(name), "title": name} for name in folders]
    if given.has("feeds"):
        answer["feeds"] = [_feed(feed) for feed in feeds.values()]
    if given.has("groups") or given.has("feeds"):
        answer["feeds_groups"] = _groups(feeds)
    if given.has("favicons"):
        answer["favicons"] = []
    if given.has("links"):
        answer["links"] = []
    for name, stream in _ID_LISTS.items():
        if given.has(name):
            answer[name] = _ids(given, stream)
    if given.has("items"):
        answer |= _items(given)
    return answer


def _feed(feed: Feed) -> dict[str, object]:
    return {
        "id": small_number(feed.outlet),
        "favicon_id": 0,
        "title": feed.title,
        "url": feed.address or "",
        "site_url": feed.site or "",
        "is_spark": 0,
        "last_updated_on_time": 0,
    }


def _groups(feeds: dict[str, Feed]) -> list[dict[str, object]]:
    placed = sorted((f.folder or "", f.outlet) for f in feeds.values() if f.folder)
    return [
        {
            "group_id": small_number(folder),
            "feed_ids": ",".join(str(small_number(outlet)) for _, outlet in members),
        }
        for folder, members in groupby(placed, key=lambda one: one[0])
    ]


_ID_LISTS = {"unread_item_ids": Stream(read=False), "saved_item_ids": Stream(starred=True)}


def _ids(given: Asked, stream: Stream) -> str:
    return ",".join(str(item.number) for item in given.items.page(stream, MOST))


def _chosen(given: Asked) -> list[Item]:
    """The items that are asked for: by ids, behind one or before one."""
    items = given.items
    if given.has("with_ids"):
        numbers = [int(n[:19]) for n in given.one("with_ids").split(",")[:AT_ONCE] if n.isdecimal()]
        return items.of_numbers(numbers)
    if before := given.number("max_id", 0, 2**62):
        return items.page(Stream(), AT_ONCE, before)
    return items.page(Stream(), AT_ONCE, given.number("since_id", 0, 2**62), oldest_first=True)


def _items(given: Asked) -> dict[str, object]:
    entries = articles_of(given.reader, _chosen(given))
    ids = [article.id for _, article in entries]
    read, saved = given.marks.read_among(ids), given.marks.saved_among(ids)
    told = [
        {
            "id": item.number,
            "feed_id": small_number(item.outlet),
            "title": article.title or "",
            "author": byline_of(article),
            "html": html_of(article),
            "url": link_of(given.request, article),
            "is_saved": int(article.id in saved),
            "is_read": int(article.id in read),
            "created_on_time": seconds_of(article, item),
        }
        for item, article in entries
    ]
    return {"items": told, "total_items": given.items.count(Stream())}


def _marked(given: Asked) -> dict[str, object]:
    """Carry out ``mark``; the ids that it changed, as Fever answers."""
    kind, how, number = given.one("mark"), given.one("as"), given.number("id", 0, 2**62)
    if given.request.method != "POST" or not kind:
        return {}
    if kind == "item":
        return _mark_item(given, how, number)
    if how == "read":
        upto = given.number("before", 0, 2**62) * 1_000_000 or None
        given.items.mark_stream(replace(_stream(given, kind, number), read=False, until=upto))
    return {"unread_item_ids": _ids(given, _ID_LISTS["unread_item_ids"])}


def _mark_item(given: Asked, how: str, number: int) -> dict[str, object]:
    ids = [item.article_id for item in given.items.of_numbers([number])]
    if how in ("read", "unread"):
        given.marks.mark_all(ids, how == "read")
        return {"unread_item_ids": _ids(given, _ID_LISTS["unread_item_ids"])}
    if how in ("saved", "unsaved"):
        for name in ids:
            given.marks.save(name, how == "saved")
    return {"saved_item_ids": _ids(given, _ID_LISTS["saved_item_ids"])}


def _stream(given: Asked, kind: str, number: int) -> Stream:
    """The articles of a feed or a group by its number; group 0 is everything."""
    feeds = feeds_of(given.reader, given.items)
    if kind == "group" and number == 0:
        return Stream()
    outlets = tuple(
        name
        for name, feed in feeds.items()
        if small_number(name if kind == "feed" else feed.folder or "") == number
    )
    return Stream(outlets=outlets)


HANDLERS = (fever,)
