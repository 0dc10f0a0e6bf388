"""What is people's own, in a schema of the PostgreSQL database that keeps the newsroom.

The statements are those for the file (``personal``): a few words of SQLite's are put in
PostgreSQL's here. Who writes takes the one row that counts changes first, so that writers
come one after another, as they do in a file, and readers learn cheaply that something is new.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg

from rawi.errors import VersionError
from rawi.store.engines.files import placed
from rawi.store.engines.postgres_words import told
from rawi.store.personal.file import FIRST, LATER, NUMBERED, SCHEMA, VERSION, PersonalFile
from rawi.store.personal.transfer import copy_tables

_BEGIN = """
CREATE SCHEMA personal;
CREATE TABLE personal.version (number INTEGER NOT NULL);
CREATE TABLE personal.changes (number BIGINT NOT NULL);
INSERT INTO personal.changes VALUES (0);
"""
_KEY = 0x6D61726B
"""Of the advisory lock under which the tables are made."""
_COUNT = "UPDATE changes SET number = number + 1"
_SELECT = ("SELECT", "WITH")


class PersonalSchema(PersonalFile):
    """One connection to the schema; safe to use from several threads."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]], name: str) -> None:
        """Make the tables or bring them up to date. ``name``: of the database, in messages.

        Raises ``StorageError``, and ``VersionError`` for tables of a newer Rawi.
        """
        self.name = name
        self._lock = threading.RLock()
        self._connect = connect
        self._together = False
        self._raw: psycopg.Connection[Any] | None = None
        with self._explained(), self._lock:
            self._bring_up()

    def run(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with self._explained(), self._lock, self._counted(sql) as db:
            found = db.execute(_said(sql), values)
            return found.fetchall() if found.description else []

    def changed(self, sql: str, *values: object) -> int:
        with self._explained(), self._lock, self._counted(sql) as db:
            return db.execute(_said(sql), values).rowcount

    def added(self, sql: str, *values: object) -> int:
        (row,) = self.run(f"{sql} RETURNING number", *values)
        return int(str(row[0]))

    def many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._explained(), self._lock, self._counted(sql) as db:
            if listed := list(rows):
                db.cursor().executemany(_said(sql), listed)

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._lock:
            if self._together:
                yield
                return
        with self._explained(), self._lock, self._session.transaction():
            self._session.execute(_COUNT)
            self._together = True
            try:
                yield
            finally:
                self._together = False

    def changes(self) -> tuple[int, int]:
        ((number,),) = self.run("SELECT number FROM changes")
        return int(str(number)), 0

    def number_on(self, table: str) -> None:
        """Go on numbering behind the rows that were copied in."""
        self.run(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), "
            f"greatest(2, (SELECT coalesce(max(number), 1) + 1 FROM {table})), false)"
        )

    def problems(self) -> list[str]:
        return []  # PostgreSQL looks after its own files

    def backup(self, path: Path) -> None:
        """Copy all of it to a new file, as of one moment."""
        with placed(path) as part:
            file = PersonalFile(part)
            try:
                copy_tables(self, file)
                file.run("PRAGMA journal_mode = DELETE")
            finally:
                file.close()

    def close(self) -> None:
        with self._lock:
            if self._raw is not None:
                self._raw.close()

    @property
    def _session(self) -> psycopg.Connection[Any]:
        """The connection; a new one where it was lost, outside of what belongs together."""
        if self._raw is None or (self._raw.closed and not self._together):
            self._raw = self._connect()
            self._raw.autocommit = True
            self._raw.execute("SET search_path TO personal")
        return self._raw

    @contextmanager
    def _counted(self, sql: str) -> Iterator[psycopg.Connection[Any]]:
        """The connection; where the statement changes something, with others kept away."""
        if self._together or sql.startswith(_SELECT):
            yield self._session
            return
        with self._session.transaction():
            self._session.execute(_COUNT)
            yield self._session

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as why:
            raise told(f"{self.name}, the saved and read articles", why) from why

    def _bring_up(self) -> None:
        """Make the tables, and add what later versions have: all of it or nothing."""
        if self._version() == VERSION:
            return
        with self._session.transaction():
            self._session.execute("SELECT pg_advisory_xact_lock(%s)", (_KEY,))
            version = self._version()
            if version == 0:
                self._session.execute(_BEGIN)
            steps = LATER[version - FIRST :] if version else (SCHEMA, *LATER)
            for step in steps:
                self._session.execute(_made(step))
            self._session.execute("DELETE FROM version")
            self._session.execute("INSERT INTO version VALUES (%s)", (VERSION,))

    def _version(self) -> int:
        row = self._session.execute("SELECT to_regclass('personal.version') IS NOT NULL").fetchone()
        if not (row and row[0]):
            return 0
        found = self._session.execute("SELECT number FROM personal.version").fetchone()
        version = int(found[0]) if found else 0
        if version > VERSION:
            raise VersionError(f"{self.name}: the saved and read articles are of a newer Rawi")
        return version


@lru_cache(maxsize=512)
def _said(sql: str) -> Any:
    """A statement with its places as psycopg has them."""
    return sql.replace("%", "%%").replace("?", "%s")


def _made(schema: str) -> Any:
    """Tables as PostgreSQL makes them: 64 bits, text by its bytes."""
    schema = schema.replace(NUMBERED, "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
    schema = schema.replace(") WITHOUT ROWID", ")")
    schema = re.sub(r"\bINTEGER\b", "BIGINT", schema)
    schema = re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', schema)
    # The owner is number 1 by name: the next account is the second.
    return schema + "ALTER TABLE person ALTER COLUMN number RESTART WITH 2;" * (
        "CREATE TABLE person" in schema
    )
