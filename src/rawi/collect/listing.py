"""Links to articles out of a listing page, for an outlet that has no feed.

Lists of articles repeat one structure: links are grouped by the tags around
them, and a group counts when its links look like articles by address and title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import unquote, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rawi.extract.encoding import decoded
from rawi.extract.html.guard import scanned
from rawi.ingest.plain_text import plain, web_address
from rawi.ingest.records import Feed, FeedItem, FeedLimits
from rawi.model import Rejection
from rawi.urls import canonical_url, without_anchor

_OUTSIDE = {"nav", "footer", "aside", "form"}
_NOT_ARTICLE = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|writers?|page|pages|search|login|register|about|contact"
    r"|privacy|terms|rss|feed|wp-admin|wp-login|subscribe|topics?|sections?)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|pdf|mp[34]|xml|zip|css|js)$",
    re.I,
)
_NUMBER = re.compile(r"\d{4,}")
_DATE = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])\b")
_DEPTH = 4
"""Elements around a link that name the list it stands in."""
_FEWEST = 3  # links that make a list
_WORDS = 4  # of a headline


class _Link(msgspec.Struct, frozen=True):
    url: str
    title: str
    place: str
    likely: bool


def looks_like_article(url: str) -> bool:
    """Whether a path reads like an article's: a number, a date, or a slug of several words."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _NOT_ARTICLE.search(path) or path.strip("/") == "":
        return False
    last = path.rstrip("/").rpartition("/")[2]
    words = [w for w in re.split(r"[-_ ]", last) if w]
    numbered = _NUMBER.search(path) or re.search(r"\d{3,}", parts.query)
    return bool(numbered or _DATE.search(path) or len(words) >= 4)


def _place(node: LexborNode) -> str | None:
    """The tags and first classes around a link, or None outside the matter of the page."""
    steps: list[str] = []
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if parent.tag in _OUTSIDE:
            return None
        if len(steps) < _DEPTH and parent.tag:
            classes = (parent.attributes.get("class") or "").split()
            steps.append(parent.tag + (f".{classes[0]}" if classes else ""))
        parent = parent.parent
    return ">".join(steps)


def _links(tree: LexborHTMLParser, base: str | None) -> list[_Link]:
    host = canonical_url(base).split("/")[2] if base else None
    found = []
    for node in tree.css("a[href]"):
        url = web_address(node.attributes.get("href"), base)
        title = plain(
            node.text(deep=True, separator=" ") or node.attributes.get("title"), markup=False
        )
        if url is None or title is None or (place := _place(node)) is None:
            continue
        url = without_anchor(url)
        if host is None or canonical_url(url).split("/")[2] == host:
            found.append(_Link(url, title, place, looks_like_article(url)))
    return found


def _is_list(links: list[_Link]) -> bool:
    likely = sum(link.likely for link in links)
    words = sum(len(link.title.split()) for link in links) / len(links)
    return len(links) >= _FEWEST and likely >= 0.6 * len(links) and words >= _WORDS


def _items(links: list[_Link]) -> list[FeedItem]:
    """One item an address, with its longest title (a picture's link has none, or a short one)."""
    groups: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        groups[link.place].append(link)
    listed = {link.url for group in groups.values() if _is_list(group) for link in group}
    titles: dict[str, str] = {}
    for link in links:
        headline = link.likely and len(link.title.split()) >= _WORDS
        if headline and (link.url in listed or not listed):
            titles[link.url] = max(titles.get(link.url, ""), link.title, key=len)
    return [FeedItem(url=url, title=title) for url, title in titles.items()]


def read_listing(
    data: bytes, *, url: str | None, content_type: str | None, limits: FeedLimits | None = None
) -> Feed | Rejection:
    """The articles that a web page links to, in page order; pure."""
    limits = limits or FeedLimits()
    html = decoded(data, content_type)
    if isinstance(refused := scanned(html), Rejection):
        return msgspec.structs.replace(refused, item=url)
    items = _items(_links(LexborHTMLParser(html), url))
    if not items:
        return Rejection(kind="listing", reason="no list of articles in this page", item=url)
    return Feed(kind="listing", items=tuple(items[: limits.items]))
