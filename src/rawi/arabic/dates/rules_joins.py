"""Last passes: dates told twice, parts of days, moments, ranges, parts of periods."""

from __future__ import annotations

from typing import Any, cast

from rawi.arabic.dates.cascade import Built, Pass, Tokens, has, pick
from rawi.arabic.dates.points import Meaning, MonthNamed, Point, Shift, Weekday, Within
from rawi.arabic.dates.rules_dates import DAY, relative
from rawi.arabic.dates.spans import Both, Clock, DayPart, Moment, Part, Range


def _ends(tokens: Tokens, tags: str) -> tuple[Any, Any]:
    found = [t.value for t in tokens if t.tag in tags]
    return found[0], found[-1]


def _calendar(meaning: Meaning) -> str:
    if isinstance(meaning, Both):
        return _calendar(meaning.first)
    return getattr(meaning, "calendar", "gregorian")


def _corresponding(tokens: Tokens) -> Built:
    """Two dates of one day; the Gregorian one leads."""
    first, second = _ends(tokens, "@%")
    tag = next(t.tag for t in tokens if t.tag in "@%")
    one, two = _calendar(first), _calendar(second)
    if one == two and not has(tokens, "K"):
        return None
    return tag, Both(second, first) if two == "gregorian" else Both(first, second)


def _today_dated(tokens: Tokens) -> Built:
    """اليوم 6 مايو: the date that is written out leads."""
    day, dated = _ends(tokens, "@")
    inner = day.first if isinstance(day, Both) else day
    if not (isinstance(inner, Shift) and inner.unit == "day" and _written(dated)):
        return None
    return "@", Both(dated, day)


def _written(meaning: Meaning) -> bool:
    inner = meaning.first if isinstance(meaning, Both) else meaning
    return isinstance(inner, Point) and inner.month is not None


def _part_of_day(tokens: Tokens) -> Built:
    if has(tokens, "u") and pick(tokens, "u") != "day":
        return None
    day, half = tokens[-1].value, pick(tokens, "P")
    if has(tokens, "b"):
        if half != "noon":
            return None
        half = "pm"
    return ("@", DayPart(day, half)) if _is_day(day) else None


def _week_with(tokens: Tokens) -> Built:
    """أسبوع 16 سبتمبر."""
    day = tokens[1].value
    if tokens[0].value != "week" or not isinstance(day, Point):
        return None
    return "%", Part(day, "whole week")


def _end_of_day(tokens: Tokens) -> Built:
    """نهاية اليوم."""
    day = tokens[-1].value
    if tokens[0].value != "end" or not _is_day(day) or isinstance(day, Both):
        return None
    return "^", Moment(day, Clock(23, 59))


def _is_day(meaning: Meaning) -> bool:
    return isinstance(meaning, Point | Shift | Weekday | Within | Both | MonthNamed)


def _night_between(tokens: Tokens) -> Built:
    """ليلة الأربعاء الخميس."""
    first, second = _ends(tokens, "@")
    if not (isinstance(first, Weekday) and isinstance(second, Weekday)):
        return None
    return ("%", Range(first, second)) if (first.weekday + 1) % 7 == second.weekday else None


def _moment(tokens: Tokens) -> Built:
    day = next(t.value for t in tokens if t.tag == "@")
    if has(tokens, "u") and pick(tokens, "u") != "day":
        return None
    clock = pick(tokens, "*~")
    if clock is None:
        hour = pick(tokens, "O")
        if not 1 <= hour <= 12:
            return None
        clock = Clock(hour)
    if half := pick(tokens, "P"):
        clock = clock._replace(half=clock.half or ("pm" if half == "noon" else half))
    return "^", Moment(day, clock)


def _hour_of_part(tokens: Tokens) -> Built:
    """8 هذا الصباح, الليلة في 7."""
    day, hour = pick(tokens, "@"), pick(tokens, "dO")
    if not (isinstance(day, DayPart) and 1 <= hour <= 12):
        return None
    return "^", Moment(day, Clock(hour))


def _day_number_moment(tokens: Tokens) -> Built:
    day = pick(tokens, "dDo")
    if not 1 <= day <= 31:
        return None
    return "^", Moment(Point(day=day), pick(tokens, "*~") or Clock(pick(tokens, "O")))


def _day_alone(tokens: Tokens) -> Built:
    """في 27. and في الحادي والعشرين. at the end of a sentence; small ordinals may rank things."""
    day = tokens[0].value
    enough = day > 10 or tokens[0].tag == "d"
    return ("@", Point(day=day)) if enough and 1 <= day <= 31 else None


def _shared(first: Any, second: Any) -> Meaning | None:
    """The first end of a range, with what only the second says (4 إلى 22 يناير 1995)."""
    inner = second.first if isinstance(second, Both) else second
    if isinstance(first, int):
        if not 1 <= first <= 31 or not isinstance(inner, Point | Within | MonthNamed):
            return None
        if inner.day is None:
            return None
        if isinstance(inner, Point):
            return inner._replace(day=first, weekday=None)
        return inner._replace(day=first)
    if not (isinstance(first, Point) and isinstance(inner, Point)):
        return cast(Meaning, first)
    return _same_year(first, inner)


def _same_year(first: Point, second: Point) -> Point:
    if first.month is None and first.day is not None and second.month is not None:
        first = first._replace(month=second.month)
    if first.year is None and second.year is not None and first.month is not None:
        earlier = second.month is not None and first.month > second.month
        first = first._replace(year=second.year - earlier, calendar=second.calendar)
    return first


