"""All rows of a newsroom: read in one order, summed up, copied from one engine to another.

What lies outside a newsroom of its captures is read with the rows where they are copied
``whole``, and put where the target has such things.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

from rawi.errors import InputError, StorageError
from rawi.store import kept_captures
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


def summary(
    connection: Connection,
    table: Table,
    without: frozenset[str] = frozenset(),
    whole: bool = False,
) -> Copied:
    """What a table holds; equal on two engines only where every row is, value by value.

    ``without``: columns that say nothing about the content, such as marks of chance; ``whole``:
    with what lies outside.
    """
    kept = [n for n, column in enumerate(table.c) if column.name not in without]
    summed, count = hashlib.blake2b(digest_size=16), 0
    for some in _steps(connection, table, whole):
        count += len(some)
        for row in some:
            summed.update(_packed([row[n] for n in kept]))
    return Copied(count, summed.hexdigest())


def copied(source: Connection, target: Connection, whole: bool = False) -> dict[str, Copied]:
    """Copy every table, then read it back; by table what it holds.

    ``whole``: with the bodies of captures that lie outside. Inside the caller's transaction
    of ``target``. Raises ``InputError`` where that holds something already, ``StorageError``
    where what is read back is not what was written.
    """
    if any(_rows(target, table) for table in s.metadata.sorted_tables):
        raise InputError("the newsroom to copy into holds something already: give an empty one")
    found = {}
    for table in s.metadata.sorted_tables:
        names = [column.name for column in table.c]
        for some in _steps(source, table, whole):
            rows = [dict(zip(names, row, strict=True)) for row in some]
            if whole and table is s.capture:
                kept_captures.add(target, rows)
            else:
                add_rows(target, table, rows)
        there = summary(source, table, whole=whole)
        if summary(target, table, whole=whole) != there:
            raise StorageError(f"the rows of {table.name} did not arrive as they are")
        found[table.name] = there
    return found


def copy_newsroom(source: Database, target: Database) -> dict[str, Copied]:
    """Copy all of a newsroom as of one moment into an empty one: whole or not at all."""
    with source.reading() as read, target.lock(), target.writing() as written:
        return copied(read, written)


def _rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _steps(connection: Connection, table: Table, whole: bool) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in the order of their keys, some at a time."""
    if whole and table is s.left_file:
        return  # what is to be deleted stays where it is
    asked = select(table).order_by(*table.primary_key).execution_options(yield_per=STEP)
    rows: Iterator[tuple[Any, ...]]
    if whole and table is s.capture:
        rows = (msgspec.structs.astuple(kept) for kept in kept_captures.captures(connection))
    else:
        rows = (tuple(row) for row in connection.execute(asked))
    while some := list(islice(rows, STEP)):
        yield some
