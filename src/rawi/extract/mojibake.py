"""Text that was encoded twice: UTF-8 taken for windows-1252 and written as UTF-8 again."""

from __future__ import annotations

import re
from itertools import islice

_HIGH = [bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0x100)]
"""What bytes beyond ASCII become, as browsers read windows-1252."""
_BYTES = {ord(char): code for code, char in enumerate(_HIGH, 0x80)} | {
    code: code for code in range(0x80, 0xA0)
}
"""Code points to the bytes they were, by either name of the range that Latin-1 leaves empty."""
_NEXT = "[" + re.escape("".join({*map(chr, _BYTES)} - {*map(chr, range(0xC0, 0x100))})) + "]"
_TWICE = re.compile(f"[Â-ß]{_NEXT}|[à-ï]{_NEXT}{{2}}|[ð-ô]{_NEXT}{{3}}")
_WIDE = re.compile("[" + re.escape("".join(map(chr, _BYTES))) + "]")
_SIGNS = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2\x80|\xe2\x82|\xe2\x84|[\xc5\xc6\xcb])"
)
"""The same in bytes; a page without three of them costs no more than this search."""
_FEW = 3
"""Characters encoded twice under which a text is left as it is: they may be meant."""
_MOST = 0.9
"""Share of the characters that one encoding more would give, from which on a text has it whole."""


def encoded_twice(data: bytes) -> bool:
    """Whether UTF-8 bytes may be those of a text that was encoded twice."""
    return len(list(islice(_SIGNS.finditer(data), _FEW))) == _FEW


def mended(text: str) -> str:
    """The text with characters instead of what a second encoding made of each of them.

    Left alone where only some are so: a quotation of such text, or capitals before a mark.
    """
    found = [m for m in _TWICE.finditer(text) if _once(m) != m[0]]
    if len(found) < _FEW or sum(len(m[0]) for m in found) < _MOST * len(_WIDE.findall(text)):
        return text
    return _TWICE.sub(_once, text)


def _once(found: re.Match[str]) -> str:
    """The character, or what was found where it is none."""
    try:
        return found[0].translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return found[0]
