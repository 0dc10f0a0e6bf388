"""Third pass, continued: distances from now, stretches, months, years, decades, seasons."""

from __future__ import annotations

from rawi.arabic.dates.cascade import Built, Pass, Token, Tokens, has, pick
from rawi.arabic.dates.points import Meaning, MonthNamed, Point, Shift, Unknown, Within
from rawi.arabic.dates.rules_dates import named, plausible, relative
from rawi.arabic.dates.spans import Distance, Part, Range, Weekend, Window

_UNITS = ("week", "month", "quarter", "year", "decade", "century")
_AMOUNT = r"(?:[dcN]?[uvV](?:c(?![uvV]))?)"
_ELSEWHERE = r"(?!f(?:[^;Ja]|$)|[yYNWwG@])"
"""Not followed by what the distance is counted from (قبل يومين من الانتخابات)."""
_AMOUNTS = rf"{_AMOUNT}(?:[&,]{{0,2}}{_AMOUNT}){{0,3}}"


def amounts(tokens: Tokens) -> tuple[tuple[str, int], ...] | None:
    """(unit, how many) of each unit named; None where a plural has no number."""
    found: list[tuple[str, int]] = []
    number: int | None = None
    counted = False
    for place, token in enumerate(tokens):
        if token.tag in "dcN":
            number = None if counted else token.value
            counted = False
        elif token.tag in "uvV":
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            counted = number is None and after is not None and after.tag == "c"
            count = _count(token, number, after)
            if count is None or count > 5000:
                return None
            found.append((token.value, count))
            number = None
    return tuple(found) or None


def _count(token: Token, number: int | None, after: Token | None) -> int | None:
    if number is not None:
        return number
    if token.tag == "V":
        return 2
    if after is not None and after.tag == "c" and isinstance(after.value, int):
        return after.value
    return 1 if token.tag == "u" else None


def _ago(tokens: Tokens) -> Built:
    sign, bound = tokens[0].value, pick(tokens, "<") or 0
    long = amounts(tokens)
    if has(tokens, "?") or long is None:
        return "@", Unknown()
    return "@", Distance(long, sign, bound)


def _ahead(tokens: Tokens) -> Built:
    long = amounts(tokens)
    return ("@", Distance(long, 1, only_coming=not has(tokens, "0"))) if long else None


def _from_now(tokens: Tokens) -> Built:
    long = amounts(tokens)
    return ("@", Distance(long, 0)) if long else None


def _in_course(tokens: Tokens) -> Built:
    long = amounts(tokens)
    if not long or len(long) > 1:
        return None
    return "%", Window(long[0][0], long[0][1], 1, only_coming=True)


def _window(tokens: Tokens) -> Built:
    """الأيام الثلاثة الماضية, 3 أيام القادمة, اليومين المقبلين, آخر 3 سنوات."""
    unit = next(t for t in tokens if t.tag in "uvV")
    if has(tokens, "?"):
        return "%", Unknown()
    number = pick(tokens, "dcN") or (2 if unit.tag == "V" else None)
    if number is None or number > 5000:
        return None
    if has(tokens, "B") and pick(tokens, "B") != "last":
        return None
    return "%", Window(unit.value, number, 1 if has(tokens, "X") else -1)


def _relative(tokens: Tokens) -> Built:
    if has(tokens, "F"):
        return ("%", Unknown()) if has(tokens, "A") or pick(tokens, "U") in _UNITS else None
    if any(t.tag == "L" and t.value == 0 for t in tokens):
        return None
    if has(tokens, "A"):
        return "%", Shift("year", pick(tokens, "LX") or 0)
    found = relative(tokens, _UNITS)
    return ("%", found) if found else None


def _month_year(tokens: Tokens) -> Built:
    if has(tokens, "uU") and pick(tokens, "uU") != "year":
        return None
    point = named(pick(tokens, "Mm"), None, tokens)
    return ("%", point) if point else None


def _month_of(tokens: Tokens) -> Built:
    """يونيو العام المقبل."""
    calendar, month = pick(tokens, "Mm")
    year = relative([Token("U", 0, 0, "year") if t.tag == "A" else t for t in tokens], ("year",))
    return ("%", Within(year, month=month)) if year and calendar == "gregorian" else None


def _month_near(tokens: Tokens) -> Built:
    """سبتمبر الماضي, هذا سبتمبر."""
    calendar, month = pick(tokens, "Mm")
    which = next((t for t in tokens if t.tag in "LXR"), None)
    if has(tokens, "T") or (which and which.tag == "R"):
        year = Shift("year", 0)
        return ("%", Within(year, month=month)) if calendar == "gregorian" else None
    return "%", MonthNamed(calendar, month, -1 if which and which.tag == "L" else 1)


_PLAIN_AFTER_IN = {("gregorian", 3), ("gregorian", 4), ("hijri", 9)}


def _month_alone(tokens: Tokens) -> Built:
    token = tokens[0]
    if token.tag == "m" and token.value not in _PLAIN_AFTER_IN:
        return None
    return "%", Point(token.value[0], None, token.value[1])


def _year(tokens: Tokens) -> Built:
    if pick(tokens, "uU") not in (None, "year"):
        return None
    year, era = pick(tokens, "yYcN"), pick(tokens, "E")
    if era == "bc" or year is None or not 100 <= year <= 2999:
        return None
    calendar = era if era in ("hijri", "jalali") else "gregorian"
    if calendar == "gregorian" and (year > 2200 or (era is None and has(tokens, "A"))):
        return None
    return "%", Point(calendar, year)


