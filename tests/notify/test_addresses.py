"""Addresses of channels: who may use which, and what of them is shown."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from rawi.errors import InputError
from rawi.notify.addresses import by_mail_server, checked, instance, with_server
from rawi.notify.guard import PrivateAddressError, public_only

SECRET = "s3cret-of-sami"


@pytest.mark.parametrize(
    ("typed", "service", "shown"),
    [
        (f"mailtos://sami:{SECRET}@mail.example?to=a@b.example", "E-Mail", "a@b.example"),
        (f"jsons://hooks.example/{SECRET}", "JSON", "hooks.example"),
        (f"ntfys://sami:{SECRET}@push.example/topic", "ntfy", "push.example"),
        (f"ntfy://{SECRET}", "ntfy", ""),
        ("tgram://123456789:ABCdefghijklmnopqrstuvwxyz012345678/12315544/", "Telegram", ""),
    ],
)
def test_what_is_shown_of_an_address_holds_no_secret(typed: str, service: str, shown: str) -> None:
    found = checked(typed, owner=True)
    assert (found.address, found.service, found.shown) == (typed, service, shown)


@pytest.mark.parametrize(
    "typed",
    [
        "syslog://",
        "dbus://",
        "windows://",
        "macosx://",
        "vapid://sami@press.example",
        "file:///tmp/x",
        "discord://1234567890/abcdefghijkl?template=/etc/passwd",
        "discord://1234567890/abcdefghijkl?TEMPLATE=/etc/passwd",
        "tgram://1:A/2?%74emplate=x",
        "fcm://project/device?keyfile=/etc/passwd",
        "mailtos://a:b@mail.example?pgpkey=/etc/passwd",
    ],
)
def test_nobody_has_this_machine_run_or_read_something(typed: str) -> None:
    with pytest.raises(InputError, match="channel_local"):
        checked(typed, owner=True)


@pytest.mark.parametrize(
    "typed", ["", "x", "https//", "nothing://x", "mailto://", "json://\n", "م"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="channel_unread"):
        checked(typed, owner=True)
    with pytest.raises(InputError, match="channel_unread"):
        checked("json://" + "x" * 2000, owner=True)


PRIVATE = [
    "json://127.0.0.1/x",
    "json://localhost:8765/",
    "jsons://192.168.1.1/",
    "xml://10.0.0.1/",
    "form://[::1]/",
    "mailto://a:b@127.0.0.1?to=c@d.example&from=a@b.example",
    "mailto://a:b@mail.example?smtp=127.0.0.1",
    "ntfy://a:b@169.254.169.254/topic",
]


@pytest.mark.parametrize("typed", PRIVATE)
def test_readers_reach_nothing_here_and_owners_do(typed: str) -> None:
    with pytest.raises(InputError, match="channel_private"):
        checked(typed, owner=False)
    assert checked(typed, owner=True).address == typed


@pytest.mark.parametrize(
    "typed", ["rsyslog://log.example", "mqtt://broker.example/x", "kodi://x.example"]
)
def test_readers_have_services_that_were_looked_through(typed: str) -> None:
    with pytest.raises(InputError, match="channel_not_yours"):
        checked(typed, owner=False)


def test_a_bare_address_goes_by_the_server_of_the_instance() -> None:
    with pytest.raises(InputError, match="channel_no_mail"):
        checked("sami@press.example", owner=False)
    server = "mailto://127.0.0.1:2525?from=rawi@press.example"
    found = checked("sami@press.example", owner=False, mail=server)
    assert (found.service, found.shown) == ("E-Mail", "sami@press.example")
    assert with_server(found.address, server) == f"{server}&to=sami%40press.example"
    with pytest.raises(InputError, match="channel_no_mail"):
        with_server(found.address, "")


@pytest.mark.parametrize("place", ["127.0.0.1", "::1", "10.1.2.3", "localhost"])
def test_a_guarded_thread_connects_to_public_addresses_alone(place: str) -> None:
    family = socket.AF_INET6 if ":" in place else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_STREAM) as one,
        public_only(True) as refused,
        pytest.raises(PrivateAddressError),
    ):
        one.connect((place, 9))
    assert refused == [place]


def test_an_open_thread_connects_where_it_likes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, public_only(True), public_only(False):
        socket.create_connection(here.getsockname(), timeout=5).close()


@pytest.mark.parametrize(
    ("typed", "kept", "service"),
    [
        ("https://hooks.example/rawi", "jsons://hooks.example/rawi", "JSON"),
        ("http://127.0.0.1:9/x?key=a b", "json://127.0.0.1:9/x?-key=a+b", "JSON"),
        ("https://ntfy.sh/my-topic", "https://ntfy.sh/my-topic", "ntfy"),
    ],
)
def test_a_web_address_is_a_service_that_is_known_or_a_program(
    typed: str, kept: str, service: str
) -> None:
    found = checked(typed, owner=True)
    assert (found.address, found.service) == (kept, service)


def test_web_addresses_give_readers_no_more_than_others() -> None:
    with pytest.raises(InputError, match="channel_private"):
        checked("http://10.0.0.1/x", owner=False)
    assert checked("https://ntfy.sh/my-topic", owner=False).service == "ntfy"


@pytest.mark.parametrize(("server", "port"), [("smtp.mail.example", 587), ("m.example:25", 25)])
def test_an_account_of_ones_own_is_put_together(server: str, port: int) -> None:
    typed = by_mail_server("you@b.example", server, "me@a.example", "p@ss:w/rd?")
    found = checked(typed, owner=True)
    assert (found.service, found.shown) == ("E-Mail", "you@b.example")
    held: Any = instance(found.address)
    assert (held.smtp_host, held.port) == (server.partition(":")[0], port)
    assert (held.user, held.password) == ("me@a.example", "p@ss:w/rd?")
