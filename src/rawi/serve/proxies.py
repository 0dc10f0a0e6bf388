"""Proxies in front of Rawi: which are believed, and whom they say they signed in."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, cast

from litestar.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from rawi.errors import InputError
from rawi.serve.http import Ask
from rawi.serve.options import ServeOptions

_PEER = "rawi.peer"
LOOPBACK = ("127.0.0.1", "::1")
"""Where a proxy on this machine asks from: believed about its clients, to slow down guesses."""


def networks(names: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks by name. Raises ``InputError``."""
    try:
        return tuple(ip_network(name.strip()) for name in names if name.strip())
    except ValueError as why:
        raise InputError(f"a trusted proxy is an address or a network: {why}") from why


def behind_proxies(app: ASGIApp, options: ServeOptions) -> ASGIApp:
    """``app``, told the client's own address by proxies that are believed, and who asked at last.

    uvicorn alone would overwrite the one with the other.
    """
    believed = ",".join((*LOOPBACK, *options.proxies))
    inner = ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=believed)

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        cast("dict[str, Any]", scope)[_PEER] = cast(Any, scope).get("client")
        await inner(cast(Any, scope), cast(Any, receive), cast(Any, send))

    return handle


def named_by_proxy(request: Ask, options: ServeOptions) -> str | None:
    """The name that a trusted proxy gives whom it signed in; None from anybody else."""
    if not options.proxy_header or not options.proxies:
        return None
    peer = cast("dict[str, Any]", request.scope).get(_PEER)
    if not peer or not _within(str(peer[0]), options.proxies):
        return None
    raw = request.headers.get(options.proxy_header, "")
    return _decoded(raw) or None


def _decoded(raw: str) -> str:
    """Headers come as Latin-1; proxies send names as UTF-8."""
    try:
        return raw.encode("latin-1").decode().strip()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return raw.strip()


def _within(address: str, names: Iterable[str]) -> bool:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(ip in network for network in networks(names))
