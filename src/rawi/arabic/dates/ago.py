"""How long ago, in the short units that sites print: منذ 3 س, 5 د, ۳ ساعت پیش, 2h, il y a 3 min."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from rawi.arabic.dates.folding import folded
from rawi.arabic.dates.standard import Moment

_UNITS = {
    1: "ث ثانيه ثوان ثواني s sec secs second seconds sn saniye sekunden segundos secondi секунд",
    60: "د دق دقيقه دقائق دقايق min mins minute minutes m mn dk dakika minuten minutos minuti"
    " минуту минуты минут منٹ",
    3600: "س سا ساعه ساعات ساعت h hr hrs hour hours heure heures sa saat stunde stunden std"
    " hora horas ora ore час часа часов گهنٹے گهنٹه",
    86_400: "ي يوم ايام روز d day days jour jours j gun gün tag tagen dia día dias días giorno"
    " giorni день дня дней دن",
    604_800: "ا اسبوع اسابيع هفته w wk week weeks semaine semaines sem hafta woche wochen semana"
    " semanas settimana settimane неделю недели",
}
_SECONDS = {name: seconds for seconds, names in _UNITS.items() for name in names.split()}
_AGO = re.compile(
    r"(?P<before>منذ|قبل|من|il y a|vor|hace|há)?\s?"
    r"(?P<many>\d{1,4}|\b(?:an?|bir|une?|una|einer|einem)(?=\s)|نصف|ربع)\s?"
    r"(?P<unit>[^\W\d_]{1,9})\.?"
    r"(?:\s(?P<after>ago|مضت|پيش|قبل|önce|fa|назад|پہلے|atrás))?"
)
_PARTS = {"نصف": 0.5, "ربع": 0.25}
_LONE = frozenset(("s", "h", "m", "d", "w", "j"))
_NOW = frozenset(("الان", "now", "just now", "قبل قليل", "قبل لحظات", "منذ لحظات", "لحظاتي پيش"))


def ago(text: str, now: datetime) -> Moment | None:
    """The time that ``text`` as a whole counts back to from ``now``; None where it does not.

    Days and weeks come to a day, shorter units to a minute. A single Arabic letter needs a
    word that says it looks back (5 م are metres), a Latin one may stand alone (3h).
    """
    plain = " ".join(folded(text).text.split())
    if plain in _NOW:
        return Moment(now.isoformat(timespec="seconds"), "minute")
    found = _AGO.fullmatch(plain)
    seconds = _SECONDS.get(found["unit"]) if found else None
    if not found or seconds is None:
        return None
    if not (found["before"] or found["after"] or found["unit"] in _LONE):
        return None
    many = int(found["many"]) if found["many"].isdecimal() else _PARTS.get(found["many"], 1)
    when = now - timedelta(seconds=seconds * many)
    if seconds >= _SECONDS["d"]:
        return Moment(when.date().isoformat(), "day")
    return Moment(when.isoformat(timespec="seconds"), "minute")
