"""What workers hand on to the leader, and the turns at hosts that they share.

It lies in a schema ``work`` of the newsroom's database, beside procrastinate's own tables.
An arrival stays until the transaction that takes it in: it is lost by no crash and taken
by none twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import psycopg

from rawi.collect.state import OutletState
from rawi.model import Capture
from rawi.newsroom.prepare import Prepared, prepare
from rawi.store.engines.postgres import HOLDING, WRITER

SCHEMA = """
CREATE SCHEMA IF NOT EXISTS work;
CREATE TABLE IF NOT EXISTS work.arrival (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, outlet TEXT NOT NULL,
    capture BYTEA, state BYTEA, prepared BYTEA, tries INTEGER NOT NULL DEFAULT 0,
    at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp());
CREATE INDEX IF NOT EXISTS arrival_unread ON work.arrival (number)
    WHERE capture IS NOT NULL AND prepared IS NULL;
CREATE TABLE IF NOT EXISTS work.host (
    name TEXT PRIMARY KEY, next TIMESTAMPTZ NOT NULL, rests_until TIMESTAMPTZ NOT NULL);
CREATE TABLE IF NOT EXISTS work.leader (
    place INTEGER PRIMARY KEY, name TEXT NOT NULL);
"""
_TURN = """
INSERT INTO work.host AS h
    VALUES (%(host)s, clock_timestamp() + make_interval(secs => %(delay)s), '-infinity')
ON CONFLICT (name) DO UPDATE SET next = CASE WHEN h.rests_until > clock_timestamp() THEN h.next
    ELSE greatest(h.next, clock_timestamp()) + make_interval(secs => %(delay)s) END
RETURNING CASE WHEN rests_until > clock_timestamp()
        THEN extract(epoch FROM rests_until - clock_timestamp()) ELSE 0 END,
    greatest(0, extract(epoch FROM next - clock_timestamp()) - %(delay)s)
"""
_SUCCEED = f"""
SELECT pg_terminate_backend(pid) {HOLDING}
    AND application_name <> current_setting('application_name')
    AND application_name IN (SELECT name FROM work.leader)
"""
_LEADS = """
INSERT INTO work.leader VALUES (1, current_setting('application_name'))
ON CONFLICT (place) DO UPDATE SET name = excluded.name
"""
encoded = msgspec.msgpack.Encoder().encode
capture_of = msgspec.msgpack.Decoder(Capture).decode
prepared_of = msgspec.msgpack.Decoder(Prepared).decode
state_of = msgspec.msgpack.Decoder(OutletState).decode
Session = psycopg.Connection[Any]


class Arrival(msgspec.Struct, frozen=True):
    """Something that a worker brought: a capture, or the end of a visit."""

    number: int
    capture: Capture | None
    state: OutletState | None
    prepared: Prepared | None
    tries: int


def succeed(db: Session) -> None:
    """Lead: a leader before that still writes is cut off, and loses what it had not stored."""
    db.execute(_SUCCEED, (WRITER,))
    db.execute(_LEADS)


def bring(db: Session, outlet: str, captures: Iterable[Capture]) -> list[int]:
    """Keep captures of an outlet in the order they came; their numbers."""
    sql = "INSERT INTO work.arrival (outlet, capture) VALUES (%s, %s) RETURNING number"
    with db.transaction():
        return [_number(db.execute(sql, (outlet, encoded(one)))) for one in captures]


def end(db: Session, state: OutletState) -> None:
    """Keep what is remembered of an outlet: stored behind what it brought."""
    sql = "INSERT INTO work.arrival (outlet, state) VALUES (%s, %s)"
    db.execute(sql, (state.outlet, encoded(state)))


def begun(db: Session, numbers: Sequence[int]) -> list[Arrival]:
    """Those of the arrivals that are still to be read, each now tried once more."""
    sql = (
        "UPDATE work.arrival SET tries = tries + 1 WHERE number = ANY(%s) AND prepared IS NULL "
        "AND capture IS NOT NULL RETURNING number, capture, NULL, NULL, tries"
    )
    return sorted(map(_arrival, db.execute(sql, (list(numbers),))), key=lambda one: one.number)


def tried(db: Session, numbers: Sequence[int]) -> dict[int, int]:
    """How often each of those that are still to be read was tried."""
    sql = (
        "SELECT number, tries FROM work.arrival WHERE number = ANY(%s) AND prepared IS NULL "
        "AND capture IS NOT NULL ORDER BY number"
    )
    return dict(db.execute(sql, (list(numbers),)).fetchall())


def read(db: Session, made: Iterable[tuple[int, Prepared]]) -> None:
    """Keep what was read of arrivals."""
    sql = "UPDATE work.arrival SET prepared = %s WHERE number = %s AND prepared IS NULL"
    rows = [(encoded(prepared), number) for number, prepared in made]
    with db.transaction():
        db.cursor().executemany(sql, rows)


def first(db: Session, most: int, most_bytes: int) -> list[Arrival]:
    """The arrivals that came first, as far as they can be taken in now, in their order."""
    sql = (
        "SELECT number, capture, state, prepared, tries FROM work.arrival ORDER BY number LIMIT %s"
    )
    found: list[Arrival] = []
    size = 0
    for row in db.execute(sql, (most,)):
        if row[1] is not None and row[3] is None:
            break
        size += len(row[1] or b"")
        if found and size > most_bytes:
            break
        found.append(_arrival(row))
    return found


def unread(db: Session, seconds: float) -> list[int]:
    """Arrivals that nobody read within so many seconds."""
    sql = (
        "SELECT number FROM work.arrival WHERE capture IS NOT NULL AND prepared IS NULL "
        "AND at < clock_timestamp() - make_interval(secs => %s) ORDER BY number LIMIT 256"
    )
    return [number for (number,) in db.execute(sql, (seconds,))]


def brought(db: Session) -> set[str]:
    """Outlets of which something waits to be taken in."""
    return {row[0] for row in db.execute("SELECT DISTINCT outlet FROM work.arrival")}


def turn(db: Session, host: str, delay: float) -> tuple[float, float]:
    """Seconds that a host must be left alone, else seconds until the turn that is taken now.

    The clock is the server's: those of the machines may be apart.
    """
    row = db.execute(_TURN, {"host": host, "delay": delay}).fetchone()
    assert row is not None
    return float(row[0]), float(row[1])


def rest(db: Session, host: str, seconds: float) -> None:
    """Leave a host alone for so long."""
    sql = (
        "INSERT INTO work.host VALUES (%(host)s, clock_timestamp(), clock_timestamp() + "
        "make_interval(secs => %(rest)s)) ON CONFLICT (name) DO UPDATE "
        "SET rests_until = greatest(host.rests_until, excluded.rests_until)"
    )
    db.execute(sql, {"host": host, "rest": seconds})


def _number(found: psycopg.Cursor[Any]) -> int:
    row = found.fetchone()
    assert row is not None
    return int(row[0])


def _made(prepared: bytes, capture: bytes) -> Prepared:
    """What a worker made; made anew where it was a worker of another version."""
    try:
        return prepared_of(prepared)
    except msgspec.ValidationError:
        return prepare(capture_of(capture))


def _arrival(row: tuple[Any, ...]) -> Arrival:
    number, capture, state, prepared, tries = row
    return Arrival(
        number,
        capture_of(capture) if capture is not None else None,
        state_of(state) if state is not None else None,
        _made(prepared, capture) if prepared is not None else None,
        tries,
    )