def _bare_year(tokens: Tokens) -> Built:
    year = tokens[0].value
    return ("%", Point("gregorian", year)) if likely_year(year) else None


def _bare_spelled(tokens: Tokens) -> Built:
    year = tokens[0].value
    return ("%", Point("gregorian", year)) if year % 100 else None


def likely_year(year: int) -> bool:
    """Whether four digits without a word for year may be one: no round count."""
    return 1900 <= year <= 2100 and (year % 100 != 0 or year == 2000)


def _years(tokens: Tokens) -> Built:
    first, last = (t.value for t in tokens if t.tag in "yY")
    if not (first < last and plausible("gregorian", last) and first >= 1000):
        return None
    if has(tokens, "/") and last != first + 1:
        return None
    if not has(tokens, "lu") and not (likely_year(first) and 1900 <= last <= 2100):
        return None
    return "%", Range(Point("gregorian", first), Point("gregorian", last))


def _month_figures(tokens: Tokens) -> Built:
    month, year = pick(tokens, "d"), pick(tokens, "y")
    if not (1 <= month <= 12 and 1900 <= year <= 2100):
        return None
    return "%", Point("gregorian", year, month)


def _decade(tokens: Tokens) -> Built:
    start = 1900
    if has(tokens, "U"):
        if pick(tokens, "U") != "century":
            return None
        number = next((t.value for t in tokens if t.tag in "oO"), None)
        start = 100 * (number - 1) if number else 1900
    first = start + pick(tokens, "C")
    return "%", Range(Point("gregorian", first), Point("gregorian", first + 9))


def _century(tokens: Tokens) -> Built:
    number = pick(tokens, "oO")
    if pick(tokens, "Uu") != "century" or not 1 <= number <= 21 or pick(tokens, "E") == "bc":
        return None
    if pick(tokens, "E") == "hijri":
        return None
    return "%", Range(Point("gregorian", 100 * number - 99), Point("gregorian", 100 * number))


def _season(tokens: Tokens) -> Built:
    season = _season_of(tokens)
    if season is None or pick(tokens, "uU") not in (None, "year"):
        return None
    if (year := pick(tokens, "yY")) is not None:
        of: Meaning = Point("gregorian", year)
    else:
        of = Shift("year", next((t.value for t in tokens if t.tag in "LX"), 0))
    return "%", Part(of, season)


def _season_of(tokens: Tokens) -> str | None:
    token = next(t for t in tokens if t.tag in "Sk")
    if token.tag == "S":
        return str(token.value)
    return "spring" if token.value.get(1) == ("hijri", 3) else None


def _weekend(tokens: Tokens) -> Built:
    if pick(tokens, "B") != "end" or pick(tokens, "U") != "week":
        return None
    if has(tokens, "TLXR"):
        week = relative(tokens, ("week",))
        return ("%", Part(week, "weekend")) if week else None
    return "%", Weekend()


def _rest(tokens: Tokens) -> Built:
    of = relative(tokens, _UNITS)
    if has(tokens, "A"):
        of = Shift("year", 0)
    return ("%", Part(of, "rest")) if of else None


PASSES = (
    Pass(
        [
            (rf"[ag]z?(?:<f)?z?{_AMOUNTS}f0", _ago),
            (r"[ag]\?f?[uvV]", _ago),
            (rf"[ag]z?(?:<f)?z?{_AMOUNTS}{_ELSEWHERE}", _ago),
            (rf"bz?{_AMOUNTS}f0", _ahead),
            (rf"bz?{_AMOUNTS}{_ELSEWHERE}", _ahead),
            (rf"{_AMOUNTS}f0", _from_now),
            (r"[vV][dcN?]?[LX](?!f)|[dcN][uvV][LX]|B[dcN][uvV]|BV|Bv[cd]", _window),
            (rf"j?J{_AMOUNTS}(?![LXFcyYN])", _in_course),
            (r"!?BT?U[LXR]?", _weekend),
            (r"(?<=[jg])Y(?![xuvVsc])", _bare_spelled),
            (r"r[TU]?[UA][LXR]?", _rest),
            (r"T?U[LXFR]|TU|UbX|UbF|A[LXF]", _relative),
            (r"[Mm],?f?[uUA]?[yY](?:E|p(?![PpZ3]))?", _month_year),
            (r"[Mm],?f?(?:T[UA]|[UA][LXR])", _month_of),
            (r"T[Mm]|[Mm][LXR]", _month_near),
            (r"M|(?<=[jabgefBJ])m", _month_alone),
            (r"[ul][yY](?:&|e|-|&u)[yY]|ny(?:&|-|e)y|f[yY]e[yY]|y[-/]y(?![-\d/])", _years),
            (r"[uUA][yYNc](?:E|p(?![PpZ3]))?|[yY]E", _year),
            (r"d[/-]y(?![/-])|y/d(?![/-])", _month_figures),
            (r'(?<=[jJabgefn"])y(?!u)|(?<=\()y(?=\))', _bare_year),
            (r"Cf?U[oOL]|C(?!f?>)", _decade),
            (r"[Uu][oO]E?", _century),
            (r"[Sk]f?[uUA]?[yY]|T?S[LXR]|TS|[Sk]f?(?:T[UA]|[UA][LXR])", _season),
        ]
    ),
)
