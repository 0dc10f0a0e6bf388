"""Who may read and change what: with a token, in public, on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from rawi.newsroom import Newsroom
from rawi.serve.access import is_loopback, knows_token
from rawi.serve.options import ServeOptions
from rawi.serve.sessions import Guesses
from tests.serve.conftest import client_of

TOKEN = "abc-secret"
OWNED = ServeOptions(token=TOKEN)
PUBLIC = ServeOptions(public=True)
BOTH = ServeOptions(token=TOKEN, public=True)
BEARER = {"authorization": f"Bearer {TOKEN}"}
READ, LOOK, CHANGE = "/api/stories", "/health", "/article/x/takedown"


@pytest.fixture(scope="module")
def clients(newsroom: Newsroom) -> Iterator[dict[str, TestClient]]:
    kinds = {"open": None, "owned": OWNED, "public": PUBLIC, "both": BOTH}
    made = {name: client_of(newsroom, options) for name, options in kinds.items()}
    for client in made.values():
        client.__enter__()
    yield made
    for client in made.values():
        client.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("kind", "path", "headers", "status"),
    [
        ("open", READ, {}, 200),
        ("open", READ, {"host": "evil.example"}, 400),
        ("open", READ, {"host": "localhost:8765"}, 200),
        ("open", READ, {"host": "[::1]:8765"}, 200),
        ("owned", READ, {}, 401),
        ("owned", READ, {"host": "news.example"} | BEARER, 200),
        ("owned", READ, BEARER, 200),
        ("owned", READ, {"authorization": f"bearer  {TOKEN} "}, 200),
        ("owned", READ, {"authorization": f"Basic {TOKEN}"}, 401),
        ("owned", READ, {"cookie": "rawi_session=x"}, 401),
        ("owned", LOOK, {}, 200),
        ("owned", "/login", {}, 200),
        ("public", READ, {}, 200),
        ("public", READ, {"host": "news.example"}, 200),
        ("both", READ, {}, 200),
    ],
)
def test_who_may_read(
    clients: dict[str, TestClient], kind: str, path: str, headers: dict[str, str], status: int
) -> None:
    clients[kind].cookies.clear()
    assert clients[kind].get(path, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("kind", "headers", "status"),
    [
        ("owned", {}, 401),
        ("public", {}, 403),
        ("both", {}, 403),
        ("open", {"sec-fetch-site": "cross-site"}, 403),
        ("open", {"sec-fetch-site": "same-site"}, 403),
        ("open", {"origin": "http://evil.example"}, 403),
        ("open", {"origin": "null"}, 403),
    ],
)
def test_who_may_not_change_anything(
    clients: dict[str, TestClient], kind: str, headers: dict[str, str], status: int
) -> None:
    clients[kind].cookies.clear()
    told = clients[kind].post(CHANGE, headers=headers)
    assert told.status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1"},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
    ],
)
def test_forms_of_this_site_are_taken(
    clients: dict[str, TestClient], headers: dict[str, str]
) -> None:
    told = clients["open"].post("/settings", data={"theme": "dark"}, headers=headers)
    assert told.status_code < 400


def test_a_program_with_the_token_may_come_from_anywhere(clients: dict[str, TestClient]) -> None:
    headers = BEARER | {"origin": "http://other.example", "sec-fetch-site": "cross-site"}
    told = clients["owned"].post("/settings", data={"theme": "dark"}, headers=headers)
    assert told.status_code < 400


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("[::1]", True), ("127.0.0.2", True), ("128.0.0.1", False), ("", False)],
)
def test_loopback_is_told_by_its_name(host: str, loopback: bool) -> None:
    assert is_loopback(host) == loopback


def test_no_token_is_known_where_none_is_set() -> None:
    assert knows_token("a", "a")
    assert not knows_token("a", "b")
    assert not knows_token(None, "")


def test_wrong_tokens_are_counted_and_right_ones_are_not(room: Newsroom) -> None:
    with client_of(room, OWNED) as client:
        for _ in range(9):
            assert client.get(READ, headers=BEARER).status_code == 200
        wrong = {"authorization": "Bearer x"}
        assert [client.get(READ, headers=wrong).status_code for _ in range(6)] == [401] * 5 + [429]


def test_the_clients_longest_known_are_forgotten() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for _ in range(5):
        guesses.failed("192.0.2.1")
    for n in range(9_999):
        guesses.failed(f"client{n}")
    assert guesses.wait("192.0.2.1") == 1.0
    guesses.failed("one more")
    assert guesses.wait("192.0.2.1") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("unix:", "unix:", True),
    ],
)
def test_a_network_is_one_client(one: str, other: str, together: bool) -> None:
    guesses = Guesses(lambda: 0.0)
    for _ in range(5):
        guesses.failed(one)
    assert (guesses.wait(other) > 0) == together
