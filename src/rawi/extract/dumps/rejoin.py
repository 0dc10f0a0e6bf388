"""Joining what guessed breaks cut apart.

Breaks are guessed freely, since one too few costs more than one too many. Once
the segments are labelled, those that are one sentence, or one headline, become
one segment again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rawi.extract.dumps.labels import TITLE
from rawi.extract.dumps.segment import Segment

_TOLD = 0.4
"""What probably is a paragraph: from this chance on, 0 to 1."""


def rejoined(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> list[Segment]:
    """The segments, with those joined that a guessed break cut out of a sentence or headline."""
    return [whole(found, run) for run in runs(found, labels, chances)]


def runs(found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]) -> list[range]:
    """The places of all segments, in one run those that are of one sentence or headline."""
    begins = [i for i in range(len(found)) if not (i and _belongs(found, labels, chances, i))]
    return [range(start, end) for start, end in pairwise([*begins, len(found)])]


def whole(found: Sequence[Segment], run: range) -> Segment:
    """The segments of a run as one."""
    return found[run[0]] if len(run) == 1 else _one(found[run.start : run.stop])


def _belongs(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float], i: int
) -> bool:
    """Whether a segment goes on with the one before it."""
    before, segment = found[i - 1], found[i]
    if not segment.guessed or before.closed or segment.line == before.line:
        return False
    told = min(chances[i - 1], chances[i]) >= _TOLD
    return told or labels[i - 1] == labels[i] == TITLE


def _one(run: Sequence[Segment]) -> Segment:
    gaps = ["", *(" " if segment.spaced else "" for segment in run[1:])]
    text = "".join(f"{gap}{segment.text}" for gap, segment in zip(gaps, run, strict=True))
    return replace(
        run[0],
        text=text,
        folded="".join(f"{gap}{segment.folded}" for gap, segment in zip(gaps, run, strict=True)),
        alone=all(segment.alone for segment in run),
        line_length=len(text),
    )
