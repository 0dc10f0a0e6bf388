"""What an outlet says of itself on its page: who it is, since when, where it broadcasts.

Such sentences are written as reports are, in the third person and with names and years, so that
their shape says nothing. What they speak of does: a logistic regression over the stems of a
sentence (``training/dump_about.py``), learned from such texts and from sentences of news. They
stand together: the likeliest run of sentences in two states is found, entering and leaving one
at a cost (Viterbi 1967). News of the media speaks of the same; it shares names with its article.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from rawi.extract.dumps.neighbours import is_body
from rawi.extract.dumps.phrases import folded
from rawi.extract.dumps.register import is_arabic
from rawi.extract.dumps.segment import Segment, stems

WEIGHTS_FILE = "dump_about.json"
BIAS, LENGTH, UNKNOWN = "*bias", "*length", "*unknown"
"""Weights that belong to no stem: of every sentence, of the logarithm of its stems, and of the
share of stems that no text of the kind has."""
_LEAST = 0.5
"""Added to the odds; with 2 a run held sentences of a law, though of April 2018 only one."""
_SURE = 6.0
"""No sentence counts for more, either way."""
_TURN = 2.0
"""What it costs to enter such a run, and to leave it."""
_SHARED = 2.0
"""What a stem costs that returns in the rest of the body and that no such text has."""
_FEW = 2
"""So many stems say nothing, and each one more counts."""
_LEFT = 150
"""So many code points of other text must be there: a page may be of nothing else."""
_ITSELF = -0.5
"""An article whose sentences have odds above this on average is such a text as a whole: of 1,098
articles in composed dumps the likeliest had -0.8, half had less than -6."""
_SENTENCE_END = re.compile(r"(?<=[.!؟?])\s+")

_QUOTED = re.compile('["“«]')


@cache
def _weights() -> dict[str, float]:
    data = files("rawi.extract").joinpath("data", WEIGHTS_FILE).read_bytes()
    return msgspec.json.decode(data, type=dict[str, float])


def odds(stems: frozenset[str]) -> float:
    """Logarithm of the odds that a sentence of these stems is an outlet's word on itself."""
    weights = _weights()
    known = [weights[stem] for stem in stems if stem in weights]
    unknown = 1 - len(known) / max(1, len(stems))
    length = weights[LENGTH] * math.log1p(len(stems))
    return weights[BIAS] + length + weights[UNKNOWN] * unknown + math.fsum(known)


def described(found: Sequence[Segment], body: Sequence[int]) -> list[int]:
    """Which of the paragraphs ``body`` of an Arabic page are an outlet's word on itself."""
    likely = _runs(found, body, frozenset())
    if not likely:
        return []
    rest = frozenset().union(*(found[i].stems for i in body if i not in likely))
    strange = frozenset(stem for stem in rest if _weights().get(stem, 0) <= 0)
    runs = _runs(found, body, strange)
    left = sum(len(found[i].text) for i in body if i not in runs)
    return sorted(runs) if left >= _LEFT else []


def _runs(found: Sequence[Segment], body: Sequence[int], news: frozenset[str]) -> set[int]:
    """The likeliest runs, where stems of ``news`` speak against a sentence."""
    states = _states([_told(found[i], news) for i in body])
    return {i for i, inside in zip(body, states, strict=True) if inside}


def _told(segment: Segment, news: frozenset[str]) -> float:
    """What a sentence says for a run, the less the fewer words it has; nobody is quoted there."""
    if _QUOTED.search(segment.text):
        return -_TURN
    value = odds(segment.stems) + _LEAST - _SHARED * len(segment.stems & news)
    most = min(_SURE, max(0, len(segment.stems) - _FEW))
    return max(-most, min(most, value))


def _states(told: Sequence[float]) -> list[bool]:
    """For each sentence whether it stands in a run, by the likeliest sequence of two states."""
    outside, inside = 0.0, -_TURN
    steps: list[tuple[bool, bool]] = []
    for value in told:
        steps.append((inside - _TURN > outside, inside >= outside - _TURN))
        outside, inside = max(outside, inside - _TURN), max(inside, outside - _TURN) + value
    state, found = inside - _TURN > outside, []
    for leaving, staying in reversed(steps):
        found.append(state)
        state = staying if state else leaving
    return found[::-1]


def tells_of_itself(body: Sequence[str]) -> bool:
    """Whether the paragraphs of an article are, taken together, an outlet's word on itself."""
    sentences = (sentence for text in body for sentence in _SENTENCE_END.split(text))
    found = [own for sentence in sentences if len(own := stems(folded(sentence))) > _FEW]
    return bool(found) and sum(map(odds, found)) > _ITSELF * len(found)


def drop_described(found: Sequence[Segment], labels: list[str], other: str) -> None:
    """What an outlet says of itself is no paragraph."""
    body = [i for i, label in enumerate(labels) if is_body(label)]
    if body and is_arabic(segment.folded for segment in found):
        for i in described(found, body):
            labels[i] = other
