"""What date expressions mean, and the days they come to against an anchor."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from rawi.arabic.dates import calendars

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_CUT = {"day": 10, "month": 7, "year": 4}


class Anchor(NamedTuple):
    """``now``, and what the sentence speaks of: -1 the past, 1 what comes, 0 unsaid."""

    now: datetime
    tense: int = 0

    @property
    def today(self) -> date:
        return self.now.date()


class Reading(NamedTuple):
    """Days ``start`` to ``end`` inclusive, written with ``grain``, known to ``precision``."""

    start: date
    end: date
    precision: str = "day"
    grain: str = "day"
    calendar: str = "gregorian"
    conflict: str | None = None
    clock: str = ""
    """Time of day with its offset, as ISO 8601 writes it after the day."""
    text: str | None = None
    """The value where it is not made of whole days."""

    @property
    def value(self) -> str:
        if self.text is not None:
            return self.text
        first, last = (d.isoformat()[: _CUT[self.grain]] for d in (self.start, self.end))
        return first + self.clock if first == last else f"{first}/{last}"


class Meaning(Protocol):
    """An expression understood: what days it comes to depends on the anchor."""

    def reading(self, at: Anchor) -> Reading | None: ...


def whole(bounds: tuple[date, date] | None, precision: str, calendar: str) -> Reading | None:
    """A month or year of any calendar."""
    if bounds is None:
        return None
    grain = precision if calendar == "gregorian" else "day"
    return Reading(*bounds, precision, grain, calendar)


_FAR, _CLOSE = 300, 65
"""A day without its year that tense puts over 300 days away is the near one where that lies
within 65 days. Chosen by reading, not measured."""


def nearest(candidates: list[date], at: Anchor) -> date:
    """The candidate that the tense asks for; the nearest where it says nothing.

    The tense gives way where it would lead ten months off and another lies close:
    nobody leaves out the year of what is that far.
    """
    today = at.today
    closest = min(candidates, key=lambda c: abs((c - today).days))
    told = [c for c in candidates if c == today or ((c - today).days > 0) is (at.tense > 0)]
    if not at.tense or not told:
        return closest
    best = min(told, key=lambda c: abs((c - today).days))
    far, close = abs((best - today).days), abs((closest - today).days)
    return closest if far > _FAR and close < _CLOSE else best


class Point(NamedTuple):
    """Parts of one date of one calendar, as far as they were given."""

    calendar: str = "gregorian"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def reading(self, at: Anchor) -> Reading | None:
        if self.day is not None:
            return self._day(at)
        if self.month is not None:
            return self._month(at)
        if self.year is None:
            return None
        return whole(calendars.year_bounds(self.calendar, self.year), "year", self.calendar)

    def _day(self, at: Anchor) -> Reading | None:
        days = [d for y, m in self._months(at) if (d := self._of(y, m))]
        if not days:
            return None
        agreeing = [d for d in days if d.weekday() == self.weekday]
        day = nearest(agreeing or days, at)
        conflict = None if self.weekday is None or agreeing else WEEKDAYS[self.weekday]
        return Reading(day, day, calendar=self.calendar, conflict=conflict)

    def _of(self, year: int, month: int) -> date | None:
        assert self.day is not None
        return calendars.to_gregorian(self.calendar, year, month, self.day)

    def _months(self, at: Anchor) -> list[tuple[int, int]]:
        if self.year is not None and self.month is not None:
            return [(self.year, self.month)]
        if self.month is not None:
            year = calendars.year_near(self.calendar, at.today)
            return [(y, self.month) for y in (year - 1, year, year + 1) if y > 0]
        return [added_months(at.today, n) for n in (-1, 0, 1)]

    def _month(self, at: Anchor) -> Reading | None:
        assert self.month is not None
        firsts = {
            first: (y, m)
            for y, m in self._months(at)
            if (first := calendars.to_gregorian(self.calendar, y, m, 1))
        }
        if not firsts:
            return None
        bounds = [calendars.month_bounds(self.calendar, *month) for month in firsts.values()]
        now = next((b for b in bounds if b and b[0] <= at.today <= b[1]), None)
        if now is None:
            now = calendars.month_bounds(self.calendar, *firsts[nearest(list(firsts), at)])
        return whole(now, "month", self.calendar)


def added_months(day: date, count: int) -> tuple[int, int]:
    """(year, month) so many months later; years stay within 1 to 9999."""
    total = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    return total // 12, total % 12 + 1


def moved(day: date, unit: str, count: int) -> date:
    """``day`` so many units later, the day of month kept where it exists."""
    if unit in ("day", "week"):
        span = timedelta(days=count * (7 if unit == "week" else 1))
        ordinal = min(max(day.toordinal() + span.days, 1), date.max.toordinal())
        return date.fromordinal(ordinal)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = added_months(day, count * months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def period(unit: str, day: date) -> Reading:
    """The calendar week (Monday to Sunday), month, ... in which ``day`` falls."""
    if unit == "day":
        return Reading(day, day)
    if unit == "week":
        start = date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        return Reading(start, moved(start, "day", 6), "week")
    if unit == "month":
        return Reading(*month_of(day.year, day.month), "month", "month")
    if unit == "quarter":
        first = day.month - (day.month - 1) % 3
        return Reading(date(day.year, first, 1), month_of(day.year, first + 2)[1], unit, "month")
    size, origin = {"year": (1, 0), "decade": (10, 0), "century": (100, 1)}[unit]
    year = max(day.year - (day.year - origin) % size, 1)
    return Reading(date(year, 1, 1), date(min(year + size - 1, 9999), 12, 31), unit, "year")


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a Gregorian month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


class Shift(NamedTuple):
    """The calendar unit so many units from now's (الشهر الماضي)."""

    unit: str
    many: int

    def reading(self, at: Anchor) -> Reading | None:
        return period(self.unit, moved(at.today, self.unit, self.many))


