"""What a task counted and what it refused, written beside the output."""

from __future__ import annotations

from collections import Counter
from types import TracebackType
from typing import IO

import msgspec
from datatrove.io import DataFolder

from rawi.model import Rejection

COUNTS = "work/counts"
"""Folder of the counts of each task."""


class Ledger:
    """Of one task of one step; rewritten whole where the task is done again.

    ``rejected/STEP-RANK.jsonl`` has a line for each refusal: its kind, its reason, the
    address (``item``) and the place in the archive.
    """

    def __init__(self, to: DataFolder, step: str, rank: int) -> None:
        self._to = to
        self._name = f"{step}-{rank:05d}"
        self._counts: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._lines: IO[bytes] | None = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._lines is not None:
            self._lines.close()
        with self._to.open(f"{COUNTS}/{self._name}.json", "wb") as file:
            file.write(msgspec.json.encode({"counts": self._counts, "rejected": self._kinds}))

    def count(self, name: str, by: int = 1) -> None:
        """So many more of them."""
        self._counts[name] += by

    def refuse(self, rejection: Rejection, place: str | None = None) -> None:
        """Write down one refusal; ``place`` is where in the archive it stood."""
        self._kinds[rejection.kind] += 1
        line = msgspec.to_builtins(rejection) | ({"place": place} if place else {})
        if self._lines is None:
            self._lines = self._to.open(f"rejected/{self._name}.jsonl", "wb")
        self._lines.write(msgspec.json.encode(line) + b"\n")
