"""SQLite files as such: opening them where nothing can be written, whole copies."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from rawi.errors import StorageError

BESIDE = ("-wal", "-shm", "-journal")
"""Endings of what SQLite keeps beside a file while it is open."""
PART = ".part"
"""Ending of a copy that is not whole yet."""


def is_writable(path: Path) -> bool:
    """Whether the file and its folder, where SQLite keeps its journal, can be written."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def connected(path: Path, writable: bool = True) -> sqlite3.Connection:
    """A connection in which BEGIN is ours; on a read-only disk one that writes nothing.

    There a journal that was left behind is read where its index lies beside it
    (another machine may be writing); without one the file stands still.
    """
    if writable:
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    journal = path.with_name(path.name + "-wal")
    still = "" if journal.exists() and journal.stat().st_size else "&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?mode=ro{still}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def copied(source: sqlite3.Connection, path: Path) -> None:
    """Copy a database to a new file, which is there whole or not at all.

    Raises ``StorageError`` where the file exists by then.
    """
    with placed(path) as part:
        copy = sqlite3.connect(part)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # all in the one file
        finally:
            copy.close()


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A file to fill that takes its place only when it is on the disk in full."""
    part = path.with_name(path.name + PART)
    try:
        for ending in ("", *BESIDE):
            part.with_name(part.name + ending).unlink(missing_ok=True)
        yield part
        _synced(part)
        _linked(part, path)
        _synced(path.parent)
    except FileExistsError as why:
        raise StorageError(f"{path} was made by somebody else meanwhile") from why
    except sqlite3.DatabaseError as why:
        raise StorageError(f"{path} cannot be written: {why}") from why
    except OSError as why:
        raise StorageError(f"{path} cannot be written: {why.strerror or why}") from why
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _linked(part: Path, path: Path) -> None:
    """Give the file its name, never replacing one."""
    try:
        os.link(part, path)
    except OSError as why:
        if isinstance(why, FileExistsError) or path.exists():
            raise FileExistsError(path) from why
        part.rename(path)  # a disk without hard links


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
