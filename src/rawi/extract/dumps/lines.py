"""The lines of a dump, with those joined that a fixed width broke."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_NARROWEST, _WIDEST = 40, 220
"""Widths, in code points, at which plain text is wrapped; lists of names are narrower."""
_SLACK = 16
"""Where no blank lines part paragraphs, a line that is so much shorter may be full."""
_LONGEST_WORD = 40
"""A longer word says nothing of the width: it is an address."""
_MANY = 3
"""So many full lines, at least, make a wrapped page."""
_OPEN = 0.6
"""Of the full lines so many break off inside a sentence; menus end in none."""
_BEYOND = 0.15
"""Of lines that are longer than the width there are at most so many to a full one."""
_CLOSED = re.compile(r"[.!؟?:…\"»”。！？।」]\s*$")
_ITEM = re.compile(r"\s*(?:[*+•·▪◦○●-]\s|\d{1,3}[.)]\s|#{1,6}\s|[|>])")
_UNBROKEN = re.compile(r"^\s*\S*\s*$|://|\]\(|^\s*(?:[*+•-]|\d{1,5}\.)\s")
"""Addresses and items of lists, which converters leave as long as they are."""
_BRIEF, _RUN_OF = 30, 2_000
"""Of more lines in a row that are shorter than this only so many are read, those at the ends."""
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u200c-\u200f]")


_TORN = re.compile(r"(?<=\S)\n(?=[,.;:!?)،؛؟](?:\s|$))")
"""A line that begins with what ends a clause: its sentence was torn at a link."""
_LOWER = re.compile(r"(?<=[a-z,]) ?\n ?(?=[a-z])")
_TORN_OFTEN = 3
"""Lines that begin with a mark or in lower case from which on breaks are taken for torn
sentences."""
_SPACED = re.compile(r"(?<=\S) \n(?=\S)|(?<=\S)\n (?=\S)")
"""A lone space at a break stood beside a link inside a sentence."""


def mended(text: str) -> str:
    """``text`` with sentences put together that a converter broke at every link.

    Only where lines begin with commas, stops and small letters, which no writer puts there.
    """
    if len(_TORN.findall(text)) + len(_LOWER.findall(text)) < _TORN_OFTEN:
        return text
    return _TORN.sub("", _SPACED.sub(" ", text))


def thinned(text: str) -> str:
    """``text`` without the middle of a run of short lines in which no article can stand."""
    if len(text) < _RUN_OF * _BRIEF // 4:
        return text
    lines = text.split("\n")
    kept: list[str] = []
    run: list[str] = []
    for line in (*lines, "." * _BRIEF):
        if len(line) < _BRIEF:
            run.append(line)
            continue
        kept += run if len(run) <= _RUN_OF else (*run[: _RUN_OF // 2], *run[-_RUN_OF // 2 :])
        kept.append(line)
        run = []
    return "\n".join(kept[:-1])


def unwrapped(text: str) -> str:
    """``text`` with the breaks of a fixed width turned into spaces.

    A greedy wrapper breaks a line where the next word would not fit any more. The width
    that explains most breaks so is taken for that of the page, if it explains enough of
    them and hardly any line is longer; else the text is left alone. Lines that are not
    full, items of lists and deeper indents end a paragraph.
    """
    lines = text.split("\n")
    ways = (len, _columns) if _MARKS.search(text) else (len,)
    shapes = [_shape(lines, counted) for counted in ways]
    width, _, sizes, needs = max(shapes, key=lambda shape: shape.explained)
    if width is None:
        return text
    parted = _parted_by_blanks(lines, sizes, width)
    found = [lines[0]]
    for i, (line, following) in enumerate(pairwise(lines)):
        near = width < needs[i] or (not parted and sizes[i] >= width - _SLACK)
        full = 0 < sizes[i] <= width and near and bool(sizes[i + 1])
        joins = full and (parted or not _CLOSED.search(line)) and _continues(line, following)
        found.append(_gap(line, following) if joins else "\n")
        found.append(following.lstrip() if joins else following)
    return "".join(found)


class _Shape(NamedTuple):
    """How the lines of a page fit a width, measured in one way of counting."""

    width: int | None
    explained: int
    """How many breaks the width explains."""
    sizes: list[int]
    needs: list[int]
    """Size of each line with the first word of the next."""


def _shape(lines: Sequence[str], counted: Callable[[str], int]) -> _Shape:
    """Some wrappers count vowel signs, others do not."""
    sizes = [counted(line.rstrip()) for line in lines]
    firsts = [counted("".join(line.split(None, 1)[:1])) for line in lines[1:]]
    needs = [s + 1 + first for s, first in zip(sizes, [*firsts, 0], strict=True)]
    beyond = _longer(lines, sizes)
    explained = _explained(sizes, needs)
    width = max(range(_NARROWEST, _WIDEST + 1), key=lambda w: (explained[w] - beyond[w], w))
    full = [i for i in range(len(lines) - 1) if 0 < sizes[i] <= width < needs[i] and sizes[i + 1]]
    open_ended = sum(not _CLOSED.search(lines[i]) for i in full)
    few = len(full) < _MANY or open_ended < _OPEN * len(full)
    if few or beyond[width] > _BEYOND * len(full):
        return _Shape(None, 0, sizes, needs)
    return _Shape(width, explained[width] - beyond[width], sizes, needs)


def _columns(text: str) -> int:
    return len(_MARKS.sub("", text))


def _explained(sizes: Sequence[int], needs: Sequence[int]) -> list[int]:
    """For each width how many lines end where the next word would not fit."""
    steps = [0] * (_WIDEST + 2)
    for size, need, following in zip(sizes, needs, sizes[1:], strict=False):
        if following and 0 < size <= _WIDEST and need - size <= _LONGEST_WORD:
            steps[size] += 1
            steps[min(need, _WIDEST + 1)] -= 1
    return list(accumulate(steps))


def _longer(lines: Sequence[str], sizes: Sequence[int]) -> list[int]:
    """For each width how many lines are longer that a wrapper would have broken."""
    ends = [0] * (_WIDEST + 2)
    for size, line in zip(sizes, lines, strict=True):
        if size > _NARROWEST and not _UNBROKEN.search(line):
            ends[min(size - 1, _WIDEST + 1)] += 1
    return list(accumulate(reversed(ends)))[::-1]


def _parted_by_blanks(lines: Sequence[str], sizes: Sequence[int], width: int) -> bool:
    """Whether paragraphs end in a blank line, so that a full line goes on even after a stop."""
    ends = [
        not sizes[i + 1]
        for i in range(len(lines) - 1)
        if sizes[i] and sizes[i] < width // 2 and _CLOSED.search(lines[i])
    ]
    return bool(ends) and sum(ends) >= 0.8 * len(ends)


def _continues(line: str, following: str) -> bool:
    """Whether the next line may belong to the same paragraph."""
    if _ITEM.match(following):
        return False
    deeper = _indent(following) > _indent(line)
    return not deeper or bool(_ITEM.match(line))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _gap(line: str, following: str) -> str:
    """What stood at a break: nothing where a word was broken at its hyphen."""
    hyphen = line.endswith("-") and line[-2:-1].isalnum() and following.lstrip()[:1].islower()
    return "" if hyphen else " "
