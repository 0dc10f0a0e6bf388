"""The label of each piece, by a linear-chain CRF over its features.

``L`` first paragraph of an article, ``B`` further paragraph, ``T`` headline of
an article, ``C`` caption, ``S`` subhead, ``O`` everything else (the model tells
sentences, headlines of other stories, and times and bylines among it: ``N``,
``R``, ``M``). The model is trained by ``eval/train/dumps.py`` (docs/models.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import pycrfsuite  # type: ignore[import-untyped]

from rawi.extract.dumps.features import features
from rawi.extract.dumps.piece import Piece

LEAD, BODY, TITLE, CAPTION, SUBHEAD, OTHER = "L", "B", "T", "C", "S", "O"
_KEPT = (LEAD, BODY, TITLE, CAPTION, SUBHEAD)


@cache
def _model() -> bytes:
    return files("rawi.extract.dumps").joinpath("model.crfsuite").read_bytes()


@cache
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_model())  # reads these bytes where they lie: they must stay alive
    return tagger


_WINDOW = 4_000
"""So many pieces are labelled at a time: memory stays bounded whatever the dump's length."""

_ENOUGH = 0.36
"""A piece is a paragraph from this chance on: that it is one is spread over two labels."""

_TINY, _RUN = 3, 100
"""Behind so many pieces of at most so many code points, further ones are not looked at."""


def labels(found: Sequence[Piece]) -> list[str]:
    """One label a piece; deterministic."""
    return labelled(found)[0]


def labelled(found: Sequence[Piece]) -> tuple[list[str], list[float]]:
    """One label a piece, and the probability, 0 to 1, that it is a paragraph."""
    got = [OTHER] * len(found)
    chances = [0.0] * len(found)
    tagger = _tagger()
    kept = _worth_labelling(found)
    for start in range(0, len(kept), _WINDOW):
        places = kept[start : start + _WINDOW]
        tagger.set(features([found[i] for i in places]))
        for n, (i, label) in enumerate(zip(places, tagger.tag(), strict=True)):
            lead, body = tagger.marginal(LEAD, n), tagger.marginal(BODY, n)
            chances[i] = lead + body
            if label not in (LEAD, BODY) and chances[i] >= _ENOUGH:
                label = LEAD if lead > body else BODY
            got[i] = label if label in _KEPT else OTHER
    return got, chances


def _worth_labelling(found: Sequence[Piece]) -> list[int]:
    """All places but those inside a long run of pieces too short for anything but furniture."""
    kept: list[int] = []
    run = 0
    for i, piece in enumerate(found):
        run = run + 1 if len(piece.text) <= _TINY else 0
        if run <= _RUN:
            kept.append(i)
    return kept
