"""Headlines that were glued one to the next, taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import pairwise

from rawi.extract.dumps.phrases import folded
from rawi.extract.dumps.word_costs import unglued

_TOKEN = re.compile(r"[^\W\d_]{5,}")
_STUCK = re.compile(r"[؟!»”](?=[^\W\d_])")
_SHORTEST = 12
"""A headline shorter than this, in code points, is taken for a part of its neighbour."""
_RUN = 1200
"""A run longer than this, in code points, is left as it is."""


def split(text: str, others: Collection[str], known: Callable[[str], bool]) -> tuple[str, ...]:
    """The headlines of a run: cut where two words are glued and where another begins.

    ``others`` are the folded headlines that the page shows elsewhere; ``known``
    tells the words of the page.
    """
    if len(text) > _RUN:
        return (text,)
    found: list[str] = []
    for part in _at(text, _glue_points(text, known)):
        found += _at(part, _known_points(part, others))
    return tuple(_tidy(found))


def _at(text: str, points: Collection[int]) -> list[str]:
    bounds = [0, *sorted(points), len(text)]
    parts = (text[a:b].strip() for a, b in pairwise(bounds))
    return [part for part in parts if part]


def _glue_points(text: str, known: Callable[[str], bool]) -> set[int]:
    low = folded(text)
    points = {m.end() for m in _STUCK.finditer(text)}
    quotes = [m.start() for m in re.finditer('"', text)]
    points.update(q + 1 for q in quotes[1::2] if text[q + 1 : q + 2].isalpha())
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        points.update(start + cut for cut in unglued(token.group(), low[start:end], known))
    return points


def _known_points(text: str, others: Collection[str]) -> set[int]:
    """Word starts where a headline of the page begins, or ends, within the run."""
    low = folded(text)
    points = set()
    for gap in re.finditer(r"\s+", low):
        if low[gap.end() :] in others or low[: gap.start()] in others:
            points.add(gap.end())
    return points


def _tidy(parts: list[str]) -> list[str]:
    """Parts too short to be headlines go back to the one before."""
    found: list[str] = []
    for part in parts:
        if found and (len(part) < _SHORTEST or len(found[-1]) < _SHORTEST):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found
