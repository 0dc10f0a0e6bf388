"""What a reader saved and has read: personal, never derived, in a file of its own.

The file lies beside the newsroom (``news.db.marks``), so that a mark never
waits for a batch that the collector is writing, and a rebuild cannot touch it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS saved (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (article_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
"""


def marks_path(newsroom: Path) -> Path:
    """Where the marks of the newsroom at that path lie."""
    return newsroom.with_name(newsroom.name + ".marks")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Marks:
    """Saved articles and read marks; safe to use from several threads."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; None keeps marks in memory only."""
        self._lock = threading.Lock()
        self._db = sqlite3.connect(
            path or ":memory:", check_same_thread=False, isolation_level=None
        )
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)

    def _run(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

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

    def changes(self) -> tuple[int, int]:
        """Differs whenever a mark was made or taken away, here or by another process."""
        with self._lock:
            (others,) = self._db.execute("PRAGMA data_version").fetchone()
            return int(others), self._db.total_changes

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop every mark of articles that are gone."""
        for article_id in article_ids:
            self.save(article_id, False)
            self.mark_read(article_id, False)

    def backup(self, path: Path) -> None:
        """Copy the marks to a new file, consistent while others write."""
        copy = sqlite3.connect(path)
        with self._lock:
            self._db.backup(copy)
        copy.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()
