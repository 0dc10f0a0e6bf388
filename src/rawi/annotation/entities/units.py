"""Words and marks of a text, one after another: what is labelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from rawi.arabic.letters import CONTROLS, DIGITS, LATIN, LATIN_MARKS, LETTERS, MARKS

_UNIT = re.compile(
    "[\u0621-\u063f\u0641-\u064a]+(?=[ \n.،:])"
    f"|[{LETTERS}{MARKS}{CONTROLS}]+"
    f"|[{LATIN}{LATIN_MARKS}]+(?:['’][{LATIN}]+)*"
    f"|[{DIGITS}]+(?:[.,٫٬:/][{DIGITS}]+)*"
    r"|\S|\n"
)
"""Nearly every word first, by a small class that scans fast."""
_ENDS = frozenset(".؟!?…؛\n")
_MOST = 120
"""A longer sentence is cut: no name is that long, and decoding pads to the longest."""


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A word, a number or one mark of punctuation; offsets are code points of the text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[list[Unit]]:
    """The units of each sentence; one ends at a stop, at a line break, at 120 units."""
    found: list[Unit] = []
    for match in _UNIT.finditer(text):
        written = match[0]
        if written != "\n":
            found.append(Unit(written, *match.span()))
        if written in _ENDS or len(found) == _MOST:
            if found:
                yield found
            found = []
    if found:
        yield found
