"""Processes that prepare captures beside the writer.

Each is a Python of its own that talks over its pipes, so that neither threads
nor the calling program's main module matter; a capture that kills its process
is refused, all others go on. ``python -m rawi.newsroom.workers`` is one such process.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

import msgspec

from rawi.model import Capture, Rejection
from rawi.newsroom.prepare import Prepared, digest, pack, prepare

_LENGTH = 8
_FEW = 128
"""Captures that are done before processes have begun."""
_captures = msgspec.msgpack.Decoder(list[Capture])
_prepared = msgspec.msgpack.Decoder(list[Prepared])


class Workers:
    """Some processes, begun once there is enough to do for them.

    With ``count`` 1, and for the first few captures, this process does the work.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._met = 0
        self._threads: ThreadPoolExecutor | None = None
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._made: list[_Worker] = []

    def submit(self, captures: list[Capture]) -> Callable[[], list[Prepared]]:
        """Begin to prepare them; what comes back waits for the result."""
        self._met += len(captures)
        if self._count < 2 or self._met <= _FEW:
            return lambda: [prepare(c) for c in captures]
        found: Future[list[Prepared]] = self._begun().submit(self._prepare, captures)
        return found.result

    def _begun(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._count)
            self._made = [_Worker() for _ in range(self._count)]
            for worker in self._made:
                self._idle.put(worker)
        return self._threads

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._made:
            worker.end()

    def _prepare(self, captures: list[Capture]) -> list[Prepared]:
        worker = self._idle.get()
        try:
            return worker.prepare(captures)
        except (OSError, EOFError):
            worker.restart()
            if len(captures) == 1:
                return [_fatal(captures[0])]
        finally:
            self._idle.put(worker)
        return [found for capture in captures for found in self._prepare([capture])]


class _Worker:
    def __init__(self) -> None:
        self._process = _started()

    def prepare(self, captures: list[Capture]) -> list[Prepared]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        _send(stdin, msgspec.msgpack.encode(captures))
        return _prepared.decode(_receive(stdout))

    def restart(self) -> None:
        self.end()
        self._process = _started()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "rawi.newsroom.workers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        bufsize=0,
    )


def _fatal(capture: Capture) -> Prepared:
    refusal = Rejection(kind="fatal", reason="reading it ended the process that read it")
    return Prepared(digest(capture), pack(capture.body), (), (refusal,))


def _send(pipe: IO[bytes], data: bytes) -> None:
    view = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    while view:
        view = view[pipe.write(view) :]


def _receive(pipe: IO[bytes]) -> bytes:
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _LENGTH), "big"))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    parts = []
    while length:
        part = pipe.read(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def main() -> None:
    """Answer every list of captures on standard input with what was prepared of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stdin, stdout = open(0, "rb", buffering=0), open(1, "wb", buffering=0)  # noqa: SIM115
    sys.stdout = sys.stderr
    try:
        while True:
            found = [prepare(c) for c in _captures.decode(_receive(stdin))]
            _send(stdout, msgspec.msgpack.encode(found))
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    main()
