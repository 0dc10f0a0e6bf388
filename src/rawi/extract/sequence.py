"""The second look: what the first one said of the blocks around.

Two boosted models in a row (stacked sequential learning, Cohen and Carvalho 2005):
the second sees the rows of the first and its answers for neighbours, for the
elements that hold the block, and for blocks of the same kind.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rawi.extract.features import Matrix, Numbers, Table, near_side, running, shifted, window

_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)


def second_rows(table: Table, first: NDArray[np.float32]) -> Matrix:
    """Rows of the second model; ``first`` holds the first one's answers, 0 to 1."""
    answers = first.astype(np.float32)
    weight = table.words * answers
    total = max(1.0, float(weight.sum()))
    columns = [answers, *_of_elements(table, answers, weight, total)]
    columns += _of_kind(table, weight)
    columns += _of_order(table, answers, weight, total)
    own = answers[:, None]
    windows = window(np.stack((weight, table.words, answers), axis=1), 3)
    wide = window(np.stack((weight, table.words, answers), axis=1), 9)
    parts = [np.stack(columns, axis=1).astype(np.float32)]
    parts += [shifted(own, step) for step in _STEPS]
    parts += [_rates(windows), _rates(wide), near_side(weight, 4), near_side(weight, 15)]
    return np.hstack([table.rows, *parts]).astype(np.float32)


def _rates(sums: Matrix) -> Matrix:
    rate = sums[:, 0] / np.maximum(1.0, sums[:, 1])
    return np.stack((rate, sums[:, 2]), axis=1)


def _of_elements(
    table: Table, answers: NDArray[np.float32], weight: NDArray[np.float32], total: float
) -> list[Numbers]:
    sums = [running(x) for x in (weight, table.words, answers)]
    found: list[Numbers] = []
    for step in range(table.spans.shape[1] // 2):
        first, last = table.spans[:, 2 * step], table.spans[:, 2 * step + 1]
        heavy, words, count = (s[last] - s[first] for s in sums)
        found += [heavy / np.maximum(1, words), heavy / total, count / np.maximum(1, last - first)]
    return found


def _of_kind(table: Table, weight: NDArray[np.float32]) -> list[Numbers]:
    heavy = np.bincount(table.kinds, weights=weight)[table.kinds]
    words = np.bincount(table.kinds, weights=table.words)[table.kinds]
    return [heavy / np.maximum(1, words), heavy]


def _of_order(
    table: Table, answers: NDArray[np.float32], weight: NDArray[np.float32], total: float
) -> list[Numbers]:
    count = len(answers)
    place = np.arange(count, dtype=np.float32)
    before = running(weight)[:-1] / total
    sure = np.flatnonzero((answers > 0.6) & (table.words > 8))
    if not len(sure):
        far = np.full(count, 99, np.float32)
        return [before, 1 - before - weight / total, far, far, np.full(count, total)]
    at = np.searchsorted(sure, place)
    gap_after = np.where(at < len(sure), sure[np.minimum(at, len(sure) - 1)] - place, 99)
    last = np.searchsorted(sure, place, side="right") - 1
    gap_before = np.where(last >= 0, place - sure[np.maximum(last, 0)], 99)
    return [
        before,
        1 - before - weight / total,
        np.minimum(gap_after, 99),
        np.minimum(gap_before, 99),
        np.full(count, total),
    ]
