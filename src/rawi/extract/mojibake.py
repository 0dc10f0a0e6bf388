"""Text that was encoded twice: UTF-8 taken for a Windows code page and written as UTF-8 again."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

_FEW = 3
"""Characters encoded twice under which a text is left as it is: they may be meant."""
_MOST = 0.9
"""Share of the characters that one encoding more would give, from which on a text has it whole."""
_FREE = range(0x80, 0xA0)
"""Bytes of which a code page leaves some without a character."""
_FIRST = ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5))
"""First bytes of characters of two, three and four bytes in UTF-8."""


class _Mistake(NamedTuple):
    """What a text looks like whose UTF-8 was taken for one code page."""

    signs: re.Pattern[bytes]
    """Bytes of which sound text has few: a page without three of them costs no more than this."""
    twice: re.Pattern[str]
    """What one character became."""
    wide: re.Pattern[str]
    """Every character that a byte beyond ASCII can become."""
    codes: dict[int, int]
    """Code points to the bytes that they were."""


def _mistake(page: str, signs: bytes) -> _Mistake:
    """Of a code page as browsers read it, where codes that it leaves free stay what they are."""
    high = [bytes((code,)).decode(page, "ignore") or chr(code) for code in range(0x80, 0x100)]
    codes = {code: code for code in _FREE} | {
        ord(char): code for code, char in enumerate(high, 0x80)
    }
    first = [_one_of(high[low - 0x80 : end - 0x80]) for low, end in _FIRST]
    more = _one_of([chr(char) for char, code in codes.items() if code < 0xC0])
    twice = "|".join(f"{lead}{more}{{{n}}}" for n, lead in enumerate(first, 1))
    wide = _one_of([chr(char) for char in codes])
    return _Mistake(re.compile(signs), re.compile(twice), re.compile(wide), codes)


def _one_of(characters: list[str]) -> str:
    return f"[{re.escape(''.join(characters))}]"


_ARABIC = (
    rb"\xd8[\xb7-\xba]"
    rb"(?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84].|[\xc5\xc6\xcb\xd9\xda].|\xd8[\x8c\x9b\x9f])"
)
_MISTAKES = (
    _mistake("cp1252", rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84]|[\xc5\xc6\xcb])"),
    _mistake("cp1256", _ARABIC + _ARABIC),
)
"""Of Arabic letters the second shows first bytes of two characters in a row, which no word has."""


def whole(data: bytes, text: str) -> str:
    """The text of sound UTF-8 ``data``, decoded once more where it was encoded twice.

    Left alone where only some of it is so: a quotation of such text, or a capital letter
    before a mark.
    """
    for mistake in _MISTAKES:
        if len(list(islice(mistake.signs.finditer(data), _FEW))) == _FEW:
            text = _mended(text, mistake)
    return text


def _mended(text: str, mistake: _Mistake) -> str:
    def once(found: re.Match[str]) -> str:
        try:
            return bytes(map(mistake.codes.__getitem__, map(ord, found[0]))).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]

    made = sum(len(m[0]) for m in mistake.twice.finditer(text) if once(m) != m[0])
    enough = made >= _MOST * len(mistake.wide.findall(text))
    return mistake.twice.sub(once, text) if enough else text
