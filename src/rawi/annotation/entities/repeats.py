"""A name found once in an article is likely where its words stand again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.entities.model import LABELS, Floats

WEIGHT = 2.0
"""What the other places of a word in the article add to its scores; see docs/decisions."""


def echoes(stems: Sequence[str], labels: NDArray[np.intp], weight: float = WEIGHT) -> Floats:
    """(words, 9): for each word the shares of the labels that its stem has elsewhere here.

    The share of label O is left out: a name once unseen says little.
    """
    numbers: dict[str, int] = {}
    of_word = np.array([numbers.setdefault(s, len(numbers)) for s in stems], np.intp)
    totals = np.zeros((len(numbers), len(LABELS)), np.float32)
    np.add.at(totals, (of_word, labels), 1)
    others = totals[of_word]
    others[np.arange(len(stems)), labels] -= 1
    seen = others.sum(axis=1, keepdims=True)
    shares: Floats = weight * others / np.maximum(seen, 1)
    shares[:, 0] = 0
    return shares
