"""Joining what guessed breaks cut apart.

Breaks are guessed freely, since one too few costs more than one too many. Once
the segments are labelled, those that are one sentence, or one headline, become
one segment again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rawi.extract.dumps.labels import TITLE
from rawi.extract.dumps.segment import Segment

_TOLD = 0.4
"""What probably is a paragraph: from this chance on, 0 to 1."""


def rejoined(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> list[Segment]:
    """The segments, with those joined that a guessed break cut out of a sentence or headline."""
    runs: list[list[Segment]] = []
    for i, segment in enumerate(found):
        if i and _belongs(found, labels, chances, i):
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return [run[0] if len(run) == 1 else _one(run) for run in runs]


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
