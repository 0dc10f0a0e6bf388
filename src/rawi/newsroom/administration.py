"""The part of ``Newsroom`` that keeps it sound: checked, copied, rebuilt, within bounds."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

from rawi.model import Check
from rawi.newsroom.check import Found, look
from rawi.newsroom.maintenance import Retention, Upkeep
from rawi.newsroom.repair import drop, mend
from rawi.newsroom.semantics import Semantics
from rawi.newsroom.writer import Writer
from rawi.search.index import SearchIndex
from rawi.store.engines.database import Database
from rawi.store.personal.marks import Marks


class Administration:
    """Verbs of whoever runs a newsroom."""

    path: Path
    marks: Marks
    _database: Database
    _index: SearchIndex
    _writer: Writer
    _upkeep: Upkeep
    _semantics: Semantics
    _workers: int

    def check(self, *, repair: bool = False) -> Check:
        """Look through everything: the file, captures, rows, counts, ids, index, marks.

        With ``repair`` what can be derived again is, and what is told is what is left.
        Writers wait meanwhile, readers do not. Raises ``BusyError`` while another process
        writes, ``StorageError`` where nothing can be repaired.
        """
        found = self._look()
        repaired: dict[str, int] = {}
        if repair and found.keys:
            before = found.counts
            self._mend(found)
            found = self._look()
            left = {kind: count - found.counts[kind] for kind, count in before.items()}
            repaired = {kind: count for kind, count in left.items() if count > 0}
        with self._database.reading() as connection:
            return found.told(connection, repaired)

    def _look(self) -> Found:
        with self._writer.alone(), self._database.reading() as connection:
            return look(connection, self._index, self.marks, self.path)

    def _mend(self, found: Found) -> None:
        """Derive again; of a file that is itself damaged nothing but what lies beside it."""
        keys = dict(found.keys)
        drop(keys.pop("left", []))
        self.marks.forget(keys.pop("marks", []))
        rows = {} if found.broken else {k: v for k, v in keys.items() if k != "search"}
        if rows:
            with self._database.lock(), self._database.writing() as connection:
                mend(connection, rows)
        if rows or "search" in keys:
            self._upkeep.forget()
            self._writer.renew_index()

    def take_down(self, url: str) -> int:
        """Delete the articles at an address for good; see ``Upkeep.take_down``."""
        return self._upkeep.take_down(url)

    def retain(self, keep: Retention) -> int:
        """Remove what is too old or too much; see ``Upkeep.retain``."""
        return self._upkeep.retain(keep)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Copy the newsroom to a new file; see ``Upkeep.backup``."""
        self._upkeep.backup(Path(path))

    def embed(self, stop: Event | None = None) -> int:
        """Make the vectors that are missing, the newest first, and drop those of articles that
        went; how many were made. Until ``stop`` is set, where one is given.

        Needs no writer's lock and waits for none. Raises ``InputError`` without the extra
        ``rawi[semantic]``, ``StorageError`` where they cannot be kept.
        """
        return self._semantics.catch_up(stop)

    def rebuild(self) -> None:
        """Derive everything anew from the stored captures; readers see the old until done.

        Where a capture cannot be read any more, what was made of it stays.
        """
        self._writer.rebuild(self._workers)
