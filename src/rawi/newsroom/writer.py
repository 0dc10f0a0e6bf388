"""The writing side of a newsroom: batches in, index along, rebuild."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, delete

from rawi.errors import BusyError, InputError, StorageError
from rawi.model import AddCounts, Capture, Rejection
from rawi.newsroom import rebuild
from rawi.newsroom.batch import take
from rawi.newsroom.decide import Taken
from rawi.newsroom.lately import Lately
from rawi.newsroom.prepare import Offer, Place, Prepared, digest, fields_of, prepare
from rawi.newsroom.recent_window import Recent
from rawi.newsroom.reconcile import due, reconcile
from rawi.newsroom.workers import Workers
from rawi.search.index import Analysed, Entry, Held, Results, SearchIndex
from rawi.store import reading, removal, writing
from rawi.store import schema as s
from rawi.store.changes import Changed, changed_since
from rawi.store.engines.database import Database
from rawi.store.engines.lock import writer_lock
from rawi.store.writing import Standing

BATCH = 256
"""Captures in one transaction."""
BATCH_BYTES = 16_000_000
"""Bytes of captures that are written together at most."""
CHUNK = 32
"""Captures that a worker gets at a time."""
AHEAD = 2
"""Batches that workers prepare while one is written."""
SETTLED = timedelta(seconds=2)
"""Age of a batch from which no other is stored in its second: HTTP counts in seconds."""
INDEX_EVERY = 8
"""Batches in one commit of the index."""

T = TypeVar("T")
log = logging.getLogger("rawi.newsroom")
Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


class Step(msgspec.Struct, frozen=True):
    """What one batch came to, and how far it brought the import of each file."""

    counts: AddCounts
    places: tuple[Place, ...] = ()


class _Pending(msgspec.Struct, frozen=True):
    """A batch whose captures are being prepared; those met before are left out."""

    offers: list[Offer]
    captures: list[Capture]
    digests: list[bytes]
    fresh: list[int]
    """Which captures are being prepared."""
    results: list[Callable[[], list[Prepared]]]


class Writer:
    """Writes to one newsroom; every verb takes the lock and gives it back."""

    def __init__(
        self, database: Database, recent: Recent, index: SearchIndex, clock: Clock = now
    ) -> None:
        self._database = database
        self._recent = recent
        self._index = index
        self._clock = clock
        self._fields: dict[Changed, bytes] = {}
        """What the index is to hold of the batches before it is brought along."""
        self._stored: Lately[str] = Lately(1)

    def add(self, offers: Iterable[Offer], workers: int = 1) -> Iterator[Step]:
        """Take in what is offered, a batch at a time; what each batch came to.

        Raises ``BusyError`` before anything is read from ``offers``.
        """
        with (
            self._database.lock(),
            self._recent.writing(self._database),
            closing(Workers(workers)) as pool,
        ):
            for number, pending in enumerate(self._ahead(offers, pool), 1):
                yield self._add(pending)
                if number % INDEX_EVERY == 0:
                    self.along()
            self._reconcile()
            self.along()

    def take(
        self,
        offers: list[Offer],
        made: list[Prepared],
        also: Callable[[Connection], None],
    ) -> AddCounts:
        """Take in captures that were prepared elsewhere, as one batch, in their order.

        ``also`` runs in the transaction of the batch: what it changes is stored with it or
        not at all. Raises ``BusyError``.
        """
        at = self._clock().isoformat(timespec="seconds")
        captures = [_dated(o.what, at) for o in offers if isinstance(o.what, Capture)]
        digests = [digest(c) for c in captures]
        fresh = list(range(len(captures)))
        pending = _Pending(offers, captures, digests, fresh, [lambda: made])
        with self._database.lock(), self._recent.writing(self._database):
            step = self._add(pending, also)
            self._reconcile()
            self.along()
        return step.counts

    def _reconcile(self) -> None:
        """Tell the stories of the last days anew, as a batch of its own."""
        with self._database.writing() as connection:
            if due(connection):
                at = self._clock().isoformat(timespec="seconds")
                sequence = writing.begin_batch(connection, at)
                self._recent.assign(reconcile(connection, sequence))

    def catch_up(self) -> None:
        """Bring the index up to the store, unless somebody is writing anyway."""
        if not self._behind():
            return
        with suppress(BusyError), self.alone():
            self.index_along()

    def changed(self) -> str | None:
        """When the last batch was stored, ISO 8601; None while that may still be this second."""
        batch = self._database.last_batch()
        if (at := self._stored.get(batch, ())) is None:
            with self._database.reading() as connection:
                at = self._stored.put(batch, (), reading.stored_at(connection))
        settled = at and datetime.fromisoformat(at) < self._database.now() - SETTLED
        return at if settled else None

    def search(self, *asked: Any) -> Results:
        """What ``SearchIndex.search`` finds, in an index made anew where its files are damaged."""
        return self._sound(lambda: self._index.search(*asked))

    def matching(self, *asked: Any, **more: Any) -> tuple[str, ...]:
        """What ``SearchIndex.matching`` finds, likewise."""
        return self._sound(lambda: self._index.matching(*asked, **more))

    def values(self) -> dict[str, tuple[str, ...]]:
        """What ``SearchIndex.values`` tells, likewise."""
        return self._sound(self._index.values)

    def _sound(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except InputError:
            raise
        except BaseException:  # a panic of tantivy is no Exception
            if not (damaged := self._index.damaged):
                raise
            log.warning("the search index is damaged (%s) and is made anew", ", ".join(damaged))
        self.renew_index()
        return ask()

    def renew_index(self) -> None:
        """Make the index anew from the store. Raises ``BusyError``."""
        with self.alone():
            self._index.renew()
            self.index_along()

    def alone(self) -> AbstractContextManager[None]:
        """The lock of the one who writes the index; where nothing can be written it is a copy."""
        if self._database.shared:
            return writer_lock(self._database.path.with_name("index.lock"))
        return self._database.lock() if self._database.writable else nullcontext()

    def along(self) -> None:
        """Bring the index up to the store while the newsroom's lock is held."""
        try:
            if not self._database.shared:
                self.index_along()
                return
            with suppress(BusyError), self.alone():  # another process of this machine does it
                self.index_along()
        finally:
            self._fields.clear()

    def rebuild(self, workers: int = 1) -> None:
        """Derive everything anew from the captures, in one transaction.

        Where a capture cannot be read any more, what was made of it stays.
        """
        with self._database.lock(), closing(Workers(workers)) as pool:
            recent = self._recent.emptied()
            with self._database.writing() as connection:
                held = rebuild.before(connection)
                _clear(connection)
                for sequence, batch in rebuild.stored(connection, pool, held):
                    take(connection, recent, sequence, batch)
                last = reading.last_sequence(connection)
                reconcile(connection, last)
                writing.begin_life(connection, last)
            self._recent.forget()
            self.along()

    def _ahead(self, offers: Iterable[Offer], pool: Workers) -> Iterator[_Pending]:
        waiting: deque[_Pending] = deque()
        for batch in _batches(offers):
            waiting.append(self._begun(batch, pool))
            if len(waiting) > AHEAD:
                yield waiting.popleft()
        yield from waiting

    def _begun(self, offers: list[Offer], pool: Workers) -> _Pending:
        at = self._clock().isoformat(timespec="seconds")
        captures = [_dated(o.what, at) for o in offers if isinstance(o.what, Capture)]
        digests = [digest(c) for c in captures]
        with self._database.reading() as connection:
            met = writing.captured(connection, digests)
        fresh = [i for i, d in enumerate(digests) if d not in met]
        chunks = [fresh[i : i + CHUNK] for i in range(0, len(fresh), CHUNK)]
        results = [pool.submit([captures[i] for i in chunk]) for chunk in chunks]
        return _Pending(offers, captures, digests, fresh, results)

    def _add(self, pending: _Pending, also: Callable[[Connection], None] | None = None) -> Step:
        made = [one for result in pending.results for one in result()]
        refused = [o.what for o in pending.offers if isinstance(o.what, Rejection)]
        places = {o.place.key: o.place for o in pending.offers if o.place}
        fields: dict[Changed, bytes] = {}
        with self._database.writing() as connection:
            met = writing.captured(connection, pending.digests)
            taken, unchanged = _to_take(pending, made, met)
            at = self._clock().isoformat(timespec="seconds")
            sequence = writing.begin_batch(connection, at)
            counts = take(connection, self._recent, sequence, taken, refused, fields)
            writing.set_progress(connection, sequence, places.values())
            if also is not None:
                also(connection)
        self._fields |= fields
        counts = msgspec.structs.replace(counts, unchanged=counts.unchanged + unchanged)
        return Step(counts, tuple(places.values()))

    def _behind(self) -> bool:
        with self._database.reading() as connection:
            return self._index.held != _newest(connection)

    def index_along(self) -> None:
        """Bring the index up to the store, and let others write to it after.

        One that follows another store, or another life of this one, is built anew, and
        serves as it was until that is done.
        """
        with self._database.reading() as connection:
            newest, held = _newest(connection), self._index.held
            if held == newest:
                return
            follows = held.mark and held.mark == reading.mark_of(connection, held.sequence)
            since = held.sequence if follows else 0
            changed = self._changed(connection, since)
            try:
                if follows:
                    self._index.update(changed, removal.removed_since(connection, since), newest)
                else:
                    self._index.replace(changed, newest)
            except (ValueError, OSError) as why:  # as tantivy tells of a full disk
                told = f"the search index cannot be written ({why}); it is brought up later"
                raise StorageError(told) from why
            finally:
                self._index.close()

    def _changed(self, connection: Connection, since: int) -> Iterator[Entry | Analysed]:
        for one, read in changed_since(connection, since, self._fields.keys()):
            if read is None:
                yield Analysed(one.article_id, fields_of(self._fields[one]))
            else:
                yield Entry(*read)


