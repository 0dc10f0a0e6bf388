"""A process that reads pages beside a task: a page that ends it costs that page alone.

``python -m rawi.corpus.pages`` is one such process.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

import msgspec

from rawi.ingest.reports import page_of, refusals, reports
from rawi.model import Article, Capture, Rejection
from rawi.processes import EndedError, LateError, Process, answer

_SECONDS = 60.0
"""For any number of captures that go to the process at once; the slowest page took two."""
_BYTES_A_SECOND = 100_000
"""What is read in any case; slower pages are given up."""


class Read(msgspec.Struct, frozen=True, array_like=True):
    """What one capture holds."""

    articles: tuple[Article, ...] = ()
    rejected: tuple[Rejection, ...] = ()


_captures = msgspec.msgpack.Decoder(list[Capture])
_read = msgspec.msgpack.Decoder(list[Read])


class Pages:
    """Reads captures in a process of its own, for as long as the block lasts."""

    def __enter__(self) -> Pages:
        self._process = Process("rawi.corpus.pages")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        self._process.end()

    def read(self, captures: Sequence[Capture]) -> list[Read]:
        """What each of them holds; a refusal for one over which the process ends or is late."""
        seconds = _SECONDS + sum(len(c.body) for c in captures) / _BYTES_A_SECOND
        try:
            return _read.decode(self._process.ask(msgspec.msgpack.encode(captures), seconds))
        except (EndedError, LateError) as why:
            if len(captures) == 1:
                return [Read(rejected=(_lost(why, seconds),))]
        return [read for capture in captures for read in self.read([capture])]


def _lost(why: Exception, seconds: float) -> Rejection:
    if isinstance(why, LateError):
        return Rejection(kind="timeout", reason=f"reading it took longer than {seconds:.0f} s")
    return Rejection(kind="fatal", reason="reading it ended the process that read it")


def read_capture(capture: Capture) -> Read:
    """Pure; never raises for what the capture holds."""
    try:
        page = page_of(capture)
        return Read(tuple(reports(page, capture)), tuple(refusals(page, capture)))
    except Exception as why:  # a mistake of ours over one page must not stop all others
        return Read(rejected=(Rejection(kind="mistake", reason=f"reading it failed: {why!r}"),))


def _answer(data: bytes) -> bytes:
    return msgspec.msgpack.encode([read_capture(one) for one in _captures.decode(data)])


if __name__ == "__main__":
    answer(_answer)
