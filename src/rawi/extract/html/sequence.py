"""The second look: what the first one said of the blocks around.

Two boosted models in a row (stacked sequential learning, Cohen and Carvalho 2005):
the second sees the rows of the first and its answers for neighbours, for the
elements that hold the block, and for blocks of the same kind.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rawi.extract.html.features import (
    Matrix,
    Numbers,
    Places,
    Table,
    beside,
    log_sums,
    running,
    windows,
)

_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
"""Neighbours whose first answers the second forest sees; as trained (decision 0036)."""
_WINDOWS = (3, 9)
"""Blocks on both sides whose answers are summed up; as trained."""
_SIDES = (4, 15)
"""The same on one side."""
_SURE = 0.6
"""The first answer from which on a block's element may be the text's; .4 or .8 change text F1
on 79 gold pages by under .001."""
_LINE = 8
"""Words more than which such a block must have."""


def second_rows(table: Table, first: NDArray[np.float32], alive: Places) -> Matrix:
    """Rows of the second model for the blocks ``alive``.

    ``first`` holds the first one's answers for all blocks, 0 to 1.
    """
    answers = first.astype(np.float32)
    weight = table.words * answers
    sums = running(np.stack((weight, table.words, answers), axis=1))
    total = max(1.0, float(sums[-1, 0]))
    near, wide = (_rates(sums, size) for size in windows(alive, len(answers), _WINDOWS))
    sides = log_sums(sums[:, :1], beside(alive, len(answers), _SIDES))
    return np.hstack(
        (
            table.rows[alive],
            answers[alive, None],
            *_of_elements(sums, table.spans[:, :, alive], total),
            _of_kind(table, weight)[alive],
            _of_order(table.words, answers, sums[:, 0], total, alive),
            _of_neighbours(answers, alive),
            near,
            wide,
            sides,
        ),
        dtype=np.float32,
    )


def _of_neighbours(answers: NDArray[np.float32], alive: Places) -> NDArray[np.float32]:
    """What was answered for the blocks beside each; -1 past the ends."""
    past = np.full(_STEPS[-1], -1.0, dtype=np.float32)
    found: NDArray[np.float32] = np.concatenate((past, answers, past))[
        alive[:, None] + len(past) + np.array(_STEPS)
    ]
    return found


def _rates(sums: NDArray[np.float64], ranges: Places) -> NDArray[np.float64]:
    inside = sums[ranges[1]] - sums[ranges[0]]
    return np.stack((inside[:, 0] / np.maximum(1.0, inside[:, 1]), inside[:, 2]), axis=1)


def _of_elements(
    sums: NDArray[np.float64], spans: Places, total: float
) -> list[NDArray[np.float64]]:
    first, last = spans[:, 0], spans[:, 1]
    inside = sums[last] - sums[first]
    heavy, words, count = inside[..., 0], inside[..., 1], inside[..., 2]
    size = np.maximum(1, last - first)
    return [(heavy / np.maximum(1, words)).T, (heavy / total).T, (count / size).T]


def _of_kind(table: Table, weight: Numbers) -> NDArray[np.float64]:
    heavy = np.bincount(table.kinds, weights=weight)
    words = np.bincount(table.kinds, weights=table.words)
    found: NDArray[np.float64] = np.stack((heavy / np.maximum(1, words), heavy), axis=1)
    return found[table.kinds]


def _of_order(
    words: NDArray[np.float32],
    answers: NDArray[np.float32],
    before: NDArray[np.float64],
    total: float,
    alive: Places,
) -> NDArray[np.float64]:
    """How much was found before and after, and how far the nearest sure blocks are."""
    count = len(alive)
    share = before / total
    sure = np.flatnonzero((answers > _SURE) & (words > _LINE))
    gap_after = gap_before = np.full(count, 99)
    if len(sure):
        at = np.searchsorted(sure, alive)
        gap_after = np.where(at < len(sure), sure[np.minimum(at, len(sure) - 1)] - alive, 99)
        last = np.searchsorted(sure, alive, side="right") - 1
        gap_before = np.where(last >= 0, alive - sure[np.maximum(last, 0)], 99)
    columns = (
        share[alive],
        1 - share[alive + 1],
        np.minimum(gap_after, 99),
        np.minimum(gap_before, 99),
        np.full(count, total),
    )
    return np.stack(columns, axis=1)
