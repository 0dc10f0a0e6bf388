"""The lines of a dump, with those joined that a fixed width broke."""

from __future__ import annotations

import re

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WIDTHS = (50, 140)
"""Widths, in code points, at which plain text is commonly wrapped."""
_SLACK = 16
"""A wrapped line is at most this much shorter than the width: one long word."""
_MANY = 4
"""So many full lines, at least, make a wrapped page."""
"""Most of them end inside a sentence; those that do not end their paragraph."""
_CLOSED = re.compile(r"[.!؟?:…\"»”]\s*$")


def unwrapped(text: str) -> str:
    """``text`` with the breaks of a fixed width turned into spaces, the same length.

    A page is taken for wrapped when most of its long lines end within a word
    of one width, and mostly inside a sentence; else it is left alone.
    """
    width = _width(text)
    if width is None:
        return text
    found: list[str] = []
    for line in text.split("\n"):
        last = len(found[-1]) if found else 0
        full = width - _SLACK <= last <= width and not _CLOSED.search(found[-1])
        joins = full and line != "" and not line[:1].isspace()
        found.append(line)
        if joins:
            found[-2] += " "
        elif len(found) > 1:
            found[-2] += "\n"
    return "".join(found)


def _width(text: str) -> int | None:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _MANY:
        return None
    longest = max(map(len, lines))
    if not _WIDTHS[0] <= longest <= _WIDTHS[1]:
        return None
    full = [line for line in lines if len(line) >= longest - _SLACK]
    open_ended = sum(not _CLOSED.search(line) for line in full)
    if len(full) < _MANY or open_ended < 0.7 * len(full):
        return None
    return longest
