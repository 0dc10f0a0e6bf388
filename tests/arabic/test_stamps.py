"""Single date strings of feeds, pages and meta tags."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.arabic import read_date
from rawi.arabic.dates import is_stamp

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
        ("Tue, 10 Apr 2018 22:18:00 Asia/Riyadh", "2018-04-10T22:18:00+03:00"),
        ("2018-04-10T22:18:00[Asia/Dubai]", "2018-04-10T22:18:00+04:00"),
        ("2018-04-10T22:18:00+02:00[Africa/Cairo]", "2018-04-10T22:18:00+02:00"),
        ("10 Apr 2018 22:18 Africa/Tunis", "2018-04-10T22:18:00+01:00"),
        ("10 Apr 2018 22:18 (Etc/UTC)", "2018-04-10T22:18:00+00:00"),
        ("10 Apr 2018 22:18 Africa/Cairo", "2018-04-10T22:18:00+02:00"),
        ("24 رجب 1439 هـ", "2018-04-10"),
        ("الثلاثاء 24 رجب 1439 هـ - 10 أبريل 2018م", "2018-04-10"),
        ("سه شنبه ۲۱ فروردین ۱۳۹۷", "2018-04-10"),
        ("سه شنبه ۲۱ فروردین ماه ۱۳۹۷", "2018-04-10"),
        ("۲۱ فروردین\u200cماه سال ۱۳۹۷", "2018-04-10"),
        ("۲۱ فروردین سال ۱۳۹۷", "2018-04-10"),
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
        ("an hour ago", "2018-04-10T11:00:00+00:00"),
        ("دیروز", "2018-04-09"),
        ("أمس، 14:30", "2018-04-09T14:30:00"),
        ("الخميس 5 أبريل", "2018-04-05"),
    ],
)
def test_relative_strings_are_read_against_now_alone(text: str, value: str) -> None:
    read = read_date(text, NOW)
    assert read is not None
    assert read.value == value
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text", ["", "خبر عاجل", "31 فبراير 2018", "12345", "قبل بضعة أيام", "۱۳۹۷/۱۳/۰۱", "2018/13/01"]
)
def test_the_unreadable_is_none(text: str) -> None:
    assert read_date(text, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "آخر 24 ساعة",
        "خلال الدقائق العشر الماضية",
        "خلال الأيام الثلاثة الماضية",
        "من 3 إلى 5 مارس 2018",
        "بين الساعة 3 والساعة 5 مساء يوم 3 مارس 2018",
    ],
)
def test_a_span_of_time_is_no_stamp(text: str) -> None:
    assert read_date(text, NOW) is None


WORDS = re.compile(
    "(?:(?:آخر|خلال|منذ|قبل|بعد|من|إلى|بين|حتى|أكثر|الأيام|الساعات|24|3|5|ساعة|ساعات|يوم|مارس|2018|"
    "الساعة|مساء|الماضية|القادمة|الاثنين|الثلاثاء|أمس|اليوم|و|-|10:30) ){1,7}"
)


@given(st.from_regex(WORDS, fullmatch=True))
def test_words_of_time_come_to_one_moment_or_none(text: str) -> None:
    read = read_date(text, NOW)
    if read is not None and read.precision in ("minute", "day"):
        datetime.fromisoformat(read.value)


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tue, 10 Apr 2018 22:18:00 EEST", "2018-04-10T22:18:00+03:00"),
        ("Tue, 10 Apr 2018 22:18:00 MET", "2018-04-10T22:18:00+01:00"),
        ("Tue, 10 Apr 2018 22:18:00 AST", "2018-04-10T22:18:00+03:00"),
        ("Tue, 10 Apr 2018 22:18 UTC+3", "2018-04-10T22:18:00+03:00"),
        ("Tue, 10 Apr 2018 22:18:00 GMT+03:30", "2018-04-10T22:18:00+03:30"),
        ("Tue, 10 Apr 2018 22:18:00 +0200 (EET)", "2018-04-10T22:18:00+02:00"),
        ("Tue Apr 10 22:18:00 CEST 2018", "2018-04-10T22:18:00+02:00"),
        ("April 10, 2018, 10:18 p.m. EDT", "2018-04-10T22:18:00-04:00"),
        ("2018-04-10 22:18:00 XYZ", "2018-04-10T22:18:00"),
        ("2018-04-10 22:18 بتوقيت غرينتش", "2018-04-10T22:18:00+00:00"),
        ("20180410221800", "2018-04-10T22:18:00"),
    ],
)
def test_zones_keep_their_offset(text: str, value: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.value == value


@pytest.mark.parametrize(
    ("clock", "time"),
    [
        ("12:00 AM", "10T00:00:00"),
        ("11:59 AM", "10T11:59:00"),
        ("12:00 PM", "10T12:00:00"),
        ("11:59:59 PM", "10T23:59:59"),
        ("13:15 PM", "10T13:15:00"),
        ("24:00", "11T00:00:00"),
        ("23:59:60", "11T00:00:00"),
        ("24:01", "10"),
        ("25:00", "10"),
        ("10:61", "10"),
    ],
)
def test_clocks_of_twelve_hours_and_the_edges_of_the_day(clock: str, time: str) -> None:
    for day in ("Tue, 10 Apr 2018", "2018-04-10", "٢٠١٨/٠٤/١٠"):
        read = read_date(f"{day} {clock}")
        assert read is not None
        assert read.value == f"2018-04-{time}"


@pytest.mark.parametrize("form", ["{}", "{}000", "{}.25", "{}000000"])
def test_seconds_since_1970_in_any_unit(form: str) -> None:
    read = read_date(form.format(1523398680))
    assert read is not None
    assert read.value == "2018-04-10T22:18:00+00:00"


@pytest.mark.parametrize("text", ["0", "12345678", "99999999999", "4102444801"])
def test_other_numbers_are_no_seconds(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "value", "calendar"),
    [
        ("۱۳۹۷/۰۱/۲۱", "2018-04-10", "jalali"),
        ("۱۳۹۷-۱-۲۱ ۲۲:۱۸", "2018-04-10T22:18:00", "jalali"),
        ("۲۱/۰۱/۱۳۹۷", "2018-04-10", "jalali"),
        (": ۱۳۹۷/۰۱/۲۱ - ۲۲:۱۸", "2018-04-10T22:18:00", "jalali"),
        ("٢٤/٧/١٤٣٩", "2018-04-10", "hijri"),
        ("۲۰۱۸/۰۴/۱۰", "2018-04-10", "gregorian"),
    ],
)
def test_years_in_persian_figures_are_solar(text: str, value: str, calendar: str) -> None:
    read = read_date(text)
    assert read is not None
    assert (read.value, read.calendar) == (value, calendar)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("منذ 3 س", "2018-04-10T09:00:00+00:00"),
        ("قبل ٢٠ د", "2018-04-10T11:40:00+00:00"),
        ("۳ ساعت پیش", "2018-04-10T09:00:00+00:00"),
        ("2h", "2018-04-10T10:00:00+00:00"),
        ("il y a 5 min", "2018-04-10T11:55:00+00:00"),
        ("3 d ago", "2018-04-07"),
    ],
)
def test_short_units_count_back_from_now(text: str, value: str) -> None:
    read = read_date(text, NOW)
    assert read is not None
    assert read.value == value
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["5 م", "5 د", "3 days", "منذ 5", "3x"])
def test_what_only_looks_like_a_short_unit_is_none(text: str) -> None:
    assert read_date(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("12 مايو 2024 10:30 (توقيت القاهرة)", "+03:00"),
        ("12 مايو 2022 10:30 بتوقيت القاهرة", "+02:00"),
        ("12 يناير 2024 10:30 بتوقيت القاهرة", "+02:00"),
        ("12 مايو 2024 10:30 مساء بتوقيت بيروت", "+03:00"),
        ("2021-01-12 10:30 (بتوقيت دمشق)", "+02:00"),
        ("2024-01-12 10:30 بتوقيت دمشق", "+03:00"),
        ("2024-01-12 10:30 بتوقيت الأردن", "+03:00"),
        ("2024-03-20 10:30 بتوقيت المغرب", "+00:00"),
        ("2024-05-20 10:30 بتوقيت المغرب", "+01:00"),
        ("2024-05-20 10:30 بتوقيت أبو ظبي", "+04:00"),
        ("2024-05-20 10:30 (بتوقيت دبي)", "+04:00"),
        ("2024-05-20T10:30:00[Africa/Cairo]", "+03:00"),
        ("2024-01-20 10:30 Asia/Beirut", "+02:00"),
        ("2024-05-20 10:30 بتوقيت القدس", "+03:00"),
    ],
)
def test_the_day_decides_how_far_a_place_is_ahead(text: str, offset: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.value.endswith(f":30:00{offset}")


@pytest.mark.parametrize("zone", ["بتوقيت عمان", "بالتوقيت المحلي", "Asia/Nowhere"])
def test_a_place_that_may_be_two_or_none_tells_no_offset(zone: str) -> None:
    read = read_date(f"2024-05-12 10:30 {zone}")
    assert read is not None
    assert read.value == "2024-05-12T10:30:00"


def test_two_clocks_of_one_city_agree_but_for_the_days_between_their_changes() -> None:
    read = read_date("2024-04-05 10:30 بتوقيت القدس")
    assert read is not None
    assert read.value == "2024-04-05T10:30:00"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10 Nisan 2018 Salı 22:18", "2018-04-10T22:18:00"),
        ("10 Ağu 2018", "2018-08-10"),
        ("10 Ocak 2018 - 22.18", "2018-01-10T22:18:00"),
        ("10 avril 2018 à 22h18", "2018-04-10T22:18:00"),
        ("1er avril 2018", "2018-04-01"),
        ("10th April 2018", "2018-04-10"),
        ("10. März 2018, 22:18 Uhr", "2018-03-10T22:18:00"),
        ("10 de abril de 2018, 22:18", "2018-04-10T22:18:00"),
        ("martedì 10 aprile 2018 ore 22:18", "2018-04-10T22:18:00"),
        ("10 de março de 2018", "2018-03-10"),
        ("10 апреля 2018 г., 22:18", "2018-04-10T22:18:00"),
        ("10 באפריל 2018", "2018-04-10"),
        ("10 اپریل 2018", "2018-04-10"),
        ("١٠ی کانوونی دووەمی ٢٠١٨", "2018-01-10"),
        ("10 Agustus 2018 pukul 22:18", "2018-08-10T22:18:00"),
        ("2018年4月10日 22:18", "2018-04-10T22:18:00"),
        ("2018-W15-2", "2018-04-10"),
        ("2018-100", "2018-04-10"),
        ("2018-W60-2", None),
        ("2018-366", None),
        ("2018-000", None),
        ("/Date(1523398680000)/", "2018-04-10T22:18:00+00:00"),
        ("10 أبريل 2018 | 22:18 (GMT+3)", "2018-04-10T22:18:00+03:00"),
        ("10/04/2018 22:18 AST", "2018-04-10T22:18:00+03:00"),
        ("10 أبريل 2018 22:18 +0200", "2018-04-10T22:18:00+02:00"),
        ("10 أبريل 2018 10:18 م +0200", "2018-04-10T22:18:00+02:00"),
        ("22:18 2018-04-10", "2018-04-10T22:18:00"),
        ("Mai 2018", "2018-05"),
    ],
)
def test_stamps_of_the_world(text: str, value: str | None) -> None:
    found = read_date(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 saat önce", "2018-04-10T09:00:00+00:00"),
        ("vor 3 Stunden", "2018-04-10T09:00:00+00:00"),
        ("vor einer Stunde", "2018-04-10T11:00:00+00:00"),
        ("hace 20 minutos", "2018-04-10T11:40:00+00:00"),
        ("2 giorni fa", "2018-04-08"),
        ("3 часа назад", "2018-04-10T09:00:00+00:00"),
        ("منذ نصف ساعة", "2018-04-10T11:30:00+00:00"),
        ("قبل ربع ساعة", "2018-04-10T11:45:00+00:00"),
        ("5 دقائق", None),
        ("3 saat", None),
    ],
)
def test_how_long_ago_in_other_languages(text: str, value: str | None) -> None:
    found = read_date(text, NOW)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023年11月2日 上午9:20", "2023-11-02T09:20:00"),
        ("2023年11月2日 晚上8点45分", "2023-11-02T20:45:00"),
        ("2023年11月2日 15:20:31", "2023-11-02T15:20:31"),
        ("2023年11月2日午前0時5分", "2023-11-02T00:05:00"),
        ("2023년 11월 2일 오후 1:07", "2023-11-02T13:07:00"),
        ("2 ноября 2023 в 13:07 МСК", "2023-11-02T13:07:00+03:00"),
    ],
)
def test_halves_of_the_day_and_moscow_time(text: str, value: str) -> None:
    found = read_date(text)
    assert found
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2023-11-02T09:20:00Z", True),
        ("2 ноября 2023", True),
        ("جاء في 2 نوفمبر 2023", False),
        ("2023 عاما", False),
    ],
)
def test_what_is_a_stamp_from_end_to_end(text: str, whole: bool) -> None:
    assert is_stamp(text) is whole
