"""Finished pages, kept for as long as nothing that they show has changed."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from rawi.model import Record

MOST = 512
"""Pages kept; the one that was longest unused goes first."""
SECONDS = 10.0
"""Age at which a page is made anew whatever its key says, for what no key tells of."""


class Shown(Record, frozen=True, kw_only=True):
    """The marks that a page shows, as they were when it was made."""

    ids: frozenset[str] = frozenset()
    """What could be marked."""
    read: frozenset[str] = frozenset()
    saved: frozenset[str] = frozenset()


class Sheet(Record, frozen=True, kw_only=True):
    """A finished page; ``modified`` is ISO 8601."""

    html: bytes
    modified: str | None = None
    marks: Shown = Shown()


class Finished:
    """A bounded store of finished pages. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sheets: OrderedDict[Hashable, tuple[float, Sheet]] = OrderedDict()

    def get(self, key: Hashable) -> Sheet | None:
        with self._lock:
            at, sheet = self._sheets.get(key, (0.0, None))
            if sheet is None or time.monotonic() - at >= SECONDS:
                return None
            self._sheets.move_to_end(key)
            return sheet

    def put(self, key: Hashable, sheet: Sheet) -> None:
        with self._lock:
            self._sheets[key] = time.monotonic(), sheet
            self._sheets.move_to_end(key)
            if len(self._sheets) > MOST:
                self._sheets.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._sheets.clear()
