"""A newsroom in PostgreSQL: connections, the writer's session, errors in Rawi's words."""

from __future__ import annotations

import hashlib
import os
import shlex
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

import psycopg
from psycopg.pq import PGconn, Ping
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool

from rawi.errors import BusyError, InputError, StorageError
from rawi.store.engines.database import is_up_to_date, migrate
from rawi.store.engines.files import placed
from rawi.store.engines.lock import PATIENCE, shown
from rawi.store.engines.objects import Objects, with_objects
from rawi.store.engines.postgres_words import STATES, told
from rawi.store.engines.server_clock import ServerClock
from rawi.store.engines.sqlite import SqliteDatabase
from rawi.store.engines.transfer import copy_newsroom
from rawi.store.engines.views import Views

WRITER = 0x72617769
"""Of the advisory lock that the one writer holds; locks are counted by database."""
HOLDING = """
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid = 0 AND objid = %s
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
"""The sessions that hold an advisory lock of this database."""
HOLDER = f"""
SELECT application_name, to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
{HOLDING}"""
"""Which it is, and since when."""
_OPTIONS = {"connect_timeout": "10", "options": "-c jit=off"}
ALIVE = {
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "12000",
}
"""Seconds, seconds, times and milliseconds: a server that is gone is noticed within eleven
seconds where nothing is under way, and within twelve where something is."""
_ALIVE_THERE = (
    "SET tcp_keepalives_idle = 5",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
    "SET tcp_user_timeout = '12s'",
    "SET idle_in_transaction_session_timeout = '10min'",
)
"""The same on the server: the lock of a writer whose machine is gone is free as soon."""


STARTING = 60.0
"""Seconds that a server gets which is there and takes nobody yet."""


class PostgresDatabase:
    """One newsroom in a database of its own. Safe for threads.

    The writer's lock is held by a session, and the same session writes: a writer that lost
    its connection lost its lock with it, and cannot write beside the next one.
    """

    shared = True

    def __init__(
        self,
        address: str,
        beside: Path,
        *,
        create: bool = True,
        objects: Objects | None = None,
    ) -> None:
        """``beside``: folder for what each machine derives for itself; ``objects``: where
        captures lie outside the database.

        Raises ``InputError`` for what is no address, ``StorageError`` where it cannot be opened.
        """
        self._url = _url(address)
        self.name = self._url.set(drivername="postgresql").render_as_string(hide_password=True)
        self.path = beside / _folder(self._url) / "newsroom"
        self._readers = _engine(self._url, _prepare_reading, objects, pool_size=8, max_overflow=32)
        self._writers = _engine(self._url, _prepare_writing, objects, poolclass=NullPool)
        self._watching = Lock()
        self._views = Views()
        self._watcher: psycopg.Connection[Any] | None = None
        self._held: Connection | None = None
        self._made: WeakSet[psycopg.Connection[Any]] = WeakSet()
        for engine in (self._readers, self._writers):
            event.listen(engine, "connect", lambda made, _: self._made.add(made))
        self.now = ServerClock(self._time).now
        with self._explained():
            self.writable = self._prepared(create)
        self.path.parent.mkdir(parents=True, exist_ok=True)

    @property
    def address(self) -> str:
        """With its password, for other programs of this process."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=False)

    def close(self) -> None:
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self._readers.dispose()
        self._writers.dispose()

    def last_batch(self) -> int:
        """Number of the last batch stored: one look at the end of an index."""
        if (held := self._views.held) is not None:
            return held.last_batch
        with self._explained(), self._watching:
            if self._watcher is None or self._watcher.closed:
                self._watcher = self.connected()
            try:
                row = self._watcher.execute("SELECT max(sequence) FROM batch").fetchone()
            except psycopg.Error:
                self._watcher.close()
                raise
            return int(row[0] or 0) if row else 0

    def _time(self) -> float:
        with self.reading() as connection:
            asked = text("SELECT extract(epoch FROM clock_timestamp())")
            return float(connection.execute(asked).scalar_one())

    def cut(self) -> None:
        """End all connections of this process, for the server is silent: whoever waits for an
        answer is told that it was lost, and what comes next connects anew."""
        for made in list(self._made):
            with suppress(psycopg.Error, OSError):
                line = socket.socket(fileno=os.dup(made.fileno()))
                with line:
                    line.shutdown(socket.SHUT_RDWR)

    def connected(self) -> psycopg.Connection[Any]:
        """A connection of its own below SQLAlchemy, each statement by itself; whoever asks
        closes it."""
        with self._explained():
            pooled = self._writers.raw_connection()
        raw = pooled.driver_connection
        pooled.detach()
        assert isinstance(raw, psycopg.Connection)
        raw.autocommit = True
        return raw

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with one unchanging view of the newsroom; never waits."""
        with self._explained(), self._views.seen(self._readers.connect) as connection:
            yield connection

    def view(self) -> AbstractContextManager[None]:
        """While this holds, all that this thread reads is of one moment, over one connection."""
        return self._views.hold(self.last_batch, self.reading)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction on the session that holds ``lock``: all of it or nothing."""
        if not self.writable:
            raise StorageError(f"{self.name}: {STATES['25006']}")
        held = self._held
        if held is None:
            raise RuntimeError("who writes holds the lock")
        with self._explained(), held.begin():
            yield held

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one writer. Raises ``BusyError`` naming the session that is."""
        with self._session() as connection:
            with self._explained():
                _locked(connection, self.name)
            self._held = connection
            try:
                yield
            finally:
                self._held = None

    @contextmanager
    def _session(self) -> Iterator[Connection]:
        """A session that ends with what it holds, whatever became of it."""
        with self._explained():
            connection = self._writers.connect()
        try:
            yield connection
        finally:
            with suppress(SQLAlchemyError, psycopg.Error):
                connection.close()

    def backup(self, path: Path) -> None:
        """Copy everything to a new SQLite file, as of one moment, while others go on."""
        with placed(path) as part:
            file = SqliteDatabase(part)
            try:
                copy_newsroom(self, file)
                file.put_together()
            finally:
                file.close()
                part.with_name(part.name + ".lock").unlink(missing_ok=True)

    def compact(self) -> None:
        """Let what was deleted be used again; indexes and plans follow."""
        with self._explained(), self._writers.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("VACUUM (ANALYZE)"))

    def _prepare(self, create: bool) -> bool:
        """Make or migrate the tables; whether they can be written."""
        with self._readers.connect() as connection:
            there = is_up_to_date(connection, self.name, create)
            if there:
                return bool(connection.execute(text(_MAY_WRITE)).scalar())
        self.writable = True
        with self.lock(), self.writing() as connection:
            if not is_up_to_date(connection, self.name, create):  # another was faster
                migrate(connection)
        return True

    def _prepared(self, create: bool) -> bool:
        """The same, as soon as a server that is starting lets anybody in."""
        patient = time.monotonic() + STARTING
        while True:
            try:
                return self._prepare(create)
            except (DBAPIError, psycopg.Error):
                if time.monotonic() >= patient or not _is_starting(self.address):
                    raise
            time.sleep(0.5)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeout as why:
            raise StorageError(f"{self.name}: {STATES['53300']}") from why
        except DBAPIError as why:
            raise told(self.name, why.orig) from why
        except psycopg.Error as why:  # below SQLAlchemy
            raise told(self.name, why) from why


_MAY_WRITE = (
    "SELECT NOT pg_is_in_recovery() AND has_table_privilege('capture', 'INSERT') "
    "AND current_setting('default_transaction_read_only') = 'off'"
)


def _is_starting(address: str) -> bool:
    """Whether there is a server, which takes nobody yet: it starts, or ends to start again."""
    return PGconn.ping(address.encode()) == Ping.REJECT


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as why:
        raise InputError(f"{address}: this is no address of a database") from why
    if not url.database:
        raise InputError(f"{address}: it must name a database, as postgresql://host/news")
    return url.set(drivername="postgresql+psycopg")


def _folder(url: URL) -> str:
    """A name for what lies beside it on this machine, the same whoever asks."""
    whole = url.set(password=None, username=None).render_as_string()
    return f"{url.database}-{hashlib.blake2b(whole.encode(), digest_size=6).hexdigest()}"


def _engine(url: URL, prepare: Any, objects: Objects | None, **pool: Any) -> Engine:
    given = _OPTIONS | ALIVE | {"application_name": _own_name()}
    arguments = {name: value for name, value in given.items() if name not in url.query}
    pinged = "poolclass" not in pool
    engine = create_engine(
        url,
        connect_args=arguments,
        pool_pre_ping=pinged,
        execution_options=with_objects(objects),
        **pool,
    )
    event.listen(engine, "connect", prepare)
    return engine


def _prepare_reading(connection: psycopg.Connection[Any], _: object) -> None:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True


def _prepare_writing(connection: psycopg.Connection[Any], _: object) -> None:
    connection.autocommit = True
    for statement in _ALIVE_THERE:
        connection.execute(statement)
    connection.autocommit = False


def _own_name() -> str:
    """What the database's list of sessions shows, in its 63 letters."""
    command = shlex.join([Path(sys.argv[0] or "python").name, *shown(sys.argv[1:])])
    return f"{os.getpid()}@{socket.gethostname()[:20]} {command}".encode()[:63].decode(
        errors="ignore"
    )


def _locked(connection: Connection, name: str) -> None:
    """Take the writer's lock for the session. Raises ``BusyError``."""
    deadline = time.monotonic() + PATIENCE
    while not connection.execute(text(f"SELECT pg_try_advisory_lock({WRITER})")).scalar():
        connection.rollback()
        if time.monotonic() >= deadline:
            raise BusyError(_holder(connection, name))
        time.sleep(0.05)
    connection.commit()


def _holder(connection: Connection, name: str) -> str:
    found = connection.exec_driver_sql(HOLDER, (WRITER,)).first()
    told = f"process {found[0]} since {found[1]}" if found else "another process"
    return f"{name} is being written by {told}; try again when it is done"
