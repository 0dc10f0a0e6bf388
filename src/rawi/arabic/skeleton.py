"""The spelling under which the lexicon keeps a word."""

from __future__ import annotations

import re

from rawi.arabic.normal import LETTERS_KEPT, Level, ordinary, plain

_UNIFIED = LETTERS_KEPT | str.maketrans("أإآٱىیېکہھەؤئ", "اااايييكهههءء")
_HELD = re.compile("^[وفبلك]{0,2}[أإآ](?=ل)")
_POWERS = re.compile("^[وفبلك]{0,2}(?:ال|ل)?قوى$")


def skeleton(word: str) -> str:
    """``word`` with its spellings unified but ta marbuta kept apart from ha.

    Hamza stays where it tells words apart: on an alef before lam, which is never
    the article (ألمانيا), and on a final alef (خطأ beside خطا); alef maksura stays
    in القوى, the powers, beside القوي, the strong.
    """
    text = word if ordinary(word) else plain(word, Level.DIGITS)
    if text.endswith("قوى") and _POWERS.match(text):
        return text
    unified = text.translate(_UNIFIED)
    if "ل" in text[1:4] and (held := _HELD.match(text)):
        unified = f"{unified[: held.end() - 1]}أ{unified[held.end() :]}"
    return f"{unified[:-1]}أ" if len(text) > 2 and text.endswith("أ") else unified
