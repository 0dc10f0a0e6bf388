"""The one clock of a newsroom that several machines share: that of its server."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from rawi.errors import StorageError

AGAIN = 600.0
"""Seconds after which the server is asked for the time again."""
APART = 5.0
"""Seconds between two clocks that nobody has to be told of."""
log = logging.getLogger("rawi.store")


class ServerClock:
    """Tells the server's time without asking for it each time."""

    def __init__(self, ask: Callable[[], float]) -> None:
        """``ask``: gives the server's seconds since 1970. Raises ``StorageError``."""
        self._ask = ask
        self._known: tuple[float, float] | None = None

    def now(self) -> datetime:
        """Raises ``StorageError`` where the server could never be asked."""
        known = self._known
        if known is None or time.monotonic() - known[1] > AGAIN:
            known = self._asked(known)
        return datetime.fromtimestamp(known[0] + time.monotonic() - known[1], UTC)

    def _asked(self, known: tuple[float, float] | None) -> tuple[float, float]:
        try:
            found = self._ask(), time.monotonic()
        except StorageError:
            if known is None:
                raise
            return known  # it ran on meanwhile
        apart = time.time() - found[0]
        if abs(apart) > APART and known is None:
            told = "ahead of" if apart > 0 else "behind"
            log.warning(
                "the clock of this machine is %.0f s %s the database's, which counts",
                abs(apart),
                told,
            )
        self._known = found
        return found
