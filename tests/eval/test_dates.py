"""How dates are scored, on cases of our own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from eval.abilities.dates import Found, core, gold_span, right, same_value, stretched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في يوم الجمعة،", "الجمعة"),
        ("الجمعة", "الجمعة"),
        ("في", "في"),
        ("من 3 إلى 5 مايو.", "3 إلى 5 مايو"),
    ],
)
def test_function_words_and_marks_count_on_neither_side(text: str, expected: str) -> None:
    start, end = core(text, 0, len(text))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-05-06", ("2025-05-06", "2025-05-06")),
        ("2025-05/2025-06", ("2025-05-01", "2025-06-30")),
        ("2025-05-06T10:00", None),
        ("قريبا", None),
    ],
)
def test_a_value_stretches_over_days(value: str, expected: tuple[str, str] | None) -> None:
    assert stretched(value) == expected


@pytest.mark.parametrize(
    ("value", "gold", "expected"),
    [
        ("2016-11-08", {"FutureResolution": {"date": "2016-11-08"}}, True),
        ("2016-11-01", {"PastResolution": {"date": "2016-11-01"}}, True),
        ("2016-11-02", {"PastResolution": {"date": "2016-11-01"}}, False),
        (None, {"PastResolution": {"date": "2016-11-01"}}, False),
        (None, {"FutureResolution": {"date": "0001-01-01"}}, True),
        ("2016-12/2017-02", {"Timex": "2016-WI"}, True),
        ("2016-12", {"PastResolution": {"startDate": "2016-12-01", "endDate": "2017-01-01"}}, True),
        ("2016-12", {"PastResolution": {"startDate": "2016-12-01", "endDate": "2016-12-31"}}, True),
        (
            "2016-12",
            {"PastResolution": {"startDate": "2016-12-01", "endDate": "2016-12-30"}},
            False,
        ),
        ("2016-11-07T10:00", {"PastResolution": {"dateTime": "2016-11-07 10:00:00"}}, True),
    ],
)
def test_a_value_is_the_past_or_the_future_one(
    value: str | None, gold: dict[str, Any], expected: bool
) -> None:
    assert same_value(value, gold) is expected


def test_a_span_is_looked_for_where_its_place_is_wrong() -> None:
    assert gold_span("زارنا أمس", {"Text": "أمس", "Start": 0, "Length": 3}) == (6, 9)
    assert gold_span("زارنا أمس", {"Text": "غدا"}) is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(6, 9, "2016-11-06")], True),
        ([(6, 9, "2016-11-07")], False),
        ([(0, 9, "2016-11-06")], False),
        ([], False),
        ([(6, 9, "2016-11-06"), (0, 5, "2016")], False),
    ],
)
def test_a_case_is_right_if_all_its_dates_are(found: list[Found], expected: bool) -> None:
    gold = {"Text": "أمس", "Start": 6, "Length": 3}
    value = {"PastResolution": {"date": "2016-11-06"}}
    case = {"Input": "زارنا أمس", "Results": [{**gold, "Value": value}]}

    def find(text: str, now: datetime) -> list[Found]:
        assert (text, now) == ("زارنا أمس", datetime(2016, 11, 7))
        return found

    assert right(case, find) is expected
