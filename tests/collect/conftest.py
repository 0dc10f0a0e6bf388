"""A web server on loopback that behaves as badly as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest

from rawi.collect.collector import Brought, Collector
from rawi.collect.options import CollectOptions
from rawi.collect.state import OutletState
from rawi.model import Capture, Outlet


class Reply(NamedTuple):
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


Route = Reply | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Routes by path; ``asked`` keeps (path, headers) of every request."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        headers = {k.lower(): v for k, v in self.headers.items()}
        self.site.asked.append((self.path, headers))
        route = self.site.routes.get(self.path, Reply(b"none", 404))
        if not isinstance(route, Reply):
            self.close_connection = True
            try:
                route(self)
            except OSError:  # the client has had enough, as it should
                return
            return
        etag = route.headers.get("ETag")
        same = etag is not None and headers.get("if-none-match") == etag
        body = route.body.encode() if isinstance(route.body, str) else route.body
        self.send_response(304 if same else route.status)
        for name, value in route.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0" if same else str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if same else body)

    def log_message(self, *_args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site; add to ``routes``."""
    held = Site()
    handler = type("Handler", (_Handler,), {"site": held})
    server = _Server(("127.0.0.1", 0), handler)
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield held
    server.shutdown()
    server.server_close()


QUICK = CollectOptions(
    connect_timeout=3.0,
    read_timeout=0.8,
    total_timeout=1.6,
    delay=0.0,
    outlet_timeout=10.0,
    feed_bytes=300_000,
    page_bytes=200_000,
)


class Round(NamedTuple):
    captures: list[Capture]
    ends: dict[str, Brought]

    @property
    def error(self) -> str:
        """The error of the only outlet."""
        (end,) = self.ends.values()
        return end.visited.errors[0]

    @property
    def state(self) -> OutletState:
        (end,) = self.ends.values()
        return end.state


def collected(
    *outlets: Outlet,
    states: dict[str, OutletState] | None = None,
    options: CollectOptions = QUICK,
) -> Round:
    """One round over the outlets, to its end."""
    known = states or {}
    captures: list[Capture] = []
    ends: dict[str, Brought] = {}
    with Collector(options) as collector:
        for outlet in outlets:
            collector.submit(outlet, known.get(outlet.id, OutletState(outlet=outlet.id)))
        while collector.under_way:
            for thing in collector.take(1.0):
                if isinstance(thing, Brought):
                    ends[thing.visited.outlet] = thing
                else:
                    captures.append(thing)
    return Round(captures, ends)


def outlet(site: Site, *feeds: str, id: str = "marfa", **fields: object) -> Outlet:
    return Outlet(
        id=id,
        name="صحيفة المرفأ",
        url=f"{site.url}/",
        feeds=tuple(site.url + path for path in feeds),
        allow_private=True,
        **fields,  # type: ignore[arg-type]
    )


def feed(site: Site, *items: tuple[str, str]) -> Reply:
    """An RSS feed of (path, title)."""
    held = "".join(
        f"<item><title>{title}</title><link>{site.url}{path}</link>"
        f"<description>تفاصيل {title}</description>"
        "<pubDate>Mon, 20 May 2024 09:30:00 GMT</pubDate></item>"
        for path, title in items
    )
    return Reply(f'<rss version="2.0"><channel><title>المرفأ</title>{held}</channel></rss>')


def page(title: str, text: str = "") -> Reply:
    """An article's page."""
    body = text or (
        "<p>أعلنت إدارة الميناء صباح اليوم افتتاح الرصيف الجديد بعد أعمال استمرت عامين كاملين، "
        "وقالت إن السفن الأولى ستصل خلال أيام قليلة محملة بالحبوب والأخشاب.</p>"
        "<p>وأضاف مدير الميناء أن العمل سيجري على مدار الساعة، وأن مئات من أبناء المدينة "
        "حصلوا على وظائف دائمة في الرصيف الذي يعد الأكبر على الساحل.</p>"
    )
    return Reply(
        f"<!doctype html><html lang='ar'><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{body}</article></body></html>",
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


LISTING = """<html><body><nav><a href="/about-us-and-our-long-story">من نحن وما هي قصتنا الطويلة</a>
</nav><div class="list">{}</div></body></html>"""


def listing(site: Site) -> None:
    links = "".join(
        f'<div class="card"><a href="/akhbar/2024/05/{n}"><img src="/i.jpg"></a>'
        f'<h3><a href="/akhbar/2024/05/{n}">افتتاح الرصيف الجديد رقم {n} في الميناء</a></h3></div>'
        for n in range(4)
    )
    site.routes["/"] = Reply(LISTING.format(links), headers={"Content-Type": "text/html"})
    site.routes |= {f"/akhbar/2024/05/{n}": page(f"افتتاح الرصيف {n}") for n in range(4)}
