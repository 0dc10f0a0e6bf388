"""How many words a line has, also where words have no spaces between them."""

from __future__ import annotations

import re

_UNSPACED = re.compile("[\u0e01-\u0e5b\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of languages that put no spaces between words: Thai, Japanese, Chinese."""
_LETTERS = 2.0
"""Letters of such a word."""


def words_in(text: str, spaced: int | None = None) -> int:
    """How many words a text has; ``spaced``, if known, are those between spaces. Where words
    have no spaces they are told by their usual length."""
    count = len(text.split()) if spaced is None else spaced
    if text.isascii() or _UNSPACED.search(text) is None:
        return count
    return max(count, round(len(_UNSPACED.findall(text)) / _LETTERS))
