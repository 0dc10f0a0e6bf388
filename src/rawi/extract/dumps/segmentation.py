"""Cutting a dump into segments: its lines, and lines again where they are glued.

A segment is what can be judged as one thing: a paragraph, a caption, a credit,
a label, a headline, a share bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rawi.arabic import language
from rawi.extract.dumps import web_breaks
from rawi.extract.dumps.block_breaks import breaks, holds_page
from rawi.extract.dumps.line_cuts import cuts
from rawi.extract.dumps.lines import LINE
from rawi.extract.dumps.phrases import folded
from rawi.extract.dumps.register import is_arabic
from rawi.extract.dumps.segment import Segment

_BULLET = re.compile(r"[•·▪▫◦●○■□◆◇►▶➤➢❖✓→←»>*\-–—_|]+\s+|\d{1,2}\s*[.)\-:]\s+(?=\D)")
_GUESSED = 300_000
"""In a line of more code points no breaks are guessed: it is cut into sentences."""
_HEAD = 20_000
"""So much of a page, in code points, tells its letters."""
_ARABIC = re.compile("[\u0620-\u06d3]")
_NUMBER = re.compile(r"^[ \t]{0,8}(?P<number>\d{1,2})[ \t]{1,4}(?=\D{20})", re.M)
"""A bare number at the start of a line: of a list, or of a sentence."""


def segments(text: str) -> list[Segment]:
    """All segments of ``text`` in order. Linear in its length."""
    return [segment for _, segment in located(text)]


def located(text: str) -> list[tuple[int, Segment]]:
    """``segments``, each with the offset where it begins."""
    found: list[tuple[int, Segment]] = []
    whole = folded(text)
    numbered = _numbered(text)
    for number, start, end, guessed in _lines(text, whole):
        line = _of_line(text[start:end], whole[start:end], number, numbered)
        if guessed:
            apart = start == 0 or text[start - 1].isspace()
            line = (
                (at, replace(segment, guessed=True, spaced=segment.spaced and (at > 0 or apart)))
                for at, segment in line
            )
        found += ((start + at, segment) for at, segment in line)
    return found


def _lines(text: str, low: str) -> Iterator[tuple[int, int, int, bool]]:
    """(number, start, end, guessed) of what is a line, or was one before breaks were lost."""
    spans = [m.span() for m in LINE.finditer(text)]
    pages = any(holds_page(b - a, len(spans), len(text)) for a, b in spans)
    arabic = pages and (is_arabic(low[a:b] for a, b in spans) or _reads_arabic(text))
    number = last = 0
    for begin, stop in spans:
        number += _count_breaks(text, last, begin)
        last = stop
        start, end = _stripped(text, begin, stop)
        lost = end - start <= _GUESSED and holds_page(end - start, len(spans), len(text))
        inner = _lost_breaks(text[start:end], low[start:end], arabic) if lost else []
        for one, other in pairwise([0, *inner, end - start]):
            a, b = _stripped(text, start + one, start + other)
            if a < b:
                number += one > 0
                yield number, a, b, one > 0


def _reads_arabic(text: str) -> bool:
    """Whether a page in Arabic letters is in Arabic; another has its language not looked for."""
    head = text[:_HEAD]
    letters = sum(map(str.isalpha, head))
    return 2 * len(_ARABIC.findall(head)) > letters and language(text) == "ar"


def _lost_breaks(text: str, low: str, arabic: bool) -> list[int]:
    return breaks(text, low) if arabic else web_breaks.breaks(text)


def _count_breaks(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) or (1 if end > start else 0)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        text[start].isspace() or text[start] in "\ufeff\u200e\u200f\u202b\u202c"
    ):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _numbered(text: str) -> frozenset[int]:
    """The bare numbers of lists: lines begin with one and with the next."""
    numbers = {int(m["number"]) for m in _NUMBER.finditer(text)}
    return frozenset(n for n in numbers if n - 1 in numbers or n + 1 in numbers)


def _bullet(line: str, numbered: frozenset[int]) -> re.Match[str] | None:
    if found := _BULLET.match(line):
        return found
    found = _NUMBER.match(line) if numbered else None
    return found if found and int(found["number"]) in numbered else None


def _of_line(
    line: str, low: str, number: int, numbered: frozenset[int]
) -> Iterator[tuple[int, Segment]]:
    bullet = _bullet(line, numbered)
    begin = bullet.end() if bullet and bullet.end() < len(line) else 0
    marker = line[:begin].strip()
    spans = list(pairwise(cuts(line, low, begin)))
    for start, end in spans:
        start, end = _stripped(line, start, end)
        if start < end:
            yield (
                start,
                Segment(
                    text=line[start:end],
                    folded=low[start:end],
                    line=number,
                    alone=len(spans) == 1,
                    marker=marker,
                    line_length=len(line),
                    spaced=start == 0 or line[start - 1].isspace(),
                ),
            )
        marker = ""
