"""Readers that keep up with what others store: the sequence of batches, search, the window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Event

from sqlalchemy import Connection

from rawi.errors import NewsroomError
from rawi.model import AddCounts
from rawi.newsroom.context import Surroundings
from rawi.newsroom.prepare import Offer, Prepared
from rawi.newsroom.writer import Writer
from rawi.search.index import SearchIndex
from rawi.store import reading
from rawi.store.engines.database import Database

FOLLOW_EVERY, FOLLOW_AGAIN = 0.5, 2.0
"""Seconds between two looks at whether a shared newsroom went on; more where it is not there."""
log = logging.getLogger("rawi.newsroom")


class KeepingUp(Surroundings):
    """The part of ``Newsroom`` that follows what any process stores."""

    _index: SearchIndex
    _writer: Writer

    @property
    def database(self) -> Database:
        """What keeps it, for those who work beside it."""
        return self._database

    def take(
        self, offers: list[Offer], made: list[Prepared], also: Callable[[Connection], None]
    ) -> AddCounts:
        """Take in captures that were prepared elsewhere, see ``Writer.take``."""
        return self._writer.take(offers, made, also)

    def sequence(self) -> tuple[int, int]:
        """The last batch stored and the last that search holds: lists change with them."""
        return self._database.last_batch(), self._index.held.sequence

    def view(self) -> AbstractContextManager[None]:
        """While this holds, all that this thread asks is answered as of one moment, and costs one
        connection; for what a page shows, not for changes."""
        return self._database.view()

    @property
    def shared(self) -> bool:
        """Whether machines share it: each has an index of its own, which ``keep_up`` brings up."""
        return self._database.shared

    def keep_up(self, stop: Event) -> None:
        """Bring search and the window of recent articles up with what any machine stores, until
        told to stop; meant for a thread of its own. A database that is gone is waited for."""
        while not stop.is_set():
            try:
                if len(set(self.sequence())) > 1:
                    self._writer.catch_up()
                    self._follow()
            except NewsroomError as why:
                log.warning("not followed: %s", why)
                stop.wait(FOLLOW_AGAIN)
            stop.wait(FOLLOW_EVERY)

    def lag(self) -> float:
        """Seconds since the first batch was stored that search does not hold; 0 for none."""
        with self._database.reading() as connection:
            at = reading.stored_after(connection, self._index.held.sequence)
        if not at:
            return 0.0
        return max(0.0, (self._database.now() - datetime.fromisoformat(at)).total_seconds())
