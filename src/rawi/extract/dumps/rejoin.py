"""Joining what guessed breaks cut apart.

Breaks are guessed freely, since one too few costs more than one too many. Once
the pieces are labelled, those that are one sentence, or one headline, become
one piece again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rawi.extract.dumps.labels import TITLE
from rawi.extract.dumps.segment import Piece

_TOLD = 0.4
"""What probably is a paragraph: from this chance on, 0 to 1."""


def rejoined(
    found: Sequence[Piece], labels: Sequence[str], chances: Sequence[float]
) -> list[Piece]:
    """The pieces, with those joined that a guessed break cut out of a sentence or headline."""
    runs: list[list[Piece]] = []
    for i, piece in enumerate(found):
        if i and _belongs(found, labels, chances, i):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [run[0] if len(run) == 1 else _one(run) for run in runs]


def _belongs(
    found: Sequence[Piece], labels: Sequence[str], chances: Sequence[float], i: int
) -> bool:
    """Whether a piece goes on with the one before it."""
    before, piece = found[i - 1], found[i]
    if not piece.guessed or before.closed or piece.line == before.line:
        return False
    told = min(chances[i - 1], chances[i]) >= _TOLD
    return told or labels[i - 1] == labels[i] == TITLE


def _one(run: Sequence[Piece]) -> Piece:
    gaps = ["", *(" " if piece.spaced else "" for piece in run[1:])]
    text = "".join(f"{gap}{piece.text}" for gap, piece in zip(gaps, run, strict=True))
    return replace(
        run[0],
        text=text,
        folded="".join(f"{gap}{piece.folded}" for gap, piece in zip(gaps, run, strict=True)),
        alone=all(piece.alone for piece in run),
        line_length=len(text),
    )
