"""Numbers, times and counts as people write them in a strings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rawi.serve.ui.strings import Strings

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_UNITS = (("day", 1440), ("hour", 60), ("minute", 1))
"""Of a length of time, the largest first; minutes in each."""


def number(value: float | str, arabic_digits: bool) -> str:
    """Digits as the reader likes; a number gets thousands separators."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else f"{value:,}"
    if not arabic_digits:
        return text
    if not isinstance(value, str):
        text = text.replace(",", "٬").replace(".", "٫")
    return text.translate(ARABIC_INDIC)


def counted(noun: str, n: int, strings: Strings, arabic_digits: bool) -> str:
    """ "3 reports", "خبران": the noun in the form that its number asks for."""
    return strings.form(noun, n).format(n=number(n, arabic_digits))


def instant(iso: str | None) -> datetime | None:
    """The time of ISO text with an hour, UTC where no offset stands; else None."""
    if not iso or len(iso) <= 10:
        return None
    try:
        read = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def day_of(iso: str | None, zone: ZoneInfo) -> date | None:
    """The calendar day of ISO text in ``zone``; None for a bare month, year or nothing."""
    at = instant(iso)
    if at:
        return at.astimezone(zone).date()
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None


def date_words(day: date, strings: Strings, arabic_digits: bool, *, year: bool = True) -> str:
    """ "12 أبريل 2018"; without the year where it goes without saying."""
    words = f"{day.day} {strings.months[day.month - 1]}"
    return number(f"{words} {day.year}" if year else words, arabic_digits)


def day_heading(day: date, today: date, strings: Strings, arabic_digits: bool) -> str:
    """ "اليوم"، "أمس"، else weekday and date, for a list grouped by days."""
    ago = (today - day).days
    words = date_words(day, strings, arabic_digits, year=day.year != today.year)
    name = (
        (strings.today, strings.yesterday)[ago]
        if ago in (0, 1)
        else strings.weekdays[day.weekday()]
    )
    return f"{name}{strings.comma}{words}"


def _month_words(iso: str, strings: Strings, arabic_digits: bool) -> str:
    year, _, month = iso.partition("-")
    if month.isdigit() and 1 <= int(month) <= 12:
        return number(f"{strings.months[int(month) - 1]} {year}", arabic_digits)
    return number(iso, arabic_digits)


def time_words(iso: str, zone: ZoneInfo, today: date, strings: Strings, arabic_digits: bool) -> str:
    """A moment, day, month or year in words, as precise as ``iso`` is.

    A moment of today is its clock time alone; the year is left out of this year's.
    """
    day = day_of(iso, zone)
    if day is None:
        return _month_words(iso, strings, arabic_digits)
    at = instant(iso)
    clock = number(f"{at.astimezone(zone):%H:%M}", arabic_digits) if at else ""
    if day == today:
        return clock or strings.today
    words = date_words(day, strings, arabic_digits, year=day.year != today.year)
    return f"{words}{strings.comma}{clock}" if clock else words


def span_words(length: timedelta, strings: Strings, arabic_digits: bool, after: str = "") -> str:
    """How long, rounded, in the largest unit that it reaches: "3 ساعات", ساعتان for 114 minutes.

    ``after`` names the words before it, whose noun may take another form: ``over`` (يومين).
    """
    minutes = max(1, round(length.total_seconds() / 60))
    unit, size = next(u for u in _UNITS if minutes >= u[1])
    noun = f"{after}_{unit}" if after else unit
    return counted(noun, round(minutes / size), strings, arabic_digits)
