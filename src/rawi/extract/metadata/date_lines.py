"""Dates written in one line of a page or in one meta tag, with what the line calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from rawi.arabic.dates import read_date
from rawi.model import Precision

Label = Literal["changed", "issued", ""]

LONGEST = 160
"""Longest line looked at, in code points."""
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_ENGLISH = re.compile(
    rf"(?<![^\W\d_])(?:(?P<m1>{MONTH})\.?,?\s+(?P<d1>\d{{1,2}})|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s+)?(?P<m2>{MONTH}))"
    r"(?:st|nd|rd|th)?\.?,?[\s-]\s*(?P<y>(?:19|20)\d\d)(?!\d)"
    rf"|(?<![\d,]\s)(?<!\d)(?P<y3>(?:19|20)\d\d)\s(?P<m3>{MONTH})\.?\s(?P<d3>\d{{1,2}})(?![\d:])",
    re.IGNORECASE,
)
_EASTERN = re.compile(
    r"(?:19|20)\d\d\s?[年년]\s?\d\d?\s?[月월]\s?\d\d?(?!\d)\s?[日일號号]?"
    r"(?:[^\d]{0,12}\d\d?\s?[:：时時点點시]\s?\d\d?(?:[:：分분]\d{0,2})?)?"
)
"""A day in Chinese, Japanese or Korean, with its time."""
_FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/.]\d)")
_MONTHS = {
    m: i + 1
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
}
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([ap])\.?m\b\.?)?"
    r"(?:\s*(Z\b|GMT\b|UTC\b|[+-]\d\d:?\d\d))?",
    re.IGNORECASE,
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LABELS = re.compile(
    r"(?P<changed>(?:last\s+)?(?:updated?|modified|reviewed|edited|revised)\b|آخر تحديث|تم التحديث|"
    r"تحديث|حُ?دّ?ثت?\b|عُ?دّ?ل(?:ت)? في|آخر تعديل|به\u200c?روز|بروزرسانی|آخرین|"
    r"(?:actualizado|atualizado|aggiornato|aktualisiert|mis(?:e)? à jour|обновлено|güncellen?me)\b"
    r"(?:\s(?:el|em|il|am|le|tarihi))?)|"
    r"(?P<issued>(?:first\s+)?(?:published?|posted|created|written)\b|نُ?شرت?\b|تاريخ النشر|النشر|"
    r"تم النشر|أُ?ضيفت?|تاریخ انتشار|انتشار|"
    r"(?:publicado|pubblicato|veröffentlicht|erschienen|publiée?|опубликовано|yayınlanma|giriş)\b"
    r"(?:\s(?:el|em|il|am|le|tarihi))?)",
    re.IGNORECASE,
)
_LATIN_LABELS = (
    "updat", "modif", "review", "edited", "revis", "publi", "posted", "created", "written",
    "tualiz", "aggiorn", "aktualisi", "mis à", "mise à", "обновлено", "güncel", "pubblic",
    "veröff", "erschien", "опубликовано", "yayın", "giriş",
)  # fmt: skip
"""What every label in Latin letters holds: most lines hold none and need no pattern."""
_DATED = re.compile(r"\d{4}|\d\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d\d")
_FROM_NOW = re.compile(r"\d|منذ|قبل|أمس|اليوم|yesterday|today|پیش", re.IGNORECASE)
_RELATIVE = re.compile(r"\bago\b|منذ|قبل|yesterday|\btoday\b|أمس|اليوم|پیش", re.IGNORECASE)
_SPREAD = re.compile(r"(?<=\d)\s+/\s+(?=\d)")
_ARABIC_DATE = re.compile(r"\d{4}|\d\s*[/.-]\s*\d")
_LATIN_DATE = re.compile(
    r"\d(?:er|[.º])?\s+(?:de\s+)?[^\W\d_]{3,}\.?,?\s+(?:de\s+)?(?:19|20)\d\d|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d|"
    rf"(?<!\d)\d{{1,2}}([/.-])\d{{1,2}}\1\d\d(?!\d)|^\W*{MONTH}\W+(?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
_BRIEF = 60
"""Code points under which a line with "two hours ago" is about the article."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""Years between which a page can have been published."""


class Stamp(NamedTuple):
    """One date: ISO 8601 text, its precision, what the line calls it, and the order of figures."""

    value: str
    precision: Precision
    label: Label = ""
    order: str = ""
    """``dmy`` or ``mdy`` where both could be meant."""


def iso_reading(text: str) -> tuple[str, Precision] | None:
    """An ISO 8601 date or time in its plain form, without a call to the date reader."""
    found = _ISO.fullmatch(text.strip())
    return _iso(found) if found else None


def _iso(found: re.Match[str]) -> tuple[str, Precision] | None:
    day, clock, zone = found.groups()
    value = day if clock is None else f"{day}T{clock}:00"
    if zone and clock:
        value += "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return (value, "minute" if clock else "day") if _exists(value) else None


def _exists(value: str) -> bool:
    try:
        return _FIRST_YEAR <= datetime.fromisoformat(value).year <= _LAST_YEAR
    except ValueError:
        return False


