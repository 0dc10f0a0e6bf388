"""From a capture to its article: the page, and what the feed said of it.

A capture carries the feed's item in its headers, so that the article can be made
again from the capture alone.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from rawi.extract import read
from rawi.ingest.full_text import holds_full_text
from rawi.ingest.item_dates import dated, in_future
from rawi.ingest.plain_text import paragraphs
from rawi.ingest.records import FeedItem, Fetched
from rawi.model import Article, Capture, Page, Rejection, Rival
from rawi.urls import article_id, canonical_url, without_secret

ITEM = "rawi-item"
"""Header of a capture: the feed's item, as JSON."""
ID = "rawi-id"
"""Header of a capture: the id of the article, where it has moved to a new address."""
ITEM_TYPE = "application/vnd.rawi.item+json"
_DAY = len("2018-04-10")
_ZONES = timedelta(hours=14)  # how far local time is from UTC at most
_KEPT_HEADERS = ("content-type", "etag", "last-modified", "date")


def item_capture(item: FeedItem, outlet: str, id: str | None, collected: str) -> Capture:
    """A capture of what the feed itself holds of an article; ``id`` where it is settled."""
    return Capture(
        body=msgspec.json.encode(item),
        url=item.url,
        outlet=outlet,
        collected=collected,
        content_type=ITEM_TYPE,
        headers={ID: id} if id else {},
    )


def page_capture(
    reply: Fetched, item: FeedItem, outlet: str, id: str | None, collected: str
) -> Capture:
    """A capture of an article's page; ``id`` where it is settled."""
    bare = msgspec.structs.replace(item, content=None)
    kept = {k: reply.headers[k] for k in _KEPT_HEADERS if k in reply.headers}
    return Capture(
        body=reply.body,
        url=_own_address(item, reply),
        outlet=outlet,
        collected=collected,
        content_type=reply.content_type,
        headers=kept | {ITEM: msgspec.json.encode(bare).decode()} | ({ID: id} if id else {}),
    )


def _own_address(item: FeedItem, reply: Fetched) -> str | None:
    """The feed's address, unless that was only a counter or shortener on another host."""
    if item.url is None or _host(item.url) == _host(reply.url):
        return item.url
    return reply.url


def _host(url: str) -> str:
    return urlsplit(canonical_url(url)).netloc


def was_collected(capture: Capture) -> bool:
    """Whether the capture was made here, so that ``read_capture`` must read it."""
    return capture.content_type == ITEM_TYPE or ITEM in capture.headers


def read_capture(capture: Capture) -> Page:
    """The page of a capture made here, with its one article; pure, the same every time."""
    if capture.content_type == ITEM_TYPE:
        item = msgspec.json.decode(capture.body, type=FeedItem)
        page = _item_page(item, capture)
    else:
        item = msgspec.json.decode(capture.headers[ITEM], type=FeedItem)
        page = read(capture.body, capture.url, capture.content_type, capture.collected)
    article = _main(page, item, capture)
    if article is None:
        reason = Rejection(kind="empty", reason="no article there", item=capture.url)
        return msgspec.structs.replace(page, rejected=page.rejected or reason)
    if capture.content_type == ITEM_TYPE and item.url and not holds_full_text(item):
        article = msgspec.structs.replace(article, truncated=True)
    made = _completed(article, item, capture)
    return msgspec.structs.replace(page, articles=(made,), rejected=None)


def _main(page: Page, item: FeedItem, capture: Capture) -> Article | None:
    """The article that the feed meant; what it said itself, where its page gives none.

    An item without a link has no page: what the feed says is all there is.
    """
    if page.articles:
        return max(page.articles, key=lambda a: (_same_title(a, item), len(a.text)))
    if item.title and (item.summary or capture.content_type == ITEM_TYPE):
        whole = paragraphs(item.content or item.summary or "") if item.url is None else ()
        return Article(id="", url=capture.url, body=whole, truncated=not whole)
    return None


