"""Captures as they are kept: rows whose bodies are in them, or in files outside the database.

A row whose body is empty has it outside, under its ``digest``: what is packed never is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select

from rawi.errors import StorageError
from rawi.model import Capture
from rawi.store import schema as s
from rawi.store.codec import UnreadableError, headers_of
from rawi.store.engines.dialects import add_rows, keeping_first
from rawi.store.engines.objects import Objects, objects_of

OUTSIDE = b""
"""The body of a row whose bytes are outside the database."""
_STEP = 50
"""Captures in memory at a time, and files asked for at once."""
_UNSET = "captures lie outside the newsroom: RAWI_CAPTURES must say where"


class Kept(msgspec.Struct, frozen=True):
    """A stored capture, as its row has it."""

    id: int
    sequence: int
    digest: bytes
    url: str | None
    outlet: str | None
    collected: str
    content_type: str | None
    headers: bytes | None
    body: bytes | None
    """Packed; None where its file is missing."""
    articles: int


def captures(connection: Connection, number: int | None = None) -> Iterator[Kept]:
    """All captures in order of intake, or the one of that number.

    Raises ``StorageError`` where bodies lie outside and cannot be asked for.
    """
    c = s.capture.c
    asked = select(s.capture).order_by(c.id).execution_options(yield_per=_STEP)
    found = connection.execute(asked if number is None else asked.where(c.id == number))
    for rows in found.partitions(_STEP):
        bodies = _outside(connection, rows)
        for row in rows:
            body = row.body if row.body != OUTSIDE else bodies.get(row.digest)
            yield Kept(**(row._asdict() | {"body": body}))


def capture_of(kept: Kept) -> Capture:
    """The capture, its body unpacked. Raises ``UnreadableError``."""
    if kept.body is None:
        raise UnreadableError("its file is missing")
    try:
        body = zlib.decompress(kept.body)
    except (zlib.error, TypeError) as why:
        raise UnreadableError(f"it cannot be unpacked ({why})") from why
    return Capture(
        body=body,
        url=kept.url,
        outlet=kept.outlet,
        collected=kept.collected,
        content_type=kept.content_type,
        headers=headers_of(kept.headers) if kept.headers else {},
    )


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Store captures, their bodies first where these go outside the database.

    Raises ``StorageError`` where they cannot be written; then no row is either.
    """
    objects = objects_of(connection)
    if objects is not None and rows:
        _expect(connection, objects)
        objects.put({row["digest"]: row["body"] for row in rows})
        rows = [row | {"body": OUTSIDE} for row in rows]
    add_rows(connection, s.capture, rows)


def drop(connection: Connection, number: int) -> None:
    """Delete the row of a capture; its file goes once that is stored, by ``sweep``."""
    c = s.capture.c
    outside = select(c.digest).where((c.id == number) & (c.body == OUTSIDE))
    for digest in connection.execute(outside).scalars():
        connection.execute(keeping_first(connection, s.left_file).values(digest=digest))
    connection.execute(delete(s.capture).where(c.id == number))


def sweep(connection: Connection) -> None:
    """Delete the files that nothing needs any more, those that could not be before among them.

    The caller holds the writer's lock, and stored before what was dropped. Raises
    ``StorageError``; the rest goes the next time.
    """
    left = list(connection.execute(select(s.left_file.c.digest)).scalars())
    if not left:
        return
    objects = objects_of(connection)
    if objects is None:
        raise StorageError(_UNSET)
    for start in range(0, len(left), _STEP):
        some = left[start : start + _STEP]
        again = select(s.capture.c.digest).where(s.capture.c.digest.in_(some))
        objects.drop(set(some) - set(connection.execute(again).scalars()))
        connection.execute(delete(s.left_file).where(s.left_file.c.digest.in_(some)))


def _outside(connection: Connection, rows: Iterable[Row[Any]]) -> dict[bytes, bytes]:
    wanted = {row.digest for row in rows if row.body == OUTSIDE}
    if not wanted:
        return {}
    objects = objects_of(connection)
    if objects is None:
        raise StorageError(_UNSET)
    return objects.get(wanted)


def _expect(connection: Connection, objects: Objects) -> None:
    """That the folder is there where captures lie in it already: a disk may not be mounted."""
    if objects.met:
        return
    c = s.capture.c
    last = select(c.body).order_by(c.id.desc()).limit(1)
    if connection.execute(last).scalar() == OUTSIDE and not objects.there():
        raise StorageError(f"{objects.name}: the folder of captures is not there")
    objects.met = True
