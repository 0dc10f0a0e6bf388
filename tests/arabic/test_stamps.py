"""Single date strings of feeds, pages and meta tags."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.arabic import read_date

NOW = datetime(2018, 4, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-04-10T22:18:00Z", "2018-04-10T22:18:00+00:00"),
        ("Tue, 10 Apr 2018 22:18:00 +0300", "2018-04-10T22:18:00+03:00"),
        ("الثلاثاء، 10 أبريل 2018 22:18:00 GMT", "2018-04-10T22:18:00+00:00"),
        ("الثلاثاء 10 أبريل 2018 - 22:18", "2018-04-10T22:18:00"),
        ("نشر في: ١٠ نيسان ٢٠١٨", "2018-04-10"),
        ("آخر تحديث 10/04/2018 الساعة 10:15 م", "2018-04-10T22:15:00"),
        ("ثلاثاء 10 أبريل 2018 11:22 GMT+3", "2018-04-10T11:22:00+03:00"),
        ("24 رجب 1439 هـ", "2018-04-10"),
        ("الثلاثاء 24 رجب 1439 هـ - 10 أبريل 2018م", "2018-04-10"),
        ("سه شنبه ۲۱ فروردین ۱۳۹۷", "2018-04-10"),
        ("10 avril 2018", "2018-04-10"),
        ("أبريل 2018", "2018-04"),
    ],
)
def test_absolute_strings_need_no_anchor(text: str, value: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("منذ 3 ساعات", "2018-04-10T09:00:00+00:00"),
        ("قبل يومين", "2018-04-08"),
        ("أمس، 14:30", "2018-04-09T14:30:00"),
        ("الخميس 5 أبريل", "2018-04-05"),
    ],
)
def test_relative_strings_are_read_against_now_alone(text: str, value: str) -> None:
    read = read_date(text, NOW)
    assert read is not None
    assert read.value == value
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["", "خبر عاجل", "31 فبراير 2018", "12345", "قبل بضعة أيام"])
def test_the_unreadable_is_none(text: str) -> None:
    assert read_date(text, NOW) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text("0123456789-:/T .+صم٠١٢ أبريل", max_size=30))
def test_no_string_raises_and_every_value_is_iso(text: str) -> None:
    read = read_date(text, NOW)
    if read is not None and read.precision in ("minute", "day"):
        datetime.fromisoformat(read.value)


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1)))
def test_iso_strings_round_trip(when: datetime) -> None:
    read = read_date(when.isoformat())
    assert read is not None
    assert datetime.fromisoformat(read.value) == when
