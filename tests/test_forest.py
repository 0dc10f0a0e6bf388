"""Boosted trees as arrays against a walk from node to node."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.forest import Forest, answers, prepared

FOREST = Forest(
    feature=[0, 1, 1],
    threshold=[0.5, -1.0, 2.0],
    left=[-1, -2, -4],
    right=[1, -3, -5],
    leaf=[0.25, -1.0, 2.0, -0.5, 0.75],
    roots=[0, 2, -1],
    depth=2,
    base=0.125,
)
"""Three trees: of depth two, of depth one, and a leaf alone."""


def walked(row: list[float]) -> float:
    total = FOREST.base
    for node in FOREST.roots:
        while node >= 0:
            above = row[FOREST.feature[node]] > FOREST.threshold[node]
            node = (FOREST.right if above else FOREST.left)[node]
        total += FOREST.leaf[-1 - node]
    return 1 / (1 + exp(-total))


@given(st.lists(st.tuples(*[st.floats(-4, 4, width=32)] * 2), max_size=6))
def test_arrays_answer_as_the_trees_do(rows: list[tuple[float, float]]) -> None:
    found = answers(prepared(FOREST), np.array(rows, np.float32).reshape(-1, 2))
    assert found.tolist() == pytest.approx([walked(list(row)) for row in rows], abs=1e-6)


def test_a_value_at_the_threshold_goes_left() -> None:
    at, above = answers(prepared(FOREST), np.array([[0.5, 0.0], [0.51, 0.0]], np.float32))
    assert at < above
