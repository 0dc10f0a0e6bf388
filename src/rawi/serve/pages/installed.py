"""The reader as an app of the device: its manifest, its worker, what it keeps for no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from litestar import Response, get
from litestar.response import Redirect

from rawi.model import Record
from rawi.serve.access import member_of
from rawi.serve.http import Ask, respond
from rawi.serve.pages.reading import Shelved, shelved
from rawi.serve.reader import (
    SHELL,
    Desk,
    json_bytes,
    static_address,
    static_bytes,
)
from rawi.serve.ui.screen import Screen, address

MOST = 100
"""Saved reports and stories that a device keeps, the last saved first."""
LISTS = ("/search", "/entity/", "/speaker/", "/keyword/", "/image/", "/api/", "/feeds/", "/login")
"""Paths without end, or with nothing of their own, that search engines need not visit."""
RED, PAPER = "#7d1d16", "#fbf8f1"


def _icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    source, sizes = static_address(name), f"{size}x{size}"
    return {"src": source, "sizes": sizes, "type": "image/png", "purpose": purpose}


@get("/manifest.webmanifest", sync_to_thread=False)
def manifest(request: Ask, reader: Desk) -> Response[bytes]:
    """How the installed reader looks (https://www.w3.org/TR/appmanifest/)."""
    ui = reader.screen(request)
    told = {
        "id": "/",
        "name": ui.t("name"),
        "short_name": ui.t("name"),
        "description": ui.t("motto"),
        "lang": ui.language,
        "dir": ui.direction,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": RED,
        "background_color": PAPER,
        "icons": [
            _icon("icon-192.png", 192),
            _icon("icon-512.png", 512),
            _icon("icon-maskable.png", 512, "maskable"),
        ],
    }
    return respond(request, json_bytes(told), "application/manifest+json")


@get("/robots.txt", sync_to_thread=False)
def robots(request: Ask, reader: Desk) -> Response[bytes]:
    """What search engines may visit (RFC 9309): of a public instance its stories and articles."""
    shut = LISTS if reader.options.public else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut), ""]
    return respond(request, "\n".join(lines).encode(), "text/plain")


@get("/favicon.ico", sync_to_thread=False)
def favicon() -> Redirect:
    """For programs that look for a sign there and not in the page."""
    return Redirect(static_address("icon-192.png"), status_code=301)


@get("/sw.js", sync_to_thread=False)
def worker(request: Ask) -> Response[bytes]:
    """The service worker; other bytes, and so installed anew, whenever a file of it changes."""
    files = [static_address(name) for name in SHELL]
    body = static_bytes("sw.js")
    version = hashlib.blake2b(json_bytes(files) + body, digest_size=6).hexdigest()
    named = {"VERSION": version, "SHELL": files, "ICON": static_address("icon-192.png")}
    head = b"".join(b"const %b = %b;\n" % (k.encode(), json_bytes(v)) for k, v in named.items())
    return respond(request, head + body, "text/javascript")


@get("/offline", sync_to_thread=False)
def offline(request: Ask, reader: Desk) -> Response[bytes]:
    """What is shown in place of a page that cannot be had; the same for everybody."""
    return reader.page(request, "offline.html", {})


class Shelf(Record, frozen=True, kw_only=True):
    """What a device keeps for one person."""

    person: int
    pages: dict[str, str]
    """Address of each page and picture, and what changes when it does."""


@get("/saved/pages", sync_to_thread=True)
def pages(request: Ask, reader: Desk) -> Response[bytes]:
    """The saved pages of whoever asks, to be kept for reading without a network."""
    person = member_of(request, reader.options)
    ui = reader.screen(request)
    found = shelved(reader, reader.newsroom.marks.of(person.number).kept(MOST))
    shelf = Shelf(person=person.number, pages=dict(_pages(ui, found)))
    return respond(request, json_bytes(shelf), "application/json")


def _pages(ui: Screen, found: list[Shelved]) -> Iterable[tuple[str, str]]:
    look = repr((ui.preferences, ui.zone.key, [static_address(name) for name in SHELL]))
    yield "/saved", _tag(look, *found)
    for one in found:
        if one.article:
            yield address("article", one.article.id), _tag(look, one)
            if picture := ui.picture(one.article, "lead"):
                yield picture, ""
        elif one.story:
            yield address("story", one.story.id), _tag(look, one)


def _tag(*parts: object) -> str:
    return hashlib.blake2b(json_bytes(parts), digest_size=8).hexdigest()


HANDLERS = (manifest, robots, favicon, worker, offline, pages)
