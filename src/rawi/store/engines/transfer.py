"""All rows of a newsroom: read in one order, summed up, copied from one engine to another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

from rawi.errors import InputError, StorageError
from rawi.store import schema as s
from rawi.store.engines.database import Database
from rawi.store.engines.dialects import add_rows

STEP = 500
"""Rows in memory at a time."""
_packed = msgspec.msgpack.Encoder().encode


class Copied(msgspec.Struct, frozen=True):
    """What a table holds: how many rows, and a digest over them in the order of their keys."""

    rows: int
    digest: str


def summary(connection: Connection, table: Table, without: frozenset[str] = frozenset()) -> Copied:
    """What a table holds; equal on two engines only where every row is, value by value.

    ``without``: columns that say nothing about the content, such as marks of chance.
    """
    kept = [n for n, column in enumerate(table.c) if column.name not in without]
    summed, count = hashlib.blake2b(digest_size=16), 0
    for some in _steps(connection, table):
        count += len(some)
        for row in some:
            summed.update(_packed([row[n] for n in kept]))
    return Copied(count, summed.hexdigest())


def copied(source: Connection, target: Connection) -> dict[str, Copied]:
    """Copy every table, then read it back; by table what it holds.

    Inside the caller's transaction of ``target``. Raises ``InputError`` where that holds
    something already, ``StorageError`` where what is read back is not what was written.
    """
    if any(_rows(target, table) for table in s.metadata.sorted_tables):
        raise InputError("the newsroom to copy into holds something already: give an empty one")
    found = {}
    for table in s.metadata.sorted_tables:
        names = [column.name for column in table.c]
        for some in _steps(source, table):
            add_rows(target, table, [dict(zip(names, row, strict=True)) for row in some])
        there = summary(source, table)
        if summary(target, table) != there:
            raise StorageError(f"the rows of {table.name} did not arrive as they are")
        found[table.name] = there
    return found


def copy_newsroom(source: Database, target: Database) -> dict[str, Copied]:
    """Copy all of a newsroom as of one moment into an empty one: whole or not at all."""
    with source.reading() as read, target.lock(), target.writing() as written:
        return copied(read, written)


def _rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _steps(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in the order of their keys, some at a time."""
    asked = select(table).order_by(*table.primary_key).execution_options(yield_per=STEP)
    rows = (tuple(row) for row in connection.execute(asked))
    while some := list(islice(rows, STEP)):
        yield some
