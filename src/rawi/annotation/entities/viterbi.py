"""The best sequence of labels, for many short stretches at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_SURE = 8.0
"""A word whose first label leads by this much has it: the moves rarely outweigh it."""


def decode(scores: Floats, lengths: Sequence[int], moves: Floats) -> NDArray[np.intp]:
    """Labels (words,) of sentences that lie one after another in ``scores`` (words, labels).

    Exact but for words that are label 0 beyond doubt: sentences are cut there.
    """
    others = scores[:, 1:].max(axis=1)
    labels = np.zeros(len(scores), np.intp)
    stretches = list(_stretches(scores[:, 0] - others > _SURE, lengths))
    for width in (8, 32, 1 << 30):
        chosen = [s for s in stretches if s[1] - s[0] <= width]
        stretches = [s for s in stretches if s[1] - s[0] > width]
        if chosen:
            _decode_all(scores, chosen, moves, labels)
    return labels


def _stretches(sure: NDArray[np.bool_], lengths: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """Start, end, whether a sure word stands before; the end takes a sure word in."""
    doubtful = (~sure).tolist()
    begin = 0
    for length in lengths:
        end = begin + length
        at = begin
        while at < end:
            if not doubtful[at]:
                at += 1
                continue
            last = at + 1
            while last < end and doubtful[last]:
                last += 1
            yield max(at - 1, begin), min(last + 1, end), at > begin
            at = last + 1
        begin = end


def _decode_all(
    scores: Floats,
    stretches: Sequence[tuple[int, int, bool]],
    moves: Floats,
    labels: NDArray[np.intp],
) -> None:
    """Viterbi over stretches side by side, padded to the longest by label 0."""
    starts = np.array([s for s, _, _ in stretches])
    sizes = np.array([e - s for s, e, _ in stretches])
    longest = int(sizes.max())
    back = np.zeros((longest, len(stretches), len(moves)), np.intp)
    best = scores[starts]
    finals = best
    for step in range(1, longest):
        at = np.minimum(starts + step, len(scores) - 1)
        ways = best[:, :, None] + moves[None]
        back[step] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[at]
        finals = np.where((sizes > step)[:, None], best, finals)
    label = finals.argmax(axis=1)
    row = np.arange(len(stretches))
    for step in range(longest - 1, -1, -1):
        inside = sizes > step
        labels[(starts + step)[inside]] = label[inside]
        label = np.where(inside, back[step, row, label], label)
