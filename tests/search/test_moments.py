"""Times that a query names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rawi.search.moments import Moment, instant, moments

NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2024", day(2024, 1, 1), day(2025, 1, 1)),
        ("2023-12", day(2023, 12, 1), day(2024, 1, 1)),
        ("2024-02-28", day(2024, 2, 28), day(2024, 2, 29)),
        ("2024-03-05T10:00:00+03:00", day(2024, 3, 5, 7), day(2024, 3, 5, 7)),
        ("2024-13", None, None),
        ("غداً", None, None),
        ("", None, None),
    ],
)
def test_a_year_a_month_and_a_day_begin_and_end(
    text: str, begin: datetime | None, end: datetime | None
) -> None:
    assert instant(text) == begin
    assert instant(text, end=True) == end


@pytest.mark.parametrize(
    ("query", "month", "rest"),
    [
        ("زلزال الجبل في سبتمبر", 9, "زلزال الجبل"),
        ("زلزال أيلول", 9, "زلزال"),
        ("انتخابات خلال شهر مارس في الوادي", 3, "انتخابات في الوادي"),
    ],
)
def test_a_month_is_a_time_of_any_year_and_no_word(query: str, month: int, rest: str) -> None:
    assert moments(query, NOW) == ((Moment(month=month),), rest)


@pytest.mark.parametrize("query", ["11 سبتمبر", "سبتمبر الأسود في الجبل", "مارس الرياضة"])
def test_some_months_are_words(query: str) -> None:
    assert moments(query, NOW) == ((), query)


def test_a_month_with_its_year_is_a_stretch() -> None:
    assert moments("انتخابات مارس 2018", NOW) == (
        (Moment(day(2018, 3, 1), day(2018, 4, 1)),),
        "انتخابات",
    )


def test_a_written_date_stays_a_word() -> None:
    found, rest = moments("هجوم 12 مارس 2018", NOW)
    assert found == (Moment(day(2018, 3, 12), day(2018, 3, 13)),)
    assert "مارس" in rest


def test_yesterday_needs_to_know_the_day() -> None:
    assert moments("هجوم أمس", NOW) == ((Moment(day(2024, 5, 19), day(2024, 5, 20)),), "هجوم")
    assert moments("هجوم أمس") == ((), "هجوم أمس")
