"""What a request says about the list it wants: of stories, of hits, as a page, feed or JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from litestar.di import NamedDependency
from litestar.params import FromPath, Parameter

from rawi.model import Record
from rawi.newsroom.filters import ending


class ListQuery(Record, frozen=True, kw_only=True):
    """The filters of a list as they stand in its address; None: everything.

    The newsroom reads them; addresses of the same list are made of them.
    """

    since: str | None = None
    until: str | None = None
    section: str | None = None
    topic: str | None = None
    country: str | None = None
    outlet: str | None = None
    language: str | None = None

    def fields(self) -> dict[str, str | None]:
        return {f: getattr(self, f) for f in self.__struct_fields__}

    @property
    def any(self) -> bool:
        return any(self.fields().values())


Number = FromPath[int]
"""A number in a path."""
Narrowed = NamedDependency[ListQuery]
"""How a handler asks for the filters of its query string."""


def provide_list_query(
    since: Annotated[
        str | None, Parameter(description="first day (2018-04-10) or ISO 8601 time")
    ] = None,
    until: Annotated[
        str | None, Parameter(description="last day, included, or ISO 8601 time, excluded")
    ] = None,
    section: Annotated[str | None, Parameter(description="section, as outlets name it")] = None,
    topic: Annotated[str | None, Parameter(description="topic of the section: sport")] = None,
    country: Annotated[str | None, Parameter(description="ISO 3166 alpha-2 of the outlet")] = None,
    outlet: Annotated[str | None, Parameter(description="outlet id")] = None,
    language: Annotated[str | None, Parameter(description="ISO 639 code")] = None,
) -> ListQuery:
    """Filters out of a query string; an empty value counts as none, as forms send it."""
    return ListQuery(
        since=since or None,
        until=until or None,
        section=section or None,
        topic=topic or None,
        country=country or None,
        outlet=outlet or None,
        language=language or None,
    )


def last_day(until: str | None, zone: ZoneInfo) -> date | None:
    """The last day that a list until then shows, in ``zone``; None where nothing bounds it.

    Raises ``InputError``.
    """
    if until is None:
        return None
    return (ending(until, zone).astimezone(zone) - timedelta(microseconds=1)).date()
