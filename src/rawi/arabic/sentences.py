"""Sentences as spans of the text."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?:[!?؟…]+|(?<![\s.][^\W\d_])(?<!^[^\W\d_])\.)[»\"”’)\]]*(?=\s|$)|\n+", re.MULTILINE
)


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, in order, without the white space around it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in [*(m.end() for m in _END.finditer(text)), len(text)]:
        piece = text[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            spans.append((left, right))
        start = stop
    return spans
