"""The fictional press over real HTTP, on loopback only."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from rawi.demo.feeds import feed, feed_path, front_page
from rawi.demo.pages import article_page
from rawi.demo.press import Press, PressOutlet, load
from rawi.model import Outlet

LOOPBACK = "127.0.0.1"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the press answers to one request."""

    body: bytes
    content_type: str = "text/html"
    status: int = 200


class PressServer:
    """The press as a server in a thread; a context manager.

    ``clock`` gives the time (UTC) and ``opened`` the moment the press opens,
    so that a test can let days pass.
    """

    def __init__(
        self,
        port: int = 0,
        press: Press | None = None,
        opened: datetime | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.press = press or load()
        self.opened = opened or clock()
        self._clock = clock
        self._server = ThreadingHTTPServer((LOOPBACK, port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def base(self) -> str:
        """The address of the press, without a slash at the end."""
        return f"http://{LOOPBACK}:{self._server.server_address[1]}"

    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets as Rawi follows them: by feed, sitemap or listing page."""
        return tuple(self._outlet(o) for o in self.press.outlets)

    def _outlet(self, outlet: PressOutlet) -> Outlet:
        address = (f"{self.base}{feed_path(outlet)}",)
        return Outlet(
            id=outlet.id,
            name=outlet.name,
            url=f"{self.base}/{outlet.id}/",
            ownership=outlet.ownership,
            feeds=address if outlet.feed not in ("sitemap", "listing") else (),
            sitemaps=address if outlet.feed == "sitemap" else (),
            listings=address if outlet.feed == "listing" else (),
            allow_private=True,
        )

    def answer(self, path: str) -> Answer:
        """The page, feed or list at ``path``; 404 where there is none."""
        if path == "/robots.txt":
            return Answer(body=b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
        printed = self.press.in_print(self.opened, self._clock())
        for outlet in self.press.outlets:
            if path == feed_path(outlet):
                kind, text = feed(outlet, printed, self.base)
                return _encoded(text, outlet, kind)
            if path == f"/{outlet.id}/":
                own = [p for p in printed if p.outlet == outlet]
                return _encoded(front_page(outlet, own), outlet)
        for report in printed:
            if path == report.path:
                return _encoded(article_page(report, printed, self.base), report.outlet)
        return Answer(body="لا صفحة هنا".encode(), status=404)

    def __enter__(self) -> PressServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _encoded(text: str, outlet: PressOutlet, content_type: str = "text/html") -> Answer:
    body = text.encode(outlet.encoding, errors="xmlcharrefreplace")
    return Answer(body=body, content_type=content_type)


def _handler(server: PressServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = server.answer(self.path.partition("?")[0])
            etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            fresh = self.headers.get("If-None-Match") == etag
            self.send_response(304 if fresh else answer.status)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", "0" if fresh else str(len(answer.body)))
            self.end_headers()
            if not fresh:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the press is scenery."""

    return Handler