def _newest(connection: Connection) -> Held:
    """What an index that is up to date holds."""
    last = reading.last_sequence(connection)
    return Held(last, reading.mark_of(connection, last))


def _to_take(
    pending: _Pending, made: list[Prepared], met: dict[bytes, Standing]
) -> tuple[list[Taken], int]:
    """What the batch must decide about, and how many articles need no decision.

    A capture that was met before is left out only where nothing else in the
    batch may change its articles: they may change, and change back.
    """
    prepared = dict(zip(pending.fresh, made, strict=True))
    ready = [r for one in made for r in one.articles]
    ids, addresses = {r.article.id for r in ready}, {r.address for r in ready} - {None}
    names = [o.item for o in pending.offers if isinstance(o.what, Capture)]
    taken, unchanged = [], 0
    for i, capture in enumerate(pending.captures):
        standing = met.get(pending.digests[i]) if i not in prepared else None
        if standing and not (standing.ids & ids or standing.addresses & addresses):
            unchanged += standing.given
        else:
            taken.append(Taken(capture, prepared.get(i) or prepare(capture), item=names[i]))
    return taken, unchanged


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    batch: list[Offer] = []
    size = 0
    for offer in offers:
        batch.append(offer)
        size += len(offer.what.body) if isinstance(offer.what, Capture) else 0
        if len(batch) >= BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _dated(capture: Capture, at: str) -> Capture:
    """With the time it came in, where nobody knows when it was collected."""
    if capture.collected is not None:
        return capture
    return msgspec.structs.replace(capture, collected=at)


def _clear(connection: Connection) -> None:
    for table in s.DERIVED:
        connection.execute(delete(table))
    connection.execute(delete(s.rejection).where(s.rejection.c.capture.is_not(None)))


def summed(one: AddCounts, other: AddCounts) -> AddCounts:
    """The counts of two batches together."""
    return AddCounts(
        **{f: getattr(one, f) + getattr(other, f) for f in AddCounts.__struct_fields__}
    )
