"""What a list is asked to show, read once where it comes in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rawi.annotation.topics import TOPICS, topic_of
from rawi.errors import InputError
from rawi.model import Filters

Time = str | date
"""ISO 8601 text, a date or a datetime; a year, a month or a day stands for all of it."""

_YEAR_OR_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_DAY = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")


def filters(zone: ZoneInfo, since: Time | None, until: Time | None, **names: str | None) -> Filters:
    """The filters of a list; days begin and end in ``zone``, as do times without an offset.

    ``since`` begins with the day, month or year that it names, ``until`` ends with it.
    ``names``: ``section topic outlet language country``. Raises ``InputError`` for what
    cannot be read.
    """
    topic = names.pop("topic", None)
    if topic is not None and topic not in TOPICS:
        raise InputError(f"topic: {topic!r} is none of {', '.join(TOPICS)}")
    return Filters(
        since=None if since is None else _span("since", since, zone)[0],
        until=None if until is None else ending(until, zone),
        topic=topic,
        **{name: None if value is None else text(name, value) for name, value in names.items()},
    )


def ending(until: Time, zone: ZoneInfo) -> datetime:
    """When the day, month, year or moment named ends, in UTC. Raises ``InputError``."""
    return _span("until", until, zone)[1]


def text(name: str, value: object) -> str:
    """Text that something is asked for by. Raises ``InputError``."""
    if not isinstance(value, str):
        raise InputError(f"{name}: {value!r} is no text")
    return value


def most(limit: object) -> int:
    """How many items a page may hold. Raises ``InputError``."""
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InputError(f"limit: {limit!r} is no number from 1 on")
    return limit


def zone_of(name: object) -> ZoneInfo:
    """The time zone of an IANA name. Raises ``InputError``."""
    try:
        return ZoneInfo(text("zone", name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as why:
        raise InputError(f"{name!r} is no time zone that this machine knows") from why


def _span(name: str, value: object, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Where what is named begins and ends, in UTC; a moment ends where it begins."""
    written = value.isoformat() if isinstance(value, date) else value
    if not isinstance(written, str):
        raise InputError(f"{name}: {value!r} is neither text nor a time")
    try:
        begin, end = _days(written) or _moment(written)
        return _utc(begin, zone), _utc(end, zone)
    except (ValueError, OverflowError) as why:
        raise InputError(f"{name}: {written!r} is no ISO 8601 date or time") from why


def _days(written: str) -> tuple[datetime, datetime] | None:
    """First and last midnight of a year, a month or a day. Raises ``ValueError``."""
    if found := _YEAR_OR_MONTH.fullmatch(written):
        begin = date(int(found[1]), int(found[2] or 1), 1)
        end = (begin + timedelta(days=31 if found[2] else 366)).replace(day=1)
    elif _DAY.fullmatch(written):
        begin = date.fromisoformat(written)
        end = begin + timedelta(days=1)
    else:
        return None
    return datetime.combine(begin, time()), datetime.combine(end, time())


def _moment(written: str) -> tuple[datetime, datetime]:
    """A time of day as beginning and end. Raises ``ValueError``."""
    if len(written) <= 10:  # week dates, which ``fromisoformat`` takes for a midnight
        raise ValueError(written)
    at = datetime.fromisoformat(written)
    return at, at


def _utc(at: datetime, zone: ZoneInfo) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def topic(section: str | None) -> str | None:
    """What an outlet's word for a section comes under; None where no word of it tells."""
    return topic_of(section)
