"""What was asked lately, for as long as nothing was stored since."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")
SECONDS = 10.0
"""Age at which something is asked anew whatever batch is the last: a rebuild makes none."""


class Lately(Generic[V]):
    """Answers by what was asked, each as of a batch. Bounded, and safe for threads.

    Give the batch as it was before the question was asked: what is seen is of that or later.
    """

    def __init__(self, most: int) -> None:
        """``most``: answers that are kept; the one longest unused goes first."""
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[Hashable, tuple[int, float, V]] = OrderedDict()

    def get(self, batch: int, asked: Hashable) -> V | None:
        """The answer as of that batch; None where it must be asked."""
        with self._lock:
            at, since, found = self._held.get(asked, (-1, 0.0, None))
            if at != batch or time.monotonic() - since >= SECONDS:
                return None
            self._held.move_to_end(asked)
            return found

    def put(self, batch: int, asked: Hashable, answer: V) -> V:
        """Keep the answer, and give it back."""
        with self._lock:
            self._held[asked] = batch, time.monotonic(), answer
            self._held.move_to_end(asked)
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return answer
