"""From the address of a site to its outlet: feeds, else sitemaps, else a listing page."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser

from rawi.collect import reader
from rawi.collect.fetch import Request
from rawi.collect.listing import read_listing
from rawi.collect.outlet_ids import feed_address, outlet_id
from rawi.collect.session import Session
from rawi.collect.sources import articles_of, no_articles, reply_error
from rawi.extract.encoding import decoded
from rawi.extract.html.guard import scanned
from rawi.ingest.plain_text import plain, web_address
from rawi.ingest.records import Feed, Fetched
from rawi.model import Outlet, Record, Rejection

_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json", re.I)
_COMMENTS = re.compile(r"comment|تعليق", re.I)
_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/index.xml")
_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml")
_MOST = 5
"""Feeds or sitemaps of a site that are tried: each is a request."""
_SHOWN = 5
"""Headlines that tell a person whether this is what they meant."""
_LOOKED_AT = 3
"""Pages of a sitemap without headlines that are asked for theirs: each waits for its turn."""
_COUNTRIES = re.compile(r"ae|bh|dj|dz|eg|iq|jo|km|kw|lb|ly|ma|mr|om|ps|qa|sa|sd|so|sy|td|tn|ye")


class Discovery(Record, frozen=True, kw_only=True):
    """An outlet as found, or why nothing was; ``notes`` tell what was tried."""

    outlet: Outlet | None = None
    rejected: Rejection | None = None
    notes: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    """Some of what is in it now."""


def country_of(url: str) -> str | None:
    """By the ending of the host, where that is an Arab country's."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    return ending if _COUNTRIES.fullmatch(ending) else None


async def discovered(url: str, session: Session, *, allow_private: bool = False) -> Discovery:
    """Look at ``url`` (a site or a feed) and find how to follow its outlet."""
    address = feed_address(url) or feed_address(f"https://{url}")
    if address is None:
        refused = Rejection(kind="address", reason="not a web address", item=url)
        return Discovery(rejected=refused)
    return await _Search(session, allow_private).run(address)


