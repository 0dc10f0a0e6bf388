"""When something may be sent: quiet hours, editions of digests, back-off. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
"""Between two tries of a channel that fails: the first time, and at most. A service that is
down for a day is asked some thirty times, and what it missed goes out within an hour of its
coming back."""
_DOUBLINGS = 10
"""After so many the longest is reached anyway."""


def pause_after(failures: int) -> timedelta:
    """How long a channel is left alone that failed so often in a row, once at least."""
    doubled: int = 1 << min(max(failures, 1) - 1, _DOUBLINGS)
    return min(SHORTEST * doubled, LONGEST)


def is_quiet(now: datetime, quiet: tuple[int, int] | None, zone: ZoneInfo) -> bool:
    """Whether ``now`` lies in the quiet hours: from the one hour of the zone's day until the
    other, over midnight where the first is the later."""
    if quiet is None:
        return False
    begin, end = quiet
    hour = now.astimezone(zone).hour
    return begin <= hour < end if begin < end else hour >= begin or hour < end


def next_edition(now: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """When a digest is made next, later than ``now``: at that hour of the zone's day, at the next
    full hour where it is negative.

    An hour that the clocks leave out is made up an hour later; one that comes twice
    counts once.
    """
    if hour < 0:
        return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + HOUR
    local = now.astimezone(zone)
    day = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    # Through UTC, so that days of 23 and 25 hours come out right.
    later = (day + timedelta(days=n) for n in (0, 1, 2))
    return next(at for one in later if (at := one.astimezone(UTC)) > now.astimezone(UTC))
