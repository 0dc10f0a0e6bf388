"""How likely each label is at each place of a linear chain (forward-backward, Rabiner 1989)."""

from __future__ import annotations

from math import isqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def marginals(scores: Floats, moves: Floats) -> Floats:
    """Chances (places, labels), each row adding up to 1.

    ``scores`` (places, labels) and ``moves`` (label, next label) are logarithms of weights.
    """
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    steps = np.exp(moves)
    ahead = _carried(weights, steps)
    back = _carried(weights[::-1], steps.T)[::-1]
    both = ahead * back / weights  # the weight of the place itself stands in either
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _carried(weights: Floats, steps: Floats) -> Floats:
    """What comes to each place from the first on, each row up to a factor.

    Blocks of places are multiplied side by side, then what comes to a block is carried through
    it: so many steps as the root of the length instead of its whole.
    """
    count, labels = weights.shape
    size = isqrt(count) + 1
    blocks = -(-count // size)
    moved = np.tile(np.eye(labels), (blocks * size, 1, 1))
    moved[:count] = steps * weights[:, None, :]
    moved[0] = np.diag(weights[0])
    moved = np.ascontiguousarray(moved.reshape(blocks, size, labels, labels).swapaxes(0, 1))
    for at in range(1, size):
        here = moved[at - 1] @ moved[at]
        moved[at] = here / here.max(axis=(1, 2), keepdims=True)
    starts = np.ones((blocks, labels))
    for block in range(1, blocks):
        come = starts[block - 1] @ moved[-1, block - 1]
        starts[block] = come / come.sum()
    found: Floats = np.einsum("bi,sbij->bsj", starts, moved).reshape(-1, labels)[:count]
    return found
