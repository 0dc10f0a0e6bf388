"""Queries taken apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rawi.search.query import called, parse


def test_parts_are_told_apart() -> None:
    query = parse('وزير "وزير النقل" -سفينة outlet:sahel -tag:بحر')
    assert [w.text for w in query.wanted] == ["وزير"]
    assert [(c.field, c.text) for c in query.required] == [
        (None, "وزير النقل"),
        ("outlet", "sahel"),
    ]
    assert [(c.field, c.text) for c in query.excluded] == [(None, "سفينة"), ("tags", "بحر")]


def test_arabic_names_of_fields_are_the_same_fields() -> None:
    assert parse("المصدر:النهر").required == parse("outlet:النهر").required


def test_a_headline_with_a_colon_is_plain_words() -> None:
    assert not parse("الوزير: الميناء يفتح").required


@pytest.mark.parametrize("query", ["المصدر: النهر", "المصدر:النهر", "outlet:  النهر"])
def test_a_space_may_follow_the_name_of_a_field(query: str) -> None:
    assert [(c.field, c.text) for c in parse(query).required] == [("outlet", "النهر")]


NAMES = {"a.example": "النهر", "b.example": "أخبار النهر اليوم", "c.example": "السهل"}


@pytest.mark.parametrize(
    ("query", "outlets"),
    [
        ("outlet:النهر", ["a.example"]),
        ('المصدر:"أخبار النهر"', ["b.example"]),
        ("outlet:اليوم", ["b.example"]),
        ("outlet:البحر", []),
        ("title:النهر", []),
    ],
)
def test_outlets_are_called_by_name(query: str, outlets: list[str]) -> None:
    assert [*called(parse(query), NAMES).required[0].outlets] == outlets
    assert [*called(parse(f"-{query}"), NAMES).excluded[0].outlets] == outlets


@pytest.mark.parametrize("day", ["٢٠٢٤-٠٢-٠٣", "۲۰۲۴-۰۲-۰۳", "2024-02-03"])
def test_bounds_take_any_digits(day: str) -> None:
    assert parse(f"since:{day}").since == datetime(2024, 2, 3, tzinfo=UTC)


def test_bounds_take_whole_months() -> None:
    query = parse("ميناء since:2024-02 until:2024-02")
    assert query.since == datetime(2024, 2, 1, tzinfo=UTC)
    assert query.until == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_bound_that_cannot_be_read_is_told() -> None:
    assert parse("ميناء since:قريبا").ignored == ("since:قريبا",)


def test_question_words_are_no_words() -> None:
    assert [w.text for w in parse("متى يفتح الميناء؟").wanted] == ["يفتح", "الميناء"]


def test_stop_words_alone_are_words() -> None:
    assert [w.text for w in parse("من إلى").wanted] == ["من", "إلى"]


@pytest.mark.parametrize("query", ["", "   ", "ًٌٍ", '""', "-", "؟!", "\x00\x1f"])
def test_nothing_is_asked_for_nothing(query: str) -> None:
    assert parse(query).empty


def test_a_hashtag_asks_for_its_words() -> None:
    assert [w.text for w in parse("#بحر_الشمال").wanted] == ["بحر", "الشمال"]


def test_no_more_words_are_read_than_help() -> None:
    assert len(parse(" ".join(f"كلمة{chr(0x628 + i % 20)}{i}" for i in range(500))).wanted) <= 64
