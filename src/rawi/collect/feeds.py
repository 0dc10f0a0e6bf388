"""Bytes of a feed, of whatever kind, to a ``Feed``. No network, no clock.

RSS and Atom go through feedparser after repairs that it does not make: the
encoding (``decode``), a cut at a bounded number of items, references escaped
twice, dates in Arabic.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import feedparser

from rawi.collect.decode import to_utf8
from rawi.collect.feed_guard import DEEPEST, cut_items, cut_names, cut_noise, depth, entity_bomb
from rawi.collect.jsonfeed import read_json_feed
from rawi.collect.sitemaps import read_sitemap
from rawi.ingest.item_dates import first_dated
from rawi.ingest.plain_text import plain, web_address
from rawi.ingest.records import Feed, FeedItem, FeedLimits
from rawi.model import Rejection

_SITEMAP = re.compile(rb"<(?:[A-Za-z]+:)?(?:urlset|sitemapindex)[\s>]")
_WEB_PAGE = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_HEAD = 4096
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_SPOKEN = re.compile(r"^[^\s@]++@[^\s(]++\s*+\((.+)\)$")


def parse_feed(
    data: bytes,
    *,
    now: datetime,
    url: str | None = None,
    content_type: str | None = None,
    limits: FeedLimits | None = None,
) -> Feed | Rejection:
    """Read a feed or a sitemap; never raises over its content.

    ``url`` resolves relative addresses; ``content_type`` is the HTTP header;
    ``now`` (aware) settles relative dates and dates in the future.
    """
    limits = limits or FeedLimits()
    clean, repaired = to_utf8(data, content_type)
    if not clean:
        return Rejection(kind="feed", reason="empty", item=url)
    if clean[:1] in (b"{", b"["):
        return read_json_feed(clean, url, now, limits)
    if _SITEMAP.search(clean[:_HEAD]):
        return read_sitemap(clean, url, now, limits)
    feed = _read_xml(clean, url, now, limits)
    if isinstance(feed, Feed) and repaired:
        return Feed(
            kind=feed.kind, title=feed.title, items=feed.items, notes=(*feed.notes, repaired)
        )
    return feed


def _read_xml(data: bytes, url: str | None, now: datetime, limits: FeedLimits) -> Feed | Rejection:
    if depth(data) > DEEPEST:
        return Rejection(kind="feed", reason=f"elements nested over {DEEPEST} deep", item=url)
    if entity_bomb(data):
        return Rejection(kind="feed", reason="declares entities made of entities", item=url)
    data, cut = cut_items(data, limits.items)
    data, noise = cut_noise(cut_names(data))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    try:
        # content is cleaned when it is extracted, and nothing of it is shown as HTML
        raw = feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as why:  # a feed is outside input: whatever its parser trips over is its fault
        return Rejection(kind="feed", reason=f"the parser failed: {why!r}", item=url)
    if not raw.version and not raw.entries:
        page = "a web page" if _WEB_PAGE.match(data[:_HEAD]) else "something else"
        return Rejection(kind="feed", reason=f"not a feed but {page}", item=url)
    notes = [note for note in (cut, noise) if note]
    if raw.bozo:
        notes.append(f"not well-formed: {raw.get('bozo_exception')}")
    return Feed(
        kind="atom" if raw.version.startswith("atom") else "rss",
        title=_plain(raw.feed, "title"),
        items=tuple(_item(e, url, now, limits) for e in raw.entries[: limits.items]),
        notes=tuple(notes),
    )


def _plain(entry: Any, field: str) -> str | None:
    detail = entry.get(f"{field}_detail") or {}
    return plain(entry.get(field), markup=detail.get("type") in _HTML_TYPES)


def _authors(entry: Any) -> tuple[str, ...]:
    people = [a.get("name") for a in entry.get("authors") or () if a]
    names = [_SPOKEN.sub(r"\1", name) for name in people or [entry.get("author")] if name]
    return tuple(dict.fromkeys(n for name in names if (n := plain(name, markup=True))))


def _image(entry: Any, base: str | None) -> str | None:
    pictures = [*(entry.get("media_thumbnail") or ()), *(entry.get("media_content") or ())]
    enclosed = [{"url": e.get("href"), **e} for e in entry.get("enclosures") or ()]
    for picture in (*pictures, *enclosed):
        kind = picture.get("type") or picture.get("medium") or "image"
        if kind.startswith("image") and (url := web_address(picture.get("url"), base)):
            return url
    return web_address((entry.get("image") or {}).get("href"), base)


def _content(entry: Any, limit: int) -> str | None:
    """The longest content, for outlets that put teasers and text side by side."""
    values = [c.get("value") or "" for c in entry.get("content") or ()]
    longest = max(values, key=len, default="")
    if not longest and _html(entry, "summary"):
        longest = entry.get("summary") or ""
    return longest[:limit] if longest.strip() else None


def _html(entry: Any, field: str) -> bool:
    return (entry.get(f"{field}_detail") or {}).get("type") in _HTML_TYPES


def _item(entry: Any, base: str | None, now: datetime, limits: FeedLimits) -> FeedItem:
    date = first_dated(map(entry.get, ("published", "updated", "created")), now)
    tags = (plain(t.get("term") or t.get("label"), markup=True) for t in entry.get("tags") or ())
    return FeedItem(
        url=web_address(entry.get("feedburner_origlink"), base)
        or web_address(entry.get("link"), base)
        or web_address(entry.get("id")),
        title=_plain(entry, "title"),
        summary=_plain(entry, "summary"),
        content=_content(entry, limits.text),
        published=date.value,
        published_precision=date.precision,
        published_raw=date.raw,
        modified_raw=dict.get(entry, "updated"),
        authors=_authors(entry),
        tags=tuple(dict.fromkeys(t for t in tags if t)),
        image=_image(entry, base),
        key=entry.get("id"),
    )