def _backwards(first: Any, second: Any) -> bool:
    """Two dates in full, the later first (a change of dates): no range."""
    if not (isinstance(first, Point) and isinstance(second, Point)):
        return False
    if first.year is None or second.year is None:
        return False
    return (first.year, first.month or 0) > (second.year, second.month or 12)


def _range(tokens: Tokens) -> Built:
    ends = [t.value for t in tokens if t.tag in "@%*~^" + "dcoODy"]
    first = _shared(ends[0], ends[-1])
    if first is None or isinstance(ends[-1], int) or _backwards(first, ends[-1]):
        return None
    return "%", Range(first, ends[-1])


def _hours(tokens: Tokens) -> Built:
    first, second = _ends(tokens, "*~^")
    if isinstance(first, Clock):
        later = second.clock if isinstance(second, Moment) else second
        if isinstance(later, Clock) and first.half is None and first.hour < 12:
            first = first._replace(half=later.half)
    return "^", Range(first, second)


def _week_range(tokens: Tokens) -> Built:
    """الأسبوع المقبل بين الأربعاء والجمعة."""
    week = tokens[0].value
    first, second = _ends(tokens[1:], "@")
    if not (isinstance(week, Shift) and week.unit == "week"):
        return None
    if not (isinstance(first, Weekday) and isinstance(second, Weekday)):
        return None
    start, end = (Within(week, weekday=d.weekday) for d in (first, second))
    return "%", Range(start, end)


def _month_range(tokens: Tokens) -> Built:
    """شهر نوفمبر بين 19 و20."""
    month = tokens[0].value
    first, second = _ends(tokens[1:], "d")
    if not (isinstance(month, Point) and month.month and month.day is None):
        return None
    return "%", Range(month._replace(day=first), month._replace(day=second))


def _part(tokens: Tokens) -> Built:
    """مطلع العام المقبل, نهاية شهر مارس."""
    part = tokens[0].value
    name = {"end": "late", "last": None}.get(part, part)
    return ("%", Part(tokens[-1].value, name)) if name else None


def _fraction(tokens: Tokens) -> Built:
    """الربع الثالث من عام 2016, النصف الأول من العام."""
    name = {4: "quarter", 2: "half"}.get(pick(tokens, "H"))
    number = pick(tokens, "oO")
    of: Any = pick(tokens, "%") or relative(tokens, ("year",))
    if year := pick(tokens, "yY"):
        of = Point("gregorian", year)
    if has(tokens, "A"):
        of = Shift("year", 0)
    return ("%", Part(of, name, number)) if name and of else None


def _nth_week(tokens: Tokens) -> Built:
    if pick(tokens, "U") != "week":
        return None
    number = -1 if tokens[1].tag == "L" else tokens[1].value
    return "%", Part(tokens[-1].value, "week", number)


def _named_days(tokens: Tokens) -> Built:
    """يومي 5 و6 مايو, يومي الأربعاء والخميس."""
    return _range(tokens[1:]) if tokens[0].tag == "l" else _range(tokens)


def _rest(tokens: Tokens) -> Built:
    return "%", Part(tokens[-1].value, "rest" if tokens[0].tag == "r" else "later")


def _hour_after(tokens: Tokens) -> Built:
    hour = tokens[0].value
    return ("*", Clock(hour)) if isinstance(hour, int) and 0 <= hour <= 24 else None


_SEP = r"[(/,|-]"

PASSES = (
    Pass([(rf"[@%]{_SEP}{{0,2}}K{_SEP}?[@%]\)?", _corresponding)]),
    Pass([(rf"@{_SEP}{{0,2}}@(?:\)(?=[^)]|$))?", _corresponding)]),
    Pass(
        [
            (r"@[,(-]?@\)?", _today_dated),
            (r"P@@", _night_between),
            (r"u@", _week_with),
            (r"b?Pf?u?@", _part_of_day),
            (r"Bu?@", _end_of_day),
            (r"(?<=\*e)[dcOD](?![xuvVNs%@;])", _hour_after),
        ]
    ),
    Pass(
        [
            (r"@[,(-]?@\)?", _today_dated),
            (r"@[,|-]?[jz]?z?[*~](?:\))?|@,?jO(?![xuvV])", _moment),
            (r"[*~][f,j]{0,2}u?@(?:bP)?", _moment),
            (r"[dO],?@|@jd(?![xuvVNM%])", _hour_of_part),
            (r"(?<=[ju])[do],?j?\*|Ojd(?=[.#]|$)", _day_number_moment),
            (r"\*[ju]{1,2}[dD](?![xuvVN])", _day_number_moment),
            (rf"(?:f|n){DAY}[e&-]@|{DAY}[e-]@|(?:l|(?<=j)){DAY}&@", _named_days),
            (r"l@&@|[fn]?@[e-]@|n@[&-]@|@,e@", _named_days),
            (r"%(?:n@&@|f?@e@)", _week_range),
            (r"%(?:nd&d|fded|nd-d)", _month_range),
        ]
    ),
    Pass(
        [
            (r"(?<=j)d(?=[.#]|$)|(?<=[je])[oO](?=[.#]|$)", _day_alone),
            (r"[fn][*~^][e&-][*~^]", _hours),
            (r"B[fj]?%", _part),
            (r"H[oO][fj]?%|H[oO]f?[yY]|H[oO]f[UA]R?", _fraction),
            (r"U[oOL][fj]?%", _nth_week),
            (r"(?:j?\+)?=[fj]%|r[f]?%", _rest),
        ]
    ),
    Pass([(r"[fn]?%[e-]%|n%&%", _range)]),
)
