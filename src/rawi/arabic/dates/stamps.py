"""Single date strings of feeds, pages and meta tags."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import msgspec

from rawi.arabic.dates.ago import ago
from rawi.arabic.dates.folding import folded
from rawi.arabic.dates.other_tongues import in_english
from rawi.arabic.dates.points import Anchor, Reading
from rawi.arabic.dates.reading import FOUND, as_written, parsed
from rawi.arabic.dates.spans import Clock
from rawi.arabic.dates.standard import Moment, standard, zone_behind
from rawi.model import Precision

_TWO_ANCHORS = (datetime(1990, 3, 1, 7, 11, tzinfo=UTC), datetime(2011, 10, 20, tzinfo=UTC))
"""What reads the same against both needs no anchor."""
_PRECISIONS: tuple[Precision, ...] = ("minute", "day", "month", "year")
_LONGEST = 400
"""Code points of a time stamp that are read: more is no stamp."""
_WRITTEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](?=\d)")
"""ISO form whose zone may follow in words, which only the reader of words knows."""
_MONTH_OF_YEAR = re.compile(r"[\s\u200c]{0,2}(?:ماه|سال|ماه[\s\u200c]سال)(?=\s[۰-۹]{4}(?!\d))")
"""Words for month and year that Persian puts between the month's name and the year."""
_MINUTES = re.compile(r"(T\d\d:\d\d)(?!\d|:)")


class DateReading(msgspec.Struct, frozen=True, kw_only=True):
    """What one date string says: ``value`` is ISO 8601 text of that precision."""

    value: str
    precision: Precision
    calendar: str = "gregorian"
    text: str


def read_date(text: str, now: datetime | None = None) -> DateReading | None:
    """Read one date-bearing string: ISO 8601, RFC 822, or words of any kind resolved here.

    Relative strings (منذ 3 ساعات) and dates without a year need ``now`` and are
    taken to lie before it. None where nothing can be read, or only a span of time
    (آخر 24 ساعة); of several dates the first. Only the first 400 characters are
    looked at.
    """
    given = text.strip()[:_LONGEST]
    told = _iso(given) or standard(given) or (ago(given, now) if now else None) or _put(given)
    if told:
        return DateReading(
            value=told.value, precision=told.precision, calendar=told.calendar, text=text
        )
    given = _MONTH_OF_YEAR.sub("", given)
    anchors = _TWO_ANCHORS if now is None else (now,)
    found = {_first(given, anchor) for anchor in anchors}
    reading = found.pop()
    if found or reading is None:
        return None
    value = _zoned(_MINUTES.sub(r"\1:00", reading.value), given)
    precision = next((p for p in _PRECISIONS if p == reading.precision), None)
    if precision is None or "/" in value:
        return None
    return DateReading(value=value, precision=precision, calendar=reading.calendar, text=text)


def _iso(text: str) -> Moment | None:
    """A whole time in the exact form of ISO 8601, by far the commonest."""
    try:
        when = datetime.fromisoformat(text) if len(text) > len("2018-04-10") else None
    except ValueError:
        return None
    return Moment(when.isoformat(), "minute") if when else None


def is_stamp(text: str) -> bool:
    """Whether the whole of a short text is a time as programs write them, in any language."""
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return False
    return (_iso(text) or standard(text) or _put(text)) is not None


def _put(text: str) -> Moment | None:
    """A whole stamp in another language."""
    english = in_english(text)
    return standard(english) if english else None


def _zoned(value: str, text: str) -> str:
    """A time with the zone that stands behind it, where words gave none."""
    try:
        when = datetime.fromisoformat(value) if "T" in value[1:] else None
    except ValueError:
        return value
    if when is None or when.tzinfo or not (zone := zone_behind(text, when)):
        return value
    return when.replace(tzinfo=zone).isoformat()


def _of_day(clock: Clock) -> Clock | None:
    """The time, where it is one."""
    return clock if clock.iso() else None


def _first(text: str, now: datetime) -> Reading | None:
    """The first date of the string, with a time that stands apart from it."""
    at = Anchor(now, -1)
    day = clock = None
    plain = folded(_WRITTEN.sub(r"\1/\2/\3 ", text))
    for token in parsed(plain.text):
        if token.tag == "~" or isinstance(token.value, Clock):
            clock = clock or _of_day(token.value)
        elif token.tag in FOUND and day is None:
            start, end = plain.span(token.start, token.end)
            day = as_written(token.value, text[start:end]).reading(at)
            day = day and day._replace(conflict=None)
    if day is None or day.value[:2] == "..":
        return None
    if clock and day.precision == "day" and day.start == day.end:
        time = clock.on(day.start) or ""
        return Reading(day.start, day.end, "minute", clock=time, calendar=day.calendar)
    return day if isinstance(day, Reading) else None
