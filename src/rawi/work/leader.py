"""The one that relates: it says who is due, and takes in what workers read, in its order."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import AlreadyEnqueued, ProcrastinateException, UniqueViolation
from sqlalchemy import Connection, bindparam, text

from rawi.collect.schedule import collectable
from rawi.errors import BusyError, NewsroomError
from rawi.newsroom import Newsroom
from rawi.newsroom.prepare import Offer
from rawi.newsroom.writer import BATCH, BATCH_BYTES
from rawi.store import outlets as outlets_kept
from rawi.store.engines.postgres import PostgresDatabase
from rawi.work import tables
from rawi.work.jobs import CHUNK, READ, VISIT
from rawi.work.line import Line
from rawi.work.pulse import Pulse

LEADER = 0x6C656164
"""Of the advisory lock that the leader's session holds."""
TICK, STANDBY, LOOK = 0.3, 2.0, 5.0
"""Seconds between two looks at what arrived, at whether there is a leader, at who is due."""
STALLED = 30
"""Seconds without a sign of life after which another takes over a worker's job."""
UNREAD = 120.0
"""Seconds after which an arrival that nobody read is given to somebody once more."""
_DELETE = text("DELETE FROM work.arrival WHERE number IN :numbers").bindparams(
    bindparam("numbers", expanding=True)
)
_UNDER_WAY = (
    "SELECT args->>'outlet' FROM work.procrastinate_jobs "
    "WHERE task_name = 'visit' AND status IN ('todo', 'doing', 'failed')"
)
_STALLED = (
    "SELECT j.id FROM work.procrastinate_jobs j LEFT JOIN work.procrastinate_workers w "
    "ON w.id = j.worker_id WHERE j.status = 'doing' AND (w.id IS NULL "
    "OR w.last_heartbeat < now() - make_interval(secs => %s))"
)
_SUPERSEDED = "DELETE FROM procrastinate_jobs WHERE id = %(number)s AND status = 'doing'"
log = logging.getLogger("rawi.work")


class Leader:
    """Leads where nobody else does; any number stand by."""

    def __init__(
        self, news: Newsroom, database: PostgresDatabase, line: Line, app: procrastinate.App
    ) -> None:
        """``app``: with a connector that waits for its answers, open."""
        self._news = news
        self._database = database
        self._line = line
        self._app = app
        self._looked = 0.0

    def run(self, stop: Event) -> None:
        """Lead, or stand by until the leader is gone, until told to stop."""
        while not stop.is_set():
            try:
                with self._leading() as session:
                    if session is not None:
                        self._lead(session, stop)
            except (psycopg.Error, NewsroomError, ProcrastinateException) as why:
                log.warning("led no longer: %s", why)
            stop.wait(STANDBY)

    def _lead(self, session: tables.Session, stop: Event) -> None:
        tables.succeed(session)
        with Pulse(session, self._database.cut):
            while not stop.is_set():
                session.execute("SELECT 1")  # the lock is lost with the session
                if not self.step():
                    stop.wait(TICK)

    @contextmanager
    def _leading(self) -> Iterator[tables.Session | None]:
        """The session that leads; None where another one does."""
        session = self._database.connected()
        try:
            row = session.execute("SELECT pg_try_advisory_lock(%s)", (LEADER,)).fetchone()
            yield session if row and row[0] else None
        finally:
            session.close()

    def step(self) -> bool:
        """Say who is due, and take in what was read; whether there was any of it."""
        if time.monotonic() - self._looked >= LOOK or not self._looked:
            self._give_out()
            self._looked = time.monotonic()
        arrived = self._line(tables.first, BATCH, BATCH_BYTES)
        if not arrived:
            return False
        try:
            self._take(arrived)
        except BusyError as why:  # a command writes for a while
            log.info("waits: %s", why)
            return False
        return True

    def _take(self, arrived: list[tables.Arrival]) -> None:
        """One batch: stored and off the list of arrivals in one transaction."""
        offers = [Offer(one.capture) for one in arrived if one.capture is not None]
        made = [one.prepared for one in arrived if one.prepared is not None]
        states = [one.state for one in arrived if one.state is not None]
        numbers = [one.number for one in arrived]

        def also(connection: Connection) -> None:
            outlets_kept.save_states(connection, states)
            connection.execute(_DELETE, {"numbers": numbers})

        if offers:
            self._news.take(offers, made, also)
        else:
            with self._database.lock(), self._database.writing() as connection:
                also(connection)

    def _give_out(self) -> None:
        """Visits that are due, what stalled workers left, what nobody read."""
        under_way = self._line(lambda db: {row[0] for row in db.execute(_UNDER_WAY)})
        under_way |= self._line(tables.brought)
        now, states = self._database.now().timestamp(), self._news.outlet_states()
        for outlet in collectable(self._news.outlets()):
            state = states.get(outlet.id)
            if outlet.id not in under_way and (state is None or state.next_visit <= now):
                self._defer(VISIT, f"{VISIT}:{outlet.id}", outlet=outlet.id)
        for (number,) in self._line(lambda db: db.execute(_STALLED, (STALLED,)).fetchall()):
            self._once_more(number)
        left = self._line(tables.unread, UNREAD)
        for at in range(0, len(left), CHUNK):
            some: list[Any] = left[at : at + CHUNK]
            self._defer(READ, f"{READ}:{some[0]}", numbers=some)

    def _once_more(self, number: int) -> None:
        """Give a job out again whose worker is gone, unless the same one waits already."""
        try:
            self._app.job_manager.retry_job_by_id(number, datetime.now(UTC))
        except UniqueViolation:
            jobs = self._app.connector.get_sync_connector()
            jobs.execute_query(_SUPERSEDED, number=number)

    def _defer(self, name: str, once: str, **given: procrastinate.types.JSONValue) -> None:
        """Give a job out, unless the same one waits already."""
        job = self._app.configure_task(
            name, queue=name, lock=once if name == VISIT else None, queueing_lock=once
        )
        try:
            job.defer(**given)
        except AlreadyEnqueued:
            return
