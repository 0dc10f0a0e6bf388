"""A connection to the newsroom's database for short statements, made anew where it was lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from rawi.store.engines.postgres import PostgresDatabase
from rawi.work.tables import Session

P = ParamSpec("P")
T = TypeVar("T")


class Line:
    """Safe for threads: one statement, or one transaction, at a time."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._lock = Lock()
        self._session: Session | None = None

    def __call__(
        self, ask: Callable[Concatenate[Session, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """What ``ask`` gives for the connection. Raises ``psycopg.Error``."""
        with self._lock:
            if self._session is None or self._session.closed:
                self._session = self._database.connected()
            return ask(self._session, *args, **named)

    def now(self) -> datetime:
        """By the server's clock."""
        return self._database.now()

    @property
    def address(self) -> str:
        return self._database.address

    def close(self) -> None:
        with self._lock:
            if self._session is not None:
                self._session.close()
