"""The file of what is people's own: accounts, what each read, saved, follows and mutes,
and how each is told.

It lies beside the newsroom (``news.db.marks``), so that a mark never waits for a
batch that the collector is writing, and a rebuild cannot touch it. Its version stands
in ``user_version``; an older file is brought up to date when it is opened.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from rawi.errors import StorageError, VersionError
from rawi.model import Record
from rawi.store.engines.files import connected, copied, is_writable

R = TypeVar("R", bound=Record)
OWNER = 1
"""Number of the owner, with an account or without: marks of before accounts are theirs."""
_PART = 500
"""Values in one ``IN``."""
_PATIENCE = 5000
"""Milliseconds that a mark waits for another program that writes marks."""
SCHEMA = """
CREATE TABLE item (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL UNIQUE,
    outlet TEXT, section TEXT);
CREATE INDEX item_outlet ON item (outlet, number);
CREATE TABLE followed (sequence INTEGER NOT NULL, mark TEXT NOT NULL);
CREATE TABLE seen (
    person INTEGER NOT NULL, number INTEGER NOT NULL, upto INTEGER NOT NULL, at TEXT NOT NULL,
    act INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (person, number)) WITHOUT ROWID;
CREATE INDEX seen_number ON seen (number);
CREATE TABLE act (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, at TEXT NOT NULL);
CREATE TABLE saved (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    UNIQUE (person, kind, name));
CREATE TABLE label (
    person INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (person, kind, name, label)) WITHOUT ROWID;
CREATE TABLE subscription (
    person INTEGER NOT NULL, outlet TEXT NOT NULL, title TEXT, folder TEXT,
    hidden INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (person, outlet)) WITHOUT ROWID;
