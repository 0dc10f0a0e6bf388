"""Signing in by name, inviting, apps, a proxy that signs people in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from litestar.testing import TestClient

from rawi.errors import InputError
from rawi.newsroom import Newsroom
from rawi.serve.access import check_bind
from rawi.serve.app import create_app
from rawi.serve.options import ServeOptions
from rawi.serve.proxies import networks
from rawi.store.personal import people as module
from tests.serve.conftest import LOCAL, client_of

PASSWORD = "a-good-password"
SALMA = {"name": "salma", "password": PASSWORD}
LAYLA = {"name": "layla", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(module, "_hasher", lambda: cheap)
    module._no_password.cache_clear()


@pytest.fixture
def shared(room: Newsroom) -> Newsroom:
    """A newsroom of an owner and a reader."""
    room.people.add(**SALMA, role="owner")
    room.people.add(**LAYLA)
    return room


@pytest.fixture
def salma(shared: Newsroom) -> Iterator[TestClient]:
    with client_of(shared) as client:
        client.post("/login", data=SALMA)
        yield client


@pytest.fixture
def layla(shared: Newsroom) -> Iterator[TestClient]:
    with client_of(shared) as client:
        client.post("/login", data=LAYLA)
        yield client


def test_with_accounts_nobody_reads_unknown(shared: Newsroom) -> None:
    with client_of(shared) as client:
        assert client.get("/").status_code == 401
        wrong = client.post("/login", data=SALMA | {"password": "another-one"})
        unknown = client.post("/login", data={"name": "nobody", "password": PASSWORD})
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.text.replace(SALMA["name"], "nobody") == unknown.text
        assert client.post("/login", data=SALMA).status_code == 200


def test_the_first_account_keeps_what_the_owner_saved(room: Newsroom) -> None:
    name = room.stories(limit=1)[0].first.id
    with client_of(room) as client:
        client.post(f"/article/{name}/saved", data={"on": "1"})
        client.post("/people/add", data=SALMA)
        assert f"/article/{name}" in client.get("/saved").text
        client.cookies.clear()
        assert client.get("/saved").status_code == 401


def test_each_has_marks_of_their_own(
    shared: Newsroom, salma: TestClient, layla: TestClient
) -> None:
    name = shared.stories(limit=1)[0].first.id
    salma.post(f"/article/{name}/saved", data={"on": "1"}, follow_redirects=False)
    layla.get(f"/article/{name}")
    assert f"/article/{name}" in salma.get("/saved").text
    assert f"/article/{name}" not in layla.get("/saved").text
    assert (salma.get("/").text.count("is-read"), layla.get("/").text.count("is-read")) == (0, 1)


@pytest.mark.parametrize("path", ["/people", "/start", "/metrics", "/api/export/stories.jsonl"])
def test_a_reader_administers_nothing(layla: TestClient, salma: TestClient, path: str) -> None:
    assert layla.get(path).status_code == 403
    assert salma.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/people/add", "/people/invite", "/people/remove"])
def test_a_reader_invites_nobody(layla: TestClient, path: str) -> None:
    assert layla.post(path, data=LAYLA).status_code == 403


def test_an_invitation_makes_an_account(shared: Newsroom, salma: TestClient) -> None:
    told = salma.post("/people/invite", data={"role": "reader"}).text
    link = re.search(rf"{LOCAL}(/invite/[\w-]+)", told)
    assert link
    with client_of(shared) as client:
        assert client.get(link[1]).status_code == 200
        assert client.post(link[1], data=LAYLA).status_code == 400
        made = client.post(link[1], data={"name": "mona", "password": PASSWORD})
        assert made.status_code == 200
        assert client.get("/account").status_code == 200
        assert client.post(link[1], data={"name": "nada", "password": PASSWORD}).status_code == 400
    assert [p.name for p in shared.people.all()] == ["salma", "layla", "mona"]


def test_guessed_invitations_are_slowed_down(shared: Newsroom) -> None:
    with client_of(shared) as client:
        tried = [client.post(f"/invite/x{n}", data=LAYLA).status_code for n in range(6)]
    assert tried == [400] * 5 + [429]


def test_guessed_passwords_are_slowed_down(shared: Newsroom) -> None:
    with client_of(shared) as client:
        for n in range(5):
            client.post("/login", data=SALMA | {"password": f"wrong-{n}"})
        assert client.post("/login", data=SALMA).status_code == 429


def test_an_account_is_removed_with_its_sessions(salma: TestClient, layla: TestClient) -> None:
    salma.post("/people/remove", data={"name": "layla"})
    assert layla.get("/").status_code == 200
    salma.post("/people/remove", data={"name": "layla", "sure": "1"})
    assert layla.get("/").status_code == 401


def test_a_new_password_needs_the_old_one(shared: Newsroom, layla: TestClient) -> None:
    asked = {"password": "not-the-one", "new": "another-password"}
    layla.post("/account/password", data=asked)
    assert shared.people.check("layla", PASSWORD)
    told = layla.post("/account/password", data=asked | {"password": PASSWORD})
    assert "حُفظت كلمة مرورك الجديدة" in told.text
    assert shared.people.check("layla", "another-password")
    assert layla.get("/").status_code == 200


def test_an_apps_password_opens_the_api_and_administers_nothing(
    shared: Newsroom, salma: TestClient
) -> None:
    told = salma.post("/account/apps", data={"name": "هاتف"}).text
    secret = re.findall(r"<code dir=\"ltr\">([\w-]{32})</code>", told)[0]
    with client_of(shared) as client:
        held = {"authorization": f"Bearer {secret}"}
        assert client.get("/api/stories", headers=held).status_code == 200
        assert client.get("/metrics", headers=held).status_code == 401
        assert client.get("/account", headers=held).status_code == 401
        assert client.get("/api/export/stories.jsonl", headers=held).status_code == 403
    number = shared.people.apps(shared.people.known("salma"))[0].number
    salma.post("/account/apps/remove", data={"number": str(number)})
    assert shared.people.of_app(secret) is None


def test_a_public_instance_has_a_way_in(shared: Newsroom) -> None:
    with client_of(shared, ServeOptions(public=True)) as client:
        assert 'href="/login"' in client.get("/").text
        assert "/account" not in client.get("/settings").text
        assert client.get("/saved").status_code == 403
        client.post("/login", data=LAYLA)
        assert 'href="/login"' not in client.get("/").text
        assert client.get("/saved").status_code == 200


PROXIED = ServeOptions(proxies=("192.0.2.0/24",), proxy_header="Remote-User")


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("192.0.2.7", {"remote-user": "layla"}, 200),
        ("192.0.2.7", {"remote-user": "Layla"}, 200),
        ("192.0.2.7", {"remote-user": "nobody"}, 401),
        ("192.0.2.7", {}, 401),
        ("198.51.100.1", {"remote-user": "layla"}, 401),
        ("198.51.100.1", {"remote-user": "layla", "x-forwarded-for": "192.0.2.7"}, 401),
        ("127.0.0.1", {"remote-user": "layla", "x-forwarded-for": "192.0.2.7"}, 401),
        ("192.0.2.7", {"remote-user": "layla", "x-forwarded-for": "198.51.100.1"}, 200),
    ],
)
def test_only_a_trusted_proxy_signs_people_in(
    shared: Newsroom, peer: str, headers: dict[str, str], status: int
) -> None:
    with asking_from(peer, shared) as client:
        assert client.get("/api/saved", headers=headers).status_code == status


def asking_from(peer: str, room: Newsroom) -> TestClient:
    """A client whose requests come from that address."""
    app = create_app(room, PROXIED)

    async def from_there(scope: object, receive: object, send: object) -> None:
        if scope["type"] == "http":  # type: ignore[index]
            scope["client"] = (peer, 1)  # type: ignore[index]
        await asgi(scope, receive, send)  # type: ignore[arg-type]

    asgi = app.asgi_handler
    app.asgi_handler = from_there  # type: ignore[assignment]
    return TestClient(app, base_url=LOCAL)


def test_whom_a_proxy_names_signs_out_there(shared: Newsroom) -> None:
    with asking_from("192.0.2.7", shared) as client:
        assert "data-sign-out" not in client.get("/", headers={"remote-user": "layla"}).text
        client.post("/login", data=LAYLA)
        assert "data-sign-out" in client.get("/").text


def test_whom_a_proxy_names_counts_before_a_session_of_somebody_else(shared: Newsroom) -> None:
    with asking_from("192.0.2.7", shared) as client:
        client.post("/login", data=SALMA)
        assert client.get("/people").status_code == 200
        assert client.get("/people", headers={"remote-user": "layla"}).status_code == 403
        assert client.get("/people", headers={"remote-user": "nobody"}).status_code == 200


def test_who_comes_by_a_proxy_without_an_account_is_told(shared: Newsroom) -> None:
    with asking_from("192.0.2.7", shared) as client:
        told = client.get("/", headers={"remote-user": "nobody"}).text
        assert "لا حساب هنا بالاسم الذي دخلت به" in told
        assert "<bdi>nobody</bdi>" in told
        assert "لا حساب هنا بالاسم" not in client.get("/").text


def test_a_form_that_came_after_signing_out_leads_back_to_its_page(shared: Newsroom) -> None:
    with client_of(shared) as client:
        page = f"{LOCAL}/search?q=x"
        shut = client.post("/read", data={"scope": "all"}, headers={"referer": page})
        assert shut.status_code == 401
        assert 'name="back" value="/search?q=x"' in shut.text


def test_accounts_open_an_address_that_others_reach() -> None:
    check_bind(ServeOptions(host="192.0.2.1"), accounts=True)
    with pytest.raises(InputError, match="rawi people add"):
        check_bind(ServeOptions(host="192.0.2.1"))


def test_a_proxy_has_an_address() -> None:
    assert networks(["192.0.2.1", " 2001:db8::/32 "])
    with pytest.raises(InputError, match="trusted proxy"):
        networks(["proxy.example"])


def test_after_signing_in_the_page_that_was_asked_for_comes(shared: Newsroom) -> None:
    with client_of(shared) as client:
        asked = client.get("/search?q=سد").text
        assert 'name="back" value="/search?q=' in asked
        wrong = SALMA | {"password": "another-one", "back": "/outlets"}
        again = client.post("/login", data=wrong).text
        assert f'value="{SALMA["name"]}"' in again
        assert 'value="/outlets"' in again
        to = client.post("/login", data=SALMA | {"back": "/outlets"}, follow_redirects=False)
        assert to.headers["location"] == "/outlets"
        away = SALMA | {"back": "//evil.example"}
        to = client.post("/login", data=away, follow_redirects=False)
        assert to.headers["location"] == "/"


def test_visitors_are_told_to_sign_in_where_people_may_go_on(shared: Newsroom) -> None:
    with client_of(shared, ServeOptions(public=True)) as visitor:
        page = visitor.get("/saved").text
        assert "هذه الصفحة لمن له حساب هنا" in page
        assert 'class="original" href="/login"' in page


def test_an_owner_gives_another_password_to_who_forgot_theirs(
    shared: Newsroom, salma: TestClient
) -> None:
    with client_of(shared) as reader:
        given = {"name": LAYLA["name"], "password": "a new long one"}
        assert "تغيّرت كلمة مرور" in salma.post("/people/password", data=given).text
        short = salma.post("/people/password", data=given | {"password": "short"})
        assert short.status_code == 400
        assert reader.post("/login", data=LAYLA).status_code == 401
        reader.post("/login", data=given)
        assert reader.get("/saved").status_code == 200
        assert reader.post("/people/password", data=given).status_code == 403


def test_what_is_refused_of_an_account_keeps_its_name(room: Newsroom) -> None:
    with client_of(room) as client:
        page = client.post("/people/add", data={"name": "two words", "password": "long enough"})
        assert (page.status_code, 'value="two words"' in page.text) == (400, True)
        assert "لا يصلح هذا الاسم" in page.text
