"""How search is scored, on rankings whose score is known."""

from __future__ import annotations

import json
from math import log2

import pytest

from eval.figures import ROOT
from eval.search_queries import bootstrap, changes, ndcg, reciprocal


def test_a_perfect_ranking_scores_one() -> None:
    assert ndcg(["a", "b", "x"], {"a": 2, "b": 1}) == pytest.approx(1.0)


def test_a_ranking_turned_round_scores_what_its_gains_are_worth() -> None:
    right = (1 + 3 / log2(3)) / (3 + 1 / log2(3))
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx(right)


def test_what_comes_after_the_tenth_scores_nothing() -> None:
    assert ndcg([*"abcdefghij", "z"], {"z": 1}) == 0.0
    assert reciprocal([*"abcdefghij", "z"], {"z": 1}) == 0.0


def test_the_first_right_one_counts() -> None:
    assert reciprocal(["x", "b", "a"], {"a": 1, "b": 1}) == 0.5


def test_a_changed_word_is_one_change_away() -> None:
    found = changes("غزال")
    assert "جزال" in found
    assert "غزل" in found
    assert "غسال" in found
    assert "غزال" not in found


def test_twice_as_good_everywhere_is_surely_twice_as_good() -> None:
    assert bootstrap([0.4, 0.8, 0.2], [0.2, 0.4, 0.1]) == pytest.approx((2.0, 2.0, 2.0))


def test_the_march_queries_are_forty_and_graded_from_0_to_2() -> None:
    asked = json.loads((ROOT / "eval" / "sets" / "search_march.json").read_text("utf-8"))
    assert len({one["query"] for one in asked}) == 40
    assert {grade for one in asked for grade in one["grades"].values()} == {0, 1, 2}
    assert all(max(one["grades"].values()) == 2 for one in asked)
