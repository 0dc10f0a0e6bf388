"""Items as Atom with tags: what older apps of the Google Reader API read (newsboat does)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from xml.etree import ElementTree as ET

from rawi.serve.api.syndication import put

_ATOM = "http://www.w3.org/2005/Atom"
_SCHEME = "http://www.google.com/reader/"


def atom_of(told: Mapping[str, Any]) -> bytes:
    """The same items that ``stream/contents`` tells."""
    root = ET.Element(f"{{{_ATOM}}}feed")
    put(root, "id", f"tag:google.com,2005:reader/{told['id']}")
    put(root, "title", told["items"][0]["origin"]["title"] if told["items"] else told["id"])
    put(root, "updated", _stamp(told["updated"]))
    for item in told["items"]:
        _entry(put(root, "entry"), item)
    return cast(bytes, ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: ET.Element, item: Mapping[str, Any]) -> None:
    put(entry, "id", item["id"])
    put(entry, "title", item["title"])
    put(entry, "link", rel="alternate", type="text/html", href=item["alternate"][0]["href"])
    put(entry, "published", _stamp(item["published"]))
    put(entry, "updated", _stamp(item["updated"]))
    put(put(entry, "author"), "name", item["author"])
    for tag in item["categories"]:
        put(entry, "category", term=tag, scheme=_SCHEME, label=tag.rpartition("/")[2])
    put(entry, "summary", item["summary"]["content"], type="html")


def _stamp(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
