"""Numbers in digits of three sets and in words, and amounts with their units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from rawi.arabic.normal import fold

_UNITS = {
    "صفر": 0, "واحد": 1, "واحدة": 1, "أحد": 1, "إحدى": 1, "اثنان": 2, "اثنين": 2, "اثنا": 2,
    "اثني": 2, "اثنتان": 2, "اثنتين": 2, "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثة": 3, "أربع": 4,
    "أربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7, "ثمان": 8,
    "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10,
}  # fmt: skip
_TENS = {
    "عشر": 20, "ثلاث": 30, "أربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90,
}  # fmt: skip
_HUNDRED = ("مئة", "مائة", "مية")
_TWO_HUNDRED = ("مئتان", "مئتين", "مئتا", "مئتي", "مائتان", "مائتين", "مائتا", "مائتي")
_SCALES = {
    1000: ("ألف", "ألفا", "آلاف"),
    2000: ("ألفان", "ألفين", "ألفا", "ألفي"),
    10**6: ("مليون", "مليونا", "ملايين"),
    2 * 10**6: ("مليونان", "مليونين", "مليوني"),
    10**9: ("مليار", "مليارا", "مليارات", "بليون", "بلايين"),
    2 * 10**9: ("ملياران", "مليارين", "ملياري"),
    10**12: ("تريليون", "تريليونا", "تريليونات", "ترليون"),
    2 * 10**12: ("تريليونان", "تريليونين", "تريليوني"),
}
_FRACTIONS = {"نصف": 0.5, "النصف": 0.5, "ربع": 0.25, "الربع": 0.25, "ثلث": 1 / 3}


def _spelled() -> dict[str, int]:
    words = dict(_UNITS)
    words |= {stem + end: n for stem, n in _TENS.items() for end in ("ون", "ين")}
    words |= dict.fromkeys(_HUNDRED, 100) | dict.fromkeys(_TWO_HUNDRED, 200)
    words |= {
        f"{unit}{hundred}": n * 100
        for unit, n in _UNITS.items()
        if 3 <= n <= 9 and unit[-1] != "ة"
        for hundred in _HUNDRED
    }
    return {fold(word): n for word, n in words.items()}


_WORDS = _spelled()
_SCALE_WORDS = {fold(word): n for n, words in reversed(_SCALES.items()) for word in words}
_FRACTION_WORDS = {fold(word): n for word, n in _FRACTIONS.items()}
_FIGURES = re.compile(r"[0-9]+(?:[0-9,]*[0-9])?(?:\.[0-9]+)?")


class _Part(NamedTuple):
    """One word of a number."""

    kind: str
    """digits, unit, teen (ten behind a unit), ten, hundred, scale or fraction."""
    value: float
    joined: bool
    """Whether و stands before it."""


def _kind(value: int) -> str:
    if value >= 100:
        return "hundred"
    return "ten" if value >= 20 else "teen" if value == 10 else "unit"


def _read_part(form: str, joined: bool) -> _Part | None:
    if _FIGURES.fullmatch(form):
        return _Part("digits", float(form.replace(",", "")), joined)
    if form in _WORDS:
        return _Part(_kind(_WORDS[form]), _WORDS[form], joined)
    if form in _SCALE_WORDS:
        return _Part("scale", _SCALE_WORDS[form], joined)
    if joined and form in _FRACTION_WORDS:
        return _Part("fraction", _FRACTION_WORDS[form], joined)
    return None


def _part(word: str) -> _Part | None:
    form = fold(word)
    found = _read_part(form, joined=False)
    return found or (_read_part(form[1:], joined=True) if form.startswith("و") else None)


_AND = {
    ("hundred", "unit"), ("hundred", "teen"), ("hundred", "ten"), ("unit", "ten"),
    ("scale", "unit"), ("scale", "teen"), ("scale", "ten"), ("scale", "hundred"),
    ("scale", "digits"), ("scale", "scale"), ("scale", "fraction"),
}  # fmt: skip
"""What may follow what behind و: مئة وخمسة وعشرون, never ثلاثة وأربعة."""
_BARE = {("unit", "teen"), ("unit", "hundred")} | {
    (kind, "scale") for kind in ("digits", "unit", "teen", "ten", "hundred")
}


class _Sum:
    """A number being added up from its parts."""

    def __init__(self) -> None:
        self.total: float = 0
        self.group: float | None = None
        self.scale: float = 0
        self.unit: float = 0
        self.last: str = ""

    def takes(self, part: _Part) -> bool:
        if not self.last:
            return not part.joined or part.kind != "fraction"
        return (self.last, part.kind) in (_AND if part.joined else _BARE)

    def add(self, part: _Part) -> None:
        if part.kind == "scale":
            self.total += (1 if self.group is None else self.group) * part.value
            self.group, self.scale = None, part.value
        elif part.kind == "fraction":
            self.total += part.value * self.scale
        elif part.kind == "hundred" and self.last == "unit":
            self.group = (self.group or 0) + (part.value - 1) * self.unit
        else:
            self.group = (self.group or 0) + part.value
        self.unit = part.value
        self.last = part.kind

    @property
    def value(self) -> int | float:
        value = self.total + (self.group or 0)
        return int(value) if value == int(value) else value


def read_number(words: Sequence[str]) -> tuple[int | float, int] | None:
    """The number that begins at ``words[0]``: (value, how many words it takes), or None.

    Reads digits of three sets (one token: ``2,500.5``), spelled numbers, and
    scales (ثلاثة آلاف وخمسمئة، 2.5 مليون، مليون ونصف).
    """
    found, used = _Sum(), 0
    for word in words:
        part = _part(word)
        if part is None or not found.takes(part):
            break
        found.add(part)
        used += 1
    return (found.value, used) if used else None


class Amount(msgspec.Struct, frozen=True):
    """A number with its unit; offsets are code points of the text."""

    start: int
    end: int
    text: str
    value: int | float
    unit: str
    """Its singular, folded; ``%`` for a percentage."""


_UNIT_WORDS = {
    fold(form): fold(forms[0])
    for forms in (
        ("دولار", "دولارا", "دولارات"), ("يورو",), ("ريال", "ريالا", "ريالات"), ("درهم", "درهما",
        "دراهم"), ("دينار", "دينارا", "دنانير"), ("جنيه", "جنيها", "جنيهات"), ("ليرة", "ليرات"),
        ("روبل", "روبلا"), ("ين",), ("يوان",), ("روبية", "روبيات"), ("متر", "مترا", "أمتار"),
        ("كيلومتر", "كيلومترا", "كيلومترات", "كم", "كلم"), ("سنتيمتر", "سنتيمترا", "سم"),
        ("ميل", "ميلا", "أميال"), ("طن", "طنا", "أطنان"), ("كيلوغرام", "كيلوغراما", "كيلوغرامات",
        "كغ", "كجم"), ("غرام", "غراما", "غرامات", "جرام"), ("لتر", "لترا", "لترات"),
        ("برميل", "برميلا", "براميل"), ("درجة", "درجات"), ("هكتار", "هكتارا", "هكتارات"),
        ("ميغاواط",), ("نقطة", "نقاط"), ("شخص", "شخصا", "أشخاص"), ("سنة", "سنوات"),
        ("يوم", "يوما", "أيام"), ("ساعة", "ساعات"), ("دقيقة", "دقائق"), ("شهر", "شهرا", "أشهر"),
        ("عام", "عاما", "أعوام"), ("أسبوع", "أسبوعا", "أسابيع"),
    )
    for form in forms
}  # fmt: skip
_PERCENT = re.compile(r"\s?[%٪]|\s(?:في|ب)\s?(?:ال)?(?:مئة|مائة)|\sبال(?:مئة|مائة)")
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_WORD = re.compile(rf"[\u0621-\u065f\u0670]+|{_DIGIT}+(?:[.,٫٬]{_DIGIT}+)*")
_LONGEST = 12
"""Words of the longest number that is read."""


def _unit_after(text: str, end: int) -> tuple[str, int] | None:
    """(unit, its end) that stands right behind a number."""
    if percent := _PERCENT.match(text, end):
        return "%", percent.end()
    word = _WORD.match(text, end + 1)
    unit = _UNIT_WORDS.get(fold(word[0])) if word and text[end] == " " else None
    return (unit, word.end()) if word and unit else None


def amounts(text: str) -> tuple[Amount, ...]:
    """Numbers followed by a currency, a measure or a percentage, in order."""
    words = list(_WORD.finditer(text))
    found: list[Amount] = []
    place = 0
    while place < len(words):
        ahead = [word[0] for word in words[place : place + _LONGEST]]
        number = read_number(ahead)
        if number is None:
            place += 1
            continue
        start, end = words[place].start(), words[place + number[1] - 1].end()
        place += number[1]
        if unit := _unit_after(text, end):
            found.append(Amount(start, unit[1], text[start : unit[1]], number[0], unit[0]))
    return tuple(found)
