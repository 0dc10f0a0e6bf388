"""Stories as a newspaper lays them out: by day, inside a day the most covered first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Row, tuple_

from rawi.store import schema as s
from rawi.store.paged import Paged, cursor, place
from rawi.store.stories import Wanted, narrowed

Place = tuple[int, float, str]
"""Outlets that reported it, seconds of its last report, id: where a list stopped."""


def edition(
    connection: Connection, wanted: Wanted, zone: ZoneInfo, limit: int, after: str | None
) -> Paged[Row[Any]]:
    """A page of rows of stories, days as ``zone`` counts them, the latest day first.

    Days are walked one by one, so that a page reads the rows of the days it
    shows and no others.
    """
    stopped: Place | None = place(after, Place) if after else None
    before = stopped[1] if stopped else None
    day = _day(before, zone) if before is not None else _latest(connection, wanted, None, zone)
    rows: list[Row[Any]] = []
    while day and len(rows) <= limit:
        rows += _of_day(connection, wanted, day, stopped, limit + 1 - len(rows))
        stopped = None
        if len(rows) <= limit:
            day = _latest(connection, wanted, day[0], zone)
    last = rows[limit - 1] if len(rows) > limit else None
    on = cursor(last.reports, last.updated, last.id) if last else None
    return Paged(rows[:limit], on)


def _day(seconds: float, zone: ZoneInfo) -> tuple[float, float]:
    """Beginning and end of the day around a moment."""
    begun = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    begun = begun.replace(hour=0, minute=0, second=0, microsecond=0)
    return begun.timestamp(), (begun + timedelta(days=1)).timestamp()


def _updated(wanted: Wanted) -> Column[float]:
    """The column whose index leads to the wanted stories in order of time."""
    return s.story_outlet.c.updated if wanted.outlet else s.story.c.updated


def _latest(
    connection: Connection, wanted: Wanted, before: float | None, zone: ZoneInfo
) -> tuple[float, float] | None:
    """The latest day that has a story, before a moment; None where there is none."""
    updated = _updated(wanted)
    inner = narrowed(connection, wanted).with_only_columns(updated)
    if before is not None:
        inner = inner.where(updated < before)
    inner = inner.order_by(updated.desc()).limit(1)
    found = connection.execute(inner).scalar()
    return None if found is None else _day(found, zone)


def _of_day(
    connection: Connection,
    wanted: Wanted,
    day: tuple[float, float],
    stopped: Place | None,
    limit: int,
) -> list[Row[Any]]:
    c, updated = s.story.c, _updated(wanted)
    query = narrowed(connection, wanted).where(updated >= day[0], updated < day[1])
    if stopped:
        query = query.where(tuple_(c.reports, c.updated, c.id) < tuple_(*stopped))
    query = query.order_by(c.reports.desc(), c.updated.desc(), c.id.desc()).limit(limit)
    return list(connection.execute(query).all())
