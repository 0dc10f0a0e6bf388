"""Chances along a chain: as counting every sequence of labels gives them."""

from itertools import pairwise, product
from math import exp

import numpy as np
import pytest

from rawi.extract.dumps.marginals import marginals


def counted(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """By the weight of every sequence."""
    places, labels = scores.shape
    found = np.zeros_like(scores)
    for path in product(range(labels), repeat=places):
        own = sum(scores[n, label] for n, label in enumerate(path))
        weight = exp(own + sum(moves[a, b] for a, b in pairwise(path)))
        found[range(places), path] += weight
    return found / found.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("places", [1, 2, 3, 4, 5, 7, 9])
def test_chances_are_those_of_all_sequences(places: int) -> None:
    rng = np.random.default_rng(places)
    scores, moves = rng.normal(size=(places, 3)), rng.normal(size=(3, 3))
    assert marginals(scores, moves) == pytest.approx(counted(scores, moves))


def test_a_long_chain_keeps_its_numbers() -> None:
    rng = np.random.default_rng(1)
    chances = marginals(rng.normal(scale=30, size=(20_000, 4)), rng.normal(size=(4, 4)))
    assert chances.sum(axis=1) == pytest.approx(1)
