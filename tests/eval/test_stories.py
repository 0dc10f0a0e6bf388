"""How stories are scored, on groups whose score is known."""

from __future__ import annotations

import pytest

from eval.stories import bcubed, pairwise

GOLD = {"a": "1", "b": "1", "c": "2", "d": "2"}
APART = {name: name for name in GOLD}
ONE = dict.fromkeys(GOLD, "x")


def test_the_gold_itself_scores_one() -> None:
    renamed = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert bcubed(GOLD, renamed) == (1.0, 1.0, 1.0)
    assert pairwise(GOLD, renamed) == 1.0


def test_all_apart_loses_recall_and_all_in_one_precision() -> None:
    assert bcubed(GOLD, APART)[:2] == (1.0, 0.5)
    assert bcubed(GOLD, ONE)[:2] == (0.5, 1.0)
    assert pairwise(GOLD, APART) == 0.0
    assert pairwise(GOLD, ONE) == pytest.approx(0.5)


def test_one_article_in_the_wrong_story() -> None:
    said = {"a": "x", "b": "x", "c": "x", "d": "y"}
    precision, recall, f1 = bcubed(GOLD, said)
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert recall == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert pairwise(GOLD, said) == pytest.approx(2 / 5)


def test_articles_that_nobody_marked_do_not_count() -> None:
    assert bcubed(GOLD, {**GOLD, "z": "1"}) == (1.0, 1.0, 1.0)
