"""How the work goes: what waits, how fast it goes in, who leads, what failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rawi.model import Record
from rawi.newsroom import Newsroom
from rawi.store.engines.postgres import HOLDER, PostgresDatabase
from rawi.work.leader import LEADER
from rawi.work.run import database_of, waiting_app
from rawi.work.tables import Session

_JOBS = "SELECT task_name, status::text, count(*) FROM work.procrastinate_jobs GROUP BY 1, 2"
_WAITING = (
    "SELECT count(*), count(*) FILTER (WHERE capture IS NOT NULL AND prepared IS NULL), "
    "coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0) FROM work.arrival"
)
_FAILED = (
    "SELECT id, task_name, args::text, attempts FROM work.procrastinate_jobs "
    "WHERE status = 'failed' ORDER BY id DESC LIMIT 100"
)
_WORKERS = (
    "SELECT count(*) FROM work.procrastinate_workers "
    "WHERE last_heartbeat > now() - interval '30 seconds'"
)
_RATE = "SELECT count(*) FROM capture JOIN batch USING (sequence) WHERE batch.at >= %s"


class Failed(Record, frozen=True, kw_only=True):
    """A job that failed three times."""

    number: int
    task: str
    given: str
    """What it was given, JSON."""
    attempts: int


class Status(Record, frozen=True, kw_only=True):
    """How the work goes now."""

    jobs: dict[str, dict[str, int]]
    """By task and state (todo, doing, failed): how many."""
    arrivals: int
    """Captures and ends of visits that wait to be taken in."""
    unread: int
    """Of them, how many wait to be read."""
    lag_seconds: float
    """Since the first of them arrived."""
    a_minute: int
    """Captures that were taken in during the last minute."""
    workers: int
    """Queues that somebody works on: two a machine."""
    leader: str | None
    failed: tuple[Failed, ...] = ()
    """The last first."""


def status(news: Newsroom) -> Status | None:
    """None where nobody ever worked. Raises ``InputError`` for a newsroom in a file."""
    database = database_of(news)
    session = database.connected()
    try:
        there = session.execute("SELECT to_regclass('work.procrastinate_jobs')").fetchone()
        return _told(session) if there and there[0] else None
    finally:
        session.close()


def again(news: Newsroom) -> int:
    """Send all jobs again that failed; how many."""
    database = database_of(news)
    found = status(news)
    if found is None:
        return 0
    return _sent(database, found.failed)


def _sent(database: PostgresDatabase, failed: tuple[Failed, ...]) -> int:
    with waiting_app(database) as app:
        for one in failed:
            app.job_manager.retry_job_by_id(one.number, datetime.now(UTC))
    return len(failed)


def _told(session: Session) -> Status:
    jobs: dict[str, dict[str, int]] = {}
    for task, state, count in session.execute(_JOBS):
        jobs.setdefault(task, {})[state] = count
    waiting = session.execute(_WAITING).fetchone() or (0, 0, 0.0)
    since = (datetime.now(UTC) - timedelta(minutes=1)).isoformat(timespec="seconds")
    leader = session.execute(HOLDER, (LEADER,)).fetchone()
    failed = session.execute(_FAILED).fetchall()
    return Status(
        jobs=jobs,
        arrivals=waiting[0],
        unread=waiting[1],
        lag_seconds=round(float(waiting[2]), 1),
        a_minute=_one(session, _RATE, since),
        workers=_one(session, _WORKERS),
        leader=str(leader[0]) if leader else None,
        failed=tuple(Failed(number=n, task=t, given=g, attempts=a) for n, t, g, a in failed),
    )


def _one(session: Session, sql: str, *values: object) -> int:
    row = session.execute(sql, values).fetchone()
    return int(row[0]) if row else 0
