"""How far the clocks of a place are ahead of Greenwich on a day, by the tz database."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def ahead(places: str, local: datetime) -> float | None:
    """Hours ahead of UTC at a local time (naive) in all the zones named, parted by spaces.

    A word may mean several: Jerusalem by either side's clock, Amman or Oman. None on days on
    which they differ, and where a zone is not known.
    """
    told = {_offset(zone, local) for zone in places.split()}
    offset = told.pop() if len(told) == 1 else None
    return None if offset is None else offset / timedelta(hours=1)


def _offset(name: str, local: datetime) -> timedelta | None:
    zone = _zone(name)
    return zone.utcoffset(local) if zone else None


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    """A zone by its name, also in small letters: ``africa/cairo``."""
    for written in (name, name.title()):
        try:
            return ZoneInfo(written)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
