"""The best sequence, against trying them all."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.annotation.entities.viterbi import decode

_LABELS = 3


def best(scores: np.ndarray, moves: np.ndarray) -> float:
    return max(total(scores, moves, way) for way in product(range(_LABELS), repeat=len(scores)))


def total(scores: np.ndarray, moves: np.ndarray, way: tuple[int, ...]) -> float:
    own = sum(float(scores[i, label]) for i, label in enumerate(way))
    return own + sum(float(moves[a, b]) for a, b in pairwise(way))


@settings(max_examples=40)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(0, 10_000))
def test_no_other_sequence_scores_more(lengths: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(0, 2, (sum(lengths), _LABELS)).astype(np.float32)
    moves = random.normal(0, 1, (_LABELS, _LABELS)).astype(np.float32)
    labels = decode(scores, lengths, moves).tolist()
    begin = 0
    for length in lengths:
        own = scores[begin : begin + length]
        way = tuple(labels[begin : begin + length])
        assert abs(total(own, moves, way) - best(own, moves)) < 1e-3
        begin += length


def test_a_word_beyond_doubt_cuts_the_sentence_and_stays_label_0() -> None:
    scores = np.array([[0, 5, 0], [50, 0, 0], [0, 0, 5]], np.float32)
    moves = np.zeros((3, 3), np.float32)
    assert decode(scores, [3], moves).tolist() == [1, 0, 2]


def test_sentences_do_not_touch() -> None:
    scores = np.array([[0, 1, 0], [0, 0, 0.5]], np.float32)
    moves = np.array([[0, 0, 0], [0, 0, -9], [0, 0, 0]], np.float32)
    assert decode(scores, [1, 1], moves).tolist() == [1, 2]


def test_no_sentence_has_no_labels() -> None:
    assert decode(np.zeros((0, 3), np.float32), [], np.zeros((3, 3), np.float32)).tolist() == []
