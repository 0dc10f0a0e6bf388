"""Articles numbered for reading, a step at a time: of a million the first time takes minutes, and
whoever asks meanwhile sees those that have their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select, tuple_

from rawi.model import Record
from rawi.store import reading
from rawi.store import schema as s
from rawi.store.engines.database import Database
from rawi.store.engines.dialects import values_of
from rawi.store.personal.items import Items, Row

STEP = 2_000
"""Articles of a step the first time: nobody can mark anything for a tenth of a second."""
BATCHES = 16
"""Batches of a step later."""
_COLUMNS = (
    s.article.c.intake,
    s.article.c.id,
    s.article.c.outlet,
    s.article.c.section,
    s.article.c.time,
)


class _Begun(Record, frozen=True, kw_only=True):
    """How far the first numbering came, which goes by when articles appeared."""

    sequence: int
    """Batch up to which articles are numbered so, and its mark."""
    mark: str
    time: float = 0.0
    """Of the last article that was numbered, with its number of intake,"""
    intake: int = 0
    number: int
    """and its number."""


def step(database: Database, items: Items) -> bool:
    """Number some of what came in; whether that was all.

    What batches added since, a few of these at a time; the first time all articles in the order
    of time; all anew, with the numbers that they have, where the newsroom was built anew.
    """
    with items.together(), database.reading() as connection:
        sequence, mark = items.followed()
        last = reading.last_sequence(connection)
        if not sequence:
            return not last or _first(connection, items, mark, last)
        if reading.mark_of(connection, sequence) != mark:
            rows = list(_changed(connection, 0, last))
            gone = [*_removed(connection, 0, last), *(items.ids() - {row.id for row in rows})]
        else:
            last = _few_on(connection, sequence)
            rows = list(_changed(connection, sequence, last))
            gone = _removed(connection, sequence, last)
        if sequence != last:
            items.follow(rows, gone, (last, reading.mark_of(connection, last)))
        return last == reading.last_sequence(connection)


def _first(connection: Connection, items: Items, state: str, last: int) -> bool:
    begun = msgspec.json.decode(state, type=_Begun) if state else None
    if begun is None or reading.mark_of(connection, begun.sequence) != begun.mark:
        mark = reading.mark_of(connection, last)
        begun = _Begun(sequence=last, mark=mark, number=items.last_number())
    rows = connection.execute(_behind(begun)).all()
    number = items.by_time([_row(row) for row in rows], begun.number)
    if len(rows) < STEP:
        items.first_done((begun.sequence, begun.mark))
        return begun.sequence == last
    far = msgspec.structs.replace(begun, time=rows[-1].time, intake=rows[-1].intake, number=number)
    items.upto((0, msgspec.json.encode(far).decode()))
    return False


def _behind(begun: _Begun) -> Select[Any]:
    c = s.article.c
    wanted = select(*_COLUMNS).where(c.sequence <= begun.sequence)
    if begun.intake:
        place = values_of((c.time, c.intake), (begun.time, begun.intake))
        wanted = wanted.where(c.time >= begun.time, tuple_(c.time, c.intake) > place)
    return wanted.order_by(c.time, c.intake).limit(STEP)


def _few_on(connection: Connection, sequence: int) -> int:
    """The batch that ends a step behind that one; itself where none follows."""
    c = s.batch.c
    few = select(c.sequence).where(c.sequence > sequence).order_by(c.sequence).limit(BATCHES)
    found = connection.execute(select(func.max(few.subquery().c.sequence))).scalar()
    return int(found or sequence)


def _changed(connection: Connection, since: int, upto: int) -> Iterator[Row]:
    """In the order of intake: put in it here, since asked for it SQLite reads the whole table."""
    c = s.article.c
    asked = select(*_COLUMNS).where(c.sequence > since, c.sequence <= upto)
    return map(_row, sorted(connection.execute(asked).all(), key=itemgetter(0)))


def _row(found: Any) -> Row:
    _, name, outlet, section, time = found
    return Row(id=name, outlet=outlet, section=section, time=time)


def _removed(connection: Connection, since: int, upto: int) -> list[str]:
    """Articles that went in these batches, those that came back left out."""
    c = s.removal.c
    asked = select(c.article_id).where(c.sequence > since, c.sequence <= upto)
    gone = list(connection.execute(asked).scalars())
    back = reading.stories_of(connection, gone)
    return [name for name in gone if name not in back]
