"""Boosted trees as plain arrays: the form in which they ship, and answering many rows at once."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

_ROWS = 256
"""Rows answered at once: what they need stays near the processor. Affects speed alone."""


class Forest(msgspec.Struct, frozen=True):
    """Trees one after another: inner nodes, their two ways on, and leaves.

    A way on that is negative names a leaf: ``-1 - way``.
    """

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    leaf: list[float]
    roots: list[int]
    depth: int
    base: float = 0.0
    """Added to the sum of the leaves."""


class Level(NamedTuple):
    """What all nodes of one depth ask, tree after tree, from left to right."""

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]


class Ready(NamedTuple):
    """A forest as arrays, every tree filled up to the same depth.

    The ways on from place ``n`` of a level are the places ``2n`` and ``2n + 1`` of the
    next, so that no table of ways is looked up. A leaf above the last level stands under
    itself as often as is needed.
    """

    levels: tuple[Level, ...]
    leaves: NDArray[np.float32]
    trees: int
    base: float


def prepared(forest: Forest) -> Ready:
    """``forest`` as arrays."""
    features, thresholds = np.array(forest.feature, np.intp), np.array(forest.threshold, np.float32)
    ways = np.array((forest.left, forest.right), np.intp).T
    nodes = np.array(forest.roots, np.intp)
    levels: list[Level] = []
    for _ in range(forest.depth):
        inner, level = nodes >= 0, np.maximum(nodes, 0)
        asked, bars = np.where(inner, features[level], 0), np.where(inner, thresholds[level], 0.0)
        levels.append(Level(asked.astype(np.intp), bars.astype(np.float32)))
        nodes = np.where(inner[:, None], ways[level], nodes[:, None]).reshape(-1)
    leaves = np.array(forest.leaf, np.float32)[-1 - nodes]
    return Ready(tuple(levels), leaves, len(forest.roots), forest.base)


def sums(forest: Ready, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row the sum of the leaves that it reaches."""
    parts = [_sums(forest, rows[n : n + _ROWS]) for n in range(0, len(rows) or 1, _ROWS)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _sums(forest: Ready, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same of few rows; all steps write into the same arrays."""
    shape = (len(rows), forest.trees)
    flat = np.ascontiguousarray(rows, np.float32).reshape(-1)
    offset = np.arange(len(rows))[:, None] * rows.shape[1]
    node, asked = np.empty((2, *shape), np.intp)
    seen, threshold = np.empty((2, *shape), np.float32)
    above = np.empty(shape, np.bool_)
    node[:] = np.arange(forest.trees)
    for level in forest.levels:
        level.feature.take(node, out=asked, mode="clip")
        asked += offset
        flat.take(asked, out=seen, mode="clip")
        level.threshold.take(node, out=threshold, mode="clip")
        np.greater(seen, threshold, out=above)
        node += node
        node += above
    forest.leaves.take(node, out=seen, mode="clip")
    score: NDArray[np.float32] = seen.sum(axis=1) + np.float32(forest.base)
    return score


def answers(forest: Ready, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row how sure the forest is, 0 to 1."""
    sure: NDArray[np.float32] = (1 / (1 + np.exp(-sums(forest, rows)))).astype(np.float32)
    return sure
