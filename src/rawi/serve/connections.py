"""Slow and many clients: how many connections stay open, how long a request may take to arrive."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 512
"""Connections: half of the files that a process may have open where nobody raised that."""
ARRIVAL = 15.0
"""Seconds in which a request must have come in, its body too."""


class GuardedProtocol(H11Protocol):
    """uvicorn's protocol that ends connections whose request does not come.

    Beyond ``MOST`` the one that has waited longest gives way, so that somebody who
    opens connections and says nothing keeps nobody else out.
    """

    most = MOST
    arrival = ARRIVAL

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._since = time.monotonic()
        self._timer: asyncio.TimerHandle | None = None
        self._expect()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._waits():
            self._cancel()
        elif self._timer is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel()
        super().connection_lost(exc)

    def _waits(self) -> bool:
        """Whether no whole request is here to be answered."""
        cycle: Any = self.cycle
        return cycle is None or cycle.response_complete or cycle.more_body

    def _expect(self) -> None:
        self._since = time.monotonic()
        self._timer = self.loop.call_later(self.arrival, self._late)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        if self._waits():
            self.transport.abort()

    def _make_room(self) -> None:
        waiting = [c for c in self.connections if isinstance(c, GuardedProtocol) and c._waits()]
        longest = min(waiting, key=lambda c: c._since, default=self)
        longest.transport.abort()
