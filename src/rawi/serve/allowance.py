"""How often somebody may have something done."""

from __future__ import annotations

import threading
from collections import deque
from datetime import datetime, timedelta


class Allowance:
    """So many times within a time, for each person; safe to use from several threads."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._lock = threading.Lock()
        self._taken: dict[int, deque[datetime]] = {}

    def take(self, person: int, now: datetime) -> bool:
        """Whether it may be done once more; then it counts as done."""
        with self._lock:
            taken = self._taken.setdefault(person, deque(maxlen=self._most))
            if len(taken) == self._most and now - taken[0] < self._within:
                return False
            taken.append(now)
            return True
