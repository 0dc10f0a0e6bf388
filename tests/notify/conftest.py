"""Servers that take mail and webhooks on this machine, and stories to tell."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller

from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom import open as opened
from rawi.store.personal.notice_rows import Alerting, Channel

MORNING = datetime(2026, 5, 1, 0, 0, tzinfo=UTC)
LETTERS = "ابتثجحخدذرزسشصضطعغفقكلمنهوي"


class Letterbox:
    """Takes mail; ``refuse`` is the answer to it, where there is one."""

    def __init__(self) -> None:
        self.mail: list[EmailMessage] = []
        self.refuse = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuse:
            return self.refuse
        read = message_from_bytes(envelope.content, policy=policy.default)
        self.mail.append(cast(EmailMessage, read))
        return "250 OK"


class Anywhere(Controller):  # type: ignore[misc]
    """Listens at whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Hook:
    """Takes webhooks, and answers with ``status``."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.status = 200
        self.asked = 0


def plain(mail: EmailMessage) -> str:
    """The plain text of a message."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    """Mail that came in, and the address that sends there."""
    box = Letterbox()
    controller = Anywhere(box, hostname="127.0.0.1", port=0)
    controller.start()
    yield box, f"mailto://127.0.0.1:{controller.port}?from=rawi@press.example&to=sami@press.example"
    controller.stop()


@pytest.fixture
def hook() -> Iterator[tuple[Hook, str]]:
    """Webhooks that came in, and the address that sends there."""
    held = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            held.asked += 1
            if held.status == 200:
                held.posts.append(json.loads(body))
            self.send_response(held.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on the screen of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield held, f"json://127.0.0.1:{server.server_address[1]}/hook"
    server.shutdown()
    server.server_close()


class Day:
    """A newsroom in the time of a test, that can be closed and opened again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = MORNING
        self.news = self._opened()

    def _opened(self) -> Newsroom:
        options = NewsroomOptions(workers=1)
        return opened(self.path, options=options, clock=lambda: self.now)

    def again(self) -> None:
        """Close and open it, as after a crash."""
        self.news.close()
        self.news = self._opened()

    def told_by(self, **how: Any) -> None:
        self.news.notices.set_alerting(Alerting(**how))

    def channel(self, address: str, **how: Any) -> int:
        named = {"service": "x", "shown": "x", "guarded": False} | how
        return self.news.notices.add_channel(Channel(address=address, **named))


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path / "news.db")
    yield made
    made.news.close()


def words(choose: random.Random, count: int) -> list[str]:
    return ["".join(choose.choices(LETTERS, k=6)) for _ in range(count)]


def report(story: int, number: int, at: datetime, **changed: Any) -> dict[str, Any]:
    """One report of a story in made-up words: about the same as its others, in words of its own."""
    whole = random.Random(story)
    base = words(whole, 20)
    own = random.Random(story * 1000 + number)
    rest = words(own, 10)
    first = [*base[:7], *own.sample(base[7:], 8)]
    return {
        "id": f"s{story}r{number}",
        "outlet": f"outlet{number}.example",
        "title": " ".join([f"قصة{story}", *own.sample(base[:7], 6)]),
        "body": f"{' '.join(first)}. {' '.join([*rest, *own.sample(base, 6)])}.",
        "published": (at - timedelta(minutes=5)).isoformat(),
        "language": "ar",
        "section": "محليات",
    } | changed
