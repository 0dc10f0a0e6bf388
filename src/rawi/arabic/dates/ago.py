"""How long ago, in the short units that sites print: منذ 3 س, 5 د, ۳ ساعت پیش, 2h, il y a 3 min."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from rawi.arabic.dates.folding import folded
from rawi.arabic.dates.standard import Moment

_UNITS = {
    1: "ث ثانيه ثوان ثواني s sec secs second seconds",
    60: "د دق دقيقه دقائق دقايق min mins minute minutes m mn",
    3600: "س سا ساعه ساعات ساعت h hr hrs hour hours heure heures",
    86_400: "ي يوم ايام روز d day days jour jours j",
    604_800: "ا اسبوع اسابيع هفته w wk week weeks semaine semaines sem",
}
_SECONDS = {name: seconds for seconds, names in _UNITS.items() for name in names.split()}
_AGO = re.compile(
    r"(?P<before>منذ|قبل|من|il y a)?\s?(?P<many>\d{1,4}|\ban?(?=\s))\s?(?P<unit>[^\W\d_]{1,8})\.?"
    r"(?:\s(?P<after>ago|مضت|پيش|قبل))?"
)
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
    many = int(found["many"]) if found["many"].isdecimal() else 1
    when = now - timedelta(seconds=seconds * many)
    if seconds >= _SECONDS["d"]:
        return Moment(when.date().isoformat(), "day")
    return Moment(when.isoformat(timespec="seconds"), "minute")
