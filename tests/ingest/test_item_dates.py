"""Dates of feed items: what is believed, and what stays text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rawi.ingest.item_dates import Dated, dated, first_dated

NOW = datetime(2026, 11, 29, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "1969-12-31T19:00:00-05:00",
        "0001-01-01T00:00:00",
        "Sat, 30 Dec 1899 00:00:00 GMT",
        "1980-01-01",
        "0000-00-00 00:00:00",
        "0",
    ],
)
def test_what_programs_write_for_no_date_is_none_with_its_text_kept(text: str) -> None:
    assert dated(text, NOW) == Dated(raw=text)


def test_the_first_year_of_the_web_is_believed() -> None:
    assert dated("1990-01-01", NOW).value == "1990-01-01"
    assert dated("1989-12-31", NOW).value is None


@pytest.mark.parametrize("raw", [1764446400, 1764446400000, 1764446400.5, "1764446400"])
def test_seconds_are_read_from_numbers_and_text(raw: object) -> None:
    assert dated(raw, NOW).value == "2025-11-29T20:00:00+00:00"


@pytest.mark.parametrize("raw", [None, "", " ", True, [], {}])
def test_nothing_is_no_date(raw: object) -> None:
    assert dated(raw, NOW) == Dated()


def test_a_date_that_cannot_be_believed_leaves_the_word_to_the_next() -> None:
    found = first_dated(["1970-01-01", None, "2026-11-02"], NOW)
    assert found.value == "2026-11-02"
    assert first_dated(["1970-01-01", "كلام"], NOW).raw == "1970-01-01"
    assert first_dated([], NOW) == Dated()