class _Search:
    def __init__(self, session: Session, allow_private: bool) -> None:
        self._session = session
        self._allow_private = allow_private
        self._notes: list[str] = []
        self._headlines: tuple[str, ...] = ()

    async def run(self, url: str) -> Discovery:
        reply = await self._get(url)
        if isinstance(reply, Rejection):
            return Discovery(rejected=reply)
        if isinstance(feed := await _parsed(reply), Feed):
            await self._see(feed)
            return self._found(Outlet(id="", name=feed.title or "", url=url, feeds=(url,)))
        return await self._of_site(reply, url)

    async def _of_site(self, reply: Fetched, url: str) -> Discovery:
        html = decoded(reply.body, reply.content_type)
        if isinstance(refused := scanned(html), Rejection):
            return Discovery(rejected=refused)
        tree = LexborHTMLParser(html)
        site = Outlet(id="", name=_site_name(tree) or "", url=url, language=_language(tree))
        feeds = await self._working(_linked(tree, reply.url)) or await self._working(
            tuple(urljoin(reply.url, path) for path in _PATHS), most=1
        )
        if feeds:
            return self._found(msgspec.structs.replace(site, feeds=feeds))
        sitemaps = await self._sitemaps(reply.url)
        if sitemaps:
            return self._found(msgspec.structs.replace(site, sitemaps=sitemaps))
        listing = read_listing(reply.body, url=reply.url, content_type=reply.content_type)
        if isinstance(listing, Rejection):
            nothing = "neither a feed nor a sitemap nor a list of articles was found"
            reason = reply_error(reply) or nothing
            refused = Rejection(kind="discover", reason=reason, item=url)
            return Discovery(rejected=refused, notes=tuple(self._notes))
        await self._see(listing)
        return self._found(msgspec.structs.replace(site, listings=(reply.url,)))

    async def _sitemaps(self, url: str) -> tuple[str, ...]:
        named = await self._session.sitemaps(url, allow_private=self._allow_private)
        news = sorted(named, key=lambda place: "news" not in place)[:_MOST]
        guessed = tuple(urljoin(url, path) for path in _SITEMAPS)
        return await self._working(tuple(news), most=1) or await self._working(guessed, most=1)

    async def _working(self, places: tuple[str, ...], most: int = _MOST) -> tuple[str, ...]:
        """Those of the addresses that hold a feed or sitemap with something in it."""
        found: list[str] = []
        for place in dict.fromkeys(places):
            if len(found) >= most:
                break
            reply = await self._get(place)
            error = reply_error(reply)
            read = await _parsed(reply) if isinstance(reply, Fetched) and not error else None
            if isinstance(read, Feed) and (articles_of(read) or read.sitemaps):
                found.append(place)
                await self._see(read)
            else:
                self._notes.append(f"{place}: {error or _useless(read)}")
        return tuple(found)

    async def _get(self, url: str) -> Fetched | Rejection:
        limit = self._session.options.feed_bytes
        request = Request(url=url, limit=limit, allow_private=self._allow_private)
        return await self._session.get(request)

    async def _see(self, feed: Feed) -> None:
        """Headlines to show; those of the first pages, where a sitemap gives addresses alone."""
        if self._headlines:
            return
        items = articles_of(feed)
        titles = [item.title for item in items if item.title][:_SHOWN]
        if not titles:
            pages = [await self._get(item.url) for item in items[:_LOOKED_AT] if item.url]
            titles = [title for page in pages if (title := _page_title(page))]
        self._headlines = tuple(titles)

    def _found(self, site: Outlet) -> Discovery:
        url = site.url or ""
        outlet = msgspec.structs.replace(
            site,
            id=outlet_id(url),
            name=site.name or outlet_id(url),
            country=country_of(url),
            allow_private=self._allow_private,
        )
        notes = tuple(self._notes)
        return Discovery(outlet=outlet, notes=notes, headlines=self._headlines)


def _useless(read: Feed | Rejection | None) -> str:
    """Why nothing can be collected from what answered."""
    if isinstance(read, Rejection):
        return read.reason
    return (no_articles(read) if read else None) or "it is empty"


def _page_title(reply: Fetched | Rejection) -> str | None:
    """What a page calls itself, for a look at what is there."""
    if isinstance(reply, Rejection) or reply_error(reply):
        return None
    html = decoded(reply.body, reply.content_type)
    if isinstance(scanned(html), Rejection):
        return None
    tree = LexborHTMLParser(html)
    named = tree.css_first("meta[property='og:title'][content]")
    heading = tree.css_first("h1") or tree.css_first("title")
    text = named.attributes.get("content") if named else heading.text() if heading else None
    return plain(text, markup=False)


async def _parsed(reply: Fetched) -> Feed | Rejection:
    source = reader.Source(reply=reply, now=datetime.now(UTC))
    return await asyncio.to_thread(reader.readers().read, source)


def _linked(tree: LexborHTMLParser, base: str) -> tuple[str, ...]:
    """Feeds that the page names in its head, those of comments left out."""
    found = []
    for node in tree.css("link[rel~=alternate][href]"):
        attributes = node.attributes
        about = f"{attributes.get('title') or ''} {attributes.get('href') or ''}"
        kind = attributes.get("type") or ""
        place = web_address(attributes.get("href"), base)
        if place and _FEED_TYPES.match(kind) and not _COMMENTS.search(about):
            found.append(place)
    return tuple(dict.fromkeys(found))


def _site_name(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("meta[property='og:site_name'][content]")
    given = plain(node.attributes.get("content"), markup=False) if node else None
    title = tree.css_first("title")
    return given or (plain(title.text(), markup=False) if title else None)


def _language(tree: LexborHTMLParser) -> str:
    node = tree.css_first("html[lang]")
    code = (node.attributes.get("lang") or "") if node else ""
    return re.split(r"[-_]", code.strip().lower())[0] or "ar"
