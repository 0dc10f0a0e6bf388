"""The vocabulary of an index, kept up with its commits."""

from __future__ import annotations

import time
from threading import Lock, Thread

import tantivy

from rawi.search.variants import Vocabulary

_SOON = 20_000
"""Lemmas that are read at once, in a tenth of a second; more are read in the background
while the vocabulary of before serves."""
_REST = 60.0
"""Seconds between two readings in the background: one takes half a second of the processor, in
which pages wait, and a newsroom that collects commits every few seconds."""

_Stamp = tuple[int, int, int]


class Followed:
    """The vocabulary of an index that changes; safe for use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._commits = 0
        self._stamp: _Stamp | None = None
        self._current = Vocabulary()
        self._reading: Thread | None = None
        self._read_at = -_REST

    def changed(self) -> None:
        """Say that the index was committed to."""
        self._commits += 1

    def of(self, searcher: tantivy.Searcher) -> Vocabulary:
        """The vocabulary, of a large index perhaps as it was a minute ago."""
        stamp = (searcher.num_docs, searcher.num_segments, self._commits)
        if stamp != self._stamp:
            with self._lock:
                if stamp != self._stamp and self._reading is None:
                    self._follow(searcher, stamp)
        return self._current

    def now(self, searcher: tantivy.Searcher) -> Vocabulary:
        """The vocabulary of this very moment, however long it takes."""
        self._read(searcher, (searcher.num_docs, searcher.num_segments, self._commits))
        return self._current

    def _follow(self, searcher: tantivy.Searcher, stamp: _Stamp) -> None:
        if len(self._current) <= _SOON and searcher.num_docs <= _SOON // 4:
            self._read(searcher, stamp)
            return
        if time.monotonic() - self._read_at < _REST:
            return
        self._reading = Thread(target=self._read, args=(searcher, stamp), daemon=True)
        self._reading.start()

    def _read(self, searcher: tantivy.Searcher, stamp: _Stamp) -> None:
        terms = searcher.terms_with_prefix("text", "")
        self._current = Vocabulary(terms, searcher.num_docs, self._current)
        self._stamp, self._read_at = stamp, time.monotonic()
        self._reading = None
