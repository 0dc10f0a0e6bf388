"""A judge of one question: hashed weights see every candidate, boosted trees those left.

The weights are a logistic regression over hashed names (feature hashing: Weinberger
et al. 2009); their answer is the trees' first number.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.quotes.places import Floats, Hashes
from rawi.forest import Ready

BITS = 16
"""Hashed weights are kept in 2^16 slots: 128 KiB a judge."""


class Judge(NamedTuple):
    weights: NDArray[np.float32]
    forest: Ready
    floor: float
    """Candidates of which the weights are less sure are not shown to the trees."""


def weighed(weights: NDArray[np.float32], names: Hashes) -> Floats:
    """What the hashed weights say of each row of names, 0 to 1."""
    mask = np.uint32((1 << BITS) - 1)
    score = weights[names & mask].sum(axis=1) + weights[-1]
    sure: Floats = (1 / (1 + np.exp(-np.clip(score, -30, 30)))).astype(np.float32)
    return sure


def alive(judge: Judge, names: Hashes) -> tuple[NDArray[np.intp], Floats]:
    """The candidates that the weights leave, and what they say of these."""
    sure = weighed(judge.weights, names)
    left = np.flatnonzero(sure >= judge.floor)
    return left, sure[left]
