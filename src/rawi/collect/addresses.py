"""Which machine an address leads to, and whether it may be asked.

A name is looked up here, every address it has is checked, and the connection
goes to a checked address: a name that answers differently a second time (DNS
rebinding) gains nothing, and a redirect is checked like any first address.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import httpcore

_KEPT = 60.0  # seconds that a look-up is believed
_THREADS = 32  # look-ups block a thread each, and slow name servers are common
_IN_LAST = tuple(
    ipaddress.ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")
)
"""IPv4 in the last 32 bits: NAT64 (RFC 6052, 8215), compatible (4291), translated (2765)."""
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)
"""In front of the last 32 bits, under any prefix (RFC 5214)."""


class PrivateAddressError(httpcore.ConnectError):
    """The name leads to loopback or to a private network."""


class UnknownNameError(httpcore.ConnectError):
    """The name has no address."""


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public Internet, addresses inside addresses too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner:
            return all(is_public(str(one)) for one in inner)
    return ip.is_global and not ip.is_multicast


def _inner(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that one of IPv6 stands for."""
    last = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    if any(ip in net for net in _IN_LAST) or (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return [last]
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    return [one for one in found if one is not None]


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only; ``allow_private`` lets all through."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._backend = httpcore.AnyIOBackend()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="rawi-names")
        self._known: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """One TCP connection to the first checked address that answers."""
        addresses = await self._checked(host, port, timeout)
        failure: Exception | None = None
        for address in addresses:
            try:
                return await self._backend.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as why:
                failure = why
        raise failure or UnknownNameError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        """Part of the interface of httpcore."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int, seconds: float | None) -> tuple[str, ...]:
        addresses = await self._looked_up(host, port, seconds)
        if self._allow_private:
            return addresses
        public = tuple(a for a in addresses if is_public(a))
        if not public:
            raise PrivateAddressError(f"{host} is on this machine or a private network")
        return public

    async def _looked_up(self, host: str, port: int, seconds: float | None) -> tuple[str, ...]:
        try:
            return (str(ipaddress.ip_address(host.strip("[]"))),)
        except ValueError:
            pass
        held = self._known.get((host, port))
        if held and held[0] > time.monotonic():
            return held[1]
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(seconds):
                found = await loop.run_in_executor(self._threads, _resolve, host, port)
        except TimeoutError as why:
            raise httpcore.ConnectTimeout(f"no answer on the name {host}") from why
        except (OSError, UnicodeError) as why:
            raise UnknownNameError(f"the name {host} is not known") from why
        self._known[host, port] = (time.monotonic() + _KEPT, found)
        return found


def _resolve(host: str, port: int) -> tuple[str, ...]:
    """Every address of a name, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