class Weekday(NamedTuple):
    """A day of the week: ``which`` -1 last, 1 next, 0 of this week, None by the tense."""

    weekday: int
    which: int | None = None

    def reading(self, at: Anchor) -> Reading | None:
        today = at.today
        ahead = (self.weekday - today.weekday()) % 7
        if self.which == 0:
            day = moved(today, "day", self.weekday - today.weekday())
        elif self.which == 1 or (self.which is None and at.tense > 0):
            day = moved(today, "day", ahead or (7 if self.which else 0))
        else:
            back = (today.weekday() - self.weekday) % 7
            day = moved(today, "day", -(back or (7 if self.which else 0)))
        return Reading(day, day)


class Within(NamedTuple):
    """A day of the month, a weekday or a month of another period (20 من الشهر المقبل)."""

    period: Meaning
    day: int | None = None
    weekday: int | None = None
    month: int | None = None

    def reading(self, at: Anchor) -> Reading | None:
        of = self.period.reading(at)
        if of is None:
            return None
        if self.weekday is not None:
            day = moved(of.start, "day", self.weekday)
            return Reading(day, day)
        month = self.month or of.start.month
        return Point("gregorian", of.start.year, month, self.day).reading(at)


class Unknown(NamedTuple):
    """A date that cannot be told from now: kept with its text, without a value."""

    def reading(self, at: Anchor) -> Reading | None:
        del at
        return None


class MonthNamed(NamedTuple):
    """The last (``which`` -1) or next (1) month of that name, or day of it, not counting now's."""

    calendar: str
    month: int
    which: int
    day: int | None = None

    def reading(self, at: Anchor) -> Reading | None:
        year = calendars.year_near(self.calendar, at.today)
        found = [
            reading
            for y in range(max(year - 2, 1), year + 3)
            if (reading := Point(self.calendar, y, self.month, self.day).reading(at))
        ]
        past = [r for r in found if r.end < at.today]
        coming = [r for r in found if r.start > at.today]
        if self.which < 0:
            return past[-1] if past else None
        return coming[0] if coming else None
