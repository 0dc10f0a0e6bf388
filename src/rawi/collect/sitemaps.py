"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org; Google's news extension)."""

from __future__ import annotations

from datetime import datetime

from rawi.collect.xmlstream import EntityRefusedError, Node, nodes
from rawi.ingest.item_dates import dated
from rawi.ingest.plain_text import plain, web_address
from rawi.ingest.records import Feed, FeedItem, FeedLimits
from rawi.model import Rejection

_ENTRY = {"url", "sitemap"}
_MOST = 50_000  # entries that the protocol allows in one file
_COLLECTED = {"loc", "lastmod", "publication_date", "title", "keywords"}


def _item(found: dict[str, str], base: str | None, now: datetime) -> FeedItem | None:
    url = web_address(found.get("loc"), base)
    if url is None:
        return None
    date = dated(found.get("publication_date"), now)
    words = (found.get("keywords") or "").replace("،", ",").split(",")
    return FeedItem(
        url=url,
        title=plain(found.get("title"), markup=False),
        published=date.value,
        published_precision=date.precision,
        published_raw=found.get("publication_date") or found.get("lastmod"),
        modified_raw=found.get("lastmod"),
        tags=tuple(dict.fromkeys(t for w in words if (t := plain(w, markup=False)))),
        image=web_address(found.get("image"), base),
    )


class _Entries:
    """Gathers the fields of each <url> or <sitemap> until the limit."""

    def __init__(self) -> None:
        self.root = ""
        self.entries: list[dict[str, str]] = []
        self.mistake: str | None = None
        self.refused = False
        self._held: dict[str, str] = {}
        self._in_image = False

    def read(self, data: bytes, limit: int) -> None:
        try:
            for node in nodes(data):
                self.root = self.root or node.name
                (self._open if node.opened else self._close)(node)
                if len(self.entries) > limit:
                    return
        except EntityRefusedError as why:
            self.mistake, self.refused = str(why), True
        except ValueError as why:
            self.mistake = str(why)

    def _open(self, node: Node) -> None:
        if node.name in _ENTRY:
            self._held = {}
        elif node.name == "image" and node.depth == 2:
            self._in_image = True

    def _close(self, node: Node) -> None:
        if node.name == "loc" and self._in_image:
            self._held.setdefault("image", node.text)
        elif node.name in _COLLECTED:
            self._held.setdefault(node.name, node.text)
        elif node.name == "image":
            self._in_image = False
        elif node.name in _ENTRY and node.depth == 1:
            self.entries.append(self._held)


def _parts(entries: list[dict[str, str]], url: str | None) -> tuple[str, ...]:
    """The sitemaps of an index: news first, then what changed last, since an index of years
    holds its present in one part."""
    latest = sorted(entries, key=lambda e: e.get("lastmod", ""), reverse=True)
    latest.sort(key=lambda e: "news" not in e.get("loc", ""))
    places = (web_address(e.get("loc"), url) for e in latest)
    return tuple(dict.fromkeys(place for place in places if place))


def read_sitemap(
    data: bytes, url: str | None, now: datetime, limits: FeedLimits
) -> Feed | Rejection:
    """A sitemap or an index in UTF-8; broken ones give what stood before the break."""
    found = _Entries()
    found.read(data, _MOST)
    if found.refused or (found.mistake and not found.entries):
        return Rejection(kind="sitemap", reason=f"unreadable: {found.mistake}", item=url)
    notes = [f"broken after {len(found.entries)} entries: {found.mistake}"] if found.mistake else []
    if found.root == "sitemapindex":
        newest = _parts(found.entries, url)
        return Feed(kind="index", sitemaps=newest[: limits.sitemaps], notes=tuple(notes))
    if len(found.entries) > limits.items:
        notes.append(f"{len(found.entries)} addresses, the first {limits.items} were read")
    news = any("publication_date" in e for e in found.entries)
    if not news:
        found.entries.sort(key=lambda e: e.get("lastmod", ""), reverse=True)
    items = [_item(e, url, now) for e in found.entries[: limits.items]]
    return Feed(
        kind="news" if news else "sitemap",
        items=tuple(i for i in items if i),
        notes=tuple(notes),
    )
