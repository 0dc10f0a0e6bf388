"""The feeds, sitemaps and listing pages of one outlet, fetched and read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from rawi.collect import reader
from rawi.collect.feed_items import called
from rawi.collect.fetch import Request
from rawi.collect.listing import looks_like_article
from rawi.collect.options import CollectOptions
from rawi.collect.session import Session, retry_after
from rawi.collect.state import OutletState, Source
from rawi.ingest.records import Feed, FeedItem, Fetched
from rawi.model import Outlet, Record, Rejection

_GONE = 410
"""The status of what is gone for good (RFC 9110, 15.5.11)."""


class SourceRead(Record, frozen=True, kw_only=True):
    """One source as it answered."""

    url: str
    source: Source
    items: tuple[FeedItem, ...] = ()
    notes: tuple[str, ...] = ()
    retry_after: float = 0.0


def sources_of(outlet: Outlet) -> list[tuple[str, bool]]:
    """(address, whether it is a listing page): feeds and sitemaps, else listing pages."""
    given = [*outlet.feeds, *outlet.sitemaps]
    if given:
        return [(url, False) for url in dict.fromkeys(given)]
    pages = outlet.listings or ((outlet.url,) if outlet.url else ())
    return [(url, True) for url in dict.fromkeys(pages)]


async def read_sources(
    outlet: Outlet, state: OutletState, session: Session
) -> tuple[SourceRead, ...]:
    """All sources of the outlet side by side."""
    reading = _Reading(outlet, session)
    return tuple(
        await asyncio.gather(
            *(
                reading.read(url, listing, state.sources.get(url, Source()))
                for url, listing in sources_of(outlet)
            )
        )
    )


def reply_error(reply: Fetched | Rejection) -> str | None:
    """Why a reply is of no use, in words, or None."""
    if isinstance(reply, Rejection):
        return reply.reason
    if reply.status == 304 or 200 <= reply.status < 300:
        return None
    if reply.status == _GONE:
        return "it is gone for good (status 410)"
    return f"the server answered with status {reply.status}"


class _Reading:
    def __init__(self, outlet: Outlet, session: Session) -> None:
        self._outlet = outlet
        self._session = session
        self._options: CollectOptions = session.options

    async def read(self, url: str, listing: bool, known: Source) -> SourceRead:
        reply = await self._get(known.moved or url, known)
        if known.moved and reply_error(reply) is not None:
            known = msgspec.structs.replace(known, moved=None)
            reply = await self._get(url, known)
        if (error := reply_error(reply)) is not None:
            wait = retry_after(reply, datetime.now(UTC)) if isinstance(reply, Fetched) else None
            gone = isinstance(reply, Fetched) and reply.status == _GONE
            failed = msgspec.structs.replace(known, error=error, gone=gone)
            return SourceRead(url=url, source=failed, retry_after=wait or 0.0)
        assert isinstance(reply, Fetched)
        if reply.status == 304:
            same = msgspec.structs.replace(known, error=None, gone=False)
            return SourceRead(url=url, source=same)
        read = await self._parsed(reply, listing)
        if isinstance(read, Rejection):
            return SourceRead(url=url, source=Source(error=read.reason))
        if (strange := no_articles(read)) is not None:
            return SourceRead(url=url, source=Source(error=strange))
        items, notes = await self._items(read)
        items = _filed(items, self._outlet.sections.get(url, self._outlet.section))
        source = Source(
            etag=reply.headers.get("etag"),
            last_modified=reply.headers.get("last-modified"),
            moved=reply.moved or known.moved,
        )
        if source.moved:
            notes = (f"{url} has moved for good to {source.moved}", *notes)
        return SourceRead(url=url, source=source, items=items, notes=notes)

    async def _get(self, url: str, known: Source) -> Fetched | Rejection:
        return await self._session.get(
            Request(
                url=url,
                limit=self._options.feed_bytes,
                allow_private=self._outlet.allow_private,
                etag=known.etag,
                last_modified=known.last_modified,
            )
        )

    async def _parsed(self, reply: Fetched, listing: bool) -> Feed | Rejection:
        limits = self._options.limits
        source = reader.Source(reply=reply, now=datetime.now(UTC), listing=listing, limits=limits)
        return await asyncio.to_thread(reader.readers().read, source)

    async def _items(self, read: Feed) -> tuple[tuple[FeedItem, ...], tuple[str, ...]]:
        if read.kind != "index":
            return articles_of(read), read.notes
        items: list[FeedItem] = []
        notes = list(read.notes)
        for url in read.sitemaps[: self._options.sitemap_parts]:
            reply = await self._get(url, Source())
            part = (
                await self._parsed(reply, False)
                if isinstance(reply, Fetched) and reply.status == 200
                else Rejection(kind="sitemap", reason=reply_error(reply) or "empty", item=url)
            )
            if isinstance(part, Feed):
                items += articles_of(part)
                notes += part.notes
            else:
                notes.append(f"{url}: {part.reason}")
        return tuple(items[: self._options.limits.items]), tuple(notes)


def articles_of(read: Feed) -> tuple[FeedItem, ...]:
    """The items that may be articles, each under a headline where it has a text."""
    return tuple(map(called, _may_be_articles(read)))


def _may_be_articles(read: Feed) -> Iterator[FeedItem]:
    """Plain sitemaps name every page of a site: only what reads like an article counts."""
    if read.kind != "sitemap":
        return iter(read.items)
    return (item for item in read.items if item.url and looks_like_article(item.url))


def no_articles(read: Feed) -> str | None:
    """Why nothing can be collected from a sitemap that names pages, or None."""
    if read.items and next(_may_be_articles(read), None) is None:
        return f"none of its {len(read.items)} addresses looks like that of an article"
    return None


def _filed(items: tuple[FeedItem, ...], section: str | None) -> tuple[FeedItem, ...]:
    """The items with the section that their feed is filed under."""
    if section is None:
        return items
    return tuple(msgspec.structs.replace(i, section=section) for i in items)
