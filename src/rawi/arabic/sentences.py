"""Sentences as spans of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from rawi.arabic.letters import CONTROLS, LATIN, LETTERS, MARKS

_QUOTED = re.compile(r'"[^"\n]{1,900}"|«[^»\n]{1,900}»|“[^”\n]{1,900}”')
_END = re.compile(
    rf"(?P<dot>\.)(?![.\d{LETTERS}{LATIN}])[»\"”’)\]{CONTROLS}]*(?=\s)"
    rf"|(?:\.{{2,}}|[!?؟…۔])[.!?؟…]*[»\"”’)\]{CONTROLS}]*"
    r"|\n+"
)
_INITIAL = re.compile(rf"(?:^|[\s.(«\"“/-])[{LETTERS}{LATIN}][{MARKS}]*$", re.MULTILINE)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«\"“])(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Gen|Gov|Rep|No|vs|Jr|Sr|Inc|Ltd|Co)$", re.MULTILINE
)
_NUMBERED = re.compile(r"(?:^|\n)[ \t]*[0-9\u0660-\u0669\u06f0-\u06f9]{1,3}$")
_LOOK_BACK = 8
"""Code points before a full stop that tell an abbreviation."""


def _abbreviates(text: str, dot: int) -> bool:
    """Whether the full stop at ``dot`` belongs to an initial, a title or a numbered line."""
    before = text[max(0, dot - _LOOK_BACK) : dot]
    if dot > _LOOK_BACK:  # so that the cut is not taken for the beginning of a line
        before = f"·{before}"
    return any(rule.search(before) for rule in (_INITIAL, _ABBREVIATED, _NUMBERED))


def _ends(text: str) -> list[int]:
    """Where sentences end; inside quotation marks none does."""
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    starts = [start for start, _ in quotes]
    ends = []
    for match in _END.finditer(text):
        place = bisect_right(starts, match.start()) - 1
        quoted = place >= 0 and match.start() < quotes[place][1] - 1
        if quoted or (match["dot"] and _abbreviates(text, match.start())):
            continue
        ends.append(match.end())
    return ends


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, in order, without the white space around it.

    A full stop ends a sentence unless it belongs to an initial (د. أ. م.), a title
    or a numbered line; so do ؟ ! … and a line's end. A quotation is not broken.
    """
    spans: list[tuple[int, int]] = []
    for start, end in pairwise([0, *_ends(text), len(text)]):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            spans.append((left, right))
    return spans
