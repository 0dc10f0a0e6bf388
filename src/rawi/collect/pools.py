"""Connections, kept by host for a few seconds after their last use.

One pool a host: httpcore looks through all connections of a pool at every
request, which costs more than the request itself once hundreds of hosts share one.
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import certifi
import httpcore

from rawi.collect.addresses import CheckedBackend

_IDLE = 5.0  # seconds: from a feed to its pages, not from round to round


class _Held:
    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self.pool = pool
        self.users = 0
        self.timer: asyncio.TimerHandle | None = None


class Pools:
    """A pool for every origin in use; ``aclose`` ends them all."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._tls = _tls()
        self._backends = {
            private: CheckedBackend(allow_private=private) for private in (False, True)
        }
        self._held: dict[tuple[str, bool], _Held] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def pool(
        self, origin: str, *, allow_private: bool
    ) -> AsyncIterator[httpcore.AsyncConnectionPool]:
        """The pool of an origin (scheme, host, port) for one request."""
        key = (origin, allow_private)
        held = self._held.get(key) or self._held.setdefault(key, _Held(self._new(allow_private)))
        held.users += 1
        if held.timer is not None:
            held.timer.cancel()
        try:
            yield held.pool
        finally:
            held.users -= 1
            if held.users == 0:
                held.timer = asyncio.get_running_loop().call_later(_IDLE, self._drop, key)

    async def aclose(self) -> None:
        """End all connections."""
        for key in list(self._held):
            self._drop(key)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _drop(self, key: tuple[str, bool]) -> None:
        held = self._held.pop(key)
        if held.timer is not None:
            held.timer.cancel()
        task = asyncio.get_running_loop().create_task(held.pool.aclose())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _new(self, allow_private: bool) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            max_connections=self._per_host + 2,  # and one for robots.txt, one for a redirect
            keepalive_expiry=_IDLE,
            network_backend=self._backends[allow_private],
        )


def _tls() -> ssl.SSLContext:
    """Trusts who ``SSL_CERT_FILE`` or ``SSL_CERT_DIR`` names, else the authorities of certifi."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file or not folder:
        return ssl.create_default_context(cafile=file or certifi.where())
    return ssl.create_default_context(capath=folder)
