"""Which blocks the second forest is asked of."""

from __future__ import annotations

import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from rawi.extract.html.blocks import cut
from rawi.extract.html.features import tabled
from rawi.extract.html.trees import BlockModel, likely, ready
from rawi.forest import Forest

FIRST = Forest(
    feature=[0, 0],
    threshold=[float(np.log1p(2)), float(np.log1p(5))],
    left=[-1, -2],
    right=[1, -3],
    leaf=[-3.0, 0.0, 4.0],
    roots=[0],
    depth=2,
)
"""By the words of a block: .05 to two, .5 to five, else .98."""
SECOND = Forest([], [], [], [], [-5.0], [-1], 0)
PAGE = "<p>one two<p>one two three four<p>one two three four five six seven"


@pytest.mark.parametrize(
    ("alive", "settled", "found"),
    [
        (0.2, 0.95, [0.05, 0.01, 0.98]),
        (0.2, 1.0, [0.05, 0.01, 0.01]),
        (0.0, 0.95, [0.01, 0.01, 0.98]),
        (0.6, 0.95, [0.05, 0.5, 0.98]),
    ],
)
def test_it_is_asked_where_the_first_is_not_sure(
    alive: float, settled: float, found: list[float]
) -> None:
    table = tabled(cut(LexborHTMLParser(PAGE).body))
    model = ready(BlockModel(FIRST, SECOND, alive, 0.5, settled))
    assert likely(table, model).tolist() == pytest.approx(found, abs=0.01)
