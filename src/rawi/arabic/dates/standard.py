"""Times as programs write them: ISO 8601, RFC 822, the date of C, seconds since 1970.

Outlets write them loosely: with names of zones that RFC 822 does not know, with
twelve hours, with the day's last second or its 24:00, in any of three sets of digits.
What is no date of these forms from its first character to its last is left to the
reader of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from rawi.arabic.dates import calendars
from rawi.arabic.dates.zones import ahead
from rawi.model import Precision

_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1,
    "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "cat": 2, "eest": 3, "msk": 3,
    "trt": 3, "eat": 3, "ast": 3, "ksa": 3, "irst": 3.5, "gst": 4, "uae": 4, "pkt": 5,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours east of Greenwich of the names that Arab outlets use: AST is Arabia's, not the
Atlantic's, and GST the Gulf's. Names that mean two zones there (IST) are none."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?:(?P<pm>p\.?m\.?|م|مساء)|(?P<am>a\.?m\.?|ص|صباحا))(?![^\W\d_]))?"
)
_OFFSET = r"(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?"
_FULL_OFFSET = r"(?P<only_sign>[+-])(?P<only_hours>\d\d):?(?P<only_minutes>\d\d)"
_ZONE = (
    rf"(?:\s?\(?(?P<zone>[a-z]{{1,4}}(?![a-z/]))?\s?(?:{_OFFSET})?(?:\s?\((?!ب?توقيت)[^()]{{1,40}}\))?\)?)?"
    r"(?:\s?[\[(]?(?P<place>(?:africa|asia|europe|etc)/[a-z_]{2,20})[\])]?)?"
)
_TIME = rf"(?:(?:\s?t|,?\s(?:at\s|-\s|\|\s)?|\s?-\s?){_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}(?P<year>\d{{4}})(?P<by>[-/.])(?P<month>\d\d?)(?P=by)(?P<day>\d\d?){_TIME}",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
        r"(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d))?",
        rf"{_WEEKDAY}(?P<day>\d\d?)[\s-](?P<name>{_NAME}),?[\s-](?P<year>\d{{4}}|\d\d){_TIME}",
        rf"{_WEEKDAY}(?P<name>{_NAME})\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}(?P<name>{_NAME})\s(?P<day>\d\d?),?\s{_CLOCK}{_ZONE}\s(?P<year>\d{{4}})",
    )
)
_SECONDS = re.compile(r"(\d{9,10}|\d{13}|\d{16})(?:\.\d{1,9})?")
_WRAPPED = re.compile(r"/?Date\((\d{9,13})(?:[+-]\d{4})?\)/?")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)-?([1-7])", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"((?:19|20)\d\d)-(\d{3})")
_BEHIND = re.compile(
    r":\d\d(?:\s?(?:[ap]\.?m\.?|ص|م|مساء|صباحا))?"
    rf"(?:\s?\(?(?P<zone>[a-z]{{3,4}})\s?(?:{_OFFSET})?|(?=[\s(+])\s?\(?{_FULL_OFFSET})\)?$",
    re.IGNORECASE,
)
"""A zone at the end, right behind a time."""
_PERSIAN = re.compile("[۰-۹]")
_PLAIN = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, "\u200e\u200f\u061c\u064b\u202a\u202b\u202c"
)
_JALALI, _HIJRI = range(1278, 1499), range(1300, 1501)
_LATEST = 4_102_444_800  # 2100: what is more is no second since 1970


class Moment(NamedTuple):
    """A day, or a time of it, as ISO 8601."""

    value: str
    precision: Precision
    calendar: str = "gregorian"


def standard(text: str) -> Moment | None:
    """The time that ``text`` is as a whole, or None where it is no time of these forms."""
    plain = " ".join(text.translate(_PLAIN).split())
    if counted := _SECONDS.fullmatch(plain) or _WRAPPED.fullmatch(plain):
        return _since_1970(counted[1])
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _moment(found.groupdict(), _PERSIAN.search(text) is not None)
    return _counted_day(plain)


def _counted_day(text: str) -> Moment | None:
    """A day as ISO 8601 counts them: of the week (2026-W48-6) or of the year (2026-332)."""
    try:
        if found := _WEEK.fullmatch(text):
            year, week, day = map(int, found.groups())
            return Moment(date.fromisocalendar(year, week, day).isoformat(), "day")
        if found := _DAY_OF_YEAR.fullmatch(text):
            year, number = int(found[1]), int(found[2])
            when = date(year, 1, 1) + timedelta(days=number - 1)
            return Moment(when.isoformat(), "day") if when.year == year else None
    except ValueError:
        return None
    return None


def zone_behind(text: str, local: datetime) -> timezone | None:
    """The zone that ``text`` ends with right behind a time, None without one."""
    found = _BEHIND.search(" ".join(text.translate(_PLAIN).split()))
    if found is None:
        return None
    part = {k.removeprefix("only_"): v for k, v in found.groupdict().items() if v}
    return _zone(part, local)


def _since_1970(digits: str) -> Moment | None:
    """Seconds, milliseconds or microseconds, by how many digits there are."""
    seconds = int(digits) // {13: 1_000, 16: 1_000_000}.get(len(digits), 1)
    if seconds > _LATEST:
        return None
    return Moment(datetime.fromtimestamp(seconds, UTC).isoformat(), "minute")


def _moment(part: dict[str, str | None], persian: bool) -> Moment | None:
    calendar = _calendar(int(part["year"] or 0), persian)
    day = _day(part, calendar)
    if day is None:
        return None
    clock = _clock(part) if part.get("hour") else None
    if clock is None:
        return Moment(day.isoformat(), "day", calendar)
    try:
        local = datetime(day.year, day.month, day.day) + clock
        when = local.replace(tzinfo=_zone(part, local))
    except (OverflowError, ValueError):
        return None
    return Moment(when.isoformat(), "minute", calendar)


def _calendar(year: int, persian: bool) -> str:
    """Only Persian digits are of Iran and Afghanistan, whose years are solar."""
    if persian and year in _JALALI:
        return "jalali"
    return "hijri" if year in _HIJRI else "gregorian"


def _day(part: dict[str, str | None], calendar: str) -> date | None:
    year, day = int(part["year"] or 0), int(part["day"] or 0)
    if len(part["year"] or "") == 2:
        year += 2000 if year < 70 else 1900
    name = part.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(part["month"] or 0)
    return calendars.to_gregorian(calendar, year, month, day)


def _clock(part: dict[str, str | None]) -> timedelta | None:
    """Time since midnight; 24:00 and the leap second are those of the day's end."""
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    if part.get("pm") and hour < 12:
        hour += 12
    elif part.get("am") and hour == 12:
        hour = 0
    known = minute < 60 and second <= 60 and (hour < 24 or (hour, minute, second) == (24, 0, 0))
    return timedelta(hours=hour, minutes=minute, seconds=second) if known else None


def _zone(part: Mapping[str, str | None], local: datetime) -> timezone | None:
    """The offset written, beside a name or alone, or that of a place on the day; None for names
    that are not known."""
    name, sign = part.get("zone"), part.get("sign")
    if sign:
        apart = timedelta(hours=int(part["hours"] or 0), minutes=int(part.get("minutes") or 0))
        apart = -apart if sign == "-" else apart
        return timezone(apart) if abs(apart) <= timedelta(hours=14) else None
    place = part.get("place")
    hours = _ZONES.get(name.lower()) if name else ahead(place, local) if place else None
    return None if hours is None else timezone(timedelta(hours=hours))
