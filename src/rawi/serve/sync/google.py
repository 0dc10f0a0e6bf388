"""The Google Reader API, as FreshRSS, Miniflux and others offer it and most apps speak it.

Followed: https://github.com/mihaip/google-reader-api and
https://github.com/FreshRSS/FreshRSS (what its apps expect).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from litestar import HttpMethod, Response, route
from litestar.concurrency import sync_to_thread
from litestar.exceptions import HTTPException, NotFoundException
from msgspec.structs import replace

from rawi.errors import InputError
from rawi.serve.access import people_of
from rawi.serve.api.syndication import ATOM_TYPE
from rawi.serve.http import Ask
from rawi.serve.reader import Desk, Name, Reader, json_bytes
from rawi.serve.sync.asking import Asked, asked, signed_in
from rawi.serve.sync.atom import atom_of
from rawi.serve.sync.entries import Entry, articles_of, byline_of, html_of, link_of, seconds_of
from rawi.serve.sync.feeds import Feed, feeds_of, folders_of
from rawi.serve.sync.follow_labels import follow_labels, labels_on, rename_followed
from rawi.serve.sync.streams import (
    FEED,
    LABEL,
    READ,
    READING_LIST,
    STARRED,
    UNREAD,
    label_of,
    long_id,
    number_of,
    oldest_first,
    stream_of,
)
from rawi.store.personal.items import Item, Subscription
from rawi.store.personal.people import Person

MOST_IDS, MOST_ITEMS = 10_000, 1000
"""Ids and whole items in one answer."""
_TEXT = "text/plain"
Answer = Callable[[Asked], object]


def _header_person(request: Ask) -> Person | None:
    """Who sent ``GoogleLogin auth=NAME/PASSWORD``, as ``ClientLogin`` gave it."""
    kind, _, rest = request.headers.get("authorization", "").partition(" ")
    value = rest.strip()
    if kind.lower() == "googlelogin" and value.lower().startswith("auth="):
        return people_of(request).of_app(value[5:].rpartition("/")[2])
    return people_of(request).of_app(value) if kind.lower() == "bearer" else None


def _sender(given: Asked) -> Person | None:
    """Who asks: Liferea 1.14 sends what it signed in with as ``T`` of the form, in no header."""
    if person := _header_person(given.request):
        return person
    secret = given.one("T").rpartition("/")[2] if given.request.method == "POST" else ""
    return people_of(given.request).of_app(secret) if secret else None


@route(
    ["/accounts/ClientLogin", "/api/greader.php/accounts/ClientLogin"],
    http_method=[HttpMethod.GET, HttpMethod.POST],
    include_in_schema=False,
    status_code=200,
)
async def client_login(request: Ask, reader: Desk) -> Response[str]:
    """A name and an app's password for what later requests carry."""
    return await sync_to_thread(_client_login, request, reader, await request.body())


def _client_login(request: Ask, reader: Reader, body: bytes) -> Response[str]:
    given = asked(request, reader, body)
    secret = given.one("Passwd")
    person = people_of(request).of_app(secret)
    named = person is not None and given.one("Email").strip().casefold() == person.name.casefold()
    if not signed_in(given, person if named else None):
        return Response("Error=BadAuthentication\n", status_code=401, media_type=_TEXT)
    auth = f"{given.who.name}/{secret}"
    return Response(f"SID={auth}\nLSID=null\nAuth={auth}\n", media_type=_TEXT)


@route(
    ["/reader/api/0/{path:path}", "/api/greader.php/reader/api/0/{path:path}"],
    http_method=[HttpMethod.GET, HttpMethod.POST],
    include_in_schema=False,
    status_code=200,
)
async def api(request: Ask, reader: Desk, path: Name) -> Response[Any]:
    """Everything after signing in."""
    given = asked(request, reader, await request.body())
    return await sync_to_thread(_api, given, path)


@route(
    ["/reader/atom/{path:path}", "/api/greader.php/reader/atom/{path:path}"],
    http_method=[HttpMethod.GET],
    include_in_schema=False,
)
async def atom(request: Ask, reader: Desk, path: Name) -> Response[Any]:
    """A stream as Atom."""
    given = asked(request, reader, b"")
    return await sync_to_thread(_api, given, f"stream/contents/{path.strip('/')}", True)


def _api(given: Asked, path: str, as_atom: bool = False) -> Response[Any]:
    if not signed_in(given, _sender(given)):
        headers = {"google-bad-token": "true", "www-authenticate": "GoogleLogin"}
        return Response("Unauthorized", status_code=401, media_type=_TEXT, headers=headers)
    try:
        answer = _answered(given, path.strip("/"))
    except InputError as why:
        return Response(f"Error={why}", status_code=400, media_type=_TEXT)
    if as_atom:
        return Response(atom_of(cast(Any, answer)), media_type=ATOM_TYPE)
    if isinstance(answer, str):
        return Response(answer, media_type=_TEXT)
    return Response(json_bytes(answer), media_type="application/json")


