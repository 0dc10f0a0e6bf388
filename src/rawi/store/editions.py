"""Stories as a newspaper lays them out: by day, inside a day the most covered first."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Row, bindparam, tuple_

from rawi.model import Filters
from rawi.store import schema as s
from rawi.store.engines.dialects import values_of
from rawi.store.paged import Paged, cursor, place
from rawi.store.story_rows import narrowed

Place = tuple[int, float, str]
"""Outlets that reported it, seconds of its last report, id: where a list stopped."""
Day = tuple[float, float]
"""Beginning and end, seconds since 1970."""


def edition(
    connection: Connection, filters: Filters, zone: ZoneInfo, limit: int, after: str | None
) -> Paged[Row[Any]]:
    """A page of rows of stories, days as ``zone`` counts them, the latest day first.

    Days are walked one by one, so that a page reads the rows of the days it
    shows and no others. A story that went on after ``filters.until`` counts with
    the last day before it.
    """
    stopped: Place | None = place(after, Place) if after else None
    calendar = _Calendar(connection, filters, zone)
    day = calendar.day(stopped[1]) if stopped else calendar.latest(math.inf)
    rows: list[Row[Any]] = []
    while day and len(rows) <= limit:
        rows += calendar.stories(day, stopped, limit + 1 - len(rows))
        stopped = None
        if len(rows) <= limit:
            day = calendar.latest(day[0])
    last = rows[limit - 1] if len(rows) > limit else None
    on = cursor(last.reports, last.updated, last.id) if last else None
    return Paged(rows[:limit], on)


class _Calendar:
    """The wanted stories by days; what it asks is composed once."""

    def __init__(self, connection: Connection, filters: Filters, zone: ZoneInfo) -> None:
        self._connection = connection
        self._zone = zone
        self._until = filters.until.timestamp() if filters.until else math.inf
        c, updated = s.story.c, _updated(filters)
        rows = narrowed(connection, filters)
        self._latest = (
            rows.with_only_columns(updated)
            .where(updated < bindparam("before"))
            .order_by(updated.desc())
            .limit(1)
        )
        self._stories = (
            rows.where(updated >= bindparam("begin"), updated < bindparam("end"))
            .order_by(c.reports.desc(), c.updated.desc(), c.id.desc())
            .limit(bindparam("most"))
        )

    def day(self, seconds: float) -> Day:
        """The day around a moment; the last one wanted has no end."""
        moment = min(seconds, self._until - 1e-3)
        begun = datetime.fromtimestamp(moment, UTC).astimezone(self._zone)
        begun = begun.replace(hour=0, minute=0, second=0, microsecond=0)
        end = (begun + timedelta(days=1)).timestamp()
        return begun.timestamp(), math.inf if end >= self._until else end

    def latest(self, before: float) -> Day | None:
        """The latest day that has a story, before a moment; None where there is none."""
        found = self._connection.execute(self._latest, {"before": before}).scalar()
        return None if found is None else self.day(found)

    def stories(self, day: Day, stopped: Place | None, limit: int) -> list[Row[Any]]:
        """The rows of a day, after the place where a list stopped."""
        c, query = s.story.c, self._stories
        if stopped:
            query = query.where(
                tuple_(c.reports, c.updated, c.id)
                < values_of((c.reports, c.updated, c.id), stopped)
            )
        given = {"begin": day[0], "end": day[1], "most": limit}
        return list(self._connection.execute(query, given).all())


def _updated(filters: Filters) -> Column[float]:
    """The column whose index leads to the wanted stories in order of time."""
    return s.story_outlet.c.updated if filters.outlet else s.story.c.updated
