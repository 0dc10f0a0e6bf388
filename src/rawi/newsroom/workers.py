"""Processes that prepare captures beside the writer.

A capture that kills its process, or is not read in time, is refused; all others go
on. ``python -m rawi.newsroom.workers`` is one such process.
"""

from __future__ import annotations

import atexit
import queue
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec

from rawi.ingest.process_reading import asked
from rawi.model import Capture, Rejection
from rawi.newsroom.prepare import Prepared, digest, pack, prepare_all
from rawi.processes import Process, answer

_FEW = 128
"""Captures for which one process is enough."""
_MODULE = "rawi.newsroom.workers"
_captures = msgspec.msgpack.Decoder(list[Capture])
_prepared = msgspec.msgpack.Decoder(list[Prepared])
_spare: queue.SimpleQueue[Process] = queue.SimpleQueue()
"""Processes between two uses; to begin one takes longer than to read hundreds of pages."""


class Workers:
    """Some processes, begun once there is something to do for them.

    With ``count`` 1 this process does the work itself, and nothing can end it.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._met = 0
        self._few: ThreadPoolExecutor | None = None
        self._many: ThreadPoolExecutor | None = None
        self._idle: queue.SimpleQueue[Process] = queue.SimpleQueue()
        self._made: list[Process] = []

    def submit(self, captures: list[Capture]) -> Callable[[], list[Prepared]]:
        """Begin to prepare them; what comes back waits for the result."""
        self._met += len(captures)
        few = self._met <= _FEW
        if self._count < 2:
            return lambda: prepare_all(captures)
        found: Future[list[Prepared]] = self._begun(few).submit(self._prepare, captures)
        return found.result

    def _begun(self, few: bool) -> ThreadPoolExecutor:
        wanted = 1 if few else self._count
        while len(self._made) < wanted:
            self._made.append(_taken())
            self._idle.put(self._made[-1])
        if few:
            self._few = self._few or ThreadPoolExecutor(1)
            return self._few
        self._many = self._many or ThreadPoolExecutor(self._count)
        return self._many

    def close(self) -> None:
        """Let go of the processes, of those that nobody waits for at once."""
        for threads in (self._few, self._many):
            if threads is not None:
                threads.shutdown(wait=True, cancel_futures=True)
        for number, process in enumerate(self._made):
            _spare.put(process) if number == 0 and _spare.empty() else process.end()

    def _prepare(self, captures: list[Capture]) -> list[Prepared]:
        process = self._idle.get()
        try:
            return asked(process, captures, _prepared.decode, _lost)
        finally:
            self._idle.put(process)


def _taken() -> Process:
    try:
        return _spare.get_nowait()
    except queue.Empty:
        return Process(_MODULE)


@atexit.register
def _end_spare() -> None:
    while not _spare.empty():
        _spare.get().end()


def _lost(capture: Capture, refusal: Rejection) -> Prepared:
    """A capture that its process did not survive."""
    return Prepared(digest(capture), pack(capture.body), (), (refusal,))


def _answer(data: bytes) -> bytes:
    return msgspec.msgpack.encode(prepare_all(_captures.decode(data)))


if __name__ == "__main__":
    import rawi.ingest.reports  # noqa: F401  before anything is asked: a page's time is its own

    answer(_answer)
