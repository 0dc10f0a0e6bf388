"""The label of each segment, by a linear-chain CRF over its features.

``L`` first paragraph of an article, ``B`` further paragraph, ``T`` headline of
an article, ``C`` caption, ``S`` subhead, ``O`` everything else (the model tells
sentences, headlines of other stories, and times and bylines among it: ``N``,
``R``, ``M``). The model is trained by ``training/dumps.py`` (docs/models.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import pycrfsuite

from rawi.extract.dumps.features import features
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.taggers import tagger

LEAD, BODY, TITLE, CAPTION, SUBHEAD, OTHER = "L", "B", "T", "C", "S", "O"
_BESIDE = (TITLE, CAPTION, SUBHEAD)


MODELS = ("dump_labels.1.crfsuite", "dump_labels.2.crfsuite")
"""Two models of other training dumps: what one doubts the other may know."""


_WINDOW = 4_000
"""So many segments are labelled at a time: memory stays bounded whatever the dump's length."""

_ENOUGH = 0.4
"""A segment is a paragraph from this chance on: that it is one is spread over two labels."""

_TINY, _RUN = 3, 100
"""Behind so many segments of at most so many code points, further ones are not looked at."""


def labels(found: Sequence[Segment]) -> list[str]:
    """One label a segment; deterministic."""
    return labelled(found)[0]


def labelled(found: Sequence[Segment]) -> tuple[list[str], list[float]]:
    """One label a segment, and the probability, 0 to 1, that it is a paragraph."""
    got = [OTHER] * len(found)
    chances = [0.0] * len(found)
    kept = _worth_labelling(found)
    for start in range(0, len(kept), _WINDOW):
        places = kept[start : start + _WINDOW]
        rows = pycrfsuite.ItemSequence(features([found[i] for i in places]))
        for name in MODELS:
            tagger(name).set(rows)
        for n, i in enumerate(places):
            got[i], chances[i] = _judged(n)
    return got, chances


def _judged(n: int) -> tuple[str, float]:
    """The likeliest label of the n-th of the segments that the taggers hold."""
    lead, body = _likely(LEAD, n), _likely(BODY, n)
    if lead + body >= _ENOUGH:
        return (LEAD if lead > body else BODY), lead + body
    others = [(_likely(label, n), label) for label in _BESIDE]
    chance, label = max(others)
    rest = 1 - lead - body - sum(value for value, _ in others)
    return (label if chance > rest else OTHER), lead + body


def _likely(label: str, n: int) -> float:
    """How likely the taggers together hold a label of the n-th segment for."""
    return float(sum(tagger(name).marginal(label, n) for name in MODELS)) / len(MODELS)


def _worth_labelling(found: Sequence[Segment]) -> list[int]:
    """All places but those inside a long run of segments too short for anything but boilerplate."""
    kept: list[int] = []
    run = 0
    for i, segment in enumerate(found):
        run = run + 1 if len(segment.text) <= _TINY else 0
        if run <= _RUN:
            kept.append(i)
    return kept
