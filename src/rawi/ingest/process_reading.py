"""Captures read by a process that any of them may end: it costs that one alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from rawi.model import Capture, Rejection
from rawi.processes import EndedError, LateError, Process

_SECONDS = 60.0
"""For any number of captures that go to a process at once; the slowest page took two."""
_BYTES_A_SECOND = 100_000
"""What is read in any case; slower pages are given up."""
T = TypeVar("T")


def asked(
    process: Process,
    captures: Sequence[Capture],
    decode: Callable[[bytes], list[T]],
    lost: Callable[[Capture, Rejection], T],
) -> list[T]:
    """What the process makes of each capture, decoded; of one over which it ends or is late,
    what ``lost`` makes of the refusal."""
    seconds = _SECONDS + sum(len(c.body) for c in captures) / _BYTES_A_SECOND
    try:
        return decode(process.ask(msgspec.msgpack.encode(captures), seconds))
    except (EndedError, LateError) as why:
        if len(captures) == 1:
            return [lost(captures[0], _refusal(why, seconds))]
    return [found for capture in captures for found in asked(process, [capture], decode, lost)]


def _refusal(why: Exception, seconds: float) -> Rejection:
    if isinstance(why, LateError):
        return Rejection(kind="timeout", reason=f"reading it took longer than {seconds:.0f} s")
    return Rejection(kind="fatal", reason="reading it ended the process that read it")