def label_of(text: str) -> Label:
    """What a line calls the date after it: changed, issued or nothing; the last word counts."""
    label: Label = ""
    if not any(map(text.lower().__contains__, _LATIN_LABELS)) and _ARABIC.search(text) is None:
        return label
    for found in _LABELS.finditer(text):
        label = "changed" if found["changed"] else "issued"
    return label


class Reader(NamedTuple):
    """How dates are read: what relative ones count from, and which figure is the day."""

    now: datetime | None = None
    day_first: bool = False
    """Whether 3/4 can only be the third of April."""


def dated(text: str) -> bool:
    """Whether a line may hold a date: a year or figures."""
    return _DATED.search(text) is not None


def counts_from_now(text: str) -> bool:
    """Whether a short line may say how long ago something was."""
    return len(text) < _BRIEF and _FROM_NOW.search(text) is not None


def stamps(text: str, reader: Reader, label: Label = "") -> list[Stamp]:
    """Every date of a line; ``label`` is what stood before the line."""
    line = _SPREAD.sub("/", text[:LONGEST].strip())
    if plain := iso_reading(line):
        return [Stamp(*plain, label)]
    found: list[Stamp] = []
    pieces = list(_pieces(line, label))
    for called, piece in pieces:
        found += _read(piece, reader, called)
    if not found and len(pieces) > 1:
        found = _read(line, reader, "changed" if any(p[0] == "changed" for p in pieces) else label)
    return found


def _pieces(line: str, label: Label) -> Iterator[tuple[Label, str]]:
    """The line cut before each word that says what kind of date follows."""
    start = 0
    for found in _LABELS.finditer(line):
        if line[start : found.start()].strip(" -–|•·،,:("):
            yield label, line[start : found.start()]
        label = "changed" if found["changed"] else "issued"
        start = found.end()
    if line[start:].strip():
        yield label, line[start:]


def _read(piece: str, reader: Reader, label: Label) -> list[Stamp]:
    if eastern := _EASTERN.search(piece):
        return _worded(eastern[0], now=None, label=label)
    found = [*_english(piece, label)]
    if not found and not _ARABIC.search(piece):
        found = [Stamp(*plain, label) for m in _ISO.finditer(piece) if (plain := _iso(m))]
        found = found or _figures(piece, label, reader.day_first)
    return found or _worded(piece, reader.now, label)


def _english(piece: str, label: Label) -> Iterator[Stamp]:
    matches = list(_ENGLISH.finditer(piece))
    for i, match in enumerate(matches):
        name = match["m1"] or match["m2"] or match["m3"]
        day, year = int(match["d1"] or match["d2"] or match["d3"]), match["y"] or match["y3"]
        value = f"{year}-{_MONTHS[name[:3].lower()]:02}-{day:02}"
        rest = piece[match.end() : matches[i + 1].start() if i + 1 < len(matches) else None]
        clock = _clock(rest)
        if clock and _exists(value + clock):
            yield Stamp(value + clock, "minute", label)
        elif _exists(value):
            yield Stamp(value, "day", label)


def _clock(rest: str) -> str:
    found = _CLOCK.search(rest)
    if not found:
        return ""
    hour, minute, half, zone = found.groups()
    if half:
        hour = str(int(hour) % 12 + (12 if half.lower() == "p" else 0))
    offset = "" if not zone else "+00:00" if zone[0] not in "+-" else f"{zone[:3]}:{zone[-2:]}"
    return f"T{int(hour):02}:{minute}:00{offset}"


def _figures(piece: str, label: Label, day_first: bool) -> list[Stamp]:
    """Dates in figures: both orders where both exist and the page does not say which."""
    found: list[Stamp] = []
    for match in _FIGURES.finditer(piece):
        one, other, year = int(match[1]), int(match[3]), match[4]
        days = {"dmy": f"{year}-{other:02}-{one:02}", "mdy": f"{year}-{one:02}-{other:02}"}
        real = {order: value for order, value in days.items() if _exists(value)}
        if day_first and "dmy" in real:
            real = {"dmy": real["dmy"]}
        both = len(set(real.values())) > 1
        clock = _clock(piece[match.end() :])
        for order, value in real.items():
            whole = value + clock if clock and _exists(value + clock) else value
            precision: Precision = "minute" if len(whole) > len(value) else "day"
            found.append(Stamp(whole, precision, label, order if both else ""))
    return found


def _plausible(piece: str) -> bool:
    """Whether it is worth asking the reader of words, which takes its time."""
    form = _ARABIC_DATE if _ARABIC.search(piece) else _LATIN_DATE
    return form.search(piece) is not None or _EASTERN.search(piece) is not None


def _worded(piece: str, now: datetime | None, label: Label) -> list[Stamp]:
    if now is None and (_RELATIVE.search(piece) or not _plausible(piece)):
        return []
    reading = read_date(piece.strip(" :،|-–"), now)
    if reading is None or reading.precision not in ("minute", "day", "month"):
        return []
    if not _FIRST_YEAR <= int(reading.value[:4]) <= _LAST_YEAR:
        return []
    return [Stamp(reading.value, reading.precision, label)]
