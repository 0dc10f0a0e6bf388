"""Several forests as one."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from rawi.forest import Forest, answers, prepared
from training.forest import averaged

ONE = Forest([0, 1], [0.5, -1.0], [-1, -2], [1, -3], [0.25, -1.0, 2.0], [0], 2)
OTHER = Forest([1], [2.0], [-1], [-2], [-0.5, 0.75], [0, -1], 1)


def logits(forest: Forest, rows: np.ndarray) -> list[float]:
    return [log(p / (1 - p)) for p in answers(prepared(forest), rows).tolist()]


def test_the_sum_is_the_mean_of_the_sums() -> None:
    rows = np.array([[0, 0], [1, 0], [1, -2], [0, 3]], np.float32)
    both = zip(logits(ONE, rows), logits(OTHER, rows), strict=True)
    wanted = [1 / (1 + exp(-(a + b) / 2)) for a, b in both]
    found = answers(prepared(averaged([ONE, OTHER])), rows).tolist()
    assert found == pytest.approx(wanted, abs=1e-4)
