"""A judge of one question: hashed weights see every candidate, boosted trees those left.

The weights are a logistic regression over hashed names (feature hashing: Weinberger
et al. 2009); their answer is the trees' first number.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.quotes.places import Floats, Hashes
from rawi.forest import Ready, answers

BITS = 16
"""Hashed weights are kept in 2^16 slots: 128 KiB a judge."""


T = TypeVar("T")
Answering = Generator[list[list[float]], Floats, T]
"""Work that again and again asks of a few rows how sure the trees are."""


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


def in_step(runs: Sequence[Answering[T]], forest: Ready) -> list[T]:
    """The results of all runs, in their order; what they ask at a time is answered at once."""
    done: dict[int, T] = {}
    answered: dict[int, Floats | None] = dict.fromkeys(range(len(runs)))
    while answered:
        asked: dict[int, list[list[float]]] = {}
        for n, sure in answered.items():
            try:
                asked[n] = next(runs[n]) if sure is None else runs[n].send(sure)
            except StopIteration as stop:
                done[n] = stop.value
        if not asked:
            break
        rows = np.array([row for rows in asked.values() for row in rows], np.float32)
        ends = np.cumsum([len(rows) for rows in asked.values()])
        answered = dict(zip(asked, np.split(answers(forest, rows), ends[:-1]), strict=True))
    return [done[n] for n in range(len(runs))]
