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
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(httpcore.ConnectError):
    """The name leads to loopback or to a private network."""


class UnknownNameError(httpcore.ConnectError):
    """The name has no address."""


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public Internet, addresses inside addresses too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


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
