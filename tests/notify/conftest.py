"""Servers for mail, webhooks and messages to browsers on this machine, and stories to tell."""

from __future__ import annotations

import hmac
import json
import random
import re
import secrets
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

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


class PushService:
    """Takes messages for one browser, whose keys it has, and answers with ``status``."""

    def __init__(self) -> None:
        self.browser = ec.generate_private_key(ec.SECP256R1())
        self.auth = secrets.token_bytes(16)
        self.taken: list[dict[str, Any]] = []
        self.signed: list[dict[str, Any]] = []
        self.headers: list[Message] = []
        self.status = 201
        self.asked = 0
        self.origin = ""

    @property
    def subscription(self) -> dict[str, str]:
        """What the browser gives a page."""
        return {
            "endpoint": f"{self.origin}/push/b1?x=1",
            "p256dh": coded(point(self.browser.public_key())),
            "auth": coded(self.auth),
        }

    def read(self, body: bytes) -> dict[str, Any]:
        """Open a message, step by step as RFC 8291 and RFC 8188 have it."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size <= 4096
        assert len(body) <= 4096
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.browser.exchange(ec.ECDH(), sender)
        info = b"WebPush: info\0" + point(self.browser.public_key()) + theirs
        secret = derived(self.auth, shared, info, 32)
        key = derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        opened = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert opened.endswith(b"\2")
        return cast("dict[str, Any]", json.loads(opened[:-1]))

    def check(self, header: str) -> None:
        """The signature of RFC 8292: made with the key that stands beside it."""
        found = re.fullmatch(r"vapid t=([\w-]+\.[\w-]+)\.([\w-]+), k=([\w-]+)", header)
        assert found
        told, signature, key = found.groups()
        numbers = uncoded(signature)
        r, s = int.from_bytes(numbers[:32]), int.from_bytes(numbers[32:])
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), uncoded(key))
        public.verify(encode_dss_signature(r, s), told.encode(), ec.ECDSA(SHA256()))
        head, claims = (json.loads(uncoded(part)) for part in told.split("."))
        assert head == {"typ": "JWT", "alg": "ES256"}
        assert claims["aud"] == self.origin
        self.signed.append(claims | {"key": key})


def coded(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def uncoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256 for one block, by the standard library (RFC 5869)."""
    first = hmac.digest(salt, secret, "sha256")
    return hmac.digest(first, info + b"\1", "sha256")[:length]


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Host and port of a server that runs meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """Where one browser takes messages."""
    held = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            held.asked += 1
            if held.status == 201:
                held.check(self.headers["authorization"])
                held.taken.append(held.read(body))
                held.headers.append(self.headers)
            self.send_response(held.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on the screen of the tests."""

    with listening(Handler) as place:
        held.origin = f"http://{place}"
        yield held


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

    with listening(Handler) as place:
        yield held, f"json://{place}/hook"


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
