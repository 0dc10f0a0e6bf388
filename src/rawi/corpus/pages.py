"""A process that reads pages beside a task: a page that ends it costs that page alone.

``python -m rawi.corpus.pages`` is one such process.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

import msgspec

from rawi.ingest.process_reading import asked
from rawi.ingest.reports import page_of, refusals, reports
from rawi.model import Article, Capture, Rejection
from rawi.processes import Process, answer


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
        return asked(self._process, captures, _read.decode, _lost)


def _lost(_: Capture, refusal: Rejection) -> Read:
    return Read(rejected=(refusal,))


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
