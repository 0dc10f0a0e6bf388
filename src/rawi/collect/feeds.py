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
from msgspec.structs import replace

from rawi.collect.decode import to_utf8
from rawi.collect.feed_authors import named
from rawi.collect.feed_guard import (
    DEEPEST,
    authors_alone,
    cut_items,
    cut_names,
    cut_noise,
    cut_spaces,
    depth,
    entity_bomb,
    without_gaps,
)
from rawi.collect.feed_items import item, text_of
from rawi.collect.jsonfeed import read_json_feed
from rawi.collect.sitemaps import read_sitemap
from rawi.extract.metadata.bylines import TEAM, looks_like_person
from rawi.ingest.plain_text import plain, web_address
from rawi.ingest.records import Feed, FeedItem, FeedLimits
from rawi.model import Rejection

_SITEMAP = re.compile(rb"<(?:[A-Za-z]+:)?(?:urlset|sitemapindex)[\s>]")
_WEB_PAGE = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_REFRESH = re.compile(
    rb"""<meta\s[^<>]{0,200}?refresh[^<>]{0,200}?url\s{0,9}=\s{0,9}['"]?([^<>'"\s]{1,2000})""", re.I
)
_OF_PRESS = re.compile(
    r"(?<!\w)(?:ال)?(?:شبكة|مؤسسة|مركز|إذاعة|راديو|تلفزيون|مجلة|بوابة|منصة|نيوز|برس|أنباء|أخبار"
    r"|إخباري(?:ة)?|خبرگزاری|روزنامه|پایگاه)(?!\w)|\b(?:news|times|post|daily|blog|radio|tv)\b",
    re.I,
)
"""Words in names of outlets, which a whole feed has for its author as often as a person."""
_HEAD = 4096
"""Bytes that tell what a reply is."""


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
    data, noise = cut_noise(authors_alone(cut_names(cut_spaces(without_gaps(data)))))
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
        return Rejection(kind="feed", reason=f"not a feed but {_what_else(data, url)}", item=url)
    notes = [note for note in (cut, noise) if note]
    if raw.bozo:
        notes.append(f"not well-formed: {raw.get('bozo_exception')}")
    own = text_of(raw.feed, "title")
    items = tuple(item(e, url, now, limits, own) for e in raw.entries[: limits.items])
    if raw.version.startswith("atom"):
        items = _under_author(items, _author_of_all(raw.feed, own))
        return Feed(kind="atom", title=own, items=items, notes=tuple(notes))
    return Feed(kind="rss", title=own, items=items, notes=tuple(notes))


def _what_else(data: bytes, url: str | None) -> str:
    """What came in place of a feed, and where it sends to."""
    page = "a web page" if _WEB_PAGE.match(data[:_HEAD]) else "something else"
    if onward := _REFRESH.search(data[: 4 * _HEAD]):
        target = web_address(plain(onward[1].decode("utf-8", "replace"), markup=False), url)
        page += f" that sends to {target}" if target else ""
    return page


def _under_author(items: tuple[FeedItem, ...], of_all: tuple[str, ...]) -> tuple[FeedItem, ...]:
    """The entries, under the feed's author those that name nobody (RFC 4287, 4.1.2)."""
    return tuple(e if e.authors else replace(e, authors=of_all) for e in items)


def _author_of_all(feed: Any, own: str | None) -> tuple[str, ...]:
    """Who writes the whole feed: a person, not the outlet."""
    found = named([a.get("name") for a in feed.get("authors") or () if a], markup=True)
    people = (name for name in found if looks_like_person(name) and name != own)
    return tuple(name for name in people if not (TEAM.search(name) or _OF_PRESS.search(name)))
