"""Numbers, times and counts as people write them, in Arabic and in English."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

_ARABIC_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
)
_ARABIC_DAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
_ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = {"ar": _ARABIC_MONTHS.split(), "en": _ENGLISH_MONTHS.split()}
WEEKDAYS = {"ar": _ARABIC_DAYS.split(), "en": _ENGLISH_DAYS.split()}
RELATIVE_DAYS = {"ar": ("اليوم", "أمس"), "en": ("Today", "Yesterday")}

# Arabic counts by the noun's form: 0, 1, 2, 3-10, 11-99 and 100 on (CLDR plural
# rules for "ar"); {n} is the number. English has two.
FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "ar": {
        "report": ("لا تقارير", "تقرير واحد", "تقريران", "{n} تقارير", "{n} تقريرًا", "{n} تقرير"),
        "copy": ("بلا نسخ", "نسخة واحدة", "نسختان", "{n} نسخ", "{n} نسخة", "{n} نسخة"),
        "outlet": ("لا مصادر", "مصدر واحد", "مصدران", "{n} مصادر", "{n} مصدرًا", "{n} مصدر"),
        "result": ("لا نتائج", "نتيجة واحدة", "نتيجتان", "{n} نتائج", "{n} نتيجة", "{n} نتيجة"),
        "version": ("لا صيغ", "صيغة واحدة", "صيغتان", "{n} صيغ", "{n} صيغة", "{n} صيغة"),
        "other": ("", "وآخر", "وآخران", "و{n} آخرون", "و{n} آخرون", "و{n} آخرون"),
        "article": ("لا أخبار", "خبر واحد", "خبران", "{n} أخبار", "{n} خبرًا", "{n} خبر"),
        "minute": ("", "دقيقة", "دقيقتان", "{n} دقائق", "{n} دقيقة", "{n} دقيقة"),
        "hour": ("", "ساعة", "ساعتان", "{n} ساعات", "{n} ساعة", "{n} ساعة"),
        "day": ("", "يوم", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم"),
    },
    "en": {
        "report": ("{n} report", "{n} reports"),
        "copy": ("{n} copy", "{n} copies"),
        "outlet": ("{n} outlet", "{n} outlets"),
        "result": ("{n} result", "{n} results"),
        "version": ("{n} version", "{n} versions"),
        "other": ("and {n} other", "and {n} others"),
        "article": ("{n} article", "{n} articles"),
        "minute": ("{n} minute", "{n} minutes"),
        "hour": ("{n} hour", "{n} hours"),
        "day": ("{n} day", "{n} days"),
    },
}


def number(value: float | str, arabic_digits: bool) -> str:
    """Digits as the reader likes; a number gets thousands separators."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else f"{value:,}"
    if not arabic_digits:
        return text
    if not isinstance(value, str):
        text = text.replace(",", "٬").replace(".", "٫")
    return text.translate(ARABIC_INDIC)


def plural_form(n: int, language: str) -> int:
    """Index into ``FORMS``: CLDR's cardinal plural rules."""
    if language != "ar":
        return 0 if n == 1 else 1
    if n < 3:
        return n
    rest = n % 100
    if 3 <= rest <= 10:
        return 3
    return 4 if rest >= 11 else 5


def counted(noun: str, n: int, language: str, arabic_digits: bool) -> str:
    """ "3 reports", "خبران": the noun in the form that its number asks for."""
    form = FORMS[language][noun][plural_form(n, language)]
    return form.format(n=number(n, arabic_digits))


def instant(iso: str | None) -> datetime | None:
    """The time of ISO text with an hour, UTC where no offset stands; else None."""
    if not iso or len(iso) <= 10:
        return None
    try:
        read = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def day_of(iso: str | None, zone: ZoneInfo) -> date | None:
    """The calendar day of ISO text in ``zone``; None for a bare month, year or nothing."""
    at = instant(iso)
    if at:
        return at.astimezone(zone).date()
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None


def date_words(day: date, language: str, arabic_digits: bool, *, year: bool = True) -> str:
    """ "12 أبريل 2018"; without the year where it goes without saying."""
    words = f"{day.day} {MONTHS[language][day.month - 1]}"
    return number(f"{words} {day.year}" if year else words, arabic_digits)


def day_heading(day: date, today: date, language: str, arabic_digits: bool) -> str:
    """ "اليوم"، "أمس"، else weekday and date, for a list grouped by days."""
    ago = (today - day).days
    words = date_words(day, language, arabic_digits, year=day.year != today.year)
    name = RELATIVE_DAYS[language][ago] if ago in (0, 1) else WEEKDAYS[language][day.weekday()]
    comma = "،" if language == "ar" else ","
    return f"{name}{comma} {words}"


def _month_words(iso: str, language: str, arabic_digits: bool) -> str:
    year, _, month = iso.partition("-")
    if month.isdigit() and 1 <= int(month) <= 12:
        return number(f"{MONTHS[language][int(month) - 1]} {year}", arabic_digits)
    return number(iso, arabic_digits)


def time_words(iso: str, zone: ZoneInfo, today: date, language: str, arabic_digits: bool) -> str:
    """A moment, day, month or year in words, as precise as ``iso`` is.

    A moment of today is its clock time alone; the year is left out of this year's.
    """
    day = day_of(iso, zone)
    if day is None:
        return _month_words(iso, language, arabic_digits)
    at = instant(iso)
    clock = number(f"{at.astimezone(zone):%H:%M}", arabic_digits) if at else ""
    if day == today:
        return clock or RELATIVE_DAYS[language][0]
    words = date_words(day, language, arabic_digits, year=day.year != today.year)
    comma = "،" if language == "ar" else ","
    return f"{words}{comma} {clock}" if clock else words


def span_words(length: timedelta, language: str, arabic_digits: bool) -> str:
    """How long, in the largest whole unit: "3 ساعات"."""
    minutes = max(1, round(length.total_seconds() / 60))
    for noun, size in (("day", 1440), ("hour", 60)):
        if minutes >= size:
            return counted(noun, minutes // size, language, arabic_digits)
    return counted("minute", minutes, language, arabic_digits)
