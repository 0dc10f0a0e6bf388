"""Second pass: times of day."""

from __future__ import annotations

from rawi.arabic.dates.cascade import Built, Pass, Tokens, has, pick
from rawi.arabic.dates.spans import Clock

_HALF = r"(?:[bfj]?P|p)"
_ZONE = r"(?:\(Z\.?[34]{1,3}\)|Z\.?[34]{1,3}|3)"
_PAST = r"(?:&H|2H|&[dc]u)"


def _minutes(tokens: Tokens) -> int | None:
    """Minutes past the hour, negative for "less" (إلا); None where they make no sense."""
    if fraction := int(pick(tokens, "H") or 0):
        return -60 // fraction if has(tokens, "2") else 60 // fraction
    counted: list[int] = [t.value for t in tokens if t.tag in "dc"]
    if has(tokens, "u"):
        return counted[-1] if pick(tokens, "u") == "minute" else None
    return 0


def _clock(tokens: Tokens) -> Built:
    half, zones = pick(tokens, "pP"), [t.value for t in tokens if t.tag in "34"]
    zone = next((z for z in zones if z is not None), None)
    place, offset = (zone, None) if isinstance(zone, str) else ("", zone)
    if has(tokens, "b") and half == "noon":
        half = "pm"
    if told := pick(tokens, "t"):
        hour, minute, second = told
        return "*", Clock(hour, minute, second, half, offset, place)
    hour, minutes = pick(tokens, "dOoc"), _minutes(tokens)
    if minutes is None or not 0 <= hour <= 24:
        return None
    if minutes < 0:
        hour, minutes = (hour - 1) or 12, minutes + 60
    return "*", Clock(hour, minutes, 0, half, offset, place)


def _comma(tokens: Tokens) -> Built:
    """الساعة 16,30."""
    hour, minute = (t for t in tokens if t.tag == "d")
    if hour.value > 24 or minute.value > 59 or minute.end - minute.start != 2:
        return None
    told = (hour.value, minute.value, 0)
    return _clock([t for t in tokens if t.tag != "d"] + [hour._replace(tag="t", value=told)])


def _spoken(tokens: Tokens) -> Built:
    """An hour with a part of the day; a single letter is not enough (5 م: metres)."""
    last = next((t for t in tokens if t.tag in "pP"), None)
    if last is not None and last.end - last.start < 2:
        return None
    if has(tokens, "O") and pick(tokens, "O") > 12:
        return None
    return _clock(tokens)


def _zoned(tokens: Tokens) -> Built:
    """Local time with the same moment in UTC beside it: the offset follows."""
    local, universal = (t.value for t in tokens if t.tag == "*")
    if local.offset is not None or universal.offset is None:
        return None
    apart = _of_day(local) - _of_day(universal)
    hours = ((apart + 12 * 60) % (24 * 60) - 12 * 60) / 60 + universal.offset
    return "*", local._replace(offset=hours)


def _of_day(clock: Clock) -> int:
    text = clock.iso() or "T00:00"
    return int(text[1:3]) * 60 + int(text[4:6])


def _bare(tokens: Tokens) -> Built:
    return "~", Clock(*tokens[0].value)


def _compact(tokens: Tokens) -> Built:
    hour, minute = divmod(tokens[0].value, 100)
    return ("*", Clock(hour, minute, 0, None, 0)) if hour < 24 and minute < 60 else None


PASSES = (
    Pass(
        [
            (rf"h[zj]{{0,2}}t(?:,?{_HALF})?{_ZONE}?", _clock),
            (rf"h[zj]{{0,2}}d,d(?:,?{_HALF})?{_ZONE}?", _comma),
            (rf"d,d{_ZONE}", _comma),
            (rf"h[zj]{{0,2}}[dOoc]{_PAST}?(?:,?{_HALF})?{_ZONE}?", _clock),
            (rf"t,?{_HALF}{_ZONE}?|t{_ZONE}", _clock),
            (rf"[dO]{_PAST}?{_HALF}{_ZONE}?|O{_PAST}{_ZONE}?", _spoken),
            (r"yZ?\.?3", _compact),
            (r"t", _bare),
        ]
    ),
    Pass([(r"\*\(\*\)", _zoned)]),
)
