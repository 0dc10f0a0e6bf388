"""Signs of life of a leader, and what it does where the server gives none."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

import psycopg

from rawi.work.tables import Session

BEAT = 2.0
"""Seconds between two signs of life."""
SILENT = 12.0
"""Seconds without one after which the server ends the leader's session, and without an answer
after which the leader gives up: a standby looks every two seconds and leads within thirty. Eight
busy processes on two cores let no beat be later than four."""
log = logging.getLogger("rawi.work")


class Pulse:
    """While this is entered, the session shows that its process lives and reaches the server."""

    def __init__(self, session: Session, cut: Callable[[], None]) -> None:
        """``cut``: ends all connections of the process; called where the server is silent."""
        self._session = session
        self._cut = cut
        self._ended = Event()
        self._answered = time.monotonic()
        self._threads = [Thread(target=one, daemon=True) for one in (self._beat, self._watch)]

    def __enter__(self) -> Pulse:
        self._session.execute(f"SET idle_session_timeout = '{SILENT}s'")
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            try:
                self._session.execute("SELECT 1")
            except psycopg.Error:
                return  # the leader meets it too
            self._answered = time.monotonic()

    def _watch(self) -> None:
        while not self._ended.wait(BEAT / 2):
            if time.monotonic() - self._answered > SILENT:
                log.warning("the database has not answered for %.0f s: led no longer", SILENT)
                self._cut()
                return
