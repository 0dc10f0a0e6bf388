"""Keeping a newsroom: what is taken down, what grows too old, what is copied away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from rawi.errors import InputError, StorageError
from rawi.model import Record
from rawi.newsroom.recent_window import Recent
from rawi.newsroom.writer import Clock
from rawi.store import kept_captures, reading, removal, writing
from rawi.store.engines import dialects
from rawi.store.engines.database import Database
from rawi.store.engines.files import BESIDE
from rawi.store.personal.marks import Marks, marks_path
from rawi.urls import canonical_url, is_web_address

STEP = 500
"""Articles removed in one transaction, so that readers and memory never notice."""


class Retention(Record, frozen=True, kw_only=True):
    """How much a newsroom keeps; None: everything. Saved articles always stay."""

    days: float | None = None
    """Articles that appeared longer ago go."""
    megabytes: float | None = None
    """The oldest go until the newsroom file needs no more than this (10^6 bytes)."""


class Followers(NamedTuple):
    """Who is told of what was removed."""

    forget: Callable[[Sequence[str]], None]
    """Drops what is kept of these articles."""
    changed: Callable[[], None]
    """Brings up what follows the store."""


class Upkeep:
    """Removes and copies; every verb takes the writer's lock and gives it back."""

    def __init__(
        self,
        database: Database,
        recent: Recent,
        marks: Marks,
        clock: Clock,
        follow: Followers,
    ) -> None:
        self._database = database
        self._recent = recent
        self._marks = marks
        self._clock = clock
        self._follow = follow

    def forget(self) -> None:
        """Load the window of recent articles anew at the next use: rows were mended."""
        self._recent.forget()

    def take_down(self, url: str) -> int:
        """Delete what is at an address and never take it in again; how many articles went.

        Raises ``InputError`` for what is no web address, ``BusyError``.
        """
        if not is_web_address(url):
            raise InputError(f"{url!r} is no web address")
        address = canonical_url(url)
        with self._database.lock(), self._database.writing() as connection:
            removal.forbid(connection, address, self._clock().isoformat(timespec="seconds"))
            ids = removal.at_address(connection, address)
            self._remove(connection, ids)
        self._gone(ids)
        self._sweep()
        return len(ids)

    def retain(self, keep: Retention) -> int:
        """Remove what is older or more than ``keep`` allows; how many articles went.

        Raises ``InputError`` for a negative limit, ``BusyError``.
        """
        if any(limit is not None and limit < 0 for limit in (keep.days, keep.megabytes)):
            raise InputError("a newsroom cannot keep less than nothing")
        gone = 0
        with self._database.lock():
            for ids in self._excess(keep):
                self._gone(ids)
                gone += len(ids)
            if gone:
                self._database.compact()
        self._sweep()
        return gone

    def backup(self, path: Path) -> None:
        """Copy the newsroom to a new file, and the marks beside it, while others go on.

        ``rawi.open`` opens the copy on any machine; its search index and vectors are made anew.
        The copy is there whole or not at all. Raises ``InputError`` where the file, or
        one beside it, exists already, ``StorageError`` where it cannot be written.
        """
        for place in (path, marks_path(path)):
            for ending in ("", *BESIDE):
                if (there := place.with_name(place.name + ending)).exists():
                    raise InputError(f"{there} exists already; a backup never overwrites")
        self._marks.backup(marks_path(path))
        try:
            self._database.backup(path)
        except BaseException:
            marks_path(path).unlink(missing_ok=True)
            raise

    def _excess(self, keep: Retention) -> Iterator[list[str]]:
        """What is over the limits, removed a step at a time."""
        while keep.days is not None:
            limit = (self._clock() - timedelta(days=keep.days)).timestamp()
            with self._database.writing() as connection:
                ids = removal.before(connection, limit, self._marks.saved_by_anyone(), STEP)
                self._remove(connection, ids)
            if not ids:
                break
            yield ids
        while keep.megabytes is not None:
            with self._database.writing() as connection:
                step = _surplus(connection, keep.megabytes * 1_000_000)
                saved = self._marks.saved_by_anyone()
                ids = removal.before(connection, float("inf"), saved, step) if step else []
                self._remove(connection, ids)
            if not ids:
                break
            yield ids

    def _remove(self, connection: Connection, ids: list[str]) -> None:
        if ids:
            at = self._clock().isoformat(timespec="seconds")
            removal.remove(connection, ids, writing.begin_batch(connection, at))

    def _sweep(self) -> None:
        """Delete the files of captures that went, and tell where they could not be yet."""
        try:
            with self._database.lock(), self._database.writing() as connection:
                kept_captures.sweep(connection)
        except StorageError as why:
            told = f"{why}; the articles are gone, the files go with the next `rawi retain`"
            raise StorageError(told) from why

    def _gone(self, ids: list[str]) -> None:
        if ids:
            self._recent.forget()
            self._marks.forget(ids)
            self._follow.forget(ids)
            self._follow.changed()


def _surplus(connection: Connection, limit: float) -> int:
    """How many articles to drop next to come under so many bytes, as far as their mean says."""
    used = dialects.used_bytes(connection)
    if used <= limit:
        return 0
    return min(STEP, ceil(reading.count(connection) * (used - limit) / used))
