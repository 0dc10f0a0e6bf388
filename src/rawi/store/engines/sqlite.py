"""A newsroom in a file: opening, transactions, errors in Rawi's words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from rawi.errors import NewsroomError, StorageError
from rawi.store.engines.database import is_up_to_date, migrate
from rawi.store.engines.files import connected, copied, is_writable
from rawi.store.engines.lock import writer_lock
from rawi.store.engines.objects import Objects, with_objects
from rawi.store.engines.views import Views
from rawi.store.reading import last_sequence

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)
_WRITING = 2
"""So many of them are for writing."""
_SIGNATURE = b"SQLite format 3\0"
_EMPTY = "is empty: no newsroom, or a copy that was cut off"
_WORDS = {
    "full": "the disk is full; nothing of the last batch was stored, all before it is",
    "readonly": "it cannot be written: the file or its folder is read-only",
    "malformed": "it is damaged; `rawi check` tells where, a backup has it whole",
    "not a database": "it is damaged, or no newsroom at all; put back a backup",
    "i/o error": "the disk reports an error",
    "unable to open": "it cannot be opened",
    "locked": "another program has it locked",
}


class SqliteDatabase:
    """One newsroom file. Safe for threads: each call takes its own connection."""

    def __init__(self, path: Path, *, create: bool = True, objects: Objects | None = None) -> None:
        """``objects``: where captures lie outside the file."""
        self.path = path
        self.name = str(path)
        self.shared = False
        _check_head(path, create)
        self.writable = is_writable(path)
        self._engine = _engine(path, self.writable, objects)
        with self._explained():
            self._prepare(create)
            self._watcher = connected(path, self.writable)
        self._watching = Lock()
        self._seen = (-1, 0)
        self._views = Views()

    def close(self) -> None:
        self._watcher.close()
        self._engine.dispose()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def last_batch(self) -> int:
        """Number of the last batch stored; looked up only where something was written."""
        if (held := self._views.held) is not None:
            return held.last_batch
        with self._explained(), self._watching:
            (version,) = self._watcher.execute("PRAGMA data_version").fetchone()
            if self._seen[0] != version:
                with self.reading() as connection:
                    self._seen = version, last_sequence(connection)
            return self._seen[1]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with one unchanging view of the newsroom; never waits."""
        with self._explained(), self._views.seen(self._engine.connect) as connection:
            yield connection

    def view(self) -> AbstractContextManager[None]:
        """While this holds, all that this thread reads is of one moment, over one connection."""
        return self._views.hold(self.last_batch, self.reading)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing. The caller holds ``lock``."""
        if not self.writable:
            raise StorageError(f"{self.path}: {_WORDS['readonly']}")
        with self._explained(), self._engine.connect() as connection:
            connection.info["write"] = True
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.info.pop("write", None)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one writer. Raises ``BusyError``."""
        with writer_lock(self.path.with_name(self.path.name + ".lock")):
            yield

    def backup(self, path: Path) -> None:
        """Copy everything to a new file, as of one moment, while others read and write."""
        with self._explained(), self._engine.connect() as connection:
            copied(_raw(connection), path)

    def compact(self) -> None:
        """Give pages that nothing uses back to the disk. The caller holds ``lock``."""
        with self._explained(), self._engine.connect() as connection:
            _raw(connection).execute("VACUUM")
            _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def put_together(self) -> None:
        """Leave all in the one file when it is closed, nothing beside it."""
        with self._explained(), self._engine.connect() as connection:
            _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self, create: bool) -> None:
        with self._engine.connect() as connection:
            if is_up_to_date(connection, self.name, create):
                return
        with self.lock(), self.writing() as connection:
            migrate(connection)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as why:
            raise StorageError(f"{self.path}: {_reason(str(why.orig))}") from why
        except sqlite3.DatabaseError as why:  # below SQLAlchemy
            raise StorageError(f"{self.path}: {_reason(str(why))}") from why
        except OSError as why:
            if isinstance(why, StorageError) or why.errno not in (errno.ENOSPC, errno.EROFS):
                raise
            raise StorageError(f"{self.path}: {_WORDS['full']}") from why


def _check_head(path: Path, create: bool) -> None:
    """Look before SQLite does, which makes a database of any file that is nearly empty."""
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_SIGNATURE))
    except OSError:
        return  # there is none, or opening it tells why
    if not head and not create:
        raise NewsroomError(f"{path} {_EMPTY}")
    if head and head != _SIGNATURE:
        raise NewsroomError(f"{path} is damaged, or no newsroom at all")


def _engine(path: Path, writable: bool, objects: Objects | None) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=lambda: connected(path, writable),
        execution_options=with_objects(objects),
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        for pragma in _PRAGMAS[0 if writable else _WRITING :]:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.info.get("write") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _raw(connection: Connection) -> sqlite3.Connection:
    """Below SQLAlchemy, for what it has no words for."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def _reason(told: str) -> str:
    lower = told.lower()
    return next((words for sign, words in _WORDS.items() if sign in lower), told)
