"""A newsroom in PostgreSQL made a hundred times as large by SQL, as if it had gone on coming in.

What was really imported is repeated on later days: numbers of intake, captures and batches go on,
ids, addresses and stories get names of their own, times and dates move, and all that hangs on an
article (notes, sketches, keywords, names, statements and their keys, copies, stories) moves with
it. Bodies of captures stay as they are. Words repeat, so that what each key finds grows with the
newsroom, as in a press that writes of the same matters.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any

import psycopg
from sqlalchemy import LargeBinary, Table

from eval.load_reader import records
from rawi.store import schema as s

BEGUN = datetime(2018, 1, 1, tzinfo=UTC)
A_DAY = 1_000
"""Articles of a day."""
MARK = "zz{:03}zz"
"""Stands in ids and addresses, and says which repetition an article is of."""
_COUNTED = {
    "intake": "article",
    "older": "article",
    "first": "article",
    "capture": "capture",
    "sequence": "batch",
}
"""Columns that count something, and what."""
_TIMES = {"time", "begun", "updated"}
_NAMES = {"id", "address", "story", "affair", "target", "article_id", "older_id", "name"}
_KEPT = {"outlet", "outlet_state", "takedown", "progress", "left_file", "removal"}
_CHANGED = {"digest"}


def dated(
    made: Iterator[dict[str, Any]], first: int = 0, mark: int = 0
) -> Iterator[dict[str, Any]]:
    """Real records under names of their own, so many of them on each day."""
    for number, record in zip(count(first), made):
        at = BEGUN + timedelta(days=number / A_DAY)
        name = MARK.format(mark)
        yield record | {
            "id": f"{name}{number}",
            "url": f"https://press.example/{name}/{number}",
            "published": at.isoformat(timespec="minutes"),
            "collected": at.isoformat(timespec="seconds"),
        }


def base(number: int) -> Iterator[dict[str, Any]]:
    """What is really imported before the rest is filled."""
    return dated(islice(records(), number))


def multiply(address: str, times: int, tell: Callable[[str], None]) -> None:
    """Repeat all that is in the newsroom so many times, on the days that follow."""
    with psycopg.connect(address, autocommit=True) as db:
        for setting in ("maintenance_work_mem = '1GB'", "work_mem = '256MB'"):
            db.execute(f"SET {setting}")
        counted = {
            table: _one(db, f"SELECT max({column}) FROM {table}")
            for table, column in (
                ("article", "intake"),
                ("capture", "id"),
                ("batch", "sequence"),
            )
        }
        days = -(-counted["article"] // A_DAY)
        indexes = _without_indexes(db)
        for table in s.metadata.sorted_tables:
            if table.name in _KEPT:
                continue
            begun = time.monotonic()
            _repeat(db, table, times, counted, days)
            tell(f"{table.name}: {time.monotonic() - begun:.0f} s")
        begun = time.monotonic()
        for made in indexes:
            db.execute(made)
        db.execute("ANALYZE")
        tell(f"{len(indexes)} indexes: {time.monotonic() - begun:.0f} s")


def _one(db: psycopg.Connection[Any], asked: str) -> int:
    row = db.execute(asked).fetchone()
    return int(row[0] or 0) if row else 0


def _without_indexes(db: psycopg.Connection[Any]) -> list[str]:
    """Drop keys and indexes, which are made faster afterwards; what makes them again."""
    keys = db.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype "
        "FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
        "AND contype IN ('p', 'u', 'f') ORDER BY contype = 'f'"
    ).fetchall()
    keys = [key for key in keys if key[0] != "alembic_version"]
    for table, name, _, _ in reversed(keys):
        db.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    found = db.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND tablename <> 'alembic_version'"
    ).fetchall()
    for name, _ in found:
        db.execute(f"DROP INDEX {name}")
    again = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {told}" for table, name, told, _ in keys]
    return again + [made for _, made in found]


def _repeat(
    db: psycopg.Connection[Any], table: Table, times: int, counted: dict[str, int], days: int
) -> None:
    db.execute(f"CREATE UNLOGGED TABLE seed AS SELECT * FROM {table.name}")
    if table.name == "sketch":
        db.execute("ALTER TABLE seed ADD COLUMN of double precision")
        db.execute("UPDATE seed SET of = a.time FROM article a WHERE a.intake = seed.intake")
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    values = ", ".join(_value(table, column.name, counted, days) for column in table.c)
    db.execute(
        f"INSERT INTO {table.name} ({columns}) "
        f"SELECT {values} FROM generate_series(1, {times}) AS n CROSS JOIN seed"
    )
    db.execute("DROP TABLE seed")


def _value(table: Table, name: str, counted: dict[str, int], days: int) -> str:
    """What a column is in the nth repetition, in SQL."""
    column = f'seed."{name}"'
    marked = "'zz' || lpad(n::text, 3, '0') || 'zz'"
    if name == "id" and table.name in ("capture", "rejection"):
        apart = counted["capture"] if table.name == "capture" else 10_000_000
        return f"{column} + n * {apart}::bigint"
    if name in _COUNTED:
        return f"{column} + n * {counted[_COUNTED[name]]}"
    if name in _TIMES:
        return f"{column} + n * {days * 86_400.0}"
    if name in _CHANGED:
        return f"decode(md5({column} || int4send(n)), 'hex')"
    if name in _NAMES and table.name not in ("mention",):
        return f"replace({column}, '{MARK.format(0)}', {marked})"
    if name in ("record", "similar") and isinstance(table.c[name].type, LargeBinary):
        return _record(table.name, column, marked, days)
    return column


def _record(table: str, column: str, marked: str, days: int) -> str:
    """A record whose names, and where it has them its dates, are those of the repetition."""
    if table in ("saying", "note") and not column.endswith('similar"'):
        return column
    if table == "sketch":  # of msgpack: the name, and a float64
        moved = f"seed.of + n * {days * 86_400.0}"
        mark = f"encode(convert_to({marked}, 'UTF8'), 'hex')"
        told = f"replace(encode({column}, 'hex'), '{MARK.format(0).encode().hex()}', {mark})"
        return f"decode(replace({told}, {_float('seed.of')}, {_float(moved)}), 'hex')"
    told = f"replace(convert_from({column}, 'UTF8'), '{MARK.format(0)}', {marked})"
    for day in range(days) if table in ("article", "version", "story") else ():
        here = (BEGUN + timedelta(days=day)).date()
        told = f"replace({told}, '{here}', to_char(date '{here}' + n * {days}, 'YYYY-MM-DD'))"
    return f"convert_to({told}, 'UTF8')"


def _float(value: str) -> str:
    return f"'cb' || encode(float8send({value}), 'hex')"
