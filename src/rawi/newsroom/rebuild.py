"""The stored captures once more, as when they came in: what a rebuild takes in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec
from sqlalchemy import Connection

from rawi.model import Article, Capture, Rejection
from rawi.newsroom.decide import Taken
from rawi.newsroom.prepare import Prepared, Ready, prepare, prepared_from, under
from rawi.newsroom.workers import Workers
from rawi.store import kept_captures, reading
from rawi.store.codec import UnreadableError
from rawi.urls import article_id

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


class Before(msgspec.Struct, frozen=True):
    """What of the derived rows a rebuild cannot derive again, kept while it clears them."""

    lost: dict[int, list[Article]]
    """Numbers of the captures that cannot be read, with what was made of them."""
    ids: dict[tuple[int, str], str]
    """By capture and the id that an address gives now: the id that it gave once."""


def before(connection: Connection) -> Before:
    """What a rebuild must know of the newsroom as it stands."""
    lost: dict[int, list[Article]] = {}
    for row in kept_captures.captures(connection):
        try:
            kept_captures.capture_of(row)
        except UnreadableError:
            lost[row.id] = reading.made_of(connection, row.id)
    ids: dict[tuple[int, str], str] = {}
    for capture, name, found in reading.named_by_address(connection):
        if (now := article_id(found.url, None, None, ())) != name:
            ids[capture, now] = name
    return Before(lost, ids)


def article_again(
    connection: Connection, capture: int, article_id: str, address: str | None
) -> Article | None:
    """An article read once more from its capture; None where that does not give it."""
    for row in kept_captures.captures(connection, capture):
        try:
            ready = prepare(kept_captures.capture_of(row)).articles
        except UnreadableError:
            return None
        for one in ready:
            if one.article.id == article_id or (address and one.address == address):
                return msgspec.structs.replace(one.article, id=article_id)
    return None


def stored(
    connection: Connection, pool: Workers, held: Before
) -> Iterator[tuple[int, list[Taken]]]:
    """The stored captures in their order, by the batches they came in.

    Articles keep their ids, also where addresses are brought into another form now.
    """
    waiting: deque[tuple[_Chunk, Callable[[], list[Prepared]]]] = deque()
    for chunk in _chunks(connection, held.lost):
        whole = [
            c for n, c in zip(chunk.numbers, chunk.captures, strict=True) if n not in chunk.lost
        ]
        waiting.append((chunk, pool.submit(whole)))
        if len(waiting) > AHEAD:
            yield _taken(*waiting.popleft(), held.ids)
    while waiting:
        yield _taken(*waiting.popleft(), held.ids)


def _taken(
    chunk: _Chunk, result: Callable[[], list[Prepared]], ids: dict[tuple[int, str], str]
) -> tuple[int, list[Taken]]:
    made = iter(result())
    taken = []
    for number, capture in zip(chunk.numbers, chunk.captures, strict=True):
        prepared = chunk.lost.get(number) or next(made)
        articles = tuple(_as_before(ready, number, ids) for ready in prepared.articles)
        prepared = msgspec.structs.replace(prepared, articles=articles)
        taken.append(Taken(capture, prepared, number))
    return chunk.sequence, taken


def _as_before(ready: Ready, number: int, ids: dict[tuple[int, str], str]) -> Ready:
    """The article under the id that its address gave when it came in."""
    name = ids.get((number, ready.article.id))
    return msgspec.structs.replace(under(name, ready), named=True) if name else ready


def _chunks(connection: Connection, held: dict[int, list[Article]]) -> Iterator[_Chunk]:
    """Captures of one batch, as many as a worker gets at a time."""
    chunk = _Chunk(0)
    for row in kept_captures.captures(connection):
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
            chunk.captures.append(kept_captures.capture_of(row))
    if chunk.numbers:
        yield chunk


def _left(digest: bytes, articles: Iterable[Article]) -> Prepared:
    """What was made of a capture, in place of the capture."""
    made = prepared_from(digest, articles)
    return made if made.articles else msgspec.structs.replace(made, rejected=(_LOST,))
