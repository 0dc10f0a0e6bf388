"""Which code points are what: the classes that scanning and folding share.

Classes are the Unicode general categories, so that a vocalised word stays one
word: ``str.isalnum`` and ``\\w`` break it, because diacritics are marks.
"""

from __future__ import annotations

import unicodedata

TATWEEL = "\u0640"
CONTROLS = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u180e"
"""Bidi controls, joiners, soft hyphen, byte order mark: as the inside of a character class."""
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
LATIN = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
    "\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
)
LATIN_MARKS = "\u0300-\u036f"
_PHRASES = {0xFDFA, 0xFDFB}
"""Ligatures that stand for a whole phrase of blessing."""
_BEYOND = "\U00010000-\U0001cfff\U0001d400-\U0001d7cb\U0001e000-\U0001efff\U00020000-\U000323af"
"""The scripts beyond the basic plane, whole: a class of their letters alone scans slowly."""
ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5"
"""Letters and diacritics of nearly all Arabic text, in few ranges."""
_LAST = 0x10000
"""Letters beyond the basic plane are left as they are."""


def _ranges(codes: list[int]) -> str:
    """The inside of a character class that holds exactly ``codes`` (ascending)."""
    parts: list[str] = []
    start = last = codes[0]
    for code in [*codes[1:], -1]:
        if code != last + 1:
            parts.append(f"{chr(start)}-{chr(last)}")
            start = code
        last = code
    return "".join(parts)


def _is_mark(character: str) -> bool:
    """Marks are printable and neither letter nor digit: few are left to look up."""
    if not character.isprintable() or character.isalnum():
        return False
    return unicodedata.category(character)[0] == "M"


# Every process reads this: ``isalpha`` says which are letters at a tenth of what
# looking up the category of each costs.
_PLANE = [chr(code) for code in range(0x80, _LAST) if code not in _PHRASES]
_LETTER_CODES = [ord(character) for character in _PLANE if character.isalpha()]
_MARK_CODES = [ord(character) for character in _PLANE if _is_mark(character)]
_APART = {*range(0xC0, 0x2B0), *range(0x1E00, 0x1F00), 0xAA, 0xBA, ord(TATWEEL)} | {
    *range(0xFF21, 0xFF3B),
    *range(0xFF41, 0xFF5B),
}
"""Latin, and tatweel, which is a letter by its category alone."""
LETTERS = _ranges([code for code in _LETTER_CODES if code not in _APART]) + _BEYOND
"""Letters of every script but Latin (tatweel aside), as the inside of a character class."""
MARKS = _ranges(_MARK_CODES) + TATWEEL
del _PLANE, _LETTER_CODES, _MARK_CODES