def _answered(given: Asked, path: str) -> object:
    if path in _CALLS:
        if path in _CHANGES and given.request.method != "POST":
            raise HTTPException("POST it", status_code=405)
        return _CALLS[path](given)
    kind, _, name = path.partition("stream/contents/")
    if not kind and name:
        return _contents(given, name)
    raise NotFoundException(f"no call {path!r}")


def _token(_: Asked) -> str:
    """Apps send it back with changes; what counts is the header, which no other site can send."""
    return "rawi".ljust(57, "Z")


def _user(given: Asked) -> object:
    number, name = str(given.who.number), given.who.name
    return {"userId": number, "userName": name, "userProfileId": number, "userEmail": name}


def _subscriptions(given: Asked) -> object:
    feeds = feeds_of(given.reader, given.items)
    return {"subscriptions": [_subscription(feed) for feed in feeds.values()]}


def _subscription(feed: Feed) -> dict[str, object]:
    label = [{"id": LABEL + feed.folder, "label": feed.folder}] if feed.folder else []
    return {
        "id": FEED + feed.outlet,
        "title": feed.title,
        "categories": label,
        "url": feed.address or "",
        "htmlUrl": feed.site or "",
        "iconUrl": "",
    }


def _tags(given: Asked) -> object:
    feeds = feeds_of(given.reader, given.items)
    folders = [{"id": LABEL + name, "type": "folder"} for name in folders_of(feeds)]
    names = [*(name for name, _ in given.marks.labels()), *follow_labels(given)]
    labels = [{"id": LABEL + name, "type": "tag"} for name in names]
    return {"tags": [{"id": STARRED}, *folders, *labels]}


def _unread(given: Asked) -> object:
    items = given.items
    feeds, counts, last_of = feeds_of(given.reader, items), items.unread().outlets, items.newest()
    rows: dict[str, tuple[int, int]] = {}
    for outlet, count in counts.items():
        newest = last_of.get(outlet, 0)
        folder = feeds[outlet].folder if outlet in feeds else None
        for name in (FEED + outlet, LABEL + folder if folder else None, READING_LIST):
            if name:
                before, last = rows.get(name, (0, 0))
                rows[name] = before + count, max(last, newest)
    left, came = given.follows.unread(), given.follows.newest()
    for label, follow in follow_labels(given).items():
        rows[LABEL + label] = left.get(follow.number, 0), came.get(follow.number, 0)
    told = [
        {"id": name, "count": count, "newestItemTimestampUsec": str(newest)}
        for name, (count, newest) in rows.items()
    ]
    return {"max": counts.total(), "unreadcounts": told}


def _page(given: Asked, name: str, most: int) -> tuple[list[Item], str | None]:
    """Items of a stream, and the continuation behind which the next ones stand."""
    stream = stream_of(given, name)
    limit = given.number("n", 20, most) or 20
    after = given.number("c", 0, 2**62) or None
    found = given.items.page(stream, limit + 1, after, oldest_first(given))
    more = len(found) > limit
    return found[:limit], str(found[limit - 1].number) if more else None


def _ids(given: Asked) -> object:
    found, more = _page(given, given.one("s", READING_LIST), MOST_IDS)
    refs = [
        {
            "id": str(item.number),
            "directStreamIds": [FEED + item.outlet],
            "timestampUsec": str(item.number),
        }
        for item in found
    ]
    return {"itemRefs": refs} | ({"continuation": more} if more else {})


def _contents(given: Asked, name: str) -> object:
    found, more = _page(given, name or READING_LIST, MOST_ITEMS)
    return _told(given, name, found) | ({"continuation": more} if more else {})


def _reading_list(given: Asked) -> object:
    return _contents(given, given.one("s", READING_LIST))


def _of_ids(given: Asked) -> object:
    numbers = [number_of(value) for value in given.all("i")[:MOST_IDS]]
    return _told(given, READING_LIST, given.items.of_numbers(numbers))


