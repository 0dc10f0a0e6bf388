"""The best sequence of labels, for many short stretches at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_SURE = 5.0
"""A word whose first label leads by this much has it: the moves outweigh that in one word of seven
hundred."""
_FEW = 500
"""So many stretches are decoded at once; more are parted by length, to pad less."""
_WIDTHS = (8, 32, 1 << 30)
"""Stretches of at most so many words are labelled side by side; affects speed alone."""


def decode(scores: Floats, lengths: Sequence[int], moves: Floats) -> NDArray[np.intp]:
    """Labels (words,) of sentences that lie one after another in ``scores`` (words, labels).

    Exact but for words that are label 0 beyond doubt: sentences are cut there.
    """
    labels = np.zeros(len(scores), np.intp)
    sure = scores[:, 0] - scores[:, 1:].max(axis=1) > _SURE
    stretches = list(_stretches(sure, lengths))
    for width in _WIDTHS if len(stretches) > _FEW else _WIDTHS[-1:]:
        chosen = [s for s in stretches if s[1] - s[0] <= width]
        stretches = [s for s in stretches if s[1] - s[0] > width]
        if chosen:
            _decode_all(scores, chosen, moves, labels)
    return labels


def _stretches(sure: NDArray[np.bool_], lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Start and end of what lies in doubt, with the sure word before and behind it."""
    doubtful = np.flatnonzero(~sure).tolist()
    ends = np.cumsum(lengths).tolist()
    sentence, at = 0, 0
    while at < len(doubtful):
        first = last = doubtful[at]
        while ends[sentence] <= first:
            sentence += 1
        begin = ends[sentence] - lengths[sentence]
        while at < len(doubtful) and doubtful[at] <= last + 1 and doubtful[at] < ends[sentence]:
            last = doubtful[at]
            at += 1
        yield max(first - 1, begin), min(last + 2, ends[sentence])


def _decode_all(
    scores: Floats,
    stretches: Sequence[tuple[int, int]],
    moves: Floats,
    labels: NDArray[np.intp],
) -> None:
    """Viterbi over stretches side by side, padded to the longest.

    The way back is worked out from the best scores when it is gone, not kept.
    """
    starts = np.array([start for start, _ in stretches])
    sizes = np.array([end - start for start, end in stretches])
    longest = int(sizes.max())
    at = np.minimum(starts + np.arange(longest)[:, None], len(scores) - 1)
    best = np.ascontiguousarray(scores[at].transpose(0, 2, 1))  # stretches last: long rows
    into = moves[:, :, None]
    for step in range(1, longest):
        best[step] += (best[step - 1][:, None] + into).max(axis=0)
    label = np.zeros(len(stretches), np.intp)
    for step in range(longest - 1, -1, -1):
        last = best[step].argmax(axis=0)
        further = (best[step] + moves[:, label]).argmax(axis=0)
        label = np.where(sizes == step + 1, last, further)
        inside = sizes > step
        labels[at[step][inside]] = label[inside]
