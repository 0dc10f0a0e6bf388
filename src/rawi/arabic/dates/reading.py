"""Dates in running text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from rawi.arabic.dates import (
    rules_clock,
    rules_dates,
    rules_joins,
    rules_names,
    rules_periods,
)
from rawi.arabic.dates.cascade import Token, Tokens
from rawi.arabic.dates.folding import Folded, folded
from rawi.arabic.dates.lexer import lex
from rawi.arabic.dates.points import Anchor, Meaning, Point
from rawi.arabic.dates.spans import Distance, Moment, Window
from rawi.arabic.dates.tense import tense
from rawi.model import ResolvedDate

_PASSES = (
    *rules_names.PASSES,
    *rules_clock.PASSES,
    *rules_dates.PASSES,
    *rules_periods.PASSES,
    *rules_joins.PASSES,
)
FOUND = frozenset("@%*^")
_PERSIAN = re.compile(r"[۰-۹]{1,4}\s{0,3}[-/.]\s{0,3}[۰-۹]{1,4}\s{0,3}[-/.]\s{0,3}[۰-۹]")
_COUNTED = re.compile(r"\s+(?:\w+[اه]|دولار|ريال|جنيه|درهم|دينار|يورو|متر|كلم|شخص|ميغا\w*)\b")


def parsed(text: str) -> Tokens:
    """Tokens of folded text after every pass; dates found have tags ``@ % * ^``."""
    tokens = lex(text)
    for rules in _PASSES:
        tokens = rules(tokens)
    return tokens


def resolve_dates(text: str, now: datetime) -> tuple[ResolvedDate, ...]:
    """The date expressions of ``text`` in order, resolved against ``now``.

    Offsets count code points of ``text``. A value is ISO 8601: a date, month,
    year, time (``T15:00``), date and time, or an interval of two of them, both
    ends included; None where the expression cannot be told from ``now`` or names
    no real day.
    """
    plain = folded(text)
    found = (
        _resolved(text, plain, token, now) for token in parsed(plain.text) if token.tag in FOUND
    )
    return tuple(date for date in found if date is not None)


def _resolved(text: str, plain: Folded, token: Token, now: datetime) -> ResolvedDate | None:
    start, end = plain.span(token.start, token.end)
    meaning: Meaning = as_written(token.value, text[start:end])
    at = Anchor(now, tense(plain.text, token.start, token.end))
    if _not_from_now(meaning, at) or _counts(meaning, plain.text, token):
        return None
    reading = meaning.reading(at)
    if reading is None:
        return ResolvedDate(start=start, end=end, text=text[start:end], value=None)
    return ResolvedDate(
        start=start,
        end=end,
        text=text[start:end],
        value=reading.value,
        precision=reading.precision,
        calendar=reading.calendar,
        conflict=reading.conflict,
    )


def as_written(meaning: Any, text: str) -> Any:
    """A day in Persian figures is of the solar calendar, where other figures are of the lunar."""
    if isinstance(meaning, Moment):
        return meaning._replace(day=as_written(meaning.day, text))
    if isinstance(meaning, Point) and meaning.calendar == "hijri" and _PERSIAN.search(text):
        return meaning._replace(calendar="jalali")
    return meaning


def _not_from_now(meaning: Meaning, at: Anchor) -> bool:
    """A stretch after something told ("three days later"), not after now."""
    return isinstance(meaning, Distance | Window) and meaning.only_coming and at.tense <= 0


def _counts(meaning: Meaning, text: str, token: Token) -> bool:
    """Four digits that count things (1985 دولارا)."""
    bare = token.end - token.start == 4 and isinstance(meaning, Point) and meaning.month is None
    return bare and _COUNTED.match(text, token.end) is not None
