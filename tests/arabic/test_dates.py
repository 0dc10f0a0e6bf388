"""Dates in text: values, spans, what is left alone, and laws that always hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.arabic import resolve_dates
from rawi.arabic.dates.calendars import month_length, to_gregorian
from tests.timing import seconds

NOW = datetime(2025, 5, 6, 12, 0, tzinfo=timezone(timedelta(hours=3)))  # a Tuesday


def found(text: str, now: datetime = NOW) -> list[tuple[str, str | None]]:
    return [(d.text, d.value) for d in resolve_dates(text, now)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("في 3 مايو 2024", "2024-05-03"),
        ("في 3 أيار 2024", "2024-05-03"),
        ("في 3 ماي 2024", "2024-05-03"),
        ("في 20 غشت 2022", "2022-08-20"),
        ("في 4 كانون الثاني/يناير ٢٠٢٣", "2023-01-04"),
        ("في الحادي والعشرين من سبتمبر 2021", "2021-09-21"),
        ("صدر في 25/4/2025 العدد", "2025-04-25"),
        ("اجتمعا في نيسان 1975 سرا", "1975-04"),
        ("تأسست عام ١٩٩٨ في دبي", "1998"),
        ("صدر في 8 ذو القعدة 1446 هـ", "2025-05-06"),
        ("صدر في 16 أرديبهشت 1404", "2025-05-06"),
        ("يوافق 11 طوبة 1741", "2025-01-19"),
        ("شهد رمضان 1445 إقبالا", "2024-03-11/2024-04-09"),
        ("من 4 إلى 22 يناير 1995", "1995-01-04/1995-01-22"),
        ("حكم بين عامي 1980 و1988", "1980/1988"),
        ("في ستينيات القرن الماضي", "1960/1969"),
        ("خلال العقد الماضي", "2010/2019"),
        ("في القرن التاسع عشر", "1801/1900"),
        ("وصل أمس الأول", "2025-05-04"),
        ("غادر قبل أقل من ثلاثة أسابيع", "2025-04-15/2025-05-06"),
        ("نشر منذ 3 ساعات", "2025-05-06T09:00+03:00"),
        ("بدأ قبل عامين", "2023"),
        ("الشهر المقبل", "2025-06"),
        ("بحلول عام 2030", "2030"),
        ("في الربع الأول من عام 2025", "2025-01/2025-03"),
        ("انطلقت الساعة 8 مساء بتوقيت غرينتش", "T20:00+00:00"),
        ("وقع عند الساعة 14:05 (11:05 ت غ)", "T14:05+03:00"),
        ("غدا عند الساعة التاسعة صباحا", "2025-05-07T09:00"),
        ("في الساعة 7:45 ص", "T07:45"),
        ("سينتهي بعد ثلاثة أيام", "2025-05-09"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert [v for _, v in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("قال الوزير الخميس إن الخطة جاهزة", "2025-05-01"),
        ("سيلتقي الرئيسان الخميس في جنيف", "2025-05-08"),
        ("ومن المقرر أن يصل المبعوث الخميس", "2025-05-08"),
        ("قتل جنديان الثلاثاء في كمين", "2025-05-06"),
        ("كانت سيارة الوزير الخميس أمام المبنى", "2025-05-01"),
        ("الخميس الماضي", "2025-05-01"),
        ("الخميس المقبل", "2025-05-08"),
        ("الثلاثاء الماضي", "2025-04-29"),
    ],
)
def test_the_tense_decides_a_weekday(text: str, value: str) -> None:
    assert [v for _, v in found(text)] == [value]


def test_each_date_takes_the_tense_before_it() -> None:
    assert found("أعلن المكتب الاثنين أن الوزير سيزور برلين الجمعة") == [
        ("الاثنين", "2025-05-05"),
        ("الجمعة", "2025-05-09"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "قال أحد الشهود إن الحافلة توقفت",
        "أكد الأمين العام أن الرأي العام منقسم",
        "مارس الضغط على الحكومة",
        "أب لخمسة أطفال يعمل في مصنع يضم 2500 عامل",
        "بلغ سعر الأونصة 1985 دولارا",
        "فاز الفريق 3-1 برصيد 12 نقطة",
        "وصل السائق الثاني في الترتيب",
        "ارتفع عدد القتلى إلى 27",
        "توقف العمل بعد ثلاثة أيام من الهجوم",
        "عاد إلى الملعب بعد أسبوعين وسجل هدفا",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["31 فبراير 2025", "30/13/2024", "العام نفسه", "قبل بضعة أيام"])
def test_unreadable_keeps_its_text_without_a_value(text: str) -> None:
    assert found(text) == [(text, None)]


def test_two_calendars_are_one_value() -> None:
    (date,) = resolve_dates("الثلاثاء 8 ذو القعدة 1446 هـ الموافق 6 مايو 2025 م", NOW)
    assert (date.value, date.calendar, date.conflict) == ("2025-05-06", "gregorian", None)


def test_sighting_the_moon_is_no_conflict() -> None:
    (date,) = resolve_dates("9 ذو القعدة 1446 هـ الموافق 6 مايو 2025", NOW)
    assert date.conflict is None


def test_calendars_that_disagree_show_the_other_reading() -> None:
    (date,) = resolve_dates("1 رجب 1446هـ الموافق 15 مارس 2025م", NOW)
    assert (date.value, date.conflict) == ("2025-03-15", "2025-01-01")


def test_a_wrong_weekday_is_shown() -> None:
    (date,) = resolve_dates("الجمعة 6 مايو 2025", NOW)
    assert (date.value, date.conflict) == ("2025-05-06", "الجمعة")


def test_clitics_stay_outside_the_span() -> None:
    assert found("وصل الأربعاء وبالخميس غادر") == [
        ("الأربعاء", "2025-04-30"),
        ("الخميس", "2025-05-01"),
    ]


def test_marks_and_tatweel_keep_offsets() -> None:
    text = "صَدَرَ في ١٠ نيســان ٢٠١٨م"
    (date,) = resolve_dates(text, NOW)
    assert text[date.start : date.end] == date.text == "١٠ نيســان ٢٠١٨م"


_VOCABULARY = """
    يوم الخميس الماضي قبل بعد ثلاثة أيام عام 2018 من إلى بين و 12 5 مايو كانون الثاني رجب 1446 هـ
    الموافق الساعة مساء والنصف 10:30 شهر الأسبوع المقبل نهاية مطلع القرن التاسع عشر ، - / ( ) . غدا
    ستينيات صيف هذا الربع الأول سيلتقي قال خلال منذ أقل أكثر ألف ومئة 2018-04-10 بتوقيت غرينتش ليلة
    أمس
