"""Quiet hours, editions and back-off, in any zone and over changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.notify.timing import LONGEST, SHORTEST, is_quiet, next_edition, pause_after

ZONES = st.sampled_from(["UTC", "Asia/Riyadh", "Africa/Cairo", "Asia/Beirut", "Asia/Kolkata"])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
HOURS = st.integers(0, 23)


@given(MOMENTS, HOURS, ZONES)
def test_the_next_edition_is_later_within_a_day_and_at_its_hour(
    now: datetime, hour: int, zone: str
) -> None:
    due = next_edition(now, hour, ZoneInfo(zone))
    assert timedelta(0) < due - now <= timedelta(hours=25)
    local = due.astimezone(ZoneInfo(zone))
    left_out = (local - timedelta(minutes=1)).utcoffset() != local.utcoffset()
    assert (local.hour, local.minute) == (hour, 0) or left_out


@given(MOMENTS)
def test_an_hourly_edition_is_made_at_the_full_hour(now: datetime) -> None:
    due = next_edition(now, -1, ZoneInfo("Asia/Riyadh"))
    assert timedelta(0) < due - now <= timedelta(hours=1)
    assert (due.minute, due.second, due.microsecond) == (0, 0, 0)


def test_the_hour_that_summer_time_leaves_out_comes_an_hour_later() -> None:
    zone = ZoneInfo("Africa/Cairo")  # 24 April 2026: 00:00 becomes 01:00
    due = next_edition(datetime(2026, 4, 23, 12, tzinfo=UTC), 0, zone)
    assert due.astimezone(zone).isoformat() == "2026-04-24T01:00:00+03:00"


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        ((23, 7), {23, 0, 1, 2, 3, 4, 5, 6}),
        ((1, 3), {1, 2}),
        ((0, 23), set(range(23))),
        (None, set()),
    ],
)
def test_quiet_hours_are_those_of_the_zone(quiet: tuple[int, int] | None, hours: set[int]) -> None:
    zone = ZoneInfo("Asia/Riyadh")
    day = datetime(2026, 5, 1, tzinfo=zone)
    found = {n for n in range(24) if is_quiet(day + timedelta(hours=n, minutes=59), quiet, zone)}
    assert found == hours


@given(st.integers(1, 10_000))
def test_pauses_grow_to_the_longest(failures: int) -> None:
    assert SHORTEST <= pause_after(failures) <= pause_after(failures + 1) <= LONGEST


def test_pauses_double_from_a_minute_to_an_hour() -> None:
    minutes = [pause_after(n) / timedelta(minutes=1) for n in range(1, 9)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]
