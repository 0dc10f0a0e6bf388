"""JSON Feed 1 and 1.1 (jsonfeed.org), read leniently."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import Any

from rawi.collect.feed_authors import named
from rawi.collect.feed_items import enclosure, first_image
from rawi.ingest.item_dates import first_dated
from rawi.ingest.plain_text import plain, teaser, web_address
from rawi.ingest.records import Feed, FeedItem, FeedLimits
from rawi.model import Enclosure, Rejection


def _text(value: object) -> str | None:
    """Strings as they are, numbers as text (ids are often numbers), nothing else."""
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, str | int | float) else None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _authors(raw: dict[str, Any]) -> tuple[str, ...]:
    people = [*_listed(raw.get("authors")), raw.get("author")]
    names = [_text(p.get("name")) if isinstance(p, dict) else _text(p) for p in people]
    return named(names, markup=False)


def _content(raw: dict[str, Any], limit: int) -> str | None:
    markup, text = raw.get("content_html"), raw.get("content_text")
    if isinstance(markup, str) and markup.strip():
        return markup[:limit]
    if isinstance(text, str) and text.strip():
        parts = html.escape(text[:limit], quote=False).split("\n")
        return "".join(f"<p>{part}</p>" for part in parts if part.strip())
    return None


def _enclosures(raw: dict[str, Any], base: str | None) -> tuple[Enclosure, ...]:
    files = [a for a in _listed(raw.get("attachments")) if isinstance(a, dict)]
    found = (
        enclosure(web_address(a.get("url"), base), a.get("mime_type"), a.get("size_in_bytes"))
        for a in files
    )
    return tuple({e.url: e for e in found if e}.values())


def _item(raw: dict[str, Any], base: str | None, now: datetime, limits: FeedLimits) -> FeedItem:
    date = first_dated(map(raw.get, ("date_published", "date_modified")), now)
    tags = (plain(_text(t), markup=False) for t in _listed(raw.get("tags")))
    images = (web_address(raw.get(name), base) for name in ("image", "banner_image"))
    key = _text(raw.get("id"))
    content = _content(raw, limits.text)
    return FeedItem(
        url=web_address(raw.get("url"), base)
        or web_address(raw.get("external_url"), base)
        or web_address(key),
        title=plain(_text(raw.get("title")), markup=False),
        summary=teaser(_text(raw.get("summary")), markup=False),
        content=content,
        published=date.value,
        published_precision=date.precision,
        published_raw=date.raw,
        modified_raw=_text(raw.get("date_modified")),
        authors=_authors(raw),
        tags=tuple(dict.fromkeys(t for t in tags if t)),
        image=next((i for i in images if i), None) or first_image(content, base),
        enclosures=_enclosures(raw, base),
        key=key,
    )


def read_json_feed(
    data: bytes, url: str | None, now: datetime, limits: FeedLimits
) -> Feed | Rejection:
    """A JSON Feed in UTF-8; ``now`` settles relative dates and dates in the future."""
    try:
        raw = json.loads(data.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as why:
        return Rejection(kind="feed", reason=f"not a readable JSON Feed: {why}", item=url)
    if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
        return Rejection(kind="feed", reason="JSON without a list of items", item=url)
    items = [i for i in raw["items"] if isinstance(i, dict)]
    notes = []
    if len(items) > limits.items:
        notes.append(f"{len(items)} items, the first {limits.items} were read")
    return Feed(
        kind="json",
        title=plain(_text(raw.get("title")), markup=False),
        items=tuple(_item(i, url, now, limits) for i in items[: limits.items]),
        notes=tuple(notes),
    )
