"""Which language a text is in."""

from __future__ import annotations

import re

import py3langid

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_MARKS = {"ckb": "ەێۆڕڵ", "ps": "ټډړښږځڅۍې", "ur": "ٹڈڑںےھہ", "fa": "پچژگکی"}


def language(text: str) -> str | None:
    """ISO 639 code of the language that most of ``text`` is in; None where there is none."""
    if not any(c.isalpha() for c in text):
        return None
    if len(_ARABIC.findall(text)) * 2 < sum(c.isalpha() for c in text):
        return str(py3langid.classify(text)[0])
    counts = {code: sum(text.count(c) for c in letters) for code, letters in _MARKS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 50 > len(text) else "ar"
