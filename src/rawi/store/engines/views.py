"""One view of a newsroom for all that one thread asks while it makes a page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from sqlalchemy import Connection


class View(NamedTuple):
    """What a thread sees of a newsroom."""

    connection: Connection
    last_batch: int
    """As it was when the view began: what is seen is of that batch or later."""


class Views:
    """The view that each thread has now, where it has one."""

    def __init__(self) -> None:
        self._local = threading.local()

    @property
    def held(self) -> View | None:
        """The view of this thread."""
        found: View | None = getattr(self._local, "view", None)
        return found

    @contextmanager
    def seen(
        self, connect: Callable[[], AbstractContextManager[Connection]]
    ) -> Iterator[Connection]:
        """The connection of this thread's view; one of its own where it has none."""
        if (held := self.held) is not None:
            yield held.connection
            return
        with connect() as connection:
            yield connection

    @contextmanager
    def hold(
        self,
        last_batch: Callable[[], int],
        reading: Callable[[], AbstractContextManager[Connection]],
    ) -> Iterator[None]:
        """Let this thread see the newsroom as it is now; inside of another view, as that does."""
        if self.held is not None:
            yield
            return
        last = last_batch()
        with reading() as connection:
            self._local.view = View(connection, last)
            try:
                yield
            finally:
                self._local.view = None
