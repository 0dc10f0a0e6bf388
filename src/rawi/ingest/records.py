"""What collection brings in, as frozen records: replies, feeds and their items."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model import Enclosure, Precision, Record

FeedKind = Literal["rss", "atom", "json", "news", "sitemap", "index", "listing"]


class FeedItem(Record, frozen=True, kw_only=True):
    """One article as a feed, a sitemap or a listing page announces it."""

    url: str | None = None
    """Absolute http(s) address, as the outlet wrote it."""
    title: str | None = None
    """Plain text."""
    summary: str | None = None
    """Plain text."""
    content: str | None = None
    """HTML, as untrusted as any page."""
    published: str | None = None
    """ISO 8601; None where ``published_raw`` cannot be read or lies in the future."""
    published_precision: Precision | None = None
    published_raw: str | None = None
    modified_raw: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    """Sound and film, pictures left out."""
    source: str | None = None
    """Whose report it is, where the feed gathers those of others."""
    section: str | None = None
    """Where the list of outlets files the feed."""
    key: str | None = None
    """The outlet's own name for the item (guid, id), for items without a link."""


class Feed(Record, frozen=True, kw_only=True):
    """One feed, sitemap or listing page, read."""

    kind: FeedKind
    title: str | None = None
    items: tuple[FeedItem, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """Further sitemaps, where this is an index of them."""
    notes: tuple[str, ...] = ()
    """What had to be repaired or left out, in words."""


class FeedLimits(Record, frozen=True, kw_only=True):
    """How much of one feed is read."""

    items: int = 500
    """Items beyond this are left out with a note."""
    sitemaps: int = 50
    """Sitemaps that one index may name."""
    text: int = 1_000_000
    """Characters of one item's content."""


class Fetched(Record, frozen=True, kw_only=True):
    """A reply, whatever its status."""

    url: str
    """Where the reply came from, after redirects."""
    status: int
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    moved: str | None = None
    """Where the address has moved for good, where every redirect on the way said so."""

    @property
    def content_type(self) -> str | None:
        """The header of that name."""
        return self.headers.get("content-type")
