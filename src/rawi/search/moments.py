"""Times that a query names in words, and times in the index's own form."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec

from rawi.arabic import resolve_dates
from rawi.model import ResolvedDate

_STAND_IN = datetime(2000, 7, 1, tzinfo=UTC)
"""Where nobody says what day it is, only dates with their year are read."""
_LEADING = re.compile(r"(?:(?<=\s)|^)(?:في|خلال|منذ|شهر|من|يوم|لشهر|بشهر)\s+$")
_NUMBER_BEFORE = re.compile(r"[0-9\u0660-\u0669]\s*$")
_DIGITS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]")
_MONTH = re.compile(r"\d{4}-(\d\d)")
_DIGIT = re.compile(r"[^\D0-9]")
"""A digit as Arabic or Persian keyboards have it."""
_WHOLE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Moment(msgspec.Struct, frozen=True):
    """A time that a query means: a stretch from ``since`` to before ``until``, or
    the given month (1 to 12) of any year."""

    since: datetime | None = None
    until: datetime | None = None
    month: int = 0


def instant(text: str | None, *, end: bool = False) -> datetime | None:
    """A year, month, day or time of ISO 8601 in UTC, None where it is none of these.

    With ``end`` a year, month or day means the end of it.
    """
    try:
        plain = _DIGIT.sub(lambda digit: str(int(digit[0])), text or "")
        return _instant(plain.strip(), end)
    except (ValueError, OverflowError):
        return None


def _instant(text: str, end: bool) -> datetime:
    if _WHOLE.fullmatch(text):
        first = datetime.fromisoformat(text + "-01-01"[len(text) - 10 :] * (len(text) < 10))
        return (_after(first, len(text)) if end else first).replace(tzinfo=UTC)
    when = datetime.fromisoformat(text)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _after(first: datetime, letters: int) -> datetime:
    """The beginning of the next year, month or day."""
    if letters == 10:
        return first + timedelta(days=1)
    later = first + timedelta(days=366 if letters == 4 else 31)
    return later.replace(day=1, month=1 if letters == 4 else later.month)


def moments(text: str, now: datetime | None = None) -> tuple[tuple[Moment, ...], str]:
    """The times that a query names, and what is left of it without the words for them.

    A month without a year means that month of any year. It is a word where a number
    stands before it (the eleventh of September is the name of a day), and where
    words follow and no preposition leads it (Black September).
    """
    found, rest, at = [], [], 0
    for date in resolve_dates(text, now=now or _STAND_IN):
        moment = _moment(date, text, told=now is not None)
        if moment is None:
            continue
        found.append(moment)
        if date.precision == "day" and _DIGITS.search(date.text):
            continue  # a date that texts write out stays a word too
        rest.append(_LEADING.sub("", text[at : date.start]))
        at = date.end
    return tuple(found), " ".join(" ".join([*rest, text[at:]]).split()) if found else text


def _moment(date: ResolvedDate, text: str, *, told: bool) -> Moment | None:
    dated = len(_DIGITS.findall(date.text)) >= 4
    if date.value is None or date.precision not in {"day", "week", "month"}:
        return None
    if dated:
        return _stretch(date.value)
    if _DIGITS.search(date.text) or _NUMBER_BEFORE.search(text[: date.start]):
        return None
    month = _MONTH.fullmatch(date.value)
    if month and " " not in date.text.removeprefix("شهر "):
        return None if _is_name(date, text) else Moment(month=int(month[1]))
    return _stretch(date.value) if told else None


def _is_name(date: ResolvedDate, text: str) -> bool:
    """Whether a bare month is part of a name: words follow and no preposition leads it."""
    bare = " " not in date.text and not _LEADING.search(text[: date.start])
    return bare and bool(text[date.end :].strip())


def _stretch(value: str) -> Moment | None:
    """The time that a resolved value or interval takes up."""
    first, _, last = value.partition("/")
    since, until = instant(first), instant(last or first, end=True)
    return Moment(since, until) if since and until else None
