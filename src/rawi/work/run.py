"""``rawi work``: jobs done until told to stop, and led where nobody else leads."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import procrastinate
import psycopg
from procrastinate.exceptions import ProcrastinateException

from rawi.collect.options import CollectOptions
from rawi.errors import InputError
from rawi.model import Record
from rawi.newsroom import Newsroom
from rawi.store.engines.postgres import PostgresDatabase
from rawi.work import tables
from rawi.work.jobs import READ, VISIT, Jobs, conninfo, session_of
from rawi.work.leader import Leader
from rawi.work.line import Line

_KEY = 0x776F726B
"""Of the advisory lock under which the tables are made."""
_AGAIN = 2.0
"""Seconds until a worker tries again that lost the database."""
_GRACE = 20.0
"""Seconds that jobs have to end when it is told to stop; others do them again."""
log = logging.getLogger("rawi.work")


class WorkOptions(Record, frozen=True, kw_only=True):
    """How one machine works."""

    visits: int = 20
    """Outlets visited at one time."""
    pages: int = 2
    """Processes that read pages."""
    lead: bool = True
    """Whether it leads where nobody else does."""


def database_of(news: Newsroom) -> PostgresDatabase:
    """Raises ``InputError`` for a newsroom in a file."""
    if not isinstance(news.database, PostgresDatabase):
        raise InputError(
            "workers need a newsroom in PostgreSQL: `rawi migrate` makes one of a file"
        )
    return news.database


def prepare(database: PostgresDatabase) -> None:
    """Make the tables of workers where they are not there yet."""
    session = database.connected()
    try:
        session.execute("SELECT pg_advisory_lock(%s)", (_KEY,))  # until the session is closed
        session.execute(tables.SCHEMA)
        there = session.execute("SELECT to_regclass('work.procrastinate_jobs')").fetchone()
        if there and there[0] is None:
            with waiting_app(database) as app:
                app.schema_manager.apply_schema()
    finally:
        session.close()


@contextmanager
def waiting_app(database: PostgresDatabase) -> Iterator[procrastinate.App]:
    """Procrastinate for one that waits for its answers: gives jobs out, lists them."""
    connector = procrastinate.SyncPsycopgConnector(
        conninfo=conninfo(database.address), min_size=1, max_size=2
    )
    app = procrastinate.App(connector=connector)
    with app.open():
        yield app


def work(
    news: Newsroom, options: WorkOptions, collect: CollectOptions, stop: threading.Event
) -> None:
    """Do jobs until told to stop. Raises ``InputError`` for a newsroom in a file."""
    database = database_of(news)
    prepare(database)
    line = Line(database)
    leader = threading.Thread(target=_lead, args=(news, database, stop), daemon=True)
    if options.lead:
        leader.start()
    try:
        asyncio.run(_work(news, line, options, collect, stop))
    finally:
        stop.set()
        if options.lead:
            leader.join(_GRACE)
        line.close()


def until_told(stop: threading.Event) -> None:
    """Stop in order at Ctrl+C and when ended from outside."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())


def _lead(news: Newsroom, database: PostgresDatabase, stop: threading.Event) -> None:
    line = Line(database)
    while not stop.is_set():
        try:
            with waiting_app(database) as app:
                Leader(news, database, line, app).run(stop)
        except (psycopg.Error, ProcrastinateException) as why:
            log.warning("the database is not there: %s", why)
            stop.wait(_AGAIN)
    line.close()


async def _work(
    news: Newsroom,
    line: Line,
    options: WorkOptions,
    collect: CollectOptions,
    stop: threading.Event,
) -> None:
    async with session_of(collect, line) as session:
        jobs = Jobs(news, line, session, max(2, options.pages))
        try:
            while not stop.is_set():
                try:
                    await _until_stopped(jobs, line, options, stop)
                except (psycopg.Error, ProcrastinateException, OSError) as why:
                    log.warning("the database is not there: %s", why)
                    await asyncio.sleep(_AGAIN)
        finally:
            jobs.close()


async def _until_stopped(
    jobs: Jobs, line: Line, options: WorkOptions, stop: threading.Event
) -> None:
    size = options.visits + options.pages + 4
    connector = procrastinate.PsycopgConnector(
        conninfo=conninfo(line.address), min_size=1, max_size=min(size, 12)
    )
    app = procrastinate.App(connector=connector)
    jobs.register(app)
    async with app.open_async():
        running = [
            asyncio.create_task(_worker(app, VISIT, options.visits)),
            asyncio.create_task(_worker(app, READ, options.pages)),
            asyncio.create_task(asyncio.to_thread(stop.wait)),
        ]
        done, others = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        if running[2] not in done:
            others.discard(running[2])  # a thread, which ends with ``stop``
        for one in others:
            one.cancel()
        for one in others:
            with suppress(asyncio.CancelledError):
                await one
        for one in done:
            one.result()


async def _worker(app: procrastinate.App, queue: str, concurrency: int) -> None:
    await app.run_worker_async(
        queues=[queue],
        concurrency=concurrency,
        wait=True,
        install_signal_handlers=False,
        shutdown_graceful_timeout=_GRACE,
        delete_jobs="successful",
        fetch_job_polling_interval=2.0,
    )
