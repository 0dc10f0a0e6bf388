"""What a reader saved and has read: personal, never derived, in a file of its own.

The file lies beside the newsroom (``news.db.marks``), so that a mark never
waits for a batch that the collector is writing, and a rebuild cannot touch it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rawi.errors import StorageError
from rawi.store.files import connected, copied, is_writable

_PATIENCE = 5000
"""Milliseconds that a mark waits for another program that writes marks."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS saved (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS session (digest TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (article_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
"""


_ADVICE = {
    "malformed": "it is damaged; put back a backup of it, or move it away to begin without marks",
    "not a database": "it is damaged; put back a backup of it, or move it away to begin without "
    "marks",
    "locked": "another program has it locked; end that program, then try again",
    "readonly": "it cannot be written: the file or its folder is read-only",
    "full": "the disk is full; make room, then try again",
}
_TABLES = {"saved", "seen", "session"}


def marks_path(newsroom: Path) -> Path:
    """Where the marks of the newsroom at that path lie."""
    return newsroom.with_name(newsroom.name + ".marks")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


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
    held = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    if not held >= _TABLES:
        db.executescript(_SCHEMA)
    return db


class Marks:
    """Saved articles and read marks; safe to use from several threads."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; None keeps marks in memory only.

        Raises ``StorageError`` for a file that is damaged or locked: marks cannot be
        made anew, so that nothing is done about it unasked.
        """
        self._path = path
        self._lock = threading.Lock()
        with self._explained():
            self._db = _opened(path)

    def _run(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with self._explained(), self._lock:
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as why:
            lower = str(why).lower()
            advice = next((words for sign, words in _ADVICE.items() if sign in lower), lower)
            raise StorageError(f"{self._path}, the saved and read articles: {advice}") from why

    def save(self, article_id: str, saved: bool) -> None:
        """Put an article on the list of saved ones, or take it off; twice is once."""
        if saved:
            self._run(
                "INSERT OR IGNORE INTO saved (article_id, at) VALUES (?, ?)", article_id, _now()
            )
        else:
            self._run("DELETE FROM saved WHERE article_id = ?", article_id)

    def saved(self, limit: int, before: int | None = None) -> list[tuple[int, str]]:
        """(number, article id), last saved first, numbers under ``before`` only."""
        rows = self._run(
            "SELECT number, article_id FROM saved WHERE number < ? ORDER BY number DESC LIMIT ?",
            before if before is not None else 2**62,
            limit,
        )
        return [(int(str(number)), str(article_id)) for number, article_id in rows]

    def mark_read(self, article_id: str, read: bool = True) -> None:
        if read:
            self._run("INSERT OR IGNORE INTO seen VALUES (?, ?)", article_id, _now())
        else:
            self._run("DELETE FROM seen WHERE article_id = ?", article_id)

    def begin_session(self, digest: str) -> None:
        """Remember a signed-in browser by a digest of what it holds."""
        self._run("INSERT OR IGNORE INTO session VALUES (?, ?)", digest, _now())

    def has_session(self, digest: str) -> bool:
        return bool(self._run("SELECT 1 FROM session WHERE digest = ?", digest))

    def end_session(self, digest: str) -> None:
        self._run("DELETE FROM session WHERE digest = ?", digest)

    def _among(self, table: str, ids: Iterable[str]) -> frozenset[str]:
        wanted = list(ids)
        found: set[str] = set()
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            holes = ",".join("?" * len(part))
            sql = f"SELECT article_id FROM {table} WHERE article_id IN ({holes})"
            found |= {str(row[0]) for row in self._run(sql, *part)}
        return frozenset(found)

    def read_among(self, ids: Iterable[str]) -> frozenset[str]:
        return self._among("seen", ids)

    def saved_among(self, ids: Iterable[str]) -> frozenset[str]:
        return self._among("saved", ids)

    def all_saved(self) -> frozenset[str]:
        return frozenset(str(row[0]) for row in self._run("SELECT article_id FROM saved"))

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file, in its words."""
        return [str(row[0]) for row in self._run("PRAGMA quick_check") if row[0] != "ok"]

    def marked(self) -> Iterator[list[str]]:
        """Every article that has a mark, by id, some at a time."""
        last = ""
        asked = (
            "SELECT article_id FROM saved WHERE article_id > ?1 UNION "
            "SELECT article_id FROM seen WHERE article_id > ?1 ORDER BY 1 LIMIT 500"
        )
        while found := [str(row[0]) for row in self._run(asked, last)]:
            last = found[-1]
            yield found

    def changes(self) -> tuple[int, int]:
        """Differs whenever a mark was made or taken away, here or by another process."""
        with self._explained(), self._lock:
            (others,) = self._db.execute("PRAGMA data_version").fetchone()
            return int(others), self._db.total_changes

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop every mark of articles that are gone."""
        for article_id in article_ids:
            self.save(article_id, False)
            self.mark_read(article_id, False)

    def backup(self, path: Path) -> None:
        """Copy the marks to a new file, consistent while others write."""
        with self._explained(), self._lock:
            copied(self._db, path)

    def close(self) -> None:
        with self._lock:
            self._db.close()