"""
_WORDS = st.sampled_from(_VOCABULARY.split())
_PROSE = st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=80)
_TIMES = st.datetimes() | st.datetimes(timezones=st.just(UTC))


@settings(max_examples=150, deadline=None)
@given(_PROSE, _TIMES)
def test_spans_slice_the_text_in_order_and_twice_alike(text: str, now: datetime) -> None:
    dates = resolve_dates(text, now)
    assert all(text[d.start : d.end] == d.text and d.text for d in dates)
    assert all(a.end <= b.start for a, b in pairwise(dates))
    assert resolve_dates(text, now) == dates


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["hijri", "jalali", "coptic"]), st.data())
def test_days_of_other_calendars_follow_each_other(calendar: str, data: st.DataObject) -> None:
    year = data.draw(st.integers(1345, 1495))
    month = data.draw(st.integers(1, 12))
    last = to_gregorian(calendar, year, month, month_length(calendar, year, month))
    after = (year, month + 1) if month < (13 if calendar == "coptic" else 12) else (year + 1, 1)
    first = to_gregorian(calendar, *after, 1)
    assert last is not None
    assert first == last + timedelta(days=1)


@pytest.mark.parametrize(
    "piece", ["ثلاثة ", "و", "5 ", "من 5 إلى ", "قبل ", "1-", "2018 ", "( ", "مايو/"]
)
def test_time_grows_with_length_alone(piece: str) -> None:
    def taken(times: int) -> float:
        return seconds(lambda: resolve_dates(piece * times, NOW))

    taken(100)
    assert taken(4000) < 40 * max(taken(400), 0.005)
