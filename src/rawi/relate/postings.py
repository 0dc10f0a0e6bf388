"""Which articles hold a key: a sorted part for bulk, a dictionary for what came since."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Rows = NDArray[np.int32]


class Postings:
    """Key -> rows in ascending order; rows are numbers given in order of intake."""

    _MERGE_AT = 2_000_000

    def __init__(self) -> None:
        self._keys: Keys = np.zeros(0, dtype=np.uint64)
        self._rows: Rows = np.zeros(0, dtype=np.int32)
        self._recent: dict[int, array[int]] = {}
        self._pending = 0

    def load(self, keys: Keys, rows: Rows) -> None:
        """Add many at once; rows must be above all that are held."""
        recent_keys, recent_rows = self._drained()
        keys = np.concatenate([self._keys, recent_keys, keys])
        rows = np.concatenate([self._rows, recent_rows, rows])
        order = np.argsort(keys, kind="stable")
        self._keys, self._rows = keys[order], rows[order]

    def add(self, keys: Keys, row: int) -> None:
        """Add one row, the highest so far, under each of its keys."""
        recent = self._recent
        for key in keys.tolist():
            rows = recent.get(key)
            if rows is None:
                rows = recent[key] = array("i")
            rows.append(row)
        self._pending += len(keys)
        if self._pending > self._MERGE_AT:
            self.load(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32))

    def find(self, keys: Keys, most: int) -> list[Rows]:
        """For each key its rows, at most the ``most`` latest, ascending."""
        begin = np.searchsorted(self._keys, keys, side="left")
        end = np.searchsorted(self._keys, keys, side="right")
        found = []
        for key, low, high in zip(keys.tolist(), begin.tolist(), end.tolist(), strict=True):
            rows = self._rows[max(low, high - most) : high]
            recent = self._recent.get(key)
            if recent:
                latest = np.frombuffer(recent[-most:], dtype=np.int32)  # a copy of its own
                rows = np.concatenate([rows, latest])[-most:] if len(rows) else latest
            found.append(rows)
        return found

    def held(self, keys: Keys, most: int) -> NDArray[np.float64]:
        """For each key how many rows it has, at most ``most``."""
        begin = np.searchsorted(self._keys, keys, side="left")
        end = np.searchsorted(self._keys, keys, side="right")
        recent = [len(self._recent.get(key, ())) for key in keys.tolist()]
        count = end - begin + np.array(recent, dtype=np.int64)
        held: NDArray[np.float64] = np.minimum(count, most).astype(np.float64)
        return held

    def _drained(self) -> tuple[Keys, Rows]:
        keys = [key for key, rows in self._recent.items() for _ in rows]
        rows = [row for rows in self._recent.values() for row in rows]
        self._recent, self._pending = {}, 0
        return np.array(keys, dtype=np.uint64), np.array(rows, dtype=np.int32)
