"""One writer at a time: a lock on a file beside the newsroom."""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rawi.errors import BusyError, StorageError

_SECRET = ("--token",)
PATIENCE = 1.0
"""Seconds that a writer waits: long enough for another one that only catches up."""


@contextmanager
def writer_lock(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file at ``path``; the system lets go of it when the process dies.

    Raises ``BusyError`` naming who holds it: process, command, since when.
    """
    try:
        handle = path.open("a+", encoding="utf-8")
    except OSError as why:
        raise StorageError(f"{path} cannot be written: {why.strerror}") from why
    with handle:
        deadline = time.monotonic() + patience
        while not _locked(handle.fileno()):
            if time.monotonic() >= deadline:
                raise BusyError(_holder(path))
            time.sleep(0.05)
        _sign(handle.fileno())
        yield


def shown(arguments: Sequence[str]) -> list[str]:
    """A command line without the secrets in it."""
    told, secret = [], False
    for argument in arguments:
        name, mark, _ = argument.partition("=")
        told.append("***" if secret else f"{name}=***" if mark and name in _SECRET else argument)
        secret = argument in _SECRET
    return told


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    words = {
        "pid": os.getpid(),
        "command": shlex.join(shown(sys.argv)) or "python",
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(words).encode(), 0)


def _holder(path: Path) -> str:
    try:
        who = json.loads(path.read_text(encoding="utf-8"))
        told = f"process {who['pid']} ({who['command']}) since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        told = "another process"
    return f"{path.with_suffix('').name} is being written by {told}; try again when it is done"
