"""Numbers in digits of three sets and in words."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.arabic.normal import fold

_UNITS = {
    "صفر": 0, "واحد": 1, "واحدة": 1, "احد": 1, "احدى": 1, "اثنان": 2, "اثنين": 2, "اثنا": 2,
    "اثني": 2, "اثنتان": 2, "اثنتين": 2, "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثة": 3, "اربع": 4,
    "اربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7, "ثمان": 8,
    "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10,
    "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "اربعون": 40, "اربعين": 40,
    "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70,
    "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90,
    "مئة": 100, "مائة": 100, "مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200,
}  # fmt: skip
_SCALES = {
    "الف": 1000, "الفا": 1000, "الاف": 1000, "الفان": 2000, "الفين": 2000,
    "مليون": 10**6, "ملايين": 10**6, "مليونا": 10**6, "مليونان": 2 * 10**6,
    "مليونين": 2 * 10**6, "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9,
    "ملياري": 2 * 10**9, "مليارين": 2 * 10**9, "بليون": 10**9, "تريليون": 10**12,
}  # fmt: skip
_HUNDREDS = {
    f"{unit}{hundred}": n * 100
    for unit, n in list(_UNITS.items())
    if 3 <= n <= 9 and not unit.endswith("ة")
    for hundred in ("مئة", "مائة")
}
_WORDS = {fold(k): v for k, v in {**_UNITS, **_HUNDREDS}.items()}
_SCALE_WORDS = {fold(k): v for k, v in _SCALES.items()}


def _value(word: str) -> tuple[float | None, int | None]:
    """(plain value, scale) of one folded word."""
    for form in (word, word[1:] if word.startswith("و") and word != "واحد" else word):
        digits = form.replace(",", "")
        if digits.replace(".", "", 1).isdecimal():
            return (float(digits) if "." in digits else int(digits)), None
        if form in _WORDS:
            return _WORDS[form], None
        if form in _SCALE_WORDS:
            return None, _SCALE_WORDS[form]
    return None, None


def read_number(words: Sequence[str]) -> tuple[int | float, int] | None:
    """The number that begins at ``words[0]``: (value, how many words it takes), or None.

    Reads digits of all sets, spelled numbers joined by و, and scales
    (ثلاثة آلاف وخمسمئة، 2.5 مليون).
    """
    total: float = 0
    group: float | None = None
    used = 0
    for place, word in enumerate(words):
        folded = fold(word)
        plain, scale = _value(folded)
        if plain is None and scale is None:
            break
        if place and plain is not None and not folded.startswith("و") and plain != 10:
            break
        if scale is not None:
            total, group = total + (1 if group is None else group) * scale, None
        else:
            group = (group or 0) + (plain or 0)
        used = place + 1
    if not used:
        return None
    value = total + (group or 0)
    return (int(value) if value == int(value) else value), used
