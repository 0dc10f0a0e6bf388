"""Slow, many and forged clients: connections, guesses, sessions, headers that are none."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from rawi.serve.sessions import Guesses, Sessions
from rawi.store.engines.lock import shown
from rawi.store.personal.file import PersonalFile
from rawi.store.personal.people import NOBODYS, People
from tests.serve.conftest import client_of

TOKEN = "كلمة-السر-abc123"
OWNED = ServeOptions(token="abc-secret")


@pytest.mark.parametrize("host", ["[evil", "[::1", "a]b", "[", "[evil]:80:80"])
def test_a_host_that_is_none_is_a_bad_request(room: Newsroom, host: str) -> None:
    with client_of(room) as client:
        assert client.get("/health", headers={"host": host}).status_code == 400


def test_an_origin_that_is_none_is_foreign(room: Newsroom) -> None:
    with client_of(room) as client:
        told = client.post("/settings", data={}, headers={"origin": "http://[evil"})
        assert told.status_code == 403


def test_signing_out_ends_the_session_on_the_server(room: Newsroom) -> None:
    with client_of(room, OWNED) as client:
        signed = client.post("/login", data={"token": "abc-secret"}, follow_redirects=False)
        cookie = signed.cookies["rawi_session"]
        assert "abc-secret" not in cookie
        other = client.post("/login", data={"token": "abc-secret"}, follow_redirects=False)
        assert other.cookies["rawi_session"] != cookie
        held = {"cookie": f"rawi_session={cookie}"}
        assert client.get("/api/stories", headers=held).status_code == 200
        client.cookies.clear()
        client.post("/logout", headers=held, follow_redirects=False)
        client.cookies.clear()
        assert client.get("/api/stories", headers=held).status_code == 401
        kept = {"cookie": f"rawi_session={other.cookies['rawi_session']}"}
        assert client.get("/api/stories", headers=kept).status_code == 200


def test_sessions_end_with_the_token() -> None:
    people = People(PersonalFile(None))
    session = Sessions(people, "one").begin(NOBODYS)
    assert Sessions(people, "one").person(session) == NOBODYS
    assert Sessions(people, "two").person(session) is None
    assert Sessions(people, "one").person("x" * 43) is None


def test_guesses_of_the_token_are_slowed_down(room: Newsroom) -> None:
    with client_of(room, OWNED) as client:
        tried = [client.post("/login", data={"token": f"x{n}"}).status_code for n in range(5)]
        assert tried == [401] * 5
        late = client.post("/login", data={"token": "abc-secret"}, follow_redirects=False)
        assert late.status_code == 429
        assert int(late.headers["retry-after"]) >= 1
        bearer = {"authorization": "Bearer abc-secret"}
        assert client.get("/api/stories", headers=bearer).status_code == 429


def test_waits_double_and_are_forgotten() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    waits = []
    for _ in range(14):
        guesses.failed("192.0.2.1")
        waits.append(guesses.wait("192.0.2.1"))
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert guesses.wait("192.0.2.2") == 0
    now[0] = 60.0
    assert guesses.wait("192.0.2.1") == 0
    guesses.failed("192.0.2.1")
    guesses.forget("192.0.2.1")
    guesses.failed("192.0.2.1")
    assert guesses.wait("192.0.2.1") == 0
    for n in range(8):
        guesses.failed(f"2001:db8::{n}")
    assert guesses.wait("2001:db8::ffff") > 0
    assert guesses.wait("2001:db8:0:1::1") == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["rawi", "serve", "--token", "x1"], ["rawi", "serve", "--token", "***"]),
        (["rawi", "--token=x1", "serve"], ["rawi", "--token=***", "serve"]),
        (["rawi", "collect", "-n", "a.db"], ["rawi", "collect", "-n", "a.db"]),
    ],
)
def test_secrets_are_left_out_of_what_is_shown(given: list[str], told: list[str]) -> None:
    assert shown(given) == told


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rawi.cli", "serve", "--port", str(port), "--no-collect"]
    command += ["-n", str(tmp_path / "news.db"), "--token", TOKEN]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    for _ in range(600):
        try:
            httpx.get(f"http://127.0.0.1:{port}/health", timeout=5)
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    yield process, port
    process.terminate()
    process.wait(30)


def test_many_half_open_connections_stop_nobody(
    served: tuple[subprocess.Popen[bytes], int], tmp_path: Path
) -> None:
    process, port = served
    line = Path(f"/proc/{process.pid}/cmdline")
    if line.exists():
        assert TOKEN.encode() not in line.read_bytes()
    open_ones = []
    for _ in range(1_100):
        one = socket.create_connection(("127.0.0.1", port), timeout=10)
        one.sendall(b"GET /health HTTP/1.1\r\nHost: ")
        open_ones.append(one)
    for _ in range(3):
        answer = httpx.get(f"http://127.0.0.1:{port}/health", timeout=20)
        assert json.loads(answer.content)["status"] == "ok"
    for one in open_ones:
        one.close()
    held = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file())
    assert TOKEN.encode() not in held
    assert not re.search(rb"\\u06..", held)


def test_a_head_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    import uvicorn

    from rawi.serve.connections import GuardedProtocol

    monkeypatch.setattr(GuardedProtocol, "arrival", 0.3)

    async def app(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"ok"})  # type: ignore[operator]

    async def run() -> tuple[bytes, bytes]:
        config = uvicorn.Config(app, http=GuardedProtocol, log_level="error", lifespan="off")  # type: ignore[arg-type]
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        loop = asyncio.get_running_loop()
        state = server.server_state
        made = await loop.create_server(
            lambda: GuardedProtocol(config=config, server_state=state, app_state={}),
            "127.0.0.1",
            0,
        )
        port = made.sockets[0].getsockname()[1]
        slow_reader, slow = await asyncio.open_connection("127.0.0.1", port)
        slow.write(b"GET / HTTP/1.1\r\nHost: a\r\n")
        quick_reader, quick = await asyncio.open_connection("127.0.0.1", port)
        quick.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answered = await asyncio.wait_for(quick_reader.read(), 10)
        try:
            dropped = await asyncio.wait_for(slow_reader.read(), 10)
        except ConnectionResetError:
            dropped = b""
        made.close()
        return answered, dropped

    answered, dropped = asyncio.run(run())
    assert b"\r\nok\r\n" in answered
    assert dropped == b""
