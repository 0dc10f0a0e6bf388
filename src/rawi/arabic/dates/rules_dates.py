"""Third pass: single days, written out, in digits or by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rawi.arabic.dates.cascade import Built, Pass, Tokens, has, pick
from rawi.arabic.dates.points import (
    Anchor,
    Meaning,
    MonthNamed,
    Point,
    Reading,
    Shift,
    Unknown,
    Weekday,
    Within,
)
from rawi.arabic.dates.spans import Both, DayPart, Part

DAY = "(?:[dD]|(?<![vV])c|(?<![UH])[oO])"
DAY_TAGS = "dcoOD"
_LARGEST = {"hijri": 30, "jalali": 31, "coptic": 30, "gregorian": 31}
_NEEDS_YEAR = {("hijri", 2)}


def named(months: Any, day: int | None, tokens: Tokens) -> Point | None:
    """A day or month by its name, with the year and weekday among ``tokens``."""
    calendar, month = months
    year, era = pick(tokens, "yY"), pick(tokens, "E")
    if year is not None and (era == "bc" or not plausible(calendar, year)):
        return None
    if day is not None and not 1 <= day <= _LARGEST[calendar]:
        return None
    return Point(calendar, year, month, day, pick(tokens, "Ww"))


def plausible(calendar: str, year: int) -> bool:
    """Whether a year of four digits can be one of that calendar."""
    return calendar != "gregorian" or year <= 2200


def _full(tokens: Tokens) -> Built:
    if has(tokens, "(") is not has(tokens, ")"):
        return None
    if has(tokens, "uU") and pick(tokens, "uU") != "year":
        return None
    month = next(t for t in tokens if t.tag in "Mm")
    day = next(t for t in tokens if t.tag in DAY_TAGS)
    year = pick(tokens, "yY")
    if month.tag == "m" and year is None:
        calendar = month.value[0]
        if has(tokens, "-") or calendar in ("jalali", "coptic") or month.value in _NEEDS_YEAR:
            return None
    point = named(month.value, day.value, tokens)
    if point and has(tokens, "LX"):
        which = -1 if has(tokens, "L") else 1
        return "@", MonthNamed(point.calendar, month.value[1], which, day.value)
    return ("@", point) if point else None


def _month_first(tokens: Tokens) -> Built:
    month = next(t for t in tokens if t.tag in "Mm")
    return _full(tokens) if month.value[0] == "gregorian" else None


def _figures(tokens: Tokens) -> Built:
    """A date in digits: day first, as Arabic writes, unless only the other way is a date."""
    if has(tokens, "(") is not has(tokens, ")"):
        return None
    written, first, second, year_first = pick(tokens, "I")
    era = pick(tokens, "E")
    year = int(written)
    if len(written) == 2:
        return _short(year, first, second, pick(tokens, "W"))
    calendar = "hijri" if 1300 <= year <= 1500 and era in (None, "hijri") else "gregorian"
    calendar = "jalali" if era == "jalali" else calendar
    month, day = (first, second) if year_first else (second, first)
    if month > 12 and day <= 12 and not year_first:
        month, day = day, month
    return "@", Point(calendar, year, month, day, pick(tokens, "W"))


def _short(last: int, first: int, second: int, weekday: int | None) -> Built:
    """Two digits of a year: 18-9-15 as day, month, year, else year first, else month first."""
    if second <= 12 and 1 <= first <= 31:
        day, month, year = first, second, last
    elif second <= 31 and last <= 31 and first > 12:
        day, month, year = last, second, first
    elif first <= 12:
        day, month, year = second, first, last
    else:
        return None
    return "@", Point("gregorian", 2000 + year if year < 70 else 1900 + year, month, day, weekday)


def _stamp(tokens: Tokens) -> Built:
    return "^", Stamp(tokens[0].value)


class Stamp:
    """A whole time of ISO 8601."""

    def __init__(self, when: datetime) -> None:
        self.when = when

    def reading(self, at: Anchor) -> Reading:
        del at
        day = self.when.date()
        spec = "seconds" if self.when.second else "minutes"
        return Reading(day, day, "minute", text=self.when.isoformat(timespec=spec))


def _short_date(tokens: Tokens) -> Built:
    """Day and month in digits: believed where padded or where one can only be the day."""
    a, b = tokens[0], tokens[-1]
    first, second = a.value, b.value
    if second > 12 >= first:
        first, second = second, first
    padded = a.value < 10 and a.end - a.start == 2 and b.end - b.start == 2
    if not (1 <= second <= 12 < first <= 31 or padded) or (a.value, b.value) == (24, 7):
        return None
    return ("@", Point("gregorian", None, second, first)) if first and second else None


def _cued_date(tokens: Tokens) -> Built:
    first, second = tokens[0].value, tokens[-1].value
    if second > 12:
        first, second = second, first
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return None
    return "@", Point("gregorian", None, second, first)


def _apart(tokens: Tokens) -> Built:
    first, second, year = (t.value for t in tokens if t.tag in "dy")
    whole = tokens[0]._replace(tag="I", value=(str(year), first, second, False))
    return _figures([whole, tokens[-1]])


def _day_number(tokens: Tokens) -> Built:
    day = tokens[1].value
    return ("@", Point(day=day)) if tokens[0].value == "day" and 1 <= day <= 31 else None


def _weekday_number(tokens: Tokens) -> Built:
    day = next(t.value for t in tokens if t.tag in DAY_TAGS)
    return ("@", Point(day=day, weekday=tokens[0].value)) if 1 <= day <= 31 else None


def step(tokens: Tokens) -> int | None:
    """0, -1 or 1 as a qualifier says (this, last, next); None where it is told from elsewhere."""
    if has(tokens, "F"):
        return None
    steps = [t.value for t in tokens if t.tag in "LX"]
    if has(tokens, "b"):
        return 2
    return steps[-1] if steps else 0


def relative(tokens: Tokens, units: tuple[str, ...]) -> Shift | None:
    """The period that a unit with its qualifier names, where its unit is one of ``units``."""
    unit = next((t for t in tokens if t.tag in "Uu" and t.value in units), None)
    moved = step(tokens)
    return Shift(unit.value, moved) if unit and moved is not None else None


def _of_week(tokens: Tokens) -> Built:
    week = relative(tokens, ("week",))
    return ("@", Within(week, weekday=pick(tokens, "W"))) if week else None


def _of_month(tokens: Tokens) -> Built:
    month = relative(tokens, ("month",))
    day = next(t.value for t in tokens if t.tag in DAY_TAGS)
    return ("@", Within(month, day=day)) if month and 1 <= day <= 31 else None


def _weekday(tokens: Tokens) -> Built:
    weekday = next(t.value for t in tokens if t.tag in "Ww")
    qualifier = next((t for t in tokens if t.tag in "LXR"), None)
    if qualifier is None:
        return "@", Weekday(weekday, 0 if has(tokens, "T") else None)
    return "@", Weekday(weekday, {"L": -1, "X": 1, "R": 0}[qualifier.tag])


def _nth(tokens: Tokens) -> Built:
    number = pick(tokens, "o")
    if not number or number > 5:
        return None
    period: Meaning | None
    if months := pick(tokens, "Mm"):
        period = Point(months[0], pick(tokens, "yY"), months[1])
    else:
        period = relative(tokens, ("month",)) if has(tokens, "U") else Shift("month", 0)
    return ("@", Part(period, str(pick(tokens, "Ww")), number)) if period else None


def _today(tokens: Tokens) -> Built:
    """اليوم, أمس, غدا, with the weekday that may stand after."""
    if has(tokens, "U") and pick(tokens, "U") != "day":
        return None
    day = Shift("day", pick(tokens, "G") or 0)
    weekday = pick(tokens, "W")
    return "@", day if weekday is None else Both(day, Weekday(weekday))


def _day_period(tokens: Tokens) -> Built:
    if pick(tokens, "U") != "day":
        return None
    moved = step(tokens)
    return "@", Unknown() if moved is None else Shift("day", moved)


def _this_part(tokens: Tokens) -> Built:
    half = pick(tokens, "PQ")
    return "@", DayPart(Shift("day", 0), half, 1 if has(tokens, "L") else 0)


_MONTH = r"[Mm]"
_YEAR = r"(?:[/.,-]*f?[uU]?[yY](?:E|p(?![PpZ3]))?)"

PASSES = (
    Pass(
        [
            (r"\$", _stamp),
            (rf"W\({DAY}[.,/-]?f?{_MONTH}{_YEAR}?\)", _full),
            (rf"(?:W[,/(-]*)?{DAY}[.,/-]?f?{_MONTH}(?:{_YEAR}|[LXR])?", _full),
            (rf"y[./-]{{0,2}}{_MONTH}[./-]{{0,2}}d", _full),
            (rf"(?:W,?)?{_MONTH}[.-]?{DAY}{_YEAR}", _month_first),
            (rf"(?:W,?)?{_MONTH}[.-]?[dOoD](?![xduUvVscM3&%/])", _month_first),
            (r"(?:W[,-]*)?\(?I\)?(?:E|p(?![pPZ3]))?", _figures),
            (r"d/d/y(?:E|p)?|d-d-y(?:E|p)?|d/d,y", _apart),
            (r"d/d(?![/\d])", _short_date),
            (r"ud(?![xduUvVsNcMm%&/*~-]|\.[Mm])", _day_number),
            (r"(?<=[jabgeuz])d/d(?![/\d])|(?<=[ju])d-d(?![/\dMm-])", _cued_date),
            (r"Wf?T?U[LXR]?(?![yY])", _of_week),
            (r"T?U[LXR]?u?W", _of_week),
            (rf"{DAY}[fj]?(?:TU|U[LXR])", _of_month),
            (rf"Wj{DAY}(?![xduUvVscHM&/%])|Wd(?![xduUvVscHM&/%])", _weekday_number),
            (r"ou?[wW][fj](?:TU|U[LXR]|[Mm][yY]?)", _nth),
            (r"Wo(?![xfjMmdc])", _nth),
            (r"W[LXR]|Tu?W|W", _weekday),
            (r"[GU],?W(?![LXdDoO])|G|U(?![LXFRoO])", _today),
            (r"T?U[LXFR]", _day_period),
            (r"T[PQ]|QL|(?<!j)Q", _this_part),
        ]
    ),
)
