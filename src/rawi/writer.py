"""The writing side of a newsroom: batches in, index along, rebuild."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, delete, insert

from rawi.errors import BusyError
from rawi.intake import Batch, Taken
from rawi.model import AddCounts, Capture, Rejection
from rawi.pipeline import Prepared, prepare, unpack
from rawi.recent import Recent
from rawi.search.index import SearchIndex
from rawi.store import reading
from rawi.store import schema as s
from rawi.store.database import Database

BATCH = 256
"""Captures in one transaction."""
INDEX_EVERY = 8
"""Batches in one commit of the index."""

Offer = Capture | Rejection
Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


class Writer:
    """Writes to one newsroom; every verb takes the lock and gives it back."""

    def __init__(
        self, database: Database, recent: Recent, index: SearchIndex, clock: Clock = now
    ) -> None:
        self._database = database
        self._recent = recent
        self._index = index
        self._clock = clock

    def add(self, offers: Iterable[Offer]) -> Iterator[AddCounts]:
        """Take in what is offered, a batch at a time; what each batch came to.

        Raises ``BusyError`` before anything is read from ``offers``.
        """
        with self._database.lock(), self._recent.writing(self._database):
            for number, batch in enumerate(_batches(offers), 1):
                yield self._add(batch)
                if number % INDEX_EVERY == 0:
                    self._index_along()
            self._index_along()

    def catch_up(self) -> None:
        """Bring the index up to the store, unless somebody is writing anyway."""
        if self._behind():
            with suppress(BusyError), self._database.lock():
                self._index_along()

    def rebuild(self) -> None:
        """Derive everything anew from the captures, in one transaction."""
        with self._database.lock():
            recent = self._recent.emptied()
            with self._database.writing() as connection:
                _clear(connection)
                for sequence, batch in _stored(connection):
                    Batch(connection, recent, sequence).take(batch)
                self._index.clear()
            self._recent.forget()
            self._index_along()

    def _add(self, offers: list[Offer]) -> AddCounts:
        at = self._clock().isoformat(timespec="seconds")
        taken = [_taken(o, at) for o in offers if isinstance(o, Capture)]
        refused = [o for o in offers if isinstance(o, Rejection)]
        with self._database.writing() as connection:
            sequence = reading.last_sequence(connection) + 1
            connection.execute(insert(s.batch).values(sequence=sequence, at=at))
            batch = Batch(connection, self._recent, sequence)
            batch.reject(refused)
            return batch.take(taken)

    def _behind(self) -> bool:
        with self._database.reading() as connection:
            return self._index.sequence < reading.last_sequence(connection)

    def _index_along(self) -> None:
        with self._database.reading() as connection:
            last = reading.last_sequence(connection)
            held = self._index.sequence
            if held < last:
                self._index.update(reading.changed_since(connection, held), (), last)


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    batch: list[Offer] = []
    for offer in offers:
        batch.append(offer)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _taken(capture: Capture, at: str) -> Taken:
    if capture.collected is None:
        capture = msgspec.structs.replace(capture, collected=at)
    return Taken(capture, prepare(capture))


def _clear(connection: Connection) -> None:
    for table in s.DERIVED:
        connection.execute(delete(table))
    connection.execute(delete(s.rejection).where(s.rejection.c.capture.is_not(None)))


def _stored(connection: Connection) -> Iterator[tuple[int, list[Taken]]]:
    """The stored captures again, in their order, by the batches they came in."""
    batch: list[Taken] = []
    current = 0
    for number, sequence, packed in reading.captures(connection):
        if sequence != current and batch:
            yield current, batch
            batch = []
        current = sequence
        capture = msgspec.structs.replace(packed, body=unpack(packed.body))
        prepared: Prepared = prepare(capture)
        batch.append(Taken(capture, prepared, number))
    if batch:
        yield current, batch
