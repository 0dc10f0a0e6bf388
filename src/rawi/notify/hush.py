"""What libraries say while they send: heard here, and kept out of every log.

They write addresses, and those hold passwords and tokens.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_thread = threading.local()


class _Listening(logging.Filter):
    """Lets nothing through, and hands it to whoever sends in this thread."""

    def filter(self, record: logging.LogRecord) -> bool:
        said: list[str] | None = getattr(_thread, "said", None)
        if said is not None and record.levelno >= logging.WARNING:
            said.append(record.getMessage())
        return False


@cache
def hush() -> None:
    """Silence apprise, and the lines of urllib3 that name paths, for good."""
    logging.getLogger("apprise").addFilter(_Listening())
    logging.getLogger("urllib3").setLevel(logging.INFO)


@contextmanager
def heard() -> Iterator[list[str]]:
    """What apprise warns of meanwhile in this thread, line by line."""
    hush()
    said: list[str] = []
    _thread.said = said
    try:
        yield said
    finally:
        _thread.said = None
