"""Atom (RFC 4287) and JSON Feed 1.1 documents out of plain entries."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import msgspec

from rawi.model import Enclosure, Record
from rawi.serve.ui.formats import instant

ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"
LANGUAGE = "ar"
"""Of a feed; an entry in another says so, so that it is set from the left where it should be."""
UNTYPED = "application/octet-stream"
"""Of a file whose type is not known: readers of feeds take a link without one for a page."""
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 cannot hold these, not even as references.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = "1970-01-01T00:00:00+00:00"

ET.register_namespace("", _ATOM)


class Entry(Record, frozen=True, kw_only=True):
    """One item of a feed; times are ISO 8601, ``text`` is plain."""

    id: str
    title: str
    link: str
    original: str | None = None
    published: str | None = None
    updated: str | None = None
    summary: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    enclosures: tuple[Enclosure, ...] = ()


class Feed(Record, frozen=True, kw_only=True):
    """A feed with the addresses it is read at."""

    title: str
    page: str
    """The page that shows the same."""
    address: str
    entries: tuple[Entry, ...] = ()

    @property
    def updated(self) -> str | None:
        return max((e.updated for e in self.entries if e.updated), default=None)


def _stamp(iso: str | None) -> str | None:
    """RFC 3339, as both formats ask; a bare day begins at midnight UTC."""
    at = instant(iso) or (instant(f"{iso}T00:00:00+00:00") if iso and len(iso) == 10 else None)
    return at.isoformat(timespec="seconds") if at else None


def put(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A child of that Atom name; letters that XML cannot hold are left out."""
    clean = {k: _NOT_XML.sub("", v) for k, v in attributes.items()}
    child = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", clean)
    child.text = None if text is None else _NOT_XML.sub("", text)
    return child


def _atom_entry(root: ET.Element, entry: Entry) -> None:
    node = put(root, "entry")
    if entry.language and entry.language != LANGUAGE:
        node.set(_LANG, entry.language)
    put(node, "id", entry.id)
    put(node, "title", entry.title)
    put(node, "link", rel="alternate", type="text/html", href=entry.link)
    if entry.original:
        put(node, "link", rel="via", href=entry.original)
    for file in entry.enclosures:
        size = {"length": str(file.length)} if file.length else {}
        put(node, "link", rel="enclosure", href=file.url, type=file.type or UNTYPED, **size)
    put(node, "updated", _stamp(entry.updated) or _stamp(entry.published) or _EPOCH)
    if published := _stamp(entry.published):
        put(node, "published", published)
    for name in entry.authors:
        put(put(node, "author"), "name", name)
    for tag in entry.tags:
        put(node, "category", term=tag)
    if entry.summary:
        put(node, "summary", entry.summary)
    if entry.text:
        put(node, "content", entry.text, type="text")


def atom(feed: Feed) -> bytes:
    """The feed as Atom; every text is plain, so nothing in it can be markup."""
    root = ET.Element(f"{{{_ATOM}}}feed", {_LANG: LANGUAGE})
    put(root, "id", feed.page)
    put(root, "title", feed.title)
    put(root, "updated", _stamp(feed.updated) or _EPOCH)
    put(put(root, "author"), "name", "Rawi")
    put(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    put(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _atom_entry(root, entry)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _without_empty(fields: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in fields.items() if v not in (None, "", [], ())}


def _attachment(file: Enclosure) -> dict[str, object]:
    told: dict[str, object] = {"url": file.url, "mime_type": file.type or UNTYPED}
    return told | ({"size_in_bytes": file.length} if file.length else {})


def _json_item(entry: Entry) -> dict[str, object]:
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.link,
            "external_url": entry.original,
            "title": entry.title,
            "summary": entry.summary,
            "date_published": _stamp(entry.published),
            "date_modified": _stamp(entry.updated),
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(entry.tags),
            "language": entry.language,
            "attachments": [_attachment(file) for file in entry.enclosures],
        }
    ) | {"content_text": entry.text or entry.summary}


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    return msgspec.json.encode(
        _without_empty(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": feed.title,
                "home_page_url": feed.page,
                "feed_url": feed.address,
                "language": LANGUAGE,
            }
        )
        | {"items": [_json_item(e) for e in feed.entries]}
    )
