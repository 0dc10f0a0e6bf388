"""Counts over the whole newsroom: what lists can be narrowed to, how outlets do."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Connection, func, select

from rawi.annotation.topics import TOPICS, topic_of
from rawi.model import Record
from rawi.store import schema as s
from rawi.store.engines.dialects import ItemNamed

Values = Mapping[str, tuple[str, ...]]
"""Of outlet, section and language each value that occurs, the most frequent first."""


class Facets(Record, frozen=True, kw_only=True):
    """What there is to narrow a list to, the most frequent first."""

    topics: tuple[str, ...] = ()
    """Of the sections, in the order of ``TOPICS``."""
    sections: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Tally(Record, frozen=True, kw_only=True):
    """How much of an outlet there is."""

    articles: int
    recent: int
    """Of them, how many of the last seven days."""
    latest: float
    """When the newest appeared, seconds since 1970."""


WEEK = 7 * 86_400.0
"""Seconds."""


_CLASH = (b'{"kind":"clash"', b'{"kind":"clash#')
"""Between these lie the records of clashes: text is compared byte by byte."""


def clashes(connection: Connection) -> dict[str, int]:
    """Outlet id to how often another report came in under an id or address of it."""
    c = s.rejection.c
    item = ItemNamed(c.record)
    rows = connection.execute(
        select(s.article.c.outlet, func.count())
        .join(s.rejection, s.article.c.id == item)
        .where(c.record >= _CLASH[0], c.record < _CLASH[1], s.article.c.outlet.is_not(None))
        .group_by(s.article.c.outlet)
    )
    return dict(rows.all())


def counted(connection: Connection) -> Values:
    """What occurs among the articles, counted in the store."""
    c = s.article.c
    return {
        "outlet": _values(connection, c.outlet),
        "section": _values(connection, c.section),
        "language": _values(connection, c.language),
    }


def _values(connection: Connection, column: Column[str | None]) -> tuple[str, ...]:
    rows = connection.execute(
        select(column)
        .where(column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return tuple(value for (value,) in rows if value)


def facets(values: Values, countries: Mapping[str, str | None]) -> Facets:
    """What occurs among the articles, as lists offer it; ``countries`` says each outlet's."""
    there = dict.fromkeys(country for o in values["outlet"] if (country := countries.get(o)))
    told = set(map(topic_of, values["section"]))
    return Facets(
        topics=tuple(topic for topic in TOPICS if topic in told),
        sections=values["section"],
        outlets=values["outlet"],
        countries=tuple(there),
        languages=values["language"],
    )


def tallies(connection: Connection, now: float) -> dict[str, Tally]:
    """Outlet id to its counts."""
    c = s.article.c
    recent = func.count().filter(c.time >= now - WEEK, c.time <= now)
    rows = connection.execute(
        select(c.outlet, func.count(), recent, func.max(c.time))
        .where(c.outlet.is_not(None))
        .group_by(c.outlet)
    )
    return {name: Tally(articles=n, recent=fresh, latest=latest) for name, n, fresh, latest in rows}
