"""The collector: an event loop in a thread of its own, beside whoever stores.

All outlets are visited side by side; what they bring goes through one bounded
queue to the caller's thread, which alone touches the newsroom. A slow outlet
waits in its own task, a slow disk makes the queue fill and the fetching pause.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Coroutine, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from rawi.collect.discover import Discovery, discovered
from rawi.collect.options import CollectOptions
from rawi.collect.session import Session
from rawi.collect.sources import sources_of
from rawi.collect.state import OutletState, Visited, visited
from rawi.collect.visit import Claims, visit
from rawi.model import Capture, Outlet, Record
from rawi.urls import canonical_url

_QUEUED = 256  # captures: bounds memory while storing lags
_BATCH = 256
"""Records that are handed on together."""
_PAUSE = 0.02
"""Seconds between two looks at work that goes on."""


class Brought(Record, frozen=True, kw_only=True):
    """The end of one visit: what it came to, and what to remember."""

    visited: Visited
    state: OutletState


class Collector:
    """Visits outlets. Use as a context manager; not to be shared between threads."""

    def __init__(self, options: CollectOptions | None = None) -> None:
        self.options = options or CollectOptions()
        self._claims: Claims = {}
        self._queue: queue.Queue[Capture | Brought] = queue.Queue(_QUEUED)
        self._under_way: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="rawi-collect", daemon=True)
        self._ready = threading.Event()
        self._session: Session

    def __enter__(self) -> Collector:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def under_way(self) -> frozenset[str]:
        """Outlets whose visit has not been taken in full."""
        return frozenset(self._under_way)

    def submit(self, outlet: Outlet, state: OutletState) -> None:
        """Begin a visit; does nothing while one of this outlet is under way."""
        if outlet.id not in self._under_way:
            self._under_way.add(outlet.id)
            self.claim(outlet, state)
            self._start(self._visit(outlet, state))

    def forget_claims(self) -> None:
        """Begin to settle anew whose what is; only while nothing is under way."""
        self._claims.clear()

    def claim(self, outlet: Outlet, state: OutletState | None) -> None:
        """Settle whose the outlet's sources and known articles are: the first's to claim them."""
        for url, _ in sources_of(outlet):
            self._claims.setdefault(canonical_url(url), outlet.id)
        for id in state.seen if state else ():
            self._claims.setdefault(id, outlet.id)

    def take(self, seconds: float) -> list[Capture | Brought]:
        """What comes in within ``seconds``, at most a batch, nothing that is still to come."""
        taken: list[Capture | Brought] = []
        until = time.monotonic() + seconds
        try:
            while len(taken) < _BATCH and len(self._under_way) > _ends(taken):
                taken.append(self._queue.get(timeout=max(0.0, until - time.monotonic())))
        except queue.Empty:
            pass
        if not taken and not self._under_way:
            time.sleep(seconds)
        self._under_way -= {t.visited.outlet for t in taken if isinstance(t, Brought)}
        return taken

    def discover(self, url: str, *, allow_private: bool = False) -> Discovery:
        """What ``rawi.collect.discover.discovered`` finds; blocks until it has."""
        job = discovered(url, self._session, allow_private=allow_private)
        return asyncio.run_coroutine_threadsafe(job, self._loop).result()

    def close(self) -> None:
        """End all visits; what they had not handed over is fetched again next time."""
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def _start(self, job: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(job, self._loop)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        async with Session(self.options) as self._session:
            self._ready.set()
            await self._stop.wait()
            await _ended(asyncio.all_tasks() - {asyncio.current_task()})

    async def _visit(self, outlet: Outlet, state: OutletState) -> None:
        try:
            came, after = await visit(outlet, state, self._session, self._claims, self._put)
        except Exception as why:  # a mistake of ours in one outlet must not stop the others
            came = Visited(outlet=outlet.id, errors=(f"unexpected: {why!r}",), failed=True)
            after = visited(state, came, datetime.now(UTC), self.options)
        await self._put(Brought(visited=came, state=after))

    async def _put(self, thing: Capture | Brought) -> None:
        while True:
            try:
                self._queue.put_nowait(thing)
            except queue.Full:
                await asyncio.sleep(_PAUSE)
            else:
                return


def _ends(things: list[Capture | Brought]) -> int:
    return sum(isinstance(thing, Brought) for thing in things)


async def _ended(tasks: Iterable[asyncio.Task[Any] | None]) -> None:
    """Cancel tasks and wait for them."""
    held = [task for task in tasks if task is not None]
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)