def _item_page(item: FeedItem, capture: Capture) -> Page:
    if not item.content or (item.url is None and not holds_full_text(item)):
        return Page(url=capture.url)
    title = html.escape(item.title or "")
    markup = (
        f"<html><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{item.content}</article></body></html>"
    )
    return read(markup, capture.url, "text/html", capture.collected)


def _same_title(article: Article, item: FeedItem) -> bool:
    mine, theirs = (set((t or "").split()) for t in (article.title, item.title))
    return bool(theirs) and len(mine & theirs) * 2 > len(theirs)


_FROM_FEED = ("title", "summary", "image", "authors", "source", "tags", "section", "enclosures")


def _completed(article: Article, item: FeedItem, capture: Capture) -> Article:
    """The page's article with the feed's word where the page is silent or not to be believed."""
    changes: dict[str, object] = {
        name: getattr(item, name)
        for name in _FROM_FEED
        if not getattr(article, name) and getattr(item, name)
    }
    url = without_secret(capture.url or article.url or "") or None
    id = capture.headers.get(ID) or article_id(url, capture.outlet, article.title, article.body)
    return _changed(
        msgspec.structs.replace(
            article,
            **changes,
            id=id,
            url=url,
            outlet=capture.outlet,
            collected=capture.collected,
            evidence=article.evidence | dict.fromkeys(changes, "feed"),
        ),
        item,
    )


def _changed(article: Article, item: FeedItem) -> Article:
    """With the dates; when it was changed by the feed's word, where that is after both."""
    made = _dated(article, item)
    if made.modified or made.collected is None:
        return made
    told = dated(item.modified_raw, datetime.fromisoformat(made.collected)).value
    if told is None or not made.published or not _is_later(told, made.published):
        return made
    evidence = made.evidence | {"modified": "feed"}
    return msgspec.structs.replace(made, modified=told, evidence=evidence)


def _is_later(one: str, other: str) -> bool:
    """Whether a time is after another; not where only one of them has a zone."""
    try:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return one[:_DAY] > other[:_DAY]


def _dated(article: Article, item: FeedItem) -> Article:
    """Page and feed on the date: the page's first, the more precise of one day, none in the future.

    What loses is kept as a rival; what cannot be believed or read, as text.
    """
    if article.collected is None:
        return article
    now = datetime.fromisoformat(article.collected)
    page = article.published
    unread = dict(article.unread)
    if page and in_future(page, now):
        unread["published"] = page
        page = None
    elif item.published_raw and not item.published and not page:
        unread.setdefault("published", item.published_raw)
    if item.published and (page is None or _sharpens(item.published, page)):
        rivals = _rivals(article, page, article.evidence.get("published", "page"))
        return msgspec.structs.replace(
            article,
            published=item.published,
            published_precision=item.published_precision,
            evidence=article.evidence | {"published": "feed"},
            rivals=rivals,
            unread=unread,
        )
    return msgspec.structs.replace(
        article,
        published=page,
        published_precision=article.published_precision if page else None,
        rivals=_rivals(article, item.published, "feed") if page else article.rivals,
        unread=unread,
    )


def _sharpens(feed: str, page: str) -> bool:
    """Whether the feed gives the time of the day, or the zone of the time, that the page names."""
    if len(feed) <= _DAY:
        return False
    if len(page) <= _DAY:
        return feed.startswith(page)
    one, other = datetime.fromisoformat(feed), datetime.fromisoformat(page)
    if one.tzinfo is None or other.tzinfo is not None:
        return False
    return abs(one - other.replace(tzinfo=UTC)) <= _ZONES


def _rivals(article: Article, value: str | None, source: str) -> dict[str, tuple[Rival, ...]]:
    if value is None or (source == "feed" and _same_time(value, article.published)):
        return article.rivals
    held = article.rivals.get("published", ())
    return article.rivals | {"published": (*held, Rival(value=value, source=source))}


def _same_time(one: str, other: str | None) -> bool:
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other or "")
    except (ValueError, TypeError):
        return one == other
