"""The scorer of articles in a row: known answers."""

import pytest

from eval.in_a_row import assigned


def test_the_best_total_decides_not_the_best_first() -> None:
    golds = ["a b c d", "a b x y"]
    bodies = ["a b c x", "a b c d e f g h i j k l"]
    assert assigned(golds, bodies) == pytest.approx([8 / 16, 6 / 8])


def test_a_text_without_a_partner_scores_nothing() -> None:
    assert assigned(["a", "b"], ["b"]) == [0.0, 1.0]


def test_no_body_at_all_scores_nothing() -> None:
    assert assigned(["a"], []) == [0.0]
