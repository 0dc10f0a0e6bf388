"""One entry of RSS or Atom, as feedparser gives it, to a ``FeedItem``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace

from rawi.collect.feed_authors import named
from rawi.ingest.item_dates import first_dated
from rawi.ingest.plain_text import paragraphs, plain, teaser, unescaped, web_address
from rawi.ingest.records import FeedItem, FeedLimits
from rawi.model import Enclosure

_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_PLAYED = ("audio", "video")
_IMG = re.compile(r"<img\s[^<>]{1,4000}>", re.I)
_SRC = re.compile(r"""\ssrc\s?=\s?["']?([^"'\s<>]{1,2000})""", re.I)
_COUNTER = re.compile(
    r"""\s(?:width|height)\s?=\s?["']?[01](?:px)?["'\s/>]"""
    r"|/pixel[./?]|track[a-z]{0,3}[_-]?pixel|/_/stat\?|/b\.gif|/~r/|feedsportal|doubleclick"
    r"|gravatar|/emoji/",
    re.I,
)
"""Pictures that count readers, and those of writers and moods."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.I)
_LISTED = re.compile("[،؛;]")
_UNFILED = re.compile("uncategori[sz]ed|غير مصنفة?|بدون تصنيف|non classé|sin categoría", re.I)
"""What programs file under where nobody chose."""
_STOP = re.compile(r"[.!?؟…](?=\s|$)|\n")
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 20, 120
"""Characters of a headline made of a text; headlines of news have 40 to 110."""
_LONGEST_TEASER = 20_000
"""Characters of a text that are looked at for a picture and a headline."""


def item(
    entry: Any, base: str | None, now: datetime, limits: FeedLimits, own: str | None = None
) -> FeedItem:
    """The entry as a record; ``base`` resolves addresses, ``now`` settles dates; ``own`` is
    what the feed calls itself."""
    date = first_dated((dict.get(entry, n) for n in ("published", "created", "updated")), now)
    source = plain((entry.get("source") or {}).get("title"), markup=True)
    content, summary = _content(entry, limits.text), _summary(entry)
    title = without_source(text_of(entry, "title") or _line(entry.get("itunes_title")), source)
    return FeedItem(
        url=_address(entry, base),
        title=title,
        summary=None if summary in (title, f"{title} {source}") else summary,
        content=content,
        published=date.value,
        published_precision=date.precision,
        published_raw=date.raw,
        modified_raw=dict.get(entry, "updated"),
        authors=_authors(entry),
        tags=_tags(entry),
        image=_image(entry, base)
        or first_image(entry.get("summary"), base)
        or first_image(content, base),
        source=source if source != own else None,
        enclosures=_enclosures(entry, base),
        key=entry.get("id"),
    )


def _line(value: str | None) -> str | None:
    return plain(value, markup=True)


def _tags(entry: Any) -> tuple[str, ...]:
    """What the entry is filed under, as people read it (``label``, RFC 4287), lists parted."""
    given = (_line(t.get("label") or t.get("term")) for t in entry.get("tags") or ())
    parted = (part.strip() for tag in given if tag for part in _LISTED.split(tag))
    return tuple(dict.fromkeys(t for t in parted if t and not _UNFILED.fullmatch(t)))


def text_of(entry: Any, field: str) -> str | None:
    """A field as one line of text."""
    return plain(entry.get(field), markup=_is_html(entry, field))


def without_source(title: str | None, source: str | None) -> str | None:
    """A headline without the name of whose report it is, as those who gather put it behind."""
    if not title or not source or not title.endswith(source):
        return title
    bare = title[: -len(source)].rstrip()
    return bare[:-1].rstrip() or title if bare.endswith(("-", "–", "—", "|")) else title


def called(item: FeedItem) -> FeedItem:
    """The item under a headline: its own, else how its text begins, as channels and short
    messages have none, up to the end of a sentence or of a word."""
    return item if item.title else replace(item, title=_beginning(item.summary, item.content))


def _beginning(summary: str | None, content: str | None) -> str | None:
    lines = paragraphs(content[:_LONGEST_TEASER]) if content else ()
    text = next(iter(lines), None) or summary
    if not text or len(text) <= _LONGEST_HEADLINE:
        return text
    end = next((m.end() for m in _STOP.finditer(text, _SHORTEST_HEADLINE, _LONGEST_HEADLINE)), 0)
    if end:
        return text[:end].rstrip(" .")
    return text[: text.rfind(" ", 1, _LONGEST_HEADLINE)].rstrip(" ،,؛:-") + "…"


def first_image(markup: str | None, base: str | None) -> str | None:
    """The first picture in a text that is no counter of readers and no face."""
    for tag in _IMG.findall((markup or "")[:_LONGEST_TEASER]):
        found = _SRC.search(tag)
        if found and not _COUNTER.search(tag) and (url := web_address(unescaped(found[1]), base)):
            return url
    return None


def _is_html(entry: Any, field: str) -> bool:
    return (entry.get(f"{field}_detail") or {}).get("type") in _HTML_TYPES


def _address(entry: Any, base: str | None) -> str | None:
    """Where the article stands: the outlet's own link, the first to a page among several."""
    given = (
        entry.get("feedburner_origlink"),
        *_alternates(entry),
        entry.get("link"),
    )
    found = next((url for g in given if (url := web_address(g, base))), None)
    return _behind(found) if found else web_address(entry.get("id"))


def _alternates(entry: Any) -> list[str]:
    """Addresses of the entry's pages, those of other kinds of file left out."""
    links = [link for link in entry.get("links") or () if _is_page(link)]
    return [ln["href"] for ln in links if ln.get("href") and ln.get("type") in (None, *_HTML_TYPES)]


def _is_page(link: Mapping[str, Any]) -> bool:
    """Whether a link is to the entry as a page; RFC 4287 also allows the relation's address."""
    return str(link.get("rel")).rpartition("/")[2] == "alternate"


def _behind(url: str) -> str:
    """The address that a search engine's counter (google.com/url?url=...) sends on to."""
    parts = urlsplit(url)
    if not (parts.hostname or "").startswith(("www.google.", "google.")) or parts.path != "/url":
        return url
    query = dict(parse_qsl(parts.query))
    return web_address(query.get("url") or query.get("q")) or url


def _summary(entry: Any) -> str | None:
    """The outlet's teaser; None where the parser only copied the content into its place."""
    if not entry.get("summary_detail") and entry.get("content"):
        return None
    return teaser(entry.get("summary"), markup=_is_html(entry, "summary"))


def _authors(entry: Any) -> tuple[str, ...]:
    people = [a.get("name") for a in entry.get("authors") or () if a] or [entry.get("author")]
    return named(people, markup=True)


def _pictures(entry: Any) -> Iterator[Mapping[str, Any]]:
    yield from entry.get("media_thumbnail") or ()
    yield from entry.get("media_content") or ()
    yield from ({"url": e.get("href"), **e} for e in entry.get("enclosures") or ())


def _image(entry: Any, base: str | None) -> str | None:
    """The widest of an entry's pictures, the first of those as wide."""
    given = sorted(filter(_is_picture, _pictures(entry)), key=_width, reverse=True)
    found = (web_address(picture.get("url"), base) for picture in given)
    return next(filter(None, found), None) or _own_image(entry, base)


def _own_image(entry: Any, base: str | None) -> str | None:
    """The picture of ``image``; its address is the entry's where RSS puts it into ``url``."""
    if given := (entry.get("image") or {}).get("href"):
        return web_address(given, base)
    url = web_address(entry.get("href"), base)
    return url if url and _PICTURE.search(urlsplit(url).path) else None


def _is_picture(file: Mapping[str, Any]) -> bool:
    return (file.get("type") or file.get("medium") or "image").startswith("image")


def _width(picture: Mapping[str, Any]) -> int:
    digits = str(picture.get("width") or "")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _enclosures(entry: Any, base: str | None) -> tuple[Enclosure, ...]:
    """Sound and film that the entry encloses, and files of any other kind but pictures."""
    given = [
        *((e.get("href"), e.get("type"), e.get("length")) for e in entry.get("enclosures") or ()),
        *(
            (m.get("url"), m.get("type") or m.get("medium"), m.get("filesize"))
            for m in entry.get("media_content") or ()
            if (m.get("type") or m.get("medium") or "").startswith(_PLAYED)
        ),
    ]
    found = (enclosure(web_address(url, base), kind, length) for url, kind, length in given)
    return tuple({e.url: e for e in found if e}.values())


def enclosure(url: str | None, kind: object, length: object) -> Enclosure | None:
    """The enclosed file, or None for a picture or where there is no address."""
    named = kind.strip().lower() if isinstance(kind, str) else ""
    if url is None or named.startswith("image"):
        return None
    digits = str(length or "").strip()
    size = int(digits) if digits.isdecimal() and len(digits) <= 15 else 0
    return Enclosure(url=url, type=named or None, length=size or None)


def _content(entry: Any, limit: int) -> str | None:
    """The longest content, for outlets that put teasers and text side by side."""
    values = [c.get("value") or "" for c in entry.get("content") or ()]
    longest = max(values, key=len, default="")
    if not longest and _is_html(entry, "summary"):
        longest = entry.get("summary") or ""
    return longest[:limit] if longest.strip() else None