def _told(given: Asked, name: str, found: list[Item]) -> dict[str, object]:
    """Items as apps read them."""
    entries = articles_of(given.reader, found)
    ids = [article.id for _, article in entries]
    feeds = feeds_of(given.reader, given.items)
    read, saved = given.marks.read_among(ids), given.marks.saved_among(ids)
    followed = labels_on(given, ids)
    items = []
    for item, article in entries:
        tags = [READING_LIST, READ if article.id in read else UNREAD]
        kept = given.marks.one_kept(article.id) if article.id in saved else None
        if kept:
            tags += [STARRED, *(LABEL + label for label in kept.labels)]
        tags += [LABEL + label for label in followed.get(article.id, ())]
        items.append(_item(given.request, (item, article), feeds, tags))
    return {
        "id": name,
        "updated": max((item.number // 1_000_000 for item in found), default=0),
        "items": items,
    }


def _item(
    request: Ask, entry: Entry, feeds: Mapping[str, Feed], tags: list[str]
) -> dict[str, object]:
    item, article = entry
    feed = feeds.get(item.outlet)
    link = link_of(request, article)
    folder = [LABEL + feed.folder] if feed and feed.folder else []
    at = seconds_of(article, item)
    return {
        "id": long_id(item.number),
        "crawlTimeMsec": str(item.number // 1000),
        "timestampUsec": str(item.number),
        "published": at,
        "updated": at,
        "title": article.title or "",
        "author": byline_of(article),
        "canonical": [{"href": link}],
        "alternate": [{"href": link, "type": "text/html"}],
        "categories": [*tags, *folder],
        "origin": {
            "streamId": FEED + item.outlet,
            "title": feed.title if feed else item.outlet,
            "htmlUrl": (feed.site if feed else None) or "",
        },
        "summary": {"direction": "ltr", "content": html_of(article)},
        "enclosure": [
            {"href": e.url, "type": e.type or "", "length": e.length or 0}
            for e in article.enclosures
        ],
    }


def _edit_tag(given: Asked) -> str:
    items = given.items.of_numbers([number_of(value) for value in given.all("i")])
    ids = [item.article_id for item in items]
    for add, tags in ((True, given.all("a")), (False, given.all("r"))):
        for tag in tags:
            _tag(given, ids, tag, add)
    return "OK"


def _tag(given: Asked, ids: list[str], tag: str, add: bool) -> None:
    state = label_of(tag)
    if tag.endswith(("/com.google/read", "/com.google/kept-unread")):
        given.marks.mark_all(ids, add == tag.endswith("/read"))
    elif tag.endswith("/com.google/starred"):
        for name in ids:
            given.marks.save(name, add)
    elif state and state not in follow_labels(given):
        for name in ids:
            given.marks.label(name, state, add)


def _mark_all(given: Asked) -> str:
    stream = stream_of(given, given.one("s", READING_LIST))
    upto = given.number("ts", 0, 2**62)
    given.items.mark_stream(replace(stream, read=False, until=upto or stream.until))
    return "OK"


def _subscription_edit(given: Asked) -> str:
    for name in given.all("s"):
        outlet = name.removeprefix(FEED)
        if given.one("ac") == "subscribe" and outlet not in given.reader.outlets():
            outlet = _added(given, outlet)
        _subscribe(given, outlet)
    return "OK"


def _subscribe(given: Asked, outlet: str) -> None:
    how = given.items.subscriptions().get(outlet, Subscription())
    if action := given.one("ac"):
        how = replace(how, hidden=action == "unsubscribe" or (how.hidden and action == "edit"))
    if given.has("t"):
        how = replace(how, title=given.one("t") or None)
    for field, name in (("r", ""), ("a", label_of(given.one("a")))):
        if label_of(given.one(field)) is not None:
            how = replace(how, folder=name)
    given.items.subscribe(outlet, how)


def _added(given: Asked, url: str) -> str:
    """The outlet at an address that nobody followed yet: for the owner to add."""
    known = given.reader.outlets()
    for outlet in known.values():
        if url in (outlet.url, *outlet.feeds, *outlet.sitemaps, *outlet.listings):
            return outlet.id
    if given.who.role != "owner":
        raise HTTPException("only the owner adds outlets", status_code=403)
    from rawi.collect.collector import Collector
    from rawi.collect.options import from_settings

    with Collector(from_settings()) as collector:
        found = collector.discover(url, allow_private=False)
    if found.outlet is None:
        raise InputError(found.rejected.reason if found.rejected else "nothing was found there")
    given.reader.newsroom.add_outlet(found.outlet)
    given.reader.forget()
    return found.outlet.id


def _quick_add(given: Asked) -> object:
    query = given.one("quickadd").removeprefix(FEED)
    if not query:
        raise InputError("quickadd names no address")
    outlet = query if query in given.reader.outlets() else _added(given, query)
    how = given.items.subscriptions().get(outlet, Subscription())
    given.items.subscribe(outlet, replace(how, hidden=False))
    name = given.reader.outlets()[outlet].name
    return {"numResults": 1, "query": query, "streamId": FEED + outlet, "streamName": name}


def _rename_tag(given: Asked) -> str:
    """Of a folder and of a label: every outlet and article under the old name gets the new."""
    old, new = label_of(given.one("s")), label_of(given.one("dest"))
    if old is None or (new is None and given.has("dest")):
        raise InputError("no label is named")
    if rename_followed(given, old, new):
        return "OK"
    items = given.items
    for outlet, feed in feeds_of(given.reader, items).items():
        if feed.folder == old:
            how = items.subscriptions().get(outlet, Subscription())
            items.subscribe(outlet, replace(how, folder=new or ""))
    given.marks.rename_label(old, new)
    return "OK"


_CALLS: dict[str, Answer] = {
    "token": _token,
    "user-info": _user,
    "subscription/list": _subscriptions,
    "tag/list": _tags,
    "unread-count": _unread,
    "stream/items/ids": _ids,
    "stream/items/contents": _of_ids,
    "stream/contents": _reading_list,
    "edit-tag": _edit_tag,
    "mark-all-as-read": _mark_all,
    "subscription/edit": _subscription_edit,
    "subscription/quickadd": _quick_add,
    "rename-tag": _rename_tag,
    "disable-tag": _rename_tag,
}
_CHANGES = {"edit-tag", "mark-all-as-read", "subscription/edit", "rename-tag", "disable-tag"}
HANDLERS = (client_login, api, atom)
