"""Absolute dates and relative stamps: a first reader."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

import msgspec

from rawi.arabic.dates.folding import folded
from rawi.model import ResolvedDate

_MONTHS = """
يناير كانون_الثاني جانفي january jan|فبراير شباط فيفري february feb|مارس اذار march mar
ابريل نيسان افريل april apr|مايو ايار ماي may|يونيو يونيه حزيران جوان june jun
يوليو يوليه تموز جويليه يوليوز july jul|اغسطس اب اوت غشت august aug
سبتمبر ايلول شتنبر september sept sep|اكتوبر تشرين_الاول october oct
نوفمبر تشرين_الثاني نونبر november nov|ديسمبر كانون_الاول دجنبر december dec
"""
_NUMBER = {
    name.replace("_", " "): i + 1
    for i, names in enumerate(_MONTHS.replace("\n", "|").strip("|").split("|"))
    for name in names.split()
}
_NAME = "|".join(sorted(_NUMBER, key=len, reverse=True))
_ABSOLUTE = re.compile(
    r"(?<![\d\w])(?:(?P<iso>(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2}))"
    r"|(?P<dd>\d{1,2})[-/.](?P<dm>\d{1,2})[-/.](?P<dy>\d{4})"
    rf"|(?P<day>\d{{1,2}})[\s./-]{{1,3}}(?P<month>{_NAME})(?:\s?[/(]\s?(?:{_NAME})\)?)?"
    r"[\s.,/-]{1,3}(?:(?:من )?(?:عام |سنه )?(?P<year>\d{4}))"
    rf"|(?P<emonth>{_NAME})[\s.]{{1,2}}(?P<eday>\d{{1,2}}),?\s(?P<eyear>\d{{4}}))"
    r"(?:[ ,t|-]{1,6}(?:الساعه )?(?P<h>\d{1,2}):(?P<mi>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"\s?(?P<half>ص|م|am|pm|صباحا|مساء)?\s?(?P<zone>z|gmt|utc|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_UNITS = {"دقيق": 60, "دقايق": 60, "دقائق": 60, "ساع": 3600, "يوم": 86400, "ايام": 86400}
_UNITS |= {"اسبوع": 604800, "اسابيع": 604800}
_AGO = re.compile(
    r"(?:منذ|قبل) (?:(?P<n>\d{1,3}) )?(?P<unit>دقيق|دقايق|دقائق|ساع|يوم|ايام|اسبوع|اسابيع)"
    r"(?P<two>تان|تين|ين|ان)?\w*"
)


class DateReading(msgspec.Struct, frozen=True, kw_only=True):
    """What one date string says: ``value`` is ISO 8601 text of that precision."""

    value: str
    precision: Literal["minute", "day", "month", "year"]
    calendar: str = "gregorian"
    text: str


def _clock(m: re.Match[str]) -> str:
    hour, half = int(m["h"]), m["half"] or ""
    if half[:1] in ("م", "p") and hour < 12:
        hour += 12
    if half[:1] in ("ص", "a") and hour == 12:
        hour = 0
    zone = m["zone"] or ""
    if zone in ("z", "gmt", "utc"):
        zone = "+00:00"
    elif len(zone) == 5:
        zone = zone[:3] + ":" + zone[3:]
    return f"T{hour:02}:{m['mi']}:00{zone}"


def _value(m: re.Match[str]) -> str | None:
    year, month, day = (
        m["iy"] or m["dy"] or m["year"] or m["eyear"],
        m["im"] or m["dm"] or _NUMBER[m["month"] or m["emonth"]],
        m["id"] or m["dd"] or m["day"] or m["eday"],
    )
    value = f"{int(year):04}-{int(month):02}-{int(day):02}" + (_clock(m) if m["h"] else "")
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def _rfc822(text: str) -> str | None:
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return when.isoformat()


def _ago(text: str, now: datetime | None) -> tuple[str, Literal["minute", "day"]] | None:
    m = _AGO.search(text)
    if m is None or now is None:
        return None
    seconds = _UNITS[m["unit"]]
    when = now - timedelta(seconds=seconds * int(m["n"] or (2 if m["two"] else 1)))
    if seconds >= 86400:
        return when.date().isoformat(), "day"
    return when.isoformat(timespec="seconds"), "minute"


def read_date(text: str, now: datetime | None = None) -> DateReading | None:
    """Read one date-bearing string of a feed, page or meta tag; None where unreadable."""
    flat = folded(text.strip()).text
    value = _rfc822(flat)
    if value is None and (m := _ABSOLUTE.search(flat)):
        value = _value(m)
    if value is not None:
        return DateReading(value=value, precision="minute" if "T" in value else "day", text=text)
    if ago := _ago(flat, now):
        return DateReading(value=ago[0], precision=ago[1], text=text)
    return None


def resolve_dates(text: str, now: datetime) -> tuple[ResolvedDate, ...]:
    """Absolute dates in ``text``; ``now`` is the anchor of relative ones."""
    del now
    plain = folded(text)
    found = []
    for m in _ABSOLUTE.finditer(plain.text):
        start, end = plain.span(*m.span())
        value = _value(m)
        precision = "minute" if m["h"] else "day"
        found.append(
            ResolvedDate(
                start=start, end=end, text=text[start:end], value=value, precision=precision
            )
        )
    return tuple(found)
