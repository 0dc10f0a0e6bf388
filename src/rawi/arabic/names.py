"""One key for the spellings of a foreign name."""

from __future__ import annotations

import re

from rawi.arabic.normal import fold

_LETTERS = str.maketrans("غقگجڤپچژطظضصذثكخ", "ككككفبشزتزدسدسكه")
_WEAK = re.compile(r"(?<=.)[اويء]")
_DOUBLE = re.compile(r"(.)\1+")


def name_key(word: str) -> str:
    """A key that spellings of one foreign name share (غوغل، جوجل، قوقل)."""
    key = fold(word).translate(_LETTERS)
    return _DOUBLE.sub(r"\1", _WEAK.sub("", key)) or key
