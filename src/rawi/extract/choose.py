"""Which blocks are the article: the model's answer, cut and trimmed over the whole page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rawi.extract.blocks import Blocks
from rawi.extract.features import OWN_NAMES, Context, Table, tabled
from rawi.extract.trees import ReadyModel, likely, shipped

_LINE = 8
_FEW = 60
"""Fewer words than this, and the page is looked at with a lower bar."""


def chosen(cutting: Blocks, context: Context, model: ReadyModel | None = None) -> list[int]:
    """Places of the blocks that hold text of the article, in order."""
    ready = model or shipped()
    table = tabled(cutting, context)
    sure = likely(table, ready)
    kept = _above(sure, table.words, ready.cut)
    return [int(i) for i in np.flatnonzero(kept | _kin(table, sure, kept))]


def _above(sure: NDArray[np.float32], words: NDArray[np.float32], cut: float) -> NDArray[np.bool_]:
    """The blocks above the bar; where they hold little, the bar is what the page offers."""
    kept = sure >= cut
    if float(words[kept].sum()) >= _FEW:
        return kept
    prose = sure[words > _LINE]
    best = float(prose.max()) if len(prose) else 0.0
    return sure >= max(0.12, min(cut, best * 0.6))


def _kin(table: Table, sure: NDArray[np.float32], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sentences in elements of the kind that holds most of the text: a list may part them."""
    held = np.bincount(table.kinds, weights=table.words * kept)
    share = held[table.kinds] / max(1.0, float(held.sum()))
    column = OWN_NAMES.index
    sentence = table.rows[:, column("ends")] > 0
    plain = table.rows[:, column("link")] < 0.3
    found: NDArray[np.bool_] = (sure >= 0.2) & (share >= 0.6) & sentence & plain
    return found & (table.words > _LINE)