CREATE TABLE person (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    role TEXT NOT NULL, password TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE invitation (
    digest TEXT PRIMARY KEY, role TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE app (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE, fever TEXT NOT NULL UNIQUE, at TEXT NOT NULL, used TEXT);
CREATE TABLE session (
    digest TEXT PRIMARY KEY, at TEXT NOT NULL, person INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
"""
_FROM_ONE_READER = """
ALTER TABLE saved RENAME TO saved_1;
ALTER TABLE session RENAME TO session_1;
ALTER TABLE seen RENAME TO seen_1;
"""
_OVER = """
INSERT INTO saved (number, person, kind, name, at)
    SELECT number, 1, 'article', article_id, at FROM saved_1;
INSERT INTO item (article_id) SELECT article_id FROM seen_1 ORDER BY at, article_id;
INSERT INTO seen (person, number, upto, at)
    SELECT 1, number, number, at FROM seen_1 JOIN item USING (article_id);
INSERT INTO session (digest, at) SELECT digest, at FROM session_1;
DROP TABLE saved_1;
DROP TABLE session_1;
DROP TABLE seen_1;
"""
_FOLLOWS = """
CREATE TABLE follow (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, kind TEXT NOT NULL,
    key TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (person, kind, key));
CREATE TABLE mute (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, kind TEXT NOT NULL,
    key TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (person, kind, key));
CREATE TABLE follow_item (
    follow INTEGER NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (follow, number)) WITHOUT ROWID;
CREATE INDEX follow_item_number ON follow_item (number);
CREATE TABLE mute_item (
    person INTEGER NOT NULL, number INTEGER NOT NULL, mute INTEGER NOT NULL,
    PRIMARY KEY (person, number, mute)) WITHOUT ROWID;
CREATE INDEX mute_item_number ON mute_item (number);
CREATE INDEX mute_item_mute ON mute_item (mute);
CREATE TABLE judged (sequence INTEGER NOT NULL, mark TEXT NOT NULL);
"""
_NOTICES = """
CREATE TABLE channel (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, service TEXT NOT NULL,
    shown TEXT NOT NULL, address TEXT NOT NULL, guarded INTEGER NOT NULL, alerts INTEGER NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
    again TEXT NOT NULL DEFAULT '', trouble TEXT NOT NULL DEFAULT '',
    sent TEXT NOT NULL DEFAULT '', leased TEXT NOT NULL DEFAULT '');
CREATE INDEX channel_person ON channel (person);
CREATE TABLE digest (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, channel INTEGER NOT NULL,
    hour INTEGER NOT NULL, scope TEXT NOT NULL, most INTEGER NOT NULL, place INTEGER NOT NULL,
    due TEXT NOT NULL);
CREATE INDEX digest_person ON digest (person);
CREATE TABLE alerting (
    person INTEGER PRIMARY KEY, place INTEGER NOT NULL, threshold INTEGER NOT NULL,
    updates INTEGER NOT NULL, quiet_from INTEGER NOT NULL, quiet_until INTEGER NOT NULL,
    zone TEXT NOT NULL, language TEXT NOT NULL, arabic_digits INTEGER NOT NULL);
CREATE TABLE alerted (
    person INTEGER NOT NULL, follow INTEGER NOT NULL, PRIMARY KEY (person, follow)) WITHOUT ROWID;
CREATE TABLE told (
    person INTEGER NOT NULL, list INTEGER NOT NULL, story TEXT NOT NULL, reports INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (person, list, story)) WITHOUT ROWID;
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, channel INTEGER NOT NULL,
    list INTEGER NOT NULL, story TEXT NOT NULL, kind TEXT NOT NULL, reports INTEGER NOT NULL,
    gained INTEGER NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (channel, list, story));
"""
_TALLIES = """
CREATE TABLE tally (
    person INTEGER NOT NULL, outlet TEXT NOT NULL, section TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (person, outlet, section)) WITHOUT ROWID;
INSERT INTO tally (person, outlet, section, count)
    SELECT 0, outlet, coalesce(section, ''), count(*) FROM item
    WHERE outlet IS NOT NULL GROUP BY 2, 3;
INSERT INTO tally (person, outlet, section, count)
    SELECT s.person, i.outlet, coalesce(i.section, ''), count(*)
    FROM seen s CROSS JOIN item i WHERE i.number = s.number AND i.outlet IS NOT NULL
    GROUP BY 1, 2, 3;
ALTER TABLE follow_item ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
UPDATE follow_item SET done = 1 WHERE EXISTS (
    SELECT 1 FROM follow f CROSS JOIN seen s WHERE f.number = follow_item.follow
    AND s.person = f.person AND s.number = follow_item.number)
    OR EXISTS (
    SELECT 1 FROM follow f CROSS JOIN mute_item m WHERE f.number = follow_item.follow
    AND m.person = f.person AND m.number = follow_item.number);
"""
_KEYS = """
CREATE TABLE own_key (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_MUTED = """
CREATE TABLE muted_tally (
    person INTEGER NOT NULL, outlet TEXT NOT NULL, section TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (person, outlet, section)) WITHOUT ROWID;
INSERT INTO muted_tally (person, outlet, section, count)
    SELECT m.person, i.outlet, coalesce(i.section, ''), count(*)
    FROM (SELECT DISTINCT person, number FROM mute_item) m CROSS JOIN item i
    WHERE i.number = m.number AND i.outlet IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM seen s WHERE s.person = m.person AND s.number = m.number) GROUP BY 1, 2, 3;
CREATE INDEX follow_item_left ON follow_item (follow) WHERE done = 0;
"""
NUMBERED = "INTEGER PRIMARY KEY AUTOINCREMENT"
"""How a column is declared whose numbers are given by themselves, none of them twice."""
FIRST = 2
"""Version of ``SCHEMA``: 1 had one reader's marks alone."""
LATER = (_FOLLOWS, _NOTICES, _TALLIES, _KEYS, _MUTED)
"""What each version after it adds, in order: the next is one more entry."""
VERSION = FIRST + len(LATER)
_ADVICE = {
    "malformed": "it is damaged; put back a backup of it, or move it away to begin without marks",
    "not a database": "it is damaged; put back a backup of it, or move it away to begin without "
    "marks",
    "locked": "another program has it locked; end that program, then try again",
    "readonly": "it cannot be written: the file or its folder is read-only",
    "full": "the disk is full; make room, then try again",
}
_ONE_READER = {"saved", "seen", "session"}


def marks_path(newsroom: Path) -> Path:
    """Where the marks of the newsroom at that path lie."""
    return newsroom.with_name(newsroom.name + ".marks")


def now() -> str:
    """This moment, ISO 8601, as rows keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def columns(kind: type[Record]) -> str:
    """The columns of the rows that such records stand for, in the order of their fields."""
    return ", ".join(kind.__struct_fields__)


def record_of(kind: type[R], row: tuple[object, ...]) -> R:
    """The record of a row of its ``columns``; a flag is 0 or 1 there."""
    return msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=True)), kind, strict=False)


def parts(values: Iterable[str]) -> Iterator[list[str]]:
    """The values, so many at a time as one statement takes."""
    wanted = list(values)
    for at in range(0, len(wanted), _PART):
        yield wanted[at : at + _PART]


def holes(values: Sequence[object]) -> str:
    """A place in a statement for each value; for none what equals nothing, as PostgreSQL wants."""
    return ",".join("?" * len(values)) or "NULL"


def moment() -> int:
    """This moment in microseconds since 1970, as articles are numbered by."""
    return time.time_ns() // 1000


def _opened(path: Path | None) -> sqlite3.Connection:
    """The file, written to only where something in it is missing."""
    writable = path is None or is_writable(path)
    if path is None or not (writable or path.exists()):
        db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    else:
        db = connected(path, writable)
    db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    if writable and db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if _version(db) < VERSION and not writable and path is not None and path.exists():
        db = _in_memory(db)
    _bring_up(db)
    return db


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise VersionError("the saved and read articles are of a newer Rawi")
    return int(version)


def _in_memory(db: sqlite3.Connection) -> sqlite3.Connection:
    """A copy that can be brought up to date where the file itself cannot."""
    copy = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    db.backup(copy)
    db.close()
    return copy


def _bring_up(db: sqlite3.Connection) -> None:
    """Make the tables, and take over what an older file holds: all of it or nothing."""
    if _version(db) == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        if _version(db) < VERSION:
            for statement in ";".join(_steps(db)).split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _steps(db: sqlite3.Connection) -> tuple[str, ...]:
    """What brings this file to the version of today."""
    version = _version(db)
    if version >= FIRST:
        return LATER[version - FIRST :]
    held = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    base = (_FROM_ONE_READER, SCHEMA, _OVER) if held >= _ONE_READER else (SCHEMA,)
    return (*base, *LATER)


class PersonalFile:
    """One connection to the file; safe to use from several threads."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; None keeps everything in memory only.

        Raises ``StorageError`` for a file that is damaged or locked: it cannot be
        made anew, so that nothing is done about it unasked; ``VersionError`` for one of
        a newer Rawi.
        """
        self._path = path
        self._lock = threading.RLock()
        with self._explained():
            self._db = _opened(path)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as why:
            lower = str(why).lower()
            advice = next((words for sign, words in _ADVICE.items() if sign in lower), lower)
            raise StorageError(f"{self._path}, the saved and read articles: {advice}") from why

    def run(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """One statement, and what it gives."""
        with self._explained(), self._lock:
            return self._db.execute(sql, values).fetchall()

    def changed(self, sql: str, *values: object) -> int:
        """One statement, and how many rows it changed."""
        with self._explained(), self._lock:
            return self._db.execute(sql, values).rowcount

    def added(self, sql: str, *values: object) -> int:
        """One INSERT, and the number of its row."""
        with self._explained(), self._lock:
            return int(self._db.execute(sql, values).lastrowid or 0)

    def many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """One statement for each row, all of them or none."""
        with self.together():
            self._db.executemany(sql, rows)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What runs inside is stored whole or not at all, and nothing comes between.

        Inside of another, it is a part of that.
        """
        with self._explained(), self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def changes(self) -> tuple[int, int]:
        """Differs whenever something was changed, here or by another process."""
        with self._explained(), self._lock:
            (others,) = self._db.execute("PRAGMA data_version").fetchone()
            return int(others), self._db.total_changes

    def number_on(self, table: str) -> None:
        """Go on numbering behind the rows that were copied in: SQLite does by itself."""

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file, in its words."""
        return [str(row[0]) for row in self.run("PRAGMA quick_check") if row[0] != "ok"]

    def backup(self, path: Path) -> None:
        """Copy all of it to a new file, consistent while others write."""
        with self._explained(), self._lock:
            copied(self._db, path)

    def close(self) -> None:
        with self._lock:
            self._db.close()
