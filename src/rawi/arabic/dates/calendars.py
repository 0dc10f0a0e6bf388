"""Days of the Hijri, Jalali and Coptic calendars as Gregorian ones.

Hijri: the Umm al-Qura calendar by ``hijridate`` where its table reaches (1343
to 1500), else the tabular calendar with leap years 2, 5, 7, 10, 13, 16, 18, 21,
24, 26, 29 of each 30. Jalali: the 33-year rule, which agrees with the observed
calendar over 1278 to 1498 SH (K. Borkowski, "The Persian calendar for 3000
years", 1996). Coptic: 12 months of 30 days and an epagomenal one, leap years
with remainder 3 (Reingold & Dershowitz, "Calendrical Calculations").
"""

from __future__ import annotations

import calendar as _gregorian
from datetime import date, timedelta

from hijridate import Hijri

_HIJRI_EPOCH = 227015 - 1
"""The day before 1 Muharram 1, counted from 1 January 1 (Reingold and Dershowitz)."""
_COPTIC_EPOCH = 103605 - 1
"""The day before 1 Thout 1, counted alike."""
_JALALI_NOROOZ_1 = 226896 - 1
"""The day before 1 Farvardin 1, counted alike."""
_JALALI_YEARS = range(1278, 1499)
_HIJRI_LEAP = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})


def _hijri_length(year: int, month: int) -> int:
    if 1343 <= year <= 1500:
        return Hijri(year, month, 1, validate=False).month_length()
    return 30 if month % 2 or (month == 12 and year % 30 in _HIJRI_LEAP) else 29


def _jalali_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def month_length(calendar: str, year: int, month: int) -> int:
    """Days of a month; 0 where the calendar has no such month or is not computed there."""
    if calendar == "gregorian":
        return _gregorian.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    if calendar == "coptic":
        return 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not 1 <= month <= 12:
        return 0
    if calendar == "hijri":
        return _hijri_length(year, month)
    if year not in _JALALI_YEARS:
        return 0
    return 31 if month <= 6 else 30 if month < 12 or _jalali_leap(year) else 29


def _hijri_ordinal(year: int, month: int, day: int) -> int:
    if 1343 <= year <= 1500:
        return date(*Hijri(year, month, day, validate=False).to_gregorian().datetuple()).toordinal()
    months = 29 * (month - 1) + month // 2
    return _HIJRI_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day


def _jalali_ordinal(year: int, month: int, day: int) -> int:
    leaps = (8 * year - 12) // 33
    months = 31 * (month - 1) - max(0, month - 7)
    return _JALALI_NOROOZ_1 + 365 * (year - 1) + leaps + months + day


def to_gregorian(calendar: str, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or None where there is no such day."""
    if not 1 <= year <= 9999 or not 1 <= day <= month_length(calendar, year, month):
        return None
    if calendar == "gregorian":
        return date(year, month, day)
    if calendar == "hijri":
        ordinal = _hijri_ordinal(year, month, day)
    elif calendar == "jalali":
        ordinal = _jalali_ordinal(year, month, day)
    else:
        ordinal = _COPTIC_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


def month_bounds(calendar: str, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month, in Gregorian days."""
    first = to_gregorian(calendar, year, month, 1)
    if first is None:
        return None
    length = timedelta(days=month_length(calendar, year, month) - 1)
    return (first, first + length) if first <= date.max - length else None


def year_bounds(calendar: str, year: int) -> tuple[date, date] | None:
    """First and last day of a year, in Gregorian days."""
    first = month_bounds(calendar, year, 1)
    last = month_bounds(calendar, year, 13 if calendar == "coptic" else 12)
    return (first[0], last[1]) if first and last else None


def year_near(calendar: str, day: date) -> int:
    """The year of ``calendar`` in which the Gregorian ``day`` falls, or one beside it."""
    if calendar == "gregorian":
        return day.year
    length, epoch = {
        "hijri": (354.367, _HIJRI_EPOCH),
        "jalali": (365.2422, _JALALI_NOROOZ_1),
        "coptic": (365.25, _COPTIC_EPOCH),
    }[calendar]
    return max(1, int((day.toordinal() - epoch) / length) + 1)
