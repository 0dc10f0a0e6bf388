"""Lists of outlets in and out (OPML 2.0, opml.org)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

import msgspec

from rawi.collect.decode import to_utf8
from rawi.collect.discover import country_of, outlet_id
from rawi.collect.xmlstream import nodes
from rawi.errors import InputError
from rawi.ingest.plain_text import plain, web_address
from rawi.model import Outlet

_MOST = 100_000


def read_opml(data: bytes) -> tuple[Outlet, ...]:
    """The outlets of an OPML file, feeds of one site joined; raises ``InputError``.

    Entities of its own make a file refused. A folder's name becomes the section of
    the outlets in it unless they carry one.
    """
    clean, _ = to_utf8(data)
    found: dict[str, Outlet] = {}
    folders: list[str | None] = []
    try:
        for node in nodes(clean):
            if node.name != "outline":
                continue
            if not node.opened:
                folders.pop()
                continue
            folders.append(None if "xmlurl" in node.attributes else _called(node.attributes))
            outlet = _outlet(node.attributes, next((f for f in reversed(folders) if f), None))
            if outlet is not None and len(found) < _MOST:
                found[outlet.id] = _joined(found.get(outlet.id), outlet)
    except ValueError as why:
        raise InputError(f"not a readable OPML file: {why}") from why
    if not found:
        raise InputError("no feed in this OPML file")
    return tuple(found.values())


def _called(attributes: dict[str, str]) -> str | None:
    return plain(attributes.get("text") or attributes.get("title"), markup=False)


def _outlet(attributes: dict[str, str], folder: str | None) -> Outlet | None:
    feed = web_address(attributes.get("xmlurl"))
    if feed is None:
        return None
    site = web_address(attributes.get("htmlurl"))
    return Outlet(
        id=attributes.get("rawiid") or outlet_id(site or feed),
        name=_called(attributes) or outlet_id(site or feed),
        url=site,
        country=attributes.get("rawicountry") or country_of(site or feed),
        language=(attributes.get("language") or "ar").split("-")[0].lower(),
        feeds=() if attributes.get("type") == "sitemap" else (feed,),
        sitemaps=(feed,) if attributes.get("type") == "sitemap" else (),
        section=attributes.get("category") or folder,
    )


def _joined(first: Outlet | None, second: Outlet) -> Outlet:
    if first is None:
        return second
    return msgspec.structs.replace(
        first,
        feeds=tuple(dict.fromkeys((*first.feeds, *second.feeds))),
        sitemaps=tuple(dict.fromkeys((*first.sitemaps, *second.sitemaps))),
    )


def write_opml(outlets: Iterable[Outlet], title: str = "Rawi") -> bytes:
    """An OPML file of the outlets' feeds and sitemaps; an outlet with neither is left out."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"<head><title>{quoteattr(title)[1:-1]}</title></head>",
        "<body>",
    ]
    for outlet in outlets:
        lines += [_outline(outlet, place, "rss") for place in outlet.feeds]
        lines += [_outline(outlet, place, "sitemap") for place in outlet.sitemaps]
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def _outline(outlet: Outlet, place: str, kind: str) -> str:
    fields = {
        "type": kind,
        "text": outlet.name,
        "xmlUrl": place,
        "htmlUrl": outlet.url,
        "language": outlet.language,
        "category": outlet.section,
        "rawiId": outlet.id,
        "rawiCountry": outlet.country,
    }
    return "<outline" + "".join(f" {k}={quoteattr(v)}" for k, v in fields.items() if v) + "/>"
