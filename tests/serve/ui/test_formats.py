from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.serve.ui import formats
from rawi.serve.ui.strings import Strings, strings_of

ARABIC, ENGLISH = strings_of("ar"), strings_of("en")

RIYADH = ZoneInfo("Asia/Riyadh")
TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "تقرير واحد"),
        (2, "تقريران"),
        (3, "٣ تقارير"),
        (10, "١٠ تقارير"),
        (11, "١١ تقريرًا"),
        (100, "١٠٠ تقرير"),
        (103, "١٠٣ تقارير"),
        (1200, "١٬٢٠٠ تقرير"),
    ],
)
def test_arabic_counts_bend_the_noun(n: int, words: str) -> None:
    assert formats.counted("report", n, ARABIC, True) == words


def test_english_counts_have_two_forms() -> None:
    assert [formats.counted("copy", n, ENGLISH, False) for n in (1, 2)] == ["1 copy", "2 copies"]


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([ARABIC, ENGLISH]))
def test_every_number_has_a_form_of_every_noun(n: int, language: Strings) -> None:
    for noun in language.counted:
        assert isinstance(formats.counted(noun, n, language, False), str)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-03-12T06:05:00+00:00", "٠٩:٠٥"),
        ("2026-03-11T22:30:00+00:00", "٠١:٣٠"),
        ("2026-03-10T20:00:00+00:00", "١٠ مارس، ٢٣:٠٠"),
        ("2025-03-10", "١٠ مارس ٢٠٢٥"),
        ("2026-03-12", "اليوم"),
        ("2018-04", "أبريل ٢٠١٨"),
        ("2018", "٢٠١٨"),
    ],
)
def test_times_are_as_precise_as_they_are_known(iso: str, words: str) -> None:
    assert formats.time_words(iso, RIYADH, TODAY, ARABIC, True) == words


def test_a_time_without_offset_counts_as_utc() -> None:
    assert formats.time_words("2026-03-12T06:05:00", RIYADH, TODAY, ENGLISH, False) == "09:05"


def test_a_day_is_the_readers_day() -> None:
    assert formats.day_of("2026-03-11T22:30:00+00:00", RIYADH) == TODAY


@given(st.text(max_size=30))
def test_any_text_for_a_time_is_shown_or_passed_by(raw: str) -> None:
    formats.time_words(raw, RIYADH, TODAY, ARABIC, True)
    formats.day_of(raw, RIYADH)


def test_day_headings_name_the_last_two_days() -> None:
    shown = [
        formats.day_heading(TODAY - timedelta(days=n), TODAY, ENGLISH, False) for n in (0, 1, 2)
    ]
    assert shown == ["Today, 12 March", "Yesterday, 11 March", "Tuesday, 10 March"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "دقيقة"), (59, "٥٩ دقيقة"), (85, "ساعة"), (114, "ساعتان"), (4000, "٣ أيام")],
)
def test_spans_are_rounded_in_the_largest_unit(minutes: int, words: str) -> None:
    assert formats.span_words(timedelta(minutes=minutes), ARABIC, True) == words


def test_a_whole_float_has_no_decimals() -> None:
    assert formats.number(18.0, True) == "١٨"
    assert formats.number(1.5, True) == "١٫٥"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "بعد الأول بساعة"),
        (2, "بعد الأول بساعتين"),
        (5, "بعد الأول بـ٥ ساعات"),
        (50, "بعد الأول بيومين"),
    ],
)
def test_a_span_bends_after_a_preposition(hours: int, words: str) -> None:
    assert formats.span_words(timedelta(hours=hours), ARABIC, True, "later") == words
