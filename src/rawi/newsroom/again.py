"""The stored captures once more, as when they came in: what a rebuild takes in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec
from sqlalchemy import Connection

from rawi.model import Article, Capture, Rejection
from rawi.newsroom.decide import Taken
from rawi.newsroom.prepare import Prepared, prepare, prepared_from
from rawi.newsroom.workers import Workers
from rawi.store import reading
from rawi.store.codec import UnreadableError

AHEAD = 16
"""Chunks that workers prepare while one is taken in."""
CHUNK = 32
"""Captures that a worker gets at a time."""
_LOST = Rejection(
    kind="damaged", reason="the stored capture cannot be read, and nothing made of it can"
)


class _Chunk(msgspec.Struct):
    """Captures of one batch: numbers, what is left of each, and a promise of the rest."""

    sequence: int
    numbers: list[int] = []
    captures: list[Capture] = []
    lost: dict[int, Prepared] = {}
    """By number: what cannot be prepared from its capture any more."""


def held_of_lost(connection: Connection) -> dict[int, list[Article]]:
    """Numbers of the captures that cannot be read, with what was made of them."""
    found: dict[int, list[Article]] = {}
    for row in reading.captures(connection):
        try:
            reading.capture_of(row)
        except UnreadableError:
            found[row.id] = reading.made_of(connection, row.id)
    return found


def article_again(
    connection: Connection, capture: int, article_id: str, address: str | None
) -> Article | None:
    """An article read once more from its capture; None where that does not give it."""
    for row in reading.captures(connection, capture):
        try:
            ready = prepare(reading.capture_of(row)).articles
        except UnreadableError:
            return None
        for one in ready:
            if one.article.id == article_id or (address and one.address == address):
                return msgspec.structs.replace(one.article, id=article_id)
    return None


def stored(
    connection: Connection, pool: Workers, held: dict[int, list[Article]]
) -> Iterator[tuple[int, list[Taken]]]:
    """The stored captures in their order, by the batches they came in."""
    waiting: deque[tuple[_Chunk, Callable[[], list[Prepared]]]] = deque()
    for chunk in _chunks(connection, held):
        whole = [
            c for n, c in zip(chunk.numbers, chunk.captures, strict=True) if n not in chunk.lost
        ]
        waiting.append((chunk, pool.submit(whole)))
        if len(waiting) > AHEAD:
            yield _taken(*waiting.popleft())
    while waiting:
        yield _taken(*waiting.popleft())


def _taken(chunk: _Chunk, result: Callable[[], list[Prepared]]) -> tuple[int, list[Taken]]:
    made = iter(result())
    rows = zip(chunk.numbers, chunk.captures, strict=True)
    return chunk.sequence, [
        Taken(capture, chunk.lost.get(number) or next(made), number) for number, capture in rows
    ]


def _chunks(connection: Connection, held: dict[int, list[Article]]) -> Iterator[_Chunk]:
    """Captures of one batch, as many as a worker gets at a time."""
    chunk = _Chunk(0)
    for row in reading.captures(connection):
        if row.sequence != chunk.sequence or len(chunk.numbers) == CHUNK:
            if chunk.numbers:
                yield chunk
            chunk = _Chunk(row.sequence)
        chunk.numbers.append(row.id)
        if row.id in held:
            bare = Capture(body=b"", url=row.url, outlet=row.outlet, collected=row.collected)
            chunk.captures.append(bare)
            chunk.lost[row.id] = _left(row.digest, held[row.id])
        else:
            chunk.captures.append(reading.capture_of(row))
    if chunk.numbers:
        yield chunk


def _left(digest: bytes, articles: Iterable[Article]) -> Prepared:
    """What was made of a capture, in place of the capture."""
    made = prepared_from(digest, articles)
    return made if made.articles else msgspec.structs.replace(made, rejected=(_LOST,))
