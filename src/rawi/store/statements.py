"""Statements over all articles: by speaker, by the names they hold, the latest first."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select, tuple_

from rawi.model import CopyLink, Credit, Statement
from rawi.store import schema as s
from rawi.store.codec import UnreadableError, headline_of, notes_of, readable
from rawi.store.paged import Paged, cursor, place
from rawi.store.reading import copies

Place = tuple[float, int, int]


def statements(
    connection: Connection,
    keys: dict[str, str],
    since: float | None,
    limit: int,
    after: str | None,
) -> Paged[Statement]:
    """Those under all of the keys (role to key), the latest first."""
    a = s.statement.alias()
    wanted = select(a.c.time, a.c.intake, a.c.place, s.article.c.record, s.note.c.record).where(
        a.c.role == "all", a.c.key == ""
    )
    for role, key in keys.items():
        b = s.statement.alias()
        same = and_(b.c.time == a.c.time, b.c.intake == a.c.intake, b.c.place == a.c.place)
        wanted = wanted.join(b, and_(same, b.c.role == role, b.c.key == key))
    if since is not None:
        wanted = wanted.where(a.c.time >= since)
    if after is not None:
        there = tuple_(a.c.time, a.c.intake, a.c.place) < tuple_(*place(after, Place))
        wanted = wanted.where(there)
    wanted = wanted.join(s.article, s.article.c.intake == a.c.intake)
    wanted = wanted.join(s.note, s.note.c.intake == a.c.intake)
    order = wanted.order_by(a.c.time.desc(), a.c.intake.desc(), a.c.place.desc())
    rows = connection.execute(order.limit(limit + 1)).all()
    on = cursor(*rows[limit - 1][:3]) if len(rows) > limit else None
    told = ((f"a statement of article {row[1]}", row[2:5]) for row in rows[:limit])
    found = [statement for _, statement in readable(lambda one: _statement(*one), told)]
    links = copies(connection, sorted({f.article.id for f in found}))
    return Paged((_copied(f, links) for f in found), on)


def _statement(number: int, article: bytes, notes: bytes) -> Statement:
    told = notes_of(notes)
    if number >= len(told.quotes):
        raise UnreadableError(f"it should be number {number} of {len(told.quotes)}")
    return Statement(
        quote=told.quotes[number], article=headline_of(article), wire=_wire(told.credits)
    )


def _wire(credits: tuple[Credit, ...]) -> str | None:
    return next((c.name for c in credits if c.role == "wire"), None)


def _copied(found: Statement, links: tuple[CopyLink, ...]) -> Statement:
    older = (link.older_id for link in links if link.article_id == found.article.id and link.copied)
    return Statement(
        quote=found.quote, article=found.article, wire=found.wire, copy_of=next(older, None)
    )
