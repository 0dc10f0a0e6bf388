"""Feeds, sitemaps and listing pages read in processes that can be ended.

``python -m rawi.collect.reader`` is one such process.
"""

from __future__ import annotations

import atexit
import queue
from datetime import datetime
from functools import cache

import msgspec

from rawi.collect.feeds import parse_feed
from rawi.collect.listing import read_listing
from rawi.ingest.records import Feed, FeedLimits, Fetched
from rawi.model import Record, Rejection
from rawi.processes import EndedError, LateError, Process, answer

_COUNT = 2
"""Processes that parse replies."""
_SECONDS = 15.0
"""For any source; a feed of 10 MB takes two seconds."""
_BYTES_A_SECOND = 200_000
"""Measured on the slowest feeds of the fuzzer; what takes longer is made to."""


class Source(Record, frozen=True, kw_only=True):
    """What is to be read."""

    reply: Fetched
    now: datetime
    listing: bool = False
    limits: FeedLimits = FeedLimits()


class Answer(Record, frozen=True, kw_only=True):
    """What was read; one of both."""

    feed: Feed | None = None
    rejected: Rejection | None = None


_asked = msgspec.msgpack.Decoder(Source)
_answered = msgspec.msgpack.Decoder(Answer)


class Readers:
    """Some processes for all who read sources here; begun when first needed."""

    def __init__(self) -> None:
        self._made: list[Process] = []
        self._idle: queue.SimpleQueue[Process | None] = queue.SimpleQueue()
        for _ in range(_COUNT):
            self._idle.put(None)

    def read(self, source: Source) -> Feed | Rejection:
        """The feed, or why there is none: ``fatal``, ``timeout`` where reading did not end well."""
        process = self._idle.get() or self._begun()
        url, seconds = source.reply.url, _SECONDS + len(source.reply.body) / _BYTES_A_SECOND
        try:
            found = _answered.decode(process.ask(msgspec.msgpack.encode(source), seconds))
        except EndedError:
            reason = "reading it ended the process that read it"
            return Rejection(kind="fatal", reason=reason, item=url)
        except LateError:
            reason = f"reading it took longer than {seconds:.0f} s"
            return Rejection(kind="timeout", reason=reason, item=url)
        finally:
            self._idle.put(process)
        return found.feed or found.rejected or Rejection(kind="feed", reason="empty", item=url)

    def _begun(self) -> Process:
        made = Process("rawi.collect.reader")
        self._made.append(made)
        return made

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for process in self._made:
            process.end()


@cache
def readers() -> Readers:
    """The processes of this one; they end with it."""
    made = Readers()
    atexit.register(made.close)
    return made


def read(source: Source) -> Feed | Rejection:
    """Read it here. Pure."""
    reply = source.reply
    told = {"url": reply.url, "content_type": reply.content_type, "limits": source.limits}
    if source.listing:
        return read_listing(reply.body, **told)  # type: ignore[arg-type]
    return parse_feed(reply.body, now=source.now, **told)  # type: ignore[arg-type]


def _answer(data: bytes) -> bytes:
    found = read(_asked.decode(data))
    told = Answer(feed=found) if isinstance(found, Feed) else Answer(rejected=found)
    return msgspec.msgpack.encode(told)


if __name__ == "__main__":
    answer(_answer)
