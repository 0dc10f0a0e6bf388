"""All that a newsroom holds, walked through a step at a time: for whoever checks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, or_, select, union

from rawi.store import schema as s
from rawi.store.story_rows import columns_of, reports_of

STEP = 500
"""Rows at a time: memory stays the same for a newsroom of any size."""
HANGING = (s.version, s.note, s.sketch, s.keyword, s.statement, s.mention, s.saying, s.told_again)
"""Tables whose rows hang on an article by its number of intake."""


def articles(connection: Connection) -> Iterator[list[Row[Any]]]:
    """Rows of articles with what hangs on each, by number of intake."""
    a = s.article.c
    many = select(func.count()).where(s.version.c.intake == a.intake).scalar_subquery()
    wanted = (
        select(
            s.article,
            s.capture.c.id.label("stored"),
            s.note.c.record.label("notes"),
            s.note.c.similar,
            s.sketch.c.record.label("sketch"),
            many.label("editions"),
        )
        .join(s.capture, s.capture.c.id == a.capture, isouter=True)
        .join(s.note, s.note.c.intake == a.intake, isouter=True)
        .join(s.sketch, s.sketch.c.intake == a.intake, isouter=True)
    )
    yield from _steps(connection, wanted, a.intake)


def versions(connection: Connection) -> Iterator[Row[Any]]:
    """Rows of earlier editions, each with the id of its article."""
    wanted = select(s.version, s.article.c.id, s.article.c.address)
    joined = wanted.join(s.article, s.article.c.intake == s.version.c.intake)
    yield from connection.execute(joined.execution_options(yield_per=STEP))


def links(connection: Connection) -> Iterator[Row[Any]]:
    """Rows of copies, each with how many of its two articles are there."""
    c, a = s.copy.c, s.article.c
    ends = or_(a.id == c.article_id, a.id == c.older_id)
    there = select(func.count()).select_from(s.article).where(ends)
    wanted = select(s.copy, there.scalar_subquery().label("ends"))
    yield from connection.execute(wanted.execution_options(yield_per=STEP))


def indexed(connection: Connection, table: Table, first: int, last: int) -> dict[int, set[Any]]:
    """Rows of a table of keys, by the articles of these numbers of intake."""
    rows = connection.execute(select(table).where(table.c.intake.between(first, last)))
    found: dict[int, set[Any]] = {}
    for row in rows.mappings():
        found.setdefault(row["intake"], set()).add(tuple(row.values()))
    return found


def untrue_stories(connection: Connection) -> Iterator[str]:
    """Ids of stories that have no row, or whose row says something else than their articles."""
    named = union(select(s.article.c.story.label("id")), select(s.story.c.id)).subquery()
    for rows in _steps(connection, select(named.c.id), named.c.id):
        names = [row.id for row in rows]
        told = connection.execute(select(s.story).where(s.story.c.id.in_(names)))
        held = {row.id: row._mapping for row in told}
        found = reports_of(connection, names)
        for name in names:
            right = columns_of(name, found[name]) if name in found else None
            row = held.get(name)
            if row is None or right is None or {k: row[k] for k in right} != right:
                yield name


def strays(connection: Connection) -> Iterator[tuple[Table, int]]:
    """Tables with numbers of intake under which they hold rows of no article."""
    for table in HANGING:
        number = table.c.intake
        there = select(s.article.c.intake).where(s.article.c.intake == number).exists()
        rows = connection.execute(select(number).where(~there).distinct())
        yield from ((table, row[0]) for row in rows)


def records(connection: Connection, table: Table) -> Iterator[Any]:
    """The first column and the record of every row of a table."""
    wanted = select(next(iter(table.c)), table.c.record).execution_options(yield_per=STEP)
    yield from connection.execute(wanted)


def ids(connection: Connection) -> Iterator[list[str]]:
    """The ids of all articles."""
    for rows in _steps(connection, select(s.article.c.id), s.article.c.id):
        yield [row.id for row in rows]


def _steps(connection: Connection, wanted: Select[Any], key: Any) -> Iterator[list[Row[Any]]]:
    """The rows in the order of a unique column, STEP at a time."""
    asked = wanted.order_by(key).limit(STEP)
    rows = connection.execute(asked).all()
    while rows:
        yield list(rows)
        last = rows[-1]._mapping[key.name]
        rows = connection.execute(asked.where(key > last)).all()
