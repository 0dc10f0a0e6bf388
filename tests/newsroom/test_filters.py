"""What lists are asked to show, as it is read."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.newsroom.filters import Time, ending, filters

AMMAN = ZoneInfo("Asia/Amman")
"""Three hours before UTC all year."""
WHOLE = [
    ("2025", (2025, 1, 1), (2026, 1, 1)),
    ("2024", (2024, 1, 1), (2025, 1, 1)),
    ("2025-02", (2025, 2, 1), (2025, 3, 1)),
    ("2025-12", (2025, 12, 1), (2026, 1, 1)),
    ("2024-02-29", (2024, 2, 29), (2024, 3, 1)),
    ("20241231", (2024, 12, 31), (2025, 1, 1)),
    (date(2024, 12, 31), (2024, 12, 31), (2025, 1, 1)),
]


@pytest.mark.parametrize(("named", "begin", "end"), WHOLE)
def test_a_year_month_or_day_is_meant_whole(
    named: Time, begin: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    read = filters(AMMAN, named, named)
    assert read.since == datetime(*begin, tzinfo=AMMAN)
    assert read.until == datetime(*end, tzinfo=AMMAN)


@given(st.datetimes(min_value=datetime(1900, 1, 1)), st.integers(-14, 14))
def test_a_moment_is_meant_to_the_instant(at: datetime, hours: int) -> None:
    told = at.replace(tzinfo=timezone(timedelta(hours=hours)))
    for named in (told, told.isoformat()):
        read = filters(AMMAN, named, named)
        assert read.since == read.until == told


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_a_moment_without_offset_is_of_the_zone(at: datetime) -> None:
    assert ending(at, AMMAN) == at.replace(tzinfo=AMMAN)
    assert ending(at.isoformat(), UTC) == at.replace(tzinfo=UTC)  # type: ignore[arg-type]


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_an_input_error(named: str) -> None:
    with suppress(InputError):
        read = filters(AMMAN, named, named)
        assert read.since
        assert read.until
        assert read.since <= read.until


@pytest.mark.parametrize("topic", ["gossip", "", "رياضة", "Sport"])
def test_an_unknown_topic_is_an_input_error(topic: str) -> None:
    with pytest.raises(InputError, match="topic"):
        filters(AMMAN, None, None, topic=topic)


def test_what_is_left_open_stays_open() -> None:
    read = filters(AMMAN, None, None, outlet=None, section="رياضة")
    assert (read.since, read.until, read.outlet, read.section) == (None, None, None, "رياضة")
