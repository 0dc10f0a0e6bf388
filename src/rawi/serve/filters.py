"""The filters that lists of stories, searches, feeds and exports share."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from litestar.di import NamedDependency
from litestar.params import Parameter

from rawi.errors import InputError
from rawi.model import Record
from rawi.serve.ui.formats import instant


class Filters(Record, frozen=True, kw_only=True):
    """What narrows a list; None: everything."""

    since: str | None = None
    until: str | None = None
    section: str | None = None
    country: str | None = None
    outlet: str | None = None
    language: str | None = None

    def fields(self) -> dict[str, str | None]:
        return {f: getattr(self, f) for f in self.__struct_fields__}

    @property
    def any(self) -> bool:
        return any(self.fields().values())


Narrowed = NamedDependency[Filters]
"""How a handler asks for the filters of its query string."""


def provide_filters(
    since: Annotated[
        str | None, Parameter(description="first day (2018-04-10) or ISO 8601 time")
    ] = None,
    until: Annotated[
        str | None, Parameter(description="last day, included, or ISO 8601 time, excluded")
    ] = None,
    section: Annotated[str | None, Parameter(description="section, as outlets name it")] = None,
    country: Annotated[str | None, Parameter(description="ISO 3166 alpha-2 of the outlet")] = None,
    outlet: Annotated[str | None, Parameter(description="outlet id")] = None,
    language: Annotated[str | None, Parameter(description="ISO 639 code")] = None,
) -> Filters:
    """Filters out of a query string; an empty value counts as none, as forms send it."""
    return Filters(
        since=since or None,
        until=until or None,
        section=section or None,
        country=country or None,
        outlet=outlet or None,
        language=language or None,
    )


def _midnight(day: str, zone: ZoneInfo, after: int) -> str | None:
    try:
        found = date.fromisoformat(day) + timedelta(days=after)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(found, time(), zone).isoformat()


def boundary(value: str | None, zone: ZoneInfo, *, end: bool = False) -> str | None:
    """A filter's time as ISO 8601 with its offset; a day begins (or ends) in ``zone``.

    Raises ``InputError`` for what is neither a day nor a time.
    """
    if value is None:
        return None
    at = instant(value)
    found = at.isoformat() if at else _midnight(value, zone, 1 if end else 0)
    if found is None:
        raise InputError(f"{value!r} is neither a day such as 2018-04-10 nor an ISO 8601 time")
    return found


def last_day(value: str | None, zone: ZoneInfo) -> date | None:
    """The last day that a list until then shows, in ``zone``; None where nothing bounds it."""
    if end := instant(boundary(value, zone, end=True)):
        return (end.astimezone(zone) - timedelta(microseconds=1)).date()
    return None
