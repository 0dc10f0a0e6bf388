"""The date of a feed item: read, or kept as text where it cannot be believed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from rawi.arabic import read_date
from rawi.model import Precision

# Clocks of outlets run ahead a little; a report published hours from now does not exist yet.
AHEAD = timedelta(minutes=15)
_OFFSETLESS_AHEAD = timedelta(hours=14)
_FIRST_YEAR = 1990
"""No report was put on the web before: what programs write for "no date" (0, 1899, 1970,
1980) lies there, and would bury a report at the very end."""


class Dated(msgspec.Struct, frozen=True):
    """``value``: ISO 8601 or None; ``raw``: the text it came from."""

    value: str | None = None
    precision: Precision | None = None
    raw: str | None = None


def in_future(value: str, now: datetime) -> bool:
    """Whether an ISO 8601 date or time lies after ``now``, small clock errors forgiven."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return value[:7] > f"{now + timedelta(days=1):%Y-%m}"
    if len(value) <= len("2018-04-10"):
        return when.date() > (now + timedelta(days=1)).date()
    if when.tzinfo is None:
        return when.replace(tzinfo=UTC) > now + _OFFSETLESS_AHEAD
    return when > now + AHEAD


def dated(raw: object, now: datetime) -> Dated:
    """Read one date of a feed; one in the future or before the web stays text only."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str) or not raw.strip():
        return Dated()
    text = raw.strip()[:200]
    read = read_date(text, now)
    if read is None or int(read.value[:4]) < _FIRST_YEAR or in_future(read.value, now):
        return Dated(raw=text)
    return Dated(read.value, read.precision, text)


def first_dated(raws: Iterable[object], now: datetime) -> Dated:
    """The first of an item's dates that can be believed, else the text of the first."""
    found = [dated(raw, now) for raw in raws if raw]
    return next((d for d in found if d.value), found[0] if found else Dated())
