"""Distances, stretches, parts of periods, clocks, and dates joined with others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from rawi.arabic.dates.points import Anchor, Meaning, Reading, Weekday, month_of, moved, period
from rawi.arabic.dates.zones import ahead

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_TOLERANCE = {"hijri": 2}
"""Days by which sighting the moon may move a date from the computed one."""

Amounts = tuple[tuple[str, int], ...]


class Distance(NamedTuple):
    """So long ago or ahead (قبل ثلاثة أيام), known to the smallest unit named.

    ``sign`` 0 takes its direction from the tense; ``bound`` -1 less than that
    long, 1 more. ``only_coming``: said of the past, it counts from something
    told and not from now, so it has no reading.
    """

    amounts: Amounts
    sign: int
    bound: int = 0
    only_coming: bool = False

    def reading(self, at: Anchor) -> Reading | None:
        sign = self.sign or (1 if at.tense > 0 else -1)
        if any(unit in _SECONDS for unit, _ in self.amounts):
            return self._moment(at, sign)
        day = at.today
        for unit, count in self.amounts:
            day = moved(day, unit, sign * count)
        if self.bound < 0:
            return Reading(min(day, at.today), max(day, at.today))
        unit = min((u for u, _ in self.amounts), key=_RANK.index)
        found = period(_TOLD_TO.get(unit, unit), day)
        if self.bound > 0:
            return found._replace(text=f"../{found.value}" if sign < 0 else f"{found.value}/..")
        return found

    def _moment(self, at: Anchor, sign: int) -> Reading | None:
        now = at.now
        try:
            for unit, count in self.amounts:
                if unit in _SECONDS:
                    now += timedelta(seconds=sign * count * _SECONDS[unit])
                else:
                    day = moved(now.date(), unit, sign * count)
                    now = now.replace(year=day.year, month=day.month, day=day.day)
        except (OverflowError, ValueError):
            return None
        text = now.isoformat(timespec="minutes")
        if self.bound:
            ends = sorted([text, at.now.isoformat(timespec="minutes")])
            text = "/".join(ends)
        return Reading(now.date(), now.date(), "minute", text=text)


_TOLD_TO = {"week": "day", "decade": "year", "century": "year"}
_RANK = ("day", "week", "month", "quarter", "year", "decade", "century")


class Window(NamedTuple):
    """The last or coming so many units (الأيام الثلاثة الماضية)."""

    unit: str
    many: int
    sign: int
    only_coming: bool = False

    def reading(self, at: Anchor) -> Reading | None:
        today = at.today
        if self.unit in _SECONDS:
            return self._hours(at)
        if self.unit in ("decade", "century"):
            first = period(self.unit, moved(today, self.unit, self.sign))
            far = period(self.unit, moved(today, self.unit, self.sign * self.many))
            start, end = min(first.start, far.start), max(first.end, far.end)
            return Reading(start, end, self.unit, "year")
        far_day = moved(today, self.unit, self.sign * self.many)
        if self.sign < 0:
            return Reading(far_day, today, self.unit)
        return Reading(moved(today, "day", 1), far_day, self.unit)

    def _hours(self, at: Anchor) -> Reading | None:
        try:
            far = at.now + timedelta(seconds=self.sign * self.many * _SECONDS[self.unit])
        except OverflowError:
            return None
        ends = sorted([at.now, far])
        text = "/".join(t.isoformat(timespec="minutes") for t in ends)
        return Reading(ends[0].date(), ends[1].date(), "minute", text=text)


def _months(year: int, first: int, last: int, precision: str) -> Reading:
    start, _ = month_of(year, first)
    return Reading(start, month_of(year, last)[1], precision, "month")


_THIRDS = {"early": (0, 2), "late": (1, 2), "mid": (1, 3)}


class Part(NamedTuple):
    """A part of a period: early, mid, late, rest, weekend, a quarter, a season, a week of it."""

    period: Meaning
    part: str
    number: int = 0

    def reading(self, at: Anchor) -> Reading | None:
        of = self.period.reading(at)
        if of is None or of.text is not None:
            return None
        if self.part in _THIRDS:
            return _share(of, *_THIRDS[self.part])
        if self.part in _SEASONS:
            return self._season(of)
        if self.part in ("quarter", "half"):
            size = 3 if self.part == "quarter" else 6
            if of.grain != "year" or not 1 <= self.number <= 12 // size:
                return None
            last = size * self.number
            return _months(of.start.year, last - size + 1, last, self.part)
        return self._days(of, at)

    def _season(self, of: Reading) -> Reading:
        first = _SEASONS[self.part]
        year = of.start.year
        if first < 12:
            return _months(year, first, first + 2, "season")
        end = month_of(min(year + 1, 9999), 2)[1]
        return Reading(date(year, 12, 1), end, "season", "month")

    def _days(self, of: Reading, at: Anchor) -> Reading | None:
        if self.part == "weekend":
            return Reading(moved(of.start, "day", 5), moved(of.start, "day", 6))
        if self.part == "week":
            return _week_of(of, self.number)
        if self.part == "whole week":
            return period("week", of.start)
        if self.part == "rest":
            return Reading(max(at.today, of.start), max(of.end, at.today))
        if self.part == "later":
            start = moved(at.today, "day", 1)
            return Reading(start, of.end) if start <= of.end else of
        return _nth_weekday(of, int(self.part), self.number)


def _share(of: Reading, index: int, parts: int) -> Reading:
    """One of equal parts, cut at whole years, months or days, whichever fits."""
    years = of.end.year - of.start.year + 1
    if years > 1:
        size = years // parts
        first = of.start.year + size * index
        last = of.end.year if parts == 2 and index else first + size - 1
        last += 1 if parts == 3 and years % 3 else 0
        return Reading(date(first, 1, 1), date(last, 12, 31), of.precision, "year")
    if of.grain == "year":
        size = 12 // parts
        return _months(of.start.year, size * index + 1, size * index + size, of.precision)
    days = (of.end - of.start).days + 1
    if parts == 3:
        third = days // 3
        edge = 1 if days == 7 else 0
        return Reading(
            moved(of.start, "day", third - edge), moved(of.start, "day", 2 * third - 1 + edge)
        )
    half = -(-days // 2) if days == 7 else 15
    half = 3 if days == 7 else min(half, days)
    cut = moved(of.start, "day", half)
    return Reading(cut, of.end) if index else Reading(of.start, moved(cut, "day", -1))


def _week_of(of: Reading, number: int) -> Reading | None:
    """The ISO weeks whose Thursday lies in the period, counted from 1; -1 the last."""
    thursday = moved(of.start, "day", (3 - of.start.weekday()) % 7)
    weeks = [thursday]
    while (after := moved(weeks[-1], "day", 7)) <= of.end and len(weeks) < 54:
        weeks.append(after)
    if number == 0 or number > len(weeks):
        return None
    return period("week", weeks[number - 1 if number > 0 else number])


def _nth_weekday(of: Reading, weekday: int, number: int) -> Reading | None:
    first = moved(of.start, "day", (weekday - of.start.weekday()) % 7)
    if number > 0:
        day = moved(first, "day", 7 * (number - 1))
    else:
        day = moved(of.end, "day", -((of.end.weekday() - weekday) % 7))
    return Reading(day, day) if of.start <= day <= of.end else None


class Weekend(NamedTuple):
    """Saturday and Sunday: the last past ones where the past is told, else the coming ones."""

    def reading(self, at: Anchor) -> Reading | None:
        start = moved(period("week", at.today).start, "day", 5 if at.tense >= 0 else -2)
        return Reading(start, moved(start, "day", 1))


_LATE = {"pm": (-1, 12), "noon": (-1, 10), "night": (6, 12)}
"""From which hour of 12 up to which a half of the day means one after noon; -1 is the hour
that "a quarter to zero" is in."""


class Clock(NamedTuple):
    """A time of day; ``half``: am, pm, noon, night or None where unsaid."""

    hour: int
    minute: int = 0
    second: int = 0
    half: str | None = None
    offset: float | None = None
    """Hours ahead of UTC."""
    place: str = ""
    """Where the day decides that: names of zones, parted by spaces."""

    def on(self, day: date) -> str | None:
        """The time on a day, with what clocks of its place were ahead then."""
        bare = self.iso()
        if not (bare and self.place and self.offset is None):
            return bare
        offset = ahead(self.place, datetime.fromisoformat(f"{day}{bare}"))
        return self._replace(offset=offset).iso()

    def _hour(self) -> int:
        """The hour of 24 that one of 12 is in its half of the day."""
        first, end = _LATE.get(self.half or "", (0, 0))
        if first <= self.hour < end:
            return self.hour + 12
        if self.half == "night" and self.hour < 12:
            return self.hour % 12
        return 0 if self.hour == 12 and self.half in ("am", "night") else self.hour

    def iso(self) -> str | None:
        hour = self._hour()
        if not (0 <= hour <= 23 or (hour == 24 and not self.minute)) or self.minute > 59:
            return None
        seconds = f":{self.second:02}" if self.second else ""
        return f"T{hour % 24:02}:{self.minute:02}{seconds}{self._zone()}"

    def _zone(self) -> str:
        if self.offset is None:
            return ""
        minutes = round(abs(self.offset) * 60)
        sign = "-" if self.offset < 0 else "+"
        return f"{sign}{minutes // 60:02}:{minutes % 60:02}"

    def reading(self, at: Anchor) -> Reading | None:
        text = self.iso()
        return (text and Reading(at.today, at.today, "minute", text=text)) or None


class DayPart(NamedTuple):
    """A part of a day (مساء السبت): the day, and how a clock beside it is read."""

    day: Meaning
    half: str
    back: int = 0
    """Days back: the night before (الليلة الماضية)."""

    def reading(self, at: Anchor) -> Reading | None:
        of = self.day.reading(at)
        if of is None or not self.back:
            return of
        day = moved(of.start, "day", -self.back)
        return Reading(day, day)


class Moment(NamedTuple):
    """A day and a time of it."""

    day: Meaning
    clock: Clock

    def reading(self, at: Anchor) -> Reading | None:
        of = self.day.reading(at)
        clock = self.clock
        if clock.half is None and isinstance(self.day, DayPart):
            clock = clock._replace(half=self.day.half)
        if of is None or of.start != of.end:
            return None
        time = clock.on(of.start)
        if time is None:
            return None
        return of._replace(precision="minute", clock=time)


class Range(NamedTuple):
    """From one date to another; ``second`` of two weekdays follows the first."""

    first: Meaning
    second: Meaning

    def reading(self, at: Anchor) -> Reading | None:
        a, b = self._ends(at)
        if a is None or b is None:
            return None
        if a.text is not None or b.text is not None or a.clock or b.clock:
            return self._times(a, b)
        if a.start > b.end:
            return None
        grain = a.grain if a.grain == b.grain else "day"
        precision = a.precision if a.precision == b.precision else grain
        return Reading(a.start, b.end, precision, grain, b.calendar)

    def _ends(self, at: Anchor) -> tuple[Reading | None, Reading | None]:
        one, two = self.first, self.second
        if isinstance(one, Weekday) and isinstance(two, Weekday):
            start = one._replace(which=two.which if one.which is None else one.which).reading(at)
            assert start is not None
            day = moved(start.start, "day", (two.weekday - one.weekday) % 7)
            return start, Reading(day, day)
        a, b = one.reading(at), two.reading(at)
        if a and b and a.start > b.end and not a.text and _yearless(one) and _yearless(two):
            b = two.reading(at._replace(tense=1))
            a = one.reading(at._replace(tense=-1)) if b and a.start > b.end else a
        return a, b

    def _times(self, a: Reading, b: Reading) -> Reading | None:
        """Two times; a day on the second stands for both."""
        first = f"{b.start}{a.value}" if a.value[0] == "T" and b.clock else a.value
        return Reading(a.start, b.end, "minute", text=f"{first}/{b.value}")


def _yearless(meaning: Meaning) -> bool:
    return getattr(meaning, "year", 0) is None


class Both(NamedTuple):
    """One day told twice: in two calendars, or by name and by date."""

    first: Meaning
    second: Meaning

    def reading(self, at: Anchor) -> Reading | None:
        a, b = self.first.reading(at), self.second.reading(at)
        if a is None or b is None:
            known = a or b
            return known and known._replace(conflict="?")
        if a.calendar != "gregorian" or _yearless(self.second):
            a, b = (b, a) if b.calendar == "gregorian" and a.calendar != "gregorian" else (a, b)
        apart = max(abs((a.start - b.start).days), abs((a.end - b.end).days))
        if isinstance(self.second, Weekday):
            conflict = None if a.start.weekday() == self.second.weekday else b.value
        elif apart <= max(_TOLERANCE.get(a.calendar, 0), _TOLERANCE.get(b.calendar, 0)):
            conflict = a.conflict or b.conflict
        else:
            conflict = b.value
        return a._replace(conflict=conflict)
