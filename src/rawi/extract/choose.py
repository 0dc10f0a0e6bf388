"""Which blocks are the article: the model's answer, cut and trimmed over the whole page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rawi.extract.blocks import Blocks
from rawi.extract.features import Context, tabled
from rawi.extract.trees import ReadyModel, likely, shipped

_FEW = 60
"""Fewer words than this, and the page is looked at with a lower bar."""


def chosen(cutting: Blocks, context: Context, model: ReadyModel | None = None) -> list[int]:
    """Places of the blocks that hold text of the article, in order."""
    ready = model or shipped()
    table = tabled(cutting, context)
    return trimmed(likely(table, ready), table.words, ready.cut)


def trimmed(sure: NDArray[np.float32], words: NDArray[np.float32], cut: float) -> list[int]:
    """The blocks above the bar; where they hold little, the bar is what the page offers."""
    kept = sure >= cut
    if float(words[kept].sum()) < _FEW:
        prose = sure[words > 8]
        best = float(prose.max()) if len(prose) else 0.0
        kept = sure >= max(0.12, min(cut, best * 0.6))
    return [int(i) for i in np.flatnonzero(kept)]
