"""Which addresses may be asked."""

from __future__ import annotations

import asyncio

import pytest

from rawi.collect import addresses
from rawi.collect.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b:1::10.0.0.1",
        "64:ff9b:1:abcd::192.168.1.1",
        "64:ff9b::169.254.169.254",
        "2001:4860::5efe:10.0.0.1",
        "2001:4860::200:5efe:127.0.0.1",
        "2001:0:7f00:1::",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public(address: str) -> None:
    assert is_public(address)


def test_a_name_is_believed_for_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("93.184.216.34",)

    now = [1_000.0]
    monkeypatch.setattr(addresses, "_resolve", resolve)
    monkeypatch.setattr(addresses.time, "monotonic", lambda: now[0])

    async def run() -> list[int]:
        backend, counts = addresses.CheckedBackend(allow_private=False), []
        for moment in (1_000.0, 1_059.9, 1_060.0):
            now[0] = moment
            assert await backend._checked("a.example", 80, 5.0) == ("93.184.216.34",)
            counts.append(len(asked))
        return counts

    assert asyncio.run(run()) == [1, 1, 2]


def test_only_the_public_addresses_of_a_name_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ("10.0.0.1", "93.184.216.34", "::1")
    monkeypatch.setattr(addresses, "_resolve", lambda _host, _port: found)

    async def checked(allow: bool) -> tuple[str, ...]:
        return await addresses.CheckedBackend(allow_private=allow)._checked("a.example", 80, 5.0)

    assert asyncio.run(checked(False)) == ("93.184.216.34",)
    assert asyncio.run(checked(True)) == found


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("::ffff:93.184.216.34", True),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::7f00:1", False),
        ("2002:5db8:d822::1", True),
        ("2002:a00:1::1", False),
        ("2606:2800:220:1:0:5efe:a00:1", False),
        ("2606:2800:220:1:200:5efe:7f00:1", False),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("ff0e::1", False),
    ],
)
def test_addresses_inside_addresses(address: str, public: bool) -> None:
    assert addresses.is_public(address) == public


def test_the_system_gives_each_address_once() -> None:
    assert addresses._resolve("127.0.0.1", 80) == ("127.0.0.1",)
