"""Date stamps in the languages around the Arab world and of world news, put into English.

Turkish, Kurdish, Urdu, Hebrew, Russian, German, Spanish, Italian, Portuguese, Dutch,
Indonesian and Chinese names of months and days stand in the form that ``standard`` reads;
Arabic, Persian, English and French have the reader of words besides.
"""

from __future__ import annotations

import re
import unicodedata

_MONTHS = (
    "jan ocak oca janvier januar januari jaenner enero ene gennaio gen janeiro января январь янв"
    " ינואר בינואר جنوری",
    "feb subat sub fevrier fevr februar februari febrero febbraio fevereiro fev февраля февраль"
    " февр фев פברואר בפברואר فروری شوبات",
    "mar mart mars marz maerz maart maret marzo marco марта март мар מרץ במרץ مارچ",
    "apr nisan nis avril avr april abril abr aprile апреля апрель апр אפריל באפריל اپریل نیسان",
    "may mayis mai mei mayo maggio mag maio мая май מאי במאי مئی ئایار",
    "jun haziran haz juin juni junio giugno giu junho июня июнь июн יוני ביוני جون حوزەیران",
    "jul temmuz tem juillet juil juli julio luglio lug julho июля июль июл יולי ביולי جولائی"
    " تەمووز",
    "aug agustos agu aout augustus agustus agosto ago августа август авг אוגוסט באוגוסט اگست ئاب",
    "sep eylul eyl septembre sept september septiembre settembre set setembro сентября сентябрь"
    " сент сен ספטמבר בספטמבר ستمبر ئەیلوول",
    "oct ekim eki octobre oktober okt octubre ottobre ott outubro out октября октябрь окт אוקטובר"
    " באוקטובר اکتوبر",
    "nov kasim kas novembre november noviembre novembro ноября ноябрь нояб ноя נובמבר"
    " בנובמבר نومبر",
    "dec aralik ara decembre dezember dez desember des diciembre dic dicembre dezembro декабря"
    " декабрь дек דצמבר בדצמבר دسمبر",
)
_MONTH = {name: names.split()[0] for names in _MONTHS for name in names.split()}
_TWO_WORDS = (
    (re.compile(r"تشرین[یي]\s(?:یەکەم|یه‌کەم)[یي]?"), "oct"),
    (re.compile(r"تشرین[یي]\s(?:دووەم|دوەم)[یي]?"), "nov"),
    (re.compile(r"کانوون[یي]\sیەکەم[یي]?"), "dec"),
    (re.compile(r"کانوون[یي]\sدووەم[یي]?"), "jan"),
)
"""Kurdish months of two words."""
_JOINS = "de del el le la las les a alle as h at ore um uhr uur klo kl saat om pukul jam do da den"
_BETWEEN = frozenset((*_JOINS.split(), "г", "года", "в", "בשעה", "של"))
"""What stands between day, month, year and time."""
_NAMES_OF_DAYS = (
    "pazartesi sali carsamba persembe cuma cumartesi pazar lundi mardi mercredi jeudi vendredi"
    " samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag lunes martes"
    " miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato"
    " domenica segunda-feira terca-feira quarta-feira quinta-feira sexta-feira понедельник вторник"
    " среда четверг пятница суббота воскресенье senin selasa rabu kamis jumat sabtu minggu maandag"
    " dinsdag woensdag donderdag vrijdag zaterdag zondag"
)
_DAYS = frozenset(_NAMES_OF_DAYS.split())
_ORDINAL = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|º|°|ª|\.|ی|e)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일號号]?")
_CJK_CLOCK = re.compile(
    r"(?:(?P<am>上午|早上|凌晨|清晨|午前|오전)|(?P<pm>下午|晚上|傍晚|午後|오후))?\s?"
    r"(?P<hour>\d\d?)\s?[:：时時点點시]\s?(?P<minute>\d\d|\d(?=[分분]))(?:[:：分분]\s?(?P<second>\d\d)?秒?)?"
)
_ZONES = {"мск": "MSK"}
_WORD = re.compile(r"[^\W\d_]")
_MARKS = ".,،"


def in_english(text: str) -> str | None:
    """The stamp with its month in English and nothing else in words; None without a month of
    these names."""
    if figures := _CJK.match(text):
        return "-".join(figures.groups()) + " " + _clock(text[figures.end() :].strip())
    for written, name in _TWO_WORDS:
        text = written.sub(name, text)
    words = [_english(word) for word in text.split()]
    if not any(word in _ENGLISH for word in words):
        return None
    return " ".join(word for word in words if word)


def _clock(text: str) -> str:
    """A time of day in Chinese, Japanese or Korean as an English one; other text as it is."""
    found = _CJK_CLOCK.search(text)
    if found is None:
        return text
    half = " PM" if found["pm"] else " AM" if found["am"] else ""
    minute = found["minute"].zfill(2)
    time = ":".join(filter(None, (found["hour"], minute, found["second"])))
    behind = text[found.end() :].strip()
    return time + half + (f" {behind}" if behind.isascii() else "")


_ENGLISH = frozenset(_MONTH.values())


def _english(word: str) -> str:
    """The word as it stands in an English stamp; empty for what that does not hold."""
    if ordinal := _ORDINAL.fullmatch(word.rstrip(",")):
        return ordinal[1]
    if not _WORD.match(word):
        return word
    bare = _folded(word.strip(_MARKS))
    if bare in _BETWEEN or bare in _DAYS:
        return ""
    return _ZONES.get(bare) or _MONTH.get(bare, word)


def _folded(word: str) -> str:
    """In small letters without accents: ``Şubat`` and ``Kasım`` as ``subat`` and ``kasim``."""
    small = word.replace("İ", "i").casefold().replace("ı", "i")
    if not small.isascii() and small < "\u0370":
        parts = unicodedata.normalize("NFKD", small)
        return "".join(c for c in parts if not unicodedata.combining(c))
    return small
