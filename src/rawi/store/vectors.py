"""Sentence vectors of articles, in a file of their own beside the newsroom.

They are derived and slow to make, so that neither intake nor a rebuild waits for them:
each is kept with the fingerprint of the text that it was made of, and whoever has time
makes those that are missing. A file that is damaged, or of another model, is begun anew.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from rawi.errors import StorageError
from rawi.store import schema as s
from rawi.store.engines.files import BESIDE, connected, is_writable
from rawi.store.reading import chunks

_SCHEMA = """
CREATE TABLE IF NOT EXISTS model (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vector (
    article_id TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, vector BLOB NOT NULL) WITHOUT ROWID;
"""
_PATIENCE = 5000
"""Milliseconds that one waits for another program that writes vectors."""
_STEP = 127
"""Values of a component on either side of nothing: eight bits are enough for an order."""
log = logging.getLogger("rawi.vectors")

Standing = tuple[int, str, bytes]
"""Number by intake, id and fingerprint of an article."""


def vectors_path(newsroom: Path) -> Path:
    """Where the vectors of the newsroom at that path lie."""
    return newsroom.with_name(newsroom.name + ".vectors")


def standing(
    connection: Connection, limit: int, *, below: int | None = None, since: int = 0
) -> list[Standing]:
    """Articles, the last taken in first: those numbered ``below``, of batches after ``since``."""
    c = s.article.c
    asked = select(c.intake, c.id, c.fingerprint).where(c.sequence > since)
    if below is not None:
        asked = asked.where(c.intake < below)
    rows = connection.execute(asked.order_by(c.intake.desc()).limit(limit))
    return [(row.intake, row.id, row.fingerprint) for row in rows]


class Vectors:
    """Vectors by article; safe for use from several threads and processes.

    No file is made before something is kept in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._db: sqlite3.Connection | None = None

    def close(self) -> None:
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def begin(self, model: str) -> None:
        """Keep vectors of that model from now on; those of another go."""
        told = self._rows("SELECT name FROM model")
        if told != [(model,)]:
            self._write("DELETE FROM vector")
            self._write("DELETE FROM model")
            self._write("INSERT INTO model VALUES (?)", (model,))

    def missing(self, wanted: Sequence[Standing]) -> frozenset[str]:
        """Ids of those whose text has no vector yet."""
        held = dict(self._of("article_id, fingerprint", [name for _, name, _ in wanted]))
        return frozenset(name for _, name, text in wanted if held.get(name) != text)

    def keep(self, told: Iterable[tuple[str, bytes, NDArray[np.float32]]]) -> None:
        """Keep vectors: id, fingerprint of the text, and the vector."""
        if rows := [(name, text, _packed(vector)) for name, text, vector in told]:
            self._write("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", *rows)

    def of(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of some articles, of length 1; of those that have one."""
        return {name: _unpacked(kept) for name, kept in self._of("article_id, vector", ids)}

    def forget(self, ids: Iterable[str]) -> None:
        """Keep nothing of these articles."""
        rows = [(name,) for name in ids]
        if rows and self._path.exists():
            self._write("DELETE FROM vector WHERE article_id = ?", *rows)

    def ids(self) -> Iterator[list[str]]:
        """Every article that has a vector, some at a time."""
        last = ""
        asked = "SELECT article_id FROM vector WHERE article_id > ? ORDER BY article_id LIMIT 500"
        while found := [str(name) for (name,) in self._rows(asked, last)]:
            yield found
            last = found[-1]

    def __len__(self) -> int:
        return sum(map(len, self.ids()))

    def _of(self, columns: str, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for some in chunks(ids):
            marks = ",".join("?" * len(some))
            asked = f"SELECT {columns} FROM vector WHERE article_id IN ({marks})"
            yield from ((str(name), cast(bytes, value)) for name, value in self._rows(asked, *some))

    def _rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What is asked for; nothing where there is no file, or none that can be read."""
        if not self._path.exists():
            return []
        try:
            with self._lock:
                return self._opened().execute(sql, values).fetchall()
        except sqlite3.DatabaseError as why:
            self._broken(why)
            return []

    def _write(self, sql: str, *rows: tuple[object, ...]) -> None:
        """All of it or nothing. Raises ``StorageError`` where the disk refuses."""
        try:
            self._written(sql, rows)
        except sqlite3.DatabaseError as why:
            self._broken(why)
            self._written(sql, rows)

    def _written(self, sql: str, rows: tuple[tuple[object, ...], ...]) -> None:
        with self._lock:
            db = self._opened()
            db.execute("BEGIN IMMEDIATE")
            try:
                if rows:
                    db.executemany(sql, rows)
                else:
                    db.execute(sql)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            writable = is_writable(self._path)
            self._db = connected(self._path, writable)
            self._db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            if writable:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._db.execute("PRAGMA secure_delete = ON")
                self._db.executescript(_SCHEMA)
        return self._db

    def _broken(self, why: sqlite3.DatabaseError) -> None:
        """Begin anew in place of a damaged file; any other trouble is the caller's."""
        told = str(why).lower()
        if not any(sign in told for sign in ("malformed", "not a database", "no such")):
            raise StorageError(f"{self._path}, the vectors: {why}") from why
        log.warning("%s is damaged (%s) and is begun anew", self._path, why)
        self.close()
        if is_writable(self._path):
            for ending in ("", *BESIDE):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def _packed(vector: NDArray[np.float32]) -> bytes:
    """Eight bits a component, the largest of them the full step."""
    most = float(np.abs(vector).max()) or 1.0
    return np.round(vector * (_STEP / most)).astype(np.int8).tobytes()


def _unpacked(kept: bytes) -> NDArray[np.float32]:
    vector = np.frombuffer(kept, dtype=np.int8).astype(np.float32)
    return vector / (np.linalg.norm(vector) or 1.0)
