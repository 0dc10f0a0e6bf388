"""The jobs of workers: an outlet visited, pages read. Both may be done twice and count once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import msgspec
import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException, ProcrastinateException
from psycopg.conninfo import make_conninfo

from rawi.collect.options import CollectOptions
from rawi.collect.schedule import collectable
from rawi.collect.session import Session
from rawi.collect.sources import sources_of
from rawi.collect.state import OutletState, Visited, visited
from rawi.collect.visit import Claims, visit
from rawi.errors import NewsroomError, StorageError
from rawi.model import Capture, Outlet, Rejection
from rawi.newsroom import Newsroom
from rawi.newsroom.prepare import Prepared, digest, pack
from rawi.newsroom.workers import Workers
from rawi.store.engines.postgres import ALIVE
from rawi.store.engines.server_clock import APART
from rawi.urls import canonical_url
from rawi.work import tables
from rawi.work.line import Line

VISIT, READ = "visit", "read"
"""Names of the jobs, and of their queues."""
TRIES = 3
"""How often a page is begun that ends whoever reads it."""
CHUNK = 16
"""Captures that are read in one job."""
AWAY = 5
"""Seconds until a job is begun again that lost the database."""
PATIENCE = 30.0
"""Seconds that a worker holds what it read while the database is away."""
_GONE = (psycopg.OperationalError, ConnectorException, StorageError)


class Again(procrastinate.RetryStrategy):
    """Three times, with growing pauses; as often as need be where the database was away, which
    says nothing of the outlet or the page."""

    def get_retry_decision(
        self, *, exception: BaseException, job: procrastinate.jobs.Job
    ) -> procrastinate.RetryDecision | None:
        if isinstance(exception, _GONE):
            return procrastinate.RetryDecision(retry_in={"seconds": AWAY})
        return super().get_retry_decision(exception=exception, job=job)


_AGAIN = Again(max_attempts=TRIES, exponential_wait=4)
"""Four, sixteen, sixty-four seconds."""


def conninfo(address: str) -> str:
    """How procrastinate reaches its tables, which stand beside ours."""
    return make_conninfo(address, options="-c search_path=work -c jit=off", **ALIVE)


class SharedTurns:
    """Turns at hosts that all machines share, see ``collect.session.Turns``."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def turn(self, host: str, delay: float) -> tuple[float, float]:
        return await asyncio.to_thread(self._line, tables.turn, host, delay)

    async def rest(self, host: str, seconds: float) -> None:
        await asyncio.to_thread(self._line, tables.rest, host, seconds)


class Jobs:
    """Does the jobs of one worker."""

    def __init__(self, news: Newsroom, line: Line, session: Session, workers: int) -> None:
        self._news = news
        self._line = line
        self._session = session
        self._pool = Workers(workers)
        self._pooling = Lock()
        self._read_later: procrastinate.tasks.Task[Any, Any, Any] | None = None

    def close(self) -> None:
        self._pool.close()

    def register(self, app: procrastinate.App) -> None:
        """Make the jobs known under their names."""
        app.task(name=VISIT, queue=VISIT, retry=_AGAIN)(self.visit)
        self._read_later = app.task(name=READ, queue=READ, retry=_AGAIN)(self.read)

    async def visit(self, outlet: str) -> None:
        """Visit an outlet: what it brings waits to be read, what is remembered comes behind."""
        found = await asyncio.to_thread(self._known, outlet)
        if found is None:  # removed or paused meanwhile
            return
        one, state, claims = found
        waiting: list[Capture] = []

        async def deliver(capture: Capture) -> None:
            waiting.append(capture)
            if len(waiting) >= CHUNK:
                await self._hand_on(outlet, waiting)

        try:
            _, after = await visit(one, state, self._session, claims, deliver)
        except (psycopg.Error, ProcrastinateException, NewsroomError):
            raise  # the database is gone, not the outlet: the job is done again
        except Exception as why:  # a mistake of ours in one outlet must not stop it for ever
            came = Visited(outlet=outlet, errors=(f"unexpected: {why!r}",), failed=True)
            after = visited(state, came, datetime.now(UTC), self._session.options)
        await self._hand_on(outlet, waiting)
        after = msgspec.structs.replace(after, next_visit=after.next_visit + self._apart())
        await asyncio.to_thread(self._line, tables.end, after)

    def _apart(self) -> float:
        """Seconds that the clock that counts is ahead of this machine's."""
        return (self._line.now() - datetime.now(UTC)).total_seconds()

    async def _hand_on(self, outlet: str, waiting: list[Capture]) -> None:
        apart = self._apart()
        some, waiting[:] = [_seen(one, apart) for one in waiting], []
        if some and self._read_later is not None:
            numbers: list[Any] = await asyncio.to_thread(self._line, tables.bring, outlet, some)
            later = self._read_later.configure(queueing_lock=f"{READ}:{numbers[0]}")
            await later.defer_async(numbers=numbers)

    async def read(self, numbers: list[int]) -> None:
        """Extract and annotate captures, those that were begun before each by itself."""
        await asyncio.to_thread(self._read, numbers)

    def _read(self, numbers: Sequence[int]) -> None:
        tries = self._line(tables.tried, numbers)
        fresh = [number for number, count in tries.items() if not count]
        groups = [fresh, *([number] for number, count in tries.items() if count)]
        for group in filter(None, groups):
            begun = self._line(tables.begun, group)
            captures = [one.capture for one in begun if one.capture is not None]
            hopeless = any(one.tries > TRIES for one in begun)
            made = [_hopeless(c) for c in captures] if hopeless else self._prepared(captures)
            read = zip((one.number for one in begun), made, strict=True)
            self._keep(list(read))

    def _keep(self, read: list[tuple[int, Prepared]]) -> None:
        """Store what was read, though the database be away for a while: a page that was read is
        not begun once more for that, for who is begun too often counts as ending its readers."""
        patient = time.monotonic() + PATIENCE
        while True:
            try:
                return self._line(tables.read, read)
            except _GONE:
                if time.monotonic() >= patient:
                    raise
            time.sleep(1)

    def _prepared(self, captures: list[Capture]) -> list[Prepared]:
        with self._pooling:
            result = self._pool.submit(captures)
        return result()

    def _known(self, name: str) -> tuple[Outlet, OutletState, Claims] | None:
        """The outlet, what is remembered of it, and whose what is."""
        outlets = collectable(self._news.outlets())
        one = next((outlet for outlet in outlets if outlet.id == name), None)
        if one is None:
            return None
        states = self._news.outlet_states()
        claims: Claims = {}
        for outlet in outlets:
            state = states.get(outlet.id)
            keys = [canonical_url(url) for url, _ in sources_of(outlet)]
            for key in (*keys, *(state.seen if state else ())):
                claims.setdefault(key, outlet.id)
        return one, states.get(name) or OutletState(outlet=name), claims


def _seen(capture: Capture, apart: float) -> Capture:
    """The capture with the time it was seen by the clock that counts."""
    if capture.collected is None or abs(apart) < APART:
        return capture
    seen = datetime.fromisoformat(capture.collected) + timedelta(seconds=apart)
    return msgspec.structs.replace(capture, collected=seen.isoformat(timespec="seconds"))


def _hopeless(capture: Capture) -> Prepared:
    reason = f"reading it ended {TRIES} workers"
    refused = Rejection(kind="fatal", reason=reason, item=capture.url)
    return Prepared(digest(capture), pack(capture.body), (), (refused,))


def session_of(options: CollectOptions, line: Line) -> Session:
    """A session whose turns at hosts are those of all machines together."""
    return Session(options, SharedTurns(line))
