"""A name found once in an article is likely where its words stand again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.entities.model import LABELS, Floats
from rawi.annotation.entities.viterbi import decode

Labels = NDArray[np.intp]

WEIGHT = 2.0
"""What the other places of a word in the article add to its scores; docs/decisions/0090."""


def echoes(stems: Sequence[str], labels: Labels) -> tuple[Labels, Floats]:
    """Words whose stem is in a name elsewhere here, and the shares of its labels there (n, 9).

    The share of label O is left out: a name once unseen says little.
    """
    numbers: dict[str, int] = {}
    for at in np.flatnonzero(labels).tolist():
        numbers.setdefault(stems[at], len(numbers))
    words = [at for at, stem in enumerate(stems) if stem in numbers]
    of_word = np.array([numbers[stems[at]] for at in words], np.intp)
    own = labels[words]
    totals = np.zeros((len(numbers), len(LABELS)), np.float32)
    np.add.at(totals, (of_word, own), 1)
    others = totals[of_word]
    others[np.arange(len(words)), own] -= 1
    shares: Floats = WEIGHT * others / np.maximum(others.sum(axis=1, keepdims=True), 1)
    shares[:, 0] = 0
    return np.array(words, np.intp), shares


def relabelled(
    scores: Floats, lengths: Sequence[int], moves: Floats, stems: Sequence[str]
) -> Labels:
    """Labels (words,) of an article's sentences, those with names seen elsewhere anew.

    A sentence whose words have the same labels elsewhere is left as it is.
    """
    labels = decode(scores, lengths, moves)
    if not labels.any():
        return labels
    at, heard = echoes(stems, labels)
    other = at[heard.max(axis=1) > heard[np.arange(len(at)), labels[at]]]
    ends = np.cumsum(lengths)
    chosen = np.unique(np.searchsorted(ends, other, side="right"))
    if len(chosen):
        louder = scores.copy()
        louder[at] += heard
        sizes = np.asarray(lengths)[chosen]
        words = np.concatenate(
            [np.arange(e - n, e) for e, n in zip(ends[chosen], sizes, strict=True)]
        )
        labels[words] = decode(louder[words], sizes.tolist(), moves)
    return labels
