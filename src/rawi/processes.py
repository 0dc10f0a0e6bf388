"""Processes that answer bytes with bytes, and can be ended: foreign input is read in them.

``re`` and parsers hold the interpreter's lock, so that no limit inside a process
helps against input that is made to take for ever. Each process is a Python of its
own, ``python -m MODULE``, that talks over its pipes, whatever the calling
program's main module is.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from threading import Timer
from typing import IO

_LENGTH = 8
"""Bytes that say how long a message is."""
_PIECE = 1 << 20
"""Bytes that are read at a time."""
_BEGINS = 60.0
"""Seconds that a process may take to load what it works with; two on a quiet machine."""
_ORPHANED = 1_800
"""Seconds after which a process ends whose asker is no more there to end it."""


class EndedError(Exception):
    """The process ended over what it was asked."""


class LateError(Exception):
    """The process did not answer in time and was ended."""


class Process:
    """One process, begun anew after it ended. Not to be used by two threads at a time."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process = _started(module)
        self._ready = False

    def ask(self, data: bytes, seconds: float) -> bytes:
        """The answer within ``seconds``, without those that a new process takes to begin.

        Raises ``EndedError``, ``LateError``.
        """
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        if not self._ready:
            self._within(_BEGINS, partial(_receive, pipe_out))
            self._ready = True

        def talk() -> bytes:
            _send(pipe_in, data)
            return _receive(pipe_out)

        return self._within(seconds, talk)

    def _within(self, seconds: float, talk: Callable[[], bytes]) -> bytes:
        """What comes of talking with the process, which is ended when the time is over."""
        late: list[bool] = []
        process = self._process

        def end_late() -> None:
            late.append(True)
            process.kill()

        timer = Timer(seconds, end_late)
        timer.daemon = True
        timer.start()
        try:
            return talk()
        except (OSError, EOFError) as why:
            self.end()
            self._process, self._ready = _started(self._module), False
            raise (LateError if late else EndedError)(self._module) from why
        finally:
            timer.cancel()

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def answer(work: Callable[[bytes], bytes]) -> None:
    """Be such a process: answer all that is asked, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stdin, stdout = open(0, "rb", buffering=0), open(1, "wb", buffering=0)  # noqa: SIM115
    sys.stdout = sys.stderr
    try:
        _send(stdout, b"")  # ready
        while True:
            asked = _receive(stdin)
            signal.alarm(_ORPHANED)
            _send(stdout, work(asked))
            signal.alarm(0)
    except (EOFError, BrokenPipeError):
        return


def _started(module: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        bufsize=0,
    )


def _send(pipe: IO[bytes], data: bytes) -> None:
    view = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    while view:
        view = view[pipe.write(view) :]


def _receive(pipe: IO[bytes]) -> bytes:
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _LENGTH), "big"))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    parts = []
    while length:
        part = pipe.read(min(length, _PIECE))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
